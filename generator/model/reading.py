"""What can be wrong with a file before its meaning is looked at. The reading itself notices it."""

from __future__ import annotations

from generator.model.rule import Rule, explained
from generator.problem import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _todo(code: str, severity: Severity = _ERROR) -> Rule:
    return explained(code, severity, "Title.\nWhy.\n\nWrong:\n    a\n\nRight:\n    b\n")


SYNTAX = _todo("HB001")
TWICE = _todo("HB002")
UNKNOWN_KEY = _todo("HB003")
KIND = _todo("HB004")
MISSING_KEY = _todo("HB005")
ENCODING = _todo("HB006")
ANCHOR = _todo("HB007")
EMPTY = _todo("HB008")
TOO_LARGE = _todo("HB009")
OUTSIDE = _todo("HB010")
FILE_NAME = _todo("HB011")
NO_HANDBOOK = _todo("HB012")
TABLE = _todo("HB013")
UNREAD = _todo("HB014", _WARNING)
OBSERVATION = _todo("HB015")

RULES = (SYNTAX, TWICE, UNKNOWN_KEY, KIND, MISSING_KEY, ENCODING, ANCHOR, EMPTY, TOO_LARGE, OUTSIDE,
         FILE_NAME, NO_HANDBOOK, TABLE, UNREAD, OBSERVATION)  # fmt: skip
