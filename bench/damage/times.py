"""Periods and opening hours: when things are, and when not."""

from __future__ import annotations

import calendar
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site
from bench.damage.slips import any_slip

KINDS = Kinds()
CLINICS, VALUES = "data/clinics/*.yml", "data/kpis/*.yml"
MEANT = "did you mean `{old}`"
MONTH, PERIOD = r"  (20\d\d-\d\d): ", "HB210"
NAMES = list(calendar.month_name)


def in_words(old: str, _: Random) -> str:
    return f"{NAMES[int(old[5:])]} {old[:4]}"


KINDS.slip("month 13", VALUES, MONTH, lambda old, _: f"{old[:4]}-13", PERIOD, "month")
KINDS.slip("month 00", VALUES, MONTH, lambda old, _: f"{old[:4]}-00", PERIOD, "month")
KINDS.slip("the 30th of February", VALUES, MONTH, lambda old, _: f"{old[:4]}-02-30", PERIOD, "no such day")
KINDS.slip("month in words", VALUES, MONTH, in_words, PERIOD, MEANT)
KINDS.slip("month with a slash", VALUES, MONTH, lambda old, _: old.replace("-", "/"), "HB210 HB211", MEANT)
KINDS.slip("month first", VALUES, MONTH, lambda old, _: f"{old[5:]}-{old[:4]}", PERIOD, MEANT)
KINDS.slip(
    "month of one digit", VALUES, r"  (20\d\d-0\d): ", lambda old, _: old.replace("-0", "-"), PERIOD, MEANT
)
KINDS.slip("month with a point", VALUES, MONTH, lambda old, _: old.replace("-", "."), PERIOD, MEANT)
KINDS.slip("month without a hyphen", VALUES, MONTH, lambda old, _: old.replace("-", ""), PERIOD, MEANT)
KINDS.slip(
    "quarter spelled otherwise",
    VALUES,
    r"  (20\d\d-Q\d): ",
    lambda old, _: f"{old[5:]} {old[:4]}",
    PERIOD,
    MEANT,
)
KINDS.slip(
    "a quarter where months are reported",
    VALUES,
    MONTH,
    lambda old, _: f"{old[:4]}-Q1",
    "HB211",
    "monthly",
    "`2025-01`",
)
KINDS.slip(
    "a year where months are reported", VALUES, MONTH, lambda old, _: old[:4], "HB211", "monthly", "`2025-01`"
)
KINDS.slip("a month to come", VALUES, MONTH, lambda old, _: f"2062-{old[5:]}", "HB212", "year")
KINDS.slip(
    "embargo that is no day",
    VALUES,
    r"publish_from: (\S+)$",
    lambda _, dice: dice.choice(("15 January 2027", "2027-01", "2027-02-30", "15.1.2027", "soon")),
    "HB004",
    "2026-02-01",
)
KINDS.slip("change at no period", VALUES, r"  - at: (20\d\d-\d\d)$", in_words, "HB213", MEANT)
KINDS.slip(
    "change in month 13", VALUES, r"  - at: (20\d\d-\d\d)$", lambda old, _: f"{old[:4]}-13", "HB213", "month"
)

HOURS, ZONE = r"hours: \{[a-z-]+: (\d\d:\d\d-\d\d:\d\d)", r"time_zone: (America/\w+)$"
KINDS.slip("hours of twelve", CLINICS, HOURS, lambda *_: "8am-6pm", "HB305", "08:00-18:00")
KINDS.slip(
    "hours with a letter",
    CLINICS,
    HOURS,
    lambda old, _: old.replace(":", "h"),
    "HB305",
    "did you mean `{old}`",
)
KINDS.slip(
    "days written out",
    CLINICS,
    r"hours: \{(mon-fri|mon-thu):",
    lambda *_: "monday-friday",
    "HB305",
    "`mon-fri`",
)
KINDS.slip(
    "time zone misspelt",
    CLINICS,
    ZONE,
    lambda old, dice: f"America/{any_slip(old[8:], dice) if old[8:].isalpha() else old[8:-1]}",
    "HB305",
    MEANT,
)
KINDS.slip("time zone without its continent", CLINICS, ZONE, lambda old, _: old[8:], "HB305", MEANT)
KINDS.slip("opened in no period", CLINICS, r"opened: (20\d\d-\d\d)$", in_words, "HB303", MEANT)
KINDS.slip(
    "a latitude beyond the pole",
    CLINICS,
    r"location: \[([\d.]+),",
    lambda old, _: f"1{old}",
    "HB304",
    "latitude",
    shift=-1,
)


@KINDS.kind("latitude and longitude exchanged")
def _(book: Book, dice: Random) -> Made | None:
    """Only where it is seen: beyond 90 degrees there is no latitude."""
    sites = book.sites(r"location: (\[([\d.-]+), (-[\d.]+)\])", CLINICS)
    site = dice.choice([site for site in sites if float(site.part(3)) < -90])
    writes = book.with_line(site, f"location: [{site.part(3)}, {site.part(2)}]")
    return writes, Blame(site.file, site.number, frozenset({"HB304"}), ("exchanged",), 11)


@KINDS.kind("a value before the clinic opened")
def _(book: Book, dice: Random) -> Made | None:

    def of_shares(site: Site) -> bool:
        return "-01: " in (below := book.lines(site.file)[site.number]) and "/" in below

    files = ("data/kpis/mx-*.yml", "data/kpis/ca-*.yml")
    site = book.one(dice, r"([a-z]+-[a-z-]+):$", *files, where=of_shares)
    return book.with_line(site, site.line, "  2001-03: 10/20"), Blame(
        site.file, site.number + 1, frozenset({"HB214"}), ("opened", "2001-03"), 3
    )


@KINDS.kind("values after the clinic closed")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"country: (mx|ca)$", CLINICS)
    if any(line.startswith("closed:") for line in book.lines(site.file)):
        return None
    return book.with_line(site, site.line, "closed: 2026-02"), Blame(
        site.file, site.number + 1, frozenset({"HB214"}), ("closed", "2026-02"), 9
    )


@KINDS.kind("closed before it opened")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"opened: (20\d\d-\d\d)$", CLINICS)
    if any(line.startswith("closed:") for line in book.lines(site.file)):
        return None
    return book.with_line(site, site.line, "closed: 1999-01"), Blame(
        site.file, site.number + 1, frozenset({"HB303"}), ("1999-01", site.part()), 9
    )
