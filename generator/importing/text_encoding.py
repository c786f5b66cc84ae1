"""How the letters of a CSV are stored: UTF-8 where it can be that, else what gives the likeliest words."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, cast, get_args

from generator.importing.cell_grid import UnreadableFile
from generator.model.import_layout import Encoding

CODECS: dict[str, str] = {name: name for name in get_args(Encoding)} | {
    "utf-8": "utf-8-sig",  # spreadsheets begin their CSV with a byte order mark
    "windows-1252": "cp1252",
}
"""What Python calls each."""

MOST_BYTES = 1_000_000_000
"""Of a packed file once it is unpacked."""

_PIECE = 1 << 20
_LOOKED_AT = 2_000_000  # bytes beyond ASCII that are weighed
_LIKELY = frozenset("áàâäãåéèêëíìîïóòôöõúùûüñçßøæœÁÀÂÄÅÉÈÊËÍÎÓÔÖÚÙÛÜÑÇØŒ’‘“”«»–—…°º\u00a0ª€£¿¡·²³")
_COMMON = frozenset("éèàçñüöäßóíáúÉ’–\u00a0")
"""Counts three times: É is likelier than ê at the beginning of a French word."""

_OLDER: tuple[Encoding, ...] = ("windows-1252", "mac-roman", "cp850")


def opened(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked where it is packed."""
    if path.suffix.lower() == ".gz":
        return cast("IO[bytes]", BufferedReader(_Bounded(gzip.open(path), path.name)))
    return path.open("rb")


class _Bounded(RawIOBase):
    """A packed file. Raises Unreadable once more comes out of it than a table can have."""

    def __init__(self, file: gzip.GzipFile, name: str) -> None:
        self._file, self._name, self._size = file, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        read = self._file.readinto(room)
        self._size += read
        if self._size > MOST_BYTES:
            raise UnreadableFile(
                f"`{self._name}` is more than {MOST_BYTES:,} bytes large when it is unpacked: that is more "
                "than can be imported.",
                "Unpack it, and copy the part with the values into a file of its own.",
            )
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


def of(path: Path) -> Encoding:
    """How the file is most likely stored; what can't be unpacked counts as UTF-8."""
    try:
        with opened(path) as file:
            start = file.read(4096)
            if start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
                return "utf-16"
        return "utf-8" if _is_utf8(path) else _older(path)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return "utf-8"


def _is_utf8(path: Path) -> bool:
    reader = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path):
            reader.decode(piece)
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _older(path: Path) -> Encoding:
    """Every byte means something in each of these, so the one is taken that gives the likeliest letters."""
    beyond = bytearray()
    for piece in _pieces(path):
        beyond += bytes(byte for byte in piece if byte > 127) if not piece.isascii() else b""
        if len(beyond) > _LOOKED_AT:
            break

    def likely(name: Encoding) -> int:
        letters = beyond.decode(CODECS[name], "replace")
        return sum((letter in _LIKELY) + 2 * (letter in _COMMON) for letter in letters)

    return max(_OLDER, key=likely)  # of equals the first


def _pieces(path: Path) -> Iterator[bytes]:
    with opened(path) as file:
        while piece := file.read(_PIECE):
            yield piece
