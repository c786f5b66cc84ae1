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
_NAME = re.compile(r"\s*([a-z0-9](?:[\w.-]*[a-z0-9])?)\s*(?=$|[\[=<>!~;@#\\\s])", re.IGNORECASE)
_OUR_WHEEL = re.compile(rf"\s*(?:\./)?{FOLDER}/{NAME}-[^/\s]*\.whl\b")


def pinned(before: str = "") -> dict[str, bytes]:
    """The files that pin a handbook, by their path in it; of `before` what others wrote stays.

    Raises NotSaved.
    """
    name, wheel = packed()
    ours = f"./{FOLDER}/{name} \\\n    --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n"
    below = "".join(re.split(r"(?m)^(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))[1:])
    text = f"{_HEAD}{ours}{below}{_OWN}{_kept(before)}"
    return {REQUIREMENTS: text.encode(), f"{FOLDER}/{name}": wheel}


def without_hash(requirements: str) -> tuple[str, ...]:
    """What somebody else wrote into the file that names packages without their hash: pip refuses them."""
    entries = _entries(requirements.partition(_OWN)[2])
    return tuple(" ".join(it.split()) for it in entries if _name(it) and "--hash=" not in it)


def _kept(before: str) -> str:
    """What somebody else wrote, but nothing that is pinned above it: pip takes no package twice."""
    own = before.partition(_OWN)[2] if _OWN in before else before
    pinned_above = {NAME, *map(_name, _entries(LOCK.read_text(encoding="utf-8")))} - {""}
    return "".join(entry for entry in _entries(own) if _name(entry) not in pinned_above)


def _entries(requirements: str) -> list[str]:
    """The lines, each with those that continue it: a backslash at its end says so."""
    entries: list[str] = []
    goes_on = False
    for line in requirements.splitlines(keepends=True):
        if goes_on:
            entries[-1] += line
        else:
            entries.append(line)
        goes_on = line.rstrip().endswith("\\") and not line.lstrip().startswith("#")
    return entries


def _name(entry: str) -> str:
    """The package that an entry names, as pip compares names; empty where it names none."""
    if _OUR_WHEEL.match(entry):
        return NAME
    found = _NAME.match(entry)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""
