"""`python -m bench.damage`: damages this repository's handbook on purpose, and sees what its checks say."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from bench.damage import everything, others, small
from bench.damage.book import Book, corpus
from bench.damage.measured import Outcome, by_processes
from bench.damage.shown import columns, faults, promises, sheet, show, table

ROOT = Path(__file__).parents[2]


@click.command()
@click.option("--times", default=2, show_default=True, help="How often each kind of mistake is made.")
@click.option("--seed", default=everything.SEED, show_default=True, help="Another seed, other places.")
@click.option("--kind", "wanted", default="", metavar="TEXT", help="Only kinds with TEXT in their name.")
@click.option("--quick", is_flag=True, help="In a small part of the handbook, each kind once.")
@click.option(
    "--show", "which", type=click.Choice(["none", "missed", "all"]), default="none", help="Mutations."
)
@click.option(
    "--messages", type=click.Path(path_type=Path), help="Write what is said of each kind to a file."
)
def main(times: int, seed: int, wanted: str, quick: bool, which: str, messages: Path | None) -> None:  # noqa: PLR0913, PLR0917
    """Damage this repository's handbook on purpose, in all ways that are known, and see what is said of it.

    Exit codes: 0 every promise is kept, 1 one is broken, 2 wrong use.
    """
    console = Console(width=None if which == "none" else 250)
    outcomes = measured(1 if quick else times, seed, wanted, quick=quick)
    if messages:
        messages.write_text(sheet(outcomes), encoding="utf-8")
    for outcome in outcomes:
        if which == "all" or (which == "missed" and faults(outcome)):
            show(console, outcome)
    sys.exit(0 if said(console, outcomes, quick=quick) else 1)


def measured(
    times: int = 2, seed: int = everything.SEED, wanted: str = "", *, quick: bool = False
) -> list[Outcome]:
    """The whole corpus, damaged and checked."""
    kinds = [kind for kind in (*everything.MISTAKES, *everything.HARMLESS) if wanted in kind.name]
    book = _book(quick=quick)
    return by_processes(book, list(corpus(book, kinds, seed, times)), os.cpu_count() or 1)


def said(console: Console, outcomes: Sequence[Outcome], *, quick: bool = False) -> bool:
    """Print what came out, with two other tools beside it, and return whether every promise is kept."""
    mistakes = [outcome for outcome in outcomes if outcome.damage.blame]
    damages = [outcome.damage for outcome in mistakes]
    kinds = len({damage.kind for damage in damages})
    book = _book(quick=quick)
    console.print(f"\n{len(mistakes)} mistakes of {kinds} kinds, one at a time")
    console.print(
        table(
            [
                ("benchbook check", mistakes),
                ("yamllint", others.yamllint(book, damages)),
                ("check-jsonschema", others.check_jsonschema(book, damages)),
            ]
        )
    )
    console.print(columns(mistakes), highlight=False)
    kept = promises(outcomes)
    for each in kept:
        console.print(f"{each.what}: {each.said}: {'kept' if each.kept else 'BROKEN'}", highlight=False)
    return all(each.kept for each in kept)


def _book(*, quick: bool) -> Book:
    book = Book.read(ROOT)
    return small.small(book) if quick else book


if __name__ == "__main__":
    main()
