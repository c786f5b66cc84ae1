"""Clinics of one standard side by side: a dot each, because dots rank better than bars.

Names and verdicts are text of the page, so that they wrap, shorten and stay selectable; only the
tracks between them are drawn. On a phone a name stands above its track, on a desk beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.charts.dots.layout import DotChart, Interval, Row, board
from generator.charts.dots.plotly import spec
from generator.charts.svg_canvas import path, percent, points, safe, text
from generator.charts.value_axis import PERCENT, ruler
from generator.model.inputs import Standard
from generator.model.results import Figure, Published, Series, Verdict
from generator.words import Words

WIDTH, DEPTH = 1000, 100
"""Units of a track, stretched to what there is."""

MIDDLE = DEPTH // 2
NOTCH = 12
"""How far the bar of a published figure stays from the edges of its track."""

LINE = 14
"""Pixels from one line of text to the next."""

TARGET_LINE = 2 * LINE - 2
HEADS = {"benchmark": ("average", LINE - 2), "goal": ("aim", TARGET_LINE)}
"""How the names of the lines look, and how far down they stand."""

NEAR_THE_EDGE = 0.2
"""Nearer than this share to an edge, a text begins or ends at its line instead of standing over it."""


def figure(  # noqa: PLR0913 - what pages know about a standard
    rows: Sequence[Series],
    names: Sequence[str],
    standard: Standard,
    words: Words,
    *,
    benchmark: float | None,
    target: float | None,
    intervals: Sequence[Interval | None] | None = None,
    published: Sequence[Published] = (),
    every: Sequence[Verdict] = (),
) -> Figure:
    """The newest values of `rows` in their order, with `names` as plain text.

    `benchmark` is the value of all together, `target` the one that all rows are judged by (None
    where theirs differ; each row shows its own), `intervals` are 95 % intervals by row. All are in
    the unit of reckoning. `published` stand below the clinics; what was measured otherwise is hatched.
    Where `rows` are only the first and the last of many, `every` has the verdicts of all of them.
    """
    named = list(zip(names, intervals or [None] * len(names), strict=True))
    shown = board(rows, named, ruler(standard, words), (benchmark, target), published)
    title, inside = _title(shown), _inside(shown, gap=len(every) > len(shown.rows))
    return Figure(
        kind="dots",
        svg=f'<div class="bb-chart bb-dots" role="img" aria-label="{safe(title)}">{inside}</div>',
        spec=spec(shown),
        sentence=_sentence(shown, every),
        title=title,
    )


def _title(shown: DotChart) -> str:
    words, standard = shown.ruler.words, shown.ruler.words.text(shown.ruler.standard.title)
    if shown.period is None:
        return words("{standard}, clinic by clinic", standard=standard)
    period = words.period(shown.period)
    return words("{standard}, clinic by clinic, {period}", standard=standard, period=period)


def _sentence(shown: DotChart, every: Sequence[Verdict]) -> str:
    words, verdicts = shown.ruler.words, [*every] or [row.verdict for row in shown.rows]
    met, missed, close = map(verdicts.count, (Verdict.MET, Verdict.MISSED, Verdict.CLOSE))
    judged = met + missed + close
    told = [
        words.plural(
            "{met} of {n} clinic met its target.", "{met} of {n} clinics met their target.", judged, met=met
        )
        if judged
        else words.plural("{n} clinic, not judged.", "{n} clinics, not judged.", len(verdicts))
    ]
    if len(verdicts) > len(shown.rows):
        told.append(_ends(shown, len(verdicts)))
    if shown.benchmark is not None:
        value = shown.ruler.write(shown.benchmark)
        told.append(words("All clinics together: {value}.", value=value))
    if any(row.interval for row in shown.rows):
        told.append(words("The wide grey lines are 95% intervals: how sure each value is."))
    if shown.published:
        told.append(words("Bars below are published figures; dashed ones were measured nearly the same way."))
    return " ".join(told)


def _ends(shown: DotChart, every: int) -> str:
    """Which of them are drawn, where not all are."""
    words, drawn = shown.ruler.words, len(shown.rows)
    first, last, n = map(words.number, (drawn // 2, drawn - drawn // 2, every))
    if len({row.target for row in shown.rows}) > 1:
        return words(
            "Drawn are the {first} first and the {last} last of {n} in the table of clinics.",
            first=first,
            last=last,
            n=n,
        )
    if shown.ruler.standard.measure.better == "neither":
        return words(
            "Drawn are the {first} lowest and the {last} highest of {n}; the table of clinics has all of "
            "them.",
            first=first,
            last=last,
            n=n,
        )
    return words(
        "Drawn are the {first} least good and the {last} best of {n}; the table of clinics has all of them.",
        first=first,
        last=last,
        n=n,
    )


def _inside(shown: DotChart, *, gap: bool) -> str:
    ticks = "".join(f"M{_x(shown, tick)} 0V{DEPTH}" for tick in shown.scale.ticks)
    grid = path("grid", ticks)
    # Rows that don't follow each other are told apart by a line.
    apart = shown.rows[len(shown.rows) // 2] if gap else None
    rows = (_row(shown, row, grid, " bb-apart" if row is apart else "") for row in shown.every)
    return f"{_head(shown)}{''.join(rows)}{_foot(shown)}"


def _row(shown: DotChart, row: Row, grid: str, css: str) -> str:
    drawn = [grid, path("rail", f"M0 {MIDDLE}H{WIDTH}")]
    if row.interval:
        low, high = row.interval
        drawn.append(path("interval", f"M{_x(shown, low)} {MIDDLE}H{_x(shown, high)}"))
    if shown.benchmark is not None:
        drawn.append(path("benchmark", f"M{_x(shown, shown.benchmark)} 0V{DEPTH}"))
    if row.target is not None:
        drawn.append(path("goal", f"M{_x(shown, row.target)} 0V{DEPTH}"))
    if row.value is not None and row.verdict is None:
        drawn.append(path(row.look, f"M{_x(shown, row.value)} {NOTCH}V{DEPTH - NOTCH}"))
    elif row.value is not None:
        drawn.append(points(row.look, [f"{_x(shown, row.value)} {MIDDLE}"]))
    return (
        f'<div class="bb-row{css}"><span class="bb-name">{safe(row.name)}</span>'
        f'<span class="bb-said">{safe(row.said)}</span>'
        f'<svg class="bb-track" viewBox="0 0 {WIDTH} {DEPTH}" preserveAspectRatio="none">'
        f"{''.join(drawn)}</svg></div>"
    )


def _head(shown: DotChart) -> str:
    """What the lines are, above the tracks, each in a line of its own so that they can't collide."""
    said = [_at(shown, value, name, *HEADS[meaning]) for meaning, value, name in shown.lines]
    if shown.own_targets:
        own = shown.ruler.words("Upright lines: each clinic's own target")
        said.append(text(own, "0", TARGET_LINE, "level"))
    return _beside_names("head", "".join(said))


def _foot(shown: DotChart) -> str:
    scale, unit = shown.scale, shown.ruler.unit
    said = [
        _at(shown, tick, label, "tick", LINE) for tick, label in zip(scale.ticks, scale.labels, strict=True)
    ]
    if shown.ruler.shown != PERCENT and unit:
        said.append(text(unit, "50%", 2 * LINE, "x"))
    return _beside_names("foot", "".join(said))


def _beside_names(css: str, inside: str) -> str:
    return f'<div class="bb-row bb-{css}"><svg class="bb-track">{inside}</svg></div>'


def _at(shown: DotChart, value: float, said: str, css: str, y: int) -> str:
    """Text at its place on the axis; near an edge it begins or ends there instead of being cut."""
    share = shown.scale.share(value)
    edge = "bb-start" if share < NEAR_THE_EDGE else "bb-end" if share > 1 - NEAR_THE_EDGE else "bb-x"
    return text(said, percent(share), y, f"{css} {edge}")


def _x(shown: DotChart, value: float) -> int:
    return round(shown.scale.share(value) * WIDTH)
