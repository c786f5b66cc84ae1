"""What a reader may choose on a page with a script: it filters, and the address keeps the choice.

Without a script the form stays hidden and the page shows everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from json import dumps

from markupsafe import Markup

from generator.render.edition import Edition


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, by its name in the address, and what there is to choose from."""

    name: str
    label: str
    everything: str
    """What no choice is called."""
    options: Sequence[tuple[str, str]]
    """Name in the address, and text."""


def form(edition: Edition, choices: Iterable[Choice]) -> Markup:
    """The form, hidden until a script works it. Whatever an address says that isn't among the options is
    left out, and the reader told so."""
    words = edition.words
    said = {
        "shown": words("{shown} of {all} shown"),
        "ignored": words("This address asks for something that isn't here, so it was left out: {what}."),
        "sort": words("Order"),
    }
    fields = "".join(_field(choice) for choice in choices if choice.options)
    reset = escape(words("Show everything"))
    return Markup(  # noqa: S704 - escaped here
        f'<form class="bb-choose" hidden data-words="{escape(dumps(said, ensure_ascii=False))}">{fields}'
        f'<button type="reset" class="bb-button">{reset}</button>'
        '<p class="bb-small" role="status"></p></form>'
    )


def _field(choice: Choice) -> str:
    options = "".join(
        f'<option value="{escape(name)}">{escape(text)}</option>' for name, text in choice.options
    )
    return (
        f'<label>{escape(choice.label)} <select name="{choice.name}" autocomplete="off">'
        f'<option value="">{escape(choice.everything)}</option>{options}</select></label>'
    )


def countries(edition: Edition) -> Choice:
    words = edition.words
    there = [(name, edition.country(name)) for name, clinics in edition.site.by_country.items() if clinics]
    return Choice("country", words("Country"), words("All countries"), there)


def themes(edition: Edition) -> Choice:
    words = edition.words
    there = [(name, words.text(edition.theme(name))) for name in edition.site.by_theme]
    return Choice("theme", words("Theme"), words("All themes"), there)


def roles(edition: Edition) -> Choice:
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
