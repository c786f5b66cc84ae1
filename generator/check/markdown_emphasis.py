"""Stars, underscores and backticks that readers see because a second one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import markdown_blocks
from generator.check.markdown_links import MarkdownLink, Sort

_RUN = re.compile(r"\*+|_+")
_SPACED = re.compile(r"(?<![\w*])\*\*[ \t]+\w[^*\n]*?[ \t]+\*\*(?![\w*])")
_NOTE = re.compile(r"^[ \t]*(?:\\\*|\*(?=[^\s*]))", re.MULTILINE)
_TO_NOTE = re.compile(r"\w\\?\*(?=[\s.,;:)]|$)", re.MULTILINE)
"""A star that begins a note, and one that leads to it."""

_BOLD_WORDS = re.compile(r"(?<![\w*_])(\*\*|__|\*)(?=[^\W\d_])[^*_\n]*?(?<=[\w.!?)])\1(?![\w*_])")
_NAMES = {"**": "the two stars", "__": "the two underscores", "*": "the star", "_": "the underscore"}
SHOWN = 24


def unclosed(text: str, *, page: bool) -> Iterator[MarkdownLink]:
    """Each sign without its partner; of a paragraph, the first."""
    if not any(sign in text for sign in "*_`~"):
        return
    found = markdown_blocks.read(text)
    if found.open_fence >= 0:
        words = text[found.open_fence :].split("\n", 1)[0].strip()
        yield MarkdownLink(
            Sort.BROKEN,
            found.open_fence,
            words,
            message=f"The block of code that begins with `{words}` isn't closed, so all that follows is code "
            "or its signs are shown.",
            hint="Write the same signs alone in a line below the last line of code.",
        )
    if found.open_span >= 0:
        words = _shown(text, found.open_span, 1, after=True)
        yield MarkdownLink(
            Sort.BROKEN,
            found.open_span,
            words,
            message=f"The backtick before `{words[1:].strip()}` has no second one, so readers see it.",
            hint="Write another one behind the last word that is meant, or delete it.",
        )
    bare = markdown_blocks.without_raw(found.shown)
    notes = bool(_NOTE.search(text) and _TO_NOTE.search(text))
    last = ""
    for at, piece in markdown_blocks.pieces(bare):
        if spaced := _SPACED.search(piece):
            yield _spaced(at + spaced.start(), spaced[0])
        elif loose := _loose(piece, page=page, notes=notes):
            begin, signs, opens = loose
            if opens or signs != last:  # what was opened one item above is told there
                yield _unclosed(text, at + begin, signs, opens=opens)
            last = signs if opens else ""


def not_read(text: str) -> Iterator[MarkdownLink]:
    """What would be bold or slanted, in a text that isn't Markdown: readers see the stars."""
    if found := _BOLD_WORDS.search(markdown_blocks.without_raw(text)):
        words = text[found.start() : found.end()]
        bare = words.strip("*_")
        yield MarkdownLink(
            Sort.BROKEN,
            found.start(),
            words,
            message=f"`{words}`: this text is shown as it stands, with its signs.",
            hint=f"Write `{bare}`. Markdown works in `guidance`, `why` and `normal`.",
        )


def _spaced(at: int, words: str) -> MarkdownLink:
    meant = f"**{words.strip('* ')}**"
    return MarkdownLink(
        Sort.BROKEN,
        at,
        words,
        message=f"`{words}` has blanks within its stars, so it isn't bold and readers see them.",
        hint=f"Did you mean `{meant}`?",
    )


def _unclosed(text: str, at: int, signs: str, *, opens: bool) -> MarkdownLink:
    words = _shown(text, at, len(signs), after=opens)
    missing = "behind the last word" if opens else "before the first word"
    what = "bold" if len(signs) == 2 else "slanted"
    return MarkdownLink(
        Sort.BROKEN,
        at if opens else at + len(signs) - len(words),
        words,
        message=f"`{signs}` in `{words}` has no partner in its paragraph, so readers see {_NAMES[signs]}.",
        hint=f"Write `{signs}` {missing} that is meant to be {what}, without a blank between; or delete it.",
    )


def _shown(text: str, at: int, length: int, *, after: bool) -> str:
    """The sign and the words beside it, as far as they stand in one line."""
    if after:
        return text[at : at + SHOWN].split("\n", 1)[0].rstrip()
    end = at + length
    return text[max(0, end - SHOWN) : end].rsplit("\n", 1)[-1].lstrip()


def _loose(piece: str, *, page: bool, notes: bool) -> tuple[int, str, bool] | None:
    """The first sign of a paragraph that has no partner: where, which, and whether it opens."""
    waiting: list[tuple[int, str]] = []
    loose: list[tuple[int, str, bool]] = []
    for run in _RUN.finditer(piece):
        size, sign = len(run[0]), run[0][0]
        if size > 3:
            continue
        before, after = piece[run.start() - 1 : run.start()], piece[run.end() : run.end() + 1]
        opens = bool(after.strip()) and not (sign == "_" and before.isalnum())
        opens = opens and (_word(after) or not before.strip() or not before.isalnum())
        closes = bool(before.strip()) and not (sign == "_" and after.isalnum())
        inner = len(waiting[-1][1]) if closes and waiting else 2
        at = run.start()
        for token in [size] if size < 3 else [inner, 3 - inner]:
            signs = sign * token
            partner = next((i for i in reversed(range(len(waiting))) if waiting[i][1] == signs), None)
            if closes and partner is not None:
                loose += [(*each, True) for each in waiting[partner + 1 :]]
                del waiting[partner:]
            elif before.isalnum() and after.isalnum():
                waiting.append((-1, signs))  # `2**3` and `5*3` need no partner, `word**bold**` has one
            elif opens:
                sure = _word(after) or after in "*_" or (token == 2 and after.isdecimal())
                waiting.append((at if sure else -1, signs))
            elif closes and (before.isalpha() or before in ".!?,)"):
                loose.append((at, signs, False))
            at += token
    loose += [(*each, True) for each in waiting]
    told = [it for it in loose if it[0] >= 0 and (len(it[1]) == 2 or _alone(it[1], page=page, notes=notes))]
    return min(told, default=None)


def _alone(sign: str, *, page: bool, notes: bool) -> bool:
    """Whether one sign alone is a slip: a star may lead to a note, and `_site` be the name of a folder."""
    return not notes if sign == "*" else not page


def _word(sign: str) -> bool:
    return sign.isalpha() or sign in "\"'“‘«([¿¡"
