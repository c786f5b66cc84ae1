"""What a reader may choose on a page with a script: it filters, and the address keeps the choice.

Without a script the form stays hidden and the page shows everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from json import dumps

from markupsafe import Markup

from generator.render.context import RenderContext


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, by its name in the address, and what there is to choose from."""

    name: str
    label: str
    everything: str
    """What no choice is called."""
    options: Sequence[tuple[str, str]]
    """Name in the address, and text."""
    by_one: bool = False
    """Whether a single option is a choice: it shows less than everything."""


def form(edition: RenderContext, choices: Iterable[Choice], find: str = "", first: int = 0) -> Markup:
    """The form, hidden until a script works it. Whatever an address says that isn't among the options is
    left out, and the reader told so. `find` is what a field for a part of a name is called,
    `first` how many entries of a list are seen before anything is chosen."""
    words = edition.words
    said = {
        "shown": words("{shown} of {all} shown"),
        "ignored": words("This address asks for something that isn't here, so it was left out: {what}."),
        "sort": words("Order"),
        "more": words("{n} more"),
    }
    fields = "".join(_field(choice) for choice in choices if choice.options)
    if find:
        told = 'type="search" name="find" placeholder=" " autocomplete="off"'
        fields = f"<label>{escape(find)} <input {told}></label>{fields}"
    reset = escape(words("Show everything"))
    return Markup(  # noqa: S704 - escaped here
        f'<form class="bb-choose" hidden data-first="{first}" '
        f'data-words="{escape(dumps(said, ensure_ascii=False))}">{fields}'
        f'<button type="reset" class="bb-button">{reset}</button>'
        '<p class="bb-small" role="status"></p></form>'
    )


def _field(choice: Choice) -> str:
    """Where there is but one of a kind there is nothing to choose, so it isn't offered; an address that
    names it is understood all the same."""
    options = "".join(
        f'<option value="{escape(name)}">{escape(text)}</option>' for name, text in choice.options
    )
    offered = "" if len(choice.options) > 1 or choice.by_one else " hidden"
    return (
        f'<label{offered}>{escape(choice.label)} <select name="{choice.name}" autocomplete="off">'
        f'<option value="">{escape(choice.everything)}</option>{options}</select></label>'
    )


def countries(edition: RenderContext) -> Choice:
    words = edition.words
    there = [(name, edition.country(name)) for name, clinics in edition.site.by_country.items() if clinics]
    return Choice("country", words("Country"), words("All countries"), there)


def themes(edition: RenderContext) -> Choice:
    words = edition.words
    there = [(name, words.text(edition.theme(name))) for name in edition.site.by_theme]
    return Choice("theme", words("Theme"), words("All themes"), there)


def standards(edition: RenderContext, names: Collection[str]) -> Choice:
    """Those of `names`, theme by theme."""
    words, written = edition.words, edition.written
    there = [
        (name, words.text(written.standards[name].title))
        for of_theme in edition.site.by_theme.values()
        for name in of_theme
        if name in names
    ]
    return Choice("standard", words("Standard"), words("All standards"), there)


def roles(edition: RenderContext) -> Choice:
    words, written = edition.words, edition.written
    used = dict.fromkeys(role for standard in written.standards.values() for role in standard.roles)
    names = [
        *(role for role in written.roles if role in used),
        *(role for role in used if role not in written.roles),
    ]
    there = [
        (name, words.text(written.roles[name].title if name in written.roles else name)) for name in names
    ]
    return Choice("role", words("Role"), words("All roles"), there)
