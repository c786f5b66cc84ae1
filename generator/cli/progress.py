"""Progress on a terminal, and silence anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn


@contextmanager
def pages_written() -> Iterator[Callable[[int, int], None] | None]:
    """Shows that the data is being read, then how many pages are written; gone when the block ends.

    Yields what is to be told how many of how many pages are done; None where nobody watches.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading the data …", total=None)

        def on_page(done: int, total: int) -> None:
            progress.update(task, description="Writing pages …", completed=done, total=total)

        yield on_page


@contextmanager
def rows_read(name: str) -> Iterator[Callable[[int], object]]:
    """Shows that a table is being read and how many rows so far; gone when the block ends."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(f"Reading {name} …") as status:
        yield lambda rows: status.update(f"Reading {name}: {rows:,} rows …")


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """Shows that something is going on until the block ends."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(sentence):
        yield
