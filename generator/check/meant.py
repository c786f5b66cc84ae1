"""What id was probably meant by one that there isn't."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping

from generator.model import signs
from generator.model.places import slug


def did_you_mean(
    name: str, known: Collection[str], otherwise: str, called: Mapping[str, str] | None = None
) -> str:
    """A hint at the id that was meant. `called` are ids by the slug of what readers call them."""
    meant = signs.plain(name)
    exact = next((each for each in (same_id(meant, known), (called or {}).get(slug(meant))) if each), None)
    near = sorted(known)
    close = (
        [exact]
        if exact
        else difflib.get_close_matches(meant, near, 1) or difflib.get_close_matches(slug(meant), near, 1)
    )
    hint = f"Did you mean `{close[0]}`?" if close else otherwise
    return " ".join(filter(None, (signs.named(name), hint)))


def same_id(name: str, known: Collection[str]) -> str:
    """The id that differs by capitals, blanks and underscores alone; empty where there is none."""
    likely = re.sub(r"[\s_]+", "-", name.strip().lower())
    return likely if likely in known else ""


def mended_id(name: str, known: Collection[str]) -> tuple[str, str] | None:
    """A correction that can't change what is meant."""
    likely = same_id(name, known)
    return (name, likely) if likely and likely != name else None
