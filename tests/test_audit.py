"""Nothing is published that gives a hidden value away: the last look, and what is done about it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from by_hand import LATER, clinic, row, standard, written
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.disclosure import disclosure_audit, small_counts
from generator.mkdocs import run_mkdocs
from generator.model.attention import Attention
from generator.model.inputs import HandbookSource
from generator.model.period import parse
from generator.model.results import SpcRule, Verdict
from generator.model.standard_results import StandardResults
from generator.problem import Problem
from generator.publish import api, values_table
from generator.statistics import network_totals, series

LEAKS = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "vectors/suppression/leak_examples.json").read_text())
}
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
CLINICS = {"a": clinic("mx"), "b": clinic("mx"), "c": clinic("ca"), "d": clinic("ca")}
SECRET = {"share": standard(privacy="sensitive")}


def a_year(**hidden: tuple[int, int]) -> list[dict]:
    """Every month of every clinic, 40 of 60; in May other counts at the clinics named."""
    return [
        row(name, "share", month, *hidden.get(name, (40, 60)) if month == "2025-05" else (40, 60))
        for name in CLINICS
        for month in MONTHS
    ]


def looked_at(
    handbook: HandbookSource, findings: StandardResults | None = None, table=None
) -> tuple[Problem, ...]:
    findings = findings or pipeline.worked_out(handbook, LATER)
    tables = (table or partial(values_table.table, findings), partial(api.table, findings))
    return disclosure_audit.leaks(handbook, findings, *tables)


@pytest.fixture
def one() -> HandbookSource:
    return written(SECRET, CLINICS, a_year(a=(37, 41)))


# ---------------------------------------------------------------- what is hidden stays hidden


def test_nothing_is_given_away_as_values_are_hidden(one: HandbookSource) -> None:
    findings = pipeline.worked_out(one, LATER)
    assert findings.clinics["share"].panel.hidden.sum() == 1
    assert looked_at(one, findings) == ()


def test_a_handbook_without_sensitive_standards_is_not_looked_through(one: HandbookSource) -> None:
    def refuse(_: str) -> pl.DataFrame:
        raise AssertionError

    handbook = replace(one, standards={"share": standard()})
    assert disclosure_audit.leaks(handbook, pipeline.worked_out(handbook, LATER), refuse) == ()


@pytest.mark.parametrize("kind", ["proportion", "count", "rate", "score", "conversion", "duration"])
@pytest.mark.parametrize("status", ["approved", "draft", "retired"])
@pytest.mark.parametrize("sameness", ["same", "variant", "not"])
def test_there_is_no_false_alarm(kind: str, status: str, sameness: str) -> None:
    standards = {"share": standard(kind, privacy="sensitive", status=status)}
    unlike = {("a", "share"): sameness}
    assert looked_at(written(standards, CLINICS, a_year(a=(3, 41)), comparable=unlike)) == ()


counts = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda it: (min(it), max(it)))
networks = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["one", "two"]), st.sampled_from(MONTHS[:3]), counts),
    unique_by=lambda it: it[:3],
    min_size=1,
    max_size=24,
)
PARTS = {
    "one": standard(privacy="sensitive"),
    "two": standard(),
    "both": standard(adds_up=["one", "two"]),
}


@given(networks, st.sampled_from(["one", "two", "both"]), st.integers(2, 10), st.booleans())
def test_what_is_published_of_any_network_is_the_same_whatever_is_hidden(
    values, sensitive, hide_below, variant
) -> None:
    standards = {name: it.model_copy(update={"privacy": "open"}) for name, it in PARTS.items()}
    standards[sensitive] = standards[sensitive].model_copy(update={"privacy": "sensitive"})
    more = {
        "settings": {"privacy": {"hide_below": hide_below}},
        "comparable": {("b", "one"): "variant"} if variant else None,
    }

    def network(change) -> HandbookSource:
        said = [row(name, part, month, *change(*met)) for name, part, month, met in values]
        return small_counts.with_parts(written(standards, CLINICS, said, **more))

    def other(met: int, of: int) -> tuple[int, int]:
        """Other counts that have to be hidden as well, as far as the standard is sensitive."""
        return (1, hide_below + 3) if (met, of) != (1, hide_below + 3) else (hide_below + 2, hide_below + 3)

    truth = network(lambda *met: met)
    findings = pipeline.worked_out(truth, LATER)
    assert looked_at(truth, findings) == ()
    secret = {
        (said["clinic"], said["standard"], said["period"])
        for said, small in zip(
            truth.observations.iter_rows(named=True),
            small_counts.small(truth.observations, hide_below),
            strict=True,
        )
        if small and truth.standards[said["standard"]].privacy == "sensitive"
    }
    # Brute force: with every hidden value another one, not a number changes.
    changed = written(
        standards,
        CLINICS,
        [
            row(name, part, month, *(other(*met) if (name, part, month) in secret else met))
            for name, part, month, met in values
        ],
        **more,
    )
    assert everything(pipeline.worked_out(small_counts.with_parts(changed), LATER)) == everything(findings)


def arrays_in(thing: object) -> Iterator[np.ndarray]:
    if isinstance(thing, np.ndarray):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from arrays_in(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from arrays_in(getattr(thing, field.name))


def everything(findings: StandardResults) -> object:
    """Every number that pages and downloads are made from."""
    arrays = [
        (name, finding.panel.clinics, array.tobytes())
        for panels in (findings.clinics, findings.groups)
        for name, finding in panels.items()
        for array in arrays_in(finding)
    ]
    tables = [values_table.table(findings, name).write_csv() for name in findings.written.standards]
    return arrays, tables, findings.years, findings.quarters, findings.written.observations.to_dicts()


def test_of_a_sensitive_sum_the_parts_are_sensitive_too() -> None:
    standards = {"one": standard(), "two": standard(), "both": standard(adds_up=["one", "two"])}
    standards["both"] = standards["both"].model_copy(update={"privacy": "sensitive"})
    said = [row(name, part, "2025-01", 3, 40) for name in CLINICS for part in ("one", "two")]
    handbook = small_counts.with_parts(written(standards, CLINICS, said))
    assert {it.privacy for it in handbook.standards.values()} == {"sensitive"}
    findings = pipeline.worked_out(handbook, LATER)
    assert np.isnan(findings.groups["both"].panel.value).all()
    assert looked_at(handbook, findings) == ()


def test_parts_of_a_sensitive_sum_that_are_shown_are_found() -> None:
    standards = {"one": standard(), "both": standard(adds_up=["one"], privacy="sensitive")}
    (problem,) = looked_at(written(standards, CLINICS, [row("a", "one", "2025-01", 3, 40)]))
    assert "`a` for 2025-01" in problem.message


# ---------------------------------------------------------------- holes made by hand


def unhidden(handbook: HandbookSource) -> HandbookSource:
    return replace(handbook, standards={name: standard(kind=it.measure.kind, adds_up=it.measure.adds_up)
                                        for name, it in handbook.standards.items()})  # fmt: skip


def only(problems: tuple[Problem, ...], *told: str) -> None:
    """One problem, which says why in these words, where, and no number that is hidden."""
    (problem,) = problems
    assert problem.code == "HB401"
    assert problem.stops
    for words in ("`a` for 2025-05", *told):
        assert words in problem.message
    assert "37" not in problem.message + problem.hint
    assert "41" not in problem.message + problem.hint


def test_a_value_that_stands_on_pages_is_found(one: HandbookSource, monkeypatch) -> None:
    monkeypatch.setattr(small_counts, "small", lambda rows, _: np.zeros(rows.height, np.bool_))
    only(looked_at(one), "pages and charts show it")


def test_a_rate_with_what_it_is_out_of_is_found(one: HandbookSource) -> None:
    findings = pipeline.worked_out(one, LATER)
    told = findings.clinics["share"]
    at = told.panel.hidden
    for shown in ({"value": 37 / 41, "denominator": 41}, {"denominator": 41}, {"value": 37 / 41}):
        arrays = {name: np.where(at, number, getattr(told.panel, name)) for name, number in shown.items()}
        open_ = replace(told, panel=replace(told.panel, **arrays))
        only(looked_at(one, replace(findings, clinics={"share": open_})), "pages and charts show it")


def test_a_value_that_stands_in_a_download_is_found(one: HandbookSource) -> None:
    raw = pipeline.worked_out(unhidden(one), LATER)
    only(looked_at(one, table=partial(values_table.table, raw)), "its download shows it")


def test_a_value_that_is_handed_on_to_the_pages_is_found(one: HandbookSource) -> None:
    findings = replace(pipeline.worked_out(one, LATER), written=one)
    only(looked_at(one, findings), "handed on")


def with_sums(handbook: HandbookSource, *, periods: bool, years: bool) -> StandardResults:
    """What would be published if those sums weren't withheld."""
    raw, findings = pipeline.worked_out(unhidden(handbook), LATER), pipeline.worked_out(handbook, LATER)
    return replace(
        findings,
        groups=raw.groups if periods else findings.groups,
        years=raw.years if years else findings.years,
    )


