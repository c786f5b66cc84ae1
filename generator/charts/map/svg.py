"""The pictures of maps: a net of degrees, a bar of kilometres, marks of verdicts, and no land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import cos, pi, sin

from generator.charts.map.layout import HEIGHT, WIDTH, Map, Overview
from generator.charts.map.placement import HEXAGON, MARK, Hexagon, wide
from generator.charts.map.projection import Window
from generator.charts.svg_canvas import path, points, safe
from generator.model.map_places import MapPlaces
from generator.model.results import Verdict
from generator.words import Words

LEFT, TOP, RIGHT, BELOW = 48, 6, 6, 40
"""Units around a map, for degrees and the bar of kilometres."""

ACROSS, DOWN = 62.0, 44.0
"""Units from one line of the net to the next, at least."""

LONGEST_BAR = 90.0
MANY = 150
"""Clinics from which on the map of all has smaller points."""

LISTED = 6
"""Clinics in a hexagon that are listed one by one where a reader points at it."""

ROW = 12.5
"""From one count in a hexagon to the next."""

FILLED = {Verdict.MET: "met", Verdict.CLOSE: "close", Verdict.MISSED: "missed"}
"""How judged ones are drawn, as on the dots; all others are hollow."""

CORNERS = "".join(
    f"{'ML'[nth > 0]}{HEXAGON * sin(pi * nth / 3):.1f} {-HEXAGON * cos(pi * nth / 3):.1f}" for nth in range(6)
)


def map_of(shown: Map, clinics: Sequence[MapPlaces], words: Words) -> str:
    """A map under its name and what it adds up to. `clinics` are all, of which it has some."""
    here = [clinics[at] for at in shown.members]
    if shown.marks is None:
        drawn = "".join(_hexagon(it, here, words) for it in shown.hexagons)
    else:
        drawn = "".join((*_leaders(shown), *_marks(shown, here, words), *_names(shown)))
    title = shown.title or words("All countries")
    return _panel(title, tally(here, words), _canvas(title, shown.window, words, drawn))


def overview(shown: Overview, words: Words) -> str:
    """All clinics as points, each country in the frame that its own map is of."""
    near = dict.fromkeys((round(x / 3) * 3, round(y / 3) * 3) for x, y in shown.points)
    frames = "".join(
        f"M{it.left:.0f} {it.top:.0f}H{it.right:.0f}V{it.bottom:.0f}H{it.left:.0f}Z" for it in shown.frames
    )
    drawn = path("frame", frames) + points(
        "steady" if len(near) <= MANY else "speck", [f"{x} {y}" for x, y in near]
    )
    drawn += "".join(
        _text(it.title.said, it.title.x, it.title.y, f"name bb-{it.title.side}")
        for it in shown.frames
        if it.title
    )
    title = words("Where the countries lie")
    said = safe(words("Each frame is a map of its own."))
    return _panel(title, said, _canvas(title, shown.window, words, drawn))


def tally(clinics: Iterable[MapPlaces], words: Words) -> str:
    """How many there are of each verdict; markup."""
    counted = Counter(it.verdict for it in clinics)
    each = [(words.verdict(verdict), counted[verdict]) for verdict in Verdict if verdict in counted]
    said = [(it.css, words("{verdict}: {n}", verdict=it, n=words.number(many))) for it, many in each]
    return " ".join(f'<span class="bb-badge bb-{css}">{safe(told)}</span>' for css, told in said)


def _panel(title: str, said: str, drawn: str) -> str:
    return f'<div class="bb-one"><p class="bb-head"><b>{safe(title)}</b> {said}</p>{drawn}</div>'


def _canvas(title: str, shown: Window, words: Words, inside: str) -> str:
    whole = f"{-LEFT} {-TOP} {WIDTH + LEFT + RIGHT:g} {HEIGHT + TOP + BELOW:g}"
    return (
        f'<svg class="bb-chart" viewBox="{whole}" role="group" aria-label="{safe(title)}">'
        f'<g aria-hidden="true">{_net(shown, words)}{_bar(shown, words)}</g>{inside}</svg>'
    )


def _net(shown: Window, words: Words) -> str:
    parallels, meridians = shown.parallels(DOWN), shown.meridians(ACROSS)
    lines = "".join(f"M0 {y:.0f}H{WIDTH:g}" for _, y in parallels)
    lines += "".join(f"M{x:.0f} 0V{HEIGHT:g}" for _, x in meridians)
    said = [_text(latitude(it, words), -5, y + 4, "tick bb-end") for it, y in parallels]
    said += [_below(longitude(it, words), x) for it, x in meridians]
    return f'<path class="bb-brim" d="M0 0H{WIDTH:g}V{HEIGHT:g}H0Z"/>{path("grid", lines)}{"".join(said)}'


def _below(said: str, x: float) -> str:
    """A label under the map, at its line unless it would leave the picture."""
    if x + wide(said) / 2 > WIDTH + RIGHT:
        return _text(said, WIDTH + RIGHT, HEIGHT + 14, "tick bb-end")
    return _text(said, x, HEIGHT + 14, "tick bb-x")


def latitude(degrees: float, words: Words) -> str:
    said = _degrees(degrees, words)
    if not degrees:
        return words("{degrees}°", degrees=said)
    return words("{degrees}° N", degrees=said) if degrees > 0 else words("{degrees}° S", degrees=said)


def longitude(degrees: float, words: Words) -> str:
    said = _degrees(degrees, words)
    if not degrees % 180:
        return words("{degrees}°", degrees=said)
    return words("{degrees}° E", degrees=said) if degrees > 0 else words("{degrees}° W", degrees=said)


def _degrees(degrees: float, words: Words) -> str:
    places = len(f"{abs(degrees):g}".partition(".")[2])
    return words.number(abs(degrees), places)


def _bar(shown: Window, words: Words) -> str:
    """A length in kilometres; eastwards it holds in the middle of the map, northwards everywhere."""
    km, long = shown.bar(LONGEST_BAR)
    y, begin = HEIGHT + 30, WIDTH - long
    said = words("{n} km", n=words.number(km))
    return path("bar", f"M{begin:.1f} {y - 4:g}v8M{begin:.1f} {y:g}H{WIDTH:g}m0 -4v8") + _text(
        said, begin - 6, y + 4, "tick bb-end"
    )


# ---------------------------------------------------------------- one by one


def _leaders(shown: Map) -> Iterable[str]:
    """From where a clinic is to its mark, where that had to give way."""
    assert shown.marks is not None  # noqa: S101 - asked before
    for at in shown.moved:
        (x, y), (to_x, to_y) = shown.wanted[at], shown.marks[at]
        yield path("leader", f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}")
    yield points("spot", [f"{shown.wanted[at][0]:.1f} {shown.wanted[at][1]:.1f}" for at in shown.moved])


def _marks(shown: Map, here: Sequence[MapPlaces], words: Words) -> Iterable[str]:
    for (x, y), it in zip(shown.marks or (), here, strict=True):
        yield _linked(it, words, _mark(x, y, it.verdict, words))


def _mark(x: float, y: float, verdict: Verdict, words: Words) -> str:
    side = MARK - 1
    shape = (
        f'<rect x="{x - side:.1f}" y="{y - side:.1f}" width="{2 * side:g}" height="{2 * side:g}"/>'
        if verdict is Verdict.MISSED
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK - 0.5:g}"/>'
    )
    # The symbol of no target is a ring, which the mark is itself.
    symbol = "" if verdict is Verdict.NO_TARGET else words.verdict(verdict).symbol
    return shape + (_text(symbol, x, y + 4, "x") if symbol else "")


def _linked(it: MapPlaces, words: Words, drawn: str) -> str:
    said = words("{clinic}: {said}", clinic=it.name, said=it.said)
    css = FILLED.get(it.verdict, "other")
    return f'<a class="bb-{css}" href="{safe(it.link)}"><title>{safe(said)}</title>{drawn}</a>'


def _names(shown: Map) -> Iterable[str]:
    """Marks say the names too, so they aren't read out twice."""
    yield '<g aria-hidden="true">'
    yield from (_text(it.said, it.x, it.y, f"name bb-{it.side}") for it in shown.named)
    yield "</g>"


