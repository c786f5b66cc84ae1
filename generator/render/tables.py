"""Tables of values over time. They are half of what a handbook weighs, so they are strings put together
in one pass; a page of a thousand rows costs what Jinja needs for fifty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from generator.model.found import Series, Verdict
from generator.model.written import Standard
from generator.render.cells import Cells
from generator.words import Words

UNDECIDED = (Verdict.NOT_JUDGED, Verdict.NO_VALUE)


def table(caption: str, heads: Sequence[str], rows: Iterable[str], css: str = "") -> str:
    """A table that scrolls sideways on its own where the screen is narrow, reachable by keyboard.

    `caption` and `heads` are plain text; `rows` are finished markup.
    """
    label, columns = escape(caption), "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<div class="bb-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="bb-table{css and " " + css}"><caption>{label}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def over_time(cells: Cells, series: Series, standard: Standard, caption: str) -> str:
    """Every period of a series, newest first: value, counts, target, verdict, notes.

    A period in which the clinic wasn't open isn't a row. The column of notes is there when one is.
    """
    told = _Told(cells, series)
    return table(
        caption, _heads(cells.words, series, standard, bool(told.notes)), _rows(cells, series, standard, told)
    )


class _Told:
    """What stands in the column of notes, by position."""

    def __init__(self, cells: Cells, series: Series) -> None:
        self.notes: dict[int, str] = {}
        words = cells.words
        if any(series.rules):
            for at, rule in enumerate(series.rules):
                if rule:
                    self._add(at, escape(words("signal: {rule}", rule=cells.signals[rule])))
        for at, note in series.notes.items():
            self._add(at, words.marked(note))
        for at, quality in series.quality.items():
            self._add(at, escape(quality_said(words, quality)))
        for mark in series.marks:
            note = words.marked(mark.note)
            self._add(
                mark.position,
                words.html("{note} (new limits from here)", note=note) if mark.restart else note,
            )

    def _add(self, at: int, note: str) -> None:
        self.notes[at] = f"{self.notes[at]}; {note}" if at in self.notes else str(note)


def quality_said(words: Words, quality: str) -> str:
    """An editor's grade of a value's quality, in words."""
    match quality:
        case "robust":
            return words("data quality: robust")
        case "some concerns":
            return words("data quality: some concerns")
        case _:
            return words("data quality: significant concerns")


def counts_head(words: Words, standard: Standard) -> str:
    """What the column of counts holds; nothing where a kind has none beside its value."""
    match standard.measure.kind:
        case "count" | "money":
            return ""
        case "duration" | "score":
            return words("How many")
        case "rate":
            return words("Events/out of")
        case _:
            return words("Counted/out of")


def value_head(words: Words, standard: Standard) -> str:
    if standard.measure.kind == "rate" and (unit := words.unit(standard)):
        return words("Value {unit}", unit=unit)
    return words("Value")


def _heads(words: Words, series: Series, standard: Standard, noted: bool) -> list[str]:
    heads = [words("Period"), value_head(words, standard), counts_head(words, standard), words("Target")]
    heads += [words("Verdict"), words("Clinics") if series.members else "", words("Notes") if noted else ""]
    return [head for head in heads if head]


def _rows(cells: Cells, series: Series, standard: Standard, told: _Told) -> list[str]:
    """Hundreds of thousands of these are made, so what can be looked up once is."""
    write, count, judged = cells.words.in_column(standard), cells.counts, cells.verdicts
    heads, counted, notes = cells.heads(series.periods), bool(counts_head(cells.words, standard)), told.notes
    known, before = cells.lines.known, cells.lines.before
    targets = {None: "", **{at: write(at) for at in set(series.targets) if at is not None}}
    values, targeted, verdicts = series.values, series.targets, series.verdicts
    numerators, denominators, sources = series.numerators, series.denominators, series.sources
    rows = []
    for at in range(len(values) - 1, -1, -1):
        value, verdict, target = values[at], verdicts[at], targets[targeted[at]]
        if value is None:
            if verdict == Verdict.NO_VALUE and not series.expected[at] and at not in series.missing:
                continue
            written = ""
        else:
            written = write(value)
            if written == target and verdict in (2, 3):
                written = cells.words.beside(standard, value, targeted[at])
            if source := sources[at]:
                link = f"{before(source.file)}{source.line}"
                written = (
                    f'<a href="{link}">{written}</a>' if known else f'<span title="{link}">{written}</span>'
                )
        row = f"{heads[at]}<td>{written}</td>"
        if counted:
            row += f"<td>{count(numerators[at], denominators[at])}</td>"
        row += f"<td>{target}</td>{cells.judged(series, at, standard) if verdict in UNDECIDED else judged[verdict]}"
        if series.members:
            row += f"<td>{_members(cells.words, series.members[at])}</td>"
        if notes:
            row += f"<td>{notes.get(at, '')}</td>"
        rows.append(row + "</tr>")
    return rows


def _members(words: Words, members: tuple[int, int]) -> str:
    return words("{n} of {m}", n=members[0], m=members[1])
