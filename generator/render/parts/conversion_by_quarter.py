"""A conversion over time: what share goes on from stage to stage, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from generator.model.conversion import Flow, Flows
from generator.render.context import RenderContext
from generator.render.parts import stage_names, value_tables

OF_LATE = 8
"""Quarters that a clinic's page shows; all clinics together are shown over the whole time."""


def together(edition: RenderContext, standard: str, flows: Flows) -> str:
    """All clinics together, newest first."""
    words, rows = edition.words, []
    for flow in reversed(flows.quarters):
        cells = "".join(
            f"<td>{stage_names.interval(edition, step.rate, step.low, step.high) if step else ''}</td>"
            for step in flow.steps
        )
        cells = cells or _without(edition, len(flows.stages) - 1, hidden=flow.hidden)
        members = words("{n} of {m}", n=flow.periods, m=flow.of)
        span = escape(stage_names.span(edition, flow))
        rows.append(f'<tr><th scope="row">{span}</th>{cells}<td>{members}</td></tr>')
    title = words.text(edition.standard(standard))
    caption = words("{standard}: shares that go on, all clinics together", standard=title)
    return _folded(edition, caption, [*stage_names.steps(edition, standard, flows), words("Clinics")], rows)


def of_clinic(edition: RenderContext, standard: str, flows: Flows, clinic: str) -> str:
    """One clinic's quarters of late, newest first, each share with all clinics' beside it.

    Nothing is called a difference here: of so many numbers some would differ by chance alone.
    """
    if (kept := edition.quarters.get(standard)) is None:
        kept = edition.quarters[standard] = KeptQuarters.of(edition, standard, flows)
    course, row = flows.course, flows.clinics[clinic]
    late = slice(len(flows.quarters) - len(kept.quarters), None)
    counts, low, high = (it[row, late].tolist() for it in (course.counts, course.low, course.high))
    there, of, hidden = (it[row, late].tolist() for it in (course.periods, course.of, course.hidden))
    rows = []
    for at, (head, ends) in enumerate(kept.quarters):
        if there[at] and not hidden[at]:
            cells = kept.cells(counts[at], low[at], high[at], ends)
        elif there[at] or of[at]:
            cells = kept.withheld if hidden[at] else kept.nothing
        else:
            continue
        rows.append(f"{head}{cells}{kept.periods(there[at], of[at])}")
    return kept.begin + "".join(reversed(rows)) + kept.end if len(rows) > 1 else ""


@dataclass(frozen=True)
class KeptQuarters:
    """What the tables of all clinics have in common, because a thousand of them are made."""

    edition: RenderContext
    begin: str
    end: str
    quarters: tuple[tuple[str, tuple[str, ...]], ...]
    """How each row begins, and how its cells end: with what all clinics have together."""
    pattern: str
    withheld: str
    nothing: str
    members: dict[tuple[int, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: RenderContext, standard: str, flows: Flows) -> KeptQuarters:
        words, steps = edition.words, stage_names.steps(edition, standard, flows)
        title = words.text(edition.standard(standard))
        caption = words("{standard}: shares that go on, quarter by quarter", standard=title)
        begin, end = _folded(edition, caption, [*steps, words("Periods")], ["\0"]).split("\0")
        bounds = escape(words("{low} to {high}", low="\0", high="\0")).replace("%", "%%").replace("\0", "%s")
        return cls(
            edition,
            begin,
            end,
            tuple(_shared(edition, flow, len(steps)) for flow in flows.quarters[-OF_LATE:]),
            f"<td>%s <small>({bounds})</small>%s</td>",
            _without(edition, len(steps), hidden=True),
            _without(edition, len(steps), hidden=False),
        )

    def cells(self, counts: list[float], low: list[float], high: list[float], ends: tuple[str, ...]) -> str:
        edition, write, pattern = self.edition, stage_names.share, self.pattern
        return "".join(
            pattern % (write(edition, after / before), write(edition, least), write(edition, most), end)
            if least == least  # noqa: PLR0124 - NaN
            else "<td></td>"
            for before, after, least, most, end in zip(counts, counts[1:], low, high, ends, strict=False)
        )

    def periods(self, there: int, of: int) -> str:
        if (said := self.members.get((there, of))) is None:
            told = self.edition.words("{n} of {m}", n=there, m=of)
            said = self.members[there, of] = f"<td>{told}</td></tr>"
        return said


def _shared(edition: RenderContext, flow: Flow, steps: int) -> tuple[str, tuple[str, ...]]:
    """How the row of a quarter begins, and how its cells end."""
    words = edition.words
    told = [
        escape(words("all together: {share}", share=stage_names.share(edition, step.rate))) if step else ""
        for step in flow.steps or [None] * steps
    ]
    ends = tuple(f"<br><small>{it}</small>" if it else "" for it in told)
    return f'<tr><th scope="row">{escape(stage_names.span(edition, flow))}</th>', ends


def _without(edition: RenderContext, steps: int, *, hidden: bool) -> str:
    """Why there are no shares."""
    why = edition.words("withheld") if hidden else edition.words("no value")
    return f"<td>{escape(why)}</td>" + "<td></td>" * (steps - 1)


def _folded(edition: RenderContext, caption: str, heads: list[str], rows: list[str]) -> str:
    summary = escape(edition.words("Stage by stage, over time"))
    table = value_tables.table(caption, [edition.words("Period"), *heads], rows)
    return f'<details class="bb-more"><summary>{summary}</summary>{table}</details>'
