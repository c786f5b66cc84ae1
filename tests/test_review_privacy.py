"""Nothing that either version hides follows from what is told of the two."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repository import HANDBOOK

from generator.model.version_changes import Cell, Review
from generator.versions import compare_versions
from generator.versions.compare_versions import Version
from generator.versions.report import json, markdown, text

DAY = date(2026, 8, 1)
COUNTRY = {"north": "mx", "south": "mx", "east": "ca"}
PERIODS = ("2026-05", "2026-06")
Values = dict[tuple[str, str], int | None]
OF = 100

# With 100 in each denominator a count is small at either end: 3 met, or 97.
counts = st.sampled_from([None, 0, 3, 6, 40, 60, 94, 97, 100])
values = st.fixed_dictionaries({(clinic, period): counts for clinic in COUNTRY for period in PERIODS})
versions_ = st.tuples(values, st.sampled_from(["open", "sensitive"]), st.sampled_from([5, 8]), st.booleans())
Written = tuple[Values, str, int, bool]


def files(version: Written) -> dict[str, str]:
    found, privacy, below, other = version
    rows = "".join(f"{c},reply,{p},{n},{OF}\n" for (c, p), n in found.items() if n is not None)
    return HANDBOOK | {
        "data/handbook.yml": HANDBOOK["data/handbook.yml"] + f"privacy: {{hide_below: {below}}}\n",
        "data/standards/reply.yml": HANDBOOK["data/standards/reply.yml"] + f"privacy: {privacy}\n",
        "data/kpis/2026.csv": "clinic,standard,period,met,of\n" + rows,
        "data/kpis/east.yml": "clinic: east\n" + ("comparable: {reply: {not: elsewhere}}\n" if other else ""),
    }


def compared(*sides: dict[str, str]) -> Review:
    with tempfile.TemporaryDirectory() as place:
        for name, side in zip(("old", "new"), sides, strict=True):
            for path, said in side.items():
                file = Path(place, name, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(said, encoding="utf-8")
        return compare_versions.between(
            Version("old", Path(place, "old")), Version("new", Path(place, "new")), DAY
        )


def secret(old: Written, new: Written) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Clinic and period of what each hides, by the stricter of both rules."""
    below = max(old[2], new[2]) if "sensitive" in (old[1], new[1]) else 0
    old_hides, new_hides = (
        {
            key
            for key, n in side[0].items()
            if n is not None and any(0 < count < below for count in (n, OF - n))
        }
        for side in (old, new)
    )
    return old_hides, new_hides


def numbers(review: Review) -> Iterator[tuple[int, str, str]]:
    """Whose value of which period a number is told of, and of which version: 0 the old, 1 the new."""
    for one in (*review.restated, *review.totals):
        yield from ((side, one.owner, one.period.text) for side in (0, 1))
    for change in review.verdicts:
        for side, newest in enumerate((change.before, change.after)):
            if newest.value is not None:
                yield side, change.owner, newest.period.text


def inside(version: Written, owner: str, period: str) -> set[tuple[str, str]]:
    """The values that a number is made of: the clinic's own, or those of comparable clinics in the group."""
    found, _, _, other = version
    members = (
        c for c, country in COUNTRY.items() if owner in (country, "network") and not (other and c == "east")
    )
    return {(owner, period)} | {(c, period) for c in members if found[c, period] is not None}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(versions_, versions_)
def test_no_number_is_told_of_what_either_hides_nor_of_a_sum_with_it(old: Written, new: Written) -> None:
    review, (old_hides, new_hides) = compared(files(old), files(new)), secret(old, new)
    for side, owner, period in numbers(review):
        assert (owner, period) not in old_hides | new_hides
        # A sum of the new version may hold what only the old one hid: its value of today is in the open.
        hidden = new_hides if side else old_hides | new_hides
        assert not hidden & inside((old, new)[side], owner, period)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(values, values)
def test_no_former_number_is_told_of_what_was_withdrawn(old: Values, new: Values) -> None:
    review = compared(files((old, "open", 8, False)), files((new, "open", 8, False)))
    gone = {key for key, n in old.items() if n is not None and new[key] is None}
    told = {(owner, period) for side, owner, period in numbers(review) if side == 0}
    for owner, period in told:
        assert not gone & inside((old, "open", 8, False), owner, period)


def test_a_small_count_that_was_in_the_open_is_not_told_once_it_is_sensitive() -> None:
    before = {**dict.fromkeys([(c, p) for c in COUNTRY for p in PERIODS], 60), ("south", "2026-06"): 3}
    after = before | {("south", "2026-06"): 40, ("north", "2026-06"): 94}
    review = compared(files((before, "open", 8, False)), files((after, "sensitive", 5, False)))
    # 94 of 100 leaves 6, which the former limit of 8 hides.
    assert review.restated == ()
    assert review.totals == ()


def test_what_became_hidden_and_what_no_longer_is_are_counted() -> None:
    before = {**dict.fromkeys([(c, p) for c in COUNTRY for p in PERIODS], 60), ("south", "2026-06"): 3}
    after = dict.fromkeys(before, 60) | {("north", "2026-05"): 97, ("north", "2026-06"): 97}
    review = compared(files((before, "sensitive", 8, False)), files((after, "sensitive", 8, False)))
    (of_reply,) = review.coverage
    assert (of_reply.hidden, of_reply.shown, of_reply.added, of_reply.withdrawn) == (2, 1, 0, 0)


def test_a_value_under_embargo_again_is_not_told_from_the_former_version() -> None:
    before = HANDBOOK | {"data/kpis/more.yml": "clinic: east\nreply:\n  2026-07: 6661/10000\n"}
    held = "clinic: east\npublish_from: 2027-01-01\nreply:\n  2026-07: 6661/10000\n"
    review = compared(before, HANDBOOK | {"data/kpis/more.yml": held})
    for said in (json.report(review), markdown.report(review), "\n".join(text.report(review))):
        assert "6661" not in said
        assert "6,661" not in said
        assert "66.61" not in said
        assert "2026-07" not in said.replace("2026-07-", "")


def test_a_value_that_both_publish_is_told() -> None:
    before = dict.fromkeys([(c, p) for c in COUNTRY for p in PERIODS], 60)
    after = before | {("north", "2026-05"): 40}
    (one,) = compared(files((before, "sensitive", 8, False)), files((after, "sensitive", 8, False))).restated
    assert (one.owner, one.before, one.after) == ("north", Cell(0.6, 60, 100), Cell(0.4, 40, 100))
