"""Each clinic beside its peers. Expected numbers are reckoned by hand or published, as each test says."""

from __future__ import annotations

from math import asin, inf, pi, sin, sqrt

import numpy as np
import pytest
from by_hand import clinic, finding, row, shown, standard, written

from generator.model.comparison_results import Compared, Method, PeerComparison, beside
from generator.model.inputs import HandbookSource
from generator.model.period import parse
from generator.model.standard_results import StandardResult

Z95, Z998 = 1.959963984540054, 3.090232306167813
"""Quantiles of the normal distribution, from printed tables and on."""

Counts = tuple[float, ...]
WITHIN, ABOVE, BELOW = PeerComparison.WITHIN, PeerComparison.ABOVE, PeerComparison.BELOW


def handbook(*months: dict[str, Counts], more: tuple[dict, ...] = (), **fields: object) -> HandbookSource:
    """One month after another; in each the counts by clinic."""
    options = {name: fields.pop(name) for name in ("comparable", "clinics", "settings") if name in fields}
    kind = str(fields.pop("kind", "proportion"))
    rows = [
        row(name, "s", f"2025-{nth:02}", *counts)
        for nth, month in enumerate(months, 1)
        for name, counts in month.items()
    ]
    names = dict.fromkeys([it["clinic"] for it in (*rows, *more)])
    clinics = {name: clinic() for name in names} | options.pop("clinics", {})
    return written({"s": standard(kind, **fields)}, clinics, [*rows, *more], **options)


def found(*months: dict[str, Counts], **fields: object) -> StandardResult:
    return finding(handbook(*months, **fields), "s")


def compared(*months: dict[str, Counts], **fields: object) -> Compared:
    result = found(*months, **fields).compared
    assert result is not None
    return result


def newest(result: Compared) -> list[PeerComparison]:
    return [PeerComparison(code) for code in result.standing[:, -1]]


def many(*values: float, of: float = 100) -> dict[str, Counts]:
    return {f"c{nth:02}": (value, of) for nth, value in enumerate(values)}


# ---------------------------------------------------------------- who is compared with whom


def test_the_benchmark_is_sum_over_sum_and_no_mean_of_shares() -> None:
    assert compared({"a": (8, 10), "b": (30, 50), "c": (45, 60)}).benchmark == pytest.approx([83 / 120])


def test_how_many_of_how_many_counts_those_who_were_open_and_count_alike() -> None:
    month = dict.fromkeys("abcde", (5, 10))
    result = compared(
        month,
        {name: month[name] for name in "ab"},
        clinics={"c": clinic(closed="2025-01"), "d": clinic(opened="2024-06")},
        comparable={("e", "s"): "variant"},
    )
    assert (result.members.tolist(), result.of.tolist()) == ([4, 2], [4, 3])


def test_who_reports_while_closed_is_one_of_those_who_should() -> None:
    result = compared(dict.fromkeys("abc", (5, 10)), clinics={"a": clinic(opened="2026-01")})
    assert (result.members.tolist(), result.of.tolist()) == ([3], [3])


@pytest.mark.parametrize("sameness", ["variant", "not"])
def test_who_counts_something_else_is_not_compared_and_in_no_sum(sameness: str) -> None:
    result = compared(
        {"a": (1, 10), "b": (2, 10), "c": (3, 10), "d": (90, 100)}, comparable={("d", "s"): sameness}
    )
    assert newest(result)[3] is PeerComparison.NOT_COMPARABLE
    assert result.benchmark == pytest.approx([6 / 30])


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ({"a": (1, 100), "b": (99, 100)}, [PeerComparison.FEW_PEERS] * 2),
        (
            {"a": (1, 100), "b": (99, 100), "c": (50, 100)},
            [PeerComparison.FAR_BELOW, PeerComparison.FAR_ABOVE, WITHIN],
        ),
    ],
)
def test_three_are_the_fewest_to_compare(month: dict[str, Counts], expected: list[PeerComparison]) -> None:
    result = compared(month)
    assert newest(result) == expected
    assert Method(result.method[0]) is (Method.INTERVAL if len(month) > 2 else Method.NONE)


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_what_is_not_in_force_is_not_compared(status: str) -> None:
    assert newest(compared(many(1, 50, 99), status=status)) == [PeerComparison.NOT_IN_FORCE] * 3


