"""What changed: since the last release, and from each release to the next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.model.version_changes import Missing, Releases, Review
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import value_tables
from generator.words import editors_markdown
from generator.words.change_names import Part
from generator.words.change_summary import summary
from generator.words.change_tables import ChangeTable, Row
from generator.words.change_tables import tables as changed

HERE = "changes"
FEED = "changes.xml"
AT_MOST = 20
"""Rows of a table; `benchbook diff` tells them all."""


@dataclass(frozen=True)
class Kind:
    """A sort of change. `rest` says how many rows aren't shown, if some aren't."""

    anchor: str
    title: str
    note: str
    table: Markup
    rest: str


@dataclass(frozen=True)
class Step:
    """From one version to the next."""

    anchor: str
    title: str
    from_: str
    summary: tuple[str, ...]
    kinds: tuple[Kind, ...]
    command: str
    """What tells all of it, at a terminal; empty where the page does."""


@dataclass(frozen=True)
class ChangesPage:
    """`changes.html`."""

    title: str
    lead: str
    steps: tuple[Step, ...]
    feed: str
    """Address of the feed; empty where nothing is in it."""
    missing: tuple[str, ...] = ()
    """Why something is missing, and what to do about it."""


def look(releases: Releases, edition: RenderContext, _: str) -> PageMeta:
    titles = [(review.anchor, _title(edition, review)) for review in releases.reviews]
    return page_meta.of(edition.words("What changed"), lead(releases, edition), page_meta.headings(titles))


def context(releases: Releases, edition: RenderContext, _: str) -> ChangesPage:
    return ChangesPage(
        edition.words("What changed"),
        lead(releases, edition),
        tuple(_step(edition, review) for review in releases.reviews),
        edition.feed(HERE, FEED) if releases.reviews else "",
        tuple(_missing(releases, edition)),
    )


def lead(releases: Releases, edition: RenderContext) -> str:
    """Which release is the newest, or why nobody can tell."""
    words = edition.words
    if not releases.reviews:
        return words(
            "This site was built without its history, so that it can't tell what changed between releases."
        )
    newest = releases.reviews[0]
    return words(
        "What readers notice from one release of this handbook to the next. The newest is {name}, of {day}.",
        name=newest.before.name,
        day=words.date(newest.since) if newest.since else "–",
    )


def _missing(releases: Releases, edition: RenderContext) -> Iterator[str]:
    words = edition.words
    match releases.missing:
        case Missing.SHALLOW:
            yield words("Only a part of the history was there, so that earlier releases may be missing here.")
            yield words(
                "Whoever builds this site fetches all of it with {command}; on GitHub actions/checkout needs "
                "{github}, on GitLab the job needs {gitlab}.",
                command="git fetch --unshallow --tags",
                github="fetch-depth: 0",
                gitlab="GIT_DEPTH: 0",
            )
        case Missing.OWNER:
            yield words("The history belongs to another user of the computer, so git didn't read it.")
            yield words(
                "Whoever builds this site tells git that it may with {command}, followed by the folder.",
                command="git config --global --add safe.directory",
            )
        case Missing.NOWHERE:
            yield words("The folder that it was built from lies in no git repository.")
            yield words(
                "Whoever builds this site works in a clone with its folder {folder}, or begins with "
                "{command}.",
                folder=".git",
                command="git init",
            )
        case Missing.NO_GIT:
            yield words("There was no git to read it with. Whoever builds this site installs git first.")
        case Missing.UNREADABLE:
            yield words("Git couldn't read it. Whoever builds this site is told why at the terminal.")


def _title(edition: RenderContext, review: Review) -> str:
    words = edition.words
    if review.day is None:
        return words("Since {name}", name=review.before.name)
    return words("{name}, {day}", name=review.after.name, day=words.date(review.day))


def _step(edition: RenderContext, review: Review) -> Step:
    words = edition.words
    found = changed(words, review, AT_MOST)
    versions = shlex.join(filter(None, (review.before.name, review.after.name)))
    return Step(
        anchor=review.anchor,
        title=_title(edition, review),
        from_=words("Compared with {name}.", name=review.before.name) if review.day else "",
        summary=summary(words, review),
        kinds=tuple(_kind(edition, review, table) for table in found),
        command=f"benchbook diff {versions}" if any(table.more for table in found) else "",
    )


def _kind(edition: RenderContext, review: Review, table: ChangeTable) -> Kind:
    words = edition.words
    said = words(
        "{what}, {before} → {after}",
        what=table.title,
        before=review.before.name,
        after=review.after.name or words("now"),
    )
    rest = words.plural("and {n} more", "and {n} more", table.more) if table.more else ""
    made = value_tables.table(said, table.head, _rows(edition, table), "bb-prose")
    return Kind(f"{review.anchor}-{table.anchor}", table.title, table.note, Markup(made), rest)  # noqa: S704


def _rows(edition: RenderContext, table: ChangeTable) -> Iterator[str]:
    for row in table.rows:
        yield f"<tr>{''.join(_cells(edition, row))}</tr>"


def _cells(edition: RenderContext, row: Row) -> Iterator[str]:
    for at, part in enumerate(row):
        said = _linked(edition, part)
        yield f'<th scope="row">{said}</th>' if at == 0 else f"<td>{said}</td>"


def _linked(edition: RenderContext, part: Part) -> str:
    """A name as a link where the handbook still has the page."""
    said = editors_markdown.marked(part.text, "" if part.lang == edition.words.language else part.lang)
    folder, _, name = part.page.partition("/")
    here = {
        "standards": edition.written.standards,
        "clinics": edition.written.clinics,
        "countries": edition.site.by_country,
    }
    if name and name in here[folder]:
        return f'<a href="{escape(edition.to(HERE, part.page))}">{said}</a>'
    return said
