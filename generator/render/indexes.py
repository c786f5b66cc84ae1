"""The pages that lead to the others: all standards, all clinics, all countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.model.findings import NETWORK
from generator.model.found import Change
from generator.render import face, latest, scorecard, tables, tally
from generator.render.edition import Edition
from generator.render.face import Face
from generator.render.tally import Tally


@dataclass(frozen=True)
class Group:
    """A part of an index page."""

    anchor: str
    title: Markup
    question: Markup
    table: Markup


@dataclass(frozen=True)
class IndexPage:
    """`index-page.html`."""

    title: str
    lead: str
    groups: tuple[Group, ...]


# ---------------------------------------------------------------- standards


def look_standards(edition: Edition, _: str) -> Face:
    words = edition.words
    themes = [(f"theme-{theme}", words.text(edition.theme(theme))) for theme in edition.site.by_theme]
    return face.of(words("Standards"), _lead_standards(edition), face.headings(themes))


def standards(edition: Edition, _: str) -> IndexPage:
    groups = tuple(_theme(edition, theme, names) for theme, names in edition.site.by_theme.items())
    return IndexPage(edition.words("Standards"), _lead_standards(edition), groups)


def _lead_standards(edition: Edition) -> str:
    words, number = edition.words, len(edition.written.standards)
    return words.plural(
        "What we promise, and whether we keep it: {n} standard.",
        "What we promise, and whether we keep it: {n} standards.",
        number,
    )


def _theme(edition: Edition, theme: str, names: Sequence[str]) -> Group:
    words, written = edition.words, edition.written.settings.themes.get(theme)
    title = words.text(edition.theme(theme))
    heads = [words("Standard"), words("All clinics"), words("Target"), words("Verdict"), words("Change")]
    heads.append(words("Clinics meeting it"))
    rows = [_standard(edition, name) for name in names]
    table = tables.table(words("Standards: {theme}", theme=title), heads, rows)
    question = words.marked(written.question if written else None)
    return Group(f"theme-{theme}", words.marked(edition.theme(theme)), question, Markup(table))  # noqa: S704 - escaped


def _standard(edition: Edition, name: str) -> str:
    words, standard, cells = edition.words, edition.written.standards[name], edition.cells
    newest = latest.of(edition.findings.groups.get(name), NETWORK)
    href = escape(edition.to("standards/index", f"standards/{name}"))
    tag = {"draft": words("draft"), "retired": words("retired")}.get(standard.status, "")
    title = f'<a href="{href}">{words.marked(standard.title)}</a>' + (
        f" <small>{escape(tag)}</small>" if tag else ""
    )
    value = target = verdict = change = "<td></td>"
    if newest is not None:
        value = f"<td>{escape(words.value(standard, newest.value))}</td>"
        verdict, change = cells.verdicts[newest.verdict], cells.changes[newest.change]
    if newest is not None and newest.target is not None:
        target = f"<td>{escape(words.target(standard, newest.target))}</td>"
    tallies = tally.by_clinic(edition.findings, (name,)).values()
    return f'<tr><th scope="row">{title}</th>{value}{target}{verdict}{change}<td>{_of(edition, tallies)}</td></tr>'


# ---------------------------------------------------------------- clinics


def look_clinics(edition: Edition, _: str) -> Face:
    titles = [
        (country, edition.country(country)) for country, clinics in edition.site.by_country.items() if clinics
    ]
    return face.of(edition.words("Clinics"), _lead_clinics(edition), face.headings(titles))


def clinics(edition: Edition, _: str) -> IndexPage:
    words, findings = edition.words, edition.findings
    tallies = tally.by_clinic(findings, tuple(edition.written.standards))
    worse, better = tally.changes(findings, Change.WORSENING), tally.changes(findings, Change.IMPROVING)
    heads = [
        words("Clinic"),
        words("Town"),
        words("Standards met"),
        words("Getting worse"),
        words("Improving"),
    ]
    groups = []
    for country, names in edition.site.by_country.items():
        rows = []
        for name in names:
            tallied = [tallies[name]] if name in tallies else []
            rows.append(
                f"{_clinic(edition, name)}<td>{_of(edition, tallied)}</td>"
                f"<td>{worse[name] or ''}</td><td>{better[name] or ''}</td></tr>"
            )
        if rows:
            title = edition.country(country)
            table = tables.table(words("Clinics in {country}", country=title), heads, rows)
            groups.append(Group(country, Markup("{}").format(title), Markup(""), Markup(table)))  # noqa: S704 - escaped
    return IndexPage(words("Clinics"), _lead_clinics(edition), tuple(groups))


def _lead_clinics(edition: Edition) -> str:
    words, written = edition.words, edition.written
    said = words.plural("{n} clinic", "{n} clinics", len(written.clinics))
    there = words.plural("{n} country", "{n} countries", len(edition.site.by_country))
    return words(
        "{clinics} in {countries}. Open yours to see where it stands.", clinics=said, countries=there
    )


def _clinic(edition: Edition, name: str) -> str:
    words, clinic = edition.words, edition.written.clinics[name]
    href = escape(edition.to("clinics/index", f"clinics/{name}"))
    closed = ""
    if clinic.closed:
        period = edition.period(clinic.closed)
        closed = f" <small>{escape(words('closed after {period}', period=period))}</small>"
    title = f'<a href="{href}">{words.marked(clinic.name)}</a>{closed}'
    return f'<tr><th scope="row">{title}</th><td>{words.marked(clinic.city)}</td>'


# ---------------------------------------------------------------- countries


def look_countries(edition: Edition, _: str) -> Face:
    return face.of(edition.words("Countries"), _lead_countries(edition), ())


def countries(edition: Edition, _: str) -> IndexPage:
    words, standards = edition.words, tuple(edition.written.standards)
    tallies = tally.by_clinic(edition.findings, standards)
    rows = []
    for country, names in edition.site.by_country.items():
        href = escape(edition.to("countries/index", f"countries/{country}"))
        shown = scorecard.of_country(edition, country).values()
        verdicts = [line.latest.verdict for line in shown if line.latest]
        together = Tally(
            verdicts.count(tally.JUDGED[0]), sum(verdict in tally.JUDGED for verdict in verdicts)
        )
        rows.append(
            f'<tr><th scope="row"><a href="{href}">{escape(edition.country(country))}</a></th><td>{len(names)}</td>'
            f"<td>{_of(edition, [tallies[name] for name in names if name in tallies])}</td>"
            f"<td>{_of(edition, [together])}</td></tr>"
        )
    heads = [words("Country"), words("Clinics"), words("Standards met, clinic by clinic")]
    heads.append(words("Standards met, clinics together"))
    table = tables.table(words("Countries"), heads, rows)
    group = Group("", Markup(""), Markup(""), Markup(table))  # noqa: S704 - escaped above
    return IndexPage(words("Countries"), _lead_countries(edition), (group,))


def _lead_countries(edition: Edition) -> str:
    return edition.words("How our clinics compare in each country, and what people there take for granted.")


def _of(edition: Edition, tallies: Sequence[Tally]) -> str:
    sums = sum(tallies, Tally())
    if not sums.judged:
        return ""
    return escape(edition.words("{n} of {m}", n=sums.met, m=sums.judged))
