"""What looks odd and is right: nothing may be said of it."""

from __future__ import annotations

from random import Random

from bench.damage.book import Book, Kinds, Made, Site

KINDS = Kinds()
EVERY = ("data/*/*.yml", "data/handbook.yml", "data/kpis/*.csv")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def _file(book: Book, dice: Random) -> tuple[str, bytes]:
    file = dice.choice(book.names(*EVERY))
    return file, book.files[file]


def _line(book: Book, dice: Random, pattern: str, new: str, *files: str) -> Made:
    """The line with group 1 replaced; `{old}` in `new` becomes what stood there."""
    site: Site = book.one(dice, pattern, *files)
    begin, end = site.found.span(1)
    return book.with_line(
        site, f"{site.line[:begin]}{new.replace('{old}', site.part())}{site.line[end:]}"
    ), None


@KINDS.kind("a byte-order mark at the beginning")
def _(book: Book, dice: Random) -> Made | None:
    file, raw = _file(book, dice)
    return {file: BOM + raw}, None


@KINDS.kind("line ends of Windows")
def _(book: Book, dice: Random) -> Made | None:
    file, raw = _file(book, dice)
    return {file: raw.replace(b"\n", b"\r\n")}, None


@KINDS.kind("line ends of Windows in a table", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.csv"))
    return {file: BOM + book.files[file].replace(b"\n", b"\r\n")}, None


@KINDS.kind("no line break at the end", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file, raw = _file(book, dice)
    return {file: raw.rstrip(b"\n")}, None


@KINDS.kind("Norway", times=3)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"  - country: (ca|us|mx)$", "no", "data/national/*.yml")


@KINDS.kind("a zero before a whole number", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"judge_from: (\d+)$", "0{old}", "data/standards/*.yml")


@KINDS.kind("a number for a name", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"city: (\w+)$", "1770", "data/clinics/*.yml")


@KINDS.kind("a comment at the end of a line", times=3)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"  20\d\d-\d\d: \d+/\d+()$", "   # counted again", "data/kpis/*.yml")


@KINDS.kind("quotes around a value", times=3)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"  20\d\d-\d\d: (\d+/\d+)$", '"{old}"', "data/kpis/*.yml")


@KINDS.kind("blanks around a slash", times=3)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"  20\d\d-\d\d: \d+(/)\d+$", " / ", "data/kpis/*.yml")


@KINDS.kind("a non-breaking space before a unit", times=3)
def _(book: Book, dice: Random) -> Made | None:
    return _line(
        book,
        dice,
        r"  20\d\d-\d\d: \{(?:median|mean): \d+(?:\.\d)?( )\w",
        "\N{NO-BREAK SPACE}",
        "data/kpis/*.yml",
    )


@KINDS.kind("a non-breaking space before a percent sign", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"  - \d+()%$", "\N{NO-BREAK SPACE}", "data/standards/*.yml")


