"""The scorecard: one line a standard, by theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.model.results import Series, Variation
from generator.model.standard_results import NETWORK, StandardResults
from generator.render.context import RenderContext
from generator.render.parts import newest_value, summary_table, verdict_counts
from generator.render.parts.newest_value import Latest
from generator.render.parts.verdict_counts import VerdictCounts


@dataclass(frozen=True)
class Line:
    """One standard of one clinic or country."""

    standard: str
    series: Series
    latest: Latest | None
    beside: str
    """The column that sets it beside others; markup."""


def by_theme(edition: RenderContext, lines: Mapping[str, Line]) -> dict[str, tuple[Line, ...]]:
    """Lines by theme, in reading order; themes without a line are left out."""
    themes = {
        theme: tuple(lines[name] for name in names if name in lines)
        for theme, names in edition.site.by_theme.items()
    }
    return {theme: found for theme, found in themes.items() if found}


def table(edition: RenderContext, lines: Mapping[str, Line], caption: str, beside: str) -> Markup:
    """Each name leads to its section on the page. `beside` is the head of that column."""
    words, groups = edition.words, []
    heads = summary_table.heads(edition, words("Standard"), words("Value"), (beside,))
    for theme, found in by_theme(edition, lines).items():
        title = words.marked(edition.theme(theme))
        groups.append(
            f'<tbody><tr class="bb-theme"><th colspan="{len(heads)}" scope="rowgroup">{title}</th></tr>'
            + "".join(_line(edition, line) for line in found)
            + "</tbody>"
        )
    label, columns = escape(caption), "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return Markup(  # noqa: S704 - escaped above
        f'<div class="bb-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="bb-table bb-rows bb-card"><caption>{label}</caption>'
        f"<thead><tr>{columns}</tr></thead>{''.join(groups)}</table></div>"
    )


def _line(edition: RenderContext, line: Line) -> str:
    standard = edition.written.standards[line.standard]
    title = f'<a href="#{escape(line.standard)}">{edition.words.marked(standard.title)}</a>'
    row = summary_table.Row(title, line.standard, line.series.clinic, line.latest, series=line.series)
    return summary_table.line(edition, row, (line.beside,))


def of_clinic(edition: RenderContext, clinic: str) -> dict[str, Line]:
    """The standards that the clinic has reported, beside all clinics' value."""
    findings, words, lines = edition.findings, edition.words, {}
    for name, standard in edition.written.standards.items():
        if not has_any(findings, name, clinic):
            continue
        series, network = findings.series(name, clinic), newest_value.of(findings.groups.get(name), NETWORK)
        if series is not None:
            # A clinic's count says nothing beside the sum of everybody's.
            alike = network is not None and standard.measure.kind != "count"
            beside = escape(words.value(standard, network.value)) if alike else ""
            lines[name] = Line(name, series, newest_value.of(findings.clinics.get(name), clinic), beside)
    return lines


def of_country(edition: RenderContext, country: str) -> dict[str, Line]:
    """The standards that add up there, beside how many of its clinics meet them."""
    findings, words, lines = edition.findings, edition.words, {}
    for name in edition.written.standards:
        series = findings.group(name, country)
        if series is None or series.last is None:
            continue
        met = meeting(edition, name, country)
        beside = escape(words("{n} of {m}", n=met.met, m=met.judged)) if met.judged else ""
        lines[name] = Line(name, series, newest_value.of(findings.groups.get(name), country), beside)
    return lines


def meeting(edition: RenderContext, standard: str, country: str) -> VerdictCounts:
    """How many of a country's clinics meet a standard with their newest value."""
    clinics = edition.tallies((standard,))
    return sum(
        (clinics.get(clinic, VerdictCounts()) for clinic in edition.site.by_country.get(country, ())),
        VerdictCounts(),
    )


def has_any(findings: StandardResults, standard: str, clinic: str) -> bool:
    """Whether a clinic has reported a standard: a value, or why there is none."""
    finding = findings.clinics.get(standard)
    return finding is not None and clinic in finding.index


def lead(edition: RenderContext, lines: Mapping[str, Line]) -> str:
    """ "9 of 14 standards met; 2 getting worse, 3 improving."."""
    words, newest = edition.words, [line.latest for line in lines.values() if _judged(line)]
    judged = [line.latest.verdict for line in lines.values() if _judged(line) and _still_so(edition, line)]
    met, changes = judged.count(verdict_counts.JUDGED[0]), [line.series.change for line in lines.values()]
    worse, better = changes.count(Variation.WORSENING), changes.count(Variation.IMPROVING)
    said = words.plural(
        "{met} of {judged} standard met with the newest value",
        "{met} of {judged} standards met with the newest values",
        len(judged),
        met=words.number(met),
        judged=words.number(len(judged)),
    )
    if not newest:
        said = words("No value has been judged yet")
    elif not judged:
        last = max((it.period for it in newest), key=lambda period: period.end)
        said = words("No value of the last year; the newest is of {period}", period=words.period(last))
    moves = [words.plural("{n} getting worse", "{n} getting worse", worse)] if worse else []
    moves += [words.plural("{n} improving", "{n} improving", better)] if better else []
    return words("{said}; {moves}.", said=said, moves=", ".join(moves)) if moves else f"{said}."


def _judged(line: Line) -> bool:
    return line.latest is not None and line.latest.verdict in verdict_counts.JUDGED


def _still_so(edition: RenderContext, line: Line) -> bool:
    """Whether the newest value is how the clinic does now."""
    newest = edition.findings.clinics[line.standard].panel.periods[-1]
    return line.latest is not None and line.latest.period.end >= newest.end - verdict_counts.TOO_OLD
