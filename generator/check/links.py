"""Rules of links and pictures in texts: where they lead, and whether they are links at all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from generator.check import page_anchors, texts_with_links
from generator.check.markdown_links import Sort
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.suggestions import did_you_mean
from generator.check.texts_with_links import Text
from generator.model import link_resolution
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Severity

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HERE = re.compile(r"https?://(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?=[:/?#]|$)", re.IGNORECASE)
_PAGE_OF = re.compile(r"https?://[^/]+(?:/[^/]+){2,}?(/(?:-/.*|(?:tree|blob|src/branch|commits?)/[^/]+.*))$")
"""What stands behind the address of a repository in that of one of its pages."""

_HOST = re.compile(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)+|localhost)(:\d+)?([/?#].*)?", re.IGNORECASE)
_BARE_HOST = re.compile(r"(www\.|[a-z0-9-]+\.(com|org|net|edu|gov|int|ca|mx|us|info)(/|$))", re.IGNORECASE)
SCHEMES = frozenset({"http", "https", "mailto"})


@rule("HB332", Severity.WARNING)
def nowhere(subject: RuleInput) -> Iterator[Finding]:
    """
    A link that leads nowhere

    An address on the web begins with `https://` and names a host. A page of this handbook is named by
    the way to it from the page that the text is on: `../email-reply/` from one standard to another. A
    part of a page is named behind `#`. What is on the web isn't asked for. Hand-written pages in `docs/`
    are read too, with their pictures. A standard that isn't published yet has no page.

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
    for text, mark in texts_with_links.marks(subject, Sort.LINK):
        if reason := _leads_nowhere(subject, text, mark.address):
            yield Finding(text.place(subject, mark), *reason)
    for text, mark in texts_with_links.marks(subject, Sort.PICTURE):
        address = mark.address
        if text.page and link_resolution.within(address) and not _goal(subject, text, address):
            said = f"`{address}` is a picture that isn't there."
            hint = "Put the file into the folder of hand-written pages."
            yield Finding(text.place(subject, mark), said, hint)
    repository = subject.written.settings.repository or ""
    if found := _PAGE_OF.match(repository):
        yield Finding(
            At("handbook", "handbook", ("repository",)),
            f"`{repository}` is a page within the repository, so links to lines of files lead nowhere.",
            f"Did you mean `{repository[: found.start(1)]}`?",
        )
    for where, url in _addresses(subject):
        if " " in url.strip():
            said = f"`{url}` has a blank in it, and no address on the web has one."
            joined, coded = url.replace(" ", ""), url.strip().replace(" ", "%20")
            yield Finding(where, said, f"Did you mean `{joined}`, or `{coded}`?")
        elif _HERE.match(url):
            said = f"`{url}` is this very computer, and for each reader their own."
            yield Finding(where, said, "Write the address under which everybody can open it.")
        elif not _HOST.fullmatch(url):
            yield Finding(
                where, f"`{url}` is no address on the web.", "Write it like `https://example.org/page`."
            )


@rule("HB333", Severity.NOTICE)
def unsafe_link(subject: RuleInput) -> Iterator[Finding]:
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
        if url.startswith("http://") and where.kind == "standard" and not _HERE.match(url):
            yield Finding(
                where, f"`{url}` begins with `http://`.", f"Try whether `https{url[4:]}` opens, too."
            )
    for text, mark in texts_with_links.marks(subject, Sort.LINK):
        if mark.address.startswith("http://") and not text.page and not _HERE.match(mark.address):
            said = f"`{mark.address}` begins with `http://`."
            hint = f"Try whether `https{mark.address[4:]}` opens, too."
            yield Finding(text.place(subject, mark), said, hint)


@rule("HB338", Severity.WARNING)
def no_link(subject: RuleInput) -> Iterator[Finding]:
    """
    A link that is none

    A link is written `[text](address)`: the text in square brackets, and directly behind it the address in
    round ones. Where a sign is missing, readers see the signs and can't follow it. Links work in `promise`,
    `why`, `guidance`, `normal`, `references` and the notes of changes; other texts show their words alone.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: See [the script](https://example.org/script for words.

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: See [the script](https://example.org/script) for words.
    """
    for text, mark in texts_with_links.marks(subject, Sort.BROKEN):
        yield Finding(text.place(subject, mark), mark.message, mark.hint)
    for text, mark in texts_with_links.marks(subject, Sort.LINK):
        if not text.marked:
            said = f"No link can stand in this text, so readers see its words and not `{mark.address}`."
            yield Finding(
                text.place(subject, mark), said, "Put the link into `guidance`, `why` or `references`."
            )


@rule("HB339", Severity.WARNING)
def picture(subject: RuleInput) -> Iterator[Finding]:
    """
    A picture in a text

    Texts of the handbook show no pictures, because one from elsewhere would be asked for there whenever
    somebody reads the page. Put the file beside the hand-written pages in `docs/`, and link to it.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: "Look at ![the poster](poster.png)."

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        guidance: Look at [the poster](/poster.png).
    """
    by_hand = subject.written.by_hand
    for text, mark in texts_with_links.marks(subject, Sort.PICTURE):
        if text.page:
            continue
        missing = ""
        if (
            link_resolution.within(mark.address)
            and by_hand is not None
            and not _goal(subject, text, mark.address)
        ):
            missing = f" There is no file `{mark.address}` in `{by_hand.folder}/` either."
        yield Finding(
            text.place(subject, mark),
            f"`{mark.address}` is a picture, and this text can't show one.{missing}",
            f"Put the file into the folder of hand-written pages, and link to it: `[it]({mark.address})`.",
        )


