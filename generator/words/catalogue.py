"""The catalogues of messages: gettext `.po` files, read as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).with_name("locale")
DOMAIN = "benchbook"


class Catalogue:
    """Messages of one language by their English text. What isn't there stays English."""

    def __init__(
        self, said: dict[str, str], plurals: dict[str, tuple[str, ...]], form: Callable[[float], int]
    ) -> None:
        self._said, self._plurals, self._form = said, plurals, form

    def one(self, message: str) -> str:
        return self._said.get(message) or message

    def many(self, one: str, many: str, n: float) -> str:
        form = self._form(n)
        forms = self._plurals.get(one) or (one, many)
        return forms[form] or (one, many)[form]


def path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=16)
def read(language: str) -> Catalogue:
    """The catalogue of a language; an empty one, that is English, where nobody has written it."""
    if not (file := path(language)).is_file():
        return Catalogue({}, {}, lambda n: int(n != 1))
    with file.open("rb") as opened:
        messages = read_po(opened, locale=language)
    plurals, said = {}, {}
    for message in messages:
        if message.fuzzy or not message.id:
            continue
        if isinstance(message.id, str):
            said[message.id] = str(message.string)
        else:
            plurals[message.id[0]] = tuple(message.string)
    # French counts 1.5 as one, Spanish as many; both have two forms of a noun in this handbook.
    below_two_is_one = "n > 1" in messages.plural_expr or "n>1" in messages.plural_expr
    return Catalogue(
        said, plurals, (lambda n: int(abs(n) >= 2)) if below_two_is_one else lambda n: int(n != 1)
    )
