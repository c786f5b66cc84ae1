"""A review for programs: everything, with ids and numbers as they are reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum

import orjson

from generator.model.period import Period
from generator.model.results import Verdict
from generator.model.version_changes import Review
from generator.problem import Problem
from generator.versions.report.text import counts
from generator.words import Words

VERSION = 1
_HEAD = frozenset({"before", "after", "day", "since"})


def report(review: Review) -> str:
    """JSON, indented: `version`, `base`, `head`, `summary`, and a list for each sort of change.

    Values, targets and sizes are in the unit that the handbook reckons in: fractions of 1, minutes.
    """
    said = {
        "version": VERSION,
        "base": review.before.name,
        "head": review.after.name or None,
        "summary": counts(Words("en", ("en",)), review),
        **{it.name: _plain(getattr(review, it.name)) for it in fields(review) if it.name not in _HEAD},
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode()


def _plain(thing: object) -> object:
    """A value of a review as JSON knows it."""
    match thing:
        case Verdict():
            return thing.name.lower().replace("_", " ")
        case Enum():
            return thing.value
        case Period():
            return thing.text
        case date():
            return thing.isoformat()
        case Problem():
            return {
                "code": thing.code,
                "severity": thing.severity.value,
                "file": thing.place.file,
                "line": thing.place.line,
                "column": thing.place.column,
                "message": thing.message,
                "hint": thing.hint,
            }
        case Mapping():
            return {str(key): _plain(it) for key, it in thing.items()}
        case tuple() if hasattr(thing, "_asdict"):
            return {key: _plain(it) for key, it in thing._asdict().items()}
        case tuple() | list():
            return [_plain(it) for it in thing]
        case _ if hasattr(thing, "__dataclass_fields__"):
            return {it.name: _plain(getattr(thing, it.name)) for it in fields(thing)}
        case _:
            return thing
