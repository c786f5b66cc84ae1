"""MkDocs calls us here. The only room that knows MkDocs; it works the same under ProperDocs.

A hook unpacks what it is given and calls a plain function. Everything is gathered before anything
is written; bodies of pages and downloads are made while they are written.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext

from generator import pipeline
from generator.mkdocs import page_shell, search, theme_assets
from generator.mkdocs.build import Build
from generator.mkdocs.generated_files import BODY, GeneratedPage
from generator.mkdocs.handbook_day import day
from generator.mkdocs.problem_log import log, tell
from generator.mkdocs.refusal import Refused, refuse_endless, refuse_leaks, refuse_unsettled
from generator.mkdocs.releases import Histories
from generator.mkdocs.security import Policies
from generator.model.markdown_literals import as_code, too_deep
from generator.model.page import Handbook
from generator.publish.build_lock import build_lock
from generator.publish.page_writers import Writers, processors

if TYPE_CHECKING:  # only our own preview needs them
    from generator.load.parse_cache import ParseCache
    from generator.mkdocs.lazy_build import LazyBuild
    from generator.model.finding_cache import FindingCache

BUILDERS = ("mkdocs.commands.build", "properdocs.commands.build")
"""Loggers of the hosts that tell how writing goes."""


class Options(Config):
    """What mkdocs.yml may say below `plugins: benchbook`."""

    data_dir = option.Type(str, default="data")
    """Folder with the handbook's files, beside mkdocs.yml."""

    as_of = option.Optional(option.Type((str, date)))
    """Day that embargoes and reviews are reckoned from; else SOURCE_DATE_EPOCH, else today."""


