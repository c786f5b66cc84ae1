"""The first line of a file, which tells an editor what the file may hold."""

from __future__ import annotations

from pathlib import Path

from generator.edit.safe_writing import Draft
from generator.edit.textfile import Splice, TextFile

SIGN = "# yaml-language-server: $schema="


def with_first_line(folder: Path, name: str, schema: str) -> Draft:
    """The file with that line on top, in place of one that names another schema. Raises NotSaved."""
    file = TextFile.read(folder, name)
    wanted = f"{SIGN}{schema}"
    first = file.text.split("\n", 1)[0]
    if first.replace(" ", "").startswith(SIGN.replace(" ", "")):
        return file.with_splices([Splice(0, len(first), wanted)])
    return file.with_splices([Splice(0, 0, f"{wanted}\n")])
