"""The Content-Security-Policy of a page: only this site's own scripts run, and all comes from the site."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

# `style-src` needs 'unsafe-inline': the theme and Plotly position things by style attributes, whose
# values can't be known beforehand. A style can't run anything.
_RULES = (
    "default-src 'self'",
    "script-src 'self'{scripts}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?(?:application/(?:\w+\+)?json|text/template)", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_CHARSET = '<meta charset="utf-8">'


def with_policy(page: str, *, live_reload: bool = False) -> str:
    """The page with its policy at the top of its head, naming the inline scripts it has by their hashes.

    `live_reload` is for the preview alone: its server puts a script into every page as it sends it,
    after any hash could be reckoned, so inline scripts are let through there.
    """
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, live_reload=live_reload)}">'
    # The encoding has to be declared within the first kilobyte, so it stays in front.
    for after in (_CHARSET, "<head>"):
        before, found, rest = page.partition(after)
        if found:
            return f"{before}{after}\n      {meta}{rest}"
    return page


def policy(page: str, *, live_reload: bool = False) -> str:
    """The text of the policy for a page with these inline scripts."""
    allowed = "'unsafe-inline'" if live_reload else " ".join(_hashes(page))
    return "; ".join(_RULES).format(scripts=f" {allowed}" if allowed else "")


def _hashes(page: str) -> list[str]:
    scripts = (
        text
        for attributes, text in _SCRIPT.findall(page)
        if not _SOURCE.search(attributes) and not _DATA.search(attributes)
    )
    return list(dict.fromkeys(_hash(text) for text in scripts))


@lru_cache(maxsize=1024)
def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
