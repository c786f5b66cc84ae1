"""Each key in turn: emptied, in another language, with a value of another kind, pasted twice."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
STANDARDS, CLINICS, VALUES = "data/standards/*.yml", "data/clinics/*.yml", "data/kpis/*.yml"
NATIONAL, HANDBOOK, COUNTRIES = "data/national/*.yml", "data/handbook.yml", "data/countries/*.yml"
ROLES = "data/roles/*.yml"
HELD = {
    "city": (CLINICS, r"()city: (\S.*)$"),
    "location": (CLINICS, r"()location: (\S.*)$"),
    "opened": (CLINICS, r"()opened: (\S.*)$"),
    "setting": (CLINICS, r"()setting: (\S.*)$"),
    "peers": (CLINICS, r"()peers: (\S.*)$"),
    "hours": (CLINICS, r"()hours: (\S.*)$"),
    "time_zone": (CLINICS, r"()time_zone: (\S.*)$"),
    "currency": (COUNTRIES, r"()currency: (\S.*)$"),
    "roles": (STANDARDS, r"()roles: (\S.*)$"),
    "serves": (STANDARDS, r"()serves: (\S.*)$"),
    "statistic": (STANDARDS, r"(  )statistic: (\S.*)$"),
    "unit": (STANDARDS, r"(  )unit: (\S.*)$"),
    "better": (STANDARDS, r"(  )better: (\S.*)$"),
    "decimals": (STANDARDS, r"(  )decimals: (\S.*)$"),
    "close_within": (STANDARDS, r"()close_within: (\S.*)$"),
    "judge_from": (STANDARDS, r"()judge_from: (\S.*)$"),
    "owner": (STANDARDS, r"()owner: (\S.*)$"),
    "review": (STANDARDS, r"()review: (\S.*)$"),
    "year": (NATIONAL, r"(    )year: (\S.*)$"),
    "value": (NATIONAL, r"(    )value: (\S.*)$"),
    "comparable": (NATIONAL, r"(    )comparable: (\S.*)$"),
    "languages": (HANDBOOK, r"()languages: (\S.*)$"),
}
"""Where each key stands with its value in one line."""


def _value(name: str, key: str, new: Callable[[str], str], codes: str, *words: str) -> None:
    files, pattern = HELD[key]

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, pattern, files)
        begin, end = site.found.span(2)
        writes = book.with_line(site, f"{site.line[:begin]}{new(site.part(2))}{site.line[end:]}".rstrip())
        return writes, Blame(site.file, site.number, frozenset(codes.split()), words)


for name in HELD:
    _value(f"nothing behind `{name}`", name, lambda _: "", "HB025 HB004", f"`{name}`")
    _value(f"a null behind `{name}`", name, lambda _: "null", "HB025 HB004", f"`{name}`")
for name in ("city", "opened", "setting", "time_zone", "currency", "unit", "close_within", "better", "year"):
    _value(f"a list for `{name}`", name, lambda old: f"[{old}]", "HB004", f"`{name}`", "a list")
    _value(f"a mapping for `{name}`", name, lambda old: f"{{is: {old}}}", "HB004 HB307", "")
for name in ("decimals", "judge_from"):
    _value(f"a minus before `{name}`", name, lambda old: f"-{old}1", "HB004", "whole number")
    _value(f"an absurd `{name}`", name, lambda old: f"{old}e9", "HB004", "whole number")
    _value(f"a unit behind `{name}`", name, lambda old: f"{old} cases", "HB004", "whole number")
    _value(f"`{name}` in half", name, lambda old: f'"{old}', "HB001", "quotation mark")
for name in ("opened", "time_zone", "currency", "unit", "better", "close_within", "value", "comparable"):
    _value(f"`{name}` pasted twice", name, lambda old: f"{old} {old}", "HB", "")
    _value(f"`{name}` with a comma behind it", name, lambda old: f"{old},", "HB", "")
for name in ("city", "setting", "time_zone", "unit", "close_within", "better"):
    _value(
        f"`{name}` with a quotation mark at one end", name, lambda old: f"'{old}", "HB001", "quotation mark"
    )
for name, text, said in (
    ("better", "haut", "higher"),
    ("better", "mayor", "higher"),
    ("statistic", "médiane", "median"),
    ("currency", "€", "capitals"),
    ("currency", "pesos", "capitals"),
    ("unit", "minutos", "min"),
    ("comparable", "yes", "`same`"),
    ("languages", "en es fr", "[en, es, fr]"),
    ("languages", "[English, Spanish]", "`en`"),
    ("peers", "small, coastal", "[small, coastal]"),
    ("roles", "reception; nurse", "["),
    ("location", "48.83 -64.48", "[48.83, -64.48]"),
    ("location", "48° 50′ N", "two numbers"),
):
    _value(f"`{name}: {text}`", name, lambda _, text=text: text, "HB", said)  # type: ignore[misc]

TONGUES = (
    ("title", "título titre titulo titel"),
    ("theme", "tema thème"),
    ("name", "nombre nom"),
    ("country", "país pays pais"),
    ("city", "ciudad ville"),
    ("roles", "rôles papeles"),
    ("owner", "responsable dueño"),
    ("targets", "objetivos metas cibles goals"),
    ("measure", "medida mesure"),
    ("opened", "abierto ouvert"),
    ("hours", "horario horaires"),
)


def _tongue(key: str, others: tuple[str, ...]) -> None:
    @KINDS.kind(f"`{key}` in another language")
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, rf"{key}(:.*)$", STANDARDS, CLINICS)
        writes = book.with_line(site, f"{dice.choice(others)}{site.part()}")
        return writes, Blame(site.file, site.number, frozenset({"HB003"}), (f"did you mean `{key}`",), 1)


for name, words in TONGUES:
    _tongue(name, tuple(words.split()))


@KINDS.kind("another word for a key")
def _(book: Book, dice: Random) -> Made | None:
    key, other = dice.choice(
        (
            ("title", "name"),
            ("owner", "responsible"),
            ("  kind", "  type"),
            ("  counts", "  numerator"),
            ("  out_of", "  denominator"),
            ("  better", "  direction"),
            ("targets", "goals"),
        )
    )
    site = book.one(dice, rf"{key}(:.*)$", STANDARDS)
    return book.with_line(site, f"{other}{site.part()}"), Blame(
        site.file, site.number, frozenset({"HB003"}), (f"did you mean `{key.strip()}`",)
    )


@KINDS.kind("an item with a blank too many")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"checklist:()$", ROLES)
    writes = book.with_line(site, f"{site.line}\n  - Call lights\n   - Board wiped\n  - Keys")
    return writes, Blame(site.file, site.number + 2, frozenset({"HB026"}), ("column",))


@KINDS.kind("nothing behind a number of a value")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  20\d\d-\d\d: \{median: [^,]+, (?:p90: [^,]+, )?n:( \d+)[,}]", VALUES)
    begin, end = site.found.span(1)
    return book.with_line(site, f"{site.line[:begin]} {site.line[end:]}"), Blame(
        site.file, site.number, frozenset({"HB025"}), ("`n`",)
    )
