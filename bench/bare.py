"""The measure: MkDocs with Material and the same settings, writing as many pages of the same sizes.

Its pages are made in memory as the handbook's are, hold a heading, and are filled up to as many
bytes as the handbook's page has. The filling goes through the theme as the content of any page
does (`on_page_content`), so that what is left is what the host and the theme cost for pages of
that size. A second twin is filled up only after the theme is done: the least that a host can do.
"""

from __future__ import annotations

import json
from pathlib import Path

PLUGIN = "  - benchbook\n"

HOOKS = '''\
"""Stub pages of given sizes, by MkDocs' own hooks."""

import json
from pathlib import Path

from mkdocs.structure.files import File, InclusionLevel

SIZES = json.loads((Path(__file__).parent / "sizes.json").read_text())
STUB = "---\\ntitle: {0}\\nsearch:\\n  exclude: true\\n---\\n# {0}\\n"
FILLING = "<p>A stub as large as the page that it stands for.</p>\\n" * (max(SIZES.values()) // 50)
AROUND = %s  # bytes that are left for the theme


def on_files(files, config):
    written = {file.dest_uri for file in files}
    for path in SIZES:
        if path not in written:
            name = path.removesuffix("/index.html").removesuffix(".html")
            source, text = f"{name}.md", STUB.format(name)
            files.append(File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_content(html, page, config, files):
    return html + FILLING[: max(0, SIZES.get(page.file.dest_uri, 0) - AROUND)]


def on_post_page(output, page, config):
    more = SIZES.get(page.file.dest_uri, 0) - len(output.encode())
    return output.replace("</article>", FILLING[: max(0, more)] + "</article>", 1)
'''

AROUND = 25_000
"""More than the theme puts around a stub; what it doesn't use is filled up when it is done."""


def sizes(site: Path) -> dict[str, int]:
    """Bytes of each page of a built site, by its path. The page for lost readers is the host's."""
    pages = sorted(site.rglob("*.html"))
    return {
        path.relative_to(site).as_posix(): path.stat().st_size for path in pages if path.name != "404.html"
    }


def write(folder: Path, handbook: Path, site: Path, *, through_theme: bool = True) -> None:
    """Lay down a bare twin of `handbook`, whose site has been built."""
    (folder / "docs").mkdir(parents=True)
    settings = (handbook / "mkdocs.yml").read_text()
    if PLUGIN not in settings:
        raise ValueError(f"{handbook}/mkdocs.yml has no line `{PLUGIN.strip()}`.")
    (folder / "mkdocs.yml").write_text(settings.replace(PLUGIN, "") + "hooks: [stubs.py]\n")
    (folder / "stubs.py").write_text(HOOKS % (AROUND if through_theme else "10**9"))
    (folder / "sizes.json").write_text(json.dumps(sizes(site)))
    for path in (handbook / "docs").rglob("*.md"):
        copy = folder / "docs" / path.relative_to(handbook / "docs")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
