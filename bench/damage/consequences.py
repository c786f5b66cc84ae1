"""One slip from which much follows: it is told once, at the line that was edited."""

from __future__ import annotations

import re
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, NoPlace, Site

KINDS = Kinds()
STANDARDS = "data/standards/*.yml"
CLINICS = "data/clinics/*.yml"
VALUES = ("data/kpis/*.yml", "data/kpis/*.csv")
SAID = frozenset({"HB"})
"""Whatever rule says it: what counts is that it is said once, and where."""


def _measured(book: Book, file: str) -> bool:
    """Whether more than a few values rest on the standard of this file."""
    name = file.removesuffix(".yml").rpartition("/")[2]
    tables = any(
        re.match(rf"[a-z-]+,{name},", line) for it in book.names("data/kpis/*.csv") for line in book.lines(it)
    )
    return tables or any(f"{name}:" in book.lines(it) for it in book.names("data/kpis/*.yml"))


def _site(book: Book, dice: Random, pattern: str, file: str = STANDARDS) -> Site:
    return book.one(dice, pattern, file, where=lambda site: file != STANDARDS or _measured(book, site.file))


def _with(book: Book, site: Site, new: str, *words: str) -> Made:
    """The line with group 1 replaced, blamed there."""
    begin, end = site.found.span(1)
    line = f"{site.line[:begin]}{new}{site.line[end:]}"
    return book.with_line(site, line), Blame(site.file, site.number, SAID, words)


def _other(dice: Random, old: str, *all_: str) -> str:
    return dice.choice([each for each in all_ if each != old])


@KINDS.kind("another kind of standard", times=12)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"(?:measure: \{|  )kind: (\w+)")
    kinds = ("proportion", "count", "rate", "score", "duration", "money", "conversion")
    return _with(book, site, _other(dice, site.part(), *kinds), f"`kind: {site.part()}`")


@KINDS.kind("a stage renamed", times=6)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"    (enquiry|quote|booked|attended|[a-z]+): ?\{?(?:en: [A-Z]|$)")
    return _with(book, site, f"{site.part()}s", f"`{site.part()}`")


@KINDS.kind("another pace", times=6)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"reported: (\w+)$")
    return _with(
        book, site, _other(dice, site.part(), "daily", "weekly", "monthly", "quarterly", "yearly"), "reported"
    )


@KINDS.kind("a pace where there was none", times=6)
def _(book: Book, dice: Random) -> Made | None:
    monthly = [
        file
        for file in book.names(STANDARDS)
        if _measured(book, file) and not any(line.startswith("reported:") for line in book.lines(file))
    ]
    site = _site(book, dice, r"(theme: .+)$")
    if site.file not in monthly:
        raise NoPlace
    new = dice.choice(("daily", "weekly", "quarterly", "yearly"))
    writes = book.with_line(site, site.line, f"reported: {new}")
    return writes, Blame(site.file, site.number + 1, SAID, ("`reported",))


@KINDS.kind("another statistic", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r".*statistic: (\w+)")
    return _with(book, site, _other(dice, site.part(), "median", "p90", "mean", "within"))


@KINDS.kind("another currency", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r".*currency: ([A-Z]{3})\b")
    return _with(book, site, _other(dice, site.part(), "USD", "MXN", "EUR", "CAD"), site.part())


@KINDS.kind("another unit of time", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"(?:.*[{,] |  )unit: (min|days|working days|hours)\b")
    return _with(book, site, _other(dice, site.part(), "s", "days", "working days", "working hours"))


@KINDS.kind("two stages exchanged", times=6)
def _(book: Book, dice: Random) -> Made | None:
    """The lines of two stages, each of one line; what readers see of them goes along."""
    sites = book.sites(r"    (enquiry|booked|attended|[a-z]+): \{en: [A-Z]", STANDARDS)
    dice.shuffle(sites)
    for one in sites:
        for other in sites:
            if one.file == other.file and one.number < other.number and _stages_around(book, one, other):
                lines = book.lines(one.file)
                lines[one.number - 1], lines[other.number - 1] = other.line, one.line
                return book.joined(one.file, lines), Blame(one.file, one.number, SAID, (f"`{other.part()}`",))
    raise NoPlace


