"""A small handbook, and what can be hidden or held back in it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
SECRET_MONTHS = ("2025-05", "2025-09")
MEASURES = {
    "share": "{kind: proportion, counts: letters answered, out_of: letters received, decimals: 3}",
    "wait": "{kind: duration, statistic: median, unit: min, decimals: 2}",
    "events": "{kind: rate, per: 1000 visits, decimals: 3}",
    "score": "{kind: score, scale: [1, 5], decimals: 3}",
    "number": "{kind: count, better: lower}",
    "funnel": "{kind: conversion, stages: {asked: A, booked: B, came: C}, decimals: 3}",
}
WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heron",
    "islet",
    "jetty",
    "knoll",
    "larch",
    "mango",
    "north",
    "ocean",
]


@dataclass
class Hand:
    """What draws what everybody may know the same, and what nobody may know anew."""

    open: random.Random
    secret: random.Random

    @classmethod
    def of(cls, seed: int, drawing: int) -> Hand:
        return cls(random.Random(seed), random.Random(seed * 1000 + drawing))  # noqa: S311 - no secrets

    def words(self) -> str:
        return " ".join(self.secret.sample(WORDS, 4))


def value(kind: str, dice: random.Random) -> str:
    """A value that hides nothing."""
    n = dice.randint(300, 900)
    match kind:
        case "share":
            return f"{dice.randint(200, n - 60)}/{n}"
        case "wait":
            return f"{{median: {dice.randint(10, 40)} min, p90: {dice.randint(50, 90)} min, n: {n}}}"
        case "events":
            return f"{dice.randint(20, 60)}/{n * 10}"
        case "score":
            return f"{{mean: {dice.randint(300, 450) / 100}, sd: 0.8, n: {n}}}"
        case "number":
            return str(dice.randint(20, 60))
        case _:
            return f"{{asked: {n + 900}, booked: {n + 400}, came: {n}}}"


def small(kind: str, hand: Hand) -> str:
    """One that a sensitive standard hides, with a note."""
    dice, few = hand.secret, hand.secret.randint(1, 7)
    n, note = dice.randint(300, 900), f", note: {hand.words()}}}"
    match kind:
        case "share":
            return dice.choice((f"{{met: {few}, of: {n}", f"{{met: {n - few}, of: {n}")) + note
        case "wait":
            return (
                f"{{median: {dice.randint(1, 400) / 4} min, p90: {dice.randint(400, 900) / 4} min, n: {few}"
                + note
            )
        case "events":
            return f"{{events: {few}, per: {n * 10}" + note
        case "score":
            return f"{{mean: {dice.randint(100, 500) / 100}, sd: 0.{dice.randint(1, 9)}, n: {few}" + note
        case "number":
            return f"{{count: {few}" + note
        case _:
            return f"{{asked: {n + few}, booked: {n}, came: {dice.randint(100, 200)}" + note


def base(kinds: tuple[str, ...], hand: Hand, *, privacy: str = "open") -> dict[str, str]:
    """Three clinics in two countries, with values that hide nothing."""
    files = {
        "mkdocs.yml": "site_name: Redrawn\ntheme:\n  name: material\nplugins:\n  - benchbook\n",
        "data/handbook.yml": "title: Redrawn\nlanguages: [en]\nthemes: {any: {title: Any}}\n",
        "data/countries/mx.yml": "name: Mexico\ncurrency: MXN\n",
        "data/countries/ca.yml": "name: Canada\ncurrency: CAD\n",
        "data/clinics/one.yml": "name: One\ncountry: mx\n",
        "data/clinics/two.yml": "name: Two\ncountry: mx\n",
        "data/clinics/three.yml": "name: Three\ncountry: ca\n",
    }
    for kind in kinds:
        files[f"data/standards/{kind}.yml"] = standard(kind, f"The {kind}", privacy=privacy)
    for clinic in ("one", "two", "three"):
        values = {kind: {month: value(kind, hand.open) for month in MONTHS} for kind in kinds}
        files[f"data/kpis/{clinic}.yml"] = kpis(clinic, values)
    return files


def standard(kind: str, title: str, *, privacy: str = "open", more: str = "") -> str:
    return f"title: {title}\ntheme: any\nmeasure: {MEASURES[kind]}\nprivacy: {privacy}\n{more}"


def kpis(clinic: str, values: Mapping[str, Mapping[str, str]], head: str = "") -> str:
    lines = [f"clinic: {clinic}", *head.splitlines()]
    for name, held in values.items():
        lines += [f"{name}:", *(f"  {month}: {said}" for month, said in held.items())]
    return "\n".join(lines) + "\n"
