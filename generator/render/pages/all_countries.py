"""All countries."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from generator.model.results import Verdict
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.index_page import Group, IndexPage, counted
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import newest_value, value_tables
from generator.render.parts.verdict_counts import JUDGED, VerdictCounts

HERE = "countries/index"


def look(edition: RenderContext, _: str) -> PageMeta:
    return page_meta.of(edition.words("Countries"), _lead(edition), ())


def context(edition: RenderContext, _: str) -> IndexPage:
    words = edition.words
    rows = [_row(edition, country, names) for country, names in edition.site.by_country.items()]
    heads = [words("Country"), words("Clinics"), words("Standards met, clinic by clinic")]
    heads.append(words("Standards met, clinics together"))
    table = Markup(value_tables.table(words("Countries"), heads, rows))  # noqa: S704 - escaped
    return IndexPage(words("Countries"), _lead(edition), (Group("", Markup(""), Markup(""), table),))


def _lead(edition: RenderContext) -> str:
    return edition.words("How our clinics compare in each country, and what people there take for granted.")


def _row(edition: RenderContext, country: str, clinics: Sequence[str]) -> str:
    tallies = edition.tallies(tuple(edition.written.standards))
    each = counted(edition, (tallies[name] for name in clinics if name in tallies))
    href = escape(edition.to(HERE, f"countries/{country}"))
    return (
        f'<tr><th scope="row"><a href="{href}">{escape(edition.country(country))}</a></th>'
        f"<td>{edition.words.number(len(clinics))}</td><td>{each}</td>"
        f"<td>{counted(edition, [together(edition, country)])}</td></tr>"
    )


def together(edition: RenderContext, country: str) -> VerdictCounts:
    """How many standards the country's clinics meet as a sum, of those that add up."""
    found = (newest_value.of(finding, country) for finding in edition.findings.groups.values())
    verdicts = [newest.verdict for newest in found if newest and newest.verdict in JUDGED]
    return VerdictCounts(verdicts.count(Verdict.MET), len(verdicts))
