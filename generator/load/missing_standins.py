"""What people write where they have no value, and what to write instead: `n/a`, `-`, `<5`, `pending`."""

from __future__ import annotations

import re

from generator.model import lookalike_signs

WHY = "{why}"
"""Stands in a hint for what to write where there is no value: in YAML another thing than in a table."""
_WHY = {
    "yaml": "write `{missing: the reason}`",
    "table": "leave the cell empty and write why into the column `missing`",
}

_SPREADSHEET = re.compile(r"#¡?(?:[A-Z]+(?:/[A-Z0-9]+)?)[!?]?", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?:[<≤>≥]=?|&[lg]t;|less than|fewer than|under|up to|below|menos de|moins de)\s*\d+"
    r"|\d+\s*(?:[-–—]|to|a|à)\s*\d+",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[-–—−‐_.…*†‡?!:;,~#%&@^=|/\\'\"\s\[\]{}<>]*|(?:x|z)+", re.IGNORECASE)
_SHORT = (
    "na n/a nd n/d nk n/k nr n/r ns np n/p s/d sd s/o so sc nil null none nan unknown tba tbc tbd pending "
    "awaited missing suppressed redacted hidden masked withheld closed empty blank todo later soon "
    "pendiente inconnu desconocido aucun aucune ninguno cerrado cerrada"
)
_BOTH = re.compile(r"([2-9]\d|\d{3,})\s*[-–]\s*\d+")
"""So large numbers hide nobody: `179-199` are the two of a share."""

_WORDS = frozenset(_SHORT.split()) | {
    *("no data", "no value", "no info", "no report", "no return", "not available", "not applicable"),
    *("not known", "not reported", "not recorded", "not collected", "not measured", "not counted", "not yet"),
    *("to be confirmed", "to be announced", "to be decided", "see note", "see below", "see comment"),
    *("sin dato", "sin datos", "no aplica", "no disponible", "por confirmar", "por definir"),
    *("en attente", "à venir", "non disponible", "non applicable", "non renseigné", "non communiqué"),
}


def with_why(hint: str, *, table: bool) -> str:
    """The hint, with what to write where there is no value."""
    return hint.replace(WHY, _WHY["table" if table else "yaml"])


def instead(text: str) -> str:
    """A hint, where the text stands for a value that nobody has or may tell; else empty."""
    plain = lookalike_signs.plain(text)
    if _SPREADSHEET.fullmatch(plain):
        return f"This is an error of a spreadsheet: mend its formula. If there is no value, {WHY}."
    if _HIDDEN.fullmatch(plain) and not _BOTH.fullmatch(plain):
        return (
            "Write the count itself: a standard with `privacy: sensitive` hides small ones from readers. "
            f"If nobody knows it, {WHY}."
        )
    return f"If there is no value, {WHY}." if is_stand_in(text) else ""


def is_stand_in(text: str) -> bool:
    """Whether the text stands for nothing: a word for it, or signs alone."""
    plain = lookalike_signs.plain(text)
    if _SIGNS.fullmatch(plain):
        return True
    words = " ".join(plain.lower().replace(".", "").strip("() ").split())
    return words in _WORDS or words.replace(" ", "") in _WORDS


def no_digits(text: str) -> bool:
    """Whether nothing of a number is in it, so that it may be a reason why there is none."""
    return not any(map(str.isdigit, text))
