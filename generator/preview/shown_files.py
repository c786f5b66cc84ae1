"""What the preview shows: the files of a built site, and ours, made when they are asked for."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path

from generator.mkdocs.lazy_build import LazyBuild
from generator.model.page import Handbook

MOST_KEPT = 40
"""Pages and files that are kept once they are made."""

INDEX = "index.html"


class Shown:
    """A site as it is now. Whoever asks holds a lock."""

    def __init__(self, site: Path, later: LazyBuild) -> None:
        self.site, self.later = site, later
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._served: dict[str, dict[str, str]] = {}
        """By page: the files that it asked for, and how they read then."""

    def takes(self, handbook: Handbook) -> bool:
        """Whether the site can go on with the pages of another handbook; then they are shown from now on."""
        if not self.later.takes(handbook):
            return False
        self._made.clear()
        return True

    def path(self, address: str) -> str:
        """The file of the site that an address means, as far as can be told from the address."""
        return f"{address}{INDEX}" if address.endswith("/") or not address else address

    def is_folder(self, path: str) -> bool:
        """Whether a slash was forgotten at the end of a page's address."""
        return self.made(f"{path}/{INDEX}") is not None or (self.site / path / INDEX).is_file()

    def page(self, path: str) -> bytes | None:
        """The HTML at a path of the site, whoever makes it; None where there is none."""
        if (ours := self.made(path)) is not None:
            return ours
        file = self.site / path
        return file.read_bytes() if path.endswith(".html") and file.is_file() else None

    def made(self, path: str) -> bytes | None:
        """The page or file of ours at a path; None where there is none of ours."""
        if path in self._made:
            self._made.move_to_end(path)
            return self._made[path]
        if (maker := self.later.maker(path)) is None:
            return None
        self._made[path] = content = maker()
        while len(self._made) > MOST_KEPT:
            self._made.popitem(last=False)
        return content

    # ------------------------------------------------------------ has a page changed?

    def begins(self, path: str, content: bytes) -> str:
        """What tells this state of a page from any other. What it asks for from now on belongs to it."""
        self._served.pop(path, None)
        return digest(content)

    def asked(self, page: str, path: str, content: bytes) -> None:
        """Notes that a page that is open has read a file of ours, such as values to compare."""
        self._served.setdefault(page, {})[path] = digest(content)
        while len(self._served) > MOST_KEPT:
            self._served.pop(next(iter(self._served)))

    def differs(self, path: str, seen: str) -> bool:
        """Whether a page, or a file that it has read, is another one than the browser has."""
        content = self.page(path)
        if content is None or digest(content) != seen:
            return True
        files = self._served.get(path, {}).items()
        return any(digest(self.made(file) or b"") != read for file, read in files)

    def follows(self, before: Shown) -> None:
        """Takes over what open pages have read, where the host has built the site again."""
        self._served = before._served


def digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()
