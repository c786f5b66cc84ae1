"""What editors write, for a page: chosen by language, escaped, and Markdown made safe."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from generator.model.inputs import Text
from generator.model.markdown_literals import too_deep

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""No image, because one from elsewhere would be a request that leaves the site."""

ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
LINKS = {"http", "https", "mailto"}
FIRST_HEADING = 3
"""Editors' headings stand below the page's own sections."""

Link = Callable[[str], str]
"""Makes the address that an editor wrote into the one that leads there from a page."""

_LINK = re.compile(r"\[([^\]\[\n]+)\]\(\s*<?([^()\s>]+)>?(?:\s+[\"'][^)\"']*[\"'])?\s*\)")
_SAFE = re.compile(r"(?:https?://|mailto:)|(?![a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h([1-6])>")
_EMPTY_LINE = re.compile(r"\n(?=[ \t]*\n)")


def chosen(text: Text | None, language: str, first: str) -> tuple[str, str]:
    """The text in `language`, else in `first`, else in whichever there is; and the language it is in."""
    if text is None:
        return "", language
    if isinstance(text, str):
        return text, first
    for wanted in (language, first, *text):
        if wanted in text:
            return text[wanted], wanted
    return "", language


def marked(plain: str, lang: str) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(lang, plain) if lang else escape(plain)


def linked(plain: str, lang: str, link: Link) -> Markup:
    """As `marked`, with the links that are written in it as Markdown does. Nothing else of it is Markdown."""
    pieces, at = [], 0
    for found in _LINK.finditer(plain):
        if _SAFE.match(found[2]):
            pieces += [escape(plain[at : found.start()])]
            pieces += [Markup('<a href="{}" rel="noopener">{}</a>').format(link(found[2]), found[1])]
            at = found.end()
    said = Markup("").join((*pieces, escape(plain[at:])))
    return Markup('<span lang="{}">{}</span>').format(lang, said) if lang else said


def without_links(plain: str) -> str:
    """The text with the words of a link in its place, for where no link can be."""
    return _LINK.sub(r"\1", plain) if "](" in plain else plain


def filled(message: str, values: Mapping[str, object]) -> Markup:
    """A message of ours with its places filled: values are escaped unless they are markup already."""
    return Markup("").join((escape(message),)).format(**values)


def markdown(plain: str, lang: str, link: Link = str) -> Markup:
    """Safe HTML without blank lines: no script, no style, no image, no event handler, and links only
    to the web, to mail and within the site."""

    def attribute(tag: str, name: str, value: str) -> str:
        return link(value) if (tag, name) == ("a", "href") else value

    if too_deep(plain) is not None:  # the checks say so; it is shown as it stands
        safe = f'<p class="bb-as-written">{escape(plain)}</p>'
        safe = _EMPTY_LINE.sub("<br>", safe)
        return Markup(f'<div lang="{escape(lang)}">{safe}</div>' if lang else safe)  # noqa: S704
    rough = Markdown(extensions=["tables", "sane_lists", "def_list", "abbr", "fenced_code"]).convert(plain)
    clean = nh3.clean(
        _headings_in_order(rough),
        tags=TAGS,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=attribute,
        url_schemes=LINKS,
        clean_content_tags={"script", "style", "svg", "math", "iframe", "object", "template"},
        strip_comments=True,
    )
    # The heads of a Markdown table are always those of its columns.
    safe = _EMPTY_LINE.sub("&#10;", clean.strip()).replace("<th>", '<th scope="col">')
    return Markup(f'<div lang="{escape(lang)}">{safe}</div>' if lang else safe)  # noqa: S704


def _headings_in_order(html: str) -> str:
    """The levels that an editor used, from the third on and without a gap."""
    used = sorted({int(level) for _, level in _HEADING.findall(html)})
    new = {level: min(6, FIRST_HEADING + i) for i, level in enumerate(used)}
    return _HEADING.sub(lambda found: f"<{found[1]}h{new[int(found[2])]}>", html)
