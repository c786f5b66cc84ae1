"""Tables with one row a clinic, or one row a standard: the newest value, how it is judged, how it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.model.found import Series, Verdict
from generator.model.written import Standard
from generator.render import latest, tables
from generator.render.cells import Cells
from generator.render.edition import Edition
from generator.render.latest import Latest


@dataclass(frozen=True, slots=True)
class Row:
    """One series in a table of several."""

    name: str
    """What the row is called; markup."""
    series: Series
    standard: Standard
    latest: Latest | None
    anchor: str = ""


def value(cells: Cells, row: Row) -> str:
    """The newest value with its line; with its period where that isn't the standard's newest."""
    words, newest = cells.words, row.latest
    if newest is None:
        return ""
    written = words.value(row.standard, newest.value)
    if newest.target is not None and newest.verdict in (Verdict.CLOSE, Verdict.MISSED):
        written = words.beside(row.standard, newest.value, newest.target)
    told = cells.sourced(written, row.series.sources[newest.at])
    return told if newest.current else f"{told} <small>{escape(words.period_short(newest.period))}</small>"


def judged(cells: Cells, row: Row) -> str:
    """The verdict's cell of the newest value; without one, why there is none."""
    if row.latest is not None:
        return cells.judged(row.series, row.latest.at, row.standard)
    if Verdict.HIDDEN in row.series.verdicts:
        return cells.verdicts[Verdict.HIDDEN]
    at = len(row.series.periods) - 1
    return cells.no_value(row.series, at) if at in row.series.missing else cells.verdicts[Verdict.NO_VALUE]


def line(edition: Edition, cells: Cells, row: Row, middle: Sequence[str] = ()) -> str:
    """The row's markup: name, value, `middle`, target, verdict, change, small chart."""
    newest, words = row.latest, cells.words
    target = "" if newest is None or newest.target is None else words.target(row.standard, newest.target)
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    between = "".join(f"<td>{cell}</td>" for cell in middle)
    return (
        f'<tr{anchor}><th scope="row">{row.name}</th><td>{value(cells, row)}</td>{between}'
        f"<td>{escape(target)}</td>{judged(cells, row)}{cells.changes[row.series.change]}"
        f"<td>{edition.spark(row.series, row.standard)}</td></tr>"
    )


def of_clinics(edition: Edition, here: str, name: str, clinics: Sequence[str], caption: str) -> str:
    """The clinics of one standard by name, each leading to its own page. Empty where none has a value."""
    cells, words, standard = edition.cells, edition.words, edition.written.standards[name]
    finding, on_standard = edition.findings.clinics.get(name), here.startswith("standards/")
    counted, with_interval = tables.counts_head(words, standard), standard.measure.kind == "proportion"
    rows = []
    for clinic in clinics:
        if (series := edition.findings.series(name, clinic)) is None:
            continue
        newest = latest.of(finding, clinic)
        link = escape(edition.to(here, f"clinics/{clinic}", name))
        title = f'<a href="{link}">{words.marked(edition.clinic(clinic))}</a>'
        row = Row(title, series, standard, newest, clinic if on_standard else "")
        middle = [cells.counts(newest.numerator, newest.denominator) if newest else ""] if counted else []
        middle += [edition.interval(standard, newest)] if with_interval else []
        rows.append(line(edition, cells, row, middle))
    heads = [words("Clinic"), tables.value_head(words, standard), *([counted] if counted else [])]
    heads += [words("95% interval")] if with_interval else []
    heads += [words("Target"), words("Verdict"), words("Change"), words("Over time")]
    return tables.table(caption, heads, rows) if rows else ""
