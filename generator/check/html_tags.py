"""Tags of web pages within Markdown: those that nobody closed, that pages leave out, or that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import markdown_blocks
from generator.check.markdown_links import MarkdownLink, Sort
from generator.words import editors_markdown


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:\s[^<>]*)?)(/?)>")
_HIDDEN = re.compile(r"<(script|style|textarea|svg|math)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"\]\(<[^<>\n]*>")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_OPTIONAL = _names("p li td th tr dt dd thead tbody tfoot option colgroup caption rt rp")
"""Tags that browsers close by themselves."""

_OTHERS = _names(
    "address article aside audio b bdi bdo big blink body button canvas center cite datalist details dfn "
    "dialog div fieldset figcaption figure font footer form frame h1 h2 head header hgroup html i iframe ins "
    "kbd label legend main map mark marquee menu meter nav noscript object optgroup output picture progress "
    "q ruby s samp script search section select slot small span strike style summary svg template textarea "
    "time title data tt u var video math"
)
_KNOWN = _VOID | _OPTIONAL | _OTHERS | editors_markdown.TAGS
_INSTEAD = {
    "b": "`**words**`", "i": "`*words*`", "h1": "`## `", "h2": "`## `", "img": "", "mark": "`**words**`",
}  # fmt: skip
_WORD_PROCESSOR = re.compile(r"<(?:/?o:p|\w+\s[^<>]*(?:\bMso|mso-))")


def marks(text: str, *, page: bool) -> Iterator[MarkdownLink]:
    """What is wrong with the tags of a text; only the first, because a text that was pasted has many."""
    if "<" in text:
        yield from sorted(_wrong(text, page=page), key=lambda mark: mark.at)[:1]


def _wrong(text: str, *, page: bool) -> Iterator[MarkdownLink]:
    shown = _HIDDEN.sub(_cover, _ADDRESS.sub(_cover, markdown_blocks.read(text).shown))
    if pasted := _WORD_PROCESSOR.search(shown):
        words = text[pasted.start() : _end(text, pasted.start())]
        yield _mark(
            pasted.start(),
            words,
            f"`{words}` was pasted from a word processor with the tags that only it understands.",
            "Paste it again as plain text (Ctrl+Shift+V), and write `**bold**` and `- item` yourself.",
        )
        return
    yield from _one_by_one(text, shown, page=page)
    yield from _pairs(text, shown)


def _one_by_one(text: str, shown: str, *, page: bool) -> Iterator[MarkdownLink]:
    """Those that are none, and those that aren't kept."""
    for tag in _TAG.finditer(shown):
        name, words = tag[2].lower(), text[tag.start() : tag.end()]
        if name not in _KNOWN:
            of_a_program = "-" in name or ":" in name or (page and (tag[3].strip() or tag[1]))
            if not of_a_program:
                yield _no_tag(tag.start(), words)
        elif not page and name not in editors_markdown.TAGS and name != "img":
            yield _left_out(tag.start(), words, name)


def _pairs(text: str, shown: str) -> Iterator[MarkdownLink]:
    """Those that open and aren't closed, and those that close what nobody opened."""
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(shown):
        name = tag[2].lower()
        if name not in _KNOWN or name in _VOID or tag[4]:
            continue
        if not tag[1]:
            opened.append(tag)
        elif any(each[2].lower() == name for each in opened):
            while opened.pop()[2].lower() != name:
                pass
        elif name not in _OPTIONAL:
            words = text[tag.start() : tag.end()]
            yield _mark(
                tag.start(),
                words,
                f"`{words}` closes a tag that nobody opened.",
                f"Delete it, or write `<{name}>` where what it closes begins.",
            )
    for tag in opened:
        name = tag[2].lower()
        if name not in _OPTIONAL and not _closed_later(shown, tag, name):
            words = text[tag.start() : tag.end()]
            yield _mark(
                tag.start(),
                words,
                f"`{words}` isn't closed, so what follows may not be shown as it should.",
                f"Write `</{name}>` where it ends, or delete it.",
            )


def _cover(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "x", found[0])


def _closed_later(shown: str, tag: re.Match[str], name: str) -> bool:
    """Whether tags that cross one another took it off the pile."""
    after = shown[tag.end() :].lower()
    return after.count(f"</{name}") > after.count(f"<{name}")


def _end(text: str, at: int) -> int:
    return end + 1 if (end := text.find(">", at)) >= 0 else len(text)


def _mark(at: int, words: str, message: str, hint: str) -> MarkdownLink:
    return MarkdownLink(
        Sort.BROKEN, at, " ".join(words.split("\n", 1)[0].split()), message=message, hint=hint
    )


def _no_tag(at: int, words: str) -> MarkdownLink:
    inner = words.strip("<>")
    return _mark(
        at,
        words,
        f"`{words}` looks like a tag of a web page, so readers don't see it.",
        f"Write it in backticks, or `&lt;{inner}&gt;`.",
    )


def _left_out(at: int, words: str, name: str) -> MarkdownLink:
    instead = _INSTEAD.get(name.lower())
    return _mark(
        at,
        words,
        f"`{words}` is a tag that texts of the data don't keep.",
        f"Write {instead} instead." if instead else "Delete it, and what closes it.",
    )
