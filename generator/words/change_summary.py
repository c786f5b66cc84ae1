"""A review in one line: how many of each sort of change there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.model.version_changes import Coverage, Review

if TYPE_CHECKING:
    from generator.words import Words


def summary(words: Words, review: Review) -> tuple[str, ...]:
    """What there is of each sort: "2 targets moved", "14 values restated". Nothing where nothing changed."""
    return (*_promised(words, review), *_measured(words, review), *_kept(words, review))


def _promised(words: Words, review: Review) -> Iterator[str]:
    """What was promised, and how it is judged."""
    plural = words.plural
    broken = len({(it.standard, it.clinic) for it in review.reworded if it.defines})
    if broken:
        yield plural("{n} definition changed", "{n} definitions changed", broken)
    if n := len(review.comings):
        yield plural(
            "{n} standard, clinic or country came, went or was renamed",
            "{n} standards, clinics or countries came, went or were renamed",
            n,
        )
    if n := len(review.targets):
        yield plural("{n} target moved", "{n} targets moved", n)


def _measured(words: Words, review: Review) -> Iterator[str]:
    """Verdicts and values."""
    plural = words.plural
    if n := len(review.verdicts):
        yield plural("{n} newest verdict changed", "{n} newest verdicts changed", n)
    if n := sum(it.count for it in review.earlier):
        yield plural("{n} earlier verdict changed", "{n} earlier verdicts changed", n)
    if n := len(review.restated):
        yield plural("{n} value restated", "{n} values restated", n)
    yield from _covered(words, review.coverage)
    if n := len(review.signals):
        yield plural("{n} signal of change came or went", "{n} signals of change came or went", n)


def _kept(words: Words, review: Review) -> Iterator[str]:
    """What else editors did."""
    plural = words.plural
    if n := sum(not it.defines for it in review.reworded):
        yield plural("{n} text or setting changed", "{n} texts or settings changed", n)
    if n := len(review.problems):
        yield plural("{n} new problem", "{n} new problems", n)
    if n := len(review.mended):
        yield plural("{n} problem mended", "{n} problems mended", n)


def _covered(words: Words, coverage: Sequence[Coverage]) -> Iterator[str]:
    plural = words.plural
    if n := sum(it.added for it in coverage):
        yield plural("{n} value added", "{n} values added", n)
    if n := sum(it.withdrawn for it in coverage):
        yield plural("{n} value withdrawn", "{n} values withdrawn", n)
    if n := sum(it.hidden for it in coverage):
        yield plural("{n} value hidden now", "{n} values hidden now", n)
    if n := sum(it.shown for it in coverage):
        yield plural("{n} value no longer hidden", "{n} values no longer hidden", n)