def test_where_no_direction_is_agreed_clinics_differ_all_the_same() -> None:
    assert newest(compared(many(1, 50, 99), better="neither")) == [
        PeerComparison.FAR_BELOW,
        WITHIN,
        PeerComparison.FAR_ABOVE,
    ]


def test_too_few_to_judge_are_in_the_benchmark_and_not_compared() -> None:
    result = compared({"a": (9, 19), "b": (10, 20), "c": (10, 20), "d": (10, 20)}, judge_from=20)
    assert newest(result) == [PeerComparison.TOO_FEW, WITHIN, WITHIN, WITHIN]
    assert result.benchmark == pytest.approx([39 / 79])


def test_what_is_hidden_is_in_nothing() -> None:
    result = compared(
        {"a": (3, 100), "b": (20, 100), "c": (30, 100), "d": (40, 100)}, privacy="sensitive", judge_from=20
    )
    assert newest(result)[0] is PeerComparison.HIDDEN
    assert result.benchmark == pytest.approx([90 / 300])
    assert (result.members.tolist(), result.of.tolist()) == ([3], [4])
    assert np.isnan(result.near[0][0, 0])
    assert result.last[0] == -1


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ((0, 0), PeerComparison.NO_VALUE),
        ((12, 10), PeerComparison.NO_INTERVAL),
        ((-1, 10), PeerComparison.NO_INTERVAL),
        ((0.5,), PeerComparison.NO_INTERVAL),
        ((5, inf), PeerComparison.NO_INTERVAL),
        ((inf, 10), PeerComparison.NO_VALUE),
    ],
)
def test_what_is_no_share_says_why_and_is_in_no_sum(counts: Counts, why: PeerComparison) -> None:
    result = compared({"a": (1, 10), "b": (2, 10), "c": (3, 10), "odd": counts})
    assert newest(result)[3] is why
    assert result.benchmark == pytest.approx([6 / 30])
    assert result.members.tolist() == [3]


@pytest.mark.parametrize("kind", ["duration", "count", "money"])
def test_of_medians_counts_and_prices_nobody_can_tell(kind: str) -> None:
    fields = {"unit": "min"} if kind == "duration" else {"currency": "USD"} if kind == "money" else {}
    result = compared(dict.fromkeys("abcd", (5.0,)), kind=kind, **fields)
    assert newest(result) == [PeerComparison.NO_INTERVAL] * 4
    assert shown(result.benchmark[None]) == [[None]]


def test_a_month_in_which_all_are_missing_has_no_benchmark() -> None:
    month = dict.fromkeys("abc", (5, 10))
    result = compared(month, {}, month)
    assert shown(result.benchmark[None]) == [[0.5, None, 0.5]]
    assert result.members.tolist() == [3, 0, 3]
    assert {PeerComparison(code) for code in result.standing[:, 1]} == {PeerComparison.NO_VALUE}


def test_where_no_clinic_has_a_value_there_is_nobody_beside() -> None:
    result = found({"a": (5, 10)}, more=(row("b", "s", "2025-01", missing="Flood"),))
    assert beside(result.panel, result.compared, 1) is None


# ---------------------------------------------------------------- fewer than ten: own intervals


@pytest.mark.parametrize(
    ("others", "expected"), [(1585, WITHIN), (1605, BELOW), (5000, PeerComparison.FAR_BELOW)]
)
def test_few_are_compared_by_their_own_interval(others: int, expected: PeerComparison) -> None:
    """15 of 148 has the interval 0.0624 to 0.1605 (Newcombe 1998, Stat Med 17:857, table I, method 3)."""
    result = compared({"a": (15, 148), "b": (others - 500, 4926), "c": (500, 4926)})
    assert result.benchmark == pytest.approx([(15 + others) / 10_000])
    assert newest(result)[0] is expected
    assert Method(result.method[0]) is Method.INTERVAL
    assert shown(result.near[0]) == [[None]] * 3


