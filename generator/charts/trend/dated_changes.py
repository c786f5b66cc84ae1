"""Dated changes on a trend chart: a line in the area, a date above it, and the note where it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.svg_canvas import DEPTH, path, percent, safe
from generator.charts.time_axis import TimeAxis
from generator.model.results import ChangeMark
from generator.words import Words

ABOVE = -7
"""Pixels from the top of the area to the foot of the text."""

PHONE_SHARE, DESK_SHARE = 0.17, 0.09
"""Of the area on a phone and on a desk, what a date takes up."""

HALF = 0.5
"""Up to here a text runs to the right of its line, beyond it to the left."""

WIDE_AREA = 480
"""Pixels across the area from which notes are shown."""

LETTER = 6.0
"""Pixels across of a letter, on average."""

FEWEST_LETTERS = 8
"""A note cut shorter than this says nothing; then its date stands alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """The text of one mark."""

    share: float
    """Where its line is, from 0 to 1."""

    leftwards: bool
    """Whether the text runs to the left of its line."""

    date: str
    note: str
    """As much of the note as fits where there is room; often nothing."""

    everywhere: bool
    """Whether the date fits on a phone too."""


def strokes(marks: Sequence[ChangeMark]) -> str:
    """Markup of the lines. A restart lies before its period, because it parts two sets of limits."""
    restarts = "".join(f"M{2 * mark.position} 0V{DEPTH}" for mark in marks if mark.restart)
    changes = "".join(f"M{2 * mark.position + 1} 0V{DEPTH}" for mark in marks if not mark.restart)
    return path("restart", restarts) + path("change", changes)


def labels(marks: Sequence[ChangeMark], calendar: TimeAxis, words: Words) -> list[Label]:
    """The texts that fit, from left to right. What doesn't fit is in the sentence all the same."""
    in_order = sorted(marks, key=lambda mark: mark.position)
    shares = [(mark.position + (0 if mark.restart else 0.5)) / len(calendar) for mark in in_order]
    desk, phone = _apart(shares, DESK_SHARE), _apart(shares, PHONE_SHARE)
    edges = [0.0, *(shares[nth] for nth in desk), 1.0]
    return [
        _label(
            edges[place : place + 3],
            calendar.short[in_order[nth].position],
            words.text(in_order[nth].note),
            nth in phone,
        )
        for place, nth in enumerate(desk)
    ]


def _apart(shares: Sequence[float], room: float) -> list[int]:
    """Which of the marks can be labelled so that no text of `room` runs into another."""
    placed: list[int] = []
    for nth, share in enumerate(shares):
        if placed:
            before = shares[placed[-1]]
            face_each_other = before <= HALF < share
            if share - before < room * (1 + face_each_other):
                continue
        placed.append(nth)
    return placed


def _label(shares: Sequence[float], date: str, note: str, everywhere: bool) -> Label:
    """The text at the second of three `shares`, given its neighbours or the edges of the area."""
    before, share, after = shares
    leftwards = share > HALF
    room = (share - before if leftwards else after - share) * WIDE_AREA
    # A neighbour may write towards us, so that only half of the way between is ours.
    if before > 0 if leftwards else after < 1:
        room /= 2
    letters = int(room / LETTER) - len(date) - 2
    if len(note) > letters:
        note = f"{note[: letters - 1].rstrip()}…" if letters >= FEWEST_LETTERS else ""
    return Label(share, leftwards, date, note, everywhere)


def markup(labels: Sequence[Label]) -> str:
    """The texts as SVG."""
    return "".join(
        f'<text class="{_css(label)}" x="{percent(label.share)}" y="{ABOVE}">'
        f"{safe(label.date)}{_wide(label.note)}</text>"
        for label in labels
    )


def _css(label: Label) -> str:
    return f"bb-mark{' bb-end' if label.leftwards else ''}{'' if label.everywhere else ' bb-wide'}"


def _wide(note: str) -> str:
    return f'<tspan class="bb-wide">: {safe(note)}</tspan>' if note else ""


def traces(marks: Sequence[ChangeMark], low: float, high: float) -> list[dict[str, object]]:
    """The lines for Plotly, from the bottom of the axis to its top."""
    found = []
    for meaning, restart in (("restart", True), ("change", False)):
        at = [mark.position - 0.5 * restart for mark in marks if mark.restart is restart]
        if at:
            x = [place for position in at for place in (position, position, None)]
            found.append({"meta": meaning, "x": x, "y": [low, high, None] * len(at)})
    return found


def annotations(labels: Sequence[Label], periods: int) -> list[dict[str, object]]:
    """The texts for Plotly: with notes where there is room, without on a phone."""
    return [
        {
            "name": name,
            "x": label.share * periods - 0.5,
            "xanchor": "right" if label.leftwards else "left",
            "text": safe(said),
        }
        for label in labels
        for name, said, shown in (
            ("mark-wide", f"{label.date}: {label.note}" if label.note else label.date, True),
            ("mark-narrow", label.date, label.everywhere),
        )
        if shown
    ]
