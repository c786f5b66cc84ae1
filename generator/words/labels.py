"""Verdicts, changes and rules in words: a symbol, a word and the name of a colour, in that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.comparison_results import Standing
from generator.model.inputs import Direction
from generator.model.period import Grain
from generator.model.results import Assurance, Change, Rule, Verdict

if TYPE_CHECKING:
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """What stands for a verdict or a change; `css` is the name that style sheets know it by."""

    symbol: str
    word: str
    css: str

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"


def verdict(words: Words, verdict: Verdict) -> Said:
    match verdict:
        case Verdict.MET:
            return Said("✓", words("met"), "met")
        case Verdict.CLOSE:
            return Said("≈", words("close"), "close")
        case Verdict.MISSED:
            return Said("✕", words("missed"), "missed")
        case Verdict.NOT_JUDGED:
            return Said("–", words("not judged"), "not-judged")
        case Verdict.NO_TARGET:
            return Said("○", words("no target"), "no-target")
        case Verdict.NO_VALUE:
            return Said("…", words("no value"), "no-value")
        case Verdict.HIDDEN:
            return Said("●", words("hidden (small count)"), "hidden")
        case Verdict.NOT_COMPARABLE:
            return Said("≠", words("not comparable"), "not-comparable")


def change(words: Words, change: Change) -> Said:
    match change:
        case Change.IMPROVING:
            return Said("↗", words("improving"), "improving")
        case Change.WORSENING:
            return Said("↘", words("getting worse"), "worsening")
        case Change.RISING:
            return Said("↑", words("rising"), "rising")
        case Change.FALLING:
            return Said("↓", words("falling"), "falling")
        case Change.STEADY:
            return Said("→", words("steady"), "steady")
        case Change.NOT_RANDOM:
            return Said("~", words("perhaps changing"), "unusual")
        case Change.TOO_FEW:
            return Said("·", words("too few values"), "too-few")


def standing(words: Words, standing: Standing, better: Direction) -> Said:
    """Where a value lies beside its peers', in terms of better and worse where that is agreed."""
    match standing:
        case Standing.WITHIN:
            return Said("◇", words("like its peers"), "alike")
        case Standing.NO_VALUE:
            return verdict(words, Verdict.NO_VALUE)
        case Standing.HIDDEN:
            return verdict(words, Verdict.HIDDEN)
        case _ if not standing.told:
            return Said("–", words("not compared"), "not-judged")
    high, far = standing > 0, abs(standing) > 1
    symbol = ("▲" if far else "△") if high else ("▼" if far else "▽")
    if better == "neither":
        css = "rising" if high else "falling"
        return Said(symbol, _neutral(words, high, far), css)
    good = high == (better == "higher")
    return Said(symbol, _sided(words, good, far), "better" if good else "worse")


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


def signal(words: Words, rule: Rule) -> str:
    match rule:
        case Rule.OUTSIDE:
            return words("outside the limits")
        case Rule.TREND:
            return words("trend")
        case Rule.TWO_OF_THREE:
            return words("two of three")
        case Rule.SHIFT:
            return words("shift")
        case Rule.NONE:
            return ""


def rule(words: Words, rule: Rule, direction: int, length: int, grain: Grain) -> str:
    high, time = direction > 0, span(words, length, grain)
    match rule:
        case Rule.OUTSIDE if length > 1:
            return (
                words("above its upper limit for {time} in a row (rule: outside the limits)", time=time)
                if high
                else words("below its lower limit for {time} in a row (rule: outside the limits)", time=time)
            )
        case Rule.OUTSIDE:
            return (
                words("above its upper limit (rule: outside the limits)")
                if high
                else words("below its lower limit (rule: outside the limits)")
            )
        case Rule.TREND:
            return (
                words("rising for {time} in a row (rule: trend)", time=time)
                if high
                else words("falling for {time} in a row (rule: trend)", time=time)
            )
        case Rule.TWO_OF_THREE:
            return (
                words("near its upper limit at least twice in three (rule: two of three)")
                if high
                else words("near its lower limit at least twice in three (rule: two of three)")
            )
        case Rule.SHIFT:
            return (
                words("above its mean for {time} in a row (rule: shift)", time=time)
                if high
                else words("below its mean for {time} in a row (rule: shift)", time=time)
            )
        case Rule.NONE:
            return words("within its limits")
