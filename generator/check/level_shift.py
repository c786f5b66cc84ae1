"""Rules of whole series that lie elsewhere than those of all other clinics."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from generator.check import unit_errors
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.problem import Severity

CLINICS = 5
"""Clinics that it takes to say what is usual."""

VALUES = 4
"""Values that a clinic has to have."""

TIMES = 8.0
"""Less than so many times as much has other reasons than a slip."""

WILD = 6.0
"""Scatters of clinics, by the median of their distances from the median times 1.4826 (a normal
distribution's standard deviation)."""

STILL = 0.1


@rule("HB232", Severity.WARNING)
def other_unit(subject: RuleInput) -> Iterator[Finding]:
    """
    A clinic whose values all lie elsewhere

    All its values are about ten, sixty or a hundred times those of the other clinics, among which there
    is no such difference. Mostly they are counted in another unit: hours for minutes, or thousands.

    Wrong:
        # data/clinics/ca-a.yml
        {name: A, country: ca}
        # data/clinics/ca-b.yml
        {name: B, country: ca}
        # data/clinics/ca-c.yml
        {name: C, country: ca}
        # data/clinics/ca-d.yml
        {name: D, country: ca}
        # data/kpis/2025.csv
        clinic,standard,period,median
        ca-a,waiting-room,2025-01,14 min
        ca-a,waiting-room,2025-02,16 min
        ca-a,waiting-room,2025-03,15 min
        ca-a,waiting-room,2025-04,13 min
        ca-b,waiting-room,2025-01,21 min
        ca-b,waiting-room,2025-02,19 min
        ca-b,waiting-room,2025-03,22 min
        ca-b,waiting-room,2025-04,20 min
        ca-c,waiting-room,2025-01,17 min
        ca-c,waiting-room,2025-02,18 min
        ca-c,waiting-room,2025-03,16 min
        ca-c,waiting-room,2025-04,19 min
        ca-d,waiting-room,2025-01,24 min
        ca-d,waiting-room,2025-02,23 min
        ca-d,waiting-room,2025-03,21 min
        ca-d,waiting-room,2025-04,22 min
        ca-halifax,waiting-room,2025-01,18 h
        ca-halifax,waiting-room,2025-02,17 h
        ca-halifax,waiting-room,2025-03,19 h
        ca-halifax,waiting-room,2025-04,16 h

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,median
        ca-halifax,waiting-room,2025-01,18 min
        ca-halifax,waiting-room,2025-02,17 min
        ca-halifax,waiting-room,2025-03,19 min
        ca-halifax,waiting-room,2025-04,16 min
    """
    line = subject.timeline
    line = line.only(~np.isnan(line.value))
    if not len(line.row):
        return
    order = np.lexsort((line.value, line.nth))
    count = np.bincount(line.nth)
    begin = np.concatenate(([0], np.cumsum(count)[:-1]))
    middle = line.value[order][begin + count // 2]
    standard = line.standard[begin]
    for of in np.unique(standard):
        series = np.flatnonzero((standard == of) & (count >= VALUES) & (middle > 0))
        if len(series) < CLINICS:
            continue
        level = np.log(middle[series])
        usual = float(np.median(level))
        scatter = max(1.4826 * float(np.median(np.abs(level - usual))), STILL)
        for each, own in zip(series, level, strict=True):
            apart = float(own) - usual
            model = subject.written.standards[line.standards[of]]
            slip = unit_errors.likely(model, math.exp(apart))
            if slip and abs(apart) > math.log(TIMES) and abs(apart) > WILD * scatter:
                i, others = int(begin[each]), unit_errors.told(model, math.exp(usual))
                yield Finding(
                    subject.cell(Row(int(line.row[i])), line.standards[of], "value"),
                    f"All {count[each]} values of `{line.clinics[line.clinic[i]]}` lie near "
                    f"{unit_errors.told(model, float(middle[each]))}, those of other clinics near {others}.",
                    f"Perhaps {slip.why}: did you mean `{others}` and the like?",
                )


RULES = (other_unit,)