# ---------------------------------------------------------------- counted


def _hexagon(shown: Hexagon, here: Sequence[MapPlaces], words: Words) -> str:
    """How many there are of each verdict; of one clinic, a link to it."""
    inside = [here[at] for at in shown.members]
    rows = counts(inside, words)
    top = shown.y - ROW * (len(rows) - 1) / 2 + 4
    said = "".join(
        _text(f"{symbol} {words.number(many)}", shown.x, top + nth * ROW, f"x bb-of-{css}")
        for nth, (css, symbol, many) in enumerate(rows)
    )
    drawn = (
        f'<path class="bb-hexagon" transform="translate({shown.x:.1f} {shown.y:.1f})" d="{CORNERS}Z"/>{said}'
    )
    if len(inside) == 1:
        return _linked(inside[0], words, drawn)
    return f"<g><title>{safe(_listed(inside, words))}</title>{drawn}</g>"


def counts(clinics: Sequence[MapPlaces], words: Words) -> list[tuple[str, str, int]]:
    """Look, symbol and number of each verdict; those that aren't judged stand together if they differ."""
    counted = Counter(it.verdict for it in clinics)
    rows = [
        (css, words.verdict(verdict).symbol, counted[verdict])
        for verdict, css in FILLED.items()
        if verdict in counted
    ]
    if others := sorted(counted.keys() - FILLED.keys()):
        symbol = "+" if mixed(clinics) else words.verdict(others[0]).symbol
        rows.append(("other", symbol, sum(counted[verdict] for verdict in others)))
    return rows


def mixed(clinics: Iterable[MapPlaces]) -> bool:
    """Whether there are several reasons why some of them aren't judged."""
    return len({it.verdict for it in clinics} - FILLED.keys()) > 1


def _listed(clinics: Sequence[MapPlaces], words: Words) -> str:
    if len(clinics) <= LISTED:
        return "\n".join(words("{clinic}: {said}", clinic=it.name, said=it.said) for it in clinics)
    counted = Counter(it.verdict for it in clinics)
    each = (
        words("{verdict}: {n}", verdict=words.verdict(it), n=words.number(counted[it]))
        for it in Verdict
        if it in counted
    )
    return "\n".join((words.plural("{n} clinic", "{n} clinics", len(clinics)), *each))


def _text(said: str, x: float, y: float, css: str) -> str:
    return f'<text class="bb-{css}" x="{x:.1f}" y="{y:.1f}">{safe(said)}</text>'
