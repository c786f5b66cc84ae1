"""What id was probably meant by one that there isn't."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping

from generator.model import lookalike_signs
from generator.model.file_places import slug


def did_you_mean(
    name: str, known: Collection[str], otherwise: str, called: Mapping[str, str] | None = None
) -> str:
    """A hint at the id that was meant. `called` are ids by the slug of what readers call them."""
    meant = lookalike_signs.plain(name)
    exact = next((each for each in (same_id(meant, known), (called or {}).get(slug(meant))) if each), None)
    near = sorted(known)
    close = [exact] if exact else _close(meant, near) or _close(slug(meant), near)
    hint = f"Did you mean `{close[0]}`?" if close else otherwise
    return " ".join(filter(None, (lookalike_signs.named(name), hint)))


def _close(name: str, known: list[str]) -> list[str]:
    """The name that is one slip of the pen away, or begins so. In a short one a single letter is much."""
    if found := difflib.get_close_matches(name, known, 1, cutoff=0.6 if len(name) < 4 else 0.74):
        return found
    longer = [
        each for each in known if len(name) > 3 and (each.startswith(name) or name.startswith(f"{each}-"))
    ]
    return longer if len(longer) == 1 else []


def same_id(name: str, known: Collection[str]) -> str:
    """The id that differs by capitals, blanks and underscores alone; empty where there is none."""
    likely = re.sub(r"[\s_]+", "-", name.strip().lower())
    return likely if likely in known else ""


def mended_id(name: str, known: Collection[str]) -> tuple[str, str] | None:
    """A correction that can't change what is meant."""
    likely = same_id(name, known)
    return (name, likely) if likely and likely != name else None
