"""The parts that pages have, by the anchors that a link can name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from unicodedata import normalize

from markdown.extensions.toc import slugify, slugify_unicode

from generator.model import markdown_literals
from generator.model.inputs import HandbookSource, Standard
from generator.model.link_resolution import Goal

STANDARD = frozenset({
    "now", "target", "over-time", "stages", "clinics", "map", "measured", "why", "guidance", "national",
    "years", "changes", "references", "comparability", "eyes",
})  # fmt: skip
CLINIC = frozenset({"eyes", "peers", "scorecard", "spine"})
COUNTRY = frozenset({"clinics", "normal", "scorecard", "standards", "targets"})
ALONE = {
    "index": frozenset({"attention", "improving", "onward", "themes"}),
    "compare": frozenset({"clinics", "standards"}),
    "heat-map": frozenset[str](),
    "method": frozenset({
        "agreement", "change", "countries", "differences", "gain", "groups", "intervals", "not-done",
        "outlook", "peers", "places", "privacy", "sources", "values", "verdicts",
    }),
}  # fmt: skip
"""Parts that a page may have, whatever there is to show."""


def unknown(written: HandbookSource, goal: Goal) -> Collection[str] | None:
    """The parts that the page has, where it has none called like the anchor; None where it has, or where
    that isn't known."""
    if not goal.anchor:
        return None
    by_hand = written.by_hand
    if by_hand is not None and (text := by_hand.texts.get(by_hand.pages.get(goal.address, ""))):
        parts = _own(text)
        known = goal.anchor.startswith(_OF_NOTES) or {goal.anchor, _AGAIN.sub("", goal.anchor)} & parts
        return None if known or _MADE_BY_OTHERS.search(text) else parts
    if not goal.made:
        return None
    folder, _, name = goal.address.rpartition("/")
    parts = _parts(written, folder, name)
    if parts is None or goal.anchor in parts or _of_a_chart(written, goal.anchor):
        return None
    return parts


def _parts(written: HandbookSource, folder: str, name: str) -> frozenset[str] | None:
    themes = {f"theme-{theme}" for theme in written.settings.themes}
    if folder == "standards":
        if name == "index":
            return frozenset(themes)
        standard = written.standards.get(name)
        return STANDARD - _left_out(written, name, standard) | {*written.clinics} if standard else None
    if folder == "clinics":
        return frozenset(written.countries if name == "index" else {*CLINIC, *written.standards, *themes})
    if folder == "countries":
        return frozenset(() if name == "index" else {*COUNTRY, *written.standards})
    return ALONE.get(name)


def _left_out(written: HandbookSource, name: str, standard: Standard) -> set[str]:
    """Parts that a standard's page hasn't got, because nothing is written for them."""
    figures = any(national.standard == name for national in written.national.values())
    there = {
        "why": standard.why is not None,
        "guidance": standard.guidance is not None,
        "references": bool(standard.references),
        "national": figures,
        "stages": standard.measure.kind == "conversion",
    }
    return {part for part, is_there in there.items() if not is_there}


def _of_a_chart(written: HandbookSource, anchor: str) -> bool:
    return any(anchor.startswith(f"{name}-") for name in written.standards)


_HEADING = re.compile(
    r"^[ \t>]*#{1,6}[ \t]+(?P<sharp>.+?)[ \t]*#*[ \t]*$|^(?P<under>\S.*?)[ \t]*\n(?:=+|-+)[ \t]*$",
    re.MULTILINE,
)
_GIVEN = re.compile(r"\{:?[^{}\n]*#([\w:.-]+)[^{}\n]*\}|\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")
_SIGNS = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|<[^<>]*>|[*`]|\{[^{}]*\}")
_MADE_BY_OTHERS = re.compile(r"--8<--|\{%|\{\{|^::: ", re.MULTILINE)
_AGAIN = re.compile(r"_\d+$")
"""Of the second and later headings that say the same."""

_OF_NOTES = ("fn:", "fnref:", "__")
"""How the names of footnotes and tabs begin, which have no heading."""


@lru_cache(256)
def _own(text: str) -> frozenset[str]:
    """The parts that a page in Markdown has."""
    return frozenset(_headings(text))


def _headings(text: str) -> Iterator[str]:
    """What the headings of a page in Markdown are called, and the names that it gives itself."""
    for given in _GIVEN.finditer(text):
        yield given[1] or given[2]
    # Where code is shown, a line may begin with `#`; within a heading, code is part of its name.
    shown, lines = markdown_literals.without_code(text).split("\n"), text.split("\n")
    kept = [line if seen.strip() else "" for line, seen in zip(lines, shown, strict=True)]
    for found in _HEADING.finditer("\n".join(kept)):
        words = normalize("NFC", _SIGNS.sub(r"\1", found["sharp"] or found["under"])).strip()
        yield from (slugify(words, "-"), slugify_unicode(words, "-"))
