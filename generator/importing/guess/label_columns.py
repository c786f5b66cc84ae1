"""Columns of numbers that measure nothing: codes, telephone numbers, years, numbers of rows, grand totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from generator.importing.guess.column_kinds import Column

_LABEL = re.compile(
    r"\b(?:codes?|ids?|ident\w*|key|npi|ccn|ods|uprn|zip|post ?code|postal code|phone|tel|telephone|fax"
    r"|mobile|year|fy|lat|latitude|lon|long|lng|longitude|easting|northing|serial|c[oó]digo|clave|tel[eé]fono"
    r"|t[eé]l[eé]phone|ann[eé]e|a[nñ]o|cp|jahr|plz|telefon|nummer)(?: (?:no|nr|num|number|#)\.?)?$"
    r"|\b(?:provider|row|line|record|account|reference|ref|case|site|practice|clinic|facility|hospital|org"
    r"|organi[sz]ation|license|licence|registration|contract|sheet|order)s? (?:no|nr|num|number|index|#)\.?$"
    r"|^(?:no|nr|index|row|rownames|#)\.?$",
    re.I,
)
_GRAND = re.compile(r"\bgrand\b|\boverall\b|\bnational\b|\ball (?:sites|clinics|hospitals|providers)\b", re.I)
_UNNAMED = re.compile(r"unnamed.*|x|index|rows?.*|n[ro°º]?|#|col.*|seq.*|lines?.*|record.*", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

ENOUGH = 0.95
LONG, PHONE = 5, 7
"""Digits: as many as codes have, and as many as telephone numbers have."""

Values = np.ndarray


def spaced(name: str) -> str:
    """A heading in words: `GeoCode` is `Geo Code`, `org_code` is `org code`."""
    return re.sub(r"[\s_./-]+", " ", _CAMEL.sub(" ", name)).strip()


def is_label(column: Column, values: Values, clinics: Sequence[str]) -> bool:
    """Whether these numbers are names of something. `clinics` says whose row each is; empty where unknown."""
    if _LABEL.search(spaced(column.name)):
        return True
    numbers = values[~np.isnan(values)]
    if not len(numbers) or np.any((numbers != np.round(numbers)) | (numbers < 0)):
        return False
    if len(numbers) >= LONG and numbers[0] in {0, 1} and np.all(np.diff(numbers) == 1):
        return bool(_UNNAMED.fullmatch(spaced(column.name)))
    digits = {len(str(int(number))) for number in (numbers.min(), numbers.max())}
    if len(digits) > 1 or digits < {LONG} or min(digits) < LONG:
        return False
    return min(digits) >= PHONE or _one_each(values, clinics)


def _one_each(values: Values, clinics: Sequence[str]) -> bool:
    """Whether each clinic always has the same number, and no other clinic has it."""
    pairs = {(clinic, n) for clinic, n in zip(clinics, values, strict=True) if clinic and not np.isnan(n)}
    own = {clinic for clinic, _ in pairs}
    return 2 < len(own) == len(pairs) == len({number for _, number in pairs}) < len(values)


def is_grand_total(column: Column, values: Values, clinics: Sequence[str], periods: Sequence[str]) -> bool:
    """Whether it says the same for all clinics of a period, and another number in another period.

    Then it can't be any clinic's own.
    """
    if _GRAND.search(spaced(column.name)):
        return True
    said: dict[str, set[float]] = defaultdict(set)
    whose: dict[str, set[str]] = defaultdict(set)
    for clinic, period, number in zip(clinics, periods, values, strict=True):
        if not np.isnan(number):
            said[period].add(number)
            whose[period].add(clinic)
    several = [period for period in said if len(whose[period]) > 2]
    same = bool(several) and all(len(said[period]) == 1 for period in several)
    return same and (len(several) == 1 or len({number for period in several for number in said[period]}) > 1)
