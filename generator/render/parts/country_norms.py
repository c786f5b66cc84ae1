"""How a country's own targets differ: what is asked there, elsewhere, and what is published there."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from generator.model.inputs import NationalFigure
from generator.render.context import RenderContext
from generator.render.parts import national_figures, targets, value_tables


def of_country(edition: RenderContext, here: str, country: str, sections: frozenset[str]) -> Markup:
    """A row for each standard in force that the country has its own target for; empty where there is none.

    `sections` are the standards that the page has a section of.
    """
    words = edition.words
    rows = [
        _row(edition, here, country, name, name in sections)
        for names in edition.site.by_theme.values()
        for name in names
        if edition.written.standards[name].judged and country in targets.now(edition, name)
    ]
    if not rows:
        return Markup("")
    heads = [words("Standard"), edition.country(country), words("Elsewhere"), words("Published")]
    caption = words("{country}: targets of its own", country=edition.country(country))
    return Markup(value_tables.table(caption, heads, rows))  # noqa: S704 - escaped in _row


def _row(edition: RenderContext, here: str, country: str, name: str, has_section: bool) -> str:
    words, standard, asked = edition.words, edition.written.standards[name], targets.now(edition, name)
    href = f"#{name}" if has_section else edition.to(here, f"standards/{name}")
    own, everybodys = asked[country], asked.get(None)
    others = [
        words("{where}: {target}", where=where, target=words.target(standard, asked[scope]))
        for scope, where in _others(edition, country)
        if scope in asked
    ]
    beside = f"<small>{escape(_beside(edition, name, own, everybodys))}</small>"
    return (
        f'<tr><th scope="row"><a href="{escape(href)}">{words.marked(standard.title)}</a></th>'
        f"<td>{escape(words.target(standard, own))} {beside}</td><td>{'<br>'.join(map(escape, others))}</td>"
        f"<td>{_published(edition, name, country)}</td></tr>"
    )


def _others(edition: RenderContext, country: str) -> list[tuple[str | None, str]]:
    """Everybody first, then the other countries."""
    others = [(name, edition.country(name)) for name in edition.written.countries if name != country]
    return [(None, edition.words("everybody else")), *others]


def _beside(edition: RenderContext, name: str, own: float, everybodys: float | None) -> str:
    """Whether that is more or less than everybody's target asks for."""
    words, better = edition.words, edition.written.standards[name].measure.better
    if everybodys is None:
        return words("nothing is asked of everybody else")
    if own == everybodys:
        return words("the same as of everybody else")
    if better == "neither":
        return ""
    more = (own > everybodys) == (better == "higher")
    return words("more than of everybody else") if more else words("less than of everybody else")


def _published(edition: RenderContext, name: str, country: str) -> str:
    """The newest published figure of the country, one that compares if there is one."""
    figures = national_figures.there(edition, name, country)
    if not figures:
        return ""
    newest: NationalFigure = max(figures, key=lambda one: (one.comparable != "not", str(one.year)))
    words = edition.words
    told = words("{value} in {period}", value=words.quantity(newest.value), period=str(newest.year))
    return f"{escape(told)} ({national_figures.sameness(words, newest)})"
