"""`benchbook verify`: all agrees, one altered number doesn't, and what can't be used is named."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.disclosure import disclosure_audit, published_sums, small_counts
from generator.model.inputs import HandbookSource
from generator.model.results import Panel
from generator.statistics import network_totals, series
from generator.verify import report as told
from generator.verify.cases import Case
from generator.verify.deviations import DEVIATIONS, Deviation
from generator.verify.replay import replay
from generator.verify.sets import SETS

HERE = Path(__file__).parent
VECTORS = HERE / "vectors"
SHARED = HERE.parent.parent / "shared" / "vectors"


def verify(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def folder_of(name: str) -> Path:
    """Where a set's files lie: in a folder of its own or not."""
    return VECTORS / name if (VECTORS / name).is_dir() else VECTORS


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of vectors, and gives the folder to verify."""

    def write(file: str, text: str) -> Path:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_all_vectors_of_this_repository_agree() -> None:
    found = verify(VECTORS)
    assert found.exit_code == 0, found.output
    outcome = replay(VECTORS)
    assert outcome.differences == outcome.stale == outcome.passed_over == ()
    assert {it.set for it in outcome.tallies} == set(SETS)


@pytest.mark.skipif(
    not SHARED.exists(),
    reason="needs ../shared/vectors beside this repository; it is not part of it, "
    "so a clone does without this one test",
)
def test_all_vectors_beside_this_repository_agree() -> None:
    outcome = replay(SHARED)
    assert outcome.differences == outcome.stale == outcome.passed_over == ()
    assert {it.set for it in outcome.tallies} == {it.name for it in SHARED.iterdir() if it.is_dir()}


# ---------------------------------------------------------------- one altered number

# By file, a field of one case: where in the record it stands, and what the case is called.
ALTERED: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "xmr_nhs/xmr_nhs.jsonl": ("C-normal-002", ("expected", "upl", 3)),
    "runchart_anhoej/runchart_anhoej.jsonl": ("R-normal-n4-010", ("expected", "parts", 0, "longest_run")),
    "runchart_anhoej/critical_values.csv": ("record 40 (n_useful 40)", ("longest_run_max",)),
    "spc_charts/spc_charts_qicharts2.jsonl": ("p-001", ("expected", "lcl_2s", 2)),
    "wilson/wilson.csv": ("W0009", ("upper",)),
    "byars/byars.csv": ("B0003", ("lower",)),
    "mean_t/mean_t.json": ("M001-0.95", ("upper",)),
    "waits/durations.json": ("D002", ("p90_type6",)),
    "waits/kaplan_meier.json": ("K003", ("km_prob_seen_within_28",)),
    "waits/banded_rtt.json": ("X004", ("p92",)),
    "funnel/phe_funnels.json": ("prop-02", ("unit_limits_unclipped", "lower998", 1)),
    "overdispersion/funnelplotr.json": ("PR-03-od", ("expected", "tau2")),
    "comparators/fingertips_comparators.json": ("C-edge-equal-limit", ("ci95", 0)),
    "recent_trend/recent_trend.json": ("T-gap-years", ("expected", "chi2")),
    "ranks/rank_intervals.json": ("K000", ("bonferroni95", "ci", 1, 0)),
    "quantile_groups/phe_quantile.json": ("Q003", ("quantile", 4)),
    "suppression/two_way_tables.json": ("G004", ("cells", 0, 2)),
    "suppression/leak_examples.json": ("L4", ("hidden_month",)),
    "suppression/hes_suppress_round.csv": ("record 4 (count 6)", ("cms_1_10_output",)),
}


def test_one_number_is_altered_in_every_set() -> None:
    assert {file.split("/")[0] for file in ALTERED} == set(SETS)


@pytest.mark.parametrize("file", ALTERED)
def test_one_altered_number_is_named(file: str, tmp_path: Path) -> None:
    name, path = ALTERED[file]
    of_set, sheet = file.split("/")
    source = folder_of(of_set) / sheet
    if not source.exists():
        source = SHARED / file
    if not source.exists():
        pytest.skip(f"needs ../shared/vectors/{file} beside this repository, which isn't part of it")
    whole, altered = tmp_path / "whole" / file, tmp_path / "altered" / file
    for copy in (whole, altered):
        copy.parent.mkdir(parents=True)
    shutil.copy(source, whole)
    altered.write_text(with_one_altered(source, name, path), encoding="utf-8")
    assert verify(tmp_path / "whole").exit_code == 0
    found = verify(tmp_path / "altered")
    assert found.exit_code == 1
    line = rf"^  {of_set} {re.escape(name)}: .*\({re.escape(file)}, line \d+\)$"
    assert re.search(line, found.output, re.MULTILINE), found.output


def with_one_altered(source: Path, name: str, path: tuple[str | int, ...]) -> str:
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".csv":
        return altered_row(text, name, str(path[0]))
    records = (
        [json.loads(line) for line in text.splitlines()] if source.suffix == ".jsonl" else json.loads(text)
    )
    (record,) = (it for it in records if it["id"] == name)
    *steps, last = path
    for step in steps:
        record = record[step]
    record[last] = other(record[last])
    lines = [json.dumps(it) for it in records]
    return "\n".join(lines) if source.suffix == ".jsonl" else f"[{','.join(lines)}]"


def altered_row(text: str, name: str, column: str) -> str:
    """A CSV file with one cell changed; a row without an id is called by its number."""
    head, *rows = text.splitlines()
    at = head.replace('"', "").split(",").index(column)
    nth = re.match(r"record (\d+)", name)
    place = int(nth[1]) - 1 if nth else [row.replace('"', "").split(",")[0] for row in rows].index(name)
    cells = rows[place].replace('"', "").split(",")
    cells[at] = str(other(7.0 if cells[at] == "*" else float(cells[at])))
    rows[place] = ",".join(cells)
    return "\n".join([head, *rows])


def other(number: float) -> float:
    return number + 1 if isinstance(number, int) else number * (1 + 1e-7)


# ---------------------------------------------------------------- deviations


def xmr(name: str, values: list[float], **said: Any) -> str:
    """A series as a file of the set has it, with what the reference is known to say of it."""
    expected = {"error": False, "rebase_group": [0] * len(values)} | said.pop("expected")
    dates = [f"2020-{month:02}-01" for month in range(1, 13)] + [
        f"2021-{month:02}-01" for month in range(1, 13)
    ]
    given = {
        "dates": dates[: len(values)],
        "values": values,
        "improvement_direction": "increase",
        "target": None,
        "rebase_dates": [],
        "fix_after_n_points": None,
        "screen_outliers": True,
    }
    return json.dumps({"id": name, "input": given | said, "expected": expected})


RISE = [*range(1, 8), *range(7, 14)]
BELOW, ABOVE = "Below LCL", "Above UCL"
UP, DOWN = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
# By hand: mean 7, ranges of 1 and one of 0, so limits 7 -/+ 2.66 x 12/13.
PLATEAU = {
    "mean": [7] * 14,
    "upl": [7 + 2.66 * 12 / 13] * 14,
    "special_cause_type": [BELOW] * 4 + [UP, UP, DOWN, UP, UP, UP] + [ABOVE] * 4,
}
STEP = {
    "mean": [20 / 12] * 12,
    "lpl": [20 / 12] * 12,
    "upl": [20 / 12] * 12,
    "special_cause_type": [BELOW] * 11 + [ABOVE],
    "variation_icon": "improvement_high",
}


@pytest.mark.parametrize(
    ("name", "values", "expected", "said"),
    [
        ("a plateau between two rises", RISE, PLATEAU, "keeps the way of its trend"),
        ("a step after eleven that are the same", [1] * 11 + [9], STEP, "would leave no variation"),
    ],
)
def test_what_the_reference_is_known_to_get_wrong_is_no_difference(
    name: str, values: list[float], expected: dict[str, Any], said: str, put: Callable[[str, str], Path]
) -> None:
    found = verify(put("xmr_nhs/xmr_nhs.jsonl", xmr(name, values, expected=expected)))
    assert found.exit_code == 0, found.output
    assert said in found.output


def test_limits_of_no_width_are_the_reference_s_own(put: Callable[[str, str], Path]) -> None:
    given = dict.fromkeys(("n", "freeze", "part_after", "exclude", "cl"))
    given |= {"chart": "i", "y": [5, 5, 5], "screened_mr": False}
    flat = {field: [5, 5, 5] for field in ("y", "cl", "lcl", "ucl", "lcl_2s", "ucl_2s")}
    expected = flat | {"error": False, "sigma_signal": [False] * 3}
    part = {"part": 1, "from": 1, "to": 3, "cl": 5, "n_obs": 3, "n_useful": 0, "runs_signal": False}
    part |= dict.fromkeys(("longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "crsignal"))
    record = {"id": "same", "input": given, "expected": expected | {"parts": [part]}}
    found = verify(put("spc_charts/spc_charts_qicharts2.jsonl", json.dumps(record)))
    assert found.exit_code == 0, found.output
    assert "Without variation there are no limits" in found.output


def test_where_the_reference_loses_its_funnel_we_keep_ours(put: Callable[[str, str], Path]) -> None:
    text = (folder_of("overdispersion") / "funnelplotr.json").read_text(encoding="utf-8")
    record = next(it for it in json.loads(text) if it["id"] == "SR-02-SHMI-od")
    record["input"]["numerator"][0] = 0
    record["expected"] |= {"phi": None, "tau2": None, "draw_adjusted": False}
    record["expected"]["ratio"][0] = 0
    folder = put("overdispersion/funnelplotr.json", json.dumps([record]))
    assert [it.field for it in replay(folder).on_purpose][:3] == ["phi", "tau2", "draw_adjusted"]
    assert replay(folder).agrees


def test_a_deviation_excuses_only_what_the_reference_says(put: Callable[[str, str], Path]) -> None:
    wrong = PLATEAU | {"special_cause_type": [BELOW] * 4 + [UP, DOWN, DOWN, UP, UP, UP] + [ABOVE] * 4}
    found = verify(put("xmr_nhs/xmr_nhs.jsonl", xmr("plateau", RISE, expected=wrong)))
    assert found.exit_code == 1
    assert "special_cause_type[6]: the reference says 7 Point Trend (Decreasing)" in found.output


def test_a_deviation_that_is_none_any_more_is_told(put: Callable[[str, str], Path]) -> None:
    row = '"id","source","x","n","confidence","value","lower","upper"\nW1,phe_proportion,0,2,0.9,0,0,'
    folder = put("wilson/wilson.csv", row + "0.574969390993653")
    past = Deviation("wilson", ("W1",), ("upper",), "It was so once.")
    outcome = replay(folder, deviations=(past,))
    assert [(it.deviation, it.cases) for it in outcome.stale] == [(past, ("W1",))]
    assert not outcome.agrees
    assert "No longer different" in "\n".join(told.text(outcome))


def test_every_deviation_is_of_a_set_and_gives_a_reason() -> None:
    assert {it.set for it in DEVIATIONS} <= set(SETS)
    assert all(it.reason.endswith(".") for it in DEVIATIONS)


# ---------------------------------------------------------------- what is shown


def test_the_table_counts_cases_by_set(put: Callable[[str, str], Path]) -> None:
    text = (folder_of("wilson") / "wilson.csv").read_text(encoding="utf-8")
    lines = verify(put("wilson/wilson.csv", "\n".join(text.splitlines()[:6]))).output.splitlines()
    assert lines[0].split("  ")[0] == "set"
    assert lines[1].split() == ["wilson", "5", "5", "0", "0"]
    assert lines[2].split() == ["all", "5", "5", "0", "0"]


def test_programs_get_the_same(put: Callable[[str, str], Path]) -> None:
    row = "id,source,x,n,confidence,value,lower,upper\nW1,phe_proportion,0,2,0.95,0,0,0.7"
    found = verify(put("wilson/wilson.csv", row), "--format", "json")
    said = json.loads(found.output)
    assert found.exit_code == 1
    assert said["sets"] == [{"set": "wilson", "cases": 1, "agreed": 0, "on_purpose": 0, "differed": 1}]
    (difference,) = said["differences"]
    assert (difference["case"], difference["field"], difference["theirs"]) == ("W1", "upper", "0.7")
    assert (difference["file"], difference["line"]) == ("wilson/wilson.csv", 2)


def test_one_set_alone_can_be_asked_for() -> None:
    assert [it.set for it in replay(VECTORS, "ranks").tallies] == ["ranks"]


def test_the_page_has_a_row_a_set() -> None:
    rows = told.agreement(replay(VECTORS, "ranks"))
    assert [(row.about, row.cases, row.agreed, row.differed) for row in rows] == [
        ("Ranks with their intervals", 24, 24, 0)
    ]


@pytest.mark.parametrize(
    ("module", "named"),
    [
        ("shewhart_charts", "spc_charts"),
        ("waiting_times", "waits"),
        ("benchmark_intervals", "comparators"),
        ("run_chart", "runchart_anhoej"),
        ("xmr_chart", "xmr_nhs"),
        ("recent_trend", "recent_trend"),
    ],
)
def test_what_the_page_says_of_use_is_true_of_the_imports(module: str, named: str) -> None:
    imports = re.compile(rf"import [^\n]*\b{module}\b|\.{module} import|^    {module},", re.MULTILINE)
    rooms = [file for file in (HERE.parent / "generator").rglob("*.py") if "verify" not in file.parts]
    users = [file.name for file in rooms if imports.search(file.read_text(encoding="utf-8"))]
    assert bool(users) == (SETS[named].used != "none")


# ---------------------------------------------------------------- wrong use

HEAD = "id,source,x,n,confidence,value,lower,upper\n"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("wilson/wilson.csv", f"{HEAD}W1,phe,1,2,0.95,0.5,0.1,0.9\nW2,phe,1,2\n", "line 3: this row has"),
        ("wilson/wilson.csv", f"{HEAD}W1,phe,one,2,0.95,0.5,0.1,0.9", "line 2: case W1: `x` is 'one'"),
        ("wilson/wilson.csv", "id,x\nW1,1\n", "line 2: case W1: `n` is missing"),
        ("mean_t/mean_t.json", "[\n{},\n{]", "line 3: this isn't JSON that can be read"),
        ("mean_t/mean_t.json", "[" + "[" * 99999, "line 1: this isn't JSON that can be read: too deep"),
        ("mean_t/mean_t.json", "{}", "line 1: a list of cases was expected"),
        ("mean_t/mean_t.json", "[\n\n1]", "line 3: a case should be a record"),
        ("mean_t/mean_t.json", '[{"id": "M1"}\n {}]', "line 2: `,` or `]` was expected"),
        ("xmr_nhs/xmr_nhs.jsonl", '\n{"id": }', "line 2: this isn't JSON"),
        ("xmr_nhs/xmr_nhs.jsonl", '{"id": "A", "expected": 7}', "case A: `expected` should hold fields"),
        ("mean_t/mean_t.json", '[{"id": "M1", "values": 7}]', "case M1: `values` should be a list"),
        ("nonsense/file.csv", "a", "nonsense` is no set that can be replayed"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_with_its_line(
    file: str, text: str, said: str, put: Callable[[str, str], Path]
) -> None:
    found = verify(put(file, text))
    assert found.exit_code == 2
    assert said in found.output


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "wilson").mkdir()
    (tmp_path / "wilson" / "wilson.csv").write_bytes(b"id\nW\xff1\n")
    found = verify(tmp_path)
    assert found.exit_code == 2
    assert "wilson/wilson.csv, line 2: this isn't text in UTF-8" in found.output


def test_lists_that_do_not_go_together_are_the_case_s_fault(put: Callable[[str, str], Path]) -> None:
    record = {"id": "K", "numerator": [1, 2], "denominator": [9, 9, 9], "higher_is_better": True}
    found = verify(put("ranks/rank_intervals.json", json.dumps([record | {"pointwise95": {}}])))
    assert found.exit_code == 2
    assert "ranks/rank_intervals.json, line 1: case K: it can't be replayed" in found.output


def test_a_folder_without_vectors_is_wrong_use(tmp_path: Path) -> None:
    found = verify(tmp_path)
    assert (found.exit_code, "There are no vectors in" in found.output) == (2, True)
    assert verify(tmp_path / "nowhere").exit_code == 2


def test_an_unknown_set_is_answered_with_the_likely_one() -> None:
    found = verify(VECTORS, "--set", "wilsn")
    assert (found.exit_code, "Did you mean `wilson`?" in found.output) == (2, True)


def test_files_that_nothing_reads_are_told(put: Callable[[str, str], Path]) -> None:
    folder = put("wilson/wilson.csv", f"{HEAD}W1,phe,0,2,0.9,0,0,0.574969390993653\n")
    put("wilson/README.md", "What this is.")
    put("wilson/more.csv", "a")
    assert replay(folder).passed_over == ("wilson/more.csv",)


def test_a_case_without_an_answer_of_ours_differs() -> None:
    case = Case("suppression", "leak_examples.json", 1, "L", {"safe": True, "threshold": 7, "published": {}})
    strange = replace(case, said=case.said | {"published": {"colour": "grey"}})
    (answer,) = SETS["suppression"].sheets["leak_examples.json"](strange)
    assert (answer.field, answer.theirs, answer.ours) == ("safe", True, "can't be judged")


# ---------------------------------------------------------------- examples of what gives small counts away


def differing_examples() -> dict[str, set[str]]:
    """By example that differs, the fields."""
    found: dict[str, set[str]] = {}
    for it in replay(VECTORS, "suppression").differences:
        found.setdefault(it.case, set()).add(it.field)
    return found


def nothing_small(rows: pl.DataFrame, _: int) -> np.ndarray:
    return np.zeros(rows.height, np.bool_)


@pytest.mark.parametrize(
    ("broken", "how", "examples"),
    [
        ((disclosure_audit, "leaks"), lambda *_: (), ["L1", "L4", "L6", "L7", "L9"]),
        ((disclosure_audit, "_shown"), lambda *_: {}, ["L1", "L7", "L9"]),
        ((published_sums, "same"), lambda *_: False, ["L4", "L6"]),
        ((small_counts, "small"), nothing_small, ["L1", "L4", "L6", "L7", "L9"]),
    ],
    ids=["the audit is silent", "what is shown isn't seen", "totals aren't seen", "nothing is hidden"],
)
def test_examples_differ_where_hiding_or_the_audit_is_broken(
    broken: tuple[ModuleType, str], how: Callable[..., Any], examples: list[str], monkeypatch
) -> None:
    monkeypatch.setattr(*broken, how)
    assert sorted(differing_examples()) == examples


def test_totals_that_we_ought_to_withhold_are_told_of_examples(monkeypatch) -> None:
    withheld = network_totals.panels

    def shown(handbook: HandbookSource, _: object) -> dict[str, Panel]:
        openly = {name: it.model_copy(update={"privacy": "open"}) for name, it in handbook.standards.items()}
        return withheld(handbook, series.panels(replace(handbook, standards=openly), date.max))

    monkeypatch.setattr(network_totals, "panels", shown)
    told = differing_examples()
    assert sorted(told) == ["L1", "L4", "L6", "L7", "L9"]  # of a single clinic the network's total is its own
    assert set.union(*told.values()) == {"the cells given away as we hide them"}


def leak(**said: Any) -> dict[str, Any]:
    """What we say of an example, by field."""
    case = Case("suppression", "leak_examples.json", 1, "L", {"threshold": 7, "safe": False, **said})
    return {it.field: it.ours for it in SETS["suppression"].sheets["leak_examples.json"](case)}


def test_it_is_the_very_hidden_part_that_has_to_be_said() -> None:
    said = leak(published={"total": 100, "parts": [None, 20, 75]}, hidden=5)
    assert (said["hidden"], said["the cells given away"]) == (5, [1])
    assert leak(published={"total": 100, "parts": [None, 20, 74]}, hidden=5)["hidden"] == 6


def test_a_part_that_is_hidden_beside_a_small_one_keeps_it() -> None:
    said = leak(published={"total": 100, "parts": [None, None, 60]}, hidden=[3, 37])
    assert (said["safe"], said["the cells that we hide"]) == (True, [1])


def test_a_part_that_is_small_and_shown_is_given_away() -> None:
    said = leak(published={"year_total": 40, "months": [20, 5, 15]})
    assert said["the cells given away"] == [2]


def test_a_share_that_is_rounded_may_be_of_several_counts() -> None:
    assert leak(published={"denominator": 1000, "percent": 0.3}, hidden_numerator=3)["hidden_numerator"] == 3
    assert (
        leak(published={"denominator": 4000, "percent": 0.1}, hidden_numerator=3)["hidden_numerator"] is None
    )


def test_a_rate_and_what_it_is_of_reveal_the_events() -> None:
    said = leak(published={"denominator": 2500, "rate_per_1000": 2.4}, hidden_numerator=6)
    assert (said["safe"], said["hidden_numerator"]) == (False, 6)


def test_the_help_needs_none_of_it() -> None:
    asked = "import sys; from generator.cli import main\n"
    asked += "try: main(['verify', '--help'])\nexcept SystemExit: pass\n"
    asked += "print(sorted(it for it in ('numpy', 'polars', 'generator.verify') if it in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
