"""What stands twice, years and places that can't be, and numbers that differ by language."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site

KINDS = Kinds()
STANDARDS, CLINICS, COUNTRIES = "data/standards/*.yml", "data/clinics/*.yml", "data/countries/*.yml"
NATIONAL, ROLES, VALUES = "data/national/*.yml", "data/roles/*.yml", "data/kpis/*.yml"
HANDBOOK = "data/handbook.yml"


def _again(name: str, files: str, pattern: str) -> None:
    KINDS.slip(
        name, files, pattern, lambda old, _: f"{old}, {old}", "HB359", "`{old}` stands twice", shift=None
    )


_again("a role twice", STANDARDS, r"roles: \[(?:[a-z-]+, )*([a-z-]+)")
_again("a peer group twice", CLINICS, r"peers: \[(?:[a-z-]+, )*([a-z-]+)")


def _pasted(name: str, files: str, begin: str, words: str) -> None:
    """A kind that pastes an item of a list, to its last line, once more behind it."""

    @KINDS.kind(name, times=3)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, begin, files)
        lines = book.lines(site.file)
        end = site.number
        while lines[end].startswith("    "):
            end += 1
        lines[end:end] = lines[site.number - 1 : end]
        return book.joined(site.file, lines), Blame(site.file, end + 1, frozenset({"HB359"}), (words,))


_pasted("a line of a checklist twice", ROLES, r"  - en: ", "twice in `checklist`")
_pasted("a change twice", VALUES, r"  - at: 20", "the same change")

KINDS.slip(
    "a theme with the title of another",
    HANDBOOK,
    r"    title: (\{en: Waiting, .*\})$",
    lambda *_: "{en: Access, es: Acceso, fr: Accès}",
    "HB122",
    "has the same title",
    times=1,
    shift=None,
)
KINDS.slip(
    "a country with the name of another",
    COUNTRIES,
    r"name: (\{en: United States.*\})$",
    lambda *_: "{en: Mexico, es: México, fr: Mexique}",
    "HB122",
    "has the same name",
    times=1,
    shift=None,
)

KINDS.slip(
    "a code of no country", NATIONAL, r"  - country: (ca|us|mx)$", lambda *_: "zz", "HB311", "no country `zz`"
)
YEAR = r"    year: (20[12]\d)$"
KINDS.slip(
    "a letter O in a year",
    NATIONAL,
    YEAR,
    lambda old, _: old.replace("0", "O"),
    "HB314",
    "did you mean `{old}`",
)
KINDS.slip("a thirteenth month", NATIONAL, YEAR, lambda old, _: f"{old}-13", "HB314", "`01` to `12`", times=1)
KINDS.slip(
    "years the wrong way round",
    NATIONAL,
    YEAR,
    lambda old, _: f"{old}-{int(old) - 2}",
    "HB314",
    "ends before it begins",
)


@KINDS.kind("a year a century early", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"    year: 20(1\d)$", NATIONAL, where=lambda it: _published(book, it))
    blame = Blame(site.file, site.number, frozenset({"HB314"}), ("years before", "did you mean `20"), 11)
    return book.with_line(site, f"    year: 19{site.part()}"), blame


def _published(book: Book, site: Site) -> bool:
    """Whether it is a figure's year, and the year of the figure's source is known."""
    lines = book.lines(site.file)
    if not lines[site.number - 2].startswith("  - country:"):
        return False
    source = next(line for line in lines[site.number :] if line.startswith("    source: ")).split()[1]
    begin = lines.index(f"  {source}:")
    return any(line.startswith("    year:") for line in lines[begin + 1 : begin + 4])


KINDS.slip(
    "the same, beside a reason why not",
    NATIONAL,
    r"    comparable: (not|variant)$",
    lambda *_: "same",
    "HB314",
    "`because`",
)

PLACE = r"location: \[(-?[\d.]+, -?[\d.]+)\]"
KINDS.slip("a place at zero", CLINICS, PLACE, lambda *_: "0, 0", "HB322", "off africa", shift=-1, times=2)


@KINDS.kind("a place in another country", times=3)
def _(book: Book, dice: Random) -> Made | None:
    clinic = book.one(dice, r"country: mx$", CLINICS)
    site = book.one(dice, PLACE, clinic.file)
    blame = Blame(site.file, site.number, frozenset({"HB322"}), ("near `ca`",))
    return book.with_line(site, "location: [53.54, -113.49]"), blame


KINDS.slip(
    "a page of the repository for the repository",
    HANDBOOK,
    r"repository: (https://.*)$",
    lambda old, dice: f"{old}/{dice.choice(('tree/main', 'blob/main/README.md', 'tree/main/data'))}",
    "HB332",
    "did you mean `{old}`",
)
KINDS.slip(
    "a later target as a share beside means",
    STANDARDS,
    r"  - \{value: (4\.\d), ",
    lambda *_: "75%",
    "HB225",
    "the first one is a mean",
)
KINDS.slip(
    "another number in another language",
    STANDARDS,
    r"\s+(?:es|fr): \D*(\d+)(?= (?:minut|horas|heures|días|jours)\D*$)",
    lambda old, _: str(int(old) + 5),
    "HB358",
    "which of the two is right",
)
