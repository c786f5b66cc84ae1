"""Each verdict opens its own why: what is withheld says the reason, and no number that is none is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from math import inf
from typing import Any

import pytest
from by_hand import LATER, change, clinic, row, standard, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rendered import Seen

from generator import pipeline
from generator.model.inputs import HandbookSource
from generator.model.period import parse
from generator.model.version_changes import Releases
from generator.page_making import DRAWINGS
from generator.render.context import RenderContext, SiteContext
from generator.render.explain import verdicts
from generator.render.pages import page_table as pages
from generator.words import catalogues

LANGUAGES = ("en", "es", "fr")
NO_NUMBER = re.compile(r"\b(nan|none|inf(inity)?|null)\b|∞|[{}]", re.IGNORECASE)


def editions(handbook: HandbookSource) -> list[RenderContext]:
    findings = pipeline.worked_out(handbook, LATER)
    site = SiteContext(findings, DRAWINGS, (), (), LATER, directory_urls=True)
    return [RenderContext(site, words) for words in catalogues(handbook.settings.languages).values()]


def whys(handbook: HandbookSource, of: str = "a", name: str = "s") -> list[str]:
    """The three verdicts on a clinic, as plain text."""
    edition = editions(handbook)[0]
    series = edition.findings.series(name, of)
    assert series is not None
    markup = verdicts.verdicts(edition, series, edition.written.standards[name])
    return [html.unescape(re.sub(r"<[^>]+>", " ", part)) for part in markup.split("</details>")[:3]]


def month(counts: Mapping[str, tuple[float, ...]], period: str = "2025-06") -> list[dict[str, Any]]:
    return [row(name, "s", period, *it) for name, it in counts.items()]


def handbook(rows: list[dict[str, Any]], kind: str = "proportion", **fields: Any) -> HandbookSource:
    options = {name: fields.pop(name) for name in ("comparable", "changes") if name in fields}
    clinics = {it["clinic"]: clinic() for it in rows}
    return written({"s": standard(kind, **fields)}, clinics, rows, **options)


FOUR = {"a": (10, 100), "b": (50, 100), "c": (60, 100), "d": (70, 100)}


# ---------------------------------------------------------------- differs from its peers


@pytest.mark.parametrize(
    ("counts", "fields", "said"),
    [
        (FOUR, {"status": "draft"}, "The standard isn't in force."),
        (FOUR, {"status": "retired"}, "The standard isn't in force."),
        (FOUR, {"comparable": {("a", "s"): "variant"}}, "counts something else under this name"),
        (dict.fromkeys("abcd", (0.5,)), {}, "Nobody can tell from such a value alone how sure it is"),
        (FOUR | {"a": (1, 11)}, {"judge_from": 12}, "Out of fewer than 12 nothing is compared."),
        (FOUR | {"a": (1, 9)}, {}, "Out of fewer than 10 nothing is compared."),
        (
            {"a": (1, 19), "b": (2, 19)},
            {},
            "2 comparable clinics have a value for June 2025; from 3 on they are compared.",
        ),
        (FOUR | {"a": (3, 100)}, {"privacy": "sensitive"}, "Its counts are too small to be shown."),
        (FOUR | {"a": (0, 0)}, {}, "nobody was there to be counted."),
    ],
)
def test_what_is_not_compared_says_why(
    counts: dict[str, tuple[float, ...]], fields: dict[str, Any], said: str
) -> None:
    assert said in whys(handbook(month(counts), **fields))[1]


def test_no_direction_is_no_reason_not_to_compare() -> None:
    assert "lower than its peers" in whys(handbook(month(FOUR), better="neither"))[1]


def test_a_few_are_compared_by_their_own_intervals() -> None:
    """Wilson's interval of 10 of 100 is 5.5 % to 17.4 %; together they have 190 of 400."""
    said = whys(handbook(month(FOUR)))[1]
    assert "worse than its peers" in said
    assert "June 2025: 48% (4 of 4 clinics)" in said
    assert "Its own 95% interval is 6% to 17%" in said
    assert "On that side since June 2025." in said
    assert "Among the 4 with enough to tell, its place is 4 " in said


def test_what_differs_at_99_8_shows_that_interval_too() -> None:
    """Of 10 of 100, z² being 9.550: (29.550 -/+ 3.0902 √45.550) / 219.10 is 4.0 % to 23.0 %."""
    assert "outside its 99.8% interval, 4% to 23%, too" in whys(handbook(month(FOUR)))[1]


def test_answers_that_are_all_alike_have_no_interval() -> None:
    rows = [row(name, "s", "2025-06", 4.5, mean=4.5, sd=0.0, denominator=12) for name in "abcd"]
    said = whys(written({"s": standard("score")}, dict.fromkeys("abcd", clinic()), rows))[1]
    assert "Nobody can tell from such a value alone how sure it is" in said