def test_a_total_less_its_other_parts_is_found(one: HandbookSource) -> None:
    only(looked_at(one, with_sums(one, periods=True, years=False)), "the total of all clinics for 2025-05")


def test_a_year_less_its_eleven_other_months_is_found(one: HandbookSource) -> None:
    found = looked_at(one, with_sums(one, periods=False, years=True))
    only(found, "the total of all clinics for the year 2025 less its other periods")


def test_a_quarter_less_its_two_other_months_is_found(one: HandbookSource) -> None:
    raw, findings = pipeline.worked_out(unhidden(one), LATER), pipeline.worked_out(one, LATER)
    found = looked_at(one, replace(findings, quarters=raw.quarters))
    only(found, "the total of all clinics for 2025-Q2 less its other periods")


def test_the_sum_of_a_sum_less_its_other_parts_is_found() -> None:
    standards = {"share": PARTS["one"], "two": standard(), "both": standard(adds_up=["share", "two"])}
    said = [*a_year(a=(37, 41)), *(row(name, "two", month, 50, 70) for name in CLINICS for month in MONTHS)]
    handbook = written(standards, CLINICS, said)
    raw, findings = pipeline.worked_out(unhidden(handbook), LATER), pipeline.worked_out(handbook, LATER)
    only(
        looked_at(handbook, replace(findings, groups=findings.groups | {"both": raw.groups["both"]})), "total"
    )


