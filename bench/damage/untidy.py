"""Tables as spreadsheets hand them over: heads in other words, rows cut or shifted, signs nobody sees."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
TABLES = "data/kpis/*.csv"
SHARES, DURATIONS, SURVEYS = (f"data/kpis/us-{name}.csv" for name in ("shares", "durations", "surveys"))
ROW = r"us-[a-z-]+,[a-z-]+,20\d\d-\d\d,"
TABLE = "HB011"


def head(name: str, old: str, new: str, *words: str) -> None:
    """Note down another word in the first line."""

    @KINDS.kind(name)
    def _(book: Book, _: Random) -> Made | None:
        lines = book.lines(SHARES)
        names = lines[0].split(",")
        at = names.index(old)
        column = len(",".join(names[:at])) + 1 + bool(at)
        names[at] = new
        lines[0] = ",".join(names)
        codes = frozenset({"HB003", "HB002", TABLE})
        return book.joined(SHARES, lines), Blame(SHARES, 1, codes, words, column)


for old, others in (
    ("clinic", "site hospital clínica clinique"),
    ("standard", "kpi indicator indicador norme"),
    ("period", "month date mes période periodo quarter"),
    ("met", "numerator num"),
    ("of", "denominator total denominador"),
    ("note", "comment notes remarks nota"),
    ("missing", "reason"),
):
    for other in others.split():
        head(f"`{other}` for the head `{old}`", old, other, f"did you mean `{old}`")
head("an invisible sign in a head", "standard", "stan\u200bdard", "invisible", "`standard`")
head("a direction mark in a head", "period", "\u200eperiod", "invisible", "`period`")
head("a soft hyphen in a head", "met", "m\u00adet", "invisible", "`met`")
head("a unit in a head", "met", "met (n)", "did you mean `met`")
head("a head with a number behind it", "met", "met.1", "did you mean `met`")


def cell(name: str, at: int, new: str, codes: str, *words: str) -> None:
    """Note down another text in the cell `at`, counted from the clinic."""

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, rf"({ROW})", SHARES)
        cells = site.line.split(",")
        column = len(",".join(cells[:at])) + 1 + bool(at)
        old, cells[at] = cells[at], new.replace("{old}", cells[at])
        said = tuple(word.replace("{old}", old) for word in words)
        writes = book.with_line(site, ",".join(cells))
        return writes, Blame(site.file, site.number, frozenset(codes.split()), said, column)


cell("an invisible sign in a clinic's id", 0, "\u200b{old}", "HB202", "invisible", "`{old}`")
cell("a direction mark in a standard's id", 1, "{old}\u200f", "HB201", "invisible", "`{old}`")
cell("a byte-order mark in a cell", 1, "\ufeff{old}", "HB201", "byte order", "`{old}`")
cell("an invisible sign in a number", 3, "\u200b{old}", "HB012", "invisible", "`{old}`")
cell("wide digits in a table", 3, "２３", "HB012", "`23`")
cell("a formula in a cell", 3, "=A1+B1", "HB012", "digits")
cell("a quotation mark of inches", 3, "{old}″", "HB012", "quotation")
cell("a percentage in a table", 3, "91%", "HB012", "")
cell("two numbers in one cell", 3, "{old}/{old}", "HB012", "digits")
cell("a remark in a number's cell", 3, "{old} (est.)", "HB012", "`{old}`", "`note`")
cell("a clinic by its name", 0, "Tucson", "HB202", "`us-tucson`")
cell("a standard with a capital", 1, "Same-day-appointment", "HB201", "`same-day-appointment`")


def row(name: str, codes: str, *words: str, below: int = 0):  # type: ignore[no-untyped-def]
    """Note down what becomes of a row: the cells to write in its place."""

    def note(change) -> None:  # type: ignore[no-untyped-def]
        @KINDS.kind(name)
        def _(book: Book, dice: Random) -> Made | None:
            site = book.one(dice, rf"({ROW}\d+,\d+)", SHARES, where=lambda site: site.number > 4)
            lines = change(site.line.split(","))
            writes = book.with_line(site, *(",".join(cells) for cells in lines))
            return writes, Blame(site.file, site.number + below, frozenset(codes.split()), words)

    return note


row("a row shifted to the right", "HB011 HB012", "")(lambda cells: [["", *cells[:-1]]])
row("a row shifted to the left", TABLE, "moved")(lambda cells: [[*cells[1:], ""]])
row("a row cut in the middle", "HB012", "missing")(lambda cells: [cells[:4]])
row("a row cut after its clinic", TABLE, "empty")(lambda cells: [cells[:1]])
row("columns exchanged in a row", TABLE, "exchanged")(
    lambda cells: [[cells[0], cells[2], cells[1], *cells[3:]]]
)
row("a line of dashes", TABLE, "delete")(lambda cells: [["---"] * 3, cells])
row("a comment in a table", TABLE, "delete")(lambda cells: [["# checked by Ana"], cells])
row("a title between rows", TABLE, "delete")(lambda cells: [["Second quarter"], cells])
row("a grand total", TABLE, "totals", "delete")(lambda cells: [["Grand total", "", "", "999", "1200"], cells])
row("a mean under the rows", TABLE, "totals", "delete")(
    lambda cells: [["Average", "", "", "99", "120"], cells]
)
row("a total of a clinic", "HB210", "totals")(lambda cells: [[*cells[:2], "Total", *cells[3:]]])


@KINDS.kind("a line that names the separator")
def _(book: Book, _: Random) -> Made | None:
    lines = ["sep=,", *book.lines(SHARES)]
    return book.joined(SHARES, lines), Blame(SHARES, 1, frozenset({TABLE}), ("first line",))


@KINDS.kind("a table of semicolons that names its separator")
def _(book: Book, _: Random) -> Made | None:
    lines = ["sep=;", *(line.replace(",", ";") for line in book.lines(SHARES))]
    return book.joined(SHARES, lines), Blame(SHARES, 1, frozenset({TABLE}), ("semicolons",))


@KINDS.kind("a table in UTF-16")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(TABLES))
    raw = "\n".join(book.lines(file)).encode("utf-16")
    return {file: raw}, Blame(file, 1, frozenset({"HB006"}), ("UTF-16", "UTF-8"))


@KINDS.kind("two empty lines above a table")
def _(book: Book, _: Random) -> Made | None:
    lines = [",,,,,,,", "", *book.lines(SHARES)]
    return book.joined(SHARES, lines), Blame(SHARES, 1, frozenset({TABLE}), ("first line",))


@KINDS.kind("a column taken out of the rows alone")
def _(book: Book, _: Random) -> Made | None:
    lines = book.lines(SHARES)
    kept = [lines[0], *(",".join(line.split(",")[1:]) for line in lines[1:])]
    return book.joined(SHARES, kept), Blame(SHARES, 2, frozenset({TABLE}), ("moved",))
