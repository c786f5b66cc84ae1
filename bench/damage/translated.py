"""Texts in several languages: not translated, under another language, cut, or pasted from a web page."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
STANDARDS = "data/standards/*.yml"
OTHER = r"  (?:es|fr): (\w.*)$"
SENTENCE = r"  (?:en|es|fr): (\w.{40,}\.)$"

KINDS.slip("a text to be done", STANDARDS, OTHER, lambda *_: "TODO", "HB341", "write the text", times=2)
KINDS.slip("a text of x", STANDARDS, OTHER, lambda *_: "xxx", "HB341", "write the text", times=2)
KINDS.slip("filler", STANDARDS, OTHER, lambda *_: "Lorem ipsum dolor", "HB341", "write the text", times=2)
KINDS.slip(
    "a promise cut in the middle",
    STANDARDS,
    SENTENCE,
    lambda old, _: old[: len(old) // 2].rstrip(" ,.:;?!-"),
    "HB344",
    "copied to its end",
    times=3,
)
KINDS.slip(
    "a blank of a web page",
    STANDARDS,
    r"  (?:en|es|fr): \w[^.]*?\w( )\w[^.]*$",
    lambda *_: "&nbsp;",
    "HB345",
    "did you mean",
    times=3,
)


@KINDS.kind("English left under another language", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, SENTENCE, STANDARDS, where=lambda it: it.line.startswith("  fr"))
    english = book.lines(site.file)[site.number - 3].removeprefix("  en: ")
    blame = Blame(site.file, site.number, frozenset({"HB342"}), ("translate it",), 7)
    return book.with_line(site, f"  fr: {english}"), blame


@KINDS.kind("Spanish and French exchanged", times=3)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  es: \w.{60,}\.$", STANDARDS)
    lines = book.lines(site.file)
    french = lines[site.number]
    if not french.startswith("  fr: "):
        return None
    lines = [*lines]
    lines[site.number - 1], lines[site.number] = f"  es: {french[6:]}", f"  fr: {site.line[6:]}"
    blame = Blame(site.file, site.number, frozenset({"HB343"}), ("exchange",), 7)
    return book.joined(site.file, lines), blame
