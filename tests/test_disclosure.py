"""What follows from published sums about hidden numbers: the algebra of it."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.disclosure.inference import bounds, proofs, recoverable

VECTORS = Path(__file__).parent / "vectors/suppression"
TABLES = json.loads((VECTORS / "two_way_tables.json").read_text())
PATTERNS = [
    pytest.param(table, pattern, id=f"{table['id']} {name}")
    for table in TABLES
    for name, pattern in table["patterns"].items()
]


def lines(cells: list[tuple[str, str]]) -> list[dict[tuple[str, str], int]]:
    """Rows and columns of a table, each with its total."""
    found = []
    for side in (0, 1):
        for name in dict.fromkeys(cell[side] for cell in cells):
            line = [cell for cell in cells if cell[side] == name]
            if len(line) > 1:
                found.append({cell: -1 if cell[1 - side] == "Total" else 1 for cell in line})
    return found


@pytest.mark.parametrize(("table", "pattern"), PATTERNS)
def test_what_can_be_recovered_of_a_table_is_what_rational_elimination_recovers(table, pattern) -> None:
    relations = lines([(row, column) for row, column, _ in table["cells"]])
    hidden = [tuple(cell) for cell in pattern["suppressed"]]
    assert recoverable(relations, hidden) == {tuple(cell) for cell in pattern["exactly_recoverable"]}


@pytest.mark.parametrize(("table", "pattern"), PATTERNS)
def test_bounds_are_what_linear_programming_gives_or_wider_where_sums_are_looked_at_one_by_one(
    table, pattern
) -> None:
    values = {(row, column): value for row, column, value in table["cells"]}
    hidden = {tuple(cell) for cell in pattern["suppressed"]}
    relations = [
        (
            {cell: k for cell, k in line.items() if cell in hidden},
            -sum(k * values[cell] for cell, k in line.items() if cell not in hidden),
        )
        for line in lines(list(values))
    ]
    found, sharp = (bounds(relations, dict.fromkeys(hidden, (0, inf)), exact=it) for it in (0, 100))
    for row, column, least, most in pattern["lp_interval_nonneg"]:
        low, high = found[row, column]
        assert low <= least + 1e-6
        assert high >= (inf if most is None else most) - 1e-6
        assert sharp[row, column] == (least, inf if most is None else most)


def test_two_hidden_parts_of_one_total_are_not_determined_but_their_sum_bounds_them() -> None:
    (case,) = (
        case for case in json.loads((VECTORS / "leak_examples.json").read_text()) if case["id"] == "L6"
    )
    parts, small = case["published"]["parts"], (1, case["threshold"])
    rest = case["published"]["total"] - sum(part for part in parts if part is not None)
    assert recoverable([{"a": 1, "b": 1}], "ab") == set()
    assert bounds([({"a": 1, "b": 1}, rest)], {"a": small, "b": small}) == {"a": (1, 3), "b": (1, 3)}


def test_a_hidden_month_follows_from_the_year_and_eleven_months() -> None:
    months = [f"2025-{month:02}" for month in range(1, 13)]
    year = {"2025": 1} | dict.fromkeys(months, -1)
    assert recoverable([year], ["2025-05"]) == {"2025-05"}
    assert recoverable([year], ["2025-05", "2025-06"]) == set()


def test_what_follows_only_from_several_sums_is_found_with_all_of_them() -> None:
    world = {"world": 1, "mx": -1, "ca": -1}
    mexico, canada = {"mx": 1, "a": -1, "b": -1}, {"ca": 1, "c": -1}
    assert proofs([world, mexico, canada], ["mx", "a"]) == {"mx": (0,), "a": (0, 1)}
    assert proofs([world, mexico, canada], ["mx", "a", "ca", "c"]) == {}


def test_what_cancels_out_between_sums_is_seen_through() -> None:
    assert recoverable([{"a": 1, "b": 1, "c": 1}, {"b": 1, "c": 1}], "abc") == {"a"}
    assert recoverable([{"a": 2, "b": 1}, {"a": 1, "b": 1}], "ab") == {"a", "b"}
    assert recoverable([{"a": 2, "b": 2}, {"a": 1, "b": 1}], "ab") == set()


def test_nothing_follows_from_nothing() -> None:
    assert (
        recoverable([], ["a"]) == recoverable([{"a": 0}, {}], ["a"]) == recoverable([{"a": 1}], []) == set()
    )


def test_coefficients_of_any_size_are_reckoned_with_exactly() -> None:
    big = 10**30
    assert recoverable([{"a": big, "b": big + 1}, {"a": big + 1, "b": big + 2}], "ab") == {"a", "b"}
    assert recoverable([{"a": big, "b": big + 1}, {"a": 3 * big, "b": 3 * big + 3}], "ab") == set()


systems = st.lists(st.dictionaries(st.sampled_from("abcdefg"), st.integers(-2, 2), max_size=5), max_size=8)


@given(systems, st.sets(st.sampled_from("abcdefg")))
def test_a_cell_is_determined_when_it_adds_nothing_to_the_rank(relations, hidden) -> None:
    columns = sorted(hidden)
    matrix = [[relation.get(cell, 0) for cell in columns] for relation in relations]
    expected = {
        cell for cell in columns if rank([*matrix, [int(cell == other) for other in columns]]) == rank(matrix)
    }
    found = proofs(relations, hidden)
    assert set(found) == expected
    for cell, used in found.items():  # and those relations are enough
        assert recoverable([relations[at] for at in used], hidden) >= {cell}


def rank(matrix: list[list[int]]) -> int:
    rows, found = [[Fraction(it) for it in row] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(found + 1, len(rows)):
            factor = rows[at][column] / rows[found][column]
            rows[at] = [one - factor * other for one, other in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found


@given(systems, st.lists(st.integers(0, 4), min_size=7, max_size=7))
def test_bounds_hold_every_solution_there_is(relations, numbers) -> None:
    truth = dict(zip("abcdefg", numbers, strict=True))
    hidden = sorted({cell for relation in relations for cell in relation})[:4]
    known = [
        ({cell: k for cell, k in relation.items() if cell in hidden},
         sum(k * truth[cell] for cell, k in relation.items() if cell in hidden))
        for relation in relations
    ]  # fmt: skip
    found = bounds(known, dict.fromkeys(hidden, (0, 4)))
    for guess in product(range(5), repeat=len(hidden)):
        tried = dict(zip(hidden, guess, strict=True))
        if all(sum(k * tried[cell] for cell, k in terms.items()) == total for terms, total in known):
            assert all(found[cell][0] <= tried[cell] <= found[cell][1] for cell in hidden)


def test_contradictory_sums_narrow_nothing_and_end() -> None:
    assert bounds([({"a": 1}, 3), ({"a": 1}, 4)], {"a": (0, inf)}) == {"a": (3, 3)}


def test_sums_that_chase_one_another_end() -> None:
    found = bounds([({"a": 1, "b": -1}, 1), ({"b": 1, "a": -1}, 1)], {"a": (0, inf), "b": (0, inf)})
    assert set(found) == {"a", "b"}
