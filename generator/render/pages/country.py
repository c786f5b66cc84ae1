"""A country: how do our clinics there compare, and what do people there take for granted?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.inputs import Target
from generator.model.page import Heading, SearchEntry
from generator.model.results import FilePlace
from generator.render.context import RenderContext
from generator.render.explain import verdicts
from generator.render.pages import page_meta
from generator.render.pages.page_meta import Link, PageMeta
from generator.render.parts import (
    clinics_dot_chart,
    country_norms,
    heat_summary,
    national_figures,
    scorecard,
    summary_table,
    targets,
    value_tables,
    yearly_totals,
)
from generator.render.parts.standard_facts import Fact
from generator.render.parts.verdict_counts import VerdictCounts


@dataclass(frozen=True)
class Section:
    """One standard in the country."""

    anchor: str
    title: Markup
    standard: Link
    own_targets: tuple[Fact, ...]
    chart: Markup
    clinics: Markup
    national: Markup
    years: Markup


@dataclass(frozen=True)
class CountryPage:
    """`country.html`."""

    title: str
    lead: str
    heat: Markup
    heat_note: Markup
    normal: Markup
    written: bool
    """Whether it is among the handbook's own countries, which can have targets."""
    asked: Markup
    """How its own targets differ."""
    scorecard: Markup
    sections: tuple[Section, ...]
    other_figures: Markup
    line: Markup


def look(edition: RenderContext, name: str) -> PageMeta:
    words, place = edition.words, edition.written_in("country", name)
    title = edition.country(name)
    country = edition.written.countries.get(name)
    titles = [(standard, words.text(edition.standard(standard))) for standard in shown(edition, name)]
    few = 0 < len(edition.site.by_country.get(name, ())) <= heat_summary.MOST_CLINICS
    top = [("clinics", words("Our clinics there"))] if few else []
    top += [("normal", words("What people here take for granted"))] if country and country.normal else []
    top += [("targets", words("What is asked for here"))] if country else []
    top += [("scorecard", words("Scorecard")), ("standards", words("Standard by standard"))]
    normal = words.markdown(country.normal).striptags() if country else ""
    return PageMeta(
        title=title,
        description=lead(edition, name),
        headings=(*page_meta.headings(top), *(Heading(3, anchor, said) for anchor, said in titles)),
        search=(SearchEntry("", title, f"{lead(edition, name)} {normal}".strip()),),
        written_in=FilePlace(place.file, place.line),
    )


def context(edition: RenderContext, name: str) -> CountryPage:
    words, here = edition.words, f"countries/{name}"
    country = edition.written.countries.get(name)
    lines = scorecard.of_country(edition, name)
    sections = tuple(shown(edition, name))
    caption = words("{country}: newest values of its clinics together", country=edition.country(name))
    return CountryPage(
        title=edition.country(name),
        lead=lead(edition, name),
        heat=heat_summary.of_country(edition, here, name),
        heat_note=heat_summary.legend(words),
        normal=words.markdown(country.normal, edition.link(here)) if country else Markup(""),
        written=country is not None,
        scorecard=scorecard.table(edition, lines, caption, words("Clinics meeting it"))
        if lines
        else Markup(""),
        asked=country_norms.of_country(edition, here, name, frozenset(sections)) if country else Markup(""),
        sections=tuple(_section(edition, name, standard, here) for standard in sections),
        other_figures=national_figures.beside(edition, None, name),
        line=edition.line(edition.written_in("country", name)),
    )


def shown(edition: RenderContext, country: str) -> Iterator[str]:
    """Standards that a clinic there has a value of, or a published figure stands beside."""
    clinics = edition.site.by_country.get(country, ())
    figures = {
        figures.standard
        for figures in edition.written.national.values()
        if any(figure.country.lower() == country for figure in figures.figures)
    }
    for names in edition.site.by_theme.values():
        for name in names:
            adds_up = edition.findings.group(name, country) is not None
            measured = any(scorecard.has_any(edition.findings, name, clinic) for clinic in clinics)
            if name in figures or adds_up or measured:
                yield name


def lead(edition: RenderContext, country: str) -> str:
    words, clinics = edition.words, edition.site.by_country.get(country, ())
    tallies = edition.tallies(tuple(edition.written.standards))
    sums = sum((tallies.get(clinic, VerdictCounts()) for clinic in clinics), VerdictCounts())
    said = words.plural("{n} clinic", "{n} clinics", len(clinics))
    if not sums.judged:
        return f"{said}."
    return words(
        "{clinics}; clinic by clinic, {met} of {judged} standards are met with the newest values.",
        clinics=said,
        met=words.number(sums.met),
        judged=words.number(sums.judged),
    )


def _section(edition: RenderContext, country: str, name: str, here: str) -> Section:
    words, standard = edition.words, edition.written.standards[name]
    title, where = words.text(standard.title), edition.country(country)
    there = set(edition.site.by_country.get(country, ()))
    clinics = [clinic for clinic in clinics_dot_chart.in_order(edition, name) if clinic in there]
    caption = words("{standard}: clinics in {country}", standard=title, country=where)
    return Section(
        anchor=name,
        title=words.marked(standard.title),
        standard=Link(
            edition.to(here, f"standards/{name}"), words("About this standard: {standard}", standard=title)
        ),
        own_targets=_own_targets(edition, country, name),
        chart=_chart(edition, country, name),
        clinics=_clinics(edition, here, name, clinics, caption),
        national=national_figures.beside(edition, name, country),
        years=yearly_totals.totals(edition, name, (country,)),
    )


def _clinics(edition: RenderContext, here: str, name: str, clinics: Sequence[str], caption: str) -> Markup:
    """All of them, or where they are too many to be read both ends, with the way to all of them."""
    words, finding = edition.words, edition.findings.clinics.get(name)
    now = (
        clinics_dot_chart.now(finding, clinics)
        if finding and len(clinics) > heat_summary.MOST_CLINICS
        else []
    )
    if len(now) <= clinics_dot_chart.MOST:
        return Markup(summary_table.of_clinics(edition, here, name, clinics, caption))  # noqa: S704 - escaped there
    ends = clinics_dot_chart.ends(now)
    link = Markup('<a href="{}">{}</a>').format(
        edition.to(here, f"standards/{name}", "clinics"), words("the standard's page")
    )
    said = words.html(
        "These are the first {first} and the last {last} of {n} by how they stand; {link} has all of them.",
        first=len(ends) // 2,
        last=len(ends) - len(ends) // 2,
        n=words.number(len(now)),
        link=link,
    )
    table = Markup(summary_table.of_clinics(edition, here, name, ends, caption))  # noqa: S704 - escaped there
    return Markup('{}<p class="bb-small">{}</p>').format(table, said)


def _chart(edition: RenderContext, country: str, name: str) -> Markup:
    series, standard = edition.findings.group(name, country), edition.written.standards[name]
    if series is None or series.last is None:
        return Markup("")
    title, where = edition.words.text(standard.title), edition.country(country)
    caption = edition.words("{standard}: clinics in {country} together", standard=title, country=where)
    table = value_tables.over_time(edition.cells, series, standard, caption)
    said = Markup(verdicts.verdicts(edition, series, standard))  # noqa: S704 - escaped there
    return said + edition.trend(series, standard, table, f"{name}-chart")


def _own_targets(edition: RenderContext, country: str, name: str) -> tuple[Fact, ...]:
    """All of a standard's targets where the country has one of its own; else none."""
    written = edition.written.standards[name].targets
    own = any(isinstance(target, Target) and target.in_ == country for target in written)
    return targets.listed(edition, name) if own else ()