def _stages_around(book: Book, one: Site, other: Site) -> bool:
    above = book.lines(one.file)[: one.number]
    return any(line.startswith("  stages:") for line in above) and other.number - one.number < 6


@KINDS.kind("a stage deleted", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"    (enquiry|booked|attended): \{en: [A-Z]")
    stages = max(i for i, line in enumerate(book.lines(site.file)[: site.number], 1) if line == "  stages:")
    lines = book.lines(site.file)
    del lines[site.number - 1]
    return book.joined(site.file, lines), Blame(site.file, stages + 1, SAID, (f"`{site.part()}`",))


@KINDS.kind("another scale", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r".*scale: \[(\d+, \d+)\]")
    low, high = map(int, site.part().split(", "))
    return _with(book, site, dice.choice((f"{low}, {high - 2}", f"{low}, {high // 2}")))


@KINDS.kind("a clinic that opened later", times=5)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"opened: (.+)$", CLINICS)
    return _with(book, site, dice.choice(("2025-06", "2026-01", "2026")), "opened")


@KINDS.kind("a clinic that closed early", times=5)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"(country: .+)$", CLINICS)
    writes = book.with_line(site, site.line, f"closed: {dice.choice(('2024-06', '2025-02'))}")
    return writes, Blame(site.file, site.number + 1, SAID, ("closed",))


@KINDS.kind("a language of the handbook misspelt", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"languages: \[en, (es|.+), fr\]", "data/handbook.yml")
    return _with(book, site, dice.choice(("sp", "se", "ed")))


@KINDS.kind("a language that nothing is written in", times=2)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"languages: \[en, es, fr()\]", "data/handbook.yml")
    return _with(book, site, dice.choice((", de", ", it")))


@KINDS.kind("a language of the handbook deleted", times=2)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"languages: \[en(, es|.), fr\]", "data/handbook.yml")
    return _with(book, site, "")


@KINDS.kind("a language misspelt in one text", times=6)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(
        book, dice, r"(?:  es|.*[{,] ?es)()(?:: )", dice.choice((STANDARDS, CLINICS, "data/handbook.yml"))
    )
    end = site.found.start(1)
    line = f"{site.line[: end - 2]}sp{site.line[end:]}"
    return book.with_line(site, line), Blame(site.file, site.number, SAID, ("sp",))


def _gone(kind: str, folder: str, renamed: str) -> None:
    """A file that others refer to, deleted or renamed: blamed where the first of them does."""

    @KINDS.kind(f"a {kind}'s file renamed", times=4)
    def _(book: Book, dice: Random) -> Made | None:
        file = dice.choice(book.names(f"data/{folder}/*.yml"))
        name = file.removesuffix(".yml").rpartition("/")[2]
        new = f"data/{folder}/{renamed.format(name)}.yml"
        return {file: None, new: book.files[file]}, Blame(new, 1, SAID, (f"`{name}`",))


for _kind, _folder in (
    ("clinic", "clinics"),
    ("country", "countries"),
    ("role", "roles"),
    ("standard", "standards"),
):
    _gone(_kind, _folder, "{}-x")


LINKS = {
    "clinic": (("data/kpis/[cm][ax]-*[!o].yml", "clinic: ({})$"),),
    "country": (("data/clinics/*.yml", "country: ({})$"),),
    "role": (("data/standards/*.yml", r"roles: \[.*?\b({})\b"),),
    "standard": (("data/kpis/*.yml", "({}):$"), ("data/kpis/*.csv", "[a-z-]+,({}),")),
}
"""Where a thing of each kind is named."""


