"""What can be wrong with a text whatever it says: broken letters, marks of a merge, an end that is lost.

The reading notices it, because it shows in the file and no longer in what was read from it.
"""

from __future__ import annotations

from generator.model.check_rule import explained
from generator.problem import Severity

BROKEN_LETTERS = explained(
    "HB334",
    Severity.WARNING,
    """
    Letters that were broken by an encoding

    Text in UTF-8 was once opened as if it were in another encoding and saved like that, so that
    signs such as `Ã­` stand where one letter was. Readers would see them.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: ClÃ­nica Los Cabos
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """,
)

MERGE_MARK = explained(
    "HB335",
    Severity.WARNING,
    """
    A line of a merge within a text

    `=======` alone in a line is what a merge of two versions leaves between them. Both versions
    probably stand in the text, and readers would see the two. Where the line is meant to make the
    line above it a heading, write `## ` before the heading instead.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: |
          Look at the inbox every hour.
          =======
          Look at the inbox twice a day.

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: |
          Look at the inbox every hour.
    """,
)

CUT_SHORT = explained(
    "HB336",
    Severity.WARNING,
    """
    A text that a number sign cuts short

    In YAML a blank and `#` begin a comment, within a text too unless it stands in quotes. What follows is
    not in the handbook. A comment that is meant as one has a blank behind its `#`.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Los Cabos #2
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: "Los Cabos #2"
        country: mx
    """,
)

RULES = (BROKEN_LETTERS, MERGE_MARK, CUT_SHORT)
