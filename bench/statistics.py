"""The statistics alone, of so many series of 36 months, on one core: seconds without the imports.

python -m bench.statistics FOLDER SERIES

Limits, signals, icons, verdicts, run charts, intervals, funnels, ranks and gains of the handbook in
FOLDER, over and over with other values: as much at once as the handbook has, and no more is kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import scipy.special  # noqa: F401 - imported where it is needed, which isn't what is measured

from generator import load, pipeline
from generator.model.results import Panel
from generator.statistics import series

DAY = date(2026, 1, 1)


def seconds(folder: Path, count: int) -> tuple[float, float]:
    """How long so many series take, one slice after another: on the clock, and of the processor."""
    written = load.folder(folder, DAY)
    clock = processor = 0.0
    for panels in slices(series.panels(written, DAY), count):
        started = time.perf_counter(), time.process_time()
        pipeline.found(written, panels, beside=True)
        clock += time.perf_counter() - started[0]
        processor += time.process_time() - started[1]
    return clock, processor


def slices(panels: Mapping[str, Panel], count: int) -> Iterator[dict[str, Panel]]:
    """Panels that hold so many series together; values move from slice to slice, the last may be smaller."""
    nth = 0
    while count > 0:
        slice_: dict[str, Panel] = {}
        for name, panel in panels.items():
            rows = min(panel.shape[0], count)
            if rows:
                slice_[name] = _turned(panel, nth, rows)
            count -= rows
        yield slice_
        nth += 1


def _turned(panel: Panel, nth: int, rows: int) -> Panel:
    """The first rows of a panel; their history begins nth months later."""
    arrays = {
        name: np.roll(numbers, nth, axis=1)[:rows].copy()
        for name in ("value", "numerator", "denominator", "row", "hidden", "sd")
        if (numbers := getattr(panel, name)) is not None
    }
    return replace(
        panel,
        clinics=panel.clinics[:rows],
        expected=panel.expected[:rows],
        restart=panel.restart[:rows],
        **arrays,
    )


def on_one_core() -> None:
    """Keep this process on one of its cores, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    on_one_core()
    sys.stdout.write("{} {}".format(*seconds(Path(sys.argv[1]), int(sys.argv[2]))))
