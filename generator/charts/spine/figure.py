"""One clinic, all its standards: each newest value between the least good and the best of all clinics.

Every row has an axis of its own, with the better end at the right. Names, values and the ends of the
axes are text of the page; only the tracks between them are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.charts.chart_cache import ChartCache
from generator.charts.spine.layout import Row, SpineChart, chart
from generator.charts.spine.plotly import spec
from generator.charts.spine.track import MIDDLE, OPEN
from generator.charts.svg_canvas import points, safe
from generator.model.results import Figure
from generator.model.standard_results import StandardResults
from generator.words import Words

HOLES = {"maybe-better": "hole", "maybe-worse": "square-hole", "unjudged": "hole"}
NO_TRACK = f'<span class="bb-left"></span>{OPEN}</svg><span class="bb-right"></span></div>'


def figure(
    findings: StandardResults,
    clinic: str,
    themes: Sequence[tuple[str, Sequence[str]]],
    words: Words,
    *,
    name: str,
) -> Figure | None:
    """The spine of `clinic`, which is called `name`. `themes` are titles with ids of standards.

    None where no standard has four comparable clinics with a value. Raises ValueError for findings
    in which clinics aren't compared.
    """
    shown = chart(findings, clinic, themes, words, name)
    if not any(row.track for row in shown.rows):
        return None
    title = words("{clinic} beside its peers", clinic=name)
    return Figure(
        kind="spine",
        svg=f'<div class="bb-chart bb-spine" role="img" aria-label="{safe(title)}">{_inside(shown)}</div>',
        spec=spec(shown),
        sentence=_sentence(shown),
        title=title,
    )


def _inside(shown: SpineChart) -> str:
    drawn = [heads(shown.words)]
    for title, rows in shown.themes:
        drawn.append(f'<div class="bb-theme">{safe(title)}</div>')
        drawn += map(_row, rows)
    return "".join(drawn)


def _heads(words: Words) -> str:
    """Which side is which, above all tracks."""
    return (
        '<div class="bb-row bb-head"><div class="bb-sides">'
        f"<span>◂ {safe(words('worse'))}</span><span>{safe(words('better'))} ▸</span></div></div>"
    )


heads: ChartCache[str] = ChartCache(_heads)


def _row(row: Row) -> str:
    place, laid = row.place, row.track
    why = f" <small>({safe(row.why)})</small>" if row.why else ""
    when = f" <small>{safe(row.when)}</small>" if row.when else ""
    begin = (
        f'<div class="bb-row"><span class="bb-name">{row.axes.name}</span>'
        f'<span class="bb-value"><b>{safe(row.value)}</b>{when}</span>'
        f'<span class="bb-said bb-badge bb-{place.css}">{safe(place.said)}{why}</span>'
    )
    if laid is None:
        return begin + NO_TRACK
    if row.x is None:
        return begin + laid.begin + laid.end
    at = [f"{row.x} {MIDDLE}"]
    hole = points(HOLES[place.look], at) if place.look in HOLES else ""
    return f"{begin}{laid.begin}{points(place.look, at)}{hole}{laid.end}"


def _sentence(shown: SpineChart) -> str:
    words = shown.words
    sided = [row for row in shown.rows if row.standing.told and row.axes.sided]
    many = Counter(row.place.look for row in sided)
    key = words(
        "A line runs from the least good to the best of all comparable clinics, each on its own axis; the "
        "wide grey part is the middle half of them, the dashed mark all of them together."
    )
    if not sided:
        return words("None of its standards can be told apart from its peers' yet.") + f" {key}"
    if len(sided) == 1:
        return words("One standard can be compared: {said}.", said=sided[0].place.said) + f" {key}"
    said = words(
        "Of {n} standards that can be compared, {clinic} is better than its peers in {better}, worse in "
        "{worse}, perhaps better or worse in {perhaps} and like them in {alike}.",
        n=words.number(len(sided)),
        clinic=shown.name,
        better=words.number(many["better"]),
        worse=words.number(many["worse"]),
        perhaps=words.number(many["maybe-better"] + many["maybe-worse"]),
        alike=words.number(many["alike"]),
    )
    return f"{said} {key}"
