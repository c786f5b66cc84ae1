"""The standards of a drafted map: their titles, their ids, how often they come."""

from __future__ import annotations

import re
from pathlib import Path

from generator.importing import date_spellings
from generator.importing.draft.drafting import FileSummary, Sheet
from generator.importing.guess.column_kinds import grain
from generator.importing.guess.known_names import KnownNames
from generator.importing.guess.label_columns import spaced
from generator.importing.ids import slug
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


def titles(seen: FileSummary) -> dict[str, str]:
    """Titles by what says which standard it is: a cell, a sheet, or the one name of all."""
    first = seen.sheets[0]
    column, title = first.guess.standard, first.guess.title
    if column is not None:
        pairs = dict(zip(column.cells, title.cells, strict=True)) if title else {}
        numbered = any(text.isdecimal() for text in column.distinct)
        alone = {text: f"{spaced(column.name)} {text}" if numbered else text for text in column.distinct}
        return {text: pairs.get(text) or alone[text] for text in column.distinct}
    if seen.by_sheet == "standard":
        return {sheet.grid.sheet or "": sheet.title or sheet.grid.sheet or "" for sheet in seen.sheets}
    name = "" if seen.by_sheet else first.grid.sheet or ""
    name = Path(seen.file.removesuffix(".gz")).stem if _NUMBERED.fullmatch(name) else name
    return {name: (first.title if seen.by_sheet is None else "") or name}


def ids(seen: FileSummary, known: KnownNames) -> dict[str, str]:
    """Ids by what says which standard it is; those that the handbook has come first."""
    first = seen.sheets[0].guess
    said: dict[str, str] = {}
    made_of = {
        text: slug(title if first.title else text)[:LONGEST_ID].strip("-")
        for text, title in titles(seen).items()
    }
    numbered = first.standard is not None and any(made.isdecimal() for made in made_of.values())
    before = f"{slug(first.standard.name)}-" if numbered and first.standard is not None else ""
    for nth, (text, title) in enumerate(titles(seen).items(), 1):
        if there := known.find(text, title):
            said[text] = there
            continue
        made = f"{before}{made_of[text]}".strip("-") or f"standard-{nth}"
        taken = {*said.values(), *(name for ids in known.by_name.values() for name in ids)}
        said[text] = made if made not in taken else f"{made}-{nth}"
    return said


def reported(sheet: Sheet) -> str:
    """How often values come."""
    found = sheet.guess
    if found.as_:
        return REPORTED[Grain(found.as_)]
    if found.parts is not None:
        return REPORTED[Grain(found.parts.part)]
    if found.period is not None:
        odd = [text for text in found.period.distinct if not date_spellings.reads_as_period(text)]
        years = bool(odd) and all(map(year_in, odd)) and grain(found.period) is None
        return "yearly" if years else REPORTED[Grain(grain(found.period) or "month")]
    above = date_spellings.understood(sheet.at(sheet.period_at)) if sheet.period_at else None
    return REPORTED[above.grain] if above else "monthly"


def year_in(text: str) -> str | None:
    """The one year that a text speaks of, such as `17 May to 11 June 2023`."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return years.pop() if len(years) == 1 else None
