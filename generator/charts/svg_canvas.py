"""The canvas of a chart: text of constant size around an area that stretches with the page.

The outer `svg` has no viewBox, so that its text is as large on a phone as on a desk; the style
sheet gives it padding for axes and labels. Inside, `bb-area` is stretched to what is left, with
strokes that keep their width. A point is a stroke of no length: round caps make it a dot, square
caps a square, whatever the stretch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from markupsafe import escape

DEPTH = 1000
"""Units from the top of a stretched area to its bottom."""

POINT = "h0"
"""What makes a point of the place that the pen was moved to."""


_UNSAFE = re.compile(r"[&<>\"']").search


def safe(text: str) -> str:
    """`text` for use in markup, quotes included. Most needs nothing, and that is quick to see."""
    return str(escape(text)) if _UNSAFE(text) else text


def canvas(kind: str, title: str, height: int, inside: str) -> str:
    """The whole picture. `inside` is markup; `title` is plain text and names the picture."""
    return (
        f'<svg class="bb-chart bb-{kind}" width="100%" height="{height}" role="img"'
        f' aria-label="{safe(title)}">{inside}</svg>'
    )


def area(width: int, depth: int, height: int, inside: str) -> str:
    """The stretched part: `width` by `depth` units on all of the width and `height` pixels."""
    return (
        f'<svg class="bb-area" width="100%" height="{height}" viewBox="0 0 {width} {depth}"'
        f' preserveAspectRatio="none">{inside}</svg>'
    )


def path(meaning: str, d: str) -> str:
    """A path in the style of what it means; nothing where there is nothing to draw."""
    return f'<path class="bb-{meaning}" d="{d}"/>' if d else ""


def points(meaning: str, at: list[str]) -> str:
    """Dots or squares at places such as `3 250`, as one path."""
    return f'<path class="bb-{meaning}" d="M{f"{POINT}M".join(at)}{POINT}"/>' if at else ""


def text(said: str, x: str, y: float, css: str, dx: int = 0) -> str:
    """Text of constant size. `x` is a percentage of the area or pixels; `said` is plain text."""
    moved = f' dx="{dx}"' if dx else ""
    return f'<text class="bb-{css}" x="{x}" y="{round(y)}"{moved}>{safe(said)}</text>'


def group(css: str, x: float, y: float, inside: str) -> str:
    """Texts of one kind, moved together."""
    return f'<g class="bb-{css}" transform="translate({x:g} {y:g})">{inside}</g>'


def percent(share: float) -> str:
    """A share of the width as a percentage with no more digits than a screen has pixels."""
    return f"{share * 100:.4g}%"


def runs(values: Sequence[object]) -> list[tuple[int, int, object]]:
    """Stretches of equal neighbours as (first position, position after the last, value)."""
    if values and values.count(values[0]) == len(values):
        return [(0, len(values), values[0])]  # nearly always so, and quick to see
    found, start = [], 0
    for value, same in groupby(values):
        end = start + sum(1 for _ in same)
        found.append((start, end, value))
        start = end
    return found