def test_a_share_of_fewer_than_ten_is_not_compared_whatever_is_judged() -> None:
    """None of 1 against 80 % would happen one time in five."""
    result = compared({"a": (0, 1), "b": (81, 100), "c": (80, 100), "d": (2, 10)})
    assert newest(result) == [
        PeerComparison.TOO_FEW,
        PeerComparison.WITHIN,
        PeerComparison.WITHIN,
        PeerComparison.FAR_BELOW,
    ]


def test_a_benchmark_on_the_end_of_an_interval_is_within_it() -> None:
    """Wilson's interval of 0 of n ends at z^2 / (n + z^2), which of 0 of 3 z^2 is a quarter."""
    square = Z95**2
    result = compared({"a": (0, 3 * square), "b": (30, 100), "c": (20 + 0.75 * square, 100)})
    assert result.benchmark == pytest.approx([0.25])
    assert newest(result)[0] is WITHIN


@pytest.mark.parametrize(("per_1000", "expected"), [(87, WITHIN), (88, BELOW)])
def test_a_rate_is_compared_by_its_exact_interval(per_1000: float, expected: PeerComparison) -> None:
    """Of 3 events the exact interval is 0.6187 to 8.7673 (tables of Garwood 1936): here per 100."""
    total = per_1000 / 1000 * 10_000
    month = {"a": (3, 100), "b": (total - 403, 4900), "c": (400, 5000)}
    rows = tuple(row(name, "s", "2025-01", x, n, value=1000 * x / n) for name, (x, n) in month.items())
    result = compared(more=rows, kind="rate", per="1000 visits", better="lower")
    assert result.benchmark == pytest.approx([per_1000])
    assert newest(result)[0] is expected


def test_many_rates_have_no_funnel() -> None:
    rows = tuple(row(f"c{nth}", "s", "2025-01", 20, 100, value=200) for nth in range(12))
    result = compared(more=rows, kind="rate", per="1000 visits")
    assert Method(result.method[0]) is Method.INTERVAL
    assert newest(result) == [WITHIN] * 12


@pytest.mark.parametrize(("mean", "expected"), [(4.525, WITHIN), (4.545, BELOW)])
def test_a_mean_is_compared_by_students_t(mean: float, expected: PeerComparison) -> None:
    """t of 9 degrees of freedom is 2.262157, so 4.0 with a deviation of 0.5 reaches to 4.3577."""
    rows = tuple(
        row(name, "s", "2025-01", value, denominator=10, sd=0.5)
        for name, value in {"a": 4.0, "b": mean, "c": mean}.items()
    )
    result = compared(more=rows, kind="score", scale=(1, 5))
    assert result.benchmark == pytest.approx([(4 + 2 * mean) / 3])
    assert newest(result)[0] is expected


def test_a_mean_without_its_deviation_is_in_the_benchmark_and_not_compared() -> None:
    rows = tuple(
        row(name, "s", "2025-01", 4.0, denominator=10, sd=sd)
        for name, sd in {"a": None, "b": 0.5, "c": 0.5}.items()
    )
    assert newest(compared(more=rows, kind="score", scale=(1, 5))) == [
        PeerComparison.NO_INTERVAL,
        WITHIN,
        WITHIN,
    ]


# ---------------------------------------------------------------- ten and more: the funnel


def test_ten_are_compared_by_a_funnel_around_their_sum_over_sum() -> None:
    result = compared(many(60, 40, *[50] * 8))
    assert Method(result.method[0]) is Method.FUNNEL
    assert result.near[0][:, 0] == pytest.approx(np.full(10, 0.5 - Z95 * 0.05))
    assert result.far[1][:, 0] == pytest.approx(np.full(10, 0.5 + Z998 * 0.05))
    assert newest(result) == [ABOVE, BELOW, *[WITHIN] * 8]
    assert result.tau2.tolist() == [0]


