"""Where the clinics of a standard are, on maps that lead to their pages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from markupsafe import Markup

from generator.model.map_places import MapPlaces
from generator.model.results import Verdict
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.parts import newest_value

FEWEST = 2
"""Clinics with a place from which on there is a map."""


def there(edition: RenderContext, name: str) -> bool:
    """Whether the standard has a map: enough clinics have a place, and one of them has a value."""
    finding = edition.findings.clinics.get(name)
    if finding is None:
        return False
    placed = list(_placed(edition, finding))
    return len(placed) >= FEWEST and any(finding.judged.last[finding.index[it]] >= 0 for it in placed)


def of(edition: RenderContext, name: str, here: str) -> Markup:
    """The maps with their sentence and the way to the table; nothing where hardly a clinic has a place."""
    if not there(edition, name):
        return Markup("")
    finding, standard, words = (
        edition.findings.clinics[name],
        edition.written.standards[name],
        edition.words,
    )
    clinics = list(_placed(edition, finding))
    marks = [_mark(edition, finding, name, clinic, here) for clinic in clinics]
    last = finding.judged.last[[finding.index[clinic] for clinic in clinics]]
    newest = int(last.max())
    figure = edition.site.drawings.atlas(
        marks,
        standard,
        words,
        period=finding.panel.periods[newest],
        of=len(finding.panel.clinics),
        older=int(np.count_nonzero((last >= 0) & (last < newest))),
    )
    table = words("The same clinics and values as a table")
    way = Markup('<p class="bb-small"><a href="#clinics">{}</a></p>').format(table)
    return Markup(edition.site.drawings.frame(figure, way, words, f"{name}-map"))  # noqa: S704 - drawn by us


def _placed(edition: RenderContext, finding: StandardResult) -> Iterable[str]:
    """Clinics whose place is on the globe; what isn't is a problem that the editor is told of."""
    for name in finding.panel.clinics:
        clinic = edition.written.clinics.get(name)
        if clinic and clinic.location:
            latitude, longitude = clinic.location
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:
                yield name


def _mark(edition: RenderContext, finding: StandardResult, name: str, clinic: str, here: str) -> MapPlaces:
    words, standard, written = edition.words, edition.written.standards[name], edition.written.clinics[clinic]
    assert written.location  # noqa: S101 - `_placed` asked
    newest = newest_value.of(finding, clinic)
    if newest is None:
        verdict = _without_value(finding, clinic)
        said = str(words.verdict(verdict))
    else:
        verdict = newest.verdict
        said = f"{edition.said(standard, newest)} {words.verdict(verdict)}"
        said += "" if newest.current else f" ({words.period_short(newest.period)})"
    return MapPlaces(
        words.text(written.name),
        edition.country(written.country),
        *written.location,
        verdict,
        said,
        edition.to(here, f"clinics/{clinic}", name),
    )


def _without_value(finding: StandardResult, clinic: str) -> Verdict:
    hidden = Verdict.HIDDEN in finding.judged.verdict[finding.index[clinic]]
    return Verdict.HIDDEN if hidden else Verdict.NO_VALUE
