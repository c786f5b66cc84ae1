"""What the preview puts into a page: the strip at its foot and the script that follows the files."""

from __future__ import annotations

from markupsafe import Markup

from generator.preview.shown_files import digest

FOLDER = "/_benchbook/"
"""Where the preview's own files are on the server; no page of a site begins so."""

_OWN = Markup(
    '<link rel="stylesheet" href="{folder}client.css">'
    '<aside id="bb-preview" lang="en" aria-live="polite" aria-label="What is wrong in the files">'
    "{strip}</aside>"
    '<script src="{folder}client.js" data-news="{folder}news" data-seen="{seen}" data-files="{files}" '
    'data-strip="{told}"></script>'
)
_BARE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"></head>'
    "<body><main><h1>{title}</h1>{told}</main></body></html>"
)


def with_strip(page: bytes, seen: str, strip: Markup, files: str) -> bytes:
    """The page with the strip. `seen` tells its state, `files` that of the files beside pages."""
    own = _OWN.format(
        folder=FOLDER, strip=strip, seen=seen, files=files, told=digest(strip.encode())
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + own + end + after if end else page + own


def nothing_yet(strip: Markup, files: str) -> bytes:
    """In place of every page, while there is no state that could be shown."""
    told = Markup("<p>{}</p>").format(
        "Nothing can be shown yet. The reasons stand below and in the terminal; "
        "once they are mended and saved, this page shows the handbook."
    )
    page = _BARE.format(title="The preview waits", told=told).encode()
    return with_strip(page, "nothing yet", strip, files)


def broken(address: str, reason: Exception, strip: Markup, files: str) -> bytes:
    """In place of a page that can't be made because of a mistake of ours."""
    told = Markup("<p>{}</p><p><code>{}</code></p>").format(
        "This is a mistake of the program, not of the files. Please report it; the terminal tells more.",
        f"{type(reason).__name__}: {reason}",
    )
    page = _BARE.format(title=f"`/{address}` can't be made", told=told).encode()
    return with_strip(page, "broken", strip, files)
