"""Totals by year and by quarter: sums over sums, never means of rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from markupsafe import Markup

from generator.model.results import Verdict, YearTotal
from generator.model.standard_results import NETWORK
from generator.render.context import RenderContext
from generator.render.parts import heat_summary, value_tables

Totals = Sequence[YearTotal]


def totals(edition: RenderContext, standard: str, groups: Sequence[str]) -> Markup:
    """Years of some groups of one standard, newest first, and their quarters, closed until asked for.

    Empty where nothing adds up.
    """
    words, title = edition.words, edition.words.text(edition.written.standards[standard].title)
    findings = edition.findings
    if NETWORK in groups and heat_summary.one_country(edition):
        groups = (NETWORK,)  # the country's rows would say the same once more
    years, quarters = (
        _table(edition, caption, head, _rows(edition, standard, groups, of), standard)
        for of, head, caption in (
            (findings.years, words("Year"), words("{standard}: totals by year", standard=title)),
            (findings.quarters, words("Quarter"), words("{standard}: totals by quarter", standard=title)),
        )
    )
    if quarters:
        quarters = (
            f'<details class="bb-more"><summary>{escape(words("By quarter"))}</summary>{quarters}</details>'
        )
    return Markup(years + quarters)  # noqa: S704 - escaped in _row


def _rows(
    edition: RenderContext, standard: str, groups: Sequence[str], totals: Mapping[tuple[str, str], Totals]
) -> list[str]:
    found = [(group, totals.get((standard, group), ())) for group in groups]
    return [_row(edition, standard, group, total) for group, spans in found for total in reversed(spans)]


def _table(edition: RenderContext, caption: str, head: str, rows: list[str], standard: str) -> str:
    words, said = edition.words, edition.written.standards[standard]
    value, counted = value_tables.value_head(words, said), value_tables.counts_head(words, said)
    heads = [words("Where"), head, value, counted, words("Clinics"), words("Periods in it")]
    return value_tables.table(caption, [*filter(None, heads)], rows) if rows else ""


def _row(edition: RenderContext, standard: str, group: str, total: YearTotal) -> str:
    words, said = edition.words, edition.written.standards[standard]
    name = words("All clinics") if group == NETWORK else edition.country(group)
    value = escape(words("withheld") if total.hidden else str(words.verdict(Verdict.NO_VALUE)))
    if total.value is not None:
        value = escape(words.value(said, total.value))
    counts = ""
    if value_tables.counts_head(words, said):
        counts = f"<td>{edition.cells.counts(total.numerator, total.denominator)}</td>"
    members = words("{n} of {m}", n=total.members, m=total.of)
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(words.period(total.year))}</td>'
        f"<td>{value}</td>{counts}<td>{members}</td><td>{total.months}</td></tr>"
    )
