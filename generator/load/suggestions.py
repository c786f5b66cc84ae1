"""What an editor most likely meant, for what is nearly right, and what misled them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from generator.load import key_synonyms, list_in_one_line
from generator.load.yaml_document import Node, Scalar, Sequence
from generator.model import lookalike_signs
from generator.model.field_descriptions import Expectation
from generator.model.file_places import slug

_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_LANGUAGES = {
    **dict.fromkeys(("english", "inglés", "anglais", "eng"), "en"),
    **dict.fromkeys(("spanish", "español", "espagnol", "spa", "sp"), "es"),
    **dict.fromkeys(("french", "français", "francés", "fra", "fre"), "fr"),
    **dict.fromkeys(("portuguese", "português", "portugués", "portugais"), "pt"),
    **dict.fromkeys(("german", "deutsch", "alemán", "allemand"), "de"),
}
"""What people call languages."""
_DIGITS = re.compile(r"-?\d+")
_OTHERWISE = {
    "proportion": ("percentage", "percent", "share", "%"),
    "duration": ("time", "minutes", "wait"),
    "score": ("rating", "stars"),
    "money": ("price", "cost"),
    "mean": ("average", "avg"),
    "higher": ("up", "more", "high", "increase"),
    "lower": ("down", "less", "low", "decrease"),
    "neither": ("none", "no"),
    "sensitive": ("private", "confidential", "closed"),
    "open": ("public",),
    "approved": ("active", "published", "final"),
    "retired": ("inactive", "archived", "deleted"),
    "monthly": ("month", "months"),
    "quarterly": ("quarter", "quarters"),
    "yearly": ("year", "annual", "annually"),
    "not": ("no", "none"),
}
"""Other words for the words that can be chosen."""


def word(text: str, known: Iterable[str]) -> str:
    """The known word that `text` is probably a slip of; empty if it is none."""
    known, text = list(known), lookalike_signs.plain(text)
    if other := next((it for it in known if text.lower() in _OTHERWISE.get(it, ())), ""):
        return other
    if close := next((near for it in (text, text.lower()) if (near := _close(it, known))), ""):
        return close
    longer = [each for each in known if len(text) > 3 and each.startswith(text)]
    return longer[0] if len(longer) == 1 else key_synonyms.word(text, known)


def _close(text: str, known: list[str]) -> str:
    """One slip of the pen away; in a short word a single letter is much."""
    close = difflib.get_close_matches(text, known, 1, cutoff=0.6 if len(text) < 4 else 0.74)
    if close and len(text) < 4 and text not in known:  # `mes` is a month, though one letter makes `met` of it
        return key_synonyms.word(text, known) or close[0]
    return close[0] if close else ""


def remark(node: Node, expected: Expectation | None = None) -> str:
    """A sentence, with a blank before it, about what looks like something else or once was."""
    if not isinstance(node, Scalar):
        return ""
    older = _switch(node) if expected and expected.words == "`true` or `false`" else ""
    if older:
        return f" Only older YAML (1.1) takes `{node.text}` for `{older}`."
    said = lookalike_signs.named(node.text)
    return f" {said}" if said else ""


def hint(node: Node, expected: Expectation, within: str = "") -> str:
    """What to write; `within` is the name of the list that holds `node`."""
    if isinstance(node, Sequence):
        return _without_decimal_commas(node, expected)
    if not isinstance(node, Scalar):
        return ""
    if expected.words == "`true` or `false`":
        return f"Did you mean `{_switch(node)}`?" if _switch(node) else ""
    if " id " in expected.words:
        return _id(node.text, expected, within)
    text = " ".join(lookalike_signs.plain(node.text).split())
    if expected.words == "the two letters of a language":
        likely = _LANGUAGES.get(text.lower()) or (text.lower() if len(text) == 2 else "")
        return f"Did you mean `{likely}`?" if likely else "English is `en`, Spanish `es`, French `fr`."
    if expected.words.startswith("a list"):
        return list_in_one_line.hint(text, expected, _LANGUAGES)
    if lookalike_signs.named(node.text):
        return f"Did you mean `{text}`?"
    if expected.words.startswith("a text") and not node.quoted:
        return "Put quotes around it if it is meant as text."
    return ""


def _id(text: str, expected: Expectation, within: str) -> str:
    text = lookalike_signs.plain(text)
    if within and re.fullmatch(r"[a-z0-9-]+(?:\s*[\s.;/|+&]\s*[a-z0-9-]+)+", text):
        parts = re.split(r"[\s.;/|+&]+", text)
        between = f"A comma stands between two items: `[{', '.join(parts)}]`."
        if text != " ".join(parts) or any("-" in part for part in parts):
            return between
        return f"Did you mean `{'-'.join(parts)}`? Or put a comma between two items: `[{', '.join(parts)}]`."
    likely = slug(text)
    if not likely:
        return ""
    example = expected.slot.example if expected.slot and expected.is_whole_slot else None
    if example and (" " in text or (text[0].isupper() and not text.isupper())):
        guess = "" if len(example) == 2 else f"Did you mean `{likely}`? "  # no name tells a country's code
        return f"{guess}Write the id, like `{example}`, and not the name."
    return f"Did you mean `{likely}`?"


def _without_decimal_commas(node: Sequence, expected: Expectation) -> str:
    """`[45,42, -75,69]` where two numbers were meant."""
    parts = [held.text for held in node.items if isinstance(held, Scalar)]
    if expected.words != "a list of two numbers" or len(parts) != 4 or not all(map(_DIGITS.fullmatch, parts)):
        return ""
    return f"Decimals have a point: `[{parts[0]}.{parts[1]}, {parts[2]}.{parts[3]}]`."


def _switch(node: Scalar) -> str:
    return "" if node.quoted else _SWITCHES.get(node.text.lower(), "")
