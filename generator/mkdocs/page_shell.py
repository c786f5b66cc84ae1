"""What the theme puts around our pages, rendered once for pages that differ only in what they are called.

A theme's templates take longer than the page itself. Of a thousand clinics' pages they make the same
text but for title, description, addresses and links to the other languages; so they are given marks
in place of those once, and each page gets its own put in.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig

from generator.mkdocs.generated_files import GeneratedPage
from generator.mkdocs.template_context import TemplateContext

PAGE = "benchbook: a page of ours"
"""Name by which our pages ask for their template."""

KNOWN = ("generator.", "material.", "mkdocs.", "properdocs.")
"""Where plugins come from of which we know what they do to a page."""

_MARK = re.compile("(bbmark[0-9]+x)")

Finish = Callable[[str, GeneratedPage], str]


@dataclass(frozen=True)
class ShellText:
    """The text around pages of one family, in pieces: every other one is a mark."""

    pieces: tuple[str, ...]

    def around(self, values: dict[str, str]) -> str:
        return "".join(values.get(piece, piece) for piece in self.pieces)


class PageShell:
    """Stands in for the theme's template, for our pages."""

    def __init__(self, template: Template, finish: Finish) -> None:
        self._template, self._finish = template, finish
        self._frames: dict[Hashable, ShellText | None] = {}
        self._checked: set[Hashable] = set()

    def render(self, context: dict[str, Any]) -> str:
        """What the template makes of the context, finished."""
        page, told = context["page"], context["benchbook"]
        family = _family(page, told)
        if family not in self._frames:
            self._frames[family] = self._frame(context)
            return self._whole(context)
        frame = self._frames[family]
        if frame is None:
            return self._whole(context)
        spliced = frame.around(_values(page, told))
        if family not in self._checked:
            # A template that says more of a page than we know of must not say it of another page.
            self._checked.add(family)
            whole = self._whole(context)
            if whole != spliced:
                self._frames[family] = None
            return whole
        return spliced

    def _whole(self, context: dict[str, Any]) -> str:
        return self._finish(self._template.render(context), context["page"])

    def _frame(self, context: dict[str, Any]) -> ShellText:
        page, told = context["page"], context["benchbook"]
        marked, twins = _marked(page, told)
        text = self._template.render({**context, "page": marked, "benchbook": twins})
        return ShellText(tuple(_MARK.split(self._finish(text, page))))


def templates(
    env: Environment, config: MkDocsConfig, pages: Iterable[GeneratedPage], finish: Finish
) -> Environment:
    """The environment with a template for these pages, if nobody else has a say in what is around them.

    None of them may stand in the navigation, which shows the page that one is on.
    """
    if config.theme.custom_dir or _others(config):
        return env
    for page in pages:
        page.meta["template"] = PAGE
    return _Templates(env, PageShell(env.get_template("main.html"), finish))


class _Templates:
    """An environment that knows one template more."""

    def __init__(self, env: Environment, chrome: PageShell) -> None:
        self._env, self._chrome = env, chrome

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_template(self, name: str, *more: Any, **options: Any) -> Template | PageShell:
        return self._chrome if name == PAGE else self._env.get_template(name, *more, **options)


def _others(config: MkDocsConfig) -> bool:
    """Whether plugins that we don't know change what a page's templates are told."""
    hooks = config.plugins.events["page_context"]
    return any(not hook.__module__.startswith(KNOWN) for hook in hooks)


def _family(page: GeneratedPage, told: TemplateContext) -> Hashable:
    """What the text around a page depends on, besides the marks."""
    return (
        page.ours.language,
        page.ours.section,
        page.url.count("/"),
        page.ours.headings,
        page.canonical_url is None,
        page.edit_url is None,
        not told.feed,
        told.form[1],
        tuple((twin.language, twin.current) for twin in told.twins),
    )


def _values(page: GeneratedPage, told: TemplateContext) -> dict[str, str]:
    """What stands for each mark on this page."""
    own = (page.meta["title"], page.meta["description"], page.canonical_url, page.edit_url)
    values = (*own, told.feed, told.form[0], *(twin.link for twin in told.twins))
    return {_mark(nth): str(value) for nth, value in enumerate(values)}


def _marked(page: GeneratedPage, told: TemplateContext) -> tuple[GeneratedPage, TemplateContext]:
    """The page with marks in place of what is its own."""
    marked = copy.copy(page)
    marked.meta = {**page.meta, "title": _mark(0), "description": _mark(1)}
    if page.canonical_url is not None:
        marked.canonical_url = _mark(2)
    if page.edit_url is not None:
        marked.edit_url = _mark(3)
    twins = tuple(replace(twin, link=_mark(nth)) for nth, twin in enumerate(told.twins, 6))
    form = (told.form[0] and _mark(5), told.form[1])
    return marked, replace(told, twins=twins, feed=told.feed and _mark(4), form=form)


def _mark(nth: int) -> str:
    return f"bbmark{nth}x"