class BenchbookPlugin(BasePlugin[Options]):
    """Adds the handbook's pages, downloads and search entries to the site."""

    def __init__(self) -> None:
        self.serving = False
        self.build: Build | None = None
        self.writers: Writers | None = None
        self.later: LazyBuild | None = None
        """Set by our own preview, which makes pages when they are asked for."""
        self.on_page_done: Callable[[int, int], None] | None = None
        """Told how many of how many of our pages are written; for whoever shows progress."""
        self.policies: Policies | None = None
        self._elsewhere = self._lost_at = ""
        self._handbook: Handbook | None = None
        self._histories = Histories()
        self.alone = False
        """Whether whoever builds has seen to it that nobody else does."""
        self._held = ExitStack()
        self._started, self._done = 0.0, 0

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._started, self._done = time.monotonic(), 0
        # What a handbook holds lives until it is written: the collector would walk over it in vain, again and
        # again, which is a fifth of the work. From on_env on it is passed over.
        gc.unfreeze()
        gc.disable()
        theme_assets.put_on(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        # Before the host clears the folder of the site: nobody else may be at it, and if this is refused, the
        # former one stays.
        if not (self.serving or self.alone):
            self._held.enter_context(build_lock(Path(config.site_dir), wait=True, tell=log.info))
        self._handbook = self.later.handbook if self.later else self.made(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.build = build = Build(self._handbook, config)
        # True, not a list: the header shows the switch, and no links go into the head, which the theme
        # would answer by asking for a sitemap beside each translated page.
        if len(build.languages.codes) > 1 and not config.extra.get("alternate"):
            config.extra["alternate"] = True
        if self.later:
            self.later.build = build
        else:
            tell(build.handbook)
        build.add_to(files, log.info, later=self.later is not None)
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: object) -> Navigation:
        self.build.settle(files, nav)
        return self.build.navs[self.build.languages.first]

    def on_page_markdown(self, markdown: str, **_: object) -> str:
        # The host would run out of levels; the checks say so, and the text is shown as it stands.
        return as_code(markdown) if too_deep(markdown) is not None else markdown

    # Last, because what other plugins do to the templates counts.
    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        gc.freeze()
        gc.enable()
        pages = [page.ours for page in self.build.guests]
        processes = 1 if self._alone(config) else processors()
        self.writers = Writers(pages, self.build.handbook.bodies, processes)
        for name in BUILDERS:
            logging.getLogger(name).addFilter(self._written_elsewhere)
        # A server puts scripts into pages: the host's preview does, ours asks for a file.
        self.policies = Policies(env, config, live_reload=self.serving and self.later is None)
        if self.later:
            return self.later.templates(env, files)
        inner = [page for page in self.build.guests if self.build.front(page) is not None]
        return page_shell.templates(env, config, inner, self._finished)

    # Last, so that no other plugin puts back what is one language's.
    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: HostPage, **_: object) -> TemplateContext:
        build = self.build
        if (front := build.front(page)) is not None:
            front.active = True
        language = build.language(page)
        context.update(
            config=build.views[language],
            nav=build.navs[language],
            benchbook=build.told(page),
            mkdocs_version="1.x",  # the same bytes whatever host builds them
        )
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: HostPage, **_: object) -> str:
        build = self.build
        if (front := build.front(page)) is not None:
            front.active = False
        if self.later and not self.later.asking and isinstance(page, GeneratedPage):
            self._elsewhere = page.file.src_uri
            return ""
        if page.meta.get("template") != page_shell.PAGE:
            output = self._finished(output, page)
        if not isinstance(page, GeneratedPage):
            return output
        self._done += 1
        if self.on_page_done is not None:
            self.on_page_done(self._done, len(build.handbook.pages))
        before, _, after = output.partition(BODY)
        if self.writers.take(page.ours, page.file.abs_dest_path, before, after):
            self._elsewhere = page.file.src_uri
            return ""
        return f"{before}{page.ours.body()}{after}"

    def _written_elsewhere(self, record: logging.LogRecord) -> bool:
        """Keeps the host from calling a page skipped that another process writes."""
        return not record.getMessage().startswith(f"Page skipped: '{self._elsewhere}'")

    def _finished(self, output: str, page: HostPage) -> str:
        """A page as the theme made it, with its search in its language and its policy in its head."""
        if base := self.build.base(page):
            output = search.below(output, page.url, base)
        return self.policies.on_page(output, page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: object
    ) -> TemplateContext:
        view = self.build.views[self.build.languages.first]
        context.update(config=view, mkdocs_version="1.x", benchbook=self.build.told_lost())
        self._lost_at = context["base_url"]
        if template_name == "sitemap.xml":
            context["benchbook_sitemap"] = self.build.sitemap()
        return context

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, **_: object) -> str:
        if not template_name.endswith(".html"):
            return output
        return self.policies.below(output, self._lost_at)

    # Last, because the theme's search plugin writes its index in the same hook.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.writers.finish()
        self._end()
        self._held.close()
        build, index = self.build, Path(config.site_dir) / search.INDEX
        if self.later:
            self.later.index = index.read_bytes() if index.is_file() else None
            return
        if index.is_file():
            search.complete(Path(config.site_dir), *build.searched)
        log.info(
            "%d pages, %d series, %d problems, %.1f s",
            self._done,
            build.series,
            len(build.handbook.problems),
            time.monotonic() - self._started,
        )

    def on_build_error(self, **_: object) -> None:
        self._held.close()

    def on_shutdown(self) -> None:
        self._end()
        self._held.close()

    def _alone(self, config: MkDocsConfig) -> bool:
        """Whether all pages are to be written here: a preview makes those that are looked at, and a plugin
        that has its say after us is to see whole ones."""
        return self.serving or config.plugins.events["post_page"][-1] != self.on_post_page

    def _end(self) -> None:
        if self.writers:
            self.writers.close()
        for name in BUILDERS:
            logging.getLogger(name).removeFilter(self._written_elsewhere)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        folder = root(config) / self.config.data_dir
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def read(
        self, config: MkDocsConfig, remembered: ParseCache | None = None, reckoned: FindingCache | None = None
    ) -> Handbook:
        """What the files of the folder make, whether or not it can be published."""
        return pipeline.handbook(
            root(config),
            as_of=day(self.config.as_of, os.environ),
            data_dir=self.config.data_dir,
            docs_dir=config.docs_dir,
            directory_urls=config.use_directory_urls,
            site_url=config.site_url or "",
            since=self._histories.of(root(config), self.config.data_dir, once=self.serving),
            remembered=remembered,
            reckoned=reckoned,
        )

    def made(self, config: MkDocsConfig) -> Handbook:
        """The handbook of the folder that `config` is from."""
        try:
            handbook = self.read(config)
            refuse_leaks(handbook)
            refuse_endless(handbook)
            if not self.serving:
                refuse_unsettled(handbook)
            return handbook
        except Exception as reason:
            # Editors' mistakes are problems, not exceptions; this is a mistake of ours. In the preview it
            # must not take away the page that somebody is looking at.
            if not (self.serving and self.build):
                raise
            if isinstance(reason, Refused):
                log.error("%s\nThe preview shows the last state that could be built.", reason)
                return self.build.handbook
            log.exception("The preview shows the last state that could be built.")
            return self.build.handbook


def root(config: MkDocsConfig) -> Path:
    """The handbook's folder: where mkdocs.yml is."""
    if not config.config_file_path:
        raise PluginError("benchbook needs an mkdocs.yml in a file of its own, to find the data beside it.")
    return Path(config.config_file_path).resolve().parent
