"""Lines with brackets too few, or as in another language: braces left out, a link, a comma as in JSON."""

from __future__ import annotations

import re
from functools import cache

from generator.model import inputs, observation

_Mended = tuple[str, int, str, str]
"""The line as it was meant, the column of the slip, a message and a hint."""

_KEY = r"(?:[A-Za-z_][\w-]*|\d{4}[\w/-]*)"
_WITHOUT_BRACES = re.compile(
    rf"(\s*(?:-\s+)?{_KEY}:\s+|\s*-\s+)([a-z_]\w*:\s+[^\s{{}}\[\]#,:][^{{}}#,:]*"
    r"(?:,\s*[a-z_]\w*:\s+[^\s{}#,:][^{}#,:]*)*)\s*"
)
_LINK = re.compile(rf"(\s*(?:-\s+)?(?:{_KEY}:\s+)?)\[[^\[\]]*\]\((\S+?)\).*")
_COMMA = re.compile(r"(.*\S)\s*,\s*")


def lacking(line: str) -> _Mended | None:
    """`2025-05: met: 179, of: 199`."""
    found = _WITHOUT_BRACES.fullmatch(line)
    if not found or found[2].partition(":")[0] not in all_keys():
        return None
    new = f"{found[1]}{{{found[2]}}}"
    return (
        new,
        found.end(1) + 1,
        "Keys with values stand here behind a key, without the braces that hold them together.",
        f"Put braces around them: `{short(new)}`.",
    )


def link(line: str) -> _Mended | None:
    """`- [a text](https://...)`, which begins like a list."""
    found = _LINK.fullmatch(line)
    if not found:
        return None
    return (
        f'{found[1]}"x"',
        found.end(1) + 1,
        "A value that begins with `[` is a list; a link in Markdown stands here.",
        f"Where an address is wanted, write it alone: `{short(found[2])}`. In a text, put quotes around all "
        "of it.",
    )


def comma(line: str) -> _Mended | None:
    """`"title": "Waiting",` as in JSON."""
    if not (found := _COMMA.fullmatch(line)):
        return None
    return found[1], found.end(1) + 1, "A comma stands at the end of this line.", "Delete it."


@cache
def all_keys() -> frozenset[str]:
    """Every key that some file may have."""
    kinds = [each for each in vars(inputs).values() if isinstance(each, type)]
    models = [kind for kind in kinds if issubclass(kind, inputs.Editable)]
    known = (field for model in models for field in model.model_fields.items())
    return observation.NAMES.union(info.alias or attribute for attribute, info in known)


def short(line: str) -> str:
    text = " ".join(line.replace("`", "'").split())
    return text if len(text) <= 60 else f"{text[:59]}…"
