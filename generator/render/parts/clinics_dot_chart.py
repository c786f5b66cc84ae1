"""The clinics of a standard as dots, with all of them in the table under it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.inputs import Standard
from generator.model.results import Bools, Floats, Published
from generator.model.standard_results import NETWORK, StandardResult
from generator.render.context import RenderContext
from generator.render.parts import national_figures, newest_value, value_tables, verdict_counts
from generator.render.parts.chart_functions import Interval
from generator.render.parts.newest_value import Latest
from generator.words.quantities import in_percent

MOST = 20
"""Rows of dots that can be read. Of more clinics both ends are drawn; all are in the table."""


def of(edition: RenderContext, name: str, table: str) -> Markup:
    """The chart over the table of all clinics; the table alone where there aren't two to compare."""
    finding, words = edition.findings.clinics.get(name), edition.words
    if finding is None or len(every := now(finding, in_order(edition, name))) < 2:
        return Markup(table)  # noqa: S704 - escaped where it was made
    clinics = ends(every)
    standard, drawings = edition.written.standards[name], edition.site.drawings
    rows = [series for clinic in clinics if (series := edition.findings.series(name, clinic))]
    names = [words.text(edition.clinic(series.clinic)) for series in rows]
    network = newest_value.of(edition.findings.groups.get(name), NETWORK)
    figure = drawings.dots(
        rows,
        names,
        standard,
        words,
        benchmark=network.value if network else None,
        target=_target(finding),
        intervals=[_interval(edition, finding, standard, series.clinic) for series in rows],
        published=(published := national_figures.on_the_axis(edition, name)),
        every=[newest.verdict for clinic in every if (newest := newest_value.of(finding, clinic))],
    )
    drawn = drawings.frame(figure, _table(edition, name, clinics, published), words, f"{name}-dots")
    return Markup(drawn + table)  # noqa: S704 - drawn by us


def now(finding: StandardResult, clinics: Sequence[str]) -> list[str]:
    """Those whose newest value is how they do now; all where there aren't two of them."""
    there = [clinic for clinic in clinics if newest_value.of(finding, clinic)]
    fresh = verdict_counts.fresh(finding)
    still = [clinic for clinic in there if fresh[finding.index[clinic]]]
    return still if len(still) > 1 else there


def ends(clinics: Sequence[str]) -> list[str]:
    """All, or where they are too many to be read the first and the last ones."""
    half = MOST // 2
    return [*clinics] if len(clinics) <= MOST else [*clinics[:half], *clinics[-half:]]


def _interval(
    edition: RenderContext, finding: StandardResult, standard: Standard, clinic: str
) -> Interval | None:
    """Of a share, how sure it is; a rate or a mean isn't one and has none."""
    newest = newest_value.of(finding, clinic)
    if newest is None or newest.numerator is None or not newest.denominator or not in_percent(standard):
        return None
    return edition.site.drawings.interval(newest.numerator, newest.denominator)


def _table(edition: RenderContext, name: str, clinics: Sequence[str], published: Sequence[Published]) -> str:
    """What the chart shows and no more: value, interval, target, verdict; then the published figures."""
    words, standard, rows = edition.words, edition.written.standards[name], []
    finding, cells, sure = edition.findings.clinics[name], edition.cells, in_percent(standard)
    for clinic in clinics:
        if newest := newest_value.of(finding, clinic):
            target = "" if newest.target is None else words.value(standard, newest.target)
            interval = f"<td>{edition.interval(standard, newest)}</td>" if sure else ""
            rows.append(
                f'<tr><th scope="row">{words.marked(edition.clinic(clinic))}</th>'
                f"<td>{_value(edition, standard, newest)}</td>{interval}"
                f"<td>{escape(target)}</td>{cells.verdicts[newest.verdict]}</tr>"
            )
    nothing = "<td></td>" * (3 if sure else 2)
    rows += [
        f'<tr><th scope="row">{escape(it.name)}</th><td>{escape(it.said)}</td>{nothing}</tr>'
        for it in published
    ]
    heads = [words("Clinic"), words("Value"), words("95% interval") if sure else ""]
    heads = [*filter(None, heads), words("Target"), words("Verdict")]
    caption = words("{standard}: the clinics in the chart", standard=words.text(standard.title))
    return value_tables.table(caption, heads, rows)


def _value(edition: RenderContext, standard: Standard, newest: Latest) -> str:
    """As the chart says it: with its period where that isn't the newest."""
    said = escape(edition.said(standard, newest))
    return said if newest.current else f"{said} <small>{edition.words.period_short(newest.period)}</small>"


def in_order(edition: RenderContext, name: str) -> tuple[str, ...]:
    """Clinics by how far the newest value lies on the wrong side of its target; without a target by
    value, the least good first; those whose newest value is old come after them, those without a
    value last. Equal ones keep the handbook's order."""
    if (finding := edition.findings.clinics.get(name)) is None:
        return ()
    standard = edition.written.standards[name]
    away, no_target = good(finding, standard)
    order = np.lexsort((away, no_target, ~verdict_counts.fresh(finding), np.isnan(away)))
    return tuple(finding.panel.clinics[row] for row in order.tolist())


def good(finding: StandardResult, standard: Standard) -> tuple[Floats, Bools]:
    """By clinic: how far its newest value lies on the right side of its target (without one, from
    nothing), NaN without a value; and whether it has no target."""
    panel, judged, rows = finding.panel, finding.judged, np.arange(len(finding.panel.clinics))
    value, target = panel.value[rows, judged.last], judged.target[rows, judged.last]
    value = np.where(judged.last < 0, np.nan, value)
    way = -1 if standard.measure.better == "lower" else 1
    return np.where(np.isnan(target), value, value - target) * way, np.isnan(target)


def _target(finding: StandardResult) -> float | None:
    """The one target that all newest values are judged by; None where they differ."""
    rows = np.arange(len(finding.panel.clinics))
    targets = finding.judged.target[rows, finding.judged.last]
    known = np.unique(targets[~np.isnan(targets)])
    return float(known[0]) if len(known) == 1 else None
