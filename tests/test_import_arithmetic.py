"""The arithmetic of import maps, against Python's own."""

from __future__ import annotations

from contextlib import suppress

import polars as pl
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from generator.importing import arithmetic

ROW = {"a": 3.0, "b": 0.5, "c": -7.0, "total seen": 40.0}


def worked_out(text: str) -> float:
    return pl.DataFrame([ROW]).select(arithmetic.over(arithmetic.read(text)).alias("result")).item()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a - b - 1", 1.5),
        ("a - (b - 1)", 3.5),
        ("a + b * 2", 4.0),
        ("(a + b) * 2", 7.0),
        ("12 / a / 2", 2.0),
        ("-c", 7.0),
        ("a - -b", 3.5),
        ("-a * 2", -6.0),
        ('"total seen" / 4', 10.0),
        ("`total seen`/4", 10.0),
        ("1.5e2", 150.0),
    ],
)
def test_signs_bind_as_at_school(text: str, result: float) -> None:
    assert worked_out(text) == result


def test_a_division_by_zero_is_no_number_and_no_error() -> None:
    assert worked_out("a / (b - b)") == float("inf")


def expressions() -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["a", "b", "c", "2", "0.25"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(" ".join),
            inner.map("({})".format),
            inner.map("-{}".format),
        ),
        max_leaves=12,
    )


@given(expressions())
def test_any_expression_means_what_it_means_in_python(text: str) -> None:
    try:
        expected = eval(text, {}, ROW)
    except ZeroDivisionError:
        reject()
    assert worked_out(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("", 0, "nothing"),
        ("a +", 3, "breaks off"),
        ("(a", 0, "never closed"),
        ("a)", 1, "never opened"),
        ('"a', 0, "never closed"),
        ("a ** 2", 3, "`*`"),
        ("a b", 2, 'double quotes: "a b"'),
        ("3 4", 2, "`4` follows `3`"),
        ("a % b", 2, "`%`"),
        ("2nd - 1", 0, "`2nd`"),
        ("open('x')", 5, "`'`"),
        ("open(a)", 4, "follows"),
        ("a.b", 1, "`.`"),
        ("(" * 80 + "a" + ")" * 80, 50, "deep"),
        ("a+" * 200 + "a", 300, "longer"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(text: str, at: int, says: str) -> None:
    with pytest.raises(arithmetic.NotArithmetic) as refused:
        arithmetic.read(text)
    assert refused.value.at == at
    assert says in str(refused.value)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_read_or_be_refused(text: str) -> None:
    with suppress(arithmetic.NotArithmetic):
        arithmetic.over(arithmetic.read(text))
