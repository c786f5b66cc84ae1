"""How the clinics of a standard are spread over time, with the same numbers as a table."""

from __future__ import annotations

from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.compared import Spread
from generator.model.findings import Finding
from generator.model.written import Standard
from generator.render import tables
from generator.render.edition import Edition
from generator.render.funnel import common

FEWEST = 4
"""Clinics with a value below which a period has no quartiles."""


def of(edition: Edition, name: str) -> Markup:
    """The chart with its table; a line that says why there is none."""
    finding, standard, words = (
        edition.findings.clinics.get(name),
        edition.written.standards[name],
        edition.words,
    )
    if finding is None or finding.spread is None:
        return Markup("")
    if np.isnan(finding.spread.median).all():
        said = words(
            "How clinics are spread is shown from {needed} comparable clinics with a value on; there are "
            "{n}.",
            needed=FEWEST,
            n=int(finding.spread.members.max(initial=0)),
        )
        return Markup('<p class="bb-small">{}</p>').format(said)
    drawings, periods, targets = edition.site.drawings, finding.panel.periods, _targets(finding)
    figure = drawings.spread(finding.spread, periods, standard, words, targets=targets)
    table = _table(edition, finding, finding.spread, standard, targets)
    return Markup(drawings.frame(figure, table, words, f"{name}-spread"))  # noqa: S704 - drawn by us


def _targets(finding: Finding) -> list[float | None]:
    """By period, the target of all clinics with a value; None where theirs differ or somebody has none."""
    target, there = finding.judged.target, np.isfinite(finding.panel.value)
    return [common(target[there[:, at], at]) for at in range(target.shape[1])]


def _table(
    edition: Edition, finding: Finding, spread: Spread, standard: Standard, targets: list[float | None]
) -> str:
    words, periods = edition.words, finding.panel.periods
    write, heads = words.in_column(standard), edition.cells.heads(periods)
    columns = (spread.least, spread.lower, spread.median, spread.upper, spread.most)
    withheld = f'<td colspan="5">{escape(words("fewer than {needed} clinics", needed=FEWEST))}</td>'
    rows = []
    for head, numbers, target, members in zip(
        heads,
        zip(*(it.tolist() for it in columns), strict=True),
        targets,
        spread.members.tolist(),
        strict=True,
    ):
        told = "".join(f"<td>{write(it)}</td>" for it in numbers) if members >= FEWEST else withheld
        aim = "" if target is None else write(target)
        rows.append(f"{head}{told}<td>{aim}</td><td>{members}</td></tr>")
    named = [
        words("Period"),
        words("Least"),
        words("Lower quartile"),
        words("Median"),
        words("Upper quartile"),
    ]
    named += [words("Greatest"), words("Target"), words("Clinics")]
    caption = words("{standard}: how clinics are spread, by period", standard=words.text(standard.title))
    return tables.table(caption, named, rows[::-1])
