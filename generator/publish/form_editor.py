"""The form editor as files of the site: its page, its configuration, and the packages that it is made of.

Nothing is asked of anybody but the site and the service that keeps the repository, so the packages are
served from the site itself. They come from npm: `node_modules` in the handbook's folder or above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import orjson

from generator.model.page import Download

FOLDER = "admin"
"""Where the form editor is on the site."""

INSTALL = "npm install @sveltia/cms yaml"

OURS = Path(__file__).parent / "admin"

SVELTIA = Path("node_modules/@sveltia/cms")
YAML = Path("node_modules/yaml")

_POLICY = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob: {hosts}",
    "manifest-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
_FONT = re.compile(r"https://cdn\.jsdelivr\.net/fontsource/fonts/([\w-]+?)(?::vf)?@[^/]+/[\w.-]+\.woff2")
_LOCALE = re.compile(r"\.\./locales/([\w-]+)\.json")


@dataclass(frozen=True)
class Settled:
    """What the form editor is told."""

    config: Mapping[str, Any]
    shapes: Mapping[str, Any]
    hosts: tuple[str, ...]
    """Whom it may ask besides the site."""

    title: str
    languages: tuple[str, ...]


def packages(root: Path) -> Path | None:
    """The nearest folder, from `root` upwards, whose node_modules has what the form editor is made of."""
    for folder in (root, *root.resolve().parents):
        if (folder / SVELTIA / "npm/index.js").is_file() and (folder / YAML / "browser/index.js").is_file():
            return folder
    return None


def files(settled: Settled, where: Path) -> Iterator[Download]:
    """Every file of the form editor. `where` is a folder that `packages` found."""
    yield _file("index.html", partial(_page, settled))
    yield _file("config.json", partial(orjson.dumps, settled.config, option=orjson.OPT_INDENT_2))
    yield _file("shapes.json", partial(orjson.dumps, settled.shapes))
    for source in sorted(OURS.glob("*.js")):
        yield _file(source.name, source.read_bytes)
    yield from _yaml(where / YAML)
    yield from _sveltia(where / SVELTIA, settled.languages)


def _file(path: str, content: Any) -> Download:
    return Download(f"{FOLDER}/{path}", content)


def _page(settled: Settled) -> bytes:
    hosts = " ".join(settled.hosts)
    return (
        (OURS / "index.html")
        .read_text(encoding="utf-8")
        .format(
            language=settled.languages[0],
            hosts=escape(hosts),
            policy=escape("; ".join(_POLICY).format(hosts=hosts), quote=False).replace('"', ""),
            title=escape(settled.title),
            noscript="The forms need JavaScript.",
        )
        .encode()
    )


def _yaml(package: Path) -> Iterator[Download]:
    for source in sorted((package / "browser").rglob("*.js")):
        yield _file(f"yaml/{source.relative_to(package / 'browser').as_posix()}", source.read_bytes)
    yield from _licences(package, "yaml", ("LICENSE",))


def _sveltia(package: Path, languages: Iterable[str]) -> Iterator[Download]:
    """The form editor as it is built for npm, whose fonts and words are files beside it."""
    fonts = {
        font.name.partition("-latin-")[0]: font.name for font in (package / "npm/assets").glob("*.woff2")
    }
    codes = _spoken(package, languages)
    yield _file("sveltia/npm/index.js", partial(_script, package, fonts, codes))
    for part in sorted((package / "npm/chunks").glob("react*.js")):
        yield _file(f"sveltia/npm/chunks/{part.name}", part.read_bytes)
    for name in sorted(fonts.values()):
        yield _file(f"sveltia/npm/assets/{name}", (package / "npm/assets" / name).read_bytes)
    for code in sorted(codes):
        yield _file(f"sveltia/locales/{code}.js", partial(_words, package / f"locales/{code}.json"))
    yield _file("sveltia/locales/none.js", lambda: b"export default {};\n")
    yield from _licences(package, "sveltia", ("LICENSE.txt",))
    notices = (path.name for path in sorted((package / "npm/assets").glob("*.LICENSE.txt")))
    yield from _licences(package / "npm/assets", "sveltia/npm/assets", notices)


def _licences(folder: Path, place: str, names: Iterable[str]) -> Iterator[Download]:
    for name in names:
        if (folder / name).is_file():
            yield _file(f"{place}/{name}", (folder / name).read_bytes)


def _spoken(package: Path, languages: Iterable[str]) -> frozenset[str]:
    """Those of the editor's translations that are in the handbook's languages. English it knows by heart."""
    wanted = {*languages, "en"}
    there = (path.stem for path in (package / "locales").glob("*.json"))
    return frozenset(code for code in there if code.partition("-")[0] in wanted and code != "en-US")


def _script(package: Path, fonts: Mapping[str, str], codes: frozenset[str]) -> bytes:
    """The editor with fonts from the site, and words from scripts: no browser takes JSON for a module."""

    def font(found: re.Match[str]) -> str:
        name = fonts.get(found[1])
        return f"sveltia/npm/assets/{name}" if name else found[0]

    def locale(found: re.Match[str]) -> str:
        return f"../locales/{found[1] if found[1] in codes else 'none'}.js"

    text = (package / "npm/index.js").read_text(encoding="utf-8")
    return _LOCALE.sub(locale, _FONT.sub(font, text)).encode()


def _words(path: Path) -> bytes:
    return b"export default " + path.read_bytes().strip() + b";\n"
