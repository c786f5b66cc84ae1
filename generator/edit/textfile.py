"""A file's text with everything that an edit must keep: its line ends, its byte-order mark, its last line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.edit.safe_writing import Draft, NotSaved, there

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Splice:
    """What stands from `start` to `end` (offsets in the text) becomes `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class TextFile:
    """A file as text. Lines end with `\\n` here, however they end in the file."""

    folder: Path
    name: str
    raw: bytes | None
    text: str
    ends: str

    @classmethod
    def read(cls, folder: Path, name: str) -> TextFile:
        """Raises NotSaved for a file that is no text in UTF-8."""
        raw = there(folder, name)
        try:
            text = (raw or b"").decode("utf-8").removeprefix(_MARK)
        except UnicodeDecodeError:
            raise NotSaved(
                f"`{name}` isn't text in UTF-8, so it is left as it is. Mend that first."
            ) from None
        ends = "\r\n" if "\r\n" in text else "\n"
        return cls(folder, name, raw, text.replace("\r\n", "\n"), ends)

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def offset(self, line: int, column: int = 1) -> int:
        """Where in the text the spot lies; both count from 1."""
        start = 0
        for _ in range(line - 1):
            start = self.text.index("\n", start) + 1
        return start + column - 1

    def with_splices(self, splices: Iterable[Splice]) -> Draft:
        """The file with these changes and no others. Raises NotSaved where line ends are mixed."""
        text, last = [], 0
        for splice in sorted(splices, key=lambda one: (one.start, one.end)):
            text += [self.text[last : splice.start], splice.new]
            last = splice.end
        return self.become("".join([*text, self.text[last:]]))

    def become(self, text: str) -> Draft:
        """The file with this text. Raises NotSaved where line ends are mixed, which can't be kept."""
        if self.raw is not None and self._encoded(self.text) != self.raw:
            raise NotSaved(
                f"`{self.name}` ends its lines in two ways, so a change would touch all of it. "
                "Save it once in an editor with one kind of line ends."
            )
        return Draft(self.folder, self.name, self.raw, self._encoded(text))

    def _encoded(self, text: str) -> bytes:
        mark = _MARK if (self.raw or b"").startswith(_MARK.encode()) else ""
        return (mark + text.replace("\n", self.ends)).encode()
