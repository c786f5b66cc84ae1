"""What a file's name says: litter of a program, a copy of the file beside it, the id that was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.model.file_places import slug

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_LITTER = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir", "$recycle.bin"}
)
"""What systems leave in folders. Hidden files count as well."""

_LEFT_BEHIND = re.compile(
    r"~\$.*|#.*|~.*\.tmp|.*~|.*\.(?:bak\d*|backup|orig|sw[a-z]|tmp|temp|save|lock|part|crdownload)",
    re.IGNORECASE,
)
"""Locks, copies and half files of programs: `~$values.xlsx`, `values.yml~`, `values.yml.orig`."""

_ABOUT = re.compile(r"read[ _-]?me(?:[._-]?[a-z]{2})?(?:\.(?:md|markdown|txt|rst|html?|pdf))?", re.IGNORECASE)

_OF_A_COPY = frozenset(
    {
        *("copy", "copie", "copia", "kopie", "kopia", "kopi"),
        *("of", "von", "van", "de", "di", "av", "fra"),
        *("backup", "bak", "old", "alt", "neu", "new", "final", "orig", "original"),
        *("conflict", "conflicted", "sync", "tmp", "temp"),
    }
)
"""Words that programs and people put before or behind the name of a copy."""


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is nobody's mistake and holds nothing that was written."""
    if name.startswith(".") or name.lower() in _LITTER:
        return True
    return bool(_LEFT_BEHIND.fullmatch(name) or _ABOUT.fullmatch(name))


def is_id(name: str) -> bool:
    """Whether other files can refer to a file of this name, without its ending."""
    return bool(_ID.fullmatch(name))


def copied_from(name: str, names: Mapping[str, str]) -> str | None:
    """The one of the `names`, each by its id, that a file called `name` is a twin of. None has an ending.

    `Harbour`, `harbour_`, `harbour (1)`, `Kopie von harbour` and `harbour-old` are all twins of `harbour`.
    """
    words = slug(name).split("-")
    before = next((i for i, word in enumerate(words) if not _is_spare(word)), 0)
    behind = next((i for i, word in enumerate(reversed(words)) if not _is_spare(word)), 0)
    likely = (
        "-".join(words[first:last])
        for first in range(before + 1)
        for last in range(len(words), len(words) - behind - 1, -1)
        if first < last
    )
    found = [each for each in likely if names.get(each, name) != name]
    return names[max(found, key=len)] if found else None


def the_copy(one: str, other: str) -> str | None:
    """Which of two files is called like a copy of the other; None where neither is."""
    first, second = PurePosixPath(one), PurePosixPath(other)
    if first.parent != second.parent:
        return None
    if first.stem == second.stem:
        return next((file for file in (one, other) if not file.endswith(".yml")), None)
    for copy, of in ((first, second), (second, first)):
        if is_id(of.stem) >= is_id(copy.stem) and copied_from(copy.stem, {slug(of.stem): of.stem}):
            return str(copy)
    return None


def _is_spare(word: str) -> bool:
    return word in _OF_A_COPY or re.fullmatch(r"v?\d{1,2}", word) is not None
