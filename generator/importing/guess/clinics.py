"""Which column says whose value a row is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.guess.column_kinds import Column
from generator.importing.guess.label_columns import spaced
from generator.model.quantity import SPELLINGS

CLINIC = re.compile(
    r"provider|clinic|cl[ií]nica|\bsite|hospital|practice|trust|organi[sz]ation|\borg\b|facility"
    r"|cent(?:re|er)\b"
    r"|\bunit\b|branch|location|unidad|sede|sucursal|centro|cabinet|[ée]tablissement|h[ôo]pital"
    r"|surgery|\bward\b"
    r"|department|\bteam\b|klinik|praxis|standort|filiale|krankenhaus|spital|einrichtung|zentrum|abteilung",
    re.I,
)
PLACE = re.compile(
    r"\bboard\b|\bhb\w?\b|\bgeo\b|\barea\b|region|district|county|\bstate\b|country|nation|province|territory"
    r"|\bcity\b|\btown\b|\bicb\b|\bccg\b|authority|municip|estado|pa[ií]s|regi[oó]n|pays|r[ée]gion"
    r"|kanton|bundesland|landkreis",
    re.I,
)
_OTHER = re.compile(
    r"multiplier|measure|status|\bsex\b|gender|\bage\b|series|\btype\b|category|special|\bunits\b"
    r"|remark|comment"
    r"|note|quality|setting|reason|band\b|indicator|metric|standard|method|source|kind|flag|\bqf\b|patient"
    r"|sexo|edad|sexe|[âa]ge|tipo|unidad de medida|geschlecht|alter\b|kennzahl|indikator|indicateur"
    r"|indicador",
    re.I,
)
CODE = re.compile(r"\bcodes?\b|\bids?\b|ident|\bkey\b|c[óo]digo|clave|\bods\b", re.I)


PART = re.compile(
    r"\bage\b|\bsex\b|gender|department|\bteam\b|doctor|physician|clinician|payer|payor|insur|ethnic"
    r"|\bshift\b"
    r"|weekday|\bday\b|funding|\bedad\b|\bsexo\b|departamento|[âa]ge\b|sexe|service\b|alter\b|altersgruppe"
    r"|geschlecht|abteilung",
    re.I,
)
"""What the patients of one clinic are told apart by: parts that are rather added up than standards."""

SHORT = 6
"""Letters that codes have at most, where no heading says that they are codes."""

_UNITS = frozenset({*SPELLINGS, "%", "percent", "percentage", "number", "count", "rate", "ratio", "units"})


def clinics(texts: Sequence[Column]) -> list[Column]:
    """Columns that could say whose a row is, likeliest first."""

    def rank(each: Column) -> tuple[int, int]:
        name = spaced(each.name)
        several = len(each.distinct) > 1
        other = _OTHER.search(name) and not (CLINIC.search(name) and CODE.search(name))
        likely_ = 3 if CLINIC.search(name) else 2 if PLACE.search(name) else 1
        called = 0 if other or is_unit(each) else likely_
        telling = 1 < len(each.distinct) < max(len(each.cells), 3)
        return called * (several or called == 3), (2 if called == 1 and telling else 0) or len(each.distinct)

    ranked = sorted(texts, key=lambda each: rank(each)[0], reverse=True)
    if not ranked:
        return []
    best = rank(ranked[0])[0]
    first = [each for each in ranked if rank(each)[0] == best]
    if best > 1:
        first.sort(key=lambda each: (-len(each.distinct), not is_code(each), not _named(each)))
    else:
        first.sort(key=lambda each: not 1 < len(each.distinct) < max(len(each.cells), 3))
    return [*first, *(each for each in ranked if each not in first)]


def is_unit(each: Column) -> bool:
    """Whether a column says nothing but units."""
    return bool(each.distinct) and all(text.casefold() in _UNITS for text in each.distinct)


def is_code(each: Column) -> bool:
    """Whether a column says codes, so that another may say the names."""
    short = all(len(text) <= SHORT and " " not in text for text in each.distinct)
    return bool(CODE.search(spaced(each.name))) or short


def _named(each: Column) -> bool:
    return any(" " in text for text in each.distinct)


def likely(each: Column) -> bool:
    """Whether a heading says that a column holds clinics or places."""
    name = spaced(each.name)
    return bool(CLINIC.search(name) or PLACE.search(name)) and not _OTHER.search(name)
