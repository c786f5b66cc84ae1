"""A review in words: a table for each sort of change.

Terminal, pull request, page and feed all arrange the same tables. Plain text throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from generator.model.version_changes import Coverage, Review, Reworded
from generator.words.change_names import Names, Part

if TYPE_CHECKING:
    from generator.words import Words

Row = tuple[Part, ...]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class ChangeTable:
    """One sort of change."""

    anchor: str
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int
    """How many rows there would be, were all of them shown."""
    note: str = ""
    before: int | None = None
    """Column of what was before, where there is one; what is after stands in the next."""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def tables(words: Words, review: Review, most: int) -> tuple[ChangeTable, ...]:
    """Every sort of change that there is, each with up to `most` rows."""
    made = _Tables(words, Names(words, review), most)
    defined = tuple(it for it in review.reworded if it.defines)
    others = tuple(it for it in review.reworded if not it.defines)
    every = (
        made.definitions(defined),
        made.comings(review),
        made.targets(review),
        made.verdicts(review),
        made.earlier(review),
        made.restated(review),
        made.totals(review),
        made.coverage(review),
        made.withdrawn(review),
        made.signals(review),
        made.reworded(others),
        made.problems(review),
        made.mended(review),
    )
    return tuple(table for table in every if table.count)


@dataclass(frozen=True)
class _Tables:
    words: Words
    names: Names
    most: int

    def definitions(self, changes: Sequence[Reworded]) -> ChangeTable:
        words = self.words
        return self._table(
            "definitions",
            words("Definitions that changed"),
            (words("Standard"), words("What"), words("Before"), words("After")),
            changes,
            self._reworded,
            words("Where something else is measured now, values from before and after aren't compared."),
        )

    def comings(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        return self._table(
            "comings",
            words("Came, went or renamed"),
            (words("Name"), words("What happened")),
            review.comings,
            lambda it: (names.thing(it.kind, it.name), Part(names.became(it.kind, it.how, it.before))),
        )

    def targets(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        head = (words("Standard"), words("For"), words("From"), words("Before"), words("After"))
        return self._table(
            "targets",
            words("Targets that moved"),
            head,
            review.targets,
            lambda it: (
                names.standard(it.standard),
                names.scope(it.scope),
                Part(names.since(it.since)),
                Part(names.target(it.standard, it.before, new=False)),
                Part(names.target(it.standard, it.after, new=True)),
            ),
        )

    def verdicts(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        return self._table(
            "verdicts",
            words("Newest verdicts that changed"),
            (words("Standard"), words("Whose"), words("Before"), words("After"), words("Because")),
            review.verdicts,
            lambda it: (
                names.standard(it.standard),
                names.owner(it.owner),
                *map(Part, names.newest(it.standard, it.before, it.after)),
                Part(names.cause(it.cause)),
            ),
        )

    def earlier(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        return self._table(
            "earlier",
            words("Earlier verdicts that changed"),
            (words("Standard"), words("Verdicts"), words("Because")),
            review.earlier,
            lambda it: (
                names.standard(it.standard),
                Part(words.number(it.count)),
                Part(names.cause(it.cause)),
            ),
        )

    def restated(self, review: Review) -> ChangeTable:
        return self._values("restated", self.words("Values restated"), review.restated)

    def totals(self, review: Review) -> ChangeTable:
        return self._values("totals", self.words("Totals that changed with them"), review.totals)

    def coverage(self, review: Review) -> ChangeTable:
        words = self.words
        head = (
            words("Standard"),
            words("Added"),
            words("Of"),
            words("Withdrawn"),
            words("Hidden now"),
            words("No longer hidden"),
        )
        title = words("Values added, withdrawn or hidden")
        return self._table("coverage", title, head, review.coverage, self._coverage)

    def withdrawn(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        return self._table(
            "withdrawn",
            words("Values withdrawn"),
            (words("Standard"), words("Clinic"), words("Period")),
            review.withdrawn,
            lambda it: (
                names.standard(it.standard),
                names.clinic(it.clinic),
                Part(words.period(it.period)),
            ),
        )

    def signals(self, review: Review) -> ChangeTable:
        words, names = self.words, self.names
        return self._table(
            "signals",
            words("Signals of change"),
            (words("Standard"), words("Whose"), words("Before"), words("After")),
            review.signals,
            lambda it: (
                names.standard(it.standard),
                names.owner(it.owner),
                Part(str(words.change(it.before))),
                Part(str(words.change(it.after))),
            ),
        )

    def reworded(self, changes: Sequence[Reworded]) -> ChangeTable:
        words = self.words
        head = (words("Whose"), words("What"), words("Before"), words("After"))
        return self._table("texts", words("Texts and settings"), head, changes, self._reworded)

    def problems(self, review: Review) -> ChangeTable:
        return self._problems("problems", self.words("New problems"), review.problems)

    def mended(self, review: Review) -> ChangeTable:
        return self._problems("mended", self.words("Problems mended"), review.mended)

    # ------------------------------------------------------------ rows

    def _table(  # noqa: PLR0913, PLR0917 - what a table is made of, in its order
        self,
        anchor: str,
        title: str,
        head: tuple[str, ...],
        things: Sequence[Thing],
        row: Callable[[Thing], Row],
        note: str = "",
    ) -> ChangeTable:
        rows = tuple(row(it) for it in islice(things, self.most))
        before = self.words("Before")
        return ChangeTable(
            anchor, title, head, rows, len(things), note, head.index(before) if before in head else None
        )

    def _values(self, anchor: str, title: str, found: Sequence) -> ChangeTable:
        words, names = self.words, self.names
        head = (words("Standard"), words("Whose"), words("Period"), words("Before"), words("After"))
        return self._table(
            anchor,
            title,
            head,
            found,
            lambda it: (
                names.standard(it.standard),
                names.owner(it.owner),
                Part(words.period(it.period)),
                *map(Part, names.pair(it.standard, it.before, it.after)),
            ),
        )

    def _reworded(self, it: Reworded) -> Row:
        names = self.names
        return (
            names.clinic(it.clinic) if it.clinic and not it.standard else names.standard(it.standard),
            Part(names.field(it.field, it.clinic)),
            names.said(it.field, it.before),
            names.said(it.field, it.after),
        )

    def _coverage(self, it: Coverage) -> Row:
        words = self.words
        span = ""
        if it.first is not None and it.last is not None:
            first, last = words.period(it.first), words.period(it.last)
            span = first if first == last else words("{first} to {last}", first=first, last=last)
        numbers = (it.withdrawn, it.hidden, it.shown)
        return (
            self.names.standard(it.standard),
            Part(words.number(it.added)),
            Part(span or "–"),
            *(Part(words.number(n)) for n in numbers),
        )

    def _problems(self, anchor: str, title: str, found: Sequence) -> ChangeTable:
        words = self.words
        return self._table(
            anchor,
            title,
            (words("Place"), words("Check"), words("What")),
            found,
            lambda it: (Part(str(it.place)), Part(it.code), Part(it.message, lang="en")),
        )