def test_many_are_compared_by_a_funnel_that_says_its_limits_and_phi() -> None:
    """0.5 -/+ 0.098 and -/+ 0.155; with half at 40 and half at 60 % of 1000 phi is 40.5."""
    plain = month({f"c{nth:02}": (50, 100) for nth in range(11)} | {"a": (52, 100)})
    said = whys(handbook(plain))[1]
    assert "by chance (funnel)" in said
    assert "40% to 60%" in said
    spread = month({f"c{nth:02}": (400 + 200 * (nth % 2), 1000) for nth in range(10)})
    said = whys(handbook(spread), "c00")[1]
    assert "(funnel with over-dispersion, φ = 40.5; by chance alone 1)" in said
    assert "30% to 70%" in said


def test_peer_groups_are_told_of_the_period_that_is_compared() -> None:
    """A clinic that closed is compared in its own last month, and so is its group."""
    clinics = {name: clinic(peers=("near",) if name in "ab" else ()) for name in "abcd"}
    rows = month(FOUR, "2025-05") + month(dict.fromkeys("bcd", (90, 100)), "2025-06")
    said = whys(written({"s": standard()}, clinics, rows))[1]
    assert "near together, May 2025: 30% (2 of 2 clinics)" in said
    assert "June" not in said


def test_a_place_that_is_sure_is_one() -> None:
    apart = {"a": (50, 1000), "b": (500, 1000), "c": (950, 1000)}
    said = "Among the 3 with enough to tell, its place is 3 (95% for all places together)."
    assert said in whys(handbook(month(apart)))[1]


@pytest.mark.parametrize(("fields", "counts"), [({"status": "retired"}, FOUR), ({"judge_from": 101}, FOUR)])
def test_what_is_not_judged_is_not_held_against_its_target(
    fields: dict[str, Any], counts: dict[str, tuple[float, ...]]
) -> None:
    said = whys(handbook(month(counts), targets=("50%",), **fields))[0]
    assert "The target in force then: at least 50%." in said
    assert "held against" not in said


# ---------------------------------------------------------------- is it met


@pytest.mark.parametrize(
    ("counts", "fields", "said"),
    [
        (FOUR, {"status": "draft", "targets": ("50%",)}, "The standard isn't in force."),
        (FOUR, {}, "There is no target that it could be held against."),
        (FOUR, {"targets": ("50%",), "comparable": {("a", "s"): "not"}}, "so it isn't judged."),
        (FOUR, {"targets": ("50%",), "judge_from": 101}, "Out of fewer than 101 nothing is judged."),
        (FOUR | {"a": (3, 100)}, {"privacy": "sensitive"}, "Its counts are too small to be shown."),
        (FOUR | {"a": (0, 0)}, {}, "nobody was there to be counted."),
    ],
)
def test_what_is_not_judged_says_why(
    counts: dict[str, tuple[float, ...]], fields: dict[str, Any], said: str
) -> None:
    assert said in whys(handbook(month(counts), **fields))[0]


@pytest.mark.parametrize(
    ("target", "said"), [("15%", "holds the target: chance alone"), ("50%", "the target lies outside")]
)
def test_a_verdict_says_whether_chance_could_turn_it(target: str, said: str) -> None:
    assert said in whys(handbook(month(FOUR), targets=(target,)))[0]


# ---------------------------------------------------------------- is it changing


def values(numbers: list[float], first: str = "2025-01", **fields: Any) -> HandbookSource:
    period, rows = parse(first), []
    for number in numbers:
        rows.append(row("a", "s", period.text, number))
        period = period.next()
    return handbook(rows, "count", **fields)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (values([5]), "1 value since January 2025; the XmR chart speaks from 13 on."),
        (values([5, 6, 7]), "3 values since January 2025; the XmR chart speaks from 13 on."),
        (
            values([*range(12)]),
            "is 6 (a signal above 7); times that it crosses the median: 1 (a signal below 3)",
        ),
        (values([5] * 14), "they don't vary."),
        (values([5, 6] * 7), "No rule fires for its newest value."),
        (values([*[5, 6] * 7, 60]), "signals since March 2026"),
        (values([1, 2, 3], "2022"), "judged by the trend of the last 5 years without a gap"),
        (values([5, 6] * 7, changes=[change("2026-02")]), "1 value since February 2026"),
        (values([1, 2, 3, 4, 5], "2021"), "so a trend can't be told"),
    ],
)
def test_what_changes_or_not_says_by_what(written: HandbookSource, said: str) -> None:
    assert said in whys(written)[2]


def test_a_clinic_that_opened_later_has_a_chart_since_its_own_first_value() -> None:
    rows = [
        row(of, "s", f"2025-{month:02}", 5)
        for of, start in (("a", 4), ("b", 1))
        for month in range(start, 10)
    ]
    assert "6 values since April 2025" in whys(handbook(rows, "count"))[2]


def test_years_of_none_or_all_say_why_there_is_no_trend() -> None:
    rows = [row("a", "s", str(year), 90 + year % 2 * 10, 100) for year in range(2018, 2026)]
    assert "none or all were counted" in whys(handbook(rows))[2]


