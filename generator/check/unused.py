"""Rules of what is written and leads nowhere: names that nothing uses, links to pages that aren't there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from generator.check.meant import did_you_mean
from generator.check.rule import rule
from generator.check.subject import Subject
from generator.check.texts import texts
from generator.model.places import At
from generator.model.rule import Found
from generator.problem import Severity

_LINK = re.compile(r"\[[^\]\n]*\]\(\s*<?([^)>\s]*)>?(?:\s+[\"'][^)]*)?\s*\)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)+|localhost)(:\d+)?([/?#].*)?", re.IGNORECASE)
_BARE_HOST = re.compile(r"(www\.|[a-z0-9-]+\.(com|org|net|edu|gov|int|ca|mx|us|info)(/|$))", re.IGNORECASE)
SCHEMES = frozenset({"http", "https", "mailto"})
PAGES = {"standards": "standard", "clinics": "clinic", "countries": "country"}
ALONE = frozenset({"method", "completeness", "attention", "compare", "index", ""})


@rule("HB331", Severity.NOTICE)
def idle_name(subject: Subject) -> Iterator[Found]:
    """
    A name that nothing uses

    A theme without a standard, a peer group without a clinic, a role that no standard concerns, a
    country without a clinic, a source of no figure. It does no harm, but mostly something that should
    name it names another.

    Wrong:
        # data/roles/nurse.yml
        title: Nurse

    Right:
        # data/roles/nurse.yml
        title: Nurse
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception, nurse]
        measure: {kind: proportion}
        targets: [80%]
    """
    for known, named, kind, where in _names(subject):
        # Where a name is used that nobody knows, it may be the one that is missed here, misspelt.
        if named <= set(known):
            for name in known:
                if name not in named:
                    said = _USERS[kind].format(name)
                    yield Found(where(name), said, "Delete it, or name it where it belongs.")


_USERS = {
    "theme": "No standard belongs to the theme `{}`.",
    "role": "No standard concerns the role `{}`.",
    "peer group": "No clinic belongs to the peer group `{}`.",
    "country": "No clinic and no national figure is of the country `{}`.",
    "source": "No figure of this file is from the source `{}`.",
}


def _names(subject: Subject) -> Iterator[tuple[Collection[str], set[str], str, Callable[[str], At]]]:
    """Names that there are, those that are used, what they name, and where each stands. Where a file that
    may use them can't be read, nothing is said of them."""
    written = subject.written
    standards, clinics = written.standards.values(), written.clinics.values()
    left_out = {kind for kind, _ in subject.stopped}

    def of_handbook(key: str) -> Callable[[str], At]:
        return lambda name: At("handbook", "handbook", (key, name), key=True)

    if "standard" not in left_out:
        roles = {role for standard in standards for role in standard.roles}
        themes = {standard.theme for standard in standards}
        yield written.settings.themes, themes, "theme", of_handbook("themes")
        yield written.roles, roles, "role", lambda name: At("role", name)
    if not left_out & {"clinic", "standard", "national"}:
        scopes = {getattr(target, "in_", None) for standard in standards for target in standard.targets}
        groups = {group for clinic in clinics for group in clinic.peers}
        groups |= scopes & set(written.settings.peers)
        yield written.settings.peers, groups, "peer group", of_handbook("peers")
        figures = [figure for national in written.national.values() for figure in national.figures]
        of_figures = {figure.country for figure in figures} & set(written.countries)
        countries = {clinic.country for clinic in clinics} | of_figures
        yield written.countries, countries, "country", lambda name: At("country", name)
    for file, national in written.national.items():
        used = {figure.source for figure in national.figures}
        yield national.sources, used, "source", partial(_source, file)


def _source(file: str, name: str) -> At:
    return At("national", file, ("sources", name), key=True)


