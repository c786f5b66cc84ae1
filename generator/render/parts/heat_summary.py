"""The heat map: clinics (or countries, where there are many) by themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from generator.render.context import RenderContext
from generator.render.parts.verdict_counts import VerdictCounts
from generator.words import Words

MOST_CLINICS = 40
"""With more clinics than this, the rows are countries."""

PAGE = "heat-map"
"""The page that has every clinic and standard."""

NAMES, EVERYTHING = "_name", "_all"
"""What a script calls the first and the last column; no id has an underscore."""

ALL, SOME, NONE = "✓", "◐", "✕"


def by_countries(edition: RenderContext) -> bool:
    return len(edition.written.clinics) > MOST_CLINICS


def one_country(edition: RenderContext) -> bool:
    return sum(map(bool, edition.site.by_country.values())) == 1


def of_all(edition: RenderContext, here: str) -> Markup:
    """Clinics, or countries where there are many."""
    if by_countries(edition):
        if one_country(edition):
            return by_standard(edition, here)
        groups = {name: clinics for name, clinics in edition.site.by_country.items() if clinics}
        return table(edition, here, groups, "countries")
    return table(edition, here, {name: (name,) for name in edition.written.clinics}, "clinics")


def by_standard(edition: RenderContext, here: str) -> Markup:
    """Of one country with many clinics: how many of them meet each standard, theme by theme."""
    words, bodies = edition.words, []
    for theme, names in edition.site.by_theme.items():
        rows = [_standard(edition, here, name) for name in names if edition.tallies((name,))]
        if rows:
            title = words.marked(edition.theme(theme))
            top = f'<tr class="bb-theme"><th scope="rowgroup" colspan="2">{title}</th></tr>'
            bodies.append(f"<tbody>{top}{''.join(rows)}</tbody>")
    if not bodies:
        return Markup("")
    heads = [head(NAMES, escape(words("Standard"))), head(EVERYTHING, escape(words("All clinics")))]
    caption = words("Newest verdicts: how many clinics meet each standard, of those judged")
    return board(edition, caption, heads, "".join(bodies))


def _standard(edition: RenderContext, here: str, name: str) -> str:
    href, title = edition.to(here, f"standards/{name}"), edition.written.standards[name].title
    whole = sum(edition.tallies((name,)).values(), VerdictCounts())
    link = f'<a href="{escape(href)}">{edition.words.marked(title)}</a>'
    return f'<tr><th scope="row">{link}</th>{cell(edition, whole)}</tr>'


def of_country(edition: RenderContext, here: str, country: str) -> Markup:
    """The clinics of a country; where there are too many to be read, the way to the page that has them."""
    words, clinics = edition.words, edition.site.by_country.get(country, ())
    if len(clinics) <= MOST_CLINICS:
        return table(edition, here, {name: (name,) for name in clinics}, "clinics")
    href = f"{edition.to(here, PAGE)}?country={quote(country)}"
    said = words("The heat map shows all {n} of them, standard by standard.", n=words.number(len(clinics)))
    return Markup('<p><a href="{}">{}</a></p>').format(href, said)


def table(edition: RenderContext, here: str, groups: Mapping[str, Sequence[str]], folder: str) -> Markup:
    """Rows by themes, with how many of the newest verdicts are met. `groups` are the clinics of each
    row by its name; one without a verdict is no row. Empty where nothing is judged."""
    words, site = edition.words, edition.site
    themes = {theme: edition.tallies(names) for theme, names in site.by_theme.items()}
    themes = {theme: tallies for theme, tallies in themes.items() if tallies}
    rows = []
    judged = edition.tallies(tuple(edition.written.standards))
    for name, members in groups.items():
        if not any(clinic in judged for clinic in members):
            continue
        cells = [
            sum((tallies.get(clinic, VerdictCounts()) for clinic in members), VerdictCounts())
            for tallies in themes.values()
        ]
        cells.append(sum(cells, VerdictCounts()))
        href = escape(edition.to(here, f"{folder}/{name}"))
        title = words.text(edition.clinic(name)) if folder == "clinics" else edition.country(name)
        start = f'<tr><th scope="row"><a href="{href}">{escape(title)}</a></th>'
        rows.append(start + "".join(cell(edition, one) for one in cells) + "</tr>")
    if not rows:
        return Markup("")
    first = words("Country") if folder == "countries" else words("Clinic")
    heads = [head(NAMES, escape(first))]
    heads += [head(theme, words.marked(edition.theme(theme))) for theme in themes]
    caption = words("Newest verdicts: how many standards are met, of those judged")
    whole = [*heads, head(EVERYTHING, escape(words("All")))]
    return board(edition, caption, whole, f"<tbody>{''.join(rows)}</tbody>")


def head(name: str, said: str, theme: str = "") -> str:
    """A head of a column; `name` is what a script sorts by, `said` markup, upright but for names."""
    of_theme = f' data-theme="{escape(theme)}"' if theme else ""
    shown = said if name == NAMES else f"<span>{said}</span>"
    return f'<th scope="col" data-id="{escape(name)}"{of_theme}>{shown}</th>'


def board(edition: RenderContext, caption: str, heads: Iterable[str], bodies: str, css: str = "") -> Markup:
    """A table that a script can sort; it scrolls within itself."""
    label, sort = escape(caption), escape(edition.words("Sort by {name}"))
    return Markup(  # noqa: S704 - escaped by whoever made the parts
        f'<div class="bb-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="bb-table bb-heat{css and " " + css}" data-sort="{sort}"><caption>{label}</caption>'
        f"<thead><tr>{''.join(heads)}</tr></thead>{bodies}</table></div>"
    )


def cell(edition: RenderContext, one: VerdictCounts) -> str:
    """ "✓ 3 of 3", with a shade that repeats what the symbol and the numbers say."""
    words = edition.words
    if not one.judged:
        return f'<td class="bb-none">– <span class="bb-unseen">{escape(words("none judged"))}</span></td>'
    symbol = ALL if one.met == one.judged else SOME if one.met else NONE
    said = escape(words("{n} of {m}", n=words.number(one.met), m=words.number(one.judged)))
    return f'<td class="bb-shade{shade(one)}" data-v="{one.met / one.judged:.3g}">{symbol} {said}</td>'


def shade(one: VerdictCounts) -> int:
    """0 for none met to 4 for all."""
    if one.met in (0, one.judged):
        return 4 if one.met else 0
    return 1 + int(3 * one.met / one.judged)


def legend(words: Words) -> Markup:
    return words.html("✓ all met, ◐ some met, ✕ none met. Blue: many met; orange: few.")


def note(edition: RenderContext, here: str) -> Markup:
    words = edition.words
    link = Markup('<a href="{}">{}</a>').format(edition.to(here, PAGE), words("heat map"))
    if not by_countries(edition):
        return words.html("{legend} Clinic by standard: the {link}.", legend=legend(words), link=link)
    if one_country(edition):
        return words.html(
            "{legend} There are more than {n} clinics, so each row is a standard; clinic by standard: "
            "the {link}.",
            legend=legend(words),
            n=MOST_CLINICS,
            link=link,
        )
    return words.html(
        "{legend} There are more than {n} clinics, so each row is a country; clinic by standard: the {link}.",
        legend=legend(words),
        n=MOST_CLINICS,
        link=link,
    )
