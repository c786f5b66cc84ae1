"""What the colours of a chart mean. Blue is improvement and orange is concern, after Making Data Count,
because red and green are what colour-blind readers can't tell apart. Shapes repeat what colours say.

The style sheet, the pictures and Plotly all take their colours from here: the first two as CSS
variables, Plotly by `colour`, which the browser resolves when a chart is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

LIGHT_BACKGROUND = "#ffffff"  # Material's default scheme
DARK_BACKGROUND = "#1e2129"  # Material's slate scheme: hsla(225, 15%, 14%, 1)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one scheme by what they mean. Anything drawn has a contrast of 3 to 1 against
    the background and the band, text has 4.5 to 1; `band`, `grid` and `interval` are decoration."""

    background: str
    improvement: str
    """Special cause for the better; a target that is met."""
    concern: str
    """Special cause for the worse; a target that is missed. Always square."""
    neutral: str
    """Special cause where no direction is agreed."""
    close: str
    """Missed by so little that it is called close."""
    steady: str
    """Common cause: an ordinary value."""
    line: str
    """Ties the values together."""
    mean: str
    limit: str
    """Edges of the band."""
    band: str
    """Where values are expected between the limits."""
    interval: str
    target: str
    mark: str
    """A dated change or restart."""
    grid: str
    text: str


LIGHT = Scheme(
    background=LIGHT_BACKGROUND,
    improvement="#005eb8",
    concern="#b84a00",
    neutral="#6d3aa3",
    close="#5f6b76",
    steady="#66727f",
    line="#7d8894",
    mean="#4f5a66",
    limit="#7f8a96",
    band="#eef2f6",
    interval="#c3ccd6",
    target="#1f2933",
    mark="#5f4a00",
    grid="#e3e7ec",
    text="#3c4650",
)

DARK = Scheme(
    background=DARK_BACKGROUND,
    improvement="#5cb3ff",
    concern="#ff9f4a",
    neutral="#c3a1f0",
    close="#b4bdc8",
    steady="#a3aebb",
    line="#7f8b9b",
    mean="#b4bdc8",
    limit="#8590a0",
    band="#282d3a",
    interval="#4a5365",
    target="#f1f4f8",
    mark="#e6cf7a",
    grid="#323846",
    text="#c9d1da",
)

MEANINGS = tuple(field.name for field in fields(Scheme))
TEXT = frozenset({"text", "target", "mean", "mark", "improvement", "concern", "neutral", "close"})
"""Meanings that text is coloured by."""

DECORATION = frozenset({"background", "band", "grid", "interval"})
"""What a chart can be read without."""


def colour(meaning: str) -> str:
    """The CSS variable of a meaning, for style sheets and for Plotly's specs."""
    if meaning not in MEANINGS:
        raise KeyError(meaning)
    return f"var(--bb-{meaning})"


def variables() -> str:
    """The part of `charts.css` that carries the colours of both schemes."""
    return (
        f":root {{\n{_declared(LIGHT, '  ')}}}\n\n"
        "/* Paper is white: the dark scheme is for screens, as the theme's own. */\n"
        f'@media screen {{\n  [data-md-color-scheme="slate"] {{\n{_declared(DARK, "    ")}  }}\n}}\n'
    )


def _declared(scheme: Scheme, indent: str) -> str:
    return "".join(f"{indent}--bb-{name}: {getattr(scheme, name)};\n" for name in MEANINGS)
