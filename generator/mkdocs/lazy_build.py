"""A site of which our pages and files are made when somebody looks at them.

The host builds its site as ever, with every plugin's say; only that in place of each of our pages it
writes nothing. What it told us then is kept, and a page that is asked for is made with it as the host
would have made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator.mkdocs import page_shell, search
from generator.mkdocs.build import Build
from generator.mkdocs.generated_files import GeneratedFile, GeneratedPage
from generator.model.page import Download, Handbook

LATER = "benchbook: made when it is asked for"
"""Name by which our pages ask for a template that writes nothing."""


@dataclass
class LazyBuild:
    """What is needed to make any page or file of ours, filled by the plugin's hooks during a build."""

    handbook: Handbook
    build: Build | None = None
    index: bytes | None = None
    """The search index of the hand-written pages, as the theme's plugin wrote it."""

    asking: bool = False
    """Whether a page is being made for somebody."""

    _env: Environment | None = None
    _files: Files | None = None
    _pages: dict[str, GeneratedPage] = field(default_factory=dict)
    _downloads: dict[str, Download] = field(default_factory=dict)

    def templates(self, env: Environment, files: Files) -> Environment:
        """The environment for the build, in which our pages have nothing to write."""
        self._env, self._files = env, files
        self._pages = {page.file.dest_uri: page for page in self.build.guests}
        self._downloads = {file.dest_uri: file.download for file in files if isinstance(file, GeneratedFile)}
        for page in self._pages.values():
            page.meta["template"] = LATER
        return _Templates(env)

    @property
    def config(self) -> MkDocsConfig:
        return self.build.config

    def takes(self, handbook: Handbook) -> bool:
        """Whether the host need not be asked again, since all it knows of pages and files is as it was.

        If so, pages are those of `handbook` from now on.
        """
        paths = {download.path: download for download in handbook.downloads}
        if paths.keys() != {download.path for download in self.handbook.downloads}:
            return False
        if self._others() or not self.build.takes(handbook):
            return False
        self._downloads = {path: paths[path] for path in self._downloads}
        self.handbook = handbook
        for page in self._pages.values():
            page.meta["template"] = LATER
        self.__dict__.pop("_search", None)
        return True

    def _others(self) -> bool:
        """Whether plugins are at work of which we don't know what they take from a page."""
        modules = (type(plugin).__module__ for plugin in self.config.plugins.values())
        return bool(self.config.hooks) or not all(module.startswith(page_shell.KNOWN) for module in modules)

    def maker(self, path: str) -> Callable[[], bytes] | None:
        """What makes the file at `path` of the site; None where none of ours is there."""
        if (page := self._pages.get(path)) is not None:
            return lambda: self._page(page).encode("utf-8", "xmlcharrefreplace")
        if (download := self._downloads.get(path)) is not None:
            return download.content
        if path in self._search:
            return lambda: self._search[path]
        return None

    def _page(self, page: GeneratedPage) -> str:
        """As the host's own way of making one page goes, but for writing it."""
        config, nav = self.config, self.build.navs[self.build.languages.first]
        page.active = self.asking = True
        try:
            context = get_context(nav, self._documents, config, page)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            output = self._env.get_template("main.html").render(context)
            return config.plugins.on_post_page(output, page=page, config=config)
        finally:
            page.active = self.asking = False

    @cached_property
    def _documents(self) -> list[File]:
        return list(self._files.documentation_pages())

    @cached_property
    def _search(self) -> dict[str, bytes]:
        """The search index of each language, by its path."""
        if self.index is None:
            return {}
        return dict(search.indexes(self.index, *self.build.searched))


class _Nothing:
    """A template that writes nothing."""

    def render(self, *_: Any, **__: Any) -> str:
        return ""


class _Templates:
    """An environment that knows one template more."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_template(self, name: str, *more: Any, **options: Any) -> Any:
        return _Nothing() if name == LATER else self._env.get_template(name, *more, **options)
