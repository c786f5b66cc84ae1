"""A series in the space of a word: how it ran of late, and where it stands."""

from __future__ import annotations

from generator.charts.svg_canvas import path, points
from generator.charts.trend.segments import special, stretches
from generator.model.inputs import Standard
from generator.model.results import Series

WIDTH, HEIGHT = 120, 28
VALUES = 24
"""Periods shown, up to the last value."""

EDGE = 4
"""Pixels kept free for the last point."""


def svg(series: Series, standard: Standard) -> str:
    """The last periods as a tiny picture with the last value marked; decoration, so hidden from
    screen readers: the value stands beside it in words. Empty where nothing can be shown."""
    last = series.last
    if last is None:
        return ""
    first = max(0, last + 1 - VALUES)
    values, targets = series.values[first : last + 1], series.targets[first : last + 1]
    there = [value for value in (*values, targets[-1]) if value is not None]
    low, high = min(there), max(there)
    scale = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0.0
    bottom = HEIGHT - EDGE if scale else HEIGHT / 2
    step = (WIDTH - 2 * EDGE) / (VALUES - 1)
    left = WIDTH - EDGE - step * (len(values) - 1)
    line, pen, at = [], "M", ""
    for nth, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        at = f"{left + nth * step:.0f} {bottom - (value - low) * scale:.0f}"
        line.append(pen + at)
        pen = "L"
    aim = "" if targets[-1] is None else f"M0 {bottom - (targets[-1] - low) * scale:.0f}H{WIDTH}"
    point = points(_last_meaning(series, standard, last), [at])
    return (
        f'<svg class="bb-spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' aria-hidden="true">{path("target", aim)}{path("line", "".join(line))}{point}</svg>'
    )


def _last_meaning(series: Series, standard: Standard, last: int) -> str:
    by_meaning = special(series, stretches(series), standard) if series.rules[last] else {}
    return next((name for name, places in by_meaning.items() if last in places), "steady")
