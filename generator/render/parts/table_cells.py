"""The pieces that rows of tables are put together from, each made once and used thousands of times."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.model.inputs import Standard
from generator.model.observation import NOTHING_TO_DIVIDE_BY
from generator.model.period import Period
from generator.model.results import FilePlace, Series, Variation, Verdict
from generator.problem import Place
from generator.render.parts import icons
from generator.render.parts.links import Lines
from generator.words import Words

MOST_COUNTS = 100_000
"""Counts remembered; beyond this they are written anew."""


class _Counts(dict[float, str]):
    """Counts as text, by number: written when first asked for. With two decimals where it is no count."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._write = words.number

    def __missing__(self, number: float) -> str:
        written = self._write(number, 0 if number == int(number) else 2)
        if len(self) < MOST_COUNTS:
            self[number] = written
        return written


class _Starts(dict[str, str]):
    """By file, what stands before the line of a number that leads there."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, file: str) -> str:
        opening = '<a href="' if self._lines.known else '<span title="'
        started = self[file] = opening + self._lines.before(file)
        return started


class Cells:
    """Cells in one language. What they hold from editors is escaped here."""

    def __init__(self, words: Words, lines: Lines) -> None:
        self.words, self.lines = words, lines
        self.known_counts = _Counts(words)
        self.starts = _Starts(lines)
        self.end = "</a>" if lines.known else "</span>"
        self._rows: dict[int, tuple[Sequence[Period], list[str]]] = {}
        self.verdicts = {int(verdict): _verdict(words, verdict) for verdict in Verdict}
        self.signs = {int(verdict): _sign(words, verdict) for verdict in Verdict}
        self.changes = {change: _change(words, change) for change in Variation}
        self.signals = {code: words.signal(code) for code in range(1, 5)}

    def heads(self, periods: Sequence[Period]) -> list[str]:
        """By period, the beginning of its row. Panels share their periods, so these are few."""
        if (known := self._rows.get(id(periods))) is None:
            heads = [f'<tr><th scope="row">{escape(self.words.period(period))}</th>' for period in periods]
            known = self._rows[id(periods)] = (periods, heads)
        return known[1]

    def counts(self, numerator: float | None, denominator: float | None) -> str:
        """ "187/200", or what there is of it."""
        if denominator is None:
            return "" if numerator is None else self.known_counts[numerator]
        if numerator is None:
            return self.known_counts[denominator]
        return f"{self.known_counts[numerator]}/{self.known_counts[denominator]}"

    def sourced_at(self, written: str, place: Place) -> str:
        """As `sourced`, from a place; a place that nobody knows is the top of its file."""
        return self.sourced(written, FilePlace(place.file, place.line))

    def sourced(self, written: str, source: FilePlace | None) -> str:
        """A number that leads to its line; without a repository, one that names it."""
        if source is None:
            return written
        return f'{self.starts[source.file]}{source.line}">{written}{self.end}'

    def judged(self, series: Series, at: int, standard: Standard) -> str:
        """A verdict's cell, with what it needs to be understood."""
        code = series.verdicts[at]
        if code == Verdict.NO_VALUE:
            return self.no_value(series, at)
        if code == Verdict.NOT_JUDGED:
            return self.too_few(series.denominators[at], standard)
        return self.unjudged(standard) if code == Verdict.NO_TARGET else self.verdicts[code]

    def no_value(self, series: Series, at: int) -> str:
        """Why there is none, in brackets."""
        reason = series.missing.get(at)
        told = escape(self.words("no reason given")) if reason is None else self.reason(reason)
        return self._with(Verdict.NO_VALUE, told)

    def reason(self, reason: str) -> str:
        """A reason as an editor gave it, or as we gave it ourselves."""
        return (
            escape(self.words("out of none")) if reason == NOTHING_TO_DIVIDE_BY else self.words.marked(reason)
        )

    def unjudged(self, standard: Standard) -> str:
        """Why nothing is judged: there is no target, or the standard isn't in force."""
        usual = self.verdicts[Verdict.NO_TARGET]
        if standard.status == "approved":
            return usual
        word = self.words("draft") if standard.status == "draft" else self.words("retired")
        return usual.replace(escape(self.words.verdict(Verdict.NO_TARGET).word), escape(word))

    def too_few(self, denominator: float | None, standard: Standard) -> str:
        if denominator is None:
            return self.verdicts[Verdict.NOT_JUDGED]
        told = self.words(
            "{n} of {needed} needed", n=self.known_counts[denominator], needed=standard.judge_from
        )
        return self._with(Verdict.NOT_JUDGED, escape(told))

    def _with(self, verdict: Verdict, told: str) -> str:
        return f"{self.verdicts[verdict].removesuffix('</td>')} ({told})</td>"


def _sign(words: Words, verdict: Verdict) -> str:
    """Symbol and word, never on two lines."""
    said = words.verdict(verdict)
    return f"{said.symbol}\N{NO-BREAK SPACE}{escape(said.word)}"


def _verdict(words: Words, verdict: Verdict) -> str:
    said = words.verdict(verdict)
    return f'<td class="bb-{said.css}">{said.symbol} {escape(said.word)}</td>'


def _change(words: Words, change: Variation) -> str:
    said = words.change(change)
    return f'<td class="bb-{said.css}">{icons.change(change)} {escape(said.word)}</td>'
