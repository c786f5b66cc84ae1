"""`python -m bench.scripts`: scripts in every text field, in every form, on every page of a real browser."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console

from bench.scripts.book import FORMS
from bench.scripts.tried import chromium, told, tried

FINDER = Path(__file__).parents[2] / "tests/browser/find_browser.py"


@click.command()
@click.option("--quick", is_flag=True, help="One form of script, and few pages with their own scripts.")
def main(quick: bool) -> None:
    """Put scripts into every text field of every kind of file, and see whether a browser runs any.

    Exit codes: 0 none ran, 1 one did, 2 wrong use.
    """
    sys.exit(0 if said(Console(), quick=quick) else 1)


def said(console: Console, *, quick: bool = False) -> bool:
    """Print what came out, and return whether nothing ran."""
    found = subprocess.run([sys.executable, str(FINDER)], stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if found.returncode:
        console.print("Scripts in text fields: not tried, because there is no browser.")
        return True
    outcomes = []
    with chromium(found.stdout.strip()) as browser:
        for form in FORMS[:1] if quick else FORMS:
            with tempfile.TemporaryDirectory(prefix="scripts-") as folder:
                outcomes.append(tried(Path(folder), browser, form, whole=not quick))
            for line in outcomes[-1].ran:
                console.print(f"  ran: {line}", highlight=False, markup=False)
    console.print(told(outcomes), highlight=False)
    return not any(outcome.ran for outcome in outcomes)


if __name__ == "__main__":
    main()
