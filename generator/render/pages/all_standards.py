"""All standards, by theme."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from generator.model.results import Verdict
from generator.model.standard_results import NETWORK
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.index_page import Group, IndexPage, counted
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import newest_value, value_tables

HERE = "standards/index"


def look(edition: RenderContext, _: str) -> PageMeta:
    words = edition.words
    themes = [(f"theme-{theme}", words.text(edition.theme(theme))) for theme in edition.site.by_theme]
    return page_meta.of(words("Standards"), _lead(edition), page_meta.headings(themes))


def context(edition: RenderContext, _: str) -> IndexPage:
    groups = tuple(_theme(edition, theme, names) for theme, names in edition.site.by_theme.items())
    return IndexPage(edition.words("Standards"), _lead(edition), groups)


def _lead(edition: RenderContext) -> str:
    return edition.words.plural(
        "What we promise, and whether we keep it: {n} standard.",
        "What we promise, and whether we keep it: {n} standards.",
        len(edition.written.standards),
    )


def _theme(edition: RenderContext, theme: str, names: Sequence[str]) -> Group:
    words, written = edition.words, edition.written.settings.themes.get(theme)
    title = words.text(edition.theme(theme))
    heads = [words("Standard"), words("All clinics"), words("Verdict"), words("Target"), words("Change")]
    heads.append(words("Clinics meeting it"))
    rows = [_row(edition, name) for name in names]
    table = Markup(value_tables.table(words("Standards: {theme}", theme=title), heads, rows, "bb-rows"))  # noqa: S704
    question = words.marked(written.question if written else None)
    return Group(f"theme-{theme}", words.marked(edition.theme(theme)), question, table)


def _row(edition: RenderContext, name: str) -> str:
    words, standard, cells = edition.words, edition.written.standards[name], edition.cells
    newest = newest_value.of(edition.findings.groups.get(name), NETWORK)
    href, tag = escape(edition.to(HERE, f"standards/{name}")), ""
    if standard.status != "approved":
        said = words("draft") if standard.status == "draft" else words("retired")
        tag = f" <small>{escape(said)}</small>"
    value = target = verdict = change = "<td></td>"
    if newest is not None:
        value, change = (
            f"<td>{escape(edition.said(standard, newest))}</td>",
            cells.changes[newest.change],
        )
        unjudged = newest.verdict == Verdict.NO_TARGET
        verdict = cells.unjudged(standard) if unjudged else cells.verdicts[newest.verdict]
    if newest is not None and newest.target is not None:
        target = f"<td>{escape(words.target(standard, newest.target))}</td>"
    title = f'<a href="{href}">{words.marked(standard.title)}</a>{tag}'
    met = counted(edition, edition.tallies((name,)).values())
    return f'<tr><th scope="row">{title}</th>{value}{verdict}{target}{change}<td>{met}</td></tr>'
