"""What must hold of every comparison, whatever the counts: order, gaps, months, the other side of a share."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from by_hand import clinic, finding, row, standard, written
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.comparison_results import Compared, PeerComparison

Month = Mapping[str, tuple[int, int]]

counts = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
names = st.sampled_from([f"c{nth:02}" for nth in range(14)])
months = st.dictionaries(names, counts, min_size=1, max_size=6) | st.dictionaries(names, counts, min_size=10)


def compared(*given: Month, better: str = "higher", kind: str = "proportion") -> Compared:
    """One month after another, clinics in the order of the first one that has them."""
    those = list(dict.fromkeys(name for month in given for name in month))
    size = 1000 if kind == "rate" else 1
    rows = [
        row(name, "s", f"2025-{nth:02}", x, of, value=size * x / of)
        for nth, month in enumerate(given, 1)
        for name, (x, of) in month.items()
    ]
    standards = {"s": standard(kind, better=better, **({"per": "1000 visits"} if kind == "rate" else {}))}
    found = finding(written(standards, {name: clinic() for name in those}, rows), "s").compared
    assert found is not None
    return found


def by_clinic(month: Month, column: np.ndarray) -> dict[str, float]:
    return dict(zip(month, column.tolist(), strict=True))


@settings(max_examples=60)
@given(months, st.randoms(use_true_random=False), st.sampled_from(["proportion", "rate"]))
def test_the_order_of_clinics_is_none_of_its_business(month: Month, random, kind: str) -> None:
    order = list(month)
    random.shuffle(order)
    mixed = {name: month[name] for name in order}
    one, other = compared(month, kind=kind), compared(mixed, kind=kind)
    for field in ("standing", "best", "worst"):
        ours, theirs = getattr(one, field), getattr(other, field)
        assert by_clinic(month, ours.ravel()) == by_clinic(mixed, theirs.ravel())
    assert one.phi == pytest.approx(other.phi, nan_ok=True)


@settings(max_examples=60)
@given(months)
def test_what_is_above_of_those_who_did_is_below_of_those_who_did_not(month: Month) -> None:
    others = {name: (of - x, of) for name, (x, of) in month.items()}
    one, other = compared(month), compared(others, better="lower")
    told = one.standing <= PeerComparison.FAR_ABOVE
    assert np.where(told, -one.standing, one.standing).tolist() == other.standing.tolist()
    assert one.benchmark == pytest.approx(1 - other.benchmark)
    assert (one.best.tolist(), one.worst.tolist()) == (other.best.tolist(), other.worst.tolist())


@settings(max_examples=60)
@given(months, months)
def test_each_month_is_compared_by_itself(first: Month, second: Month) -> None:
    together = compared(first, second)
    everybody = list(dict.fromkeys([*first, *second]))
    for at, month in enumerate((first, second)):
        alone = by_clinic(month, compared(month).standing[:, 0])
        among = dict(zip(everybody, together.standing[:, at].tolist(), strict=True))
        assert {name: among[name] for name in month} == alone
        assert {among[name] for name in everybody if name not in month} <= {PeerComparison.NO_VALUE}


@settings(max_examples=60)
@given(months)
def test_a_month_without_values_changes_nothing_but_since_when(month: Month) -> None:
    one, gap = compared(month), compared(month, {}, month)
    assert gap.standing[:, 0].tolist() == gap.standing[:, 2].tolist() == one.standing[:, 0].tolist()
    outside = (one.standing[:, 0] <= PeerComparison.FAR_ABOVE) & (one.standing[:, 0] != PeerComparison.WITHIN)
    assert gap.since.tolist() == np.where(outside, 2, -1).tolist()


@settings(max_examples=60)
@given(months, st.sampled_from(["proportion", "rate"]))
def test_the_benchmark_lies_among_the_values_and_ranks_among_their_number(month: Month, kind: str) -> None:
    found = compared(month, kind=kind)
    values = [x / of * (1000 if kind == "rate" else 1) for x, of in month.values()]
    assert min(values) * (1 - 1e-12) <= found.benchmark[0] <= max(values) * (1 + 1e-12)
    if found.ranked:
        there = found.best > 0
        assert there.sum() == found.ranked
        assert (there == (found.standing[:, 0] <= PeerComparison.FAR_ABOVE)).all()
        assert (found.best <= found.worst).all()
        assert found.best[there].min() == 1
        assert found.worst.max() == found.ranked


@settings(max_examples=60)
@given(months)
def test_limits_hold_the_benchmark_and_the_far_ones_the_near(month: Month) -> None:
    found = compared(month)
    (low, high), (least, most) = found.near, found.far
    drawn = np.isfinite(low)
    assert (np.isfinite(high) == drawn).all()
    slack = 1e-12
    assert (least <= low + slack)[drawn].all()
    assert (low <= found.benchmark + slack)[drawn].all()
    assert (found.benchmark <= high + slack)[drawn].all()
    assert (high <= most + slack)[drawn].all()
