"""Names of things that there aren't: an id misspelt, or the name in place of the id."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made
from bench.damage.slips import any_slip, blanks, capital, capitals, letter_lost, letters_swapped, underscored

KINDS = Kinds()
STANDARDS, CLINICS, VALUES = "data/standards/*.yml", "data/clinics/*.yml", "data/kpis/*.yml"
NATIONAL, TABLES = "data/national/*.yml", "data/kpis/*.csv"
MEANT = "did you mean `{old}`"
COUNTRIES = {"mx": "mexico", "ca": "canada", "us": "united-states"}

THEME, ROLE = r"theme: ([a-z-]+)$", r"roles: \[([a-z-]+)"
COUNTRY, PEER = r"country: ([a-z-]+)$", r"peers: \[([a-z-]+)"
KINDS.slip("theme: a letter lost", STANDARDS, THEME, letter_lost, "HB120", MEANT)
KINDS.slip("theme: letters swapped", STANDARDS, THEME, letters_swapped, "HB120", MEANT)
KINDS.slip("theme: a capital", STANDARDS, THEME, capital, "HB004 HB120", MEANT)
KINDS.slip("role: a slip", STANDARDS, ROLE, any_slip, "HB121", MEANT)
KINDS.slip("role: a capital", STANDARDS, ROLE, capital, "HB004 HB121", MEANT)
KINDS.slip(
    "role: underscore for hyphen", STANDARDS, r"roles: \[(call-handler)", underscored, "HB004 HB121", MEANT
)
KINDS.slip("country of a clinic: its name", CLINICS, COUNTRY, lambda old, _: COUNTRIES[old], "HB301", MEANT)
KINDS.slip(
    "country of a clinic: its name with a capital",
    CLINICS,
    COUNTRY,
    lambda old, _: COUNTRIES[old].replace("-", " ").title(),
    "HB004 HB301",
    "the id, like",
    "`mx`",
)
KINDS.slip("country of a clinic: capitals", CLINICS, COUNTRY, capitals, "HB004 HB301", MEANT)
KINDS.slip("peer group: a slip", CLINICS, PEER, any_slip, "HB302", MEANT)
KINDS.slip("target for nobody: a slip", STANDARDS, r".*in: ([a-z-]{5,})\}", any_slip, "HB104", MEANT)
KINDS.slip(
    "target for nobody: a country's name",
    STANDARDS,
    r".*in: (mx|ca|us)\}",
    lambda old, _: COUNTRIES[old],
    "HB104",
    MEANT,
)
KINDS.slip("target for nobody: capitals", STANDARDS, r".*in: (mx|ca|us)\}", capitals, "HB004 HB104", MEANT)
KINDS.slip("source of a figure: a slip", NATIONAL, r"    source: ([a-z0-9-]{5,})$", any_slip, "HB312", MEANT)
KINDS.slip(
    "country of a figure: its name",
    NATIONAL,
    r"  - country: (ca|mx|us)$",
    lambda old, _: COUNTRIES[old],
    "HB311",
    MEANT,
)
KINDS.slip("standard of a figure: a slip", NATIONAL, r"standard: ([a-z-]+)$", any_slip, "HB310", MEANT)
KINDS.slip(
    "standard of a figure: underscores",
    NATIONAL,
    r"standard: ([a-z]+-[a-z-]+)$",
    underscored,
    "HB004 HB310",
    MEANT,
)
KINDS.slip("standard of values: a slip", VALUES, r"([a-z]+-[a-z-]+):$", any_slip, "HB201", MEANT, times=8)
KINDS.slip("standard of values: underscores", VALUES, r"([a-z]+-[a-z-]+):$", underscored, "HB201", MEANT)
KINDS.slip("standard of values: blanks", VALUES, r"([a-z]+-[a-z-]+):$", blanks, "HB201", MEANT)
KINDS.slip("standard of values: a capital", VALUES, r"([a-z]+-[a-z-]+):$", capital, "HB201", MEANT)
KINDS.slip("standard of a change: a slip", VALUES, r"    standard: ([a-z-]+)$", any_slip, "HB213", MEANT)
KINDS.slip("standard of a definition: a slip", VALUES, r"  ([a-z]+-[a-z]+):$", any_slip, "HB206", MEANT)
KINDS.slip("clinic of a file of values: a slip", VALUES, r"clinic: ([a-z-]+)$", any_slip, "HB202", MEANT)
KINDS.slip(
    "clinic of a file of values: underscores",
    VALUES,
    r"clinic: ([a-z-]+)$",
    underscored,
    "HB004 HB202",
    MEANT,
)
KINDS.slip("clinic in a table: a slip", TABLES, r"(us-[a-z-]+),", any_slip, "HB202", MEANT)
KINDS.slip("clinic in a table: capitals", TABLES, r"(us-[a-z-]+),", capitals, "HB202", MEANT)
KINDS.slip("standard in a table: a slip", TABLES, r"us-[a-z-]+,([a-z-]+),", any_slip, "HB201", MEANT)
KINDS.slip(
    "standard in a table: underscores", TABLES, r"us-[a-z-]+,([a-z]+-[a-z-]+),", underscored, "HB201", MEANT
)


@KINDS.kind("clinic of a file of values: its name")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"clinic: ([a-z-]+)$", VALUES)
    names = book.sites(r"name: (\w.*)$", f"data/clinics/{site.part()}.yml")
    if not names:
        return None
    name = names[0].part()
    blame = Blame(
        site.file, site.number, frozenset({"HB004", "HB202"}), (f"did you mean `{site.part()}`",), 9
    )
    return book.with_line(site, f"clinic: {name}"), blame


@KINDS.kind("clinic in a table: its name")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(us-[a-z-]+),", TABLES)
    name = book.sites(r"name: (\w.*)$", f"data/clinics/{site.part()}.yml")[0].part()
    blame = Blame(site.file, site.number, frozenset({"HB202"}), (f"did you mean `{site.part()}`",), 1)
    return book.with_line(site, f"{name}{site.line[site.found.end(1) :]}"), blame


@KINDS.kind("language of a text misspelt")
def _(book: Book, dice: Random) -> Made | None:
    site = dice.choice(
        book.sites(r"(?:\w+: \{en: .*, |  )(es): \w", STANDARDS, "data/roles/*.yml", "data/countries/*.yml")
    )
    begin, end = site.found.span(1)
    blame = Blame(site.file, site.number, frozenset({"HB307"}), ("`ep`", "`es`"), begin + 1)
    return book.with_line(site, f"{site.line[:begin]}ep{site.line[end:]}"), blame


@KINDS.kind("language of a text written out")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"(?:\w+: \{en: .*, )(es): \w", STANDARDS, "data/countries/*.yml")
    begin, end = site.found.span(1)
    words = ("`spanish`", "two letters", "did you mean `es`")
    blame = Blame(site.file, site.number, frozenset({"HB003", "HB004"}), words, begin + 1)
    return book.with_line(site, f"{site.line[:begin]}spanish{site.line[end:]}"), blame