def _addresses(subject: RuleInput) -> Iterator[tuple[At, str]]:
    for name, standard in subject.written.standards.items():
        for i, reference in enumerate(standard.references):
            if url := getattr(reference, "url", None):
                yield At("standard", name, ("references", i, "url")), url
    for name, national in subject.written.national.items():
        for key, source in national.sources.items():
            if source.url:
                yield At("national", name, ("sources", key, "url")), source.url


def _leads_nowhere(subject: RuleInput, text: Text, link: str) -> tuple[str, str] | None:
    if not link:
        return "A link here has no address.", "Write it in the round brackets: `[text](https://example.org)`."
    if scheme := _SCHEME.match(link):
        name = scheme[1].lower()
        if name not in SCHEMES:
            return f"`{link}` is no address that can be opened.", "Write it like `https://example.org/page`."
        if name == "mailto" and "@" not in link:
            return f"`{link}` names nobody.", "Write it like `mailto:name@example.org`."
        if _HERE.match(link) and not _as_words(text, link):
            said = f"`{link}` is this very computer, and for each reader their own."
            return (
                said,
                "Write the address under which everybody can open it, or the way to a page: `../page/`.",
            )
        if name != "mailto" and not _HOST.fullmatch(link):
            return f"`{link}` is no address on the web.", "Write it like `https://example.org/page`."
        return None
    if link.lower().startswith(("http/", "https/", "http:/", "https:/")):
        return f"`{link}` is no address on the web.", "Write it like `https://example.org/page`."
    if "@" in link and "/" not in link:
        return f"`{link}` would be looked for within this handbook.", f"Did you mean `mailto:{link}`?"
    if _BARE_HOST.match(link):
        return f"`{link}` would be looked for within this handbook.", f"Did you mean `https://{link}`?"
    return _no_page(subject, text, link)


def _as_words(text: Text, link: str) -> bool:
    """Whether readers see the address itself, as where a page says what to open on one's own computer."""
    return text.page and (f"[{link}](" in text.text or f"[`{link}`](" in text.text)


def _goal(
    subject: RuleInput, text: Text, link: str, kept_back: frozenset[str] = frozenset()
) -> link_resolution.Goal | None:
    """Where a link leads; the standards in `kept_back` have no page."""
    written = subject.written
    things = {kind: subject.known(kind) for kind in link_resolution.LISTS.values()}
    things["standard"] = frozenset(things["standard"]) - kept_back
    return link_resolution.goal(link, text.here, things, written.by_hand, written.settings.languages)


def _no_page(subject: RuleInput, text: Text, link: str) -> tuple[str, str] | None:
    """What is wrong with a relative link, as far as one can know without building the site."""
    kept_back = subject.kept_back
    if text.here.removeprefix("standards/") in kept_back:
        kept_back = frozenset()  # its page isn't published either, and may wait for the same day
    goal = _goal(subject, text, link, kept_back)
    if goal is None and kept_back and (later := _goal(subject, text, link)):
        name = later.address.rpartition("/")[2]
        hint = "Delete the link until the standard is published: `publish` and `publish_from` say so there."
        return f"`{link}`: `{name}` isn't published yet, so the link leads nowhere.", hint
    if goal:
        if text.page and (reason := texts_with_links.of_no_file(subject, text, link, goal)):
            return reason
        parts = page_anchors.unknown(subject.written, goal)
        if parts is None:
            return None
        listed = f"Its parts are {', '.join(f'`{part}`' for part in sorted(parts)[:8])}." if parts else ""
        hint = did_you_mean(goal.anchor, parts, listed or "Delete what begins with `#`.")
        return f"`{link}`: the page has no part called `{goal.anchor}`.", hint
    folder, name = link_resolution.named(link, text.here)
    by_hand, kind = subject.written.by_hand, link_resolution.LISTS.get(folder, "")
    meant = difflib.get_close_matches(name, list(subject.known(kind)), 1, cutoff=0.8) if kind else []
    if kind and name not in subject.known(kind) and (by_hand is not None or "/" in link or meant):
        hint = f"Write the name of a file in data/{folder}/ without `.yml`."
        said = f"`{link}` leads to no page of this handbook: there is no {kind} `{name}`."
        return said, did_you_mean(name, subject.known(kind), hint)
    if by_hand is None:
        return None  # a page that somebody wrote by hand
    known = {
        *link_resolution.ALONE,
        *by_hand.pages,
        *(it for each in link_resolution.LISTS.values() for it in subject.known(each)),
    }
    hint = f"Write it like `../waiting-room/`, or put the file into `{by_hand.folder}/`."
    said = f"`{link}` leads to no page of this handbook, and to no file in `{by_hand.folder}/`."
    return said, did_you_mean(name, known, hint)


RULES = (nowhere, unsafe_link, no_link, picture)
