"""What a chart of dots shows, finished before it is drawn: a row a clinic, in the order given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.axis_ticks import Scale
from generator.charts.value_axis import ValueAxis
from generator.model.period import Period
from generator.model.results import Published, Series, Verdict

Interval = tuple[float, float]
LOOKS = {Verdict.MET: "met", Verdict.CLOSE: "close", Verdict.MISSED: "missed"}
"""How the dot of a judged value is drawn; all others look the same."""


class Row(NamedTuple):
    """One clinic's newest value."""

    name: str
    value: float | None
    target: float | None
    interval: Interval | None
    verdict: Verdict | None
    said: str
    """Value and verdict; plain text."""
    other: str = "other"
    """How it looks without a verdict that has a look."""

    @property
    def look(self) -> str:
        return self.other if self.verdict is None else LOOKS.get(self.verdict, self.other)


@dataclass(frozen=True, slots=True)
class DotChart:
    """The rows on their common axis."""

    rows: list[Row]
    published: list[Row]
    """Figures from elsewhere, below the clinics."""
    ruler: ValueAxis
    scale: Scale
    period: Period | None
    """The newest that any of the clinics has a value of."""

    benchmark: float | None
    target: float | None
    """The target that all rows are judged by; None where there is none, or they differ."""

    @property
    def every(self) -> list[Row]:
        return [*self.rows, *self.published]

    @property
    def lines(self) -> list[tuple[str, float, str]]:
        """Meaning, value and name of the lines that all rows share."""
        words, bare, named = self.ruler.words, self.ruler.bare, []
        if (together := self.benchmark) is not None:
            named.append(("benchmark", together, words("All together {value}", value=bare(together))))
        if (target := self.target) is not None:
            named.append(("goal", target, words("Target {value}", value=bare(target))))
        return named

    @property
    def own_targets(self) -> bool:
        """Whether rows have targets of their own instead of a common one."""
        return self.target is None and any(row.target is not None for row in self.rows)


def board(
    series: Sequence[Series],
    named: Sequence[tuple[str, Interval | None]],
    ruler: ValueAxis,
    lines: tuple[float | None, float | None],
    published: Sequence[Published] = (),
) -> DotChart:
    """Each clinic's newest value; one that is older than the others' says of when it is.

    `named` has name and interval by row, `lines` are the benchmark and the target of all.
    """
    benchmark, target = lines
    lasts = [row.last for row in series]
    newest = max((last for last in lasts if last is not None), default=None)
    rows = [
        _row(row, name, interval, ruler, newest) for row, (name, interval) in zip(series, named, strict=True)
    ]
    others = [
        Row(it.name, it.value, None, None, None, it.said, "published" if it.same else "variant")
        for it in published
    ]
    return DotChart(
        rows=rows,
        published=others,
        ruler=ruler,
        scale=_scale(ruler, [*rows, *others], (benchmark, target)),
        period=None if newest is None else series[0].periods[newest],
        benchmark=benchmark,
        target=target,
    )


def _row(series: Series, name: str, interval: Interval | None, ruler: ValueAxis, newest: int | None) -> Row:
    last, words = series.last, ruler.words
    if last is None:
        verdict = Verdict(series.verdicts[-1]) if series.verdicts else Verdict.NO_VALUE
        return Row(name, None, None, None, verdict, str(words.verdict(verdict)))
    value, verdict = series.values[last], Verdict(series.verdicts[last])
    assert value is not None  # noqa: S101 - `last` is where a value is
    aim = series.targets[last]
    said = [ruler.write(value) if aim is None else ruler.beside(value, aim)]
    if last != newest:
        said.append(f"({words.period_short(series.periods[last])})")
    said.append(str(words.verdict(verdict)))
    return Row(name, value, aim, interval, verdict, " ".join(said))


def _scale(ruler: ValueAxis, rows: list[Row], lines: tuple[float | None, float | None]) -> Scale:
    """Room for every value, target and benchmark, and for intervals as far as values can go."""
    known = (*lines, *(number for row in rows for number in (row.value, row.target)))
    hard = [number for number in known if number is not None]
    if not hard:
        return ruler.scale(0.0, 0.0, 0.0, 0.0)
    soft = [end for row in rows if row.interval for end in row.interval]
    low, high = min(hard), max(hard)
    return ruler.scale(low, high, min(soft, default=low), max(soft, default=high))
