"""What the build may cost, and what was measured against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from bench.timed import Cost

TIMES_BARE = 2.5
PEAK = 600  # MB
TIMES_FOR_TWICE = 2.1
STATISTICS = 1.0  # s
TIMES_FOR_TENFOLD = 10.5
STATISTICS_PEAK = 500  # MB
CHECKING = 2.0  # s
PREVIEW_OF_FEW = 1.0  # s
PREVIEW_OF_MANY = 3.0  # s
FEW = 50  # clinics


@dataclass(frozen=True)
class Measured:
    """What one thing cost, run several times."""

    what: str
    costs: tuple[Cost, ...]
    comparable: bool = False
    """Whether it is the same work as the bare build's, so that the two can be set side by side."""

    @property
    def wall(self) -> float:
        return median(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        return median(cost.cpu for cost in self.costs)

    @property
    def peak(self) -> float:
        return max(cost.peak for cost in self.costs)


@dataclass(frozen=True)
class Budget:
    """One promise and how it was kept."""

    what: str
    limit: float
    measured: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit

    @property
    def said(self) -> str:
        digits = 0 if self.limit >= 100 else 2
        said = f"{self.what}: {self.measured:.{digits}f}{self.unit}, at most {self.limit:g}{self.unit}"
        return f"{said}: {'kept' if self.kept else 'BROKEN'}"


def budgets(ours: Measured, bare: Measured, twice: Measured) -> tuple[Budget, ...]:
    """All three, by time on the clock: of `ours` beside `bare`, and of `twice` as many clinics."""
    return (
        Budget("beside a bare MkDocs", TIMES_BARE, ours.wall / bare.wall, " times"),
        Budget("memory at the peak", PEAK, ours.peak, " MB"),
        Budget("twice the clinics", TIMES_FOR_TWICE, twice.wall / ours.wall, " times"),
    )


def of_statistics(whole: Measured, hundred: Measured, thousand: Measured) -> tuple[Budget, ...]:
    """By time of the processor, as it is one process on one core: of a handbook's series once, then of

    100 series a clinic and of 1000, a handbook at a time.
    """
    return (
        Budget("statistics of all series", STATISTICS, whole.cpu, " s"),
        Budget("statistics of ten times the series", TIMES_FOR_TENFOLD, thousand.cpu / hundred.cpu, " times"),
        Budget("their memory at the peak", STATISTICS_PEAK, thousand.peak, " MB"),
    )


def of_checking(looked_through: Measured) -> Budget:
    """From the files to the list of what is wrong, by time on the clock, without the imports."""
    return Budget("reading and checking", CHECKING, looked_through.wall, " s")


def of_preview(saves: Mapping[tuple[int, str], float]) -> tuple[Budget, ...]:
    """From a save to the open page, by time on the clock: of so many clinics, written in this form."""
    return tuple(
        Budget(
            f"a save in the preview, {clinics:,} clinics in {form.upper()}",
            PREVIEW_OF_FEW if clinics <= FEW else PREVIEW_OF_MANY,
            took,
            " s",
        )
        for (clinics, form), took in saves.items()
    )
