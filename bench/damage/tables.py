"""Tables of values in CSV, as spreadsheets and hands leave them."""

from __future__ import annotations

import calendar
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site
from bench.damage.slips import any_slip, capital, capitals

KINDS = Kinds()
TABLES = "data/kpis/*.csv"
SHARES, DURATIONS, SURVEYS = (f"data/kpis/us-{name}.csv" for name in ("shares", "durations", "surveys"))
TABLE, READ, UNKNOWN = "HB011", "HB012", "HB003"
ROW = r"us-[a-z-]+,[a-z-]+,20\d\d-\d\d,"
MEANT = "did you mean `{old}`"

KINDS.slip("header misspelt", TABLES, r"clinic,(standard|period)", any_slip, UNKNOWN, MEANT)
KINDS.slip(
    "header of a number misspelt",
    TABLES,
    r"clinic,standard,period,(median|met|top)",
    any_slip,
    UNKNOWN,
    MEANT,
)
KINDS.slip("header with a capital", TABLES, r"(clinic),", capital, UNKNOWN, MEANT)
KINDS.slip("header in capitals", TABLES, r"clinic,standard,(period)", capitals, UNKNOWN, MEANT)
KINDS.slip(
    "header twice",
    SHARES,
    r"clinic,standard,period,met,(of)",
    lambda *_: "met",
    "HB002",
    "`met`",
    "second time",
)


def cell(  # noqa: PLR0913 - a row of a table
    name: str,
    at: int,
    files: str,
    new: str,
    codes: str,
    *words: str,
    old: str = r"\d+",
    kinds: Kinds = KINDS,
) -> None:
    """Note down a mistake in the cell `at` columns behind the period."""

    def make(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, rf"{ROW}{'[^,]*,' * at}({old})(?:,|$)", files)
        begin, end = site.found.span(1)
        column = book.lines(site.file)[0].split(",")[3 + at]
        changed = new.replace("{old}", site.part())
        writes = book.with_line(site, f"{site.line[:begin]}{changed}{site.line[end:]}")
        said = tuple(word.replace("{old}", site.part()) for word in words)
        return writes, Blame(site.file, site.number, frozenset(codes.split()), said, begin + 1, column)

    kinds.kind(name)(make)


cell("a letter in a number", 0, SHARES, "{old}x", READ, "digits")
cell("an error of a spreadsheet", 1, SHARES, "#DIV/0!", READ, "spreadsheet")
cell("no number at all", 1, SHARES, "n/a", READ, "`missing`")
cell("thousands with a comma in quotes", 1, SHARES, '"1,{old}"', READ, "`1{old}`", old=r"\d{3}")
cell("thousands with a blank in a table", 0, SHARES, "1 {old}", READ, "`1{old}`", old=r"\d{3}")
cell("decimal comma in a table", 0, DURATIONS, '"{old},5"', READ, "point", "`{old}.5 ")
cell("a negative number in a table", 0, SHARES, "-{old}", "HB221", "minus")
cell("more met than there were", 0, SHARES, "9{old}", "HB220", "more than")
cell("more in the top than answered", 0, SURVEYS, "9{old}", "HB220", "more than")
cell("unit within the cell and beside it", 0, DURATIONS, "{old} minuets", READ, "unit of time")
cell("an empty number", 1, SHARES, "", READ, "`of` is missing")


@KINDS.kind("an extra comma in a line")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"{ROW}(\d+)", TABLES)
    writes = book.with_line(site, f"{site.line},,")
    return writes, _of(site, TABLE, "cells", "columns")


@KINDS.kind("a decimal comma that makes a column more")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"{ROW}\d+()", TABLES)
    at = site.found.start(1)
    return book.with_line(site, f"{site.line[:at]},5{site.line[at:]}"), _of(site, TABLE, "cells", "decimals")


@KINDS.kind("a text with a comma without quotes")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"{ROW}\d+,\d+,$|{ROW}\d+,\d+,(),", SURVEYS, SHARES)
    at = site.found.start(1)
    writes = book.with_line(site, f"{site.line[:at]}Closed, flood{site.line[at:]}")
    return writes, _of(site, TABLE, "quotation marks")


@KINDS.kind("quotation marks in a line not closed")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"{ROW}(\d+)", TABLES, where=lambda site: site.number < 200)
    begin = site.found.start(1)
    return book.with_line(site, f'{site.line[:begin]}"{site.line[begin:]}'), _of(
        site, TABLE, "quotation mark"
    )


def _of(site: Site, code: str, *words: str) -> Blame:
    return Blame(site.file, site.number, frozenset(code.split()), words)


@KINDS.kind("a line twice in a table")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"({ROW})", TABLES)
    return book.with_line(site, site.line, site.line), Blame(
        site.file,
        site.number + 1,
        frozenset({"HB203"}),
        ("already", "keep one"),
        also=f"{site.file}:{site.number}",
    )


