"""`python -m bench.redraws`: hidden and embargoed numbers drawn anew, many times."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from bench.redraws.compared import cases, differing

SHOWN = 160
"""Signs of a line that differs."""


@click.command()
@click.option("--seeds", default=5, show_default=True, help="Handbooks of each case.")
@click.option("--only", default="", help="Cases with this in their name.")
def main(seeds: int, only: str) -> None:
    """Draw what handbooks hide anew, and compare every byte that readers get.

    Exit codes: 0 nothing differs, 1 something is given away.
    """
    sys.exit(0 if said(Console(), seeds, only) else 1)


def said(console: Console, seeds: int, only: str = "") -> bool:
    """Tells what is given away; whether nothing is."""
    leaks, number = 0, 0
    for name, draw in cases():
        for seed in range(seeds if only in name else 0):
            number += 1
            found = differing(draw, seed)
            leaks += bool(found)
            for file, (one, two) in found.items():
                console.print(f"{name}, seed {seed}: {file}", style="bold", highlight=False)
                for line in (one, two):
                    console.print(f"  {line[:SHOWN]!r}", markup=False, highlight=False)
    console.print(f"{number} redraws, {leaks} of which give something away.", highlight=False)
    return not leaks


if __name__ == "__main__":
    main()