def test_a_single_far_one_is_far_and_does_not_widen_the_funnel() -> None:
    assert newest(compared(many(67, 49, 48, 48, 48, 48, 48, 48, 48, 48)))[0] is PeerComparison.FAR_ABOVE


def test_nine_have_no_funnel() -> None:
    result = compared(many(60, 40, *[50] * 7))
    assert Method(result.method[0]) is Method.INTERVAL
    assert np.isnan(result.phi[0])


def test_where_clinics_differ_anyway_the_funnel_is_as_wide_as_that() -> None:
    """Half of them at 40 %, half at 60 %, of 1000 each. Spiegelhalter 2005: on the scale of arcsines
    each is asin(0.2) / 2 away, 2 sqrt(1000) of that is its z, phi is z squared, and as all weigh
    4000, tau2 is (10 phi - 9) / (9 * 4000)."""
    result = compared(many(*[400, 600] * 5, of=1000))
    phi = (sqrt(1000) * asin(0.2)) ** 2
    tau2 = (10 * phi - 9) / 36_000
    assert Method(result.method[0]) is Method.OVERDISPERSED
    assert (result.phi[0], result.tau2[0]) == (pytest.approx(phi), pytest.approx(tau2))
    for limits, z in ((result.near, Z95), (result.far, Z998)):
        reach = z * sqrt(1 / 4000 + tau2)
        assert limits[0][:, 0] == pytest.approx(np.full(10, sin(pi / 4 - reach) ** 2))
        assert limits[1][:, 0] == pytest.approx(np.full(10, sin(pi / 4 + reach) ** 2))
    # By chance alone all would lie outside: 0.5 -/+ 0.031.
    assert newest(result) == [WITHIN] * 10


@pytest.mark.parametrize("value", [0, 100, 37])
def test_where_all_are_equal_nobody_differs(value: float) -> None:
    result = compared(many(*[value] * 12))
    assert newest(result) == [WITHIN] * 12
    assert result.phi.tolist() == pytest.approx([0])


def test_the_funnel_is_each_months_own() -> None:
    result = compared(many(*[50] * 10), many(*[50] * 9), many(*[400, 600] * 5, of=1000))
    assert [Method(code) for code in result.method] == [
        Method.FUNNEL,
        Method.INTERVAL,
        Method.OVERDISPERSED,
    ]


def test_scores_that_are_means_among_shares_are_no_funnel() -> None:
    rows = (
        *(row(f"c{nth:02}", "s", "2025-01", 50, 100) for nth in range(10)),
        row("mean", "s", "2025-01", 0.5, denominator=100, sd=0.1),
    )
    assert Method(compared(more=rows, kind="score").method[0]) is Method.INTERVAL


# ---------------------------------------------------------------- since when

FAR = {"a": (10, 100), "b": (50, 100), "c": (50, 100)}
NEAR = {"a": (50, 100), "b": (50, 100), "c": (50, 100)}
OVER = {"a": (90, 100), "b": (50, 100), "c": (50, 100)}
GAP = {"b": (50, 100), "c": (50, 100)}


@pytest.mark.parametrize(
    ("months", "since"),
    [
        ((FAR, FAR, FAR), 0),
        ((NEAR, FAR, FAR), 1),
        ((FAR, NEAR, FAR), 2),
        ((OVER, FAR, FAR), 1),
        ((FAR, GAP, FAR), 2),
        ((FAR, FAR, NEAR), -1),
        ((NEAR, FAR, GAP), 1),
        ((GAP, GAP, FAR), 2),
        ((FAR, {"a": (10, 100)}, FAR), 2),
    ],
)
def test_since_when_is_where_the_unbroken_stretch_on_its_side_begins(
    months: tuple[dict[str, Counts], ...], since: int
) -> None:
    assert compared(*months).since[0] == since


# ---------------------------------------------------------------- ranks


