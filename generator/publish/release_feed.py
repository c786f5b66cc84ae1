"""An Atom feed of releases: one entry each, with what changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import quoteattr

from generator.model.page import Download
from generator.model.standard_results import StandardResults
from generator.model.version_changes import Releases, Review
from generator.publish.feeds import Entry, Feeds, text
from generator.words.change_summary import summary

PATH = "feeds/changes.xml"


def feed(
    findings: StandardResults, releases: Releases, as_of: date, site_url: str, directory_urls: bool
) -> tuple[Download, ...]:
    """The feed, in the handbook's first language; none where there are no releases.

    A release has an entry when there is an earlier one that it can be compared with. Its name and its
    day are the tag's, so that a reader who follows the feed is told of each release once.
    """
    if not releases.reviews:
        return ()
    made = Feeds(findings, as_of, site_url, directory_urls)
    return (Download(PATH, lambda: _feed(made, releases)),)


def _feed(made: Feeds, releases: Releases) -> bytes:
    words, settings = made.words, made.findings.written.settings
    days = [day for review in releases.reviews for day in (review.day, review.since) if day]
    said = words("{name}: what changed", name=words.text(settings.title))
    return made.feed(
        PATH, made.page("changes"), said, max(days, default=made.as_of), _entries(made, releases)
    )


def _entries(made: Feeds, releases: Releases) -> Iterator[Entry]:
    for review in releases.reviews:
        if review.day is not None:
            yield _entry(made, review, review.day)


def _entry(made: Feeds, review: Review, day: date) -> Entry:
    words, name = made.words, review.after.name
    changed = summary(words, review)
    told = f"{'; '.join(changed)}." if changed else words("Nothing that readers would notice.")
    before = (
        f"<entry>\n<id>{made.urn(f'release/{name}')}</id>\n<title>{text(name)}</title>\n"
        f"<updated>{day.isoformat()}T00:00:00Z</updated>\n"
        '<link rel="alternate" type="text/html" href="'
    )
    said = words("Compared with {name}.", name=review.before.name)
    after = (
        f'{made.page("changes")}#{review.anchor}"/>\n'
        f"<category term={quoteattr('release')} label={quoteattr(words('Release'))}/>\n"
        f"<summary>{text(' '.join(filter(None, (said, told, made.banner))))}</summary>\n</entry>\n"
    )
    return Entry(before, after)
