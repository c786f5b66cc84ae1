"""How what a review is about is called: standards, clinics, fields, causes; and its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator.model.inputs import Standard, Text
from generator.model.period import Period
from generator.model.results import Verdict
from generator.model.standard_results import NETWORK
from generator.model.version_changes import Cause, Cell, How, Newest, Review
from generator.words.code_words import N_

if TYPE_CHECKING:
    from generator.words import Words

FIELDS: Mapping[str, str] = {
    "kind": N_("Kind"),
    "counts": N_("Counted"),
    "out_of": N_("Out of"),
    "clock": N_("Clock"),
    "asked": N_("Who was asked"),
    "source": N_("Source"),
    "stages": N_("Stages"),
    "better": N_("Better is"),
    "close_within": N_("Close means"),
    "judge_from": N_("Judged from"),
    "promise": N_("Promise"),
    "theme": N_("Theme"),
    "serves": N_("Whom it serves"),
    "roles": N_("Roles"),
    "owner": N_("Who answers for it"),
    "review": N_("Review"),
    "comparable": N_("Definition at {clinic}"),
}
"""Fields that readers know by a name of their own; others are shown as editors write them."""

CODES = (
    N_("higher"),
    N_("lower"),
    N_("neither"),
    N_("proportion"),
    N_("duration"),
    N_("rate"),
    N_("count"),
    N_("score"),
    N_("money"),
    N_("conversion"),
    N_("open"),
    N_("sensitive"),
    N_("same"),
    N_("variant"),
    N_("not the same"),
    N_("median"),
    N_("mean"),
)
JUDGED = frozenset({Verdict.MET, Verdict.CLOSE, Verdict.MISSED})
MOST_DECIMALS = 6
SPELT = {"not": "not the same"}
CODED = frozenset({"kind", "better", "privacy", "comparable", "statistic", "reported"})

CAUSES: Mapping[Cause, str] = {
    Cause.TARGET: N_("the target moved"),
    Cause.DATA: N_("the data changed"),
    Cause.BOTH: N_("the target and the data changed"),
    Cause.DEFINITION: N_("the definition changed"),
    Cause.STATUS: N_("its status changed"),
}

BECAME: Mapping[tuple[str, How], str] = {
    ("standard", How.ADDED): N_("new standard"),
    ("standard", How.REMOVED): N_("standard taken out"),
    ("standard", How.RETIRED): N_("standard retired"),
    ("standard", How.DRAFTED): N_("standard made a draft again"),
    ("standard", How.APPROVED): N_("standard approved"),
    ("standard", How.RENAMED): N_("standard renamed, from {before}"),
    ("standard", How.BROKEN): N_("standard left out because of a mistake"),
    ("standard", How.MENDED): N_("standard there again, its mistake mended"),
    ("clinic", How.BROKEN): N_("clinic left out because of a mistake"),
    ("clinic", How.MENDED): N_("clinic there again, its mistake mended"),
    ("country", How.BROKEN): N_("country left out because of a mistake"),
    ("country", How.MENDED): N_("country there again, its mistake mended"),
    ("clinic", How.ADDED): N_("new clinic"),
    ("clinic", How.REMOVED): N_("clinic taken out"),
    ("clinic", How.CLOSED): N_("clinic closed"),
    ("clinic", How.RENAMED): N_("clinic renamed, from {before}"),
    ("country", How.ADDED): N_("new country"),
    ("country", How.REMOVED): N_("country taken out"),
    ("country", How.RENAMED): N_("country renamed, from {before}"),
}


class Part(NamedTuple):
    """What stands in a cell of a table: plain text, and the page that it is about."""

    text: str
    page: str = ""
    """Address within a language, such as `standards/email-reply`; empty where there is no page."""
    lang: str = ""
    """The language that it is in, where that may be another one than the reader's."""


