"""Every value of a clinic by other countries' targets: what the compare page shows over time.

Verdicts are made where those of home are; here they are only written down, shortly.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.model.results import Bools, Floats, Verdict
from generator.model.standard_results import StandardResults
from generator.publish import values_table

Told = dict[str, object]

ALIKE = (Verdict.NO_VALUE, Verdict.HIDDEN, Verdict.NOT_COMPARABLE)
"""What no other target would change."""


def told(findings: StandardResults, name: str) -> dict[int, Told]:
    """By row of a standard's panel, for clinics that some country judges otherwise than home does.

    `first` is the period of the first verdict. Of each such country `verdicts` has a digit for every
    period from then on, the code of `Verdict`; `targets` are pairs of a period and the target in force
    there from then on, None for none, in the unit that pages show.
    """
    finding = findings.clinics[name]
    panel, scale = finding.panel, values_table.scale(findings.written.standards[name])
    there = np.isfinite(panel.value) | panel.hidden
    first, after = there.argmax(axis=1), panel.shape[1] - there[:, ::-1].argmax(axis=1)
    home, periods = _shown(finding.judged.target, scale), [period.text for period in panel.periods]
    found: dict[int, Told] = {}
    for country in findings.written.countries:
        if (frame := findings.frames.get((name, country))) is None:
            continue
        aims = _shown(frame.aims, scale)
        steps = _steps(aims)
        said = pl.Series(aims[steps], nan_to_null=True).to_list()
        for i in np.flatnonzero(_otherwise(frame.verdicts, aims, finding.judged.verdict, home)).tolist():
            begin, end = int(first[i]), int(after[i])
            in_force = int(np.searchsorted(steps, begin, side="right")) - 1
            it = found.setdefault(i, {"first": periods[begin], "frames": {}})
            it["frames"][country] = {
                "verdicts": "".join(map(str, frame.verdicts[i, begin:end].tolist())),
                "targets": [
                    [periods[max(at, begin)], aim]
                    for at, aim in list(zip(steps.tolist(), said, strict=True))[in_force:]
                    if at < end
                ],
            }
    return found


def _otherwise(there: np.ndarray, aims: Floats, home: np.ndarray, targets: Floats) -> Bools:
    """By clinic, whether any value of it is judged otherwise there, or by another target."""
    another = (there != Verdict.NO_TARGET) & (np.nan_to_num(targets, nan=np.inf) != aims)
    return (~np.isin(there, ALIKE) & ((there != home) | another)).any(axis=1)


def _steps(aims: Floats) -> np.ndarray:
    """Positions at which another target comes into force, the first one included."""
    known = np.nan_to_num(aims, nan=np.inf)
    return np.flatnonzero(np.concatenate([[True], known[1:] != known[:-1]]))


def _shown(numbers: Floats, scale: float) -> Floats:
    return np.round(numbers * scale, values_table.DECIMALS) if scale != 1 else numbers