@KINDS.kind("columns separated by semicolons")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    return book.joined(file, (line.replace(",", ";") for line in book.lines(file))), Blame(
        file, 1, frozenset({TABLE}), ("semicolons", "commas")
    )


@KINDS.kind("columns separated by tabs")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    return book.joined(file, (line.replace(",", "\t") for line in book.lines(file))), Blame(
        file, 1, frozenset({TABLE}), ("tabs", "commas")
    )


@KINDS.kind("a column left out")
def _(book: Book, dice: Random) -> Made | None:
    file, at = dice.choice(book.names(TABLES)), dice.randrange(3)
    lines = [line.split(",") for line in book.lines(file)]
    name = lines[0][at]
    kept = (",".join(cells[:at] + cells[at + 1 :]) for cells in lines)
    return book.joined(file, kept), Blame(file, 1, frozenset({TABLE}), ("no column", f"`{name}`"))


@KINDS.kind("the first line left out")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    return book.joined(file, book.lines(file)[1:]), Blame(
        file, 1, frozenset({TABLE, UNKNOWN}), ("first line", "`clinic,standard,period")
    )


@KINDS.kind("the first line again in the middle")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"({ROW})", TABLES)
    first = book.lines(site.file)[0]
    return book.with_line(site, first, site.line), _of(site, TABLE, "first line", "again", "delete")


@KINDS.kind("a line of totals")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(SHARES, SURVEYS))
    lines = book.lines(file)
    width = lines[0].count(",") - 4
    lines[-1:] = [f"Total,,,12345,23456{',' * width}", ""]
    return book.joined(file, lines), Blame(file, len(lines) - 1, frozenset({TABLE}), ("total", "delete"))


@KINDS.kind("a footnote under the table")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    lines = book.lines(file)
    lines[-1:] = [dice.choice(("Source: booking system", "* provisional", "Printed on 3 July 2026")), ""]
    return book.joined(file, lines), Blame(file, len(lines) - 1, frozenset({TABLE}), ("empty", "delete"))


@KINDS.kind("a title above the table")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    lines = ["Values of our clinics", *book.lines(file)]
    return book.joined(file, lines), Blame(file, 1, frozenset({TABLE, UNKNOWN}), ("first line",))


@KINDS.kind("no clinic in a line")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(us-[a-z-]+),", TABLES)
    return book.with_line(site, site.line[site.found.end(1) :]), Blame(
        site.file, site.number, frozenset({TABLE}), ("`clinic` is empty",), 1, "clinic"
    )


@KINDS.kind("period of a spreadsheet")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"us-[a-z-]+,[a-z-]+,(20\d\d-\d\d),", TABLES)
    year, month = site.part().split("-")
    name = calendar.month_abbr[int(month)]
    changed = dice.choice((f"{name}-{year[2:]}", f"{name} {year}", f"{month}/{year}", f"{int(month)}/{year}"))
    begin, end = site.found.span(1)
    return book.with_line(site, f"{site.line[:begin]}{changed}{site.line[end:]}"), Blame(
        site.file, site.number, frozenset({"HB210"}), (f"did you mean `{site.part()}`",), begin + 1, "period"
    )


@KINDS.kind("a day for a month in a table")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"us-[a-z-]+,[a-z-]+,(20\d\d-\d\d),", TABLES)
    at = site.found.end(1)
    return book.with_line(site, f"{site.line[:at]}-01{site.line[at:]}"), Blame(
        site.file,
        site.number,
        frozenset({"HB211"}),
        ("monthly", "`2025-01`"),
        site.found.start(1) + 1,
        "period",
    )


@KINDS.kind("a note in Latin-1")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"{ROW}\d+,\d+()", SURVEYS)
    at = site.found.start(1)
    line = f"{site.line[:at]},Déplacé{site.line[at + 1 :]}"
    raw = book.with_line(site, line)[site.file] or b""
    return {site.file: raw.replace("é".encode(), b"\xe9")}, Blame(
        site.file, site.number, frozenset({"HB006"}), ("UTF-8", "é"), at + 3
    )


@KINDS.kind("merge conflict markers in a table")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, rf"({ROW})", TABLES)
    both = ["<<<<<<< HEAD", site.line, "=======", site.line, ">>>>>>> spring"]
    return book.with_line(site, *both), _of(site, "HB001 HB011", "merge", "<<<<<<<")


@KINDS.kind("a workbook called CSV", times=3)
def _(_: Book, dice: Random) -> Made | None:
    file = f"data/kpis/{dice.choice(('june', 'july', 'values'))}.csv"
    return {file: b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256))}, Blame(
        file, 1, frozenset({"HB006", TABLE}), ("workbook", "CSV")
    )


@KINDS.kind("a Parquet file that broke off", times=2)
def _(book: Book, dice: Random) -> Made | None:
    file = "data/kpis/phone-abandoned.parquet"
    if file not in book.files:
        return None
    return {file: book.files[file][: dice.randrange(10, 400)]}, Blame(
        file, 1, frozenset({TABLE}), ("Parquet",)
    )
