"""The benchmark measures what it says: the same handbook every time, and a fair bare twin."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bench import bare, handbook, preview, statistics
from bench.budgets import Measured, budgets, of_checking, of_preview, of_statistics
from bench.timed import Cost, Failed, run
from generator import check, load
from generator.statistics import series

DAY = date(2026, 1, 1)
ROOT = Path(__file__).parent.parent
COLUMNS = ["clinic", "standard", "period", "value", "numerator", "denominator", "missing"]


def test_the_handbook_holds_what_it_says_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    handbook.write(tmp_path, 8, "csv")

    written = load.folder(tmp_path, DAY)

    assert (written.problems, check.problems(written)) == ((), ())
    assert (len(written.clinics), len(written.standards)) == (8, 12)
    assert written.observations.height == 8 * 12 * 36
    # One value in fifty is missing, give or take.
    assert 30 <= written.observations["missing"].count() <= 110


def test_csv_and_yaml_hold_the_same_values(tmp_path: Path) -> None:
    tables = []
    for form in ("csv", "yaml"):
        handbook.write(tmp_path / form, 5, form)
        table = load.folder(tmp_path / form, DAY).observations
        tables.append(table.select(COLUMNS).sort(COLUMNS[:3]))

    assert tables[0].equals(tables[1])


def test_two_handbooks_of_one_size_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "other"):
        handbook.write(tmp_path / name, 4, "csv")

    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert files
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes(), file


@pytest.mark.parametrize("through_theme", [True, False])
def test_a_bare_twin_writes_pages_of_the_very_same_sizes(tmp_path: Path, through_theme: bool) -> None:
    handbook.write(tmp_path / "handbook", 3, "csv")
    site = tmp_path / "handbook/site"
    pages = {"index.html": 60_000, "about/index.html": 50_000, "clinics/index.html": 70_001, "404.html": 9}
    for path, size in pages.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(b"x" * size)

    bare.write(tmp_path / "bare", tmp_path / "handbook", site, through_theme=through_theme)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "out")]
    run(command, tmp_path / "bare")

    del pages["404.html"]
    assert bare.sizes(tmp_path / "out") == pages


def charged(code: str, folder: Path) -> Cost:
    """What Python running `code` costs, measured as the benchmark does it: by a small process."""
    measure = f"""
import sys
from pathlib import Path
from bench.timed import run
print(run([sys.executable, "-c", {code!r}], Path({str(folder)!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", measure], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return eval(done.stdout, {"Cost": Cost})


def test_a_process_is_charged_for_its_own_time_and_memory(tmp_path: Path) -> None:
    cost = charged("held = bytearray(200_000_000); print('done')", tmp_path)

    assert cost.said == "done\n"
    assert 200 < cost.peak < 260
    assert 0 < cost.cpu < cost.wall * 2 + 0.1


@pytest.mark.skipif(sys.platform != "linux", reason="memory of several processes is only known on Linux")
def test_processes_that_work_together_are_charged_together(tmp_path: Path) -> None:
    hold = "held = bytearray(150_000_000)"
    child = f"import time; {hold}; time.sleep(2)"
    parent = f"import subprocess, sys; {hold}; subprocess.run([sys.executable, '-c', {child!r}])"

    assert 300 < charged(parent, tmp_path).peak < 360


def test_a_process_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def cost(wall: float, peak: float = 100) -> Measured:
    return Measured("", (Cost(wall, wall, peak, ""),))


@pytest.mark.parametrize(
    ("ours", "bare_wall", "twice", "kept"),
    [
        (cost(10), 4, cost(21), [True, True, True]),
        (cost(10.1), 4, cost(21), [False, True, True]),
        (cost(10, peak=601), 4, cost(21), [True, False, True]),
        (cost(10), 4, cost(21.1), [True, True, False]),
    ],
)
def test_each_budget_is_judged_by_itself(
    ours: Measured, bare_wall: float, twice: Measured, kept: list[bool]
) -> None:
    assert [budget.kept for budget in budgets(ours, cost(bare_wall), twice)] == kept


def reckoned(cpu: float, peak: float = 100) -> Measured:
    """Others were at work beside it, so that the clock says more."""
    return Measured("", (Cost(9 * cpu, cpu, peak, ""),))


@pytest.mark.parametrize(
    ("whole", "hundred", "thousand", "kept"),
    [
        (reckoned(1), reckoned(3), reckoned(31.5), [True, True, True]),
        (reckoned(1.01), reckoned(3), reckoned(30), [False, True, True]),
        (reckoned(1), reckoned(3), reckoned(32), [True, False, True]),
        (reckoned(1), reckoned(3), reckoned(30, peak=501), [True, True, False]),
    ],
)
def test_the_statistics_have_budgets_of_their_own(
    whole: Measured, hundred: Measured, thousand: Measured, kept: list[bool]
) -> None:
    assert [budget.kept for budget in of_statistics(whole, hundred, thousand)] == kept


@pytest.mark.parametrize(("took", "kept"), [(2.0, True), (2.01, False)])
def test_reading_and_checking_have_two_seconds(took: float, kept: bool) -> None:
    assert of_checking(cost(took)).kept is kept


@pytest.mark.parametrize(
    ("clinics", "took", "kept"), [(50, 1.0, True), (50, 1.01, False), (1000, 3.0, True), (1000, 3.01, False)]
)
def test_a_save_has_a_second_with_fifty_clinics_and_three_with_a_thousand(
    clinics: int, took: float, kept: bool
) -> None:
    (budget,) = of_preview({(clinics, "yaml"): took})
    assert budget.kept is kept
    assert f"{clinics:,} clinics in YAML" in budget.said


@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_a_save_is_measured_up_to_the_page_that_shows_it_and_taken_back(tmp_path: Path, form: str) -> None:
    handbook.write(tmp_path, 4, form)
    files = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.*")}

    assert 0 < preview.seconds(tmp_path, 1) < 60
    assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.*")} == files


def test_so_many_series_are_handed_over_a_handbook_at_a_time(tmp_path: Path) -> None:
    handbook.write(tmp_path, 3, "csv")
    panels = series.panels(load.folder(tmp_path, DAY), DAY)
    handed = list(statistics.slices(panels, 100))

    assert [sum(panel.shape[0] for panel in slice_.values()) for slice_ in handed] == [36, 36, 28]
    first, second = (next(iter(slice_.values())).value for slice_ in handed[:2])
    assert not np.array_equal(first, second, equal_nan=True)
    clock, processor = statistics.seconds(tmp_path, 36)
    assert clock > 0
    assert processor > 0


def test_medians_are_of_time_and_the_highest_is_of_memory() -> None:
    costs = tuple(Cost(wall, 2 * wall, peak, "") for wall, peak in ((1, 30), (9, 10), (2, 20)))

    assert (Measured("", costs).wall, Measured("", costs).cpu, Measured("", costs).peak) == (2, 4, 30)


def test_it_runs_as_it_is_typed_and_prints_every_line() -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--clinics", "8", "--no-mistakes"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    for said in (
        "8 clinics from CSV",
        "bare MkDocs",
        "16 clinics",
        "8 clinics from YAML",
        "checking",
        "limits",
        "statistics alone, 96 series on one core",
        "statistics alone, 8,000 series",
        "statistics of all series:",
        "their memory at the peak:",
    ):
        assert said in done.stdout
    assert "beside a bare MkDocs:" in done.stdout
