"""Rules of hand-written pages: those in place of a made one, their heads, empty ones, and scripts in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import yaml

from generator.check import markdown_blocks
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model import link_resolution, markdown_literals
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Place, Severity

_SCRIPT = re.compile(
    r"<script\b(?![^>]*\s(?:src\s*=|type\s*=\s*[\"']?(?:application/(?:\w+\+)?json|text/template)))", re.I
)
_HANDLER = re.compile(r"<[a-z][\w-]*\s(?:[^<>]*\s)?(on[a-z]+)\s*=", re.I)


@rule("HB340", Severity.WARNING)
def in_place_of_ours(subject: RuleInput) -> Iterator[Finding]:
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
        yield Finding(where, what, f"{hint}.", also)


def _from(of: At | None, page: str) -> str:
    return f"for the {of.kind} `{of.name}`" if of is not None else f"from the data at `{page}`"


def _made(subject: RuleInput) -> Iterator[tuple[str, At | None]]:
    """The address of each page that is made, and what it is about."""
    settings = subject.written.settings
    for language in settings.languages:
        prefix = "" if language == settings.languages[0] else f"{language}/"
        for page in (*link_resolution.ALONE, *(f"{folder}/index" for folder in link_resolution.LISTS)):
            yield f"{prefix}{page}", None
        for folder, kind in link_resolution.LISTS.items():
            for name in subject.known(kind):
                yield f"{prefix}{folder}/{name}", At(kind, name)


@rule("HB355", Severity.WARNING)
def head(subject: RuleInput) -> Iterator[Finding]:
    """
    The head of a page that can't be read

    A page may begin with a few lines for the program, such as its title, between two lines of `---`. Where
    the second one is missing, or where they aren't YAML, readers see them as text.

    Wrong:
        # docs/programme.md
        ---
        title: Our programme

        # What we do

        We count.

    Right:
        # docs/programme.md
        ---
        title: Our programme
        ---

        # What we do

        We count.
    """
    for place, text in _pages(subject):
        begin = _BEGUN.match(text)
        if begin is None:
            continue
        found = markdown_blocks.HEAD.match(text)
        if found is None:
            yield Finding(
                Place(place.file, 1, 1),
                "The head of this page begins with `---` and isn't closed, so readers see its lines.",
                "Write `---` alone in a line below the last line of the head.",
            )
            continue
        try:
            held = yaml.safe_load(found[1])
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 2
            written = text.split("\n")[line - 1].strip()
            yield Finding(
                Place(place.file, line, 1),
                f"The head of this page can't be read as YAML: look at `{written}`. Readers see its lines.",
                'Put quotes around a text with a colon or another sign in it: `title: "Ours: the first"`; '
                "and close the head with `---`.",
            )
        except yaml.YAMLError:
            yield Finding(
                Place(place.file, 1, 1), "The head of this page can't be read as YAML.", "Write it again."
            )
        else:
            if not isinstance(held, dict):
                yield Finding(
                    Place(place.file, 2, 1),
                    "The head of this page is no list of keys with their values, so readers see its lines.",
                    "Write a blank behind each colon: `title: Our programme`.",
                )


@rule("HB356", Severity.NOTICE)
def empty_page(subject: RuleInput) -> Iterator[Finding]:
    """
    A page with nothing on it

    The file is empty, or nothing stands below its head. Whoever follows a link there finds nothing.

    Wrong:
        # docs/programme.md
        ---
        title: Our programme
        ---

    Right:
        # docs/programme.md
        # Our programme

        What we count, and why.
    """
    for place, text in _pages(subject):
        top = markdown_blocks.HEAD.match(text)
        if not (text[top.end() :] if top else text).strip() and not (top and "template" in top[1]):
            yield Finding(
                place,
                f"Nothing stands on `{place.file}`.",
                "Write the page, bring back what stood there, or delete the file and the links to it.",
            )


def _pages(subject: RuleInput) -> Iterator[tuple[Place, str]]:
    """Each page that somebody wrote in Markdown, and what stands there."""
    if by_hand := subject.written.by_hand:
        for file in by_hand.pages.values():
            if (text := by_hand.texts.get(file)) is not None:
                yield Place(f"{by_hand.folder}/{file}"), text


_BEGUN = re.compile(r"-{3}[ \t]*\n+[ \t]*[\w-]+[ \t]*:")
"""How the head of a page begins, and no rule above a text."""


@rule("HB350", Severity.WARNING)
def script_in_page(subject: RuleInput) -> Iterator[Finding]:
    """
    A script in a hand-written page

    The site's policy lets only scripts of files and of the theme's templates run, so that no text can
    bring one of its own. A script between the lines of a page, or in an attribute such as `onclick`,
    stands there and does nothing.

    Wrong:
        # docs/visits.md
        <script>drawVisits()</script>

    Right:
        # docs/visits.js, which mkdocs.yml names: `extra_javascript: [visits.js]`
        drawVisits()
    """
    by_hand = subject.written.by_hand
    if by_hand is None:
        return
    for file, text in by_hand.texts.items():
        shown = markdown_literals.without_code(text)
        found = [(it.start(), "<script>") for it in _SCRIPT.finditer(shown)]
        found += [(it.start(1), it[1]) for it in _HANDLER.finditer(shown)]
        for at, what in sorted(found):
            yield Finding(
                Place(f"{by_hand.folder}/{file}", text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),
                f"The script in `{what}` stands in a page, where the site's policy doesn't let it run.",
                "Put it into a file in `docs/` and name that in mkdocs.yml: `extra_javascript: [visits.js]`.",
            )


RULES = (in_place_of_ours, head, empty_page, script_in_page)
