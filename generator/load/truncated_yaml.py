"""YAML files that end too early: at a line of three dots, or where they were cut off."""

from __future__ import annotations

_Said = tuple[str, str, tuple[int, int]]
"""Message, hint, and line and column."""


def ended(lines: list[str], at: tuple[int, int]) -> _Said | None:
    """The line above that ends the document, where something follows in `at`."""
    end = next((number for number in range(at[0] - 1, 0, -1) if lines[number - 1][:3] == "..."), 0)
    said = "`...` ends the document here, so nothing below it is read.", "Delete this line."
    return (*said, (end, 1)) if end else None


def cut_off(lines: list[str]) -> _Said:
    """The file ends within braces or brackets, as if it hadn't been saved to its end."""
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
    line = lines[last - 1] if lines else ""
    opens = max(line.rfind("{"), line.rfind("["))
    closing = "]" if line[opens : opens + 1] == "[" else "}"
    if opens < 0 or closing in line[opens:]:
        return "The file ends here in the middle of a value.", "Write what is missing.", (last, len(line) + 1)
    return (
        f"The file ends here within the `{line[opens]}` that isn't closed, as if it was cut off.",
        f"Write what is missing, and `{closing}` at its end; look in an older version of the file for lines "
        "that got lost.",
        (last, opens + 1),
    )
