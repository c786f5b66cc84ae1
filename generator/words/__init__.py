"""Every word, number and date that readers see, in one language at a time.

English is the message id; Spanish and French stand in `locale/`. Charts and pages share this room,
so that a sentence is written once and translated once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from markupsafe import Markup, escape

from generator.model.comparison_results import PeerComparison
from generator.model.inputs import Direction, Scalar, Standard, Text
from generator.model.period import Grain, Period
from generator.model.results import Assurance, SpcRule, Variation, Verdict
from generator.words import code_words, dates, editors_markdown, quantities
from generator.words import labels as sayings
from generator.words.catalogue import Catalogue, read
from generator.words.labels import Label
from generator.words.numbers import Numbers, locale_of

__all__ = ["Said", "Words", "catalogues"]


class Words:
    """One language of the handbook. Cheap to ask in hot loops: what it says twice it remembers."""

    def __init__(self, language: str, languages: Sequence[str] = ()) -> None:
        """`languages` are the handbook's; its first is what an editor's text falls back to."""
        self.language = language
        self.first = languages[0] if languages else language
        self._catalogue: Catalogue = read(language)
        self._numbers = Numbers(language)
        self._formats: dict[tuple[int, int | None], tuple[Standard, Callable[[float], str]]] = {}
        self._decimals: dict[int, tuple[Standard, int]] = {}
        self._targets: dict[int, tuple[Standard, dict[float, str]]] = {}
        self._units: dict[int, tuple[Standard, str]] = {}
        self._periods: dict[tuple[str, str], str] = {}
        self._verdicts = {int(verdict): sayings.verdict(self, verdict) for verdict in Verdict}
        self._changes = {change: sayings.change(self, change) for change in Variation}

    # ------------------------------------------------------------ messages

    def __call__(self, message: str, /, **values: object) -> str:
        """The message in this language, with `{name}` places filled in. Plain text, not escaped."""
        said = self._catalogue.one(message)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """The message for that many; `{n}` is the number in this language's format."""
        values.setdefault("n", self.number(n))
        return self._catalogue.many(one, many, n).format(**values)

    def html(self, message: str, /, **values: object) -> Markup:
        """As a call, for a page: the values are escaped unless they are markup already."""
        return editors_markdown.filled(self._catalogue.one(message), values)

    # ------------------------------------------------------------ what editors wrote

    def text(self, text: Text | None) -> str:
        """An editor's text in this language, else in the handbook's first. Plain, not escaped; of a link
        in it, its words."""
        return editors_markdown.without_links(editors_markdown.chosen(text, self.language, self.first)[0])

    def lang(self, text: Text | None) -> str:
        """The language that `text` comes in, where that isn't this one; else nothing."""
        said_in = editors_markdown.chosen(text, self.language, self.first)[1]
        return "" if said_in == self.language else said_in

    def marked(self, text: Text | None) -> Markup:
        """`text` escaped for a page, with its language where that isn't the page's."""
        return editors_markdown.marked(self.text(text), self.lang(text))

    def noun(self, written: str) -> Markup:
        """A word that editors write as it comes ("patient", "private"): in this language where the
        catalogue knows it, else as it stands with the language it is in."""
        return escape(self(written)) if written in code_words.KNOWN else self.marked(written)

    def english(self, message: str) -> Markup:
        """What our own checks say, which is English whatever the page's language."""
        return editors_markdown.marked(message, "" if self.language == "en" else "en")

    def linked(self, text: Text | None, link: editors_markdown.Link) -> Markup:
        """As `marked`, with the links that the editor wrote; `link` makes their addresses."""
        plain = editors_markdown.chosen(text, self.language, self.first)[0]
        return editors_markdown.linked(plain, self.lang(text), link)

    def markdown(self, text: Text | None, link: editors_markdown.Link = str) -> Markup:
        """An editor's Markdown as safe HTML, with its language where that isn't the page's; `link` makes
        the addresses of its links."""
        plain = editors_markdown.chosen(text, self.language, self.first)[0]
        return editors_markdown.markdown(plain, self.lang(text), link)

    # ------------------------------------------------------------ numbers and dates

    def number(self, value: float, decimals: int = 0) -> str:
        return self._numbers.fixed(decimals)(value)

    def percent(self, value: float, decimals: int = 0) -> str:
        """A fraction of 1 as a percentage."""
        return self._numbers.percent(decimals)(value)

    def value(self, standard: Standard, value: float | None) -> str:
        """A value in the unit of the standard: "91%", "12 min", "2.4 per 1000 visits", "30 USD"."""
        return "–" if value is None else self.format(standard)(value)

    def format(self, standard: Standard, decimals: int | None = None) -> Callable[[float], str]:
        """The function that writes a value of that standard; take it out of hot loops. With its own
        decimals it adds some to what would read as a target and isn't it."""
        key = (id(standard), decimals)
        if (known := self._formats.get(key)) is None:
            write = quantities.writer(self, self._numbers, standard, decimals)
            if decimals is None:
                usual = self.decimals(standard)
                write = quantities.apart(partial(self._plain, standard, usual), standard, usual)
            # A value stands in a chart and in the table below it.
            known = self._formats[key] = (standard, lru_cache(maxsize=4096)(write))
        return known[1]

    def in_column(self, standard: Standard, decimals: int | None = None) -> Callable[[float], str]:
        """As `format`, less the unit that the head of the column says: that of a rate."""
        if standard.measure.kind != "rate":
            return self.format(standard, decimals)
        if decimals is not None:
            return self._numbers.fixed(decimals)
        usual = self.decimals(standard)
        return quantities.apart(
            lambda places: self._numbers.fixed(usual if places is None else places), standard, usual
        )

    def _plain(self, standard: Standard, usual: int, decimals: int | None) -> Callable[[float], str]:
        return self.format(standard, usual if decimals is None else decimals)

    def beside(self, standard: Standard, value: float, target: float, *, in_column: bool = False) -> str:
        """A value with as many decimals as it takes to tell it from a target that it isn't."""
        writer_of = self.in_column if in_column else self.format
        return quantities.beside(writer_of, standard, self.decimals(standard), value, target)

    def decimals(self, standard: Standard) -> int:
        """Decimals that values of that standard are shown with."""
        if (known := self._decimals.get(id(standard))) is None:
            known = self._decimals[id(standard)] = (standard, quantities.decimals(standard))
        return known[1]

    def unit(self, standard: Standard) -> str:
        """What an axis or the head of a column says: "%", "min", "per 1000 visits", "USD", or nothing."""
        if (known := self._units.get(id(standard))) is None:
            known = self._units[id(standard)] = (standard, quantities.unit(self, standard))
        return known[1]

    def quantity(self, written: Scalar) -> str:
        """A quantity as an editor writes it ("43%", "12 min"), in this language's format."""
        return quantities.rewritten(self, self._numbers, written)

    def language_name(self, code: str) -> str:
        """Name of a language by its code; the code where nobody knows it."""
        return locale_of(self.language).languages.get(code, code)

    def territory(self, code: str) -> str:
        """Name of a country by its two-letter code; the code where nobody knows it."""
        return locale_of(self.language).territories.get(code.upper(), code)

    def target(self, standard: Standard, target: float) -> str:
        """ "at least 95%", "at most 20 min"."""
        known = self._targets.setdefault(id(standard), (standard, {}))[1]
        if (said := known.get(target)) is None:
            said = known[target] = quantities.target(self, standard, target)
        return said

    def period(self, period: Period) -> str:
        """ "June 2026", "2025 Q1", "week 5 of 2025"."""
        return self._period("full", period)

    def period_short(self, period: Period) -> str:
        """For axes and narrow columns: "Jun 26"."""
        return self._period("short", period)

    def _period(self, style: str, period: Period) -> str:
        key = (style, period.text)
        if (said := self._periods.get(key)) is None:
            said = dates.full(self, period) if style == "full" else dates.short(self, period)
            self._periods[key] = said
        return said

    def date(self, day: date) -> str:
        """ "June 1, 2026"."""
        return dates.day(self.language, day)

    # ------------------------------------------------------------ verdicts

    def verdict(self, verdict: Verdict | int) -> Label:
        return self._verdicts[int(verdict)]

    def change(self, change: Variation) -> Label:
        return self._changes[change]

    def standing(self, standing: PeerComparison, better: Direction) -> Label:
        """Where a value lies beside its peers': "▲ better than its peers"."""
        return sayings.standing(self, standing, better)

    def assurance(self, assurance: Assurance) -> str:
        """Where the target lies against the limits, in words; nothing where that can't be said."""
        return sayings.assurance(self, assurance)

    def signal(self, rule: SpcRule | int) -> str:
        """The name of a rule: "shift"."""
        return sayings.signal(self, SpcRule(rule))

    def rule(self, rule: SpcRule | int, direction: int, length: int, grain: Grain = Grain.MONTH) -> str:
        """Why in words: "above its mean for 8 months in a row (rule: shift)"."""
        return sayings.rule(self, SpcRule(rule), direction, length, grain)

    def span(self, length: int, grain: Grain) -> str:
        """ "8 months"."""
        return sayings.span(self, length, grain)


def catalogues(languages: Sequence[str]) -> Mapping[str, Words]:
    """The words of every language of a handbook, in its order."""
    return {language: Words(language, languages) for language in languages}
