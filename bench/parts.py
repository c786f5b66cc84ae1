"""One part of the build alone, in seconds without the imports.

python -m bench.parts load|check|both|limits FOLDER
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from generator import check, load
from generator.statistics import series, xmr_chart

DAY = date(2026, 1, 1)


def seconds(part: str, folder: Path) -> float:
    """How long reading the files, checking them, both, or reckoning all panels and control limits takes."""
    started = time.perf_counter()
    written = load.folder(folder, DAY)
    if part == "load":
        return time.perf_counter() - started
    if part != "both":
        started = time.perf_counter()
    if part in ("check", "both"):
        check.problems(written)
        return time.perf_counter() - started
    rule = written.settings.spc
    for panel in series.panels(written, DAY).values():
        xmr_chart.limits(panel.value, panel.restart, screen=rule.screen, two_of_three=rule.two_of_three)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.stdout.write(str(seconds(sys.argv[1], Path(sys.argv[2]))))