def test_the_total_of_a_peer_group_less_its_other_clinics_is_found(one: HandbookSource) -> None:
    peers = {
        name: it.model_copy(update={"peers": ("some",)}) if name in "ac" else it
        for name, it in CLINICS.items()
    }
    handbook = replace(one, clinics=peers)
    raw, findings = pipeline.worked_out(unhidden(handbook), LATER), pipeline.worked_out(handbook, LATER)
    some = raw.groups["share"].index["some"]
    told = findings.groups["share"]
    arrays = {name: getattr(told.panel, name).copy() for name in ("value", "numerator", "denominator")}
    for name, array in arrays.items():
        array[some] = getattr(raw.groups["share"].panel, name)[some]
    told = replace(told, panel=replace(told.panel, **arrays))
    assert looked_at(handbook, findings) == ()
    only(looked_at(handbook, replace(findings, groups={"share": told})), "the total of `some` for 2025-05")


def test_totals_without_what_is_hidden_give_nothing_away(one: HandbookSource) -> None:
    rest = one.observations.filter(pl.struct("clinic", "period") != {"clinic": "a", "period": "2025-05"})
    raw = pipeline.worked_out(unhidden(replace(one, observations=rest)), LATER)
    findings = replace(pipeline.worked_out(one, LATER), groups=raw.groups, years=raw.years)
    assert looked_at(one, findings) == ()


def test_two_hidden_values_whose_sum_is_small_are_found() -> None:
    handbook = written(
        {"share": standard("count", privacy="sensitive")},
        CLINICS,
        [row(name, "share", "2025-05", few, numerator=few) for name, few in (("a", 3), ("b", 1), ("c", 60))],
    )
    found = looked_at(handbook, with_sums(handbook, periods=True, years=False))
    assert [problem.message.partition(" (")[0] for problem in found] == [
        "The value of `a` for 2025-05",
        "The value of `b` for 2025-05",
    ]
    assert all("few possibilities" in problem.message for problem in found)


def test_two_hidden_values_of_which_only_the_sum_is_known_are_not_known() -> None:
    handbook = written(SECRET, CLINICS, a_year(a=(37, 41), b=(33, 39)))
    assert looked_at(handbook, with_sums(handbook, periods=True, years=True)) == ()


def test_a_mean_on_a_chart_that_counts_a_hidden_value_is_found(one: HandbookSource) -> None:
    raw, findings = pipeline.worked_out(unhidden(one), LATER), pipeline.worked_out(one, LATER)
    told = replace(findings.clinics["share"], limits=raw.clinics["share"].limits)
    only(looked_at(one, replace(findings, clinics={"share": told})), "the mean on its chart")


@pytest.mark.parametrize(
    ("part", "said"), [("judged", "its verdict is shown"), ("interval", "show it"), ("compared", "its peers")]
)
def test_what_is_told_of_a_value_beside_it_is_found(part: str, said: str, one: HandbookSource) -> None:
    raw, findings = pipeline.worked_out(unhidden(one), LATER), pipeline.worked_out(one, LATER)
    told = replace(findings.clinics["share"], **{part: getattr(raw.clinics["share"], part)})
    only(looked_at(one, replace(findings, clinics={"share": told})), said)


