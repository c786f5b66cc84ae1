"""What is run and measured, one process at a time."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import bare
from bench.budgets import FEW, Measured
from bench.standards import STANDARDS
from bench.timed import Cost, run

ROOT = Path(__file__).parent.parent
PARTS = {"load": "reading the files", "check": "checking", "limits": "control limits of every series"}
DAY = "2026-01-01"
SAVES = 5

Told = Callable[[str], None]


@dataclass(frozen=True)
class Results:
    """Everything that was measured, in the order in which it is shown."""

    ours: Measured
    bare: Measured
    least: Measured
    """Bare as well, its pages filled up when the theme is done with them."""
    twice: Measured
    others: tuple[Measured, ...]
    looked_through: Measured
    """Read and checked, as `benchbook check` does it."""
    statistics: tuple[Measured, ...]
    """Of the handbook's series, of 100 a clinic and of 1000 a clinic."""
    saves: dict[tuple[int, str], float]
    """Seconds from a save to the open page of the preview, by how many clinics in what form."""

    @property
    def all(self) -> tuple[Measured, ...]:
        builds = (self.ours, self.bare, self.least, self.twice)
        return (*builds, *self.others, self.looked_through, *self.statistics)


def measure(folder: Path, clinics: int, runs: int, tell: Told) -> Results:
    """Build handbooks below `folder` and measure it. The handbook and its bare twin take turns,

    so that what else the machine does at the time falls on both. Raises timed.Failed.
    """
    handbook, twin, twice = folder / "handbook", folder / "bare", folder / "twice"
    least = folder / "least"
    _lay_down(handbook, clinics, "csv", tell)
    _lay_down(twice, 2 * clinics, "csv", tell)
    ours, bares, leasts, twices = [], [], [], []
    for turn in range(runs):
        tell(f"Run {turn + 1} of {runs} …")
        ours.append(_build(handbook))
        if not turn:
            bare.write(twin, handbook, handbook / "site")
            bare.write(least, handbook, handbook / "site", through_theme=False)
        bares.append(_bare(twin))
        leasts.append(_bare(least))
        twices.append(_build(twice))
    shutil.rmtree(twice)
    alike = len(bare.sizes(handbook / "site"))
    return Results(
        Measured(f"benchbook build, {clinics:,} clinics from CSV", tuple(ours), comparable=True),
        Measured(f"bare MkDocs, {alike:,} pages as large", tuple(bares), comparable=True),
        Measured("the same, filled up after the theme", tuple(leasts), comparable=True),
        Measured(f"benchbook build, {2 * clinics:,} clinics from CSV", tuple(twices)),
        _others(folder, clinics, runs, tell),
        Measured("reading and checking, from CSV", tuple(_part("both", handbook) for _ in range(runs))),
        _statistics(handbook, clinics, runs, tell),
        _saves(folder, clinics, tell),
    )


def _others(folder: Path, clinics: int, runs: int, tell: Told) -> tuple[Measured, ...]:
    handbook, in_yaml = folder / "handbook", folder / "yaml"
    _lay_down(in_yaml, clinics, "yaml", tell)
    tell("From YAML, and part by part …")
    return (
        Measured(
            f"benchbook build, {clinics:,} clinics from YAML",
            tuple(_build(in_yaml) for _ in range(runs)),
            comparable=True,
        ),
        *(
            Measured(f"{words}, from {form}", tuple(_part(part, where) for _ in range(runs)))
            for form, where in (("CSV", handbook), ("YAML", in_yaml))
            for part, words in PARTS.items()
            if form == "CSV" or part == "load"
        ),
    )


def _statistics(handbook: Path, clinics: int, runs: int, tell: Told) -> tuple[Measured, ...]:
    tell("The statistics alone …")
    counts = [each * clinics for each in (len(STANDARDS), 100, 1000)]
    return tuple(
        Measured(
            f"statistics alone, {count:,} series on one core",
            tuple(_reckon(handbook, count) for _ in range(runs)),
        )
        for count in counts
    )


def _saves(folder: Path, clinics: int, tell: Told) -> dict[tuple[int, str], float]:
    many = {(clinics, "csv"): folder / "handbook", (clinics, "yaml"): folder / "yaml"}
    few = {(FEW, form): folder / f"few-{form}" for form in ("csv", "yaml")}
    for (count, form), where in few.items():
        _lay_down(where, count, form, tell)
    tell("Saving in the preview …")
    return {
        what: float(_python("-m", "bench.preview", str(where), str(SAVES)).said)
        for what, where in {**few, **many}.items()
    }


def _lay_down(folder: Path, clinics: int, form: str, tell: Told) -> None:
    tell(f"Making up {clinics:,} clinics in {form.upper()} …")
    _python("-m", "bench.handbook", str(folder), str(clinics), form)


def _build(handbook: Path) -> Cost:
    shutil.rmtree(handbook / "site", ignore_errors=True)
    return _python("-m", "generator", "build", str(handbook), "--as-of", DAY)


def _bare(folder: Path) -> Cost:
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    cost = _python("-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(site))
    expected = bare.sizes(folder.parent / "handbook" / "site")
    if bare.sizes(site) != expected:
        raise AssertionError("The bare twin's pages are not of the same number and sizes.")
    return cost


def _part(part: str, handbook: Path) -> Cost:
    cost = _python("-m", "bench.parts", part, str(handbook))
    return Cost(float(cost.said), cost.cpu, cost.peak, cost.said)


def _reckon(handbook: Path, count: int) -> Cost:
    cost = _python("-m", "bench.statistics", str(handbook), str(count))
    clock, processor = map(float, cost.said.split())
    return Cost(clock, processor, cost.peak, cost.said)


def _python(*arguments: str) -> Cost:
    return run([sys.executable, *arguments], ROOT)
