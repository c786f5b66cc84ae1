"""A standard: what do we promise, and do we keep it?"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.inputs import Standard
from generator.model.page import SearchEntry
from generator.model.results import FilePlace
from generator.model.standard_results import NETWORK
from generator.render.context import RenderContext
from generator.render.explain import verdicts
from generator.render.pages import compare, page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import (
    clinic_map,
    clinics_dot_chart,
    conversion,
    funnel_plot,
    national_figures,
    newest_value,
    other_targets,
    spread_chart,
    stages_compared,
    standard_facts,
    standard_notes,
    summary_table,
    targets,
    value_tables,
    verdict_counts,
    yearly_totals,
)
from generator.render.parts.other_targets import OtherTargetsView
from generator.render.parts.standard_facts import Fact


@dataclass(frozen=True)
class StandardPage:
    """`standard.html`."""

    name: str
    title: Markup
    theme: Markup
    status: str
    sensitive: str
    promise: Markup
    targets: tuple[Fact, ...]
    lead: Markup
    met_by: str
    trend: Markup
    spread: Markup
    """All clinics over time."""
    flow: Markup
    """Of a conversion, its stages: all together, over time, clinic by clinic."""
    eyes: OtherTargetsView | None
    """The clinics by each country's targets."""
    clinics: Markup
    comparability: tuple[Markup, ...]
    map: Markup
    """The clinics where they are."""
    served: tuple[Fact, ...]
    why: Markup
    measured: tuple[Fact, ...]
    national: Markup
    years: Markup
    guidance: Markup
    references: tuple[Markup, ...]
    changes: tuple[Markup, ...]
    download: str
    compare: str
    feed: str
    line: Markup


def look(edition: RenderContext, name: str) -> PageMeta:
    words, standard = edition.words, edition.written.standards[name]
    title, promise = words.text(standard.title), words.text(standard.promise)
    place = edition.written_in("standard", name)
    text = " ".join(filter(None, (promise, words.text(standard.why), _lead(edition, name).striptags())))
    return PageMeta(
        title=title,
        description=promise or title,
        headings=page_meta.headings(outline(edition, name)),
        search=(SearchEntry("", title, text),),
        written_in=FilePlace(place.file, place.line),
    )


def outline(edition: RenderContext, name: str) -> list[tuple[str, str]]:
    """Anchors and titles of the sections that the page has."""
    words, standard = edition.words, edition.written.standards[name]
    has_clinics = name in edition.findings.clinics
    sections = (
        ("over-time", words("Over time"), _has_trend(edition, name) or _has_spread(edition, name)),
        ("stages", words("Stage by stage"), name in edition.findings.flows),
        ("clinics", words("Clinics"), has_clinics),
        ("map", words("Where they are"), clinic_map.there(edition, name)),
        ("measured", words("How it is measured"), True),
        ("why", words("Why it matters"), standard.why is not None),
        ("guidance", words("When we fall short"), standard.guidance is not None),
        ("national", words("Elsewhere"), _has_national(edition, name)),
        ("years", words("By year"), any(key[0] == name for key in edition.findings.years)),
        ("changes", words("What changed"), bool(standard_notes.changes(edition, name, f"standards/{name}"))),
        ("references", words("References"), bool(standard.references)),
    )
    return [(anchor, title) for anchor, title, there in sections if there]


def context(edition: RenderContext, name: str) -> StandardPage:
    words, here = edition.words, f"standards/{name}"
    standard, clinics = edition.written.standards[name], clinics_dot_chart.in_order(edition, name)
    caption = words("{standard}: newest value of each clinic", standard=words.text(standard.title))
    seen = other_targets.of_standard(edition, name)
    table = summary_table.of_clinics(edition, here, name, clinics, caption)
    table = f"{seen.switch}{table}" if seen and table else table
    return StandardPage(
        name=name,
        title=words.marked(standard.title),
        theme=words.marked(edition.theme(standard.theme)),
        status=_status(edition, standard),
        sensitive=_sensitive(edition, standard),
        promise=words.linked(standard.promise, edition.link(here)),
        targets=targets.listed(edition, name),
        lead=_lead(edition, name),
        met_by=met_by(edition, name),
        trend=_trend(edition, name),
        spread=spread_chart.of(edition, name),
        flow=conversion.of(edition, name, NETWORK) + stages_compared.by_clinic(edition, name, here),
        eyes=seen,
        clinics=clinics_dot_chart.of(edition, name, f"{funnel_plot.of(edition, name, here)}{table}"),
        comparability=standard_notes.comparability(edition, name, here),
        map=clinic_map.of(edition, name, here),
        served=tuple(standard_facts.served(edition, standard)),
        why=words.markdown(standard.why, edition.link(here)),
        measured=tuple(standard_facts.measured(edition, standard)),
        national=national_figures.beside(edition, name),
        years=yearly_totals.totals(edition, name, (NETWORK, *edition.site.by_country)),
        guidance=words.markdown(standard.guidance, edition.link(here)),
        references=tuple(
            standard_notes.reference(edition, reference, here) for reference in standard.references
        ),
        changes=standard_notes.changes(edition, name, here),
        download=edition.download(here, f"standards/{name}.csv"),
        compare="" if standard.status == "retired" else compare.link(edition, here, "standards", name),
        feed=edition.feed(here, f"standards/{name}.xml"),
        line=edition.line(edition.written_in("standard", name)),
    )


