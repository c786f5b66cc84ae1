"""One measured value as named cells: what a person types at a prompt, and how it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from generator.edit.safe_writing import NotSaved
from generator.model import observation
from generator.model.inputs import Measure
from generator.model.observation import EXAMPLES, SAID

_NAMED = re.compile(r"([a-z][a-z0-9_-]*)=(.*)", re.DOTALL)
_PLAIN = re.compile(r"[\w][\w./%+()' -]*")
"""Texts that mean the same with and without quotation marks, in YAML and between commas."""

_NO_TEXT = re.compile(r"(?i:true|false|null|~)?")


def told(words: Iterable[str], measure: Measure) -> dict[str, str]:
    """The cells that `182/200`, `12 min` or `met=182 of=200 note=...` name; `value` is the short form.

    Raises NotSaved for a name that this kind of measure doesn't have.
    """
    allowed = (*observation.cells(measure), *SAID)
    cells: dict[str, str] = {}
    short = []
    for word in words:
        found = _NAMED.fullmatch(word)
        if not found:
            short.append(word)
        elif found[1] not in allowed:
            takes = ", ".join(f"`{name}`" for name in allowed)
            raise NotSaved(f"`{found[1]}` is no part of a {measure.kind}. It takes {takes}.")
        elif found[1] in cells:
            raise NotSaved(f"`{found[1]}` was given twice, and only one of the two can count.")
        else:
            cells[found[1]] = found[2].strip()
    if value := " ".join(short).strip():
        cells["value"] = value
    if "value" in cells and measure.kind == "conversion":
        stages = " ".join(f"{name}=…" for name in observation.stages(measure))
        raise NotSaved(f"`{cells['value']}` doesn't say how many there were at each stage: write {stages}.")
    return cells


def in_full(cells: Mapping[str, str], measure: Measure) -> dict[str, str]:
    """The same with the short form taken apart: `182/200` is `met` and `of`. Raises NotSaved."""
    if "value" not in cells:
        return dict(cells)
    short, rest = cells["value"], {name: text for name, text in cells.items() if name != "value"}
    first, slash, second = (part.strip() for part in short.partition("/"))
    pairs = {"proportion": ("met", "of"), "rate": ("events", "per"), "score": ("top", "of")}
    single = {"count": "count", "score": "mean", "money": "amount", "duration": measure.statistic}
    if slash and measure.kind in pairs:
        return dict(zip(pairs[measure.kind], (first, second), strict=True)) | rest
    if not slash and measure.kind in single:
        return {single[measure.kind]: short} | rest
    full, example = EXAMPLES[measure.kind]
    raise NotSaved(f"`{short}` is no value of a {measure.kind}: write it like `{example}` or `{full}`.")


def numbers(names: Iterable[str]) -> list[str]:
    """Those of the names that hold numbers, and not what is said beside them."""
    return [name for name in names if name not in SAID]


def as_yaml(cells: Mapping[str, str]) -> str:
    """A value on one line: its short form where that is all there is."""
    if set(cells) == {"value"}:
        return scalar(cells["value"])
    return f"{{{', '.join(f'{name}: {scalar(text)}' for name, text in cells.items())}}}"


def scalar(text: str) -> str:
    """A text as YAML: plain where that means the same."""
    plain = _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)
