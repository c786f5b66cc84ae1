"""Rules of texts that are nested deeper than anybody can read: lists in lists, quotations in quotations."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.markdown_literals import MOST_LEVELS, too_deep
from generator.problem import Place

HINT = f"Write at most {MOST_LEVELS} levels. Until then the text is shown as it stands in the file."


@rule("HB016")
def nested_too_deep(subject: RuleInput) -> Iterator[Finding]:
    """
    A text that is nested too deep

    Lists in lists and quotations in quotations can't be read beyond a few levels, and a page of hundreds
    can't be made. Mostly a program wrote them. The text is shown as it stands in the file instead.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "> > > > > > > > > > > > > > > > > > > > > > > > > Answer before five."

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "> Answer before five."
    """
    for where, text, marked in subject.each_text:
        if marked and (at := too_deep(text)) is not None:
            yield Finding(
                where, f"This text is nested more than {MOST_LEVELS} levels deep.{_where(text, at)}", HINT
            )
    if by_hand := subject.written.by_hand:
        for file, text in by_hand.texts.items():
            if (at := too_deep(text)) is not None:
                line = text.count("\n", 0, at) + 1
                yield Finding(
                    Place(f"{by_hand.folder}/{file}", line, 1),
                    f"This page is nested more than {MOST_LEVELS} levels deep.",
                    HINT,
                )


def _where(text: str, at: int) -> str:
    """In which of its lines, where it has several."""
    line = text.count("\n", 0, at) + 1
    return f" It is in its line {line}." if line > 1 else ""


RULES = (nested_too_deep,)
