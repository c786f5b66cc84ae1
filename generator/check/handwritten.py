"""Rules of hand-written pages: those that stand where a page is made from the data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check.rule import rule
from generator.check.subject import Subject
from generator.model import linking
from generator.model.places import At
from generator.model.rule import Found
from generator.problem import Place, Severity


@rule("HB340", Severity.WARNING)
def in_place_of_ours(subject: Subject) -> Iterator[Found]:
    """
    A hand-written page in place of one that is made

    A file in `docs/` with the address of a standard, a clinic, a country or another page of the handbook
    takes its place: what is made from the data can't be seen there. Where that is meant, `checks` in
    handbook.yml says so: `{HB340: notice}`.

    Wrong:
        # docs/standards/email-reply.md
        Notes of my own

    Right:
        # docs/notes/email-reply.md
        Notes of my own
    """
    by_hand = subject.written.by_hand
    if by_hand is None:
        return
    made = {address.lower(): (address, of) for address, of in _made(subject)}
    for address, file in by_hand.pages.items():
        if file.endswith((".html", ".htm")) and PurePosixPath(file).stem != "index":
            continue
        ours = made.get(address.lower()) or made.get(address.lower().removesuffix("/index"))
        if ours is None:
            continue
        page, of = ours
        where = Place(f"{by_hand.folder}/{file}")
        if address.removesuffix("/index") == page.removesuffix("/index"):
            made_page = f"the page that is made {_from(of, page)}"
            what = f"`{where.file}` takes the place of {made_page}, which nobody sees."
        else:
            what = (
                f"`{where.file}` differs by capitals alone from the page that is made {_from(of, page)}; on "
                "many computers one of the two replaces the other."
            )
        hint = "Give the file another name"
        if of is not None and of.kind == "standard":
            hint += f", or write what it says into `guidance` of the standard `{of.name}`"
        elif of is not None and of.kind == "country":
            hint += f", or write what it says into `normal` of the country `{of.name}`"
        also = (of,) if of is not None else ()
        yield Found(where, what, f"{hint}.", also)


def _from(of: At | None, page: str) -> str:
    return f"for the {of.kind} `{of.name}`" if of is not None else f"from the data at `{page}`"


def _made(subject: Subject) -> Iterator[tuple[str, At | None]]:
    """The address of each page that is made, and what it is about."""
    settings = subject.written.settings
    for language in settings.languages:
        prefix = "" if language == settings.languages[0] else f"{language}/"
        for page in (*linking.ALONE, *(f"{folder}/index" for folder in linking.LISTS)):
            yield f"{prefix}{page}", None
        for folder, kind in linking.LISTS.items():
            for name in subject.known(kind):
                yield f"{prefix}{folder}/{name}", At(kind, name)


RULES = (in_place_of_ours,)
