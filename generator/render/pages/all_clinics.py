"""All clinics, by country."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from generator.model.results import Variation
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.index_page import Group, IndexPage, counted
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import heat_summary, value_tables, verdict_counts

HERE = "clinics/index"


def look(edition: RenderContext, _: str) -> PageMeta:
    there = [country for country, clinics in edition.site.by_country.items() if clinics]
    titles = [(country, edition.country(country)) for country in there]
    return page_meta.of(edition.words("Clinics"), _lead(edition), page_meta.headings(titles))


def context(edition: RenderContext, _: str) -> IndexPage:
    words, findings = edition.words, edition.findings
    tallies = edition.tallies(tuple(edition.written.standards))
    worse, better = (
        verdict_counts.changes(findings, Variation.WORSENING),
        verdict_counts.changes(findings, Variation.IMPROVING),
    )
    groups = []
    for country, names in edition.site.by_country.items():
        if not names:
            continue
        rows = [
            f"{_start(edition, name)}<td>{counted(edition, [tallies[name]] if name in tallies else [])}</td>"
            f"<td>{worse[name] or ''}</td><td>{better[name] or ''}</td></tr>"
            for name in names
        ]
        groups.append(_group(edition, country, rows))
    link = Markup('<a href="{}">{}</a>').format(edition.to(HERE, heat_summary.PAGE), words("heat map"))
    more = words.html("Clinic by standard: the {link}.", link=link)
    return IndexPage(words("Clinics"), _lead(edition), tuple(groups), more)


def _lead(edition: RenderContext) -> str:
    words, written = edition.words, edition.written
    said = words.plural("{n} clinic", "{n} clinics", len(written.clinics))
    there = words.plural("{n} country", "{n} countries", len(edition.site.by_country))
    return words(
        "{clinics} in {countries}. Open yours to see where it stands.", clinics=said, countries=there
    )


def _group(edition: RenderContext, country: str, rows: Sequence[str]) -> Group:
    words, title = edition.words, edition.country(country)
    heads = [
        words("Clinic"),
        words("Town"),
        words("Standards met"),
        words("Getting worse"),
        words("Improving"),
    ]
    table = value_tables.table(words("Clinics in {country}", country=title), heads, rows)
    return Group(country, Markup("{}").format(title), Markup(""), Markup(table))  # noqa: S704 - escaped


def _start(edition: RenderContext, name: str) -> str:
    """The first two cells of a clinic's row."""
    words, clinic = edition.words, edition.written.clinics[name]
    href, closed = escape(edition.to(HERE, f"clinics/{name}")), ""
    if clinic.closed:
        said = words("closed after {period}", period=edition.period(clinic.closed))
        closed = f" <small>{escape(said)}</small>"
    title = f'<a href="{href}">{words.marked(clinic.name)}</a>{closed}'
    return f'<tr><th scope="row">{title}</th><td>{words.marked(clinic.city)}</td>'
