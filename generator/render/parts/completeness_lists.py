"""The lists of the completeness page. Long ones end after so many rows; the downloads hold the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import TypeAlias

from markupsafe import Markup

from generator.model import embargo
from generator.model.results import LeftOut
from generator.problem import Place, Problem, Severity
from generator.render.context import RenderContext
from generator.render.parts import review_dates as reviewing
from generator.render.parts import value_tables
from generator.render.parts.coverage import Filled, Late
from generator.render.parts.missing_translations import Untranslated

HERE = "completeness"
AT_MOST = 200

Told: TypeAlias = tuple[str, Markup, str]
"""What is said above a table, the table, and how much of it isn't shown."""


def _listed(
    edition: RenderContext, said: str, heads: Sequence[str], rows: Iterable[str], number: int
) -> Told:
    """A table of at most so many rows; none where there is nothing to list."""
    words = edition.words
    if not number:
        return words("Nothing."), Markup(""), ""
    rest = number - AT_MOST
    table = value_tables.table(said, heads, islice(rows, AT_MOST), "bb-prose")
    more = (
        words.plural("and {n} more, not listed here", "and {n} more, not listed here", rest)
        if rest > 0
        else ""
    )
    return said, Markup(table), more  # noqa: S704 - rows are escaped where they are made


def values(edition: RenderContext, filled: Sequence[Filled]) -> Told:
    words, number = edition.words, edition.words.number
    heads = [words("Standard"), words("Series"), words("Complete"), words("Expected values")]
    heads += [words("Present"), words("Of those hidden"), words("Missing, with a reason")]
    heads.append(words("Missing, without one"))
    rows = (
        f'<tr><th scope="row">{_standard(edition, one.standard)}</th>'
        + "".join(
            f"<td>{number(count)}</td>"
            for count in (one.series, one.complete, one.expected, one.present, one.hidden, one.explained)
        )
        + f"<td>{number(one.unexplained)}</td></tr>"
        for one in filled
    )
    return _listed(
        edition, words("Values that are there, and values that should be"), heads, rows, len(filled)
    )


def left_out(edition: RenderContext, left_out: Sequence[LeftOut]) -> Told:
    words = edition.words
    heads = [words("What"), words("Name"), words("Why"), words("Where")]
    rows = (
        f'<tr><th scope="row">{escape(words(one.what))}</th><td>{escape(one.name)}</td>'
        f"<td>{_why(edition, one)}</td><td>{edition.line(Place(one.file, one.line))}</td></tr>"
        for one in left_out
    )
    said = words(
        "Written by editors and not shown: mistakes stop the smallest thing they can, never the rest"
    )
    return _listed(edition, said, heads, rows, len(left_out))


def _why(edition: RenderContext, one: LeftOut) -> Markup:
    words, until = edition.words, edition.written.embargoed.get(one.name)
    if one.what == "embargo" and until == embargo.FOREVER:
        return words.html("not published: until when it is to be held back can't be read")
    if one.what == "embargo" and until is not None:
        return words.html("not published before {day}", day=words.date(until))
    return words.english(one.reason)


def problems(edition: RenderContext, problems: Sequence[Problem]) -> Told:
    words = edition.words
    heads = [words("Check"), words("Weight"), words("What was found"), words("Where")]
    rows = (
        f'<tr><th scope="row">{escape(one.code)}</th><td>{escape(_weight(edition, one))}</td>'
        f"<td>{words.english(' '.join(filter(None, (one.message, one.hint))))}</td>"
        f"<td>{edition.line(one.place)}</td></tr>"
        for one in problems
    )
    said = words("Problems in the files, with the place of each")
    return _listed(edition, said, heads, rows, len(problems))


def _weight(edition: RenderContext, problem: Problem) -> str:
    words = edition.words
    match problem.severity:
        case Severity.ERROR:
            return words("error")
        case Severity.WARNING:
            return words("warning")
        case Severity.NOTICE:
            return words("notice")


def reasons(edition: RenderContext) -> Told:
    words, told = edition.words, edition.findings.said.absent
    heads = [
        words("Clinic"),
        words("Standard"),
        words("Reason"),
        words("Values"),
        words("Last"),
        words("Where"),
    ]
    rows = (
        f'<tr><th scope="row">{words.marked(edition.clinic(it.clinic))}</th>'
        f"<td>{words.marked(edition.standard(it.standard))}</td><td>{edition.cells.reason(it.reason)}</td>"
        f"<td>{words.number(it.many)}</td><td>{escape(edition.period(it.period))}</td>"
        f"<td>{edition.line(Place(it.file, it.line))}</td></tr>"
        for it in told[:AT_MOST]
    )
    return _listed(edition, words("Values that aren't there, and why"), heads, rows, len(told))


def late(edition: RenderContext, late: Sequence[Late]) -> Told:
    words, written = edition.words, edition.written
    heads = [words("Clinic"), words("Standard"), words("Reported"), words("Newest value")]
    rows = (
        f'<tr><th scope="row">{words.marked(edition.clinic(one.clinic))}</th>'
        f"<td>{_standard(edition, one.standard)}</td>"
        f"<td>{escape(words(written.standards[one.standard].reported))}</td>"
        f"<td>{escape(words.period(one.newest))}</td></tr>"
        for one in late
    )
    day = words.date(edition.site.as_of)
    said = words("No newer value for more than two periods, as of {day}", day=day)
    return _listed(edition, said, heads, rows, len(late))


def reviews(edition: RenderContext) -> Told:
    words, as_of = edition.words, edition.site.as_of
    found = [
        (name, standard, since)
        for name, standard in edition.written.standards.items()
        if (since := reviewing.overdue(standard, as_of))
    ]
    rows = (
        f'<tr><th scope="row">{_standard(edition, name)}</th><td>{escape(words.date(since))}</td>'
        f"<td>{words.marked(standard.owner)}</td></tr>"
        for name, standard, since in found
    )
    heads = [words("Standard"), words("Due"), words("Who answers for it")]
    return _listed(edition, words("To be looked at again, and not yet done"), heads, rows, len(found))


def translations(edition: RenderContext, found: Sequence[Untranslated]) -> Told:
    words = edition.words
    heads = [words("Where"), words("Language"), words("Texts")]
    rows = (
        f'<tr><th scope="row">{edition.line(edition.written_in(one.kind, one.name))}</th>'
        f"<td>{escape(words.language_name(one.language))}</td>"
        f"<td><code>{escape(', '.join(one.fields))}</code></td></tr>"
        for one in found
    )
    said = words(
        "Shown in {language} until somebody translates them", language=words.language_name(words.first)
    )
    return _listed(edition, said, heads, rows, len(found))


def _standard(edition: RenderContext, name: str) -> Markup:
    href = edition.to(HERE, f"standards/{name}")
    return Markup('<a href="{}">{}</a>').format(href, edition.words.marked(edition.standard(name)))