def test_a_benchmark_that_counts_a_hidden_value_is_found(one: HandbookSource) -> None:
    raw, findings = pipeline.worked_out(unhidden(one), LATER), pipeline.worked_out(one, LATER)
    told, theirs = findings.clinics["share"], raw.clinics["share"].compared
    compared = replace(told.compared, benchmark=theirs.benchmark, members=theirs.members)
    only(looked_at(one, replace(findings, clinics={"share": replace(told, compared=compared)})), "its peers")


@pytest.mark.parametrize(("since", "length"), [("2025-05", 8), ("2025-01", 12)])
def test_a_value_that_the_news_begins_with_or_adds_up_is_found(
    since: str, length: int, one: HandbookSource
) -> None:
    findings = pipeline.worked_out(one, LATER)
    last = parse("2025-12")
    news = Attention("a", "share", SpcRule.SHIFT, 1, length, parse(since), Verdict.MISSED, 1.0, period=last)
    for lists in ({"attention": (news,)}, {"improving": (news,)}):
        only(looked_at(one, replace(findings, **lists)), "what needs attention names it")


def test_of_many_the_first_are_told_and_the_others_counted(monkeypatch) -> None:
    handbook = written(
        SECRET, CLINICS, [row(it, "share", month, 3, 40) for it in CLINICS for month in MONTHS]
    )
    monkeypatch.setattr(small_counts, "small", lambda rows, _: np.zeros(rows.height, np.bool_))
    found = looked_at(handbook)
    assert len(found) == disclosure_audit.MOST_TOLD + 1
    assert "28 more" in found[-1].message


# ---------------------------------------------------------------- leaks by example, and the build


def book(folder: Path, *values: str, hide_below: int = 8) -> Path:
    """Two clinics of one country; the first has these values from January on, the second 400 of 600."""
    files = {
        "mkdocs.yml": "site_name: Counts\ntheme: {name: material}\nplugins: [benchbook]\n",
        "docs/about.md": "# About\n",
        "data/handbook.yml": "title: Counts\nlanguages: [en, es]\nthemes: {any: {title: Any}}\n"
        f"privacy: {{hide_below: {hide_below}}}\n",
        "data/countries/mx.yml": "name: Mexico\n",
        "data/clinics/one.yml": "name: One\ncountry: mx\n",
        "data/clinics/two.yml": "name: Two\ncountry: mx\n",
        "data/standards/share.yml": "title: Share\ntheme: any\nprivacy: sensitive\n"
        "measure: {kind: proportion}\n",
        "data/kpis/one.yml": "clinic: one\nshare:\n"
        + "".join(f"  {month}: {value}\n" for month, value in zip(MONTHS, values, strict=False)),
        "data/kpis/two.yml": "clinic: two\nshare:\n" + "".join(f"  {month}: 400/600\n" for month in MONTHS),
    }  # fmt: skip
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def published(folder: Path) -> dict[str, str]:
    """Everything that readers, their browsers and the search get, by address."""
    handbook = pipeline.handbook(folder, as_of=date(2026, 2, 1))
    told = {file.path: file.content().decode() for file in handbook.downloads}
    for page in handbook.pages:
        told[page.address] = html.unescape(f"{page.title}{page.description}{page.search}{page.body()}")
    return told


@pytest.mark.parametrize(
    ("leak", "others"),
    [("L1", ["33/38", "3/41"]), ("L4", ["61/66", "1/9"]), ("L7", ["36/40"]), ("L9", ["1/50", "41/50"])],
)
def test_not_a_byte_of_what_is_published_depends_on_what_is_hidden(
    leak: str, others: list, tmp_path: Path
) -> None:
    case = LEAKS[leak]
    hide_below = case["threshold"] + 1
    of = case["published"].get("denominator", 66)
    met = case.get("hidden_numerator") or case.get("hidden_month") or case["published"]["numerator"]
    usual = ["300/500"] * 6
    first = published(book(tmp_path, *usual, f"{met}/{of}", *usual[:5], hide_below=hide_below))
    assert "hidden" in first["downloads/standards/share.csv"]
    for other in others:
        assert published(book(tmp_path, *usual, other, *usual[:5], hide_below=hide_below)) == first


