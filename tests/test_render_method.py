"""What the page on method claims: its worked examples come out, and its table is what verify says."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from by_hand import clinic, row, standard, written
from rendered import AS_OF, Seen, rendered

from generator import pipeline
from generator.cli import reference
from generator.model.inputs import HandbookSource
from generator.model.period import parse
from generator.render.parts import reference_agreement
from generator.verify.replay import replay
from generator.verify.sets import SETS
from generator.words import Words

ROOT = Path(__file__).parents[1]
SHARE = standard("proportion", targets=("90%",), judge_from=1)


@pytest.fixture(autouse=True)
def _with_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is worked out, clinics beside one another too, as for a site."""
    monkeypatch.setattr("rendered.findings", lambda handbook: pipeline.worked_out(handbook, AS_OF))


class Formulas(HTMLParser):
    """The formulas of worked examples, as texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside, self.formula = False, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        css = dict(attrs).get("class") or ""
        self.inside = self.inside or css == "bb-worked"
        self.formula = self.inside and css == "bb-formula"
        if self.formula:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "details"
        self.formula = self.formula and tag != "p"

    def handle_data(self, data: str) -> None:
        if self.formula:
            self.found[-1] += data


def page(handbook: HandbookSource) -> tuple[Seen, list[str]]:
    body = rendered(handbook)["method"].body()
    return Seen(body), Formulas(body).found


@cache
def of_this_repository() -> str:
    made = pipeline.handbook(ROOT, as_of=AS_OF)
    return next(it for it in made.pages if it.address == "method").body()


def monthly(clinic: str, first: str, counts: Iterable[tuple[int, int]]) -> Iterator[dict]:
    period = parse(first)
    for met, of in counts:
        yield row(clinic, "share", period.text, met, of)
        period = period.next()


# ---------------------------------------------------------------- a calculator

NAMES = {name: getattr(math, name) for name in ("sqrt", "asin", "log2")} | {
    "round": round,
    # The page says that angles stop at 0 and at a right angle.
    "sin": lambda angle: math.sin(min(max(angle, 0), math.pi / 2)),
}
NUMBER = re.compile(r"-?[\d,]+(?:\.(\d+))?(%?)")


def calculated(formula: str, sign: int) -> float:
    """What a reader's calculator says; letters that it doesn't know raise NameError."""
    said = formula.replace(",", "").replace("%", "").replace("±", "+" if sign > 0 else "-")
    for written_so, meant in (
        (r"^sin²(.*)$", r"sin\1**2"),
        (r"√([\d.]+)", r"sqrt(\1)"),
        (r"√", "sqrt"),
        (r"asin (sqrt\([\d.]+\))", r"asin(\1)"),
        (r"log₂ (\d+)", r"log2(\1)"),
        (r"²", "**2"),
        (r"³", "**3"),
        (r"÷", "/"),
        (r"×", "*"),
        (r"−", "-"),
    ):
        said = re.sub(written_so, meant, said)
    return eval(said, {"__builtins__": {}}, NAMES)


def claims(formula: str) -> Iterator[tuple[str, int, str]]:
    """Pairs of a formula and the number after it; two where it is an interval."""
    for part in re.split(r"; |, (?=z)", formula):
        left, _, right = part.rpartition(" = ")
        left = left.rpartition(" = ")[2]
        if any(symbol in part for symbol in ("χ", "P(X", "B(")) or not re.search(r"\d.*[÷×−±+]", left):
            continue
        ends = right.split(" to ")
        yield from ((left, sign, end) for sign, end in zip((-1, 1), ends, strict=False))


def agrees(left: str, sign: int, right: str) -> bool:
    found = NUMBER.match(right)
    assert found, right
    places, percent = len(found[1] or ""), bool(found[2])
    value = calculated(re.sub(r" (per|min|h|days)\b[^÷×−±+)]*", " ", left), sign)
    value *= 100 if percent and "%" not in left else 1
    said = float(found[0].rstrip("%").replace(",", ""))
    # Readers start from rounded numbers, so the last digit may be off by one.
    return math.isclose(value, said, abs_tol=1.6 * 10**-places)


def test_whoever_follows_an_example_with_a_calculator_comes_to_the_same() -> None:
    checked = [claim for formula in Formulas(of_this_repository()).found for claim in claims(formula)]
    assert len(checked) >= 20
    assert [claim for claim in checked if not agrees(*claim)] == []


# ---------------------------------------------------------------- examples


def test_the_interval_of_the_example_is_that_of_the_clinics_value() -> None:
    handbook = written({"share": SHARE}, {"north": clinic()}, [row("north", "share", "2026-06", 81, 263)])
    # Newcombe 1998, Stat Med 17:857, table I, method 3 of 81 out of 263: 0.2553 to 0.3662.
    assert any(it.endswith("= 25.53% to 36.62%") for it in page(handbook)[1])


def test_the_gain_of_the_example_is_newcombes() -> None:
    # Newcombe 1998, Stat Med 17:873, table II, method 10: 56/70 - 48/80 is 0.2, 0.0524 to 0.3339.
    then = [(4, 7)] * 8 + [(4, 6)] * 4
    now = [(5, 6)] * 8 + [(4, 6)] * 2 + [(4, 5)] * 2
    rows = monthly("north", "2024-07", [*then, *now])
    _, formulas = page(written({"share": SHARE}, {"north": clinic()}, rows))
    assert any(it.startswith("48 ÷ 80 = 60") for it in formulas)
    assert any(it.startswith("56 ÷ 70 = 80") for it in formulas)
    assert [it.rpartition(" = ")[2] for it in formulas if it.startswith("0.20000 ")] == ["0.0524", "0.3339"]


def test_limits_of_the_example_are_reckoned_from_its_moving_ranges() -> None:
    # 13 values, 10 and 12 in turn: mean 142/13, all ranges 2, so limits 142/13 -/+ 5.32.
    waits = standard("duration", targets=("20 min",), better="lower", statistic="median")
    rows = [row("north", "waits", f"2025-{month:02}", 10 + 2 * (month % 2)) for month in range(1, 13)] + [
        row("north", "waits", "2026-01", 12)
    ]
    _, formulas = page(written({"waits": waits}, {"north": clinic()}, rows))
    assert any("± 2.66 × 2.000" in it and "5.76" in it and "16.40" in it for it in formulas)


def test_the_trend_of_the_example_is_cochran_and_armitages() -> None:
    # By hand: N 500, X 150, sum xt 550, sum nt 1500, sum nt2 5500; chi-squared is 47.6.
    rows = [row("north", "share", str(2020 + t), 10 * t, 100) for t in range(1, 6)]
    seen, formulas = page(written({"share": SHARE}, {"north": clinic()}, rows))
    assert "χ² = 500 × (500 × 550 − 150 × 1,500)² ÷ (150 × 350 × (500 × 5,500 − 1,500²))" in formulas
    assert "So it is said: ↗ improving." in seen.text


def test_a_mean_is_held_against_all_by_students_t() -> None:
    # 4.0 with s 1.2 of 36 answers: t of 35 degrees of freedom is 2.0301, so 4 -/+ 0.406.
    rating = standard("score", targets=("4.5",), scale=(1, 5), judge_from=1)
    rows = [
        row(name, "rating", "2026-06", value, sd=1.2, denominator=36)
        for name, value in (("north", 4.0), ("south", 4.1), ("west", 4.2))
    ]
    _, formulas = page(written({"rating": rating}, {it: clinic() for it in ("north", "south", "west")}, rows))
    assert "4.000 − 2.0301 × 1.2000 ÷ √36 = 3.594" in formulas


def test_a_mean_of_answers_that_are_all_the_same_is_no_example() -> None:
    rating = standard("score", scale=(1, 5), judge_from=1)
    rows = [row(name, "rating", "2026-06", 4.5, sd=0, denominator=30) for name in ("north", "south", "west")]
    clinics = {it: clinic() for it in ("north", "south", "west")}
    _, formulas = page(written({"rating": rating}, clinics, rows))
    assert not any("x̄" in it for it in formulas)


def test_a_handbook_that_tells_nothing_has_no_example() -> None:
    seen, formulas = page(written({"share": SHARE}, {"north": clinic()}, []))
    assert formulas == []
    assert "Worked example" not in seen.text


def test_a_sensitive_standard_is_no_example() -> None:
    secret = SHARE.model_copy(update={"privacy": "sensitive"})
    handbook = written({"share": secret}, {"north": clinic()}, [row("north", "share", "2026-06", 81, 263)])
    assert "Worked example" not in page(handbook)[0].text


# ---------------------------------------------------------------- agreement


def test_the_table_is_what_verify_says_of_the_vectors() -> None:
    said = json.loads(reference.agreement_data(replay(ROOT / "tests" / "vectors")))
    assert json.loads(reference_agreement.FILE.read_text("utf-8")) == said, "run `make reference`"


def test_the_table_names_each_set_as_verify_does() -> None:
    assert reference_agreement.names(Words("en")) == {name: it.about for name, it in SETS.items()}


@pytest.mark.parametrize("name", ["xmr_nhs", "wilson", "overdispersion"])
def test_a_row_of_the_table_holds_the_counts_of_its_set(name: str) -> None:
    table = Seen(of_this_repository()).table("How far we agree")
    row = table.row(SETS[name].about)
    numbers = [int(row[head].replace(",", "")) for head in ("Agreed", "Differed on purpose", "Differed")]
    assert sum(numbers) == int(row["Cases"].replace(",", "")) > 0
    assert numbers[-1] == 0