@KINDS.kind("blank lines in a table", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(us-)", "data/kpis/*.csv")
    commas = "," * site.line.count(",")
    return book.with_line(site, "", commas, site.line), None


@KINDS.kind("curly quotes in a text", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"name: (\w.*)$", "“{old}”", "data/clinics/*.yml")


@KINDS.kind("lock files and litter", times=12)
def _(_: Book, dice: Random) -> Made | None:
    litter = (
        *("~$june.xlsx", ".june.csv.swp", "june.yml~", "#june.yml#", ".#june.yml", "june.yml.swp"),
        *(".DS_Store", "Thumbs.db", "desktop.ini", "._june.yml", "__MACOSX/june.yml", ".~lock.june.ods#"),
        *("june.yml.orig", "june.yml.bak", "june.bak", "~WRL0001.tmp", "june.csv.part"),
        *("README", "README.md", "readme.txt", "ReadMe.MD", "README.es.md"),
    )
    folder = dice.choice(("", "kpis/", "clinics/", "standards/", "national/", "countries/", "roles/"))
    return {f"data/{folder}{dice.choice(litter)}": b"\0\1\2"}, None


@KINDS.kind("what a program left beside a file", times=8)
def _(book: Book, dice: Random) -> Made | None:
    file, raw = _file(book, dice)
    folder, _, name = file.rpartition("/")
    left = (
        f"{name}~",
        f"{name}.orig",
        f"{name}.bak",
        f"{name}.swp",
        f".{name}.swp",
        f"~${name}",
        f"._{name}",
    )
    return {f"{folder}/{dice.choice(left)}": raw}, None


@KINDS.kind("keys in quotes", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"(theme|title):", '"{old}"', "data/standards/*.yml")


@KINDS.kind("a comment behind a text", times=3)
def _(book: Book, dice: Random) -> Made | None:
    comment = dice.choice(("  # short enough?", " # agreed in May", "  #short", " #TODO translate"))
    return _line(book, dice, r"  (?:en|es|fr): [A-Z][^#:,{}\[\]]*\w()$", comment, "data/standards/*.yml")


@KINDS.kind("number signs in a text that goes on", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _guided(book, dice, "Desk #4 looks at it. C# isn't needed.")


@KINDS.kind("links by the names of files", times=3)
def _(book: Book, dice: Random) -> Made | None:
    ways = (
        "../waiting-room/",
        "waiting-room.md",
        "../waiting-room.md#measured",
        "../clinics/mx-los-cabos.md",
    )
    return _guided(book, dice, f"See [here]({dice.choice(ways)}) (and ask [the team] there).")


@KINDS.kind("letters that only look broken", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _guided(book, dice, dice.choice(("“CAFÉ”, « Voilà », NÃO.", "MANHÃ” à Ångström – 30 °C.")))


@KINDS.kind("a heading with a line below it", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _guided(book, dice, "Meaning\n  =======\n  What it means.")


@KINDS.kind("a week that begins on Sunday", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"hours: \{(mon-fri: [^,}]+.*)\}$", "sun-thu: 08:00-18:00", "data/clinics/*.yml")


def _guided(book: Book, dice: Random, text: str) -> Made:
    """A line of guidance in a standard that has none."""
    files = [
        name for name in book.names("data/standards/*.yml") if "\nguidance:" not in book.files[name].decode()
    ]
    file = dice.choice(files)
    return {file: book.files[file] + f"guidance: |\n  {text}\n".encode()}, None


@KINDS.kind("a document that is marked at both ends", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/*/*.yml", "data/handbook.yml"))
    return {file: b"---\n" + book.files[file] + b"...\n"}, None


@KINDS.kind("blanks behind lines", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/clinics/*.yml", "data/kpis/*.csv", "data/national/*.yml"))
    return book.joined(file, (f"{line}  " if line else "" for line in book.lines(file))), None


@KINDS.kind("a blank before a colon", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(
        book, dice, r"(?:theme|city|country)(): \w", " ", "data/standards/*.yml", "data/clinics/*.yml"
    )


@KINDS.kind("keys in another order", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(owner|judge_from|close_within): \S", "data/standards/*.yml")
    lines = book.lines(site.file)
    line = lines.pop(site.number - 1)
    lines.insert(1 if lines[0].startswith("#") else 0, line)
    return book.joined(site.file, lines), None


@KINDS.kind("a list over several lines", times=2)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(roles|serves): \[(\w[^\]]*)\]$", "data/standards/*.yml")
    items = site.part(2).split(", ")
    return book.with_line(site, f"{site.part(1)}:", *(f"- {item}" for item in items)), None


@KINDS.kind("a day in quotes", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(book, dice, r"opened: (20\S+)$", "'{old}'", "data/clinics/*.yml")


@KINDS.kind("a table with all its cells in quotes", times=2)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.csv"))
    quoted = (",".join(f'"{cell}"' for cell in line.split(",")) if line else "" for line in book.lines(file))
    return book.joined(file, quoted), None


@KINDS.kind("non-breaking spaces around cells", times=2)
def _(book: Book, dice: Random) -> Made | None:
    return _line(
        book, dice, r"us-[a-z-]+,[a-z-]+,20\d\d-\d\d,(\d+),", "\N{NO-BREAK SPACE}{old} ", "data/kpis/*.csv"
    )


@KINDS.kind("what editors and systems leave beside files", times=12)
def _(_: Book, dice: Random) -> Made | None:
    name = dice.choice(
        (
            ".june.csv.swo",
            ".#june.yml",
            "june.csv~",
            "._june.csv",
            ".~lock.june.csv#",
            "ehthumbs.db",
            ".gitkeep",
            "README.md",
            ".editorconfig",
            ".directory",
        )
    )
    return {f"data/kpis/{name}": b"Values of June.\n"}, None


@KINDS.kind("an anchor that nothing refers to", times=3)
def _(book: Book, dice: Random) -> Made | None:
    pattern = dice.choice((r"roles: (\[.*\])$", r"judge_from: (\d+)$"))
    return _line(book, dice, pattern, "&them {old}", "data/standards/*.yml")