def test_nothing_counted_is_published(tmp_path: Path) -> None:
    case = LEAKS["L3"]["published"]
    told = published(book(tmp_path, f"{case['numerator']}/{case['denominator']}"))
    assert "one,One,mx,share,Share,2025-01,0.0,%,0,40" in told["downloads/standards/share.csv"]


def leak(monkeypatch) -> None:
    """Sums that aren't withheld."""
    withheld = network_totals.panels

    def shown(handbook: HandbookSource, _: object) -> dict:
        return withheld(handbook, series.panels(unhidden(handbook), LATER))

    monkeypatch.setattr(network_totals, "panels", shown)


def test_a_build_that_would_give_a_value_away_publishes_nothing(tmp_path: Path, monkeypatch) -> None:
    folder = book(tmp_path / "book", "300/500", "437/441")
    before = run_mkdocs.build(folder).site
    kept = {path: path.read_bytes() for path in before.rglob("*") if path.is_file()}
    leak(monkeypatch)
    with pytest.raises(run_mkdocs.Leaking, match=r"(?s)HB401 .*`one` for 2025-02") as told:
        run_mkdocs.build(folder)
    assert "437" not in str(told.value)
    assert {path: path.read_bytes() for path in before.rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("command", [["build"], ["check"], ["export", "out", "--handbook"]])
def test_every_command_fails_with_1_and_doesn_t_print_the_number(
    command, tmp_path: Path, monkeypatch
) -> None:
    folder = book(tmp_path / "book", "300/500", "437/441")
    monkeypatch.chdir(tmp_path)
    leak(monkeypatch)
    done = CliRunner().invoke(main, [*command, str(folder)])
    assert done.exit_code == 1
    assert "`one` for 2025-02" in done.output
    assert "437" not in done.output
    assert "441" not in done.output
    assert not (folder / "site").exists()
    assert not (tmp_path / "out").exists()


def test_mkdocs_itself_leaves_the_former_site(tmp_path: Path, monkeypatch) -> None:
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    folder = book(tmp_path / "book", "300/500", "437/441")
    former = folder / "site/index.html"
    former.parent.mkdir()
    former.write_text("former")
    leak(monkeypatch)
    config = load_config(config_file=str(folder / "mkdocs.yml"))
    with pytest.raises(MkDocsException):
        build(config)
    assert former.read_text() == "former"


@given(
    st.lists(st.integers(1, 5), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_totals_pass_only_where_they_leave_each_hidden_count_all_that_readers_know(
    values, told, year
) -> None:
    """Three clinics in two countries over two months; counts 1 to 3 are hidden, any totals shown."""
    places = [(name, month) for month in MONTHS[:2] for name in "abc"]
    handbook = written(
        {"share": standard("count", privacy="sensitive")},
        {name: CLINICS[name] for name in "abc"},
        [row(*at[:1], "share", at[1], n, numerator=n) for at, n in zip(places, values, strict=True)],
        settings={"privacy": {"hide_below": 4}},
    )
    raw, findings = pipeline.worked_out(unhidden(handbook), LATER), pipeline.worked_out(handbook, LATER)
    shown = np.array(told).reshape(3, 2) | ~findings.groups["share"].panel.hidden
    panel = raw.groups["share"].panel
    panel = replace(panel, value=np.where(shown, panel.value, np.nan), numerator=np.full((3, 2), np.nan))
    years = {
        key: raw.years[key] if wanted else findings.years[key]
        for key, wanted in zip(raw.years, year, strict=True)
    }
    public = replace(findings, groups={"share": replace(findings.groups["share"], panel=panel)}, years=years)

    def totals(numbers: tuple[int, ...]) -> list[int]:
        months = [numbers[:3], numbers[3:]]
        sums = [[sum(it), it[0] + it[1], it[2]] for it in months]  # network, mx, ca
        said = [sums[at][group] for at in range(2) for group in range(3) if shown[group, at]]
        return said + [sums[0][at] + sums[1][at] for at in range(3) if year[at]]

    few = [at for at, value in enumerate(values) if value < 4]
    possible = [
        tried
        for guess in product(range(1, 4), repeat=len(few))
        if totals(
            tried := tuple(dict(zip(few, guess, strict=True)).get(at, n) for at, n in enumerate(values))
        )
        == totals(tuple(values))
    ]
    expected = {places[at] for at in few if len({tried[at] for tried in possible}) < 3}
    found = {
        at
        for at in places
        if any(f"`{at[0]}` for {at[1]}" in it.message for it in looked_at(handbook, public))
    }
    assert found == expected