def _status(edition: RenderContext, standard: Standard) -> str:
    words = edition.words
    match standard.status:
        case "draft":
            return words(
                "This is a draft. It is shown so that people can comment on it, and it isn't judged."
            )
        case "retired":
            return words("This standard is retired. Its page and history stay; it is no longer judged.")
        case _:
            return ""


def _sensitive(edition: RenderContext, standard: Standard) -> str:
    if standard.privacy != "sensitive":
        return ""
    most = edition.written.settings.privacy.hide_below - 1
    return edition.words(
        "Small counts (1 to {most}) are hidden so that nobody can be recognised, and with them every total "
        "from which one could be worked out.",
        most=most,
    )


def _lead(edition: RenderContext, name: str) -> Markup:
    """The network's newest value with its verdict, and how it was added up."""
    words, standard = edition.words, edition.written.standards[name]
    newest = newest_value.of(edition.findings.groups.get(name), NETWORK)
    series = edition.findings.group(name, NETWORK)
    if newest is None or series is None:
        return _no_lead(edition, name)
    members, of = series.members[newest.at] if series.members else (0, 0)
    return words.html(
        "{value} in {period}, for {n} of {m} clinics together {verdict}",
        value=Markup("<strong>{}</strong>").format(edition.said(standard, newest)),
        period=words.period(newest.period),
        n=words.number(members),
        m=words.number(of),
        verdict=edition.badge(newest.verdict),
    )


def _no_lead(edition: RenderContext, name: str) -> Markup:
    words = edition.words
    if name not in edition.findings.clinics and name not in edition.findings.groups:
        return Markup("{}").format(words("No clinic has reported a value yet."))
    if name not in edition.findings.groups and edition.findings.clinics[name].panel.of_nobody.any():
        return Markup("{}").format(words("There is no value: nobody was there to be counted."))
    if name in edition.findings.groups:
        return Markup("{}").format(words("There is no value for all clinics together that can be shown."))
    return Markup("{}").format(words("Values of this kind can't be added up: each clinic stands for itself."))


def met_by(edition: RenderContext, name: str) -> str:
    """How many clinics meet it with their newest value."""
    if (finding := edition.findings.clinics.get(name)) is None:
        return ""
    met, judged = verdict_counts.of_clinics(finding)
    words, number = edition.words, int(judged.sum())
    if not number:
        return ""
    return words(
        "{met} of {judged} clinics that can be judged meet it with their newest value.",
        met=words.number(int(met.sum())),
        judged=words.number(number),
    )


def _trend(edition: RenderContext, name: str) -> Markup:
    series, standard = edition.findings.group(name, NETWORK), edition.written.standards[name]
    if series is None or series.last is None:
        return Markup("")
    caption = edition.words("{standard}: all clinics together", standard=edition.words.text(standard.title))
    table = value_tables.over_time(edition.cells, series, standard, caption)
    said = Markup(verdicts.verdicts(edition, series, standard))  # noqa: S704 - escaped there
    return said + edition.trend(series, standard, table, f"{name}-{NETWORK}")


def _has_trend(edition: RenderContext, name: str) -> bool:
    return newest_value.of(edition.findings.groups.get(name), NETWORK) is not None


def _has_spread(edition: RenderContext, name: str) -> bool:
    finding = edition.findings.clinics.get(name)
    return finding is not None and finding.spread is not None


def _has_national(edition: RenderContext, name: str) -> bool:
    return any(figures.standard == name for figures in edition.written.national.values())
