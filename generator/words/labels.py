"""Verdicts, changes and rules in words: a symbol, a word and the name of a colour, in that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.comparison_results import PeerComparison
from generator.model.inputs import Direction
from generator.model.period import Grain
from generator.model.results import Assurance, SpcRule, Variation, Verdict

if TYPE_CHECKING:
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Label:
    """What stands for a verdict or a change; `css` is the name that style sheets know it by."""

    symbol: str
    word: str
    css: str

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"


def verdict(words: Words, verdict: Verdict) -> Label:
    match verdict:
        case Verdict.MET:
            return Label("✓", words("met"), "met")
        case Verdict.CLOSE:
            return Label("≈", words("close"), "close")
        case Verdict.MISSED:
            return Label("✕", words("missed"), "missed")
        case Verdict.NOT_JUDGED:
            return Label("–", words("not judged"), "not-judged")
        case Verdict.NO_TARGET:
            return Label("○", words("no target"), "no-target")
        case Verdict.NO_VALUE:
            return Label("…", words("no value"), "no-value")
        case Verdict.HIDDEN:
            return Label("●", words("hidden (small count)"), "hidden")
        case Verdict.NOT_COMPARABLE:
            return Label("≠", words("not comparable"), "not-comparable")


def change(words: Words, change: Variation) -> Label:
    match change:
        case Variation.IMPROVING:
            return Label("↗", words("improving"), "improving")
        case Variation.WORSENING:
            return Label("↘", words("getting worse"), "worsening")
        case Variation.RISING:
            return Label("↑", words("rising"), "rising")
        case Variation.FALLING:
            return Label("↓", words("falling"), "falling")
        case Variation.STEADY:
            return Label("→", words("steady"), "steady")
        case Variation.NOT_RANDOM:
            return Label("~", words("perhaps changing"), "unusual")
        case Variation.TOO_FEW:
            return Label("·", words("too few values"), "too-few")


def standing(words: Words, standing: PeerComparison, better: Direction) -> Label:
    """Where a value lies beside its peers', in terms of better and worse where that is agreed."""
    match standing:
        case PeerComparison.WITHIN:
            return Label("◇", words("like its peers"), "alike")
        case PeerComparison.NO_VALUE:
            return verdict(words, Verdict.NO_VALUE)
        case PeerComparison.HIDDEN:
            return verdict(words, Verdict.HIDDEN)
        case _ if not standing.told:
            return Label("–", words("not compared"), "not-judged")
    high, far = standing > 0, abs(standing) > 1
    symbol = ("▲" if far else "△") if high else ("▼" if far else "▽")
    if better == "neither":
        css = "rising" if high else "falling"
        return Label(symbol, _neutral(words, high, far), css)
    good = high == (better == "higher")
    return Label(symbol, _sided(words, good, far), "better" if good else "worse")


def _neutral(words: Words, high: bool, far: bool) -> str:
    if far:
        return words("higher than its peers") if high else words("lower than its peers")
    return words("perhaps higher than its peers") if high else words("perhaps lower than its peers")


def _sided(words: Words, good: bool, far: bool) -> str:
    if far:
        return words("better than its peers") if good else words("worse than its peers")
    return words("perhaps better than its peers") if good else words("perhaps worse than its peers")


def assurance(words: Words, assurance: Assurance) -> str:
    match assurance:
        case Assurance.PASS:
            return words("As things run now, the target will be met nearly every time.")
        case Assurance.FAIL:
            return words("As things run now, the target will be missed nearly every time.")
        case Assurance.HIT_OR_MISS:
            return words("As things run now, the target will be met some times and missed others, by chance.")
        case Assurance.NONE:
            return ""


def span(words: Words, n: int, grain: Grain) -> str:
    plural = words.plural
    match grain:
        case Grain.DAY:
            return plural("{n} day", "{n} days", n)
        case Grain.WEEK:
            return plural("{n} week", "{n} weeks", n)
        case Grain.MONTH:
            return plural("{n} month", "{n} months", n)
        case Grain.QUARTER:
            return plural("{n} quarter", "{n} quarters", n)
        case Grain.HALF:
            return plural("{n} half-year", "{n} half-years", n)
        case _:
            return plural("{n} year", "{n} years", n)


def signal(words: Words, rule: SpcRule) -> str:
    match rule:
        case SpcRule.OUTSIDE:
            return words("outside the limits")
        case SpcRule.TREND:
            return words("trend")
        case SpcRule.TWO_OF_THREE:
            return words("two of three")
        case SpcRule.SHIFT:
            return words("shift")
        case SpcRule.NONE:
            return ""


def rule(words: Words, rule: SpcRule, direction: int, length: int, grain: Grain) -> str:
    high, time = direction > 0, span(words, length, grain)
    match rule:
        case SpcRule.OUTSIDE if length > 1:
            return (
                words("above its upper limit for {time} in a row (rule: outside the limits)", time=time)
                if high
                else words("below its lower limit for {time} in a row (rule: outside the limits)", time=time)
            )
        case SpcRule.OUTSIDE:
            return (
                words("above its upper limit (rule: outside the limits)")
                if high
                else words("below its lower limit (rule: outside the limits)")
            )
        case SpcRule.TREND:
            return (
                words("rising for {time} in a row (rule: trend)", time=time)
                if high
                else words("falling for {time} in a row (rule: trend)", time=time)
            )
        case SpcRule.TWO_OF_THREE:
            return (
                words("near its upper limit at least twice in three (rule: two of three)")
                if high
                else words("near its lower limit at least twice in three (rule: two of three)")
            )
        case SpcRule.SHIFT:
            return (
                words("above its mean for {time} in a row (rule: shift)", time=time)
                if high
                else words("below its mean for {time} in a row (rule: shift)", time=time)
            )
        case SpcRule.NONE:
            return words("within its limits")