@rule("HB332", Severity.WARNING)
def nowhere(subject: Subject) -> Iterator[Found]:
    """
    A link that leads nowhere

    An address on the web begins with `https://` and names a host. A page of this handbook is named by
    the way to it from the page that the text is on: `../email-reply/` from one standard to another. What is
    on the web isn't asked for.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: See [waiting](../waiting-rom/) and [the guide](www.example.org/guide).

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: See [waiting](../waiting-room/) and [the guide](https://www.example.org/guide).
    """
    for where, text, marked in texts(subject.written):
        links = _LINK.findall(text) if marked and "](" in text else ()
        for link in dict.fromkeys(links):
            if reason := _leads_nowhere(subject, where, link):
                yield Found(where, *reason)
    for where, url in _addresses(subject):
        if not _HOST.fullmatch(url):
            yield Found(
                where, f"`{url}` is no address on the web.", "Write it like `https://example.org/page`."
            )


@rule("HB333", Severity.NOTICE)
def unsafe_link(subject: Subject) -> Iterator[Found]:
    """
    A link without the s of https

    Nearly every site answers to `https://` today, and browsers warn of what is not.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        references: [{title: The guide, url: http://example.org/guide}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        references: [{title: The guide, url: https://example.org/guide}]
    """
    for where, url in _addresses(subject):
        # The source of a figure is cited as it was read.
        if url.startswith("http://") and where.kind == "standard":
            yield Found(where, f"`{url}` begins with `http://`.", f"Try whether `https{url[4:]}` opens, too.")
    for where, text, marked in texts(subject.written):
        for link in dict.fromkeys(_LINK.findall(text)) if marked and "](http://" in text else ():
            if link.startswith("http://"):
                yield Found(
                    where, f"`{link}` begins with `http://`.", f"Try whether `https{link[4:]}` opens, too."
                )


def _addresses(subject: Subject) -> Iterator[tuple[At, str]]:
    for name, standard in subject.written.standards.items():
        for i, reference in enumerate(standard.references):
            if url := getattr(reference, "url", None):
                yield At("standard", name, ("references", i, "url")), url
    for name, national in subject.written.national.items():
        for key, source in national.sources.items():
            if source.url:
                yield At("national", name, ("sources", key, "url")), source.url


def _leads_nowhere(subject: Subject, where: At, link: str) -> tuple[str, str] | None:
    if not link:
        return "A link here has no address.", "Write it in the round brackets: `[text](https://example.org)`."
    if scheme := _SCHEME.match(link):
        name = scheme[1].lower()
        if name not in SCHEMES:
            return f"`{link}` is no address that can be opened.", "Write it like `https://example.org/page`."
        if name != "mailto" and not _HOST.fullmatch(link):
            return f"`{link}` is no address on the web.", "Write it like `https://example.org/page`."
        return None
    if _BARE_HOST.match(link):
        return f"`{link}` would be looked for within this handbook.", f"Did you mean `https://{link}`?"
    return _no_page(subject, where, link)


def _no_page(subject: Subject, where: At, link: str) -> tuple[str, str] | None:
    """What is wrong with a relative link, as far as one can know without building the site."""
    path = link.partition("#")[0].partition("?")[0]
    parts = [part for part in path.split("/") if part not in ("", ".")]
    steps = [part.removesuffix(".md").removesuffix(".html") for part in parts if part != ".."]
    if not steps:
        return None
    kind = PAGES.get(steps[0]) if len(steps) > 1 else where.kind if where.kind in PAGES.values() else None
    if kind is None or len(steps) > 2 or steps[-1] == "index":
        return None  # a page that somebody wrote by hand
    known = subject.known(kind)
    if steps[-1] in known or (len(steps) == 1 and (steps[0] in PAGES or steps[0] in ALONE)):
        return None
    if len(steps) == 1 and parts[: len(parts) - 1] != [".."]:
        return None
    folder = next(each for each, of in PAGES.items() if of == kind)
    hint = did_you_mean(steps[-1], known, f"Write the name of a file in data/{folder}/ without `.yml`.")
    return f"`{link}` leads to no page of this handbook: there is no {kind} `{steps[-1]}`.", hint


RULES = (idle_name, nowhere, unsafe_link)
