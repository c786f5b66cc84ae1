"""Our own small drawings. Each stands beside its word and is hidden from screen readers."""

from __future__ import annotations

from generator.model.results import Variation

_PATHS = {
    Variation.IMPROVING: "M4.5 11.5l7-7M6 4.5h5.5V10",
    Variation.WORSENING: "M4.5 4.5l7 7M6 11.5h5.5V6",
    Variation.RISING: "M8 13V3M4 7l4-4 4 4",
    Variation.FALLING: "M8 3v10M4 9l4 4 4-4",
    Variation.STEADY: "M2 8c2-4 4-4 6 0s4 4 6 0",
    Variation.NOT_RANDOM: "M2.5 10.5h5v-5h6",
    Variation.TOO_FEW: "M3 8h1.5M7.25 8h1.5M11.5 8H13",
}


def change(change: Variation) -> str:
    """Arrow in a disc where a direction is good or bad, bare where it is neither."""
    return f'<svg class="bb-icon" viewBox="0 0 16 16" aria-hidden="true"><path d="{_PATHS[change]}"/></svg>'