def _first_link(book: Book, kind: str, name: str) -> Site:
    sites = [site for files, pattern in LINKS[kind] for site in book.sites(pattern.format(name), files)]
    if not sites:
        raise NoPlace
    return min(sites, key=lambda site: (site.file, site.number))


def _deleted(kind: str, folder: str) -> None:
    @KINDS.kind(f"the file of a {kind} deleted", times=4)
    def _(book: Book, dice: Random) -> Made | None:
        file = dice.choice(book.names(f"data/{folder}/*.yml"))
        name = file.removesuffix(".yml").rpartition("/")[2]
        site = _first_link(book, kind, name)
        return {file: None}, Blame(site.file, site.number, SAID, (f"`{name}`",))


for _kind, _folder in (
    ("clinic", "clinics"),
    ("country", "countries"),
    ("role", "roles"),
    ("standard", "standards"),
):
    _deleted(_kind, _folder)


@KINDS.kind("a theme renamed in handbook.yml", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(
        book,
        dice,
        r"  (access|waiting|responsiveness|conversion|complaints|experience|price):",
        "data/handbook.yml",
    )
    if len(book.sites(rf"theme: {site.part()}$", STANDARDS)) < 2:
        raise NoPlace
    return _with(book, site, site.part()[:-1], f"`{site.part()}`")


@KINDS.kind("a theme deleted in handbook.yml", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(
        book,
        dice,
        r"  (access|waiting|responsiveness|conversion|complaints|experience|price):",
        "data/handbook.yml",
    )
    lines = book.lines(site.file)
    end = next(i for i in range(site.number, len(lines)) if not lines[i].startswith("   "))
    first = book.sites(rf"theme: ({site.part()})$", STANDARDS)[0]
    return book.joined(site.file, [*lines[: site.number - 1], *lines[end:]]), Blame(
        first.file, first.number, SAID, (f"`{site.part()}`",)
    )


@KINDS.kind("a peer group renamed in handbook.yml", times=4)
def _(book: Book, dice: Random) -> Made | None:
    site = _site(book, dice, r"  (small|coastal|city|border):", "data/handbook.yml")
    return _with(book, site, f"{site.part()}s", f"`{site.part()}`")


@KINDS.kind("a clinic among the standards", times=4)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(CLINICS))
    new = file.replace("/clinics/", "/standards/")
    return {file: None, new: book.files[file]}, Blame(new, _first(book, file), SAID, ("clinic", "`clinics/`"))


@KINDS.kind("a standard among the clinics", times=4)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(STANDARDS))
    new = file.replace("/standards/", "/clinics/")
    return {file: None, new: book.files[file]}, Blame(
        new, _first(book, file), SAID, ("standard", "`standards/`")
    )


@KINDS.kind("a file of values among the clinics", times=4)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.yml"))
    new = f"data/clinics/{file.removesuffix('.yml').rpartition('/')[2]}-values.yml"
    return {file: None, new: book.files[file]}, Blame(new, _first(book, file), SAID, ("values", "`kpis/`"))


@KINDS.kind("a file of values among the standards", times=4)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.yml"))
    new = file.replace("/kpis/", "/standards/")
    return {file: None, new: book.files[file]}, Blame(new, _first(book, file), SAID, ("values", "`kpis/`"))


def _first(book: Book, file: str) -> int:
    return next(at for at, line in enumerate(book.lines(file), start=1) if line and not line.startswith("#"))


@KINDS.kind("a whole folder misnamed", times=8)
def _(book: Book, dice: Random) -> Made | None:
    folder = dice.choice(("clinics", "standards", "roles", "countries", "national", "kpis"))
    new = dice.choice((folder[:-1], folder.title(), folder.upper(), f"{folder}_", f" {folder}"))
    files = [name for name in book.files if name.startswith(f"data/{folder}/")]
    writes: dict[str, bytes | None] = dict.fromkeys(files)
    return writes | {f"data/{new}/{name[len(folder) + 6 :]}": book.files[name] for name in files}, Blame(
        f"data/{new}/", 1, SAID, (f"`{folder}/`",)
    )
