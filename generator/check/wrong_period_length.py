"""Rules of sizes that are another span's: the week, the day, the quarter or the year entered as a month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from generator.check import period_length_factors
from generator.check.exchanged_series import exchanges
from generator.check.neighbouring_values import MEDIAN_MOVING_RANGE
from generator.check.repeated_values import YEAR
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.running_totals import running_sums
from generator.check.sample_sizes import ACCEPT, Sizes, sizes
from generator.check.series_order import Floats
from generator.model.check_rule import Finding
from generator.problem import Cause, Severity

SUDDEN = math.log(1.8)
"""A step from one period to the next from which on a run begins or ends."""

FAR = math.log(2.4)
"""What a size is that many times off is told. A quarter has three months, and chance takes a little."""

EACH = math.log(2.1)
"""So far off is every size of a run."""

WILD = 8.0
"""Scatters of its series beyond which a size is told, and standard errors of a count."""

SURE = 6.0

MEDIAN_DISTANCE = 0.6745
"""From the median, of a normal distribution with a standard deviation of 1."""

STILL = 0.06
"""A series is held to scatter at least so much."""

BESIDE = 6
"""Sizes before and after that one is held against."""

FEWEST = 4
"""Of them it takes so many to say what is usual."""

LONGEST = 12
"""Periods of the longest run that is told; a longer one is how it is now."""

LATEST = 3
"""The same at the end of a series, where nobody knows yet whether it goes on."""

AGAIN = math.log(1.6)
"""Levels before and after a run that differ by more are no common level."""

SHARED = math.log(1.4)
"""What most other clinics are off in the same periods isn't this one's slip."""

OTHERS = 3
"""Other clinics that it takes to say so."""

CAUSES = 3
"""Standards of a clinic that are off in the same periods, from which on they are told together."""


@rule("HB272", Severity.WARNING)
def another_span(subject: RuleInput) -> Iterator[Finding]:
    """
    So many, or so few, that it is another span of time

    What was counted lies far off the periods before and after, and off the same months of other years,
    while the share fits. Mostly a week or a day stands where a month belongs, the sum of a quarter or a
    year, or percentages of 100. What most clinics share, such as an epidemic, isn't told.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 171/190
          2025-06: 41/46
          2025-07: 177/193
          2025-08: 181/204

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 171/190
          2025-06: 177/197
          2025-07: 177/193
          2025-08: 181/204
    """
    all_of = sizes(subject, ("proportion", "rate", "score", "duration", "conversion"))
    level = np.log(np.maximum(all_of.size, 0.5))
    root = np.sqrt(all_of.size)
    sudden = np.zeros(len(level), np.bool_)
    if len(level) < FEWEST:
        return
    same = all_of.line.nth[1:] == all_of.line.nth[:-1]
    sudden[1:] = same & (np.abs(np.diff(level)) > SUDDEN) & (np.abs(np.diff(root)) > SURE / 2)
    if not sudden.any():
        return
    around = _Around(subject, all_of, level)
    known = {i for run in running_sums(all_of, subject) for i in range(run.start, run.stop)}
    known |= {i for pair in exchanges(all_of) for i in pair}
    far: dict[tuple[int, ...], list[tuple[slice, float]]] = defaultdict(list)
    for series in all_of.series(sudden):
        bounds = [series.start, *(series.start + np.flatnonzero(sudden[series])), series.stop]
        for start, stop in pairwise(bounds):
            run = slice(int(start), int(stop))
            if run.stop > run.start and run.start not in known and (usual := around.usual(series, run)):
                line, last = all_of.line, run.stop - 1
                when = int(line.clinic[last]), int(line.period[run.start]), int(line.period[last])
                far[when].append((run, usual))
    for together in far.values():
        times = [_apart(all_of, run, usual) for run, usual in together]
        for (run, usual), each in zip(together, times, strict=True):
            if period_length_factors.sure(around.reported(run), all_of.size[run], each, times):
                yield _found(subject, all_of, run, usual)


@dataclass(frozen=True)
class _Around:
    """What is usual around runs of sizes."""

    subject: RuleInput
    all_of: Sizes
    level: Floats
    shared: dict[tuple[int, int, int], float] = field(default_factory=dict)

    def usual(self, series: slice, run: slice) -> float:
        """What is usual where the run is far from it; 0 where it isn't, or chance may be the reason."""
        before = self.level[max(series.start, run.start - BESIDE) : run.start]
        after = self.level[run.stop : min(series.stop, run.stop + BESIDE)]
        last, first = run.stop == series.stop, run.start == series.start
        length = run.stop - run.start
        if length > (LATEST if last or first else LONGEST) or len(before) + len(after) < max(FEWEST, length):
            return 0.0
        usual = float(np.median(np.concatenate((before, after))))
        own = self.level[run] - usual
        apart, sign = abs(float(np.median(own))), math.copysign(1, float(np.median(own)))
        if apart < FAR or (own * sign < EACH).any() or (first and (sign < 0 or length > 1)):
            return 0.0  # who opens begins small
        if len(before) and len(after) and abs(float(np.median(before) - np.median(after))) > AGAIN:
            return 0.0
        if last and sign < 0 and self._closed(run):
            return 0.0
        steps = np.sort(np.abs(np.diff(self.level[series])))
        # Where every third month holds a quarter, most steps are large and most months are not.
        middle = float(np.median(np.abs(np.concatenate((before, after)) - usual))) / MEDIAN_DISTANCE
        scatter = max(min(float(steps[(len(steps) - 1) // 2]) / MEDIAN_MOVING_RANGE, middle), STILL)
        chance = SURE * math.sqrt(math.exp(usual) + 1)
        if apart < WILD * scatter or abs(float(np.median(self.all_of.size[run])) - math.exp(usual)) < chance:
            return 0.0
        times = _apart(self.all_of, run, math.exp(usual))
        if not period_length_factors.why(self.reported(run), float(self.all_of.size[run.start]), times):
            return 0.0  # fewer may have come
        season = self._season(series, run, usual, sign)
        return 0.0 if season or self._shared(run) * sign > SHARED else math.exp(usual)

    def reported(self, run: slice) -> str:
        line = self.all_of.line
        return self.subject.written.standards[line.standards[line.standard[run.start]]].reported

    def _closed(self, run: slice) -> bool:
        line = self.all_of.line
        return self.subject.written.clinics[line.clinics[line.clinic[run.start]]].closed is not None

    def _season(self, series: slice, run: slice, usual: float, sign: float) -> bool:
        """Whether it is so in the same months of another year."""
        line = self.all_of.line
        year = YEAR.get(self.reported(run), 0)
        at = line.at[series]
        here = (at >= line.at[run.start]) & (at <= line.at[run.stop - 1])
        apart = (self.level[series] - usual) * sign
        for step in (-2 * year, -year, year, 2 * year) if year else ():
            then = np.isin(at, line.at[run] + step) & ~here
            if then.any() and float(np.median(apart[then])) > AGAIN:
                return True
        return False

    def _shared(self, run: slice) -> float:
        """How far most other clinics are off in the same periods; 0 where too few are known."""
        line = self.all_of.line
        standard, clinic = int(line.standard[run.start]), int(line.clinic[run.start])
        begin, end = int(line.at[run.start]), int(line.at[run.stop - 1])
        of = (line.standard == standard) & (line.clinic != clinic)
        now = of & (line.at >= begin) & (line.at <= end)
        then = of & (line.at >= begin - BESIDE) & (line.at < begin)
        size = int(line.nth[-1]) + 1
        many, before = (np.bincount(line.nth[each], minlength=size) for each in (now, then))
        sums = [np.bincount(line.nth[each], self.level[each], minlength=size) for each in (now, then)]
        both = (many > 0) & (before > 0)
        if np.count_nonzero(both) < OTHERS:
            return 0.0
        return float(np.median(sums[0][both] / many[both] - sums[1][both] / before[both]))


def _found(subject: RuleInput, all_of: Sizes, run: slice, usual: float) -> Finding:
    line, i = all_of.line, run.start
    clinic, name, period = line.names(i)
    reported = subject.written.standards[name].reported
    many, size = run.stop - run.start, float(all_of.size[i])
    cell = all_of.called(subject, i)
    last = line.names(run.stop - 1)[2]
    from_on = f" and so it goes on until `{last}`," if many > 1 else ""
    times = _apart(all_of, run, usual)
    so_many, near = period_length_factors.as_said(times), f"{usual:,.0f}"
    cause = Cause(
        ("clinic", clinic),
        ("size", period, last),
        message=f"In {{many}} standards `{clinic}` counted {so_many} what is usual in `{period}`.",
        hint=f"{period_length_factors.why(reported, size, times)} {ACCEPT.format(code='HB272')}",
        enough=CAUSES,
    )
    return Finding(
        all_of.where(subject, i),
        f"`{cell}: {size:g}` stands here,{from_on} but around it lie about {near}: it is {so_many} that.",
        f"{period_length_factors.why(reported, size, times)} {ACCEPT.format(code='HB272')}",
        cause=cause,
    )


def _apart(all_of: Sizes, run: slice, usual: float) -> float:
    """How many times the usual size that of a run is."""
    return float(np.median(all_of.size[run])) / usual


RULES = (another_span,)
