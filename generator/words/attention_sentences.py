"""What is said of a series that needs attention or is improving: one sentence, made from the reason.

Plain text; pages and feeds share it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from generator.model.attention import Attention, Because
from generator.model.inputs import Standard
from generator.model.results import SpcRule, Verdict

if TYPE_CHECKING:
    from generator.words import Words

Fill: TypeAlias = Callable[..., str]


def why(words: Words, standard: Standard, one: Attention) -> str:
    """The reason, with the rule that gave it: "above its mean for 8 months, since November 2025 (…)"."""
    time, since = words.span(one.length, one.since.grain), words.period(one.since)
    match one.because:
        case Because.CHANGE:
            return _rule(words, one, time, since)
        case Because.YEARS:
            return (
                words("rising for {time}, since {period} (rule: recent trend)", time=time, period=since)
                if one.direction > 0
                else words("falling for {time}, since {period} (rule: recent trend)", time=time, period=since)
            )
        case Because.PEERS:
            return _peers(words, standard, one, time, since)
        case Because.TARGET:
            return words(
                "short of its target for {time}, since {period}, and so it will stay as things run now "
                "(rule: target outside the limits)",
                time=time,
                period=since,
            )
        case _:
            return _years(words, standard, one, since)


def _rule(words: Words, one: Attention, time: str, since: str) -> str:
    high = one.direction > 0
    match one.rule:
        case SpcRule.SHIFT if high:
            return words("above its mean for {time}, since {period} (rule: shift)", time=time, period=since)
        case SpcRule.SHIFT:
            return words("below its mean for {time}, since {period} (rule: shift)", time=time, period=since)
        case SpcRule.TREND if high:
            return words("rising for {time}, since {period} (rule: trend)", time=time, period=since)
        case SpcRule.TREND:
            return words("falling for {time}, since {period} (rule: trend)", time=time, period=since)
        case SpcRule.OUTSIDE if one.length == 1:
            return (
                words("above its upper limit in {period} (rule: outside the limits)", period=since)
                if high
                else words("below its lower limit in {period} (rule: outside the limits)", period=since)
            )
        case SpcRule.OUTSIDE if high:
            return words(
                "above its upper limit for {time}, since {period} (rule: outside the limits)",
                time=time,
                period=since,
            )
        case SpcRule.OUTSIDE:
            return words(
                "below its lower limit for {time}, since {period} (rule: outside the limits)",
                time=time,
                period=since,
            )
        case _ if high:
            return words("near its upper limit at least twice in three (rule: two of three)")
        case _:
            return words("near its lower limit at least twice in three (rule: two of three)")


def _peers(words: Words, standard: Standard, one: Attention, time: str, since: str) -> str:
    return words(
        "worse than its peers, which together have {together}; on that side of them for {time}, "
        "since {period} (rule: funnel, 99.8%)",
        together=words.value(standard, one.pair[0] if one.pair else None),
        time=time,
        period=since,
    )


def _years(words: Words, standard: Standard, one: Attention, since: str) -> str:
    then, now = (words.value(standard, value) for value in one.pair or (None, None))
    if one.because is Because.BETTER_YEAR:
        return words(
            "better in its newest year ({now}) than in its first, from {period} on ({then}) "
            "(rule: two years, 99.8%)",
            now=now,
            then=then,
            period=since,
        )
    return words(
        "worse in its newest year ({now}) than in its first, from {period} on ({then}) "
        "(rule: two years, 99.8%)",
        now=now,
        then=then,
        period=since,
    )


def stands(words: Words, fill: Fill, standard: Standard, one: Attention, verdict: object) -> str:
    """The last value beside its target: "14 min in June 2026, target at most 12 min: ✕ missed".

    `fill` is `words` for plain text, or `words.html`; `verdict` is how the verdict is shown.
    """
    period = words.period(one.period or one.since)
    if one.target is None:
        return fill("{value} in {period}", value=words.value(standard, one.value), period=period)
    missed = one.verdict is not Verdict.MET
    value = words.beside(standard, one.value, one.target) if missed else words.value(standard, one.value)
    return fill(
        "{value} in {period}, target {target}: {verdict}",
        value=value,
        period=period,
        target=words.target(standard, one.target),
        verdict=verdict,
    )


def also(words: Words, one: Attention) -> str:
    """The other reasons that hold: "Also: worse than its peers."; nothing where there is none."""
    said = {
        Because.PEERS: words("worse than its peers"),
        Because.WORSE_YEAR: words("worse than in its first year"),
        Because.BETTER_YEAR: words("better than in its first year"),
        Because.TARGET: words("short of its target nearly every time, as things run now"),
    }
    told = "; ".join(said[because] for because in one.also if because in said)
    return words("Also: {what}.", what=told) if told else ""
