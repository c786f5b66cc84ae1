"""The standards of a drafted map: their titles, their ids, how often they come."""

from __future__ import annotations

import re
from pathlib import Path

from generator.intake import dates
from generator.intake.drafting import Look, Sheet
from generator.intake.ids import slug
from generator.intake.kinds import grain
from generator.model.period import Grain

LONGEST_ID = 60

REPORTED = {
    Grain.DAY: "daily",
    Grain.WEEK: "weekly",
    Grain.MONTH: "monthly",
    Grain.QUARTER: "quarterly",
    Grain.HALF: "half-yearly",
    Grain.YEAR: "yearly",
    Grain.FINANCIAL_YEAR: "by financial year",
}

_NUMBERED = re.compile(r"(?i)(?:sheet|hoja|feuil) ?\d+|")


def titles(seen: Look) -> dict[str, str]:
    """Titles by what says which standard it is: a cell, a sheet, or the one name of all."""
    first = seen.sheets[0]
    column, title = first.guess.standard, first.guess.title
    if column is not None:
        pairs = dict(zip(column.cells, title.cells, strict=True)) if title else {}
        return {text: pairs.get(text) or text for text in column.distinct}
    if seen.by_sheet == "standard":
        return {sheet.grid.sheet or "": sheet.title or sheet.grid.sheet or "" for sheet in seen.sheets}
    name = "" if seen.by_sheet else first.grid.sheet or ""
    name = Path(seen.file.removesuffix(".gz")).stem if _NUMBERED.fullmatch(name) else name
    return {name: (first.title if seen.by_sheet is None else "") or name}


def ids(seen: Look) -> dict[str, str]:
    """Ids by what says which standard it is."""
    said: dict[str, str] = {}
    for nth, (text, title) in enumerate(titles(seen).items(), 1):
        made = (
            slug(title if seen.sheets[0].guess.title else text)[:LONGEST_ID].strip("-") or f"standard-{nth}"
        )
        said[text] = made if made not in said.values() else f"{made}-{nth}"
    return said


def reported(sheet: Sheet) -> str:
    """How often values come."""
    found = sheet.guess
    if found.as_:
        return REPORTED[Grain(found.as_)]
    if found.parts is not None:
        return REPORTED[Grain(found.parts.part)]
    if found.period is not None:
        return REPORTED[Grain(grain(found.period) or "month")]
    above = dates.understood(sheet.at(sheet.period_at)) if sheet.period_at else None
    return REPORTED[above.grain] if above else "monthly"
