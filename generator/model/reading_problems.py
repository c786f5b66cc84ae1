"""What can be wrong with a file before its meaning is looked at. The reading itself notices it.

Declared here and not where it is noticed, so that the catalogue of all checks is complete without
the rooms for reading and checking knowing one another.
"""

from __future__ import annotations

from generator.model.check_rule import explained
from generator.model.file_problems import FILE_NAME, IDLE, NEARLY_READ, NO_HANDBOOK, UNREAD
from generator.problem import Severity

SYNTAX = explained(
    "HB001",
    Severity.ERROR,
    """
    No valid YAML

    From the place named on, the file can't be told apart into keys and values, so nothing of it is
    used: guessing would publish numbers that nobody wrote.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails: answered the same day
        theme: responsiveness
        measure: {kind: proportion}

    Right:
        # data/standards/email-reply.yml
        title: "E-mails: answered the same day"
        theme: responsiveness
        measure: {kind: proportion}
    """,
)

TWICE = explained(
    "HB002",
    Severity.ERROR,
    """
    Something is said twice

    A key that stands twice in one place, or a file beside another that defines the same thing, may
    say two different things, and nobody could tell which one holds.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Los Cabos
        country: mx
        name: Clínica Los Cabos

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """,
)

UNKNOWN_KEY = explained(
    "HB003",
    Severity.ERROR,
    """
    A key that nothing reads

    Mostly a slip of the pen. Passing over it in silence would publish the page without what it
    was meant to say.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        county: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """,
)

KIND = explained(
    "HB004",
    Severity.ERROR,
    """
    A value of the wrong kind

    Behind each key one kind of value is expected: a text, a whole number, one of a few words, a
    list. The format page says which.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, better: up}

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, better: higher}
    """,
)

MISSING_KEY = explained(
    "HB005",
    Severity.ERROR,
    """
    A key that has to be there is missing

    A few keys have no sensible default: a clinic needs a name and a country, a standard a title, a
    theme and what it measures.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """,
)

UNREADABLE = explained(
    "HB006",
    Severity.ERROR,
    """
    A file that can't be read as text

    Files are UTF-8 text. In another encoding letters would come out wrong or, like the one shown
    below, be lost for good. The same code stands at files that are too large to be a handbook's,
    can't be opened, or are links that lead out of its folder.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Cl\N{REPLACEMENT CHARACTER}nica Los Cabos
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """,
)

ANCHOR = explained(
    "HB007",
    Severity.ERROR,
    """
    An anchor, alias or tag of YAML

    A value that begins with `&`, `*` or `!` has a special meaning in YAML. None is needed here, and
    a few lines of aliases can unfold to more than a computer holds, so they are refused. Mostly the
    sign was meant as text. An anchor that nothing refers to passes before a list, a mapping, a number or a
    text in quotes.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: !Los Cabos
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: "!Los Cabos"
        country: mx
    """,
)

EMPTY = explained(
    "HB008",
    Severity.ERROR,
    """
    An empty file

    The name of a file promises a clinic, a standard or values, but nothing is in it. It may have
    been saved halfway.

    Wrong:
        # data/clinics/ca-gaspe.yml

    Right:
        # data/clinics/ca-gaspe.yml
        name: Gaspé
        country: ca
    """,
)

TABLE = explained(
    "HB011",
    Severity.ERROR,
    """
    A table that can't be told apart into columns

    Values in CSV are separated by commas, have a point for decimals and one line for each value,
    and the first line names the columns.

    Wrong:
        # data/kpis/2025.csv
        clinic;standard;period;met;of
        mx-los-cabos;email-reply;2025-03;182;200

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        mx-los-cabos,email-reply,2025-03,182,200
    """,
)

OBSERVATION = explained(
    "HB012",
    Severity.ERROR,
    """
    A measured value that can't be read

    What one value holds depends on the kind of its standard; the format page has a table of them.
    A value that can't be read is left out; the others of its file stay.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 91%

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """,
)

NOTHING = explained(
    "HB025",
    Severity.WARNING,
    """
    A key with nothing behind it

    Somebody began to write it, or deleted what stood there. It counts as if it weren't there, which
    may not be what was meant: a standard whose `close_within:` is empty has none. An empty `publish_from:`
    alone counts: nothing of what it stands in is published until a day is written.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        city:

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        city: Los Cabos
    """,
)

SWALLOWED = explained(
    "HB026",
    Severity.WARNING,
    """
    A line that became part of the text above it

    In YAML a text without quotes goes on in the next line if that is indented farther. So an item of
    a list with one blank too many isn't an item any more: readers see it as words of the item above.

    Wrong:
        # data/roles/reception.yml
        title: Reception
        checklist:
          - Call lights answered
            - Board wiped

    Right:
        # data/roles/reception.yml
        title: Reception
        checklist:
          - Call lights answered
          - Board wiped
    """,
)

RULES = (
    SYNTAX,
    TWICE,
    UNKNOWN_KEY,
    KIND,
    MISSING_KEY,
    UNREADABLE,
    ANCHOR,
    EMPTY,
    FILE_NAME,
    NO_HANDBOOK,
    TABLE,
    OBSERVATION,
    UNREAD,
    NEARLY_READ,
    IDLE,
    NOTHING,
    SWALLOWED,
)
