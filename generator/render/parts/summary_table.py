"""Tables with one row a clinic, or one row a standard: the newest value, how it is judged, how it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.model.comparison_results import PeerComparison
from generator.model.inputs import Standard
from generator.model.results import Series, Verdict
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.parts import newest_value, other_targets, value_tables
from generator.render.parts.newest_value import Latest

MOST_SPARKS = 400
"""Rows of a table up to which each has its little picture. Of a thousand, the pictures would be half of
what a page weighs; each clinic's page has them, larger."""


@dataclass(frozen=True, slots=True)
class Row:
    """One series in a table of several. Only what the newest value needs is looked up: there are
    thousands of them on a page of a standard."""

    title: str
    """Markup."""
    standard: str
    owner: str
    """Clinic, country or network."""
    latest: Latest | None
    anchor: str = ""
    series: Series | None = None
    """Where it is at hand."""
    eyes: str = ""
    """Its verdicts by the targets of each country."""


def heads(
    edition: RenderContext, first: str, value_head: str, more: Sequence[str], *, sparks: bool = True
) -> list[str]:
    """Heads of the columns that `line` fills; what must be seen without scrolling comes first."""
    words = edition.words
    usual = [words("Verdict"), words("Target"), words("Change"), *([words("Over time")] if sparks else [])]
    return [first, value_head, *usual, *more]


def line(edition: RenderContext, row: Row, more: Sequence[str] = (), *, sparks: bool = True) -> str:
    """The row's markup; without `sparks` no picture of the series."""
    words, newest = edition.words, row.latest
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    seen = f' data-eyes="{row.eyes}"' if row.eyes else ""
    start = f'<tr{anchor}{seen}><th scope="row">{row.title}</th>'
    end = "".join(f"<td>{cell}</td>" for cell in more) + "</tr>"
    if newest is None:
        empty = "<td></td>" * (3 if sparks else 2)
        return f"{start}<td></td>{_without_value(edition, row)}{empty}{end}"
    standard = edition.written.standards[row.standard]
    target = "" if newest.target is None else escape(words.target(standard, newest.target))
    spark = f"<td>{edition.spark(row.standard, row.owner, row.series)}</td>" if sparks else ""
    return (
        f"{start}<td>{value(edition, row, newest, standard)}</td>{_judged(edition, newest, standard)}"
        f"<td>{target}</td>{edition.cells.changes[newest.change]}"
        f"{spark}{end}"
    )


def value(edition: RenderContext, row: Row, newest: Latest, standard: Standard) -> str:
    """The newest value with its line; with its period where that isn't the standard's newest."""
    words = edition.words
    source = edition.findings.source(row.standard, row.owner, newest.at)
    told = edition.cells.sourced(escape(edition.said(standard, newest)), source)
    return told if newest.current else f"{told} <small>{escape(words.period_short(newest.period))}</small>"


def of_clinics(edition: RenderContext, here: str, name: str, clinics: Sequence[str], caption: str) -> str:
    """The clinics of one standard by name, each leading to its own page. Empty where none has a value."""
    cells, words, standard = edition.cells, edition.words, edition.written.standards[name]
    finding, on_standard = edition.findings.clinics.get(name), here.startswith("standards/")
    counted, with_interval = value_tables.counts_head(words, standard), standard.measure.kind == "proportion"
    compared = finding is not None and finding.compared is not None and finding.compared.method.any()
    sparks = len(clinics) <= MOST_SPARKS
    ranked = compared and finding.compared.ranked > 0
    rows = []
    for clinic in clinics if finding else ():
        newest = newest_value.of(finding, clinic)
        seen = other_targets.codes(edition, name, clinic) if on_standard else ""
        row = Row(
            title(edition, here, name, clinic), name, clinic, newest, clinic if on_standard else "", eyes=seen
        )
        more = [cells.counts(newest.numerator, newest.denominator) if newest else ""] if counted else []
        more += [edition.interval(standard, newest)] if with_interval else []
        more += [_beside(edition, finding, standard, clinic)] if compared else []
        more += [_place(edition, finding, clinic)] if ranked else []
        rows.append(line(edition, row, more, sparks=sparks))
    more_heads = [counted, words("95% interval") if with_interval else ""]
    more_heads = [*filter(None, more_heads), *([words("Beside its peers")] if compared else [])]
    more_heads += [words("Place, 95% sure")] if ranked else []
    value_head = value_tables.value_head(words, standard)
    columns = heads(edition, words("Clinic"), value_head, more_heads, sparks=sparks)
    return value_tables.table(caption, columns, rows, "bb-rows") if rows else ""


def _beside(edition: RenderContext, finding: StandardResult, standard: Standard, clinic: str) -> str:
    """How the newest value compares; nothing where there is none."""
    compared, row = finding.compared, finding.index.get(clinic, -1)
    if compared is None or row < 0 or (at := int(compared.last[row])) < 0:
        return ""
    standing = PeerComparison(int(compared.standing[row, at]))
    said = edition.words.standing(standing, standard.measure.better)
    return f'<span class="bb-badge bb-{said.css}">{said.symbol} {escape(said.word)}</span>'


def _place(edition: RenderContext, finding: StandardResult, clinic: str) -> str:
    """The places it could have, never one alone; nothing where it isn't ranked."""
    compared, row = finding.compared, finding.index.get(clinic, -1)
    if compared is None or row < 0 or not compared.best[row]:
        return ""
    best, worst, of = int(compared.best[row]), int(compared.worst[row]), compared.ranked
    return escape(edition.words("{best} to {worst} of {of}", best=best, worst=worst, of=of))


def title(edition: RenderContext, here: str, standard: str, clinic: str) -> str:
    """A clinic's name that leads to its section on the standard."""
    link = escape(edition.to(here, f"clinics/{clinic}", standard))
    return f'<a href="{link}">{edition.words.marked(edition.clinic(clinic))}</a>'


def _judged(edition: RenderContext, newest: Latest, standard: Standard) -> str:
    if newest.verdict == Verdict.NOT_JUDGED:
        return edition.cells.too_few(newest.denominator, standard)
    if newest.verdict == Verdict.NO_TARGET:
        return edition.cells.unjudged(standard)
    return edition.cells.verdicts[newest.verdict]


def _without_value(edition: RenderContext, row: Row) -> str:
    """Why there is no value at all: each is hidden, or the last reason given."""
    series = row.series or edition.findings.series(row.standard, row.owner)
    if series is None:
        return edition.cells.verdicts[Verdict.NO_VALUE]
    if Verdict.HIDDEN in series.verdicts:
        return edition.cells.verdicts[Verdict.HIDDEN]
    return edition.cells.no_value(series, max(series.missing, default=len(series.periods) - 1))
