"""A clinic's newest values beside those of all comparable clinics, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from generator.model.comparison_results import PeerComparison
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.parts import scorecard, value_tables
from generator.render.parts.scorecard import Line

FEWEST = 4
"""Clinics with a value below which a standard has no range."""


def of(edition: RenderContext, clinic: str, lines: Mapping[str, Line]) -> Markup:
    """The chart over its table; a line that says why where there is no range at all."""
    words, themes = edition.words, scorecard.by_theme(edition, lines)
    if not lines or any(not _compared(edition, name) for name in lines):
        return Markup("")
    named = [
        (words.text(edition.theme(theme)), [it.standard for it in found]) for theme, found in themes.items()
    ]
    drawings, name = edition.site.drawings, words.text(edition.clinic(clinic))
    figure = drawings.spine(edition.findings, clinic, named, words, name=name)
    if figure is None:
        said = words(
            "A clinic is set beside its peers where {needed} comparable clinics have a value; here none of "
            "its standards has as many.",
            needed=FEWEST,
        )
        return Markup('<p class="bb-small">{}</p>').format(said)
    table = _table(edition, clinic, [line for found in themes.values() for line in found])
    return Markup(drawings.frame(figure, table, words, "spine"))  # noqa: S704 - drawn by us


def _compared(edition: RenderContext, name: str) -> bool:
    finding = edition.findings.clinics.get(name)
    return finding is not None and finding.compared is not None and finding.spread is not None


def _table(edition: RenderContext, clinic: str, lines: list[Line]) -> str:
    """As the chart: values, standings and what all clinics have, with a reason where nothing is said."""
    words, rows = edition.words, []
    for line in lines:
        finding, standard = edition.findings.clinics[line.standard], edition.written.standards[line.standard]
        row, newest = finding.index[clinic], line.latest
        at = newest.at if newest else len(finding.panel.periods) - 1
        value = escape(words.value(standard, newest.value)) if newest else ""
        if newest and not newest.current:
            value += f" <small>{escape(words.period_short(newest.period))}</small>"
        said = words.standing(
            PeerComparison(int(finding.compared.standing[row, at])), standard.measure.better
        )
        rows.append(
            f'<tr><th scope="row"><a href="#{escape(line.standard)}">{words.marked(standard.title)}</a></th>'
            f"<td>{value}</td><td>{said.symbol} {escape(said.word)}</td>{_everybody(edition, finding, at)}"
        )
    heads = [words("Standard"), words("Value"), words("Beside its peers"), words("All clinics")]
    heads += [words("Least"), words("Lower quartile"), words("Median"), words("Upper quartile")]
    heads += [words("Greatest"), words("Clinics")]
    title = words("{clinic} beside its peers", clinic=words.text(edition.clinic(clinic)))
    return value_tables.table(title, heads, rows)


def _everybody(edition: RenderContext, finding: StandardResult, at: int) -> str:
    """The end of a row: what all comparable clinics have in a period. Made once, used by every clinic."""
    key = (finding.panel.standard, at)
    if (known := edition.everybody.get(key)) is None:
        words, spread = edition.words, finding.spread
        write = words.format(edition.written.standards[finding.panel.standard])
        numbers = (
            finding.compared.benchmark,
            spread.least,
            spread.lower,
            spread.median,
            spread.upper,
            spread.most,
        )
        cells = (float(it[at]) for it in numbers)
        said = "".join(f"<td>{escape(write(it)) if it == it else ''}</td>" for it in cells)  # noqa: PLR0124 - NaN
        known = edition.everybody[key] = f"{said}<td>{int(spread.members[at])}</td></tr>"
    return known
