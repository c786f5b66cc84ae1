"""What can be wrong with where files lie and what they are called, and with what they accept."""

from __future__ import annotations

from generator.model.check_rule import explained
from generator.problem import Severity

FILE_NAME = explained(
    "HB009",
    Severity.ERROR,
    """
    A file name that is no id

    The name of a file, without `.yml`, is the id by which everything else refers to it, and becomes
    the address of its page. It consists of lower-case letters, digits and hyphens.

    Wrong:
        # data/clinics/CA Gaspé.yml
        name: Gaspé
        country: ca

    Right:
        # data/clinics/ca-gaspe.yml
        name: Gaspé
        country: ca
    """,
)

NO_HANDBOOK = explained(
    "HB010",
    Severity.ERROR,
    """
    There is no handbook.yml

    It holds the title, the languages and the themes. Without it no standard has a theme.

    Wrong:
        # no data/handbook.yml

    Right:
        # data/handbook.yml
        title: Handbook of service standards
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
    """,
)

UNREAD = explained(
    "HB013",
    Severity.WARNING,
    """
    A file that nothing reads

    It lies in `data/`, but where or as what nothing looks for it. Nothing of it is in the handbook.
    Notes about the data are comments in the files, or stand outside of `data/`.

    Wrong:
        # data/notes.txt
        Ask Halifax for March.

    Right:
        # data/clinics/ca-halifax.yml
        # Ask Halifax for March.
        name: Halifax
        country: ca
    """,
)

NEARLY_READ = explained(
    "HB014",
    Severity.ERROR,
    """
    A file that would be read under another name

    Its ending or its folder is nearly one that is read: `.yml.txt` as some editors save it, `.YML`,
    `clinic/` in place of `clinics/`. As it is called, nothing of it is in the handbook.

    Wrong:
        # data/clinics/ca-gaspe.yml.txt
        name: Gaspé
        country: ca

    Right:
        # data/clinics/ca-gaspe.yml
        name: Gaspé
        country: ca
    """,
)

IDLE = explained(
    "HB015",
    Severity.WARNING,
    """
    An acceptance that accepts nothing

    `# accept HB231: the reason` lets one finding of that check stand: behind it in its line, or alone
    in the line above. In a table the same stands in a column `accept`. Where there is no such finding
    any more, the comment would hide the next one. Without a reason nothing is accepted.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, out_of: e-mails received}  # accept HB111: for the annual report
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, per: 1000 e-mails}  # accept HB111: for the annual report
        targets: [80%]
    """,
)
