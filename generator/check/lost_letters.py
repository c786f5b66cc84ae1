"""Rules of letters that a text has lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import markdown_blocks, texts_with_links
from generator.check.markdown_links import MarkdownLink, Sort
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.problem import Severity

_GONE = re.compile("[^\\s\"'()<>]*\N{REPLACEMENT CHARACTER}[^\\s\"'()<>]*")
_ASKED = re.compile(r"(?<![\w/?&=.])[^\W\d_]*[^\W\d_]\?[a-zß-ÿ][^\W\d_]*(?:\?[a-zß-ÿ][^\W\d_]*)*(?![\w=(])")


@rule("HB357", Severity.WARNING)
def letter(subject: RuleInput) -> Iterator[Finding]:
    """
    A letter that was lost

    A question mark within a word stands where a letter with an accent was, before somebody saved the text
    in an encoding that doesn't have it. Which letter it was can't be known any more.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Cl?nica Los Cabos
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """
    for text in texts_with_links.every(subject):
        if "?" not in text.text and "\N{REPLACEMENT CHARACTER}" not in text.text:
            continue
        shown = markdown_blocks.without_raw(markdown_blocks.read(text.text).shown)
        told: set[int] = set()
        for pattern in (_GONE, _ASKED):
            for found in pattern.finditer(shown):
                line = shown.count("\n", 0, found.start())
                if line not in told:
                    told.add(line)
                    mark = MarkdownLink(Sort.BROKEN, found.start(), found[0])
                    yield Finding(
                        text.place(subject, mark),
                        f"`{found[0]}`: a letter was lost here, or a blank behind the question mark.",
                        "Write the word again, with its accent; and save the file as UTF-8.",
                    )


RULES = (letter,)
