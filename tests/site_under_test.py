"""A handbook folder to build, and eyes for what was built."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

STARTER = Path(__file__).parents[1] / "generator/cli/starter"

EVIL = "</title></script><script>alert(1)</script>\"'><b>"
"""What a title in the data might try."""


def handbook(folder: Path, **settings: str) -> Path:
    """The starter's handbook, in English, Spanish and French, with settings of handbook.yml replaced."""
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("dot.*", "__pycache__"))
    said = folder / "data/handbook.yml"
    lines = said.read_text().splitlines()
    for key, value in {"languages": "[en, es, fr]", **settings}.items():
        lines = [line for line in lines if not line.startswith(f"{key}:")]
        lines.append(f"{key}: {value}")
    said.write_text("\n".join(lines) + "\n")
    return folder


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@dataclass
class Seen(HTMLParser):
    """What a browser would find in a page."""

    scripts: list[str] = field(default_factory=list)
    """Texts of scripts that run in the page."""
    loaded: list[str] = field(default_factory=list)
    """Addresses of what the page fetches by itself."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address and text of each link."""
    meta: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    language: str = ""
    text: str = ""
    title: str = ""
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.ids.add(said["id"])
        if tag == "html":
            self.language = said.get("lang", "")
        elif tag == "meta":
            self.meta[said.get("name") or said.get("http-equiv", "")] = said.get("content", "")
        elif tag == "a":
            self.links.append((said.get("href", ""), ""))
        if tag in ("script", "img", "iframe", "source", "video") and "src" in said:
            self.loaded.append(said["src"])
        if tag == "link" and said.get("rel") in ("stylesheet", "icon", "preload", "preconnect"):
            self.loaded.append(said["href"])
        data = "json" in said.get("type", "")
        self._inside = "" if tag == "script" and ("src" in said or data) else tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
            return
        if self._inside == "title":
            self.title += data
        if self._inside == "a" and self.links:
            address, text = self.links[-1]
            self.links[-1] = (address, " ".join((text + data).split()))
        self.text += data


def seen(page: bytes) -> Seen:
    found = Seen()
    found.feed(page.decode())
    found.text = re.sub(r"\s+", " ", found.text)
    return found