class Names:
    """Names and numbers of a review in one language."""

    def __init__(self, words: Words, review: Review) -> None:
        self.words, self._old, self._new = words, review.before, review.after
        self._sides = (review.after, review.before)

    def standard(self, name: str) -> Part:
        if not name:
            return Part(self.words("All standards"))
        return self._named(name, "standards", "standards", "title")

    def clinic(self, name: str) -> Part:
        return self._named(name, "clinics", "clinics", "name")

    def country(self, name: str) -> Part:
        return self._named(name, "countries", "countries", "name")

    def owner(self, name: str) -> Part:
        """A clinic, or a group of clinics."""
        if name == NETWORK:
            return Part(self.words("All clinics"))
        if any(name in side.clinics for side in self._sides):
            return self.clinic(name)
        if any(name in side.countries for side in self._sides):
            return self.country(name)
        return next((self.text(it.peers[name]) for it in self._sides if name in it.peers), Part(name))

    def scope(self, name: str | None) -> Part:
        return Part(self.words("everybody")) if name is None else self.owner(name)

    def thing(self, kind: str, name: str) -> Part:
        return {"standard": self.standard, "clinic": self.clinic, "country": self.country}[kind](name)

    def became(self, kind: str, how: How, before: Text | None) -> str:
        return self.words(BECAME[kind, how], before=f"“{self.words.text(before)}”" if before else "")

    def text(self, text: Text | None) -> Part:
        """What an editor wrote, on one line."""
        return Part(" ".join(self.words.text(text).split()) or "–", lang=self.words.lang(text))

    def field(self, name: str, clinic: str) -> str:
        if (known := FIELDS.get(name)) is None:
            return name
        return self.words(known, clinic=self.clinic(clinic).text) if clinic else self.words(known)

    def said(self, field: str, text: Text | None) -> Part:
        """What a field says; codes in words."""
        if text is not None and field in CODED:
            plain = self.words.text(text)
            return Part(self.words(SPELT.get(plain, plain)))
        return Part("–") if text is None else self.text(text)

    def cause(self, cause: Cause) -> str:
        return self.words(CAUSES[cause])

    def since(self, period: Period | None) -> str:
        return self.words("always") if period is None else self.words.period(period)

    # ------------------------------------------------------------ numbers

    def target(self, name: str, value: float | None, *, new: bool) -> str:
        return "–" if value is None else self.words.target(self._of(name, new=new), value)

    def pair(self, name: str, before: Cell, after: Cell) -> tuple[str, str]:
        """Two values, told apart: by more decimals, by their counts, or both."""
        standard, words = self._of(name, new=True), self.words
        for decimals in range(words.decimals(standard), MOST_DECIMALS + 1):
            write = words.format(standard, decimals)
            said = write(before.value), write(after.value)
            if said[0] != said[1]:
                break
        counts = [_counts(words, standard, cell) for cell in (before, after)]
        if counts[0] == counts[1]:
            return said
        return (
            words("{value} ({counts})", value=said[0], counts=counts[0]) if counts[0] else said[0],
            words("{value} ({counts})", value=said[1], counts=counts[1]) if counts[1] else said[1],
        )

    def newest(self, name: str, before: Newest, after: Newest) -> tuple[str, str]:
        """Both with their verdicts, "✕ missed: 92% in June 2026, target at least 95%", each told apart from
        its target and from the other: with as many decimals as that takes, the same for both."""
        old, new = self._of(name, new=False), self._of(name, new=True)
        decimals = max(self.words.decimals(old), self.words.decimals(new))
        while decimals < MOST_DECIMALS and self._alike(((old, before), (new, after)), decimals):
            decimals += 1
        return self._newest(old, before, decimals), self._newest(new, after, decimals)

    def _alike(self, sides: tuple[tuple[Standard, Newest], ...], decimals: int) -> bool:
        """Whether two numbers that differ would look the same."""
        seen: dict[str, float] = {}
        for standard, side in sides:
            write = self.words.format(standard, decimals)
            missed = side.verdict in (Verdict.CLOSE, Verdict.MISSED)
            if side.value is None:
                continue
            said = write(side.value)
            if missed and side.target is not None and said == write(side.target):
                return True
            if seen.setdefault(said, side.value) != side.value:
                return True
        return False

    def _newest(self, standard: Standard, side: Newest, decimals: int) -> str:
        words = self.words
        verdict, period = str(words.verdict(side.verdict)), words.period(side.period)
        if side.value is None:
            return words("{verdict}, {period}", verdict=verdict, period=period)
        if side.target is None or side.verdict not in JUDGED:
            value = words.format(standard, decimals)(side.value)
            return words("{verdict}: {value} in {period}", verdict=verdict, value=value, period=period)
        return words(
            "{verdict}: {value} in {period}, target {target}",
            verdict=verdict,
            value=words.format(standard, decimals)(side.value),
            period=period,
            target=words.target(standard, side.target),
        )

    def _of(self, name: str, *, new: bool) -> Standard:
        first, second = (self._new, self._old) if new else (self._old, self._new)
        return first.standards.get(name) or second.standards[name]

    def _named(self, name: str, things: str, folder: str, title: str) -> Part:
        for side in self._sides:
            if (thing := getattr(side, things).get(name)) is not None:
                page = f"{folder}/{name}" if side is self._new else ""
                return self.text(getattr(thing, title))._replace(page=page)
        return Part(name)


def _counts(words: Words, standard: Standard, cell: Cell) -> str:
    """What a value was made of; nothing where the value says it all."""
    if standard.measure.kind == "count" or cell.denominator is None:
        return ""
    if cell.numerator is None:
        return words("n = {n}", n=_number(words, cell.denominator))
    top, below = (_number(words, it) for it in (cell.numerator, cell.denominator))
    return words("{n} of {m}", n=top, m=below)


def _number(words: Words, number: float) -> str:
    return words.number(number, 0 if float(number).is_integer() else 2)
