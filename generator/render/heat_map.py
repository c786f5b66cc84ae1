"""The heat map: every clinic by every standard, each cell a verdict in symbol, word and shade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.found import Verdict
from generator.render import choices, face, heat, tally
from generator.render.choices import Choice
from generator.render.edition import Edition
from generator.render.face import Face
from generator.render.tally import Tally

HERE = heat.PAGE
SHADES = {Verdict.MET: 4, Verdict.CLOSE: 1, Verdict.MISSED: 0}
ORDER = {Verdict.MISSED: 0, Verdict.CLOSE: 1, Verdict.MET: 2}
"""What a script sorts by; other verdicts come last either way."""


@dataclass(frozen=True)
class HeatMapPage:
    """`heat-map.html`."""

    title: str
    lead: str
    choose: Markup
    table: Markup
    legend: Markup


def look(edition: Edition, _: str) -> Face:
    return face.of(edition.words("Heat map"), _lead(edition), ())


def _lead(edition: Edition) -> str:
    return edition.words("Every clinic by every standard, with its newest value and verdict.")


def context(edition: Edition, _: str) -> HeatMapPage:
    words = edition.words
    rows = dict(_rows(edition))
    order = [("missed", words("Most often missed first"))]
    chosen = [
        choices.countries(edition),
        choices.themes(edition),
        Choice("order", words("Standards"), words("In the handbook's order"), order),
    ]
    method = Markup('<a href="{}">{}</a>').format(edition.to(HERE, "method", "verdicts"), words("Method"))
    return HeatMapPage(
        title=words("Heat map"),
        lead=_lead(edition),
        choose=choices.form(edition, chosen) if rows else Markup(""),
        table=_table(edition, rows),
        legend=words.html(
            "✓ met, blue; ≈ close and ✕ missed, orange. What isn't judged has no colour, and says why. A "
            "newest value that is more than a year older than the standard's newest period isn't shown. What "
            "each verdict means is told under {method}.",
            method=method,
        ),
    )


def _table(edition: Edition, rows: dict[str, str]) -> Markup:
    """Clinics by country, standards in the order of their themes."""
    if not rows:
        return Markup("")
    words, standards = edition.words, _standards(edition)
    heads = [heat.head(heat.NAMES, escape(words("Clinic")))]
    for name in standards:
        href = escape(edition.to(HERE, f"standards/{name}"))
        standard = edition.written.standards[name]
        link = f'<a href="{href}">{words.marked(standard.title)}</a>'
        heads.append(heat.head(name, link, standard.theme))
    heads.append(heat.head(heat.EVERYTHING, escape(words("All standards"))))
    bodies, across = [], len(heads)
    for country, clinics in edition.site.by_country.items():
        if there := [rows[clinic] for clinic in clinics if clinic in rows]:
            title = f'<th scope="rowgroup" colspan="{across}">{escape(edition.country(country))}</th>'
            head = f'<tr class="bb-theme">{title}</tr>'
            bodies.append(f'<tbody data-country="{escape(country)}">{head}{"".join(there)}</tbody>')
    caption = words("Newest verdicts and values, clinic by standard")
    return heat.board(edition, caption, heads, "".join(bodies), "bb-board")


def _standards(edition: Edition) -> list[str]:
    """Those that any clinic has a value of, theme by theme."""
    found = edition.findings.clinics
    return [name for names in edition.site.by_theme.values() for name in names if name in found]


def _rows(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each clinic's row; none of one that has never reported."""
    columns = [_column(edition, name) for name in _standards(edition)]
    tallies, nothing = edition.tallies(tuple(edition.written.standards)), _start(edition, Verdict.NO_VALUE)
    for clinic in edition.written.clinics:
        cells = [column.get(clinic) for column in columns]
        if any(cells):
            href = escape(edition.to(HERE, f"clinics/{clinic}"))
            title = edition.words.marked(edition.clinic(clinic))
            head = f'<th scope="row"><a href="{href}">{title}</a></th>'
            told = "".join(cell or f"{nothing}</td>" for cell in cells)
            whole = heat.cell(edition, tallies.get(clinic, Tally()))
            yield clinic, f'<tr data-id="{escape(clinic)}">{head}{told}{whole}</tr>'


def _column(edition: Edition, name: str) -> dict[str, str]:
    """A standard's cells by clinic, of those that ever had a value or a reason to hide it."""
    finding, standard = edition.findings.clinics[name], edition.written.standards[name]
    panel, judged = finding.panel, finding.judged
    start = {int(verdict): _start(edition, verdict) for verdict in Verdict}
    write, fresh = edition.words.in_column(standard), tally.fresh(finding)
    at = np.maximum(judged.last, 0)[:, None].astype(np.int64)
    values = np.take_along_axis(panel.value, at, axis=1)[:, 0].tolist()
    verdicts = np.take_along_axis(judged.verdict, at, axis=1)[:, 0].tolist()
    hidden = panel.hidden.any(axis=1).tolist()
    return {
        clinic: f"{start[verdict]}<br>{escape(write(value))}</td>"
        if is_fresh
        else f"{start[Verdict.HIDDEN if hides else Verdict.NO_VALUE]}</td>"
        for clinic, value, verdict, is_fresh, hides in zip(
            panel.clinics, values, verdicts, fresh.tolist(), hidden, strict=True
        )
    }


def _start(edition: Edition, verdict: Verdict) -> str:
    """A cell up to its value."""
    said = edition.words.verdict(verdict)
    shade, order = SHADES.get(verdict), ORDER.get(verdict)
    told = f"{said.symbol}\N{NO-BREAK SPACE}{escape(said.word)}"
    return (
        f'<td class="bb-none">{told}'
        if order is None
        else f'<td class="bb-shade{shade}" data-v="{order}">{told}'
    )
