"""The picture of a funnel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.charts.funnel.labels import FROM_DOT, LINE, LONGEST, shortened, stacked
from generator.charts.funnel.layout import FunnelChart
from generator.charts.plotly_layouts import BESIDE, FUNNEL_AREA, LEFT, LINE_BELOW, RIGHT, TOP
from generator.charts.svg_canvas import DEPTH, group, path, percent, points, safe, text
from generator.model.results import Floats

WIDTH = 1000
HEAD = 14 - TOP
WIDE = 64
"""Letters that fit under a funnel on a desk."""
HOLES = {"maybe-better": "hole", "maybe-apart": "hole", "maybe-worse": "square-hole", "unjudged": "hole"}
"""What is drawn over a dot to make it hollow."""


class Edge(NamedTuple):
    """What stands at the right end of a line."""

    css: str
    lines: tuple[str, ...]
    value: float


def inside(chart: FunnelChart) -> str:
    """The stretched part, what lies behind first."""
    depths = [chart.scale.y(tick) for tick in chart.scale.ticks]
    grid = "".join(f"M0 {depth}H{WIDTH}" for depth in depths)
    notches = "".join(f"M{_x(chart, tick.size)} {DEPTH}v16" for tick in chart.ticks)
    target = "" if chart.target is None else f"M0 {chart.scale.y(chart.target)}H{WIDTH}"
    return (
        path("band", _band(chart))
        + path("grid", grid + notches)
        + path("far", _curves(chart, chart.funnel.far))
        + path("near", _curves(chart, chart.funnel.near))
        + path("mean", f"M0 {chart.scale.y(chart.benchmark)}H{WIDTH}")
        + path("target", target)
        + _dots(chart)
    )


def around(chart: FunnelChart) -> str:
    """The texts, which keep their size."""
    scale = chart.scale
    labels = "".join(
        f'<text y="{round(scale.y(tick) * FUNNEL_AREA / DEPTH)}">{safe(label)}</text>'
        for label, tick in zip(scale.labels, scale.ticks, strict=True)
    )
    wide = {True: "", False: ' class="bb-wide"'}
    sizes = "".join(
        f'<text{wide[tick.everywhere]} x="{percent(chart.across(tick.size))}">{safe(tick.label)}</text>'
        for tick in chart.ticks
    )
    unit = chart.ruler.unit
    return (
        (text(unit, str(-LEFT), HEAD, "unit") if unit else "")
        + _key(chart)
        + group("y", -8, 4, labels)
        + group("x", 0, FUNNEL_AREA + 18, sizes)
        + "".join(text(said, "50%", FUNNEL_AREA + LINE_BELOW + 14, f"x{css}") for css, said in size(chart))
        + "".join(_edges(chart))
        + "".join(_names(chart))
    )


def size(chart: FunnelChart) -> list[tuple[str, str]]:
    """What is under the axis: what a clinic's size is counted in, cut where a phone lacks room."""
    words, counted = chart.words, chart.words.text(chart.ruler.standard.measure.out_of)
    if not counted:
        return [("", words("Size of the clinic"))]
    long, short = (
        words("Size of the clinic: {counted}", counted=shortened(counted, most)) for most in (WIDE, LONGEST)
    )
    return [("", long)] if long == short else [(" bb-wide", long), (" bb-narrow", short)]


def edges(chart: FunnelChart) -> list[Edge]:
    """The names of the lines. Those of the limits stand on the side where these lie farther apart."""
    words, bare, funnel = chart.words, chart.ruler.bare, chart.funnel
    side = int(float(funnel.far[1][-1]) - chart.benchmark > chart.benchmark - float(funnel.far[0][-1]))
    found = [
        Edge("average", (words("Together"), bare(chart.benchmark)), chart.benchmark),
        Edge("edge", (words.percent(0.95, 0),), float(funnel.near[side][-1])),
        Edge("edge", (words.percent(0.998, 1),), float(funnel.far[side][-1])),
    ]
    if chart.target is not None:
        found.append(Edge("aim", (words("Target"), bare(chart.target)), chart.target))
    return found


def tops(chart: FunnelChart, named: list[Edge]) -> list[float]:
    """Where they begin, in pixels from the top of the area."""
    wanted = [(chart.scale.y(it.value) * FUNNEL_AREA / DEPTH, LINE * len(it.lines)) for it in named]
    return stacked(wanted, FUNNEL_AREA)


def key(chart: FunnelChart) -> list[tuple[str, str, str]]:
    """Meaning, symbol and word of the dots that are more than dots."""
    words, there = chart.words, {dot.look.removeprefix("maybe-") for dot in chart.dots}
    symbols = (
        ("better", "improvement", "●", words("better")),
        ("worse", "concern", "■", words("worse")),
        ("apart", "neutral", "●", words("unusual")),
    )
    return [(meaning, symbol, word) for look, meaning, symbol, word in symbols if look in there]


def _edges(chart: FunnelChart) -> Iterable[str]:
    named = edges(chart)
    for edge, top in zip(named, tops(chart, named), strict=True):
        place = f'x="100%" dx="{BESIDE}"'
        more = "".join(f'<tspan {place} dy="{LINE}">{safe(line)}</tspan>' for line in edge.lines[1:])
        yield f'<text class="bb-{edge.css}" {place} y="{round(top + 11)}">{safe(edge.lines[0])}{more}</text>'


def _names(chart: FunnelChart) -> Iterable[str]:
    for it in chart.named:
        css = f"name{' bb-end' if it.leftwards else ''}{'' if it.everywhere else ' bb-wide'}"
        moved = -FROM_DOT if it.leftwards else FROM_DOT
        yield text(it.name, percent(it.share), it.depth * FUNNEL_AREA + 4, css, moved)


def _key(chart: FunnelChart) -> str:
    said = " ".join(
        f'<tspan class="bb-is-{meaning}">{symbol}</tspan> {safe(word)}'
        for meaning, symbol, word in key(chart)
    )
    return f'<text class="bb-key" x="100%" y="{HEAD}" dx="{RIGHT}">{said}</text>' if said else ""


def _dots(chart: FunnelChart) -> str:
    drawn = []
    for look, dots in chart.looking():
        at = [f"{_x(chart, dot.size)} {chart.scale.y(dot.value)}" for dot in dots]
        drawn.append(points(look, at))
        if look in HOLES:
            drawn.append(points(HOLES[look], at))
    return "".join(drawn)


def _curves(chart: FunnelChart, limits: tuple[Floats, Floats]) -> str:
    return "".join(f"M{'L'.join(_along(chart, limit))}" for limit in limits)


def _band(chart: FunnelChart) -> str:
    low, high = (_along(chart, limit) for limit in chart.funnel.far)
    return f"M{'L'.join(low)}L{'L'.join(reversed(high))}Z"


def _along(chart: FunnelChart, limit: Floats) -> list[str]:
    sizes, y = chart.funnel.size.tolist(), chart.scale.y
    return [f"{_x(chart, size)} {y(value)}" for size, value in zip(sizes, limit.tolist(), strict=True)]


def _x(chart: FunnelChart, size: float) -> int:
    return round(chart.across(size) * WIDTH)
