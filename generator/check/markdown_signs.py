"""Rules of Markdown that doesn't do what was meant: readers see its signs, or not what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import footnotes, html_tags, markdown_emphasis, markdown_tables, texts_with_links
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.problem import Severity


@rule("HB346", Severity.WARNING)
def seen_signs(subject: RuleInput) -> Iterator[Finding]:
    """
    Signs of Markdown that readers see

    `**` and a backtick have a second one in the same paragraph, with no blank between them and the words;
    else readers see them. A block of code that nobody closed takes all that follows along. Markdown works
    in `guidance`, `why`, `normal` and on hand-written pages; other texts are shown as they stand.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Look at the inbox **every hour. Nobody waits for the evening."

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Look at the inbox **every hour**. Nobody waits for the evening."
    """
    for text in texts_with_links.every(subject):
        found = (
            markdown_emphasis.unclosed(text.text, page=text.page)
            if text.whole
            else markdown_emphasis.not_read(text.text)
        )
        for mark in found:
            yield Finding(text.place(subject, mark), mark.message, mark.hint)


@rule("HB347", Severity.WARNING)
def tag(subject: RuleInput) -> Iterator[Finding]:
    """
    A tag of a web page that isn't shown as meant

    A tag that isn't closed holds all that follows, and what stands between `<` and `>` isn't seen where it
    looks like a tag. Texts of the data keep only simple ones such as `<br>` and `<sup>`. Told once a text.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Begin with: Dear <name>, thank you for writing."

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Begin with: `Dear <name>, thank you for writing.`"
    """
    for text in texts_with_links.every(subject):
        if text.whole:
            for mark in html_tags.marks(text.text, page=text.page):
                yield Finding(text.place(subject, mark), mark.message, mark.hint)


@rule("HB348", Severity.WARNING)
def table(subject: RuleInput) -> Iterator[Finding]:
    """
    A table that is none, or a row with other cells than its head

    A table begins behind an empty line with the names of its columns and a rule of hyphens below them.
    Cells that a row has beyond those of the head aren't shown.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: |
          | When | What |
          | Noon | Look at the inbox |

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: |
          | When | What |
          | --- | --- |
          | Noon | Look at the inbox |
    """
    for text in texts_with_links.every(subject):
        if text.whole:
            for mark in markdown_tables.broken(text.text):
                yield Finding(text.place(subject, mark), mark.message, mark.hint)


@rule("HB349", Severity.WARNING)
def footnote(subject: RuleInput) -> Iterator[Finding]:
    """
    A footnote that leads nowhere

    `[^1]` on a hand-written page needs a line `[^1]: the text`, and `footnotes` among the extensions in
    mkdocs.yml. Texts of the data have no footnotes.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Look at the inbox every hour.[^1]"

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: Look at the inbox every hour (on weekends every four).
    """
    for text in texts_with_links.every(subject):
        if text.whole:
            for mark in footnotes.broken(text.text, page=text.page):
                yield Finding(text.place(subject, mark), mark.message, mark.hint)


RULES = (seen_signs, tag, table, footnote)
