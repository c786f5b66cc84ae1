"""Tables of values over time. They are half of what a handbook weighs, so they are strings put together
in one pass; a page of a thousand rows costs what Jinja needs for fifty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import escape as escaped

from generator.model.inputs import Standard
from generator.model.results import Series, Verdict
from generator.render.parts.table_cells import Cells
from generator.words import Words

UNDECIDED = frozenset(map(int, (Verdict.NOT_JUDGED, Verdict.NO_TARGET, Verdict.NO_VALUE)))
"""Verdicts whose cell says more than the word."""

MISSES = frozenset(map(int, (Verdict.CLOSE, Verdict.MISSED)))


def table(caption: str, heads: Sequence[str], rows: Iterable[str], css: str = "") -> str:
    """A table that scrolls sideways on its own where the screen is narrow, reachable by keyboard.

    `caption` and `heads` are plain text, or Markup as it is; `rows` are finished markup.
    """
    label, columns = escape(caption), "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
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
    """Rows that are shown, newest first. Hundreds of thousands are made: column by column is fastest."""
    counted, members, notes = bool(counts_head(cells.words, standard)), series.members, told.notes
    nothing = [""] * len(series.periods)
    columns = zip(
        cells.heads(series.periods),
        _values(cells, series, standard),
        _counts(cells, series) if counted else nothing,
        _judged(cells, series, standard),
        [f"<td>{_members(cells.words, pair)}</td>" for pair in members] if members else nothing,
        [f"<td>{notes.get(at, '')}</td>" for at in range(len(nothing))] if notes else nothing,
        strict=True,
    )
    rows = [
        f"{head}{value}{count}{verdict}{of}{note}</tr>" for head, value, count, verdict, of, note in columns
    ]
    gone = _not_open(series)
    return [row for at, row in enumerate(rows) if at not in gone][::-1] if gone else rows[::-1]


def _values(cells: Cells, series: Series, standard: Standard) -> list[str]:
    """Each value with its line, told apart from a target that it isn't."""
    write, starts, end = cells.words.in_column(standard), cells.starts, cells.end
    written = [None if value is None else write(value) for value in series.values]
    targets = {target: write(target) for target in set(series.targets) if target is not None}
    for at, verdict in enumerate(series.verdicts):
        if verdict in MISSES and written[at] == targets[target := series.targets[at]]:
            written[at] = cells.words.beside(standard, series.values[at], target, in_column=True)
    return [
        "<td></td>"
        if text is None
        else f'<td>{starts[source.file]}{source.line}">{text}{end}</td>'
        if source
        else f"<td>{text}</td>"
        for text, source in zip(written, series.sources, strict=True)
    ]


def _counts(cells: Cells, series: Series) -> list[str]:
    known, written = cells.known_counts, cells.counts
    return [
        f"<td>{known[counted]}/{known[of]}</td>"
        if counted is not None and of is not None
        else f"<td>{written(counted, of)}</td>"
        for counted, of in zip(series.numerators, series.denominators, strict=True)
    ]


def _judged(cells: Cells, series: Series, standard: Standard) -> list[str]:
    """Target and verdict of each period."""
    write, usual = cells.words.in_column(standard), cells.verdicts
    targets = {
        target: f"<td>{'' if target is None else write(target)}</td>" for target in set(series.targets)
    }
    return [
        targets[target] + (cells.judged(series, at, standard) if verdict in UNDECIDED else usual[verdict])
        for at, (target, verdict) in enumerate(zip(series.targets, series.verdicts, strict=True))
    ]


def _not_open(series: Series) -> set[int]:
    """Periods in which nothing was expected and nothing came."""
    if all(series.expected):
        return set()
    return {
        at
        for at, expected in enumerate(series.expected)
        if not expected and series.verdicts[at] == Verdict.NO_VALUE and at not in series.missing
    }


def _members(words: Words, members: tuple[int, int]) -> str:
    return words("{n} of {m}", n=members[0], m=members[1])