@pytest.mark.parametrize(("better", "first"), [("higher", 90), ("lower", 10)])
def test_clinics_whose_intervals_are_apart_have_one_place_each(better: str, first: int) -> None:
    result = compared(many(10, 50, 90), better=better)
    places = [1, 2, 3] if first == 10 else [3, 2, 1]
    assert (result.best.tolist(), result.worst.tolist(), result.ranked) == (places, places, 3)


def test_places_hold_together_so_intervals_are_wider_than_at_95() -> None:
    """40 and 60 of 100 have 0.3094 to 0.4980 and 0.5020 to 0.6906 at 95 %; with three clinics they
    overlap, at 1 - 0.05 / 3 each."""
    result = compared(many(40, 60, 99))
    assert (result.best.tolist(), result.worst.tolist()) == ([2, 2, 1], [3, 3, 1])


@pytest.mark.parametrize(
    ("month", "fields"),
    [(many(10, 50, 90), {"better": "neither"}), (many(10, 90), {}), (many(10, 50, 90), {"status": "draft"})],
)
def test_nobody_is_ranked_without_a_direction_among_few_or_in_drafts(
    month: dict[str, Counts], fields: dict
) -> None:
    result = compared(month, **fields)
    assert (result.best.tolist(), result.ranked) == ([0] * len(month), 0)


def test_only_who_is_compared_in_the_newest_month_is_ranked() -> None:
    months = (many(10, 50, 90) | {"old": (99, 100)}, many(10, 50, 90) | {"few": (1, 2)})
    result = found(*months, judge_from=20)
    compared = result.compared
    assert compared is not None
    by_clinic = dict(zip(result.panel.clinics, compared.best.tolist(), strict=True))
    assert by_clinic == {"c00": 3, "c01": 2, "c02": 1, "old": 0, "few": 0}
    old = beside(result.panel, compared, result.index["old"])
    assert old is not None
    assert (old.at, old.rank) == (0, None)


# ---------------------------------------------------------------- one clinic's share


def test_a_clinic_whose_only_value_is_the_last_is_compared_like_any_other() -> None:
    result = found(GAP, GAP, FAR)
    assert result.compared is not None
    told = beside(result.panel, result.compared, result.index["a"])
    assert told is not None
    assert (told.period, told.standing, told.since) == (
        parse("2025-03"),
        PeerComparison.FAR_BELOW,
        parse("2025-03"),
    )
    assert (told.members, told.of, told.rank) == (3, 3, (3, 3, 3))
    assert told.benchmark == pytest.approx(110 / 300)
    assert (told.near, told.phi, told.improvement) == (None, None, None)


def test_order_of_clinics_changes_nothing() -> None:
    month = many(*[400, 600] * 5, 480, of=1000)
    one, other = compared(month), compared(dict(reversed(month.items())))
    assert one.standing.tolist() == other.standing[::-1].tolist()
    assert one.phi == pytest.approx(other.phi)
    assert one.best.tolist() == other.best[::-1].tolist()


@pytest.mark.parametrize("kind", ["proportion", "score", "conversion", "rate"])
def test_numbers_without_measure_give_no_warning_and_no_number_that_is_none(kind: str) -> None:
    fields = {"per": "1000 visits"} if kind == "rate" else {}
    odd = [(inf, 1), (1, inf), (inf, inf), (0, inf), (-inf, 1), (0, 0), (1e308, 1e308), (5e-324, 1e-300)]
    rows = tuple(
        row(f"c{nth:02}", "s", "2025-01", x, n, value=value)
        for nth, (x, n) in enumerate([*odd, (5, 10), (6, 10), (7, 10)])
        for value in [x / n if n and abs(x) < inf else inf]
    )
    result = found(more=rows, kind=kind, **fields)
    assert result.compared is not None
    for nth in range(len(rows)):
        told = beside(result.panel, result.compared, nth)
        if told is not None and told.standing.told:
            assert told.benchmark is not None
            assert np.isfinite(told.benchmark)
