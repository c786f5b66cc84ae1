"""What is looked at last, when everything is worked out and nothing is published yet.

Declared here so that the catalogue of all checks is complete without the rooms for checking and
measuring knowing one another.
"""

from __future__ import annotations

from generator.model.check_rule import explained
from generator.problem import Severity

DISCLOSED = explained(
    "HB401",
    Severity.ERROR,
    """
    A hidden value could be worked out

    Small counts of a sensitive standard are hidden, and with them whatever would give them away. When
    everything is worked out, all that would be published is gone through once more: if a hidden value
    stands somewhere all the same, or follows from what does (a total less its other parts, eleven
    months and a year, a rate and what it is out of), nothing is published and the former site stays.
    Mostly that is a mistake of the program, to be reported. One case is for editors to mend: where
    only counts below 2 are hidden, a hidden count can be nothing but 1.

    Wrong:
        # data/handbook.yml
        title: Handbook
        themes: {responsiveness: {title: Responsiveness}, waiting: {title: Waiting}}
        privacy: {hide_below: 2}
        # data/standards/serious-events.yml
        title: Serious events
        theme: responsiveness
        measure: {kind: count, better: lower}
        privacy: sensitive
        # data/kpis/ca-halifax.yml
        serious-events:
          2025-01: 1

    Right:
        # data/handbook.yml
        title: Handbook
        themes: {responsiveness: {title: Responsiveness}, waiting: {title: Waiting}}
        privacy: {hide_below: 8}
        # data/standards/serious-events.yml
        title: Serious events
        theme: responsiveness
        measure: {kind: count, better: lower}
        privacy: sensitive
        # data/kpis/ca-halifax.yml
        serious-events:
          2025-01: 1
    """,
)

EVERYTHING = ("handbook", "everything")
"""What it leaves out."""

RULES = (DISCLOSED,)
