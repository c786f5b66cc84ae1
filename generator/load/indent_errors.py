"""Lines that begin in the wrong column, or lost the dash of their list: found by putting them right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import yaml
from yaml import CSafeLoader

_KEY = re.compile(r"\{?\s*([\w-]+):(?:\s|$)")
_KEY_OR_ITEM = re.compile(r"\s*(?:-\s|[^:]+:(?:\s|$))")
_LANGUAGE = re.compile(r"\s*([a-z]{2}):(?:\s|$)")
_TEXT_WITH_DASH = re.compile(r"( *)- +(?![\w-]+:(?:\s|$))\S.*")
_ITEM = re.compile(r" *- +[\w-]+:(?:\s|$)")
FARTHEST = 60
"""Lines above in which the item of a list is looked for that lost its dash."""
_Found = tuple[int, int, str, str]
"""Line, column, message and hint."""


def best(lines: list[str], nearby: list[int]) -> _Found | None:
    """The line (or the lines from it on) that makes the file readable in another column."""
    ways, usual, first = [], _usual_step(lines), below(lines, 0)
    for nearness, number in enumerate(nearby):
        own = indent(lines[number - 1])
        if (number == first and own == 0) or not _KEY_OR_ITEM.match(lines[number - 1]):
            continue
        for column in _columns(lines, number):
            for last in dict.fromkeys((number, _end(lines, number))):
                moved = _moved(lines, number, last, column - own)
                held = _held(moved, number) if moved else None
                if held is not None:
                    unusual = abs(_step(moved or lines, number) - usual)
                    cost = (*held, last - number, unusual, -column, nearness)
                    ways.append((cost, number, last, column))
    if not ways:
        return None
    _, number, last, column = min(ways)
    return number, indent(lines[number - 1]) + 1, *_told(lines, number, last, column)


def _told(lines: list[str], number: int, last: int, column: int) -> tuple[str, str]:
    own = indent(lines[number - 1])
    several = f"The lines {number} to {last} begin" if last > number else "This line begins"
    said = "lost their indent" if last > number else "lost its indent"
    why = f", as if it had {said}" if own < column and last == number else ""
    if last > number and own < column:
        why = f", as if they had {said}"
    message = f"{several} in column {own + 1}{why}; what belongs beside {'them' if last > number else 'it'} "
    message += f"begins in column {column + 1}."
    blanks = f"{column} blank{'s' * (column != 1)}" if column else "no blank"
    which = "each of them" if last > number else "it"
    return message, f"Begin {which} in column {column + 1}, with {blanks} before it."


def lost_dash(lines: list[str], number: int) -> tuple[str, int, str, str] | None:
    """The line as an item of the list that is above or below it."""
    line = lines[number - 1]
    if line.lstrip().startswith("-") or not line.strip():
        return None
    for other in (above(lines, number), below(lines, number)):
        if other and lines[other - 1].lstrip().startswith("- "):
            beside = indent(lines[other - 1])
            if indent(line) in (beside, beside + 2) and _fits_beside(line, lines[other - 1]):
                return (
                    f"{' ' * beside}- {line.strip()}",
                    indent(line) + 1,
                    "The dash of this item of the list is missing.",
                    f"An item begins with a hyphen and a blank: `- {line.strip()[:50]}`.",
                )
    return None


def without_dash(lines: list[str], at: int) -> Iterator[tuple[int, str, int, str, str]]:
    """Lines above that begin with the key with which items of the list around begin, and without their
    dash: the number of each, then the line as an item."""
    farthest = range(at, max(0, at - FARTHEST), -1)
    under = range(at + 1, at + FARTHEST)
    items = [_first_item(lines, farthest), _first_item(lines, under)]
    for item in filter(None, items):
        beside, key = indent(lines[item - 1]), _KEY.match(lines[item - 1].lstrip(" -"))
        for number in farthest:
            own = _KEY.match(lines[number - 1].lstrip()) if number <= len(lines) else None
            if own and key and own[1] == key[1] and indent(lines[number - 1]) in (beside, beside + 2):
                text = f"- {lines[number - 1].strip()}"
                yield (
                    number,
                    f"{' ' * beside}{text}",
                    indent(lines[number - 1]) + 1,
                    "The dash of this item of the list is missing.",
                    f"An item begins with a hyphen and a blank: `{text[:52]}`.",
                )


def _first_item(lines: list[str], numbers: range) -> int:
    """The first of these lines that begins an item with a key; 0 where none does."""
    return next((each for each in numbers if each <= len(lines) and _ITEM.match(lines[each - 1])), 0)


def dash_among_keys(lines: list[str], number: int) -> tuple[str, int, str, str] | None:
    """The line as a text with its language, where it begins with a dash beside lines that begin with one."""
    found = _TEXT_WITH_DASH.fullmatch(lines[number - 1])
    beside = below(lines, number)
    key = _LANGUAGE.match(lines[beside - 1]) if beside else None
    if found is None or key is None or indent(lines[beside - 1]) != len(found[1]):
        return None
    return (
        f"{found[1]}key: x",
        len(found[1]) + 1,
        f"This dash makes an item of a list, but texts by their language stand beside it, as `{key[1]}`.",
        "Write the language of this text in place of the dash: `en: the text`.",
    )


def _fits_beside(line: str, item: str) -> bool:
    """Whether the line would be an item like the other: a text beside a text, or the same key first."""
    own, others = _KEY.match(line.lstrip(" -")), _KEY.match(item.lstrip(" -"))
    return own[1] == others[1] if own and others else own is None


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def written(lines: list[str], number: int) -> bool:
    """Whether the line has more than a comment."""
    return 0 < number <= len(lines) and bool(text := lines[number - 1].strip()) and not text.startswith("#")


def above(lines: list[str], number: int) -> int:
    """The nearest line above that is written; 0 where there is none."""
    return next((at for at in range(min(number, len(lines) + 1) - 1, 0, -1) if written(lines, at)), 0)


def holder(lines: list[str], number: int) -> int:
    """The nearest line above that begins farther to the left; 0 where there is none."""
    if not 0 < number <= len(lines):
        return 0
    at = above(lines, number)
    while at and indent(lines[at - 1]) >= indent(lines[number - 1]):
        at = above(lines, at)
    return at


def below(lines: list[str], number: int) -> int:
    return next((at for at in range(number + 1, len(lines) + 1) if written(lines, at)), 0)


def _step(lines: list[str], number: int) -> int:
    """How much farther the line is indented than what holds it."""
    own, held_by = indent(lines[number - 1]), holder(lines, number)
    return own - indent(lines[held_by - 1]) if held_by else own


def _usual_step(lines: list[str]) -> int:
    """How much farther lines of this file are mostly indented than what holds them."""
    steps = Counter(
        indent(line) - indent(lines[at - 1])
        for number, line in enumerate(lines[:1000], start=1)
        if written(lines, number) and (at := above(lines, number)) and indent(line) > indent(lines[at - 1])
    )
    step, often = max(steps.items(), key=lambda each: each[1], default=(2, 0))
    return step if often > steps[2] + 1 else 2


def _columns(lines: list[str], number: int) -> Iterator[int]:
    """Columns (from 0) in which the line may have been meant to begin."""
    own = indent(lines[number - 1])
    may_be: list[int] = []
    for other in (above(lines, number), below(lines, number)):
        if other:
            line = lines[other - 1]
            may_be += [indent(line), indent(line) + 2] if other < number else [indent(line), indent(line) - 2]
            if line.lstrip().startswith("- "):
                may_be.append(indent(line) + 2)
    yield from (column for column in dict.fromkeys(may_be) if column >= 0 and column != own)


def _end(lines: list[str], number: int) -> int:
    """The last of the lines from this one on that are indented as far, or farther."""
    own, last = indent(lines[number - 1]), number
    for at in range(number + 1, len(lines) + 1):
        if written(lines, at):
            if indent(lines[at - 1]) < own:
                break
            last = at
    return last


def _moved(lines: list[str], first: int, last: int, by: int) -> list[str] | None:
    if by == 0:
        return None
    moved = list(lines)
    for at in range(first - 1, last):
        if moved[at].strip():
            if by < 0 and indent(moved[at]) < -by:
                return None
            moved[at] = f"{' ' * by}{moved[at]}" if by > 0 else moved[at][-by:]
    return moved


def _held(lines: list[str], number: int) -> tuple[int, int] | None:
    """How many keys have nothing behind them, and less how many keys and items there are; None where the
    lines are no YAML, or the one with this number became a part of a text above it."""
    try:
        top = yaml.compose("\n".join(lines), Loader=CSafeLoader)
    except yaml.YAMLError:
        return None
    if not isinstance(top, yaml.MappingNode):
        return None
    nodes = list(_nodes(top))
    if all(begins != number - 1 for begins in _beginnings(top)):
        return None
    return sum(node.value == "" and not node.style for node in nodes), -len(nodes)


def _beginnings(node: yaml.Node) -> Iterator[int]:
    """The lines, from 0, in which keys and items begin."""
    if isinstance(node, yaml.MappingNode):
        for key, held in node.value:
            yield key.start_mark.line
            yield from _beginnings(held)
    elif isinstance(node, yaml.SequenceNode):
        for held in node.value:
            yield held.start_mark.line
            yield from _beginnings(held)


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    """Everything that stands behind a key or a dash."""
    below_it = [held for _, held in node.value] if isinstance(node, yaml.MappingNode) else node.value
    if isinstance(node, yaml.ScalarNode):
        return
    for held in below_it:
        yield held
        yield from _nodes(held)
