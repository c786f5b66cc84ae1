"""Rules of what a rate is out of: a number and a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.model.check_rule import Finding
from generator.problem import Severity

_PER = re.compile(r"(\d[\d ,.'’\u00a0\u202f]*)(.*)")
_AFTER_PER = re.compile(r"^(?:per|for every|every|each|a|an|one|thousand|mil|mille)\b\s*", re.IGNORECASE)
_GAPS = re.compile(r"[ ,'’\u00a0\u202f]|\.(?=.*\.)|\.$")
_POINTED = re.compile(r"[1-9]\d{0,2}(?:[.'’]\d{3})+\s*")
_THOUSANDS = re.compile(r"(?:k|e(\d+)|thousand|mil|mille)\b", re.IGNORECASE)
_NOUN = re.compile(r"[^\W\d_].*[^\W\d_]", re.IGNORECASE)


@rule("HB128", Severity.WARNING)
def bare_per(subject: RuleInput) -> Iterator[Finding]:
    """
    A rate per an unknown number, or of nobody knows what

    `per` is a number and what is counted: `1000 visits`. Without the number a rate is shown for one,
    mostly as 0.00; without the noun readers don't know what it is out of.

    Wrong:
        # data/standards/falls.yml
        title: Falls in the waiting room
        theme: waiting
        measure: {kind: rate, per: visits, better: lower}
        targets: [2]

    Right:
        # data/standards/falls.yml
        title: Falls in the waiting room
        theme: waiting
        measure: {kind: rate, per: 1000 visits, better: lower}
        targets: [2]
    """
    for name, standard in subject.written.standards.items():
        per = standard.measure.per
        if standard.measure.kind == "rate" and per and (reason := _bare(per.strip())):
            yield Finding(at_standard(name, "measure", "per"), *reason)


def _bare(per: str) -> tuple[str, str] | None:
    """What is wrong with what a rate is per, and what to do."""
    found = _PER.fullmatch(per)
    if not found:
        meant = _AFTER_PER.sub("", per).strip() or "visits"
        hint = f"Write `{meant}`." if _PER.fullmatch(meant) else f"Write for how many: `1000 {meant}`."
        return f"`per: {per}` doesn't begin with a number, so the rate is shown for one.", hint
    number, noun = found[1].strip(" ,."), found[2].strip()
    if not float(_GAPS.sub("", number) or 0):
        return f"`per: {per}` is per nothing.", "Write how many the rate is shown for: `1000 visits`."
    if _POINTED.fullmatch(number):
        digits = re.sub(r"\D", "", number)
        return f"`per: {per}` isn't read as thousands.", f"Did you mean `{digits} {noun}`?"
    if in_words := _THOUSANDS.match(noun):
        digits, noun = f"{number}{'0' * int(in_words[1] or 3)}", noun[in_words.end() :].strip()
        return f"`per: {per}` is read as per {number}.", f"Write the number in digits: `{digits} {noun}`."
    if not _NOUN.match(noun):
        return f"`per: {per}` doesn't say what is counted.", f"Write what it is out of: `{number} visits`."
    return None


RULES = (bare_per,)
