"""Files in each other's way: each is left out itself, is told once, and takes nothing along."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
DEFINING = ("clinics", "standards", "roles", "countries", "national")
NAMES: dict[str, tuple[str, ...]] = {
    "capitals": ("{title}", "{upper}", "{capital}"),
    "blanks": ("{name} ", " {name}", "{name}  "),
    "underscores": ("{name}_", "_{name}"),
    "a number": ("{name} (1)", "{name} 2", "{name}(3)", "{name} (2) (1)"),
    "the word copy": ("{name} copy", "{name} - Copy", "Copy of {name}", "{name} - Copy (2)", "{name} copy 3"),
    "copy in another language": (
        *("Kopie von {name}", "{name} - Kopie", "Copia de {name}", "{name} - copia", "Copie de {name}"),
        *("{name} – Kopie (2)", "Kopia {name}", "Kopi av {name}"),
    ),
    "what it is a copy for": ("{name} old", "{name}.bak", "{name} (new)", "OLD {name}", "{name} final"),
}
"""What the name of the twin has beside that of the file."""


def _twin(book: Book, dice: Random, wrong: str, *folders: str) -> tuple[str, str]:
    """A file, and the path of a twin of it."""
    file = dice.choice(book.names(*(f"data/{folder}/*.yml" for folder in folders)))
    top, _, name = file.removesuffix(".yml").rpartition("/")
    forms = {"name": name, "title": name.title(), "upper": name.upper(), "capital": name.capitalize()}
    return file, f"{top}/{wrong.format(**forms)}.yml"


def _changed(raw: bytes) -> bytes:
    return raw.replace(b": ", b":  ", 1)


def _as_defining(how: str, wrongs: tuple[str, ...]) -> None:
    def make(book: Book, dice: Random) -> Made | None:
        file, new = _twin(book, dice, dice.choice(wrongs), *DEFINING)
        raw = dice.choice((bytes, _changed))(book.files[file])
        words = ("delete it", f"`{file.rpartition('/')[2]}`")
        return {new: raw}, Blame(new, 1, frozenset({"HB009"}), words)

    KINDS.kind(f"a twin with {how}")(make)


def _as_values(how: str, wrongs: tuple[str, ...]) -> None:
    def make(book: Book, dice: Random) -> Made | None:
        file, new = _twin(book, dice, dice.choice(wrongs), "kpis")
        return {new: book.files[file]}, Blame(new, 1, frozenset({"HB002", "HB203"}), ("delete",))

    KINDS.kind(f"a twin of a file of values with {how}", times=3)(make)


for _how, _wrongs in NAMES.items():
    _as_defining(_how, _wrongs)
    _as_values(_how, _wrongs)


def _same(name: str, new: str, codes: str, times: int = 3) -> None:
    def make(book: Book, dice: Random) -> Made | None:
        file, twin = _twin(book, dice, new, *DEFINING)
        return {twin: book.files[file]}, Blame(twin, 1, frozenset(codes.split()), ("delete",))

    KINDS.kind(name, times=times)(make)


_same("a copy under a name that is allowed", "{name}-1", "HB002")
_same("a copy called old", "{name}-old", "HB002")


def _ending(name: str, ending: str, change: Callable[[bytes], bytes], code: str) -> None:
    def make(book: Book, dice: Random) -> Made | None:
        file, _ = _twin(book, dice, "{name}", *DEFINING, "kpis")
        new = f"{file.removesuffix('.yml')}{ending}"
        if code == "HB002" and "/kpis/" in file:
            return None
        return {new: change(book.files[file])}, Blame(new, 1, frozenset({code}), (file.rpartition("/")[2],))

    KINDS.kind(name, times=3)(make)


_ending("a twin with an ending in capitals", ".YML", bytes, "HB013")
_ending("a twin with two endings", ".yml.txt", bytes, "HB013")
_ending("another text in .yaml", ".yaml", _changed, "HB002")


@KINDS.kind("a copy of a table", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.csv"))
    stem = file.removesuffix(".csv")
    new = dice.choice((f"{stem} (1).csv", f"{stem} copy.csv", f"{stem}-1.csv"))
    return {new: book.files[file]}, Blame(new, 1, frozenset({"HB002"}), ("delete",))


@KINDS.kind("a table exported twice, and the second one longer", times=3)
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names("data/kpis/*.csv"))
    new = f"{file.removesuffix('.csv')} (1).csv"
    return {new: book.files[file] + b"\n"}, Blame(new, 2, frozenset({"HB203"}), ("delete",))


@KINDS.kind("a twin of handbook.yml", times=3)
def _(book: Book, dice: Random) -> Made | None:
    new = f"data/{dice.choice(('Handbook', 'handbook (1)', 'handbook copy', 'HANDBOOK', 'handbook_'))}.yml"
    file = "data/handbook.yml"
    return {new: book.files[file]}, Blame(new, 1, frozenset({"HB013"}), (f"`{file}`",))
