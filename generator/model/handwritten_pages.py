"""Pages and files that somebody wrote by hand: they lie in `docs/` and stand in the site as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.model.symbolic_links import Allowed

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""Endings of pages that are written in Markdown."""

PAGES = MARKDOWN | {".html", ".htm"}
"""Endings of files that become pages."""

FRONT = frozenset({"index", "readme"})
"""What the page of a folder itself is called."""


@dataclass(frozen=True)
class HandWritten:
    """The files of that folder."""

    folder: str
    """Its path from the handbook's folder, with forward slashes."""

    files: frozenset[str]
    """Paths within it, with forward slashes."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What stands in the pages that are written in Markdown, by their path, as far as they can be read."""

    allowed: Allowed | None = None
    """Where files of it may lead that are links; None where nobody knows."""

    endless: tuple[str, ...] = ()
    """Links to a folder that they lie in themselves, by their path."""

    def may_publish(self, path: Path) -> bool:
        """Whether a file lies where pages lie, whatever links lead to it."""
        return self.allowed is None or self.allowed.leads_there(path)

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The files that are pages by their address: `guide/programme`, `index`, `guide/index`."""
        found: dict[str, str] = {}
        for file in sorted(self.files):
            path = PurePosixPath(file)
            if path.suffix.lower() in PAGES:
                name = "index" if path.stem.lower() in FRONT else path.stem
                found.setdefault(path.with_name(name).as_posix(), file)
        return found
