"""Totals by year: sums over sums, never means of rates."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from generator.model.findings import NETWORK
from generator.model.found import Verdict, YearTotal
from generator.render import tables
from generator.render.edition import Edition


def totals(edition: Edition, standard: str, groups: Sequence[str]) -> Markup:
    """Years of some groups of one standard, newest first. Empty where nothing adds up."""
    words, said = edition.words, edition.written.standards[standard]
    counted = tables.counts_head(words, said)
    found = [(group, edition.findings.years.get((standard, group), ())) for group in groups]
    rows = [_row(edition, standard, group, total) for group, years in found for total in reversed(years)]
    if not rows:
        return Markup("")
    heads = [words("Where"), words("Year"), tables.value_head(words, said), counted, words("Clinics")]
    heads = [*filter(None, heads), words("Periods in it")]
    caption = words("{standard}: totals by year", standard=words.text(said.title))
    return Markup(tables.table(caption, heads, rows))  # noqa: S704 - escaped in _row


def _row(edition: Edition, standard: str, group: str, total: YearTotal) -> str:
    words, said = edition.words, edition.written.standards[standard]
    name = words("All clinics") if group == NETWORK else edition.country(group)
    value = escape(words("withheld") if total.hidden else str(words.verdict(Verdict.NO_VALUE)))
    if total.value is not None:
        value = escape(words.value(said, total.value))
    counts = ""
    if tables.counts_head(words, said):
        counts = f"<td>{edition.cells.counts(total.numerator, total.denominator)}</td>"
    members = words("{n} of {m}", n=total.members, m=total.of)
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(words.period(total.year))}</td>'
        f"<td>{value}</td>{counts}<td>{members}</td><td>{total.months}</td></tr>"
    )
