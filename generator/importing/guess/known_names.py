"""What the handbook has already, found by the names that people write in tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A name without case, accents and signs, so that `E-Mails  answered.` is `e mails answered`."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return " ".join(_SIGNS.split(bare)).strip()


@dataclass(frozen=True)
class KnownNames:
    """Ids by what people call them: the id itself, or a name in any language."""

    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, things: Iterable[tuple[str, Iterable[str]]]) -> KnownNames:
        """From each id with its names."""
        found: dict[str, set[str]] = {}
        for identity, names in things:
            for name in (identity, *names):
                found.setdefault(plain(name), set()).add(identity)
        return cls({name: frozenset(ids) for name, ids in found.items() if name})

    def find(self, *texts: str) -> str | None:
        """The one thing that is called so; None where there is none, or where two have that name."""
        for text in texts:
            ids = self.by_name.get(plain(text), frozenset())
            if len(ids) == 1:
                return next(iter(ids))
        return None

    def several(self, text: str) -> tuple[str, ...]:
        """All that are called so, where that is more than one."""
        ids = self.by_name.get(plain(text), frozenset())
        return tuple(sorted(ids)) if len(ids) > 1 else ()
