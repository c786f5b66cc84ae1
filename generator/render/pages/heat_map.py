"""The heat map: every clinic by every standard, each cell a verdict in symbol, word and shade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.inputs import Standard
from generator.model.results import Panel, Verdict
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import (
    clinics_dot_chart,
    heat_map_print,
    heat_summary,
    page_filters,
    verdict_counts,
)
from generator.render.parts.page_filters import Choice
from generator.render.parts.verdict_counts import VerdictCounts

HERE = heat_summary.PAGE
SHADES = {Verdict.MET: 4, Verdict.CLOSE: 1, Verdict.MISSED: 0}
ORDER = {Verdict.MISSED: 0, Verdict.CLOSE: 1, Verdict.MET: 2}
"""What a script sorts by, before what `_places` gives; other verdicts come last either way."""

MISSED = "missed"
"""What the address calls the choice of clinics that miss a standard."""


@dataclass(frozen=True)
class HeatMapPage:
    """`heat-map.html`."""

    title: str
    lead: str
    choose: Markup
    table: Markup
    paper: Markup
    """What is only printed."""
    printed: bool
    """Whether the table is printed as it is, too."""
    legend: Markup
    silent: Markup
    """Clinics that have no row, since their newest values are old."""


def look(edition: RenderContext, _: str) -> PageMeta:
    return page_meta.of(edition.words("Heat map"), _lead(edition), ())


def _lead(edition: RenderContext) -> str:
    return edition.words("Every clinic by every standard, with its newest value and verdict.")


def context(edition: RenderContext, _: str) -> HeatMapPage:
    words = edition.words
    columns = {name: _column(edition, name) for name in _standards(edition)}
    nothing = f"{_start(edition, Verdict.NO_VALUE)}</td>"
    rows, silent = _rows(edition, columns, nothing)
    by_country = (clinic for clinics in edition.site.by_country.values() for clinic in clinics)
    paper = heat_map_print.printed(edition, columns, [it for it in by_country if it in rows], nothing)
    missing = [(MISSED, words("Clinics that miss a standard"))]
    order = [(MISSED, words("Most often missed first"))]
    chosen = [
        page_filters.countries(edition),
        page_filters.themes(edition),
        Choice("verdict", words("Show"), words("All clinics"), missing, by_one=True),
        Choice("order", words("Standards"), words("In the handbook's order"), order, by_one=True),
    ]
    find = words("Find a clinic")
    method = Markup('<a href="{}">{}</a>').format(edition.to(HERE, "method", "verdicts"), words("Method"))
    return HeatMapPage(
        title=words("Heat map"),
        lead=_lead(edition),
        choose=page_filters.form(edition, chosen, find) if rows else Markup(""),
        table=_table(edition, rows),
        paper=paper.markup,
        printed=not paper.instead,
        legend=words.html(
            "✓ met, blue; ≈ close and ✕ missed, orange. What isn't judged has no colour, and says why. A "
            "value of an earlier period says of when it is; one that is more than a year older than the "
            "standard's newest period isn't shown. What each verdict means is told under {method}.",
            method=method,
        ),
        silent=_silent(edition, silent),
    )


def _table(edition: RenderContext, rows: dict[str, str]) -> Markup:
    """Clinics by country, standards in the order of their themes."""
    if not rows:
        return Markup("")
    words, standards = edition.words, _standards(edition)
    heads = [heat_summary.head(heat_summary.NAMES, escape(words("Clinic")))]
    for name in standards:
        href = escape(edition.to(HERE, f"standards/{name}"))
        standard = edition.written.standards[name]
        link = f'<a href="{href}">{words.marked(standard.title)}</a>'
        heads.append(heat_summary.head(name, link, standard.theme))
    heads.append(heat_summary.head(heat_summary.EVERYTHING, escape(words("All standards"))))
    bodies, across = [], len(heads)
    for country, clinics in edition.site.by_country.items():
        if there := [rows[clinic] for clinic in clinics if clinic in rows]:
            title = f'<th scope="rowgroup" colspan="{across}">{escape(edition.country(country))}</th>'
            head = f'<tr class="bb-theme">{title}</tr>'
            bodies.append(f'<tbody data-country="{escape(country)}">{head}{"".join(there)}</tbody>')
    caption = words("Newest verdicts and values, clinic by standard")
    return heat_summary.board(edition, caption, heads, "".join(bodies), "bb-board")


def _standards(edition: RenderContext) -> list[str]:
    """Those that any clinic has a value of, theme by theme."""
    found = edition.findings.clinics
    return [name for names in edition.site.by_theme.values() for name in names if name in found]


def _rows(
    edition: RenderContext, columns: Mapping[str, Mapping[str, str]], nothing: str
) -> tuple[dict[str, str], list[str]]:
    """Each clinic's row; and the clinics without one, whose values are all old. One that has never
    reported is in neither."""
    tallies, rows, silent = edition.tallies(tuple(edition.written.standards)), {}, []
    for clinic in edition.written.clinics:
        cells = [column.get(clinic) for column in columns.values()]
        if not any(cell and cell != nothing for cell in cells):
            silent += [clinic] if any(cells) else []
        else:
            href = escape(edition.to(HERE, f"clinics/{clinic}"))
            title = edition.words.marked(edition.clinic(clinic))
            head = f'<th scope="row"><a href="{href}">{title}</a></th>'
            told = "".join(cell or nothing for cell in cells)
            whole = heat_summary.cell(edition, tallies.get(clinic, VerdictCounts()))
            rows[clinic] = f'<tr data-id="{escape(clinic)}">{head}{told}{whole}</tr>'
    return rows, silent


def _silent(edition: RenderContext, clinics: list[str]) -> Markup:
    """Their names, folded: how many is said, who they are is asked for."""
    if not clinics:
        return Markup("")
    words = edition.words
    said = words.plural(
        "{n} clinic is not in it: its newest values are more than a year old",
        "{n} clinics are not in it: their newest values are more than a year old",
        len(clinics),
    )
    link, to = Markup('<a href="{}">{}</a>'), partial(edition.to, HERE)
    names = Markup(" · ").join(
        link.format(to(f"clinics/{clinic}"), words.marked(edition.clinic(clinic))) for clinic in clinics
    )
    return Markup('<details class="bb-more"><summary>{}</summary><p>{}</p></details>').format(said, names)


def _column(edition: RenderContext, name: str) -> dict[str, str]:
    """A standard's cells by clinic, of those that ever had a value or a reason to hide it."""
    finding, standard = edition.findings.clinics[name], edition.written.standards[name]
    panel, judged = finding.panel, finding.judged
    write, fresh = edition.words.in_column(standard), verdict_counts.fresh(finding)
    at = np.maximum(judged.last, 0)[:, None].astype(np.int64)
    values = np.take_along_axis(panel.value, at, axis=1)[:, 0].tolist()
    verdicts = np.take_along_axis(judged.verdict, at, axis=1)[:, 0].tolist()
    hidden = panel.hidden.any(axis=1).tolist()
    when = ["" if at == panel.shape[1] - 1 else _when(edition, panel, at) for at in range(panel.shape[1])]
    silent = [f"{_start(edition, of)}</td>" for of in (Verdict.NO_VALUE, Verdict.HIDDEN)]
    return {
        clinic: f"{_start(edition, Verdict(verdict), place)}<br>{escape(write(value))}{when[last]}</td>"
        if is_fresh
        else silent[hides]
        for clinic, value, verdict, place, last, is_fresh, hides in zip(
            panel.clinics,
            values,
            verdicts,
            _places(finding, standard),
            judged.last.tolist(),
            fresh.tolist(),
            hidden,
            strict=True,
        )
    }


def _when(edition: RenderContext, panel: Panel, at: int) -> str:
    return f" <small>({escape(edition.words.period_short(panel.periods[at]))})</small>"


def _places(finding: StandardResult, standard: Standard) -> list[str]:
    """By clinic, the decimals by which a script sorts those of one verdict: farthest on the wrong side
    of the target first, equals alike."""
    away, _ = clinics_dot_chart.good(finding, standard)
    _, place = np.unique(away, return_inverse=True)
    shares = place / max(len(place), 1)
    return [f"{share:.3f}"[1:].rstrip("0").rstrip(".") for share in shares.tolist()]


def _start(edition: RenderContext, verdict: Verdict, place: str = "") -> str:
    """A cell up to its value."""
    order = ORDER.get(verdict)
    told = edition.cells.signs[verdict]
    if order is None:
        return f'<td class="bb-none">{told}'
    return f'<td class="bb-shade{SHADES[verdict]}" data-v="{order}{place}">{told}'
