"""What is hidden or held back can't be told from anything that readers get: drawn anew, nothing differs."""

from __future__ import annotations

from itertools import cycle

import pytest

from bench.redraws import renamed
from bench.redraws.alone import ALONE, Versions, embargo
from bench.redraws.book import Hand
from bench.redraws.compared import differing

MOVED = list(zip(cycle(renamed.HIDES), [*renamed.RENAMES, *renamed.RENAMES[6:]], strict=False))
"""Every way of renaming with one way of hiding; `python -m bench.redraws` tries all of each."""


@pytest.mark.parametrize("name", ALONE)
def test_nothing_tells_what_one_version_hides(name: str) -> None:
    assert differing(ALONE[name], seed=1) == {}


@pytest.mark.parametrize(("hides", "renames"), MOVED)
def test_nothing_tells_what_was_in_the_open_under_another_name(hides: str, renames: str) -> None:
    assert differing(lambda hand: renamed.versions(hides, renames, hand), seed=1) == {}


def test_numbers_in_the_open_are_told() -> None:
    """Else nothing would ever differ."""
    found = differing(embargo("publish_from: 2026-01-15"), seed=1)
    assert "docs/downloads/handbook.csv" in found
    assert "docs/completeness.md" in found


def test_a_number_that_was_restated_in_the_open_is_told_of_both_versions() -> None:
    def versions(hand: Hand) -> Versions:
        first, second = (renamed.versions("an embargo", "nothing", hand)[0] for _ in range(2))
        return [first, second]

    found = differing(versions, seed=1)
    assert {"diff v1 text", "docs/changes.md"} <= found.keys()
