"""How well mistakes are found, as tables and as promises that are kept or broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Protocol

import yaml
from rich.console import Console
from rich.table import Table

from bench.damage.book import Blame
from bench.damage.measured import Outcome, missing_words
from generator.problem import Problem


class Found(Protocol):
    """What one tool made of one mutation."""

    @property
    def detected(self) -> bool: ...
    @property
    def at_its_line(self) -> bool: ...
    @property
    def hinted(self) -> bool: ...
    @property
    def others(self) -> int: ...


@dataclass(frozen=True)
class Shares:
    """What one tool made of all mutations."""

    detected: float
    at_its_line: float
    hinted: float
    others: float

    @staticmethod
    def of(found: Sequence[Found]) -> Shares:
        return Shares(
            mean(each.detected for each in found),
            mean(each.at_its_line for each in found),
            mean(each.hinted for each in found),
            mean(each.others for each in found),
        )


@dataclass(frozen=True)
class Promise:
    """One aim and how it was reached."""

    what: str
    said: str
    kept: bool

    @staticmethod
    def share(what: str, least: float, reached: float) -> Promise:
        return Promise(what, f"{reached:.1%}, at least {least:.0%}", reached >= least)


def promises(outcomes: Sequence[Outcome]) -> tuple[Promise, ...]:
    """The aims: nothing is overlooked, almost all is placed and explained, and little else is said."""
    mistakes = [outcome for outcome in outcomes if outcome.damage.blame]
    shares = Shares.of(mistakes)
    noisy = sum(bool(outcome.found) for outcome in outcomes if outcome.damage.blame is None)
    return (
        Promise.share("mistakes detected", 1.0, shares.detected),
        Promise.share("mistakes at their very line", 0.99, shares.at_its_line),
        Promise.share("mistakes with the right hint", 0.95, shares.hinted),
        Promise("other findings of a mistake", f"{shares.others:.2f}, at most 1", shares.others <= 1),
        Promise("harmless variants that are blamed", f"{noisy}, at most 0", noisy == 0),
    )


def table(tools: Sequence[tuple[str, Sequence[Found]]]) -> Table:
    """A row for each tool."""
    shown = Table("of all mistakes", "detected", "at its line", "right hint", "other findings")
    for column in shown.columns[1:]:
        column.justify = "right"
    for name, found in tools:
        shares = Shares.of(found)
        percent = (shares.detected, shares.at_its_line, shares.hinted)
        shown.add_row(name, *(f"{share:.1%}" for share in percent), f"{shares.others:.2f}")
    return shown


def columns(outcomes: Sequence[Outcome]) -> str:
    """How often the very column is named, where one is to blame."""
    placed = [found for outcome in outcomes if (found := outcome.at_its_column) is not None]
    if not placed:
        return "No one column is to blame."
    return f"At the very column: {mean(placed):.1%} of the {len(placed)} that have one to blame."


def faults(outcome: Outcome) -> list[str]:
    """What is not as it should be with what was found of one mutation."""
    if outcome.damage.blame is None:
        return ["blamed, but harmless"] if outcome.found else []
    if not outcome.detected:
        return ["overlooked"]
    seen = (
        ("not at its line", not outcome.at_its_line),
        ("not at its column", outcome.at_its_line and outcome.at_its_column is False),
        ("without the right hint", not outcome.hinted),
        (f"{outcome.others} other findings", outcome.others > 1),
    )
    return [fault for fault, there in seen if there]


def sheet(outcomes: Sequence[Outcome]) -> str:
    """What is said of the first mutation of each kind, as YAML: to be read, and held to from then on."""
    first: dict[str, dict[str, str]] = {}
    for outcome in outcomes:
        if outcome.best:
            first.setdefault(outcome.damage.kind, as_said(outcome.best))
    head = "# What is said of each kind of mistake. Made by `python -m bench.damage --quick --messages`.\n"
    return head + yaml.safe_dump(first, sort_keys=False, allow_unicode=True, width=10_000)


def as_said(problem: Problem) -> dict[str, str]:
    """A finding as the sheet of messages has it."""
    said = {"at": f"{problem.code} {problem.place}", "says": problem.message}
    return said | ({"hint": problem.hint} if problem.hint else {})


def show(console: Console, outcome: Outcome) -> None:
    """One mutation, what had to be said of it and what was."""
    lines = [f"{outcome.damage.kind}: {', '.join(faults(outcome)) or 'as it should be'}"]
    if blame := outcome.damage.blame:
        lines += _wanted(outcome, blame)
    lines += [f"    found  {each.code} {each.place} {each.message} {each.hint}" for each in outcome.found[:4]]
    if len(outcome.found) > 4:
        lines.append(f"    ... and {len(outcome.found) - 4} more")
    console.print("\n".join(lines), markup=False, highlight=False)


def _wanted(outcome: Outcome, blame: Blame) -> list[str]:
    raw = outcome.damage.writes.get(blame.file) or b""
    lines = raw.decode(errors="replace").split("\n")
    line = lines[blame.line - 1][:120] if blame.line <= len(lines) else ""
    lacks = missing_words(outcome.best, blame) if outcome.best else list(blame.words)
    place = f"{blame.file}:{blame.line}" + (f":{blame.column}" if blame.column else "")
    return [f"    line   {line}", f"    wanted {'/'.join(sorted(blame.codes))} {place}; lacking {lacks}"]
