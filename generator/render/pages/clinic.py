"""A clinic: how is my clinic doing, and where should we act?"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.page import Heading, SearchEntry
from generator.model.results import FilePlace
from generator.render.context import RenderContext
from generator.render.explain import verdicts as why
from generator.render.pages import compare, page_meta
from generator.render.pages.page_meta import Link, PageMeta
from generator.render.parts import (
    conversion,
    national_figures,
    other_targets,
    scorecard,
    spine_chart,
    value_tables,
)
from generator.render.parts.other_targets import OtherTargetsView
from generator.render.parts.scorecard import Line


@dataclass(frozen=True)
class Section:
    """One standard at the clinic."""

    anchor: str
    title: Markup
    standard: Link
    definition: Markup
    chart: Markup
    flow: Markup
    """Of a conversion, its stages."""
    verdicts: Markup
    """The three verdicts, each with its why."""


@dataclass(frozen=True)
class ThemeSections:
    theme: str
    title: Markup
    question: Markup
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ClinicPage:
    """`clinic.html`."""

    title: Markup
    about: tuple[Markup, ...]
    lead: str
    scorecard: Markup
    eyes: OtherTargetsView | None
    """The same by other countries' targets."""
    spine: Markup
    """All standards beside the peers."""
    themes: tuple[ThemeSections, ...]
    without: tuple[Link, ...]
    download: str
    compare: str
    compare_with: tuple[Link, ...]
    feed: str
    line: Markup


def look(edition: RenderContext, name: str) -> PageMeta:
    words = edition.words
    title, place = words.text(edition.clinic(name)), edition.written_in("clinic", name)
    headings = [Heading(2, "scorecard", words("Scorecard"))]
    entries = [SearchEntry("", title, ", ".join(_where(edition, name)))]
    for theme, standards in edition.site.by_theme.items():
        shown = [one for one in standards if scorecard.has_any(edition.findings, one, name)]
        if shown:
            headings.append(Heading(2, f"theme-{theme}", words.text(edition.theme(theme))))
        for one in shown:
            said = words.text(edition.standard(one))
            headings.append(Heading(3, one, said))
            at = words("{standard}, {clinic}", standard=said, clinic=title)
            entries.append(SearchEntry(one, at, page_meta.told(edition, one, name)))
    if len(entries) > 1:
        headings.insert(1, Heading(2, "peers", words("Beside its peers")))
    if other_targets.there(edition, name):
        headings.insert(1, Heading(2, "eyes", words("Through other eyes")))
    description = words("How {clinic} does, standard by standard.", clinic=title)
    return PageMeta(title, description, tuple(headings), tuple(entries), FilePlace(place.file, place.line))


def context(edition: RenderContext, name: str) -> ClinicPage:
    words, here = edition.words, f"clinics/{name}"
    lines = scorecard.of_clinic(edition, name)
    themes = scorecard.by_theme(edition, lines)
    caption = words("{clinic}: newest values", clinic=words.text(edition.clinic(name)))
    return ClinicPage(
        title=words.marked(edition.clinic(name)),
        about=_about(edition, name, here),
        lead=scorecard.lead(edition, lines),
        scorecard=scorecard.table(edition, lines, caption, words("All clinics")) if lines else Markup(""),
        eyes=other_targets.of_clinic(edition, name, [line for found in themes.values() for line in found]),
        themes=tuple(_theme(edition, theme, found, here) for theme, found in themes.items()),
        spine=spine_chart.of(edition, name, lines),
        without=_without(edition, lines, here),
        download=edition.download(here, f"clinics/{name}.csv"),
        compare=compare.link(edition, here, "clinics", name),
        compare_with=compare.with_peers(edition, here, name),
        feed=edition.feed(here, f"clinics/{name}.xml"),
        line=edition.line(edition.written_in("clinic", name)),
    )


def _theme(edition: RenderContext, theme: str, lines: tuple[Line, ...], here: str) -> ThemeSections:
    words, written = edition.words, edition.written.settings.themes.get(theme)
    return ThemeSections(
        theme=theme,
        title=words.marked(edition.theme(theme)),
        question=words.marked(written.question if written else None),
        sections=tuple(_section(edition, line, here) for line in lines),
    )


def _section(edition: RenderContext, line: Line, here: str) -> Section:
    words, name, series = edition.words, line.standard, line.series
    standard = edition.written.standards[name]
    title = words.text(standard.title)
    caption = words("{standard}: every period", standard=title)
    table = value_tables.over_time(edition.cells, series, standard, caption)
    return Section(
        anchor=name,
        title=words.marked(standard.title),
        standard=Link(
            edition.to(here, f"standards/{name}"), words("About this standard: {standard}", standard=title)
        ),
        definition=_definition(edition, line),
        chart=edition.trend(series, standard, table, f"{name}-chart"),
        flow=conversion.of(edition, name, series.clinic),
        verdicts=Markup(why.verdicts(edition, series, standard)),  # noqa: S704 - escaped there
    )


def _definition(edition: RenderContext, line: Line) -> Markup:
    """How the clinic's own definition differs, if it does."""
    definition = line.series.definition
    if definition is None or definition.sameness == "same":
        return Markup("")
    note, place = national_figures.unlike(edition.words, definition), edition.line(definition.place)
    return Markup("{} {}").format(note, place)


def _where(edition: RenderContext, name: str) -> list[str]:
    clinic, words = edition.written.clinics[name], edition.words
    return [part for part in (words.text(clinic.city), edition.country(clinic.country)) if part]


def _about(edition: RenderContext, name: str, here: str) -> tuple[Markup, ...]:
    """City, country, since when, what kind and in which peer groups."""
    clinic, words, settings = edition.written.clinics[name], edition.words, edition.written.settings
    parts = [words.marked(clinic.city)] if clinic.city else []
    href = edition.to(here, f"countries/{clinic.country}")
    parts.append(Markup('<a href="{}">{}</a>').format(href, edition.country(clinic.country)))
    told = []
    if clinic.opened:
        told.append(words("open since {period}", period=edition.period(clinic.opened)))
    if clinic.closed:
        told.append(words("closed after {period}", period=edition.period(clinic.closed)))
    parts += [Markup("{}").format(one) for one in told]
    if clinic.setting:
        parts.append(words.noun(clinic.setting))
    groups = (settings.peers[peer].title if peer in settings.peers else peer for peer in clinic.peers)
    return (*parts, *(words.marked(group) for group in groups))


def _without(edition: RenderContext, lines: dict[str, Line], here: str) -> tuple[Link, ...]:
    """Standards in force that the clinic has never reported, so that nobody looks for them in vain."""
    words = edition.words
    return tuple(
        Link(
            edition.to(here, f"standards/{name}"), words.text(standard.title), "", words.lang(standard.title)
        )
        for name, standard in edition.written.standards.items()
        if name not in lines and standard.status == "approved" and not standard.measure.adds_up
    )
