"""What `benchbook new` writes into a new file: where a file begins, and what is told if nobody changed it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

import yaml

TEMPLATES = Path(__file__).parents[1] / "edit" / "templates"
STARTER = Path(__file__).parents[1] / "cli" / "starter"

KINDS: Mapping[str, tuple[str, str, str, str]] = {
    "proportion": (
        "  kind: proportion\n  counts: e-mails answered in time\n  out_of: e-mails received",
        "80%",
        "90%",
        "5%",
    ),
    "duration": (
        "  kind: duration\n  # The statistic that is judged: median, p90 or mean.\n  statistic: median\n"
        "  clock: from arrival to being called\n  better: lower",
        "20 min",
        "15 min",
        "2 min",
    ),
    "rate": (
        "  kind: rate\n  per: 1000 visits\n  counts: complaints\n  better: lower",
        "4",
        "3",
        "0.5",
    ),
    "count": ("  kind: count\n  counts: changes made because of complaints", "2", "3", "1"),
    "score": (
        "  kind: score\n  scale: [1, 5]\n  asked: everybody seen, by text message",
        "4.5",
        "4.6",
        "0.1",
    ),
    "money": ("  kind: money\n  better: lower", "30 USD", "25 USD", "2 USD"),
    "conversion": ("  kind: conversion\n  stages: [enquiry, quote, booked, attended]", "10%", "12%", "1%"),
}
"""Of each kind of measure: how it begins, a target, a stricter one, and what is close."""

_EXAMPLE = re.compile(r"(\s*)# ((?:[a-z_]+:|- |  ).*)")
_KEPT = "kept"
"""Stands where the template has a place to fill in."""


def text(thing: str) -> str:
    """The template of a standard, a clinic or a country."""
    return (TEMPLATES / f"{thing}.yml").read_text(encoding="utf-8")


def of_kind(kind: str) -> dict[str, str]:
    """What a standard of that kind has in the places of its template."""
    measure, target, stricter, close = KINDS[kind]
    return {"measure": measure, "target": target, "stricter": stricter, "close": close}


@cache
def examples(thing: str, kind: str = "proportion") -> Mapping[tuple[str, ...], object]:
    """What the template says by itself, by the way to it, its comments with examples included."""
    words = dict.fromkeys(("id", "title", "theme", "country", "name", "peer"), _KEPT)
    words |= {"year": "2000", "next_year": "2001", "today": "2000-01-01", "currency": "", "languages": ""}
    filled = Template(text(thing)).substitute(words | of_kind(kind)).splitlines()
    shown = (_EXAMPLE.fullmatch(line) or line for line in filled)
    lines = (line if isinstance(line, str) else f"{line[1]}{line[2]}" for line in shown)
    said = yaml.safe_load("\n".join(lines))
    found: dict[tuple[str, ...], object] = {}
    for key, held in said.items():
        inner = held.items() if isinstance(held, dict) else ()
        found |= {(key,): held} | {(key, name): value for name, value in inner}
    return {path: held for path, held in found.items() if held != _KEPT}


@cache
def comments(thing: str) -> frozenset[str]:
    """The lines of the template that explain something."""
    lines = (line.strip() for line in text(thing).splitlines() if not _EXAMPLE.fullmatch(line))
    return frozenset(line for line in lines if line.startswith("#") and "$" not in line)


@cache
def begun_with() -> Mapping[tuple[str, str], str]:
    """The examples that `benchbook new handbook` writes, by kind and id."""
    folders = {"standard": "standards", "clinic": "clinics", "country": "countries"}
    return {
        (kind, file.stem): bare(file.read_text(encoding="utf-8"))
        for kind, folder in folders.items()
        for file in sorted((STARTER / "data" / folder).glob("*.yml"))
    }


def bare(written: str) -> str:
    """A file without its comments and blank lines."""
    lines = (line.rstrip() for line in written.splitlines())
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))
