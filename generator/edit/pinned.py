"""What a handbook is built with, so that any computer builds the same: Benchbook itself and all below it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.edit.wheel import NAME, packed

REQUIREMENTS = "requirements.txt"
FOLDER = "vendor"
LOCK = Path(__file__).with_name("dependencies.lock")

_HEAD = f"""\
# What this handbook is built with: one version of Benchbook, which lies in {FOLDER}/, and one of everything
# below it, each known by its hash. `benchbook pin` writes this anew, for the version that is installed then.
"""
_OWN = (
    "# What you need besides stands below this line and stays there; each version needs its hash as well.\n"
)


def pinned(before: str = "") -> dict[str, bytes]:
    """The files that pin a handbook, by their path in it; of `before` what others wrote stays.

    Raises NotSaved.
    """
    name, wheel = packed()
    ours = f"./{FOLDER}/{name} \\\n    --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n"
    below = "".join(re.split(r"(?m)^(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))[1:])
    text = f"{_HEAD}{ours}{below}{_OWN}{_kept(before)}"
    return {REQUIREMENTS: text.encode(), f"{FOLDER}/{name}": wheel}


def _kept(before: str) -> str:
    """What somebody else wrote; of a file that isn't ours, all but Benchbook's own line."""
    if _OWN in before:
        return before.partition(_OWN)[2]
    lines = before.splitlines(keepends=True)
    return "".join(line for line in lines if not re.match(rf"\s*{NAME}\b", line, re.IGNORECASE))
