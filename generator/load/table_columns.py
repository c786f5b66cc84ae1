"""The first line of a table: columns that can be used, and what to do about those that can't."""

from __future__ import annotations

import re

from generator.load import accepted_findings, csv_file, suggestions, table_embargoes
from generator.load.messages import listed
from generator.load.text_encoding import UnreadableText
from generator.model import lookalike_signs, reading_problems
from generator.model.observation import IDS, NAMES, OF_THE_ROW
from generator.problem import Place, Problem

_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august "
    "september october november december ene abr ago dic enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre janv févr avr juil août déc janvier février mars avril mai juin "
    "juillet septembre octobre novembre décembre"
)
_HEAD_OF_A_PERIOD = re.compile(
    rf"(?:19|20)\d\d(?:[-/. ]?(?:\d\d|[QHW]\d+))?|[QT][1-4](?:[ -/]?\d{{2,4}})?"
    rf"|(?:{_MONTHS.replace(' ', '|')})\.?(?:[ /-]?'?\d{{2,4}})?",
    re.IGNORECASE,
)


def checked(names: list[str], places: list[Place], file: str, stages: frozenset[str]) -> None:
    """Raises Unreadable for the first column that can't be used."""
    known = [*IDS, *sorted((NAMES | stages) - OF_THE_ROW), table_embargoes.COLUMN, accepted_findings.COLUMN]
    if not any(suggestions.word(name, IDS) for name in names):
        raise UnreadableText(_no_first_line(file))
    spread = [name for name in names if _HEAD_OF_A_PERIOD.fullmatch(name)]
    first: dict[str, Place] = {}
    for name, place in zip(names, places, strict=True):
        if name in first:
            raise UnreadableText(
                reading_problems.TWICE.problem(
                    place,
                    f"The column `{name}` stands here a second time.",
                    "Keep one of the two.",
                    also=(first[name],),
                )
            )
        first[name] = place
        if name in spread and len(spread) > 1:
            raise UnreadableText(_wide(spread, place))
        if name not in known and not name.startswith(csv_file.NAMELESS):
            alone = re.sub(r"[\s.]*(?:\(.*\)|\.\d+|#)$", "", name)
            close = suggestions.word(alone.lower().replace(" ", "-"), known)
            otherwise = f"Delete it, or rename it to one of {listed(known)}."
            if stages & set(names):
                otherwise += " If it is a stage of a conversion, add it to the `stages` of that standard."
            raise UnreadableText(
                reading_problems.UNKNOWN_KEY.problem(
                    place,
                    f"`{name}` is no column of measured values. {lookalike_signs.named(name)}".rstrip(),
                    f"Did you mean `{close}`?" if close else otherwise,
                )
            )
    absent = [name for name in IDS if name not in first]
    if absent == list(IDS):
        raise UnreadableText(_no_first_line(file))
    if absent:
        raise UnreadableText(
            reading_problems.TABLE.problem(
                Place(file),
                f"There is no column {listed(absent)}.",
                "Each line says whose value of what and when: `clinic,standard,period,...`.",
            )
        )


def _wide(spread: list[str], place: Place) -> Problem:
    """A table with a column for each month."""
    return reading_problems.TABLE.problem(
        place,
        f"Each period has a column of its own here, such as {listed(spread[:2])}; a row for each clinic, "
        "standard and period was expected.",
        "Put the periods below one another in a column `period`, or let `benchbook import` read the table.",
    )


def _no_first_line(file: str) -> Problem:
    return reading_problems.TABLE.problem(
        Place(file),
        "The first line doesn't name the columns.",
        "Let the file begin with a line like `clinic,standard,period,met,of`, and with nothing above it.",
    )
