"""`python -m bench.damage`: how well mistakes are found, one handbook damaged after the other."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click
from rich.console import Console

from bench.damage import everything, small
from bench.damage.book import Book, corpus
from bench.damage.measured import Outcome, by_processes, missing_words

ROOT = Path(__file__).parents[2]


@click.command()
@click.option("--times", default=2, show_default=True, help="How often each kind of mistake is made.")
@click.option("--seed", default=everything.SEED, show_default=True, help="Another seed damages other places.")
@click.option("--kind", "wanted", default="", metavar="TEXT", help="Only kinds with TEXT in their name.")
@click.option("--missed", is_flag=True, help="Show every mutation that isn't found as it should be.")
@click.option("--quick", is_flag=True, help="A small part of the handbook.")
@click.option("--shown", is_flag=True, help="Show what is said of every mutation.")
def main(times: int, seed: int, wanted: str, quick: bool, missed: bool, shown: bool) -> None:
    """Damage this repository's handbook on purpose and see what its checks say."""
    started = time.perf_counter()
    book = small.small(Book.read(ROOT)) if quick else Book.read(ROOT)
    kinds = [kind for kind in (*everything.MISTAKES, *everything.HARMLESS) if wanted in kind.name]
    damages = list(corpus(book, kinds, seed, times))
    results = by_processes(book, damages, os.cpu_count() or 1)
    console = Console(width=170)
    for outcome in results:
        if shown or (missed and _faults(outcome)):
            _show(console, outcome)
    mistakes = [outcome for outcome in results if outcome.damage.blame]
    n = len(mistakes) or 1
    print(len(kinds), "kinds", len(mistakes), "mutations", f"{time.perf_counter() - started:.1f} s")
    print(f"detected {sum(o.detected for o in mistakes) / n:.2%}")
    print(f"line {sum(o.at_its_line for o in mistakes) / n:.2%}")
    cols = [o.at_its_column for o in mistakes if o.at_its_column is not None]
    print(f"column {sum(cols) / (len(cols) or 1):.2%} of {len(cols)}")
    print(f"hint {sum(o.hinted for o in mistakes) / n:.2%}")
    print(f"others {sum(o.others for o in mistakes) / n:.2f}")
    print("harmless with findings", sum(bool(o.found) for o in results if not o.damage.blame))
    sys.exit(0)


def _faults(outcome: Outcome) -> str:
    if outcome.damage.blame is None:
        return "HARMLESS" if outcome.found else ""
    faults = []
    if not outcome.detected:
        faults.append("UNDETECTED")
    else:
        if not outcome.at_its_line:
            faults.append("LINE")
        elif outcome.at_its_column is False:
            faults.append("COLUMN")
        if not outcome.hinted:
            faults.append("HINT")
    if outcome.others > 1:
        faults.append(f"OTHERS {outcome.others}")
    return " ".join(faults)


def _show(console: Console, outcome: Outcome) -> None:
    damage, blame = outcome.damage, outcome.damage.blame
    out = lambda text: console.print(text, markup=False, highlight=False)
    out(f"== {damage.kind}: {_faults(outcome)}")
    if blame:
        missing = missing_words(outcome.best, blame) if outcome.best else ""
        raw = damage.writes.get(blame.file) or b""
        lines = raw.decode(errors="replace").split("\n")
        if len(lines) >= blame.line:
            out(f"     | {lines[blame.line - 1][:120]}")
        out(
            f"     wanted {blame.file}:{blame.line}:{blame.column} {sorted(blame.codes)} {missing or ''} also={blame.also}"
        )
    for problem in outcome.found[:4]:
        out(f"     got {problem.code} {problem.place} {problem.message} | {problem.hint}")
    if len(outcome.found) > 4:
        out(f"     ... {len(outcome.found)}")


if __name__ == "__main__":
    main()
