"""Letters that came out wrong because UTF-8 was read in another encoding, and what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import garbled_text
from generator.problem import Place, Problem

_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(128, 256)}
"""The signs of Windows-1252 by their byte. Its five gaps are read as in Latin-1, as browsers do."""

_MAC = {bytes([byte]).decode("mac_roman"): byte for byte in range(128, 256)}

_REST = "".join(map(re.escape, (sign for sign, byte in _BYTES.items() if byte < 0xC0)))
_MAC_REST = "".join(map(re.escape, (sign for sign, byte in _MAC.items() if byte < 0xC0)))

_TWO = rf"[ÂÃÄÅ][{_REST}]"
_THREE = rf"â[{_REST}][{_REST}]"
_CYRILLIC = rf"(?:[ÎÏÐÑ][{_REST}]){{2,}}"
_SUSPECT = re.compile(rf"(?:{_THREE}|{_CYRILLIC}|{_TWO})+|ï»¿|(?<=[a-zß-ÿ0-9])[ÃÂ](?!\w)")
_MAC_SUSPECT = re.compile(rf"(?:√[{_MAC_REST}]|‚Ä[{_MAC_REST}]|¬[{_MAC_REST}])+")
_LEADS = "ÂÃÄÅâÎÏÐÑï√‚¬"
_PAIR = re.compile(rf"[{_LEADS}](?=[{_REST}{_MAC_REST}]|\W|$)")
"""Where broken letters may begin: looking for this first is several times faster."""

_BEFORE = re.compile(r"[^\s\"'{}\[\],;()<>]*$")
_AFTER = re.compile(r"[^\s\"'{}\[\],;()<>]*")
_PUNCTUATION = range(0x2010, 0x2800)
"""From hyphens and quotation marks to signs such as € and ✓: what three signs with `â` stand for."""

MOST_ROUNDS = 3
"""How often a text may have gone through the wrong encoding."""
FEW = 3
"""Lines of a file that are told one by one; of more, the first stands for all."""


def problems(text: str, file: str) -> list[Problem]:
    """A problem for each line with broken letters; one for all where there are many."""
    if text.isascii() or not any(sign in text for sign in _LEADS):
        return []
    found = list(_found(text, file))
    if len(found) <= FEW:
        return found
    first, others = found[0], found[1:]
    more = f"{first.message} So it is in {len(others)} other lines."
    hint = "Save the file as UTF-8 from where its letters are still whole, or mend each word."
    also = tuple(it.place for it in others[:FEW])
    return [garbled_text.BROKEN_LETTERS.problem(first.place, more, f"{first.hint} {hint}", also)]


def _found(text: str, file: str) -> Iterator[Problem]:
    line, counted, told, end = 1, 0, 0, 0
    for pair in _PAIR.finditer(text):
        start = pair.start()
        found = _SUSPECT.match(text, start) or _MAC_SUSPECT.match(text, start)
        if found is None or start < end:
            continue
        end, line, counted = found.end(), line + text.count("\n", counted, start), start
        if line != told and (meant := _meant(found)) is not None:
            told = line
            yield _problem(found, line, meant, file)


def _problem(found: re.Match[str], line: int, meant: str, file: str) -> Problem:
    text = found.string
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    begun, ending = _BEFORE.search(before), _AFTER.match(text, found.end())
    word, rest = begun[0] if begun else "", ending[0] if ending else ""
    whole = found.re.sub(lambda it: _meant(it) or it[0], rest)
    return garbled_text.BROKEN_LETTERS.problem(
        Place(file, line, len(before) - len(word) + 1),
        f"`{word}{found[0]}{rest}`: letters were broken here when the text was opened in another encoding "
        "than UTF-8.",
        f"Did you mean `{word}{meant}{whole}`?" if meant else "Write the letter again.",
    )


def _meant(found: re.Match[str]) -> str | None:
    """What stood there before; empty where that is lost, None where the signs are probably meant."""
    signs, text = found[0], found.string
    if signs in "ÂÃ":
        return ""
    if signs == "ï»¿":
        return ""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if found.re is _SUSPECT and len(signs) == 2 and before.isupper() and not after.isalpha():
        return None  # `MANHÃ”` in capitals before a closing quotation mark
    mended = signs
    for _ in range(MOST_ROUNDS):
        earlier = _earlier(mended, _MAC if found.re is _MAC_SUSPECT else _BYTES)
        if earlier is None or earlier == mended:
            break
        mended = earlier
    if mended == signs:
        return None
    three = signs[0] in "â‚"
    return mended if not three or all(ord(it) in _PUNCTUATION or it.isalpha() for it in mended) else None


def _earlier(signs: str, codes: dict[str, int]) -> str | None:
    """The signs as they were one wrong encoding ago."""
    if signs.isascii() or not all(sign.isascii() or sign in codes for sign in signs):
        return None
    try:
        return bytes(codes.get(sign, ord(sign) if sign.isascii() else 0) for sign in signs).decode("utf-8")
    except UnicodeDecodeError:
        return None
