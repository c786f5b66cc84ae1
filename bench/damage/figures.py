"""Figures that can be read and can't be: parts of people, shares for counts, other units, other centuries."""

from __future__ import annotations

from random import Random

from bench.damage.book import Kinds

KINDS = Kinds()
VALUES, TABLES = "data/kpis/*.yml", "data/kpis/*.csv"
STANDARDS, NATIONAL, CLINICS = "data/standards/*.yml", "data/national/*.yml", "data/clinics/*.yml"

PAIR = r"  20\d\d-\d\d: (\d+/\d+)$"
LARGE = r"  20\d\d-\d\d: (\d{3}/\d{3})$"
FIGURE = r"    value: (\d\d%)$"


def _thousands(old: str, *_: object) -> str:
    """Thousands as some countries write them: `1.187/1.200`."""
    return f"1.{old.replace('/', '/1.')}"


def _century(old: str, dice: Random) -> str:
    exchanged = f"{old[0]}{old[2]}{old[1]}{old[3]}"
    wrong = [f"1{old[1:4]}", f"21{old[2:4]}", f"22{old[2:4]}"]
    year = dice.choice([exchanged, *wrong] if exchanged > "2100" else wrong)
    return f"{year}{old[4:]}"


KINDS.slip("half a person", VALUES, PAIR, lambda old, _: old.replace("/", ".5/"), "HB235", "whole number")
KINDS.slip(
    "half a person of all",
    TABLES,
    r"us-[a-z-]+,email-reply,20\d\d-\d\d,\d+,(\d+)",
    lambda old, _: f"{old}.5",
    "HB235",
    "whole number",
)
KINDS.slip(
    "half a person in a table",
    TABLES,
    r"us-[a-z-]+,email-reply,20\d\d-\d\d,(\d+),",
    lambda old, _: f"{old}.5",
    "HB235",
    "`met",
)
KINDS.slip(
    "points for thousands",
    VALUES,
    LARGE,
    _thousands,
    "HB012",
    "thousands",
)
KINDS.slip(
    "a point for thousands in one of two",
    VALUES,
    LARGE,
    lambda old, _: old.replace("/", "/1."),
    "HB012",
    "thousands",
)
KINDS.slip(
    "a share for a count",
    VALUES,
    r"  20\d\d-\d\d: (\d+)/\d{3}$",
    lambda *_: "0.87",
    "HB237",
    "share",
)
KINDS.slip(
    "a percentage for a count",
    TABLES,
    r"us-[a-z-]+,email-reply,20\d\d-\d\d,(\d+),",
    lambda *_: "87%",
    "HB012",
    "percentage",
    "`met",
)
KINDS.slip(
    "a percentage for one value of many", VALUES, PAIR, lambda *_: "87 %", "HB012", "share", "both numbers"
)
KINDS.slip(
    "a median of nobody", VALUES, r"  20\d\d-\d\d: \{median: .* n: (\d+)", lambda *_: "0", "HB236", "nobody"
)
KINDS.slip(
    "half a person timed",
    VALUES,
    r"  20\d\d-\d\d: \{median: .* n: (\d+)",
    lambda old, _: f"{old}.5",
    "HB235",
    "`n",
)
KINDS.slip("a figure below nothing", NATIONAL, FIGURE, lambda old, _: f"-{old}", "HB238", "`{old}`")
KINDS.slip("a figure above all", NATIONAL, FIGURE, lambda old, _: f"{old[:-1]}0%", "HB238", "`{old}`")
KINDS.slip(
    "a figure as a fraction",
    "data/national/same-day-appointment.yml",
    FIGURE,
    lambda old, _: f"0.{old[:-1]}",
    "HB239",
    "`{old}`",
)
KINDS.slip(
    "a figure without its sign",
    "data/national/same-day-appointment.yml",
    FIGURE,
    lambda old, _: old[:-1],
    "HB239",
    "`{old}`",
)
KINDS.slip(
    "a time for a figure that is a share",
    "data/national/same-day-appointment.yml",
    FIGURE,
    lambda *_: "20 min",
    "HB239",
    "percentage",
)
KINDS.slip(
    "a number left out of what a rate is per",
    STANDARDS,
    r"  per: (\d+ )\w+$",
    lambda *_: "",
    "HB128",
    "number",
)
KINDS.slip(
    "a noun left out of what a rate is per",
    STANDARDS,
    r"  per: \d+( \w+)$",
    lambda *_: "",
    "HB128",
    "counted",
    shift=None,
)
KINDS.slip("a target of another century", STANDARDS, r".*from: (20\d\d-\d\d)", _century, "HB240", "mean")
KINDS.slip("a change of another century", VALUES, r"  - at: (20\d\d-\d\d)$", _century, "HB240", "mean")
KINDS.slip(
    "a clinic of another century",
    CLINICS,
    r"opened: (20\d\d-\d\d)$",
    lambda old, dice: f"{dice.choice([21, 22])}{old[2:]}",
    "HB240",
    "year",
)
KINDS.slip("a source of another century", NATIONAL, r"    year: (20\d\d)$", _century, "HB240 HB314", "mean")
KINDS.slip(
    "a review of another century", STANDARDS, r"review: \{.*last: (20\S+)\}", _century, "HB240", "year"
)
KINDS.slip(
    "better the wrong way round",
    STANDARDS,
    r"  better: (lower)$",
    lambda *_: "higher",
    "HB130",
    "`better: lower`",
)
KINDS.slip(
    "close within more than a step",
    "data/standards/email-reply.yml",
    r"close_within: (\d+%)$",
    lambda *_: "40%",
    "HB131",
    "step",
)
