"""Files with the wrong name, in the wrong folder, or twice."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
NAME, UNREAD = "HB009", ("HB013", "HB014")
FOLDERS = ("clinics", "standards", "roles", "countries", "national")


def _moved(book: Book, old: str, new: str) -> dict[str, bytes | None]:
    return {old: None, new: book.files[old]}


def _one_of(book: Book, dice: Random, *folders: str) -> tuple[str, str, str]:
    """A file, its folder and its id."""
    file = dice.choice(book.names(*(f"data/{folder}/*.yml" for folder in folders)))
    folder, name = file.removesuffix(".yml").split("/")[1:]
    return file, folder, name


@KINDS.kind("a file name with capitals")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "standards", "roles", "clinics", "national")
    new = f"data/{folder}/{name.title()}.yml"
    return _moved(book, file, new), Blame(new, 1, frozenset({NAME}), (f"`{name}.yml`",))


@KINDS.kind("a file name with blanks")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "standards", "clinics", "national")
    new = f"data/{folder}/{name.replace('-', ' ')} .yml"
    return _moved(book, file, new), Blame(new, 1, frozenset({NAME}), (f"`{name}.yml`",))


@KINDS.kind("a file name with underscores")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "standards", "clinics")
    if "-" not in name:
        return None
    new = f"data/{folder}/{name.replace('-', '_')}.yml"
    return _moved(book, file, new), Blame(new, 1, frozenset({NAME}), (f"`{name}.yml`",))


@KINDS.kind("a copy of a file beside it")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, *FOLDERS)
    new = f"data/{folder}/{name} (1).yml"
    return {new: book.files[file]}, Blame(new, 1, frozenset({NAME}), ("copy", f"`{name}.yml`"))


@KINDS.kind("the same id in .yml and .yaml")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, *FOLDERS)
    new = f"data/{folder}/{name}.yaml"
    return {new: book.files[file]}, Blame(new, 1, frozenset({"HB002"}), (file, "keep one"), also=f"{file}:1")


@KINDS.kind("a folder misspelt")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "national")
    wrong = dice.choice((folder[:-1], folder.title(), f"{folder}s"))
    return _moved(book, file, f"data/{wrong}/{name}.yml"), Blame(
        f"data/{wrong}/", 1, frozenset(UNREAD), (f"did you mean `{folder}/`",)
    )


@KINDS.kind("a file at the top of data")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "national")
    return _moved(book, file, f"data/{name}.yml"), Blame(
        f"data/{name}.yml", 1, frozenset(UNREAD), (f"{folder}/",)
    )


@KINDS.kind("a clinic among the countries")
def _(book: Book, dice: Random) -> Made | None:
    file, _, name = _one_of(book, dice, "clinics")
    new = f"data/countries/{name}.yml"
    lines = book.files[file].decode().split("\n")
    first = next(at for at, line in enumerate(lines, start=1) if not line.startswith("#"))
    return {new: book.files[file]}, Blame(new, first, frozenset({"HB003", "HB306"}), ("country", "clinics"))


@KINDS.kind("an ending that nothing reads")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "national")
    ending = dice.choice((".txt", ".yml.txt", ".json", ".ymll", ""))
    return _moved(book, file, f"data/{folder}/{name}{ending}"), Blame(
        f"data/{folder}/{name}{ending}", 1, frozenset(UNREAD), (".yml",)
    )


@KINDS.kind("an ending in capitals")
def _(book: Book, dice: Random) -> Made | None:
    file, folder, name = _one_of(book, dice, "national")
    new = f"data/{folder}/{name}.YML"
    return _moved(book, file, new), Blame(new, 1, frozenset(UNREAD), (f"`{name}.yml`",))


@KINDS.kind("a workbook among the values", times=2)
def _(_: Book, dice: Random) -> Made | None:
    new = f"data/kpis/{dice.choice(('june', 'july', 'values'))}.xlsx"
    return {new: b"PK\x03\x04"}, Blame(new, 1, frozenset(UNREAD), ("CSV",))


@KINDS.kind("no handbook.yml", times=1)
def _(_: Book, __: Random) -> Made | None:
    file = "data/handbook.yml"
    return {file: None}, Blame(file, 1, frozenset({"HB010"}), ("title", "themes"))


@KINDS.kind("a role's file deleted")
def _(book: Book, dice: Random) -> Made | None:
    """One that a single standard names: each that did would be blamed rightly."""
    names = [file.split("/")[-1].removesuffix(".yml") for file in book.names("data/roles/*.yml")]
    name = dice.choice(names)
    site = book.sites(rf"roles: \[.*?\b({name})\b", "data/standards/*.yml")[0]
    return {f"data/roles/{name}.yml": None}, Blame(
        site.file,
        site.number,
        frozenset({"HB121"}),
        (f"`{name}`", f"roles/{name}.yml"),
        site.found.start(1) + 1,
    )
