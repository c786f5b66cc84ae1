"""The heat map on paper: as on the screen, turned and in blocks, or not at all."""

from __future__ import annotations

import re

from by_hand import clinic, row, standard, written
from rendered import Seen, rendered

SHARE = standard("proportion", targets=("90%",), close_within="5%", judge_from=10)


def heat_map(standards: int, clinics: int) -> tuple[Seen, str]:
    """Every clinic has a value of every standard: the last one misses, all others meet."""
    named = {f"c{n}": clinic("mx") for n in range(clinics)}
    measured = {f"s{n}": SHARE for n in range(standards)}
    rows = [
        row(one, it, "2026-06", 10 if one == f"c{clinics - 1}" else 95, 100)
        for one in named
        for it in measured
    ]
    body = rendered(written(measured, named, rows))["heat-map"].body()
    return Seen(body), body


def test_few_standards_are_printed_as_on_the_screen() -> None:
    seen, body = heat_map(standards=13, clinics=3)
    assert len(seen.tables) == 1
    assert "bb-unprinted" not in body


def test_many_standards_become_rows_and_clinics_stand_in_blocks_of_about_one_size() -> None:
    seen, body = heat_map(standards=14, clinics=27)
    screen, *blocks = seen.tables
    assert "bb-unprinted" in body
    assert len(screen.rows[0]) == 1 + 14 + 1
    assert [len(block.rows[0]) - 1 for block in blocks] == [9, 9, 9]
    heads = re.findall(r'<th scope="col" data-id="(c\d+)"', body)
    assert heads == [f"c{n}" for n in range(27)]
    last = blocks[-1].rows[2]
    assert re.fullmatch(r"✓\smet\s*95%", last[1])
    assert re.fullmatch(r"✕\smissed\s*10%", last[-1])


def test_what_no_paper_can_show_isn_t_printed_and_the_page_says_where_the_numbers_are() -> None:
    seen, body = heat_map(standards=14, clinics=108)
    assert len(seen.tables) == 1
    assert "bb-unprinted" in body
    assert "Print the page of a clinic or of a standard; every number is in the downloads." in seen.text
