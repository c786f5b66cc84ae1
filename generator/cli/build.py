"""`benchbook build`: the site, what was built, what is wrong, how to look at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.handbook_folder import pasteable
from generator.cli.progress import pages_written
from generator.cli.source_lines import Sources
from generator.mkdocs import run_mkdocs
from generator.report import text

TRY_AGAIN = 75
"""The exit code that systems know for what is only in the way for now."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(short_help="Build the site.")
@click.argument("folder", metavar="[DIR]", type=FOLDER, default=".")
@click.option(
    "--site-dir", type=click.Path(path_type=Path), help="Where the site goes; else where mkdocs.yml says."
)
@click.option("--strict", is_flag=True, help="Publish nothing if anything is wrong, and exit with 1.")
@click.option("--as-of", metavar="DAY", help="Day that embargoes and reviews are reckoned from: 2026-06-30.")
@click.option("--no-wait", is_flag=True, help="Exit with 75 if another build of the site is at work.")
def command(folder: Path, site_dir: Path | None, strict: bool, as_of: str | None, no_wait: bool) -> None:
    """Build the site of the handbook in DIR (else in this folder).

    An error in a file leaves out that thing and says so; the rest is published. With --strict
    nothing is. Another build of the same site is waited for.

    \b
    Example:
      benchbook build my-handbook --strict
    """
    try:
        with pages_written() as on_page:
            built = run_mkdocs.build(
                folder,
                site_dir.resolve() if site_dir else None,
                strict=strict,
                as_of=as_of,
                on_page=on_page,
                wait=not no_wait,
                tell=lambda said: click.echo(said, err=True),
            )
    except run_mkdocs.BuildIsRunning as reason:
        click.echo(f"Error: {reason}", err=True)
        sys.exit(TRY_AGAIN)
    except run_mkdocs.Withheld as reason:
        raise click.ClickException(str(reason)) from None
    except run_mkdocs.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None
    for line in report(built):
        click.echo(line)
    sys.exit(1 if strict and not built.clean else 0)


def report(built: run_mkdocs.Built) -> Iterator[str]:
    """What is wrong, what was built, and how to look at it."""
    yield from text.report(built.handbook.problems, Sources(built.handbook.written.root).line)
    if built.remarks:
        yield from (*built.remarks, "")
    yield from built.handbook.notices
    wrong = len(built.handbook.problems) + len(built.remarks)
    if not built.published:
        found = _of(wrong, "problem", "problems")
        yield f"Not published: {found}. What was in {_shown(built.site)} stands as it was."
        return
    yield (
        f"Built {_of(built.pages, 'page', 'pages')} of {_of(built.series, 'series', 'series')} "
        f"in {built.seconds:.1f} s: {_of(built.files, 'file', 'files')}, {built.size / 1e6:.1f} MB."
    )
    yield f"Found {_of(wrong, 'problem', 'problems')}." if wrong else "Found nothing wrong."
    site = pasteable(_shown(built.site))
    yield f"To look at it: python3 -m http.server -d {site}, then 127.0.0.1:8000 in a browser"


def _of(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _shown(path: Path) -> Path:
    """The path as short as it can be typed from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
