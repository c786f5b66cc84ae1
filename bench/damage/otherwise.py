"""Periods, days and numbers in spellings that tables and habits come with."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
STANDARDS, CLINICS, VALUES = "data/standards/*.yml", "data/clinics/*.yml", "data/kpis/*.yml"
TABLES = "data/kpis/us-*.csv"
MONTH, CSV_MONTH = r"  (20\d\d-\d\d): ", r"us-[a-z-]+,[a-z-]+,(20\d\d-\d\d),"
MEANT = "did you mean `{old}`"
SPANISH = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
FRENCH = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def serial(old: str) -> str:
    return str((date(int(old[:4]), int(old[5:7]), 1) - date(1899, 12, 30)).days)


def other_digits(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in text)


def last_day(old: str) -> str:
    return str(calendar.monthrange(int(old[:4]), int(old[5:]))[1])


SPELLINGS: dict[str, Callable[[str], str]] = {
    "a serial day": serial,
    "a serial day with a point": lambda old: f"{serial(old)}.0",
    "a short month in Spanish": lambda old: f"{SPANISH[int(old[5:]) - 1]}-{old[2:4]}",
    "a short month in French": lambda old: f"{FRENCH[int(old[5:]) - 1]} {old[:4]}",
    "a Roman month": lambda old: f"{ROMAN[int(old[5:]) - 1]}/{old[:4]}",
    "a letter O in a period": lambda old: old.replace("0", "O", 1),
    "wide digits in a period": lambda old: other_digits(old, "０"),
    "Arabic digits in a period": lambda old: other_digits(old, "٠"),
    "a short year": lambda old: f"{old[5:]}/{old[2:4]}",
    "the last day of a month": lambda old: f"{last_day(old)}/{old[5:]}/{old[:4]}",
    "a day without hyphens": lambda old: f"{old.replace('-', '')}01",
    "midnight behind a period": lambda old: f"{old}-01 00:00:00",
    "an underscore in a period": lambda old: old.replace("-", "_"),
    "a hyphen behind a period": lambda old: f"{old}-",
    "a mark behind a period": lambda old: f"{old}*",
    "a remark behind a period": lambda old: f"{old} (provisional)",
    "a zero width space in a period": lambda old: old.replace("-", "\u200b-"),
    "a soft hyphen in a period": lambda old: old.replace("-", "-\u00ad"),
    "a direction mark before a period": lambda old: f"\u200e{old}",
    "a thin blank in a period": lambda old: old.replace("-", "-\u2009"),
    "a digit lost in a period": lambda old: old[0] + old[2:],
    "a digit twice in a period": lambda old: old[:3] + old[2:],
}


def _spelling(name: str, spell: Callable[[str], str]) -> None:
    def new(old: str, _: Random) -> str:
        return spell(old)

    KINDS.slip(f"{name} in YAML", VALUES, r"  (20\d\d-(?:0[1-9]|10)): ", new, "HB210", MEANT)
    KINDS.slip(f"{name} in a table", TABLES, CSV_MONTH, new, "HB210", MEANT, "`period`")


for kind, spelling in SPELLINGS.items():
    if "lost" not in kind and "twice" not in kind:
        _spelling(kind, spelling)


def _between(name: str, spell: Callable[[str], str], *words: str) -> None:
    """A slip after which only the lines above and below tell what was meant."""

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        def inside(site: object) -> bool:
            lines = book.lines(site.file)  # type: ignore[attr-defined]
            number = site.number  # type: ignore[attr-defined]
            return all(lines[at].startswith("  20") for at in (number - 2, number))

        site = book.one(dice, r"  (20\d\d-0[2-9]): ", VALUES, where=inside)
        begin, end = site.found.span(1)
        changed = spell(site.part())
        writes = book.with_line(site, f"{site.line[:begin]}{changed}{site.line[end:]}")
        said = tuple(word.replace("{old}", site.part()) for word in words)
        return writes, Blame(site.file, site.number, frozenset({"HB210"}), said, begin + 1)


for kind in ("a digit lost in a period", "a digit twice in a period"):
    _between(kind, SPELLINGS[kind], "`{old}`")
_between("month 13 among others", lambda old: f"{old[:4]}-13", "`{old}`", "-12`")
_between("month 00 among others", lambda old: f"{old[:4]}-00", "`{old}`", "-01`")
_between("a month without a year", lambda old: calendar.month_name[int(old[5:])], "`{old}`")
_between("quarter 5", lambda old: f"{old[:4]}-Q5", "-Q4`")
_between("week 54", lambda old: f"{old[:4]}-W54", "-W5")
_between("a financial year that skips one", lambda old: f"{old[:4]}/{int(old[2:4]) + 2}", "2024/25")
_between("a financial year with a hyphen", lambda old: f"{old[:4]}-{int(old[2:4]) + 1}", "2024/25")
_between("a financial year after FY", lambda old: f"FY{old[2:4]}", "2024/25")
_between("a sum among the periods", lambda _: "Total", "totals")
_between("several months at once", lambda old: f"{old} to {old[:4]}-12", "one period")

for key, pattern, files, code in (
    ("opened", r"opened: (20\d\d-\d\d)$", CLINICS, "HB303"),
    ("from", r"  - \{value: .*from: (20\d\d-\d\d)", STANDARDS, "HB103"),
    ("at", r"  - at: (20\d\d-\d\d)$", VALUES, "HB213"),
):
    KINDS.slip(
        f"{key}: a serial day", files, pattern, lambda old, _: serial(old), code, "spreadsheet", "{old}-01"
    )
    KINDS.slip(f"{key}: in Spanish", files, pattern, lambda old, _: f"ene-{old[2:4]}", code, "-01`")
    KINDS.slip(
        f"{key}: an invisible sign", files, pattern, lambda old, _: f"{old}\u2060", code, "invisible", MEANT
    )
KINDS.slip(
    "last review: a serial day",
    STANDARDS,
    r"review: \{.*last: (20\S+)\}",
    lambda old, _: serial(old),
    "HB116",
    "spreadsheet",
)
KINDS.slip(
    "embargo: a serial day",
    VALUES,
    r"publish_from: (\S+)$",
    lambda old, _: serial(old),
    "HB004",
    "spreadsheet",
)

PAIR = r"  20\d\d-\d\d: (\d+/\d+)$"
NUMBERS: dict[str, Callable[[str], str]] = {
    "wide digits in a value": lambda old: other_digits(old, "０"),
    "Arabic digits in a value": lambda old: other_digits(old, "٠"),
    "a zero width space in a value": lambda old: old.replace("/", "\u200b/"),
    "a direction mark before a value": lambda old: f"\u200f{old}",
    "a fraction slash": lambda old: old.replace("/", "\u2044"),
    "out of in words": lambda old: old.replace("/", " out of "),
    "of in Spanish": lambda old: old.replace("/", " de "),
    "a colon for the slash": lambda old: old.replace("/", ":"),
    "a vertical bar for the slash": lambda old: old.replace("/", "|"),
    "a share before both numbers": lambda old: f"91% ({old})",
    "a share behind both numbers": lambda old: f"{old} (91%)",
    "about": lambda old: f"~{old}",
}


def _number(name: str, spell: Callable[[str], str]) -> None:
    KINDS.slip(name, VALUES, PAIR, lambda old, _: spell(old), "HB012", MEANT)


for kind, spelling in NUMBERS.items():
    _number(kind, spelling)