def test_limits_that_a_rule_has_broken_foretell_nothing() -> None:
    said = whys(values([*[5, 6] * 7, 60], targets=("50",)))[0]
    assert "met" in said
    assert "will be missed nearly every time" not in said
    assert "its limits can't tell whether the target will be met" in said
    assert "will be missed nearly every time" in whys(values([5, 6] * 7, targets=("50",)))[0]


def test_values_scattered_over_time_say_so() -> None:
    rows = [
        row("a", "s", f"20{year}-{month:02}", 5 + month) for year in (23, 24, 25) for month in (1, 3, 5, 7, 9)
    ]
    assert "too scattered over time to give limits" in whys(handbook(rows, "count"))[2]


def test_what_was_gained_since_the_first_year_has_its_interval() -> None:
    """56/70 less 48/80 is 5.24 to 33.39 points (Newcombe 1998, table II, method 10)."""
    rows = [
        row("a", "s", f"{year}-Q{quarter}", *counts)
        for year, of in ((2024, [(12, 20)] * 4), (2025, [(14, 17), (14, 18)] * 2))
        for quarter, counts in enumerate(of, 1)
    ]
    said = whys(handbook(rows))[2]
    assert "First year, from 2024 Q1 on: 60%; newest year: 80%" in said
    assert "5.2 to 33.4 points: better than it was." in said


# ---------------------------------------------------------------- never a number that is none

ODD = (0.0, 1.0, 3.0, 7.0, 19.0, 20.0, 100.0, 1e9, 9e14, 1e308, 1e-9, 5e-324, -1.0, inf, -inf, 0.5)
KINDS: dict[str, dict[str, Any]] = {
    "proportion": {"targets": ("50%",)},
    "conversion": {},
    "rate": {"per": "1000 visits", "targets": (5,)},
    "count": {"targets": (3,)},
    "duration": {"unit": "min", "targets": ("20 min",)},
    "money": {"currency": "USD"},
    "score": {},
}
WHEN = {"2024-01": 26, "2023-Q1": 9, "2017": 8, "2019/20": 6, "2024-W01": 5}


@st.composite
def handbooks(draw: st.DrawFn) -> HandbookSource:
    kind = draw(st.sampled_from(sorted(KINDS)))
    number, tame = st.sampled_from(ODD), draw(st.booleans())
    first = draw(st.sampled_from(sorted(WHEN)))
    periods = draw(st.integers(1, WHEN[first]))
    names = [f"c{nth:02}" for nth in range(draw(st.integers(1, 12)))]
    count = st.sampled_from((0.0, 5.0, 9.0, 20.0)) if tame else number
    rows = []
    for name in names:
        period = parse(first)
        level = draw(count)
        for _ in range(periods):
            if draw(st.integers(0, 9)):
                x, n = (level, 20.0) if tame and draw(st.booleans()) else (draw(count), draw(count))
                rows.append(_observed(kind, name, period.text, x, n))
            period = period.next()
    fields = KINDS[kind] | {
        "better": draw(st.sampled_from(("higher", "lower", "neither"))),
        "status": draw(st.sampled_from(("approved", "approved", "draft"))),
        "privacy": draw(st.sampled_from(("open", "open", "sensitive"))),
        "judge_from": draw(st.sampled_from((1, 10))),
    }
    restart = [change(parse(first).text)] if draw(st.booleans()) else []
    return written(
        {"s": standard(kind, **fields)},
        {name: clinic() for name in names},
        rows,
        settings={"languages": LANGUAGES},
        changes=restart,
        comparable={(names[0], "s"): draw(st.sampled_from(("same", "variant")))},
    )


def _observed(kind: str, name: str, period: str, x: float, n: float) -> dict[str, Any]:
    if kind in ("count", "duration", "money"):
        return row(name, "s", period, x)
    if kind == "score":
        return row(name, "s", period, x, denominator=n, sd=abs(x) / 2)
    value = {"value": 1000 * x / n} if kind == "rate" and n else {}
    return row(name, "s", period, x, n, **value)


@given(handbooks())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_reader_meets_a_number_that_is_none(handbook: HandbookSource) -> None:
    """Of NumPy's warnings every one is an error here."""
    for edition in editions(handbook):
        for name in [*handbook.clinics, "network", "mx"]:
            series = edition.findings.series("s", name) or edition.findings.group("s", name)
            if series is not None:
                told = verdicts.verdicts(edition, series, edition.written.standards["s"])
                text = html.unescape(re.sub(r"<[^>]+>", " ", told))
                assert not NO_NUMBER.search(text), text


@given(handbooks())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_page_and_no_chart_holds_a_number_that_is_none(handbook: HandbookSource) -> None:
    findings = pipeline.worked_out(handbook, LATER)
    words = {"en": catalogues(("en",))["en"]}
    made = pages.pages(SiteContext(findings, DRAWINGS, (), (), LATER, directory_urls=True), words, Releases())
    for page in made:
        markup = page.body()
        assert not re.search(r"\b(nan|-?inf|infinity)\b|∞", markup, re.IGNORECASE), page.address
        assert not re.search(r"\bNone\b(?! of its)|\bnull\b", Seen(markup).text), page.address
