"""What makes a file no YAML, or other YAML than was meant."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site

KINDS = Kinds()
SYNTAX, ANCHOR, UNREADABLE = "HB001", "HB007", "HB006"
DEFINING = ("data/standards/*.yml", "data/clinics/*.yml", "data/countries/*.yml", "data/roles/*.yml")
VALUES = "data/kpis/*.yml"
STANDARDS = "data/standards/*.yml"

KINDS.slip(
    "colon without a blank",
    (*DEFINING, VALUES),
    r"[a-z_]+(: )\S",
    lambda *_: ":",
    SYNTAX,
    "blank",
    shift=None,
)
KINDS.slip(
    "equals sign for a colon",
    DEFINING,
    r"[a-z_]+(: )[a-z]",
    lambda *_: " = ",
    SYNTAX,
    "key: value",
    shift=None,
)
KINDS.slip(
    "tab for indentation", (STANDARDS, VALUES), r"( {2})[a-z0-9_-]+: \w", lambda *_: "\t", SYNTAX, "tab"
)
KINDS.slip("list item without a blank", STANDARDS, r"  (- )\{value", lambda *_: "-", SYNTAX, "blank after")
KINDS.slip(
    "bracket not closed", DEFINING, r"[a-z_]+: \[[^\]]+(\])$", lambda *_: "", SYNTAX, "`]`", shift=None
)
KINDS.slip("brace not closed", DEFINING, r"[a-z_]+: \{[^}]+(\})$", lambda *_: "", SYNTAX, "`}`", shift=None)
KINDS.slip(
    "brace of a value not closed", VALUES, r"  20\S+ \{[^}]+(\})$", lambda *_: "", SYNTAX, "`}`", shift=None
)
KINDS.slip(
    "colon in a text",
    DEFINING,
    r"(?:name|city|title|setting): [A-Za-zé]+( )",
    lambda *_: ": ",
    SYNTAX,
    "quotes",
)
KINDS.slip(
    "value that begins with @", DEFINING, r"(?:city|setting|name): ()\w", lambda *_: "@", SYNTAX, "quotes"
)
KINDS.slip(
    "value that begins with a backtick",
    DEFINING,
    r"(?:city|setting|name): ()\w",
    lambda *_: "`",
    SYNTAX,
    "quotes",
)
KINDS.slip("anchor", DEFINING, r"[a-z_]+: ()[a-zA-Z]", lambda *_: "&it ", ANCHOR, "&it", "anchor")
KINDS.slip(
    "alias", DEFINING, r"(?:city|setting|theme|country): (.+)$", lambda *_: "*it", ANCHOR, "*it", "alias"
)
KINDS.slip(
    "bold in Markdown at the beginning",
    "data/clinics/*.yml",
    r"(?:city|name): (.+)$",
    lambda old, _: f"**{old}**",
    f"{ANCHOR} {SYNTAX}",
    "quotes",
)
KINDS.slip("tag", DEFINING, r"[a-z_]+: ()[a-zA-Z\[]", lambda *_: "!!str ", ANCHOR, "!!str", "tag")
KINDS.slip(
    "comma lost in a list",
    STANDARDS,
    r"roles: \[([a-z-]+, [a-z-]+)",
    lambda old, _: old.replace(",", ""),
    "HB004",
    "comma",
    "{old}",
)


@KINDS.kind("comma lost in a mapping")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"review: \{every: \d+ \w+(, )last", STANDARDS)
    begin, end = site.found.span(1)
    writes = book.with_line(site, f"{site.line[:begin]} {site.line[end:]}")
    return writes, Blame(site.file, site.number, frozenset({SYNTAX}), ("comma",))


@KINDS.kind("one blank too many", times=8)
def _(book: Book, dice: Random) -> Made | None:
    site = _after_a_plain_line(book, dice)
    return book.with_line(site, f" {site.line}"), _shifted(site)


@KINDS.kind("one blank too few", times=8)
def _(book: Book, dice: Random) -> Made | None:
    site = _after_a_plain_line(book, dice)
    return book.with_line(site, site.line[1:]), _shifted(site)


def _after_a_plain_line(book: Book, dice: Random) -> Site:
    """A key below another key with a value of one line, in the same column."""

    def follows(site: Site) -> bool:
        above = book.lines(site.file)[site.number - 2]
        return (
            above.startswith("  ") and above[2] not in " -" and not above.rstrip().endswith((":", "|", ">"))
        )

    plain = r"  [a-z0-9_-]+: [^|>]"
    return book.one(dice, plain, STANDARDS, "data/handbook.yml", VALUES, where=follows)


def _shifted(site: Site) -> Blame:
    return Blame(site.file, site.number, frozenset({SYNTAX}), ("column",))


@KINDS.kind("quotation mark not closed")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(?:city|name|theme|setting|country): (\w.*)$", *DEFINING)
    column = site.found.start(1) + 1
    writes = book.with_line(site, f'{site.line[: column - 1]}"{site.part()}')
    return writes, Blame(site.file, site.number, frozenset({SYNTAX}), ("quotation mark", "close"), column)


@KINDS.kind("text after a closing quotation mark")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(?:city|name|setting): (\w+) (\w.*)$", *DEFINING)
    writes = book.with_line(site, f'{site.line[: site.found.start(1)]}"{site.part(1)}" {site.part(2)}')
    return writes, Blame(site.file, site.number, frozenset({SYNTAX}), ("quotes",))


@KINDS.kind("merge conflict markers", times=8)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"( *[a-z0-9_-]+: .*\w.*)$", *DEFINING, VALUES, "data/national/*.yml")
    both = ["<<<<<<< HEAD", site.line, "=======", f"{site.line} again", ">>>>>>> spring"]
    return book.with_line(site, *both), Blame(
        site.file, site.number, frozenset({SYNTAX}), ("merge", "<<<<<<<"), 1
    )


@KINDS.kind("a second document")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"([a-z_]+:) ", *DEFINING, VALUES, where=lambda site: site.number > 1)
    return book.with_line(site, "---", site.line), Blame(
        site.file, site.number, frozenset({SYNTAX}), ("---", "document")
    )


@KINDS.kind("a list at the top of the file")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/clinics/*.yml", "data/roles/*.yml"))
    lines = [line if not line.strip() else f"  {line}" for line in book.lines(file)]
    first = next(i for i, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    lines[first] = f"- {lines[first].strip()}"
    return book.joined(file, lines), Blame(file, first + 1, frozenset({"HB004"}), ("list", "`-`"))


@KINDS.kind("cut off in the middle")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r" *[a-z0-9-]+: \{[a-z0-9]+: ?[^}]{2,}?()", *DEFINING, VALUES)
    kept = [*book.lines(site.file)[: site.number - 1], site.line[: site.found.end()]]
    return book.joined(site.file, kept), Blame(
        site.file, site.number, frozenset({SYNTAX}), ("not closed", "`}`")
    )


def _byte(raw: bytes, line: int, column: int, old: str, new: bytes) -> bytes:
    """The file with other bytes in place of the text `old` that stands there."""
    lines = raw.split(b"\n")
    text = lines[line - 1].decode()
    before, after = text[: column - 1], text[column - 1 + len(old) :]
    lines[line - 1] = before.encode() + new + after.encode()
    return b"\n".join(lines)


def _letter(book: Book, dice: Random, pattern: str, new: bytes, *words: str) -> Made:
    site = book.one(dice, pattern, *DEFINING, VALUES)
    column = site.found.start(1) + 1
    raw = _byte(book.files[site.file], site.number, column, site.part(), new)
    return {site.file: raw}, Blame(site.file, site.number, frozenset({UNREADABLE}), words, column)


@KINDS.kind("a letter in Latin-1")
def _(book: Book, dice: Random) -> Made | None:
    return _letter(book, dice, r"[^éíó]*(é)", b"\xe9", "UTF-8", "é")


@KINDS.kind("a letter lost in saving")
def _(book: Book, dice: Random) -> Made | None:
    return _letter(book, dice, r"[^éíó]*(é|í)", "\N{REPLACEMENT CHARACTER}".encode(), "letter", "UTF-8")


@KINDS.kind("a null byte")
def _(book: Book, dice: Random) -> Made | None:
    return _letter(book, dice, r"[a-z_]+: \w+()", b"\0", "control character")


@KINDS.kind("a file in UTF-16")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(*DEFINING))
    raw = "\n".join(book.lines(file)).encode("utf-16")
    return {file: raw}, Blame(file, 1, frozenset({UNREADABLE}), ("UTF-16", "UTF-8"))


@KINDS.kind("an empty file")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(*DEFINING, VALUES, "data/national/*.yml"))
    return {file: b""}, Blame(file, 1, frozenset({"HB008"}), ("nothing", "delete"))


@KINDS.kind("a file of comments alone")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(*DEFINING, "data/national/*.yml"))
    lines = [f"# {line}" for line in book.lines(file)]
    return book.joined(file, lines), Blame(file, 1, frozenset({"HB008"}), ("comment",))
