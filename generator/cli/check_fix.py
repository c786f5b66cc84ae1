"""`benchbook check --fix`: what is mended without a doubt, line by line, and what came to light by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator.cli.source_lines import Sources
from generator.cli.trial_run import found, said
from generator.edit import safe_writing
from generator.edit.autofix import FixedFiles, mended
from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.trial_copy import as_if_saved, refuse_behind_link
from generator.model import reading_problems
from generator.problem import Fix, Problem
from generator.report import text

WHOLLY = frozenset(
    rule.code
    for rule in (
        reading_problems.SYNTAX,
        reading_problems.UNREADABLE,
        reading_problems.ANCHOR,
        reading_problems.TABLE,
    )
)
"""What keeps a whole file from being read."""


TWICE = frozenset({reading_problems.TWICE.code, "HB203"})
"""What leaves out two places that say the same thing."""


def mend(folder: Path, data_dir: str, day: date) -> None:
    """Mends what problems know how to mend, and prints the difference to the standard error.

    What one mend uncovers, the next round may mend, until nothing more can be. A file that can't be changed
    doesn't hinder the others.
    """
    # A program that reads the problems from the standard output isn't to find a difference there.
    before = found(folder, data_dir, day)
    problems, left = before, set[Fix]()
    done: dict[str, None] = {}
    while True:
        those = mended(folder, problems, left)
        drafts = _good(folder, data_dir, day, those, problems, left)
        saved = [draft.name for draft in drafts if _saved(draft, those, left)]
        for name, why in those.refused.items():
            click.echo(f"{name} wasn't mended: {why}", err=True)
        left |= {each for mends in those.mends.values() for each in mends}
        done |= dict.fromkeys(saved)
        if not (saved or those.refused or len(drafts) < len(those.drafts)):
            break
        problems = found(folder, data_dir, day)
    if not done:
        click.echo("Nothing here can be mended without a doubt.", err=True)
        return
    click.echo(f"Mended {', '.join(done)}.", err=True)
    _tell_what_came(folder, before, problems)


def _good(  # noqa: PLR0913, PLR0917 - what a round knows
    folder: Path, data_dir: str, day: date, those: FixedFiles, before: Sequence[Problem], left: set[Fix]
) -> list[Draft]:
    """The drafts that can be read. The mends of the others are left, and go into `left`."""
    drafts = []
    for draft in those.drafts:
        try:
            refuse_behind_link(folder, data_dir, draft)
            drafts.append(draft)
        except NotSaved as reason:
            those.refused[draft.name] = str(reason)
    while drafts:
        with as_if_saved(folder, data_dir, drafts) as root:
            after = found(root, data_dir, day)
        bad = {draft.name for draft in drafts if _is_worse(draft.name, before, after)}
        if not bad:
            break
        for name in bad:
            left |= set(those.mends[name])
            click.echo(
                f"{name} wasn't mended: it couldn't be read any more then, or would say something twice.",
                err=True,
            )
        drafts = [draft for draft in drafts if draft.name not in bad]
    return drafts


def _is_worse(file: str, before: Sequence[Problem], after: Sequence[Problem]) -> bool:
    """Whether the file could be read before and can't be with its mends, or would say something twice then:
    both places would be left out, and one of them was published."""
    if any(it.place.file == file and it.code in TWICE for it in _come(before, after)):
        return True
    unread_before, unread = (
        any(it.place.file == file and it.code in WHOLLY for it in those) for those in (before, after)
    )
    return unread and not unread_before


def _come(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Problems that weren't there before, on whatever line."""
    was = Counter(map(said, before))
    come = []
    for problem in after:
        was[said(problem)] -= 1
        if was[said(problem)] < 0:
            come.append(problem)
    return come


def _saved(draft: Draft, those: FixedFiles, left: set[Fix]) -> bool:
    """Whether the file could be written. What is changed in it is shown."""
    try:
        safe_writing.save([draft])
    except NotSaved as reason:
        those.refused[draft.name] = str(reason)
        left |= set(those.mends[draft.name])
        return False
    for line in safe_writing.differences([draft]):
        click.echo(line, err=True)
    return True


def _tell_what_came(folder: Path, before: Sequence[Problem], after: Sequence[Problem]) -> None:
    """What nobody could see before: it stood in a file that wasn't read, or rests on what wasn't right."""
    come = _come(before, after)
    if not come:
        return
    places = "one more place" if len(come) == 1 else f"{len(come)} more places"
    click.echo(f"\nWith that mended, {places} came to light that had been hidden before:", err=True)
    for line in text.report(come, Sources(folder).line):
        click.echo(line, err=True)
