"""`python -m bench`: measures the build of a handbook, and says whether it keeps its budgets."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.budgets import budgets, of_checking, of_preview, of_statistics
from bench.damage import __main__ as damage
from bench.redraws import __main__ as redraws
from bench.runs import Results, measure
from bench.scripts import __main__ as scripts
from bench.timed import Failed


@click.command()
@click.option(
    "--clinics", default=1000, show_default=True, help="Clinics of the handbook; also twice as many."
)
@click.option("--runs", default=3, show_default=True, help="How often each thing is run; medians are shown.")
@click.option("--quick", is_flag=True, help="50 clinics, once: shows that it works, judges nothing.")
@click.option("--mistakes/--no-mistakes", default=True, help="Whether mistakes are made and looked for, too.")
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep what was built in DIR.")
def main(clinics: int, runs: int, quick: bool, mistakes: bool, keep: Path | None) -> None:
    """Measure the build of a handbook with 12 standards and 36 months, beside a bare MkDocs, and how well
    the mistakes of editors are found, whether any script in a text runs, and whether anything hidden is given
    away (`python -m bench.damage`, `bench.scripts` and `bench.redraws` do that alone).

    Exit codes: 0 every budget is kept, 1 one is broken, 2 wrong use.

    \b
    Example:
      make bench BENCH="--clinics 300 --runs 1"
    """
    if quick:
        clinics, runs = min(clinics, 50), 1
    quiet = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary, quiet.status("…") as status:
        try:
            results = measure(keep or Path(temporary), clinics, runs, status.update)
        except Failed as reason:
            raise click.ClickException(str(reason)) from None
    console = Console()
    console.print(shown(results))
    judged = (
        *budgets(results.ours, results.bare, results.twice),
        of_checking(results.looked_through),
        *of_statistics(*results.statistics),
        *of_preview(results.saves),
    )
    for budget in judged:
        console.print(budget.said, highlight=False)
    # Which mistakes are found is the same on any computer, however quick the run.
    found = not mistakes or damage.said(console, damage.measured(1 if quick else 2, quick=quick), quick=quick)
    # A quick run is `python -m bench.scripts --quick`, which `make test` does as well.
    found = (quick or scripts.said(console)) and found
    found = (quick or redraws.said(console, 5)) and found
    if quick:
        console.print("A quick run is too small to judge times by.")
    sys.exit(0 if found and (quick or all(budget.kept for budget in judged)) else 1)


def shown(results: Results) -> Table:
    """What was measured, a line each."""
    table = Table("median of runs", "wall s", "cpu s", "peak MB", "× bare")
    for column in table.columns[1:]:
        column.justify = "right"
    for measured in results.all:
        times = f"{measured.wall / results.bare.wall:.2f}" if measured.comparable else ""
        numbers = (f"{measured.wall:.2f}", f"{measured.cpu:.2f}", f"{measured.peak:.0f}", times)
        table.add_row(measured.what, *numbers)
    return table


if __name__ == "__main__":
    main()
