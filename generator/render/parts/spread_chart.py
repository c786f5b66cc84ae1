"""How the clinics of a standard are spread over time, with the same numbers as a table."""

from __future__ import annotations

from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.comparison_results import Spread
from generator.model.inputs import Standard
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.parts import value_tables
from generator.render.parts.funnel_plot import known

FEWEST = 4
"""Clinics with a value below which a period has no quartiles."""


def of(edition: RenderContext, name: str) -> Markup:
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
    table = _table(edition, finding, finding.spread, standard)
    return Markup(drawings.frame(figure, table, words, f"{name}-spread"))  # noqa: S704 - drawn by us


def _targets(finding: StandardResult) -> list[list[float]]:
    """By period, the targets that clinics with a value have, each once."""
    target, there = finding.judged.target, np.isfinite(finding.panel.value)
    return [known(target[there[:, at], at]) for at in range(target.shape[1])]


def _table(edition: RenderContext, finding: StandardResult, spread: Spread, standard: Standard) -> str:
    words, targets = edition.words, _targets(finding)
    write, starts = words.in_column(standard), edition.cells.heads(finding.panel.periods)
    columns = (spread.least, spread.lower, spread.median, spread.upper, spread.most)
    few = escape(words("fewer than {needed} clinics", needed=FEWEST))
    withheld = f"<td></td><td></td><td>{few}</td><td></td><td></td>"
    rows = []
    for at, numbers in enumerate(zip(*(it.tolist() for it in columns), strict=True)):
        members = int(spread.members[at])
        told = "".join(f"<td>{escape(write(it))}</td>" for it in numbers) if members >= FEWEST else withheld
        aims = escape(", ".join(map(write, targets[at])))
        rows.append(f"{starts[at]}{told}<td>{aims}</td><td>{members}</td></tr>")
    heads = [words("Period"), words("Least"), words("Lower quartile"), words("Median")]
    heads += [words("Upper quartile"), words("Greatest"), words("Target"), words("Clinics")]
    caption = words("{standard}: how clinics are spread, by period", standard=words.text(standard.title))
    return value_tables.table(caption, heads, rows[::-1])
