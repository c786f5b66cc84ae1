"""The Content-Security-Policy of a page: all comes from the site, and only known scripts run."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Collection
from functools import lru_cache

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import get_relative_url

from generator.mkdocs.scripts import from_elsewhere, of_templates, within

log = logging.getLogger("mkdocs.plugins.benchbook.security")
"""Not `telling.log`: a build of ours passes that over, for it tells problems that are told anyway."""

SHOWN = 60
"""Characters of a script that are shown; those that begin alike are told once."""

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
_CHARSET = '<meta charset="utf-8">'


class Policies:
    """The policies of one build: which scripts its templates have, and so which may run on its pages."""

    def __init__(self, env: Environment, config: MkDocsConfig, *, live_reload: bool = False) -> None:
        self._env, self._config, self._live_reload = env, config, live_reload
        self._scripts = of_templates(config.theme.dirs)
        self._known: dict[str, frozenset[str]] = {}
        self._told: set[str] = set()

    def on_page(self, output: str, page: HostPage) -> str:
        """A page with its policy. A script that doesn't run is told once."""
        base = get_relative_url(".", page.url)
        if not self._live_reload:
            self._tell(output, page, base)
        return self.below(output, base)

    def below(self, output: str, base_url: str) -> str:
        """What stands at a place from which the site's top is `base_url`, with its policy."""
        return with_policy(output, self._known_at(base_url), live_reload=self._live_reload)

    def _known_at(self, base_url: str) -> frozenset[str]:
        if base_url not in self._known:
            self._known[base_url] = self._scripts.on(self._config, base_url, self._env)
        return self._known[base_url]

    def _tell(self, output: str, page: HostPage, base: str) -> None:
        """Each script once, however many pages it is on. What an editor wrote by hand is told by HB350, with
        its line."""
        by_hand, where = page.markdown or "", page.file.src_uri
        for text in within(output):
            if text in self._known_at(base) or text in by_hand:
                continue
            shown = " ".join(text.split())[:SHOWN]
            if self._first(self._scripts.source(text) or shown):
                log.warning(
                    "%s: a script in this page doesn't run: `%s`. It is a plugin's, or one of a template "
                    "that names something of the page itself. Only scripts of files and of templates that "
                    "name nothing but `config` and `base_url` do.",
                    where,
                    shown,
                )
        for address in from_elsewhere(output, self._config.site_url or ""):
            if self._first(address):
                log.warning(
                    "%s: a script in this page doesn't run: `%s` lies elsewhere, and only scripts of this "
                    "site do. Put the file into `docs/` and name it there: `extra_javascript: [visits.js]`.",
                    where,
                    address,
                )

    def _first(self, script: str) -> bool:
        """Whether it wasn't told before; from now on it was."""
        before = len(self._told)
        self._told.add(script)
        return len(self._told) > before


def with_policy(page: str, known: Collection[str], *, live_reload: bool = False) -> str:
    """The page with its policy at the top of its head. Of the scripts in it only those in `known` may run.

    `live_reload` is for MkDocs' own preview alone: its server puts a script into every page as it sends
    it, after any hash could be reckoned, so scripts in pages are let through there.
    """
    said = policy(page, known, live_reload=live_reload)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{said}">'
    # The encoding has to be declared within the first kilobyte, so it stays in front.
    for after in (_CHARSET, "<head>"):
        before, found, rest = page.partition(after)
        if found:
            return f"{before}{after}\n      {meta}{rest}"
    return page


def policy(page: str, known: Collection[str], *, live_reload: bool = False) -> str:
    """The text of the policy: the hashes of those known scripts that the page holds, and no other's."""
    hashes = (_hash(text) for text in within(page) if text in known)
    allowed = "'unsafe-inline'" if live_reload else " ".join(hashes)
    return "; ".join(_RULES).format(scripts=f" {allowed}" if allowed else "")


@lru_cache(maxsize=1024)
def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
