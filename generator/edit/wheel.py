"""The very Benchbook that runs, as a wheel: a file that pip can install anywhere, from no index."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from generator.edit.safe_writing import NotSaved

NAME = "benchbook"
PACKAGE = Path(__file__).parents[1]
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest that a zip can tell, so that the same files make the same bytes."""

_WHEEL = "Wheel-Version: 1.0\nGenerator: benchbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_KEPT = ("METADATA", "entry_points.txt", "licenses/")
"""What of an installation's notes is true of every other one."""


@cache
def packed() -> tuple[str, bytes]:
    """The name of the wheel and what it holds. Raises NotSaved where the package isn't installed."""
    try:
        ours = distribution(NAME)
    except PackageNotFoundError:
        raise NotSaved(f"`{NAME}` runs here without being installed, so that it can't be packed.") from None
    about = f"{NAME}-{ours.version}.dist-info"
    members = [*_package(), *((f"{about}/{name}", held) for name, held in _notes(ours))]
    members += [(f"{about}/WHEEL", _WHEEL.encode())]
    lines = [f"{name},sha256={_short(held)},{len(held)}" for name, held in members]
    record = f"{about}/RECORD"
    members += [(record, "".join(f"{line}\n" for line in (*lines, f"{record},,")).encode())]
    return f"{NAME}-{ours.version}-py3-none-any.whl", _zipped(members)


def _package() -> Iterator[tuple[str, bytes]]:
    for file in sorted(PACKAGE.rglob("*")):
        path = file.relative_to(PACKAGE)
        if file.is_file() and file.suffix != ".pyc" and "__pycache__" not in path.parts:
            yield f"{PACKAGE.name}/{path.as_posix()}", file.read_bytes()


def _notes(ours: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in sorted(ours.files or ()):
        folder, _, name = file.as_posix().partition(".dist-info/")
        if folder.startswith(f"{NAME}-") and name.startswith(_KEPT):
            yield name, Path(file.locate()).read_bytes()


def _short(held: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(held).digest()).rstrip(b"=").decode()


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, held in members:
            about = zipfile.ZipInfo(name, _FIRST_DAY)
            about.external_attr = 0o100644 << 16
            archive.writestr(about, held, zipfile.ZIP_DEFLATED)
    return made.getvalue()
