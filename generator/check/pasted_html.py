"""Rules of texts that were pasted from a web page, with signs that only a browser understands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.problem import Severity

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|ul|ol|li|h[1-6]|sup|sub|font|small|table|tr|td|th)"
    r"(?:\s+[^<>]*)?/?>",
    re.IGNORECASE,
)


@rule("HB345", Severity.WARNING)
def of_a_web_page(subject: RuleInput) -> Iterator[Finding]:
    """
    Signs of a web page in a text

    `&amp;`, `&nbsp;` or `<br>` is how a web page writes a sign. Titles, names and other texts are shown as
    they stand, so readers would see those letters. Texts that may hold Markdown aren't meant.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Cabos &amp; Bay
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Cabos & Bay
        country: mx
    """
    for where, text, marked in subject.each_text:
        found = [] if marked else [*_entities(text), *(each[0] for each in _TAG.finditer(text))]
        if found:
            signs = ", ".join(f"`{each}`" for each in dict.fromkeys(found))
            plain = " ".join(html.unescape(_TAG.sub(" ", text)).replace("\u00a0", " ").split())
            where_ = subject.written.places.within(where, found[0])
            yield Finding(where_, f"{signs} would be shown as it stands.", f"Did you mean `{plain}`?")


def _entities(text: str) -> Iterator[str]:
    """Those that a browser knows: `&nbsp;`, not `R&D;`."""
    for found in _ENTITY.finditer(text):
        if html.unescape(found[0]) != found[0]:
            yield found[0]


RULES = (of_a_web_page,)
