"""Where the clinics of a standard are, and how each does: places on a net of degrees, and no land.

Outlines of countries would be somebody else's data, and tiles a request to somebody else. There is no
second picture by Plotly: a map has nothing to zoom into, and its marks are links that say what they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.charts.map import svg
from generator.charts.map.layout import ClinicMap, atlas
from generator.model.inputs import Standard
from generator.model.map_places import MapPlaces
from generator.model.period import Period
from generator.model.results import Figure
from generator.words import Words


def figure(  # noqa: PLR0913 - what pages know about the values
    clinics: Sequence[MapPlaces], standard: Standard, words: Words, *, period: Period, of: int, older: int
) -> Figure:
    """Newest values of `clinics`, all of which have a place, as of `period`.

    `of` is how many clinics there are with those that have no place, `older` how many of the values are
    of an earlier period. The figure has no spec.
    """
    shown = atlas(clinics)
    maps = [svg.map_of(it, clinics, words) for it in shown.maps]
    if shown.overview:
        maps.append(svg.overview(shown.overview, words))
    title = words(
        "{standard}: where clinics are, {period}",
        standard=words.text(standard.title),
        period=words.period(period),
    )
    return Figure(
        kind="map",
        svg=f'<div class="bb-atlas" role="group" aria-label="{svg.safe(title)}">{"".join(maps)}</div>',
        spec={},
        sentence=_sentence(shown, words, period, clinics, (of, older)),
        title=title,
    )


def _sentence(
    shown: ClinicMap, words: Words, period: Period, clinics: Sequence[MapPlaces], others: tuple[int, int]
) -> str:
    of, older = others
    told = [
        words(
            "Where our clinics are, and how each did in {period}. Places only: no territory is drawn.",
            period=words.period(period),
        )
    ]
    if len(clinics) < of:
        told.append(
            words.plural(
                "{placed} of {n} clinic has a place.",
                "{placed} of {n} clinics have a place.",
                of,
                placed=words.number(len(clinics)),
            )
        )
    if older:
        told.append(words.plural("{n} value is from before then.", "{n} values are from before then.", older))
    if any(it.moved for it in shown.maps):
        told.append(words("A mark with a thin line gave way to another; the line leads to its place."))
    if combs := [it for it in shown.maps if it.hexagons]:
        told.append(
            words("Where there is no room for each clinic, hexagons count those nearest to them, by verdict.")
        )
        if any(
            svg.mixed([clinics[it.members[at]] for at in cell.members])
            for it in combs
            for cell in it.hexagons
        ):
            told.append(words("+ stands for clinics that aren't judged, for several reasons."))
    return " ".join(told)
