"""Words that can't be: customers, clocks and money that there are none of, no reasons, broken texts."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site

KINDS = Kinds()
STANDARDS, CLINICS, COUNTRIES = "data/standards/*.yml", "data/clinics/*.yml", "data/countries/*.yml"
VALUES, TABLES = "data/kpis/*.yml", "data/kpis/*.csv"
SERVES = r"serves: \[(?:[a-z]+, )*([a-z]+)"
MEANT = "did you mean `{old}`"

KINDS.slip("customer: a plural", STANDARDS, SERVES, lambda old, _: f"{old}s", "HB132", MEANT)
KINDS.slip("customer: a capital", STANDARDS, SERVES, lambda old, _: old.title(), "HB132", MEANT)
KINDS.slip("customer: a letter lost", STANDARDS, SERVES, lambda old, _: f"{old[:2]}{old[3:]}", "HB132", MEANT)
KINDS.slip("customer: another word", STANDARDS, SERVES, lambda *_: "everybody", "HB133", "known are")

ZONE = r"time_zone: (.+)$"
KINDS.slip("time zone: an abbreviation", CLINICS, ZONE, lambda *_: "EST", "HB305", "offset")
KINDS.slip("time zone: an offset", CLINICS, ZONE, lambda *_: "GMT-7", "HB305", "no time zone")
KINDS.slip("time zone: small letters", CLINICS, ZONE, lambda old, _: old.lower(), "HB305", MEANT)
KINDS.slip("currency: of the past", COUNTRIES, r"currency: (\w+)$", lambda *_: "DEM", "HB324", MEANT)

HOURS = r"hours: \{mon-fri: ([\d:]+-[\d:]+)"
KINDS.slip(
    "hours: a day twice",
    CLINICS,
    rf"{HOURS}()",
    lambda *_: "08:00-18:00, fri: 08:00-12:00",
    "HB305",
    "mon-thu",
    shift=13,
)
KINDS.slip("hours: an empty span", CLINICS, HOURS, lambda *_: "08:00-08:00", "HB305", "ends when it begins")
KINDS.slip("hours: turned round", CLINICS, HOURS, lambda *_: "18:00-08:00", "HB305", "ends before")
KINDS.slip("hours: after midnight", CLINICS, HOURS, lambda *_: "08:00-25:00", "HB305", "no time of opening")
KINDS.slip("hours: halves of a day", CLINICS, HOURS, lambda *_: "8am-6pm", "HB305", "`08:00-18:00`")
KINDS.slip(
    "hours: a day in full",
    CLINICS,
    r"hours: \{(mon-fri):",
    lambda *_: "monday-friday",
    "HB305",
    "did you mean `mon-fri`",
)

REASON = r"  20\d\d-\d\d: \{missing: (\w[^}]*)\}$"
KINDS.slip("missing: true", VALUES, REASON, lambda *_: "true", "HB337", "say why")
KINDS.slip("missing: a letter", VALUES, REASON, lambda *_: "x", "HB337", "say why")
KINDS.slip("missing: a number", VALUES, REASON, lambda *_: "0", "HB337", "say why")
KINDS.slip("missing: a stand-in", VALUES, REASON, lambda *_: "n/a", "HB337", "say why")

KINDS.slip(
    "broken letters of a name", CLINICS, r"name: \w+?()(?=[ \w]*$)", lambda *_: "Ã©", "HB334", "é", shift=None
)
SAID = r"  (?:en|es|fr): [A-Z]\w*"
KINDS.slip("broken quotation marks", STANDARDS, rf"{SAID}() ", lambda *_: "â€™s", "HB334", "’s", shift=None)
KINDS.slip(
    "a text cut short by a number",
    STANDARDS,
    rf"{SAID}( )[a-z]+",
    lambda *_: " #4 ",
    "HB336",
    "quotes",
    shift=1,
)
KINDS.slip(
    "braces cut short by a number",
    STANDARDS,
    r"\w+: \{en: \w+( )",
    lambda *_: " #4 ",
    "HB001",
    "quotes",
    shift=1,
)


@KINDS.kind("a mark of a merge within a text")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(
        dice, r"  (?=\w)", STANDARDS, where=lambda it: it.line[2:3].isupper() and ":" not in it.line
    )
    blame = Blame(site.file, site.number + 1, frozenset({"HB001", "HB335"}), ("merge",))
    return book.with_line(site, site.line, ">>>>>>> main"), blame


def _guidance(name: str, text: str, codes: str, *words: str) -> None:
    """A kind that adds a line of guidance to a standard that has none."""

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, r"theme: ", STANDARDS, where=lambda it: not _has(book, it.file, "guidance"))
        blame = Blame(site.file, site.number + 2, frozenset(codes.split()), words)
        return book.with_line(site, site.line, "guidance: |", f"  {text}"), blame


def _has(book: Book, file: str, key: str) -> bool:
    return any(line.startswith(f"{key}:") for line in book.lines(file))


_guidance(
    "a link that isn't closed", "See [the script](https://example.org/script for words.", "HB338", "write `)`"
)
_guidance(
    "a link with a blank", "See [the script] (../waiting-room/) for words.", "HB338", "delete the blank"
)
_guidance("a link without its bracket", "See [the script(https://example.org) for words.", "HB338", "`]`")
_guidance("a link to no reference", "See [the script][script] for words.", "HB338", "`[script]`")
_guidance("a picture", "See ![the poster](poster.png).", "HB339", "link to it")
_guidance("a link to no standard", "See [waiting](waiting-rom.md).", "HB332", "did you mean `waiting-room`")
_guidance(
    "a link to no clinic",
    "See [a clinic](../clinics/mx-los-cabo.md).",
    "HB332",
    "did you mean `mx-los-cabos`",
)
_guidance("a link to no part", "See [waiting](../waiting-room/#targts).", "HB332", "did you mean `target`")
_guidance("bold that isn't closed", "See **the script for words.", "HB346", "behind the last word")
_guidance("code that isn't closed", "Write `no news for words.", "HB346", "another one behind")
_guidance("bold with blanks", "See ** the script ** for words.", "HB346", "did you mean `**the script**`")
_guidance("a tag that isn't kept", 'See <div class="x">the script.', "HB347", "delete it")
_guidance("words that look like a tag", "Dear <name>, thank you.", "HB347", "`&lt;name&gt;`")
_guidance("a table without its rule", "| When | What |\n  | Noon | Look |", "HB348", "`| --- | --- |`")
_guidance("a footnote", "See the script.[^1]", "HB349", "round brackets")
_guidance("a lost letter", "Atenci?n de llamadas.", "HB357", "write the word again")
_guidance("a text to translate", "[TRANSLATE] See the script.", "HB341", "write the text")
_guidance(
    "this very computer", "See [the script](http://localhost:8000/method/).", "HB332", "everybody can open it"
)


@KINDS.kind("text of the template in an approved standard")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"    en: \w", STANDARDS, where=lambda it: _counts(book, it))
    blame = Blame(site.file, site.number, frozenset({"HB135"}), ("write your own",))
    return book.with_line(site, "    en: e-mails answered in time"), blame


def _counts(book: Book, site: Site) -> bool:
    """Whether the line says what a standard counts that isn't about e-mails."""
    return book.lines(site.file)[site.number - 2] == "  counts:" and "mail" not in site.file
