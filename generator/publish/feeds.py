"""Atom feeds (RFC 4287) of what needs attention and what is improving: of all, by clinic, by standard.

Nothing in them depends on when they are made: days are those of the data, names of entries are made
from what the entries are about, so that a reader who follows one is told of each thing once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from generator.model.attention import Attention
from generator.model.page import Download
from generator.model.period import Period
from generator.model.standard_results import StandardResults
from generator.words import Words, attention_sentences

ALL = "feeds/all.xml"
AT_MOST = 200
"""Entries of each list in the feed of everything, the first ones; the others' feeds are whole."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(
    findings: StandardResults, as_of: date, site_url: str, directory_urls: bool
) -> tuple[Download, ...]:
    """Every feed, in the handbook's first language; none is made before it is asked for.

    Links begin with `site_url`; where that is empty they are relative to the feed.
    """
    made, written = Feeds(findings, as_of, site_url, directory_urls), findings.written
    return (
        Download(ALL, made.of_all),
        *(Download(clinic_path(name), partial(made.of_clinic, name)) for name in written.clinics),
        *(Download(standard_path(name), partial(made.of_standard, name)) for name in written.standards),
    )


def clinic_path(clinic: str) -> str:
    return f"feeds/clinics/{clinic}.xml"


def standard_path(standard: str) -> str:
    return f"feeds/standards/{standard}.xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, cut where the way to the top of the site belongs."""

    before: str
    after: str


@dataclass(frozen=True)
class Feeds:
    """Feeds of one handbook; what is common to them."""

    findings: StandardResults
    as_of: date
    site_url: str
    directory_urls: bool

    def of_all(self) -> bytes:
        findings, words = self.findings, self.words
        first = (*findings.attention[:AT_MOST], *findings.improving[:AT_MOST])
        title = words.text(findings.written.settings.title)
        return self.feed(
            ALL, self.page("attention"), self._news(title), self._newest, map(self._entry_of, first)
        )

    def of_clinic(self, name: str) -> bytes:
        title = self.words.text(self.findings.written.clinics[name].name)
        return self._one(clinic_path(name), f"clinics/{name}", title, ("clinic", name))

    def of_standard(self, name: str) -> bytes:
        title = self.words.text(self.findings.written.standards[name].title)
        return self._one(standard_path(name), f"standards/{name}", title, ("standard", name))

    def _one(self, path: str, page: str, title: str, key: tuple[str, str]) -> bytes:
        day = self._days.get(key, self._newest)
        return self.feed(
            path, self.page(page), self._news(title), day, map(self._entry_of, self._by.get(key, ()))
        )

    def _news(self, title: str) -> str:
        return self.words("{name}: what needs attention, what is improving", name=title)

    def feed(self, path: str, page: str, said: str, day: date, entries: Iterable[Entry]) -> bytes:
        """A feed with its title, the page that it belongs to, and when something was last new."""
        settings, words = self.findings.written.settings, self.words
        top = f"{self.site_url.rstrip('/')}/" if self.site_url else "../" * path.count("/")
        author = words.text(settings.organisation) or words.text(settings.title)
        subtitle = f"<subtitle>{text(self.banner)}</subtitle>\n" if self.banner else ""
        head = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{words.language}">\n'
            f"<id>{self.urn(path)}</id>\n<title>{text(said)}</title>\n{subtitle}"
            f"<updated>{day.isoformat()}T00:00:00Z</updated>\n"
            f"<author><name>{text(author)}</name></author>\n<generator>Benchbook</generator>\n"
            f'<link rel="self" type="application/atom+xml" href={_href(top + path)}/>\n'
            f'<link rel="alternate" type="text/html" href={_href(top + page)}/>\n'
        )
        whole = "".join(f"{entry.before}{text(top)}{entry.after}" for entry in entries)
        return f"{head}{whole}</feed>\n".encode()

    def _entry_of(self, one: Attention) -> Entry:
        return self._entries[one.clinic, one.standard]

    @cached_property
    def _entries(self) -> dict[tuple[str, str], Entry]:
        """A series stands in one list only, once."""
        words, findings = self.words, self.findings
        lists = (
            ("needs-attention", words("What needs attention"), findings.attention),
            ("improving", words("What is improving"), findings.improving),
        )
        return {
            (one.clinic, one.standard): self._entry(one, term, label)
            for term, label, found in lists
            for one in found
        }

    def _entry(self, one: Attention, term: str, label: str) -> Entry:
        words, written = self.words, self.findings.written
        standard = written.standards[one.standard]
        where = words(
            "{standard}, {clinic}",
            standard=words.text(standard.title),
            clinic=words.text(written.clinics[one.clinic].name),
        )
        title = words("{where}: {why}", where=where, why=attention_sentences.why(words, standard, one))
        began = (one.began or one.since).text
        name = "/".join((term, one.clinic, one.standard, one.because, began))
        before = (
            f"<entry>\n<id>{self.urn(name)}</id>\n<title>{text(title)}</title>\n"
            f"<updated>{self._day(one.period or one.since).isoformat()}T00:00:00Z</updated>\n"
            '<link rel="alternate" type="text/html" href="'
        )
        after = (
            f'{self.page(f"clinics/{one.clinic}")}#{one.standard}"/>\n'
            f"<category term={quoteattr(term)} label={quoteattr(label)}/>\n"
            f"<summary>{text(' '.join(self._summary(one)))}</summary>\n</entry>\n"
        )
        return Entry(before, after)

    def _summary(self, one: Attention) -> Iterator[str]:
        words, standard = self.words, self.findings.written.standards[one.standard]
        yield f"{attention_sentences.stands(words, words, standard, one, words.verdict(one.verdict))}."
        if also := attention_sentences.also(words, one):
            yield also
        if standard.owner:
            yield f"{words('Who answers for it: {owner}', owner=words.text(standard.owner))}."
        if self.banner:
            yield self.banner

    @cached_property
    def _by(self) -> dict[tuple[str, str], list[Attention]]:
        """What is told, by clinic and by standard."""
        found: dict[tuple[str, str], list[Attention]] = {}
        for one in (*self.findings.attention, *self.findings.improving):
            found.setdefault(("clinic", one.clinic), []).append(one)
            found.setdefault(("standard", one.standard), []).append(one)
        return found

    @cached_property
    def _days(self) -> dict[tuple[str, str], date]:
        """Day of the newest value that is shown, by clinic and by standard."""
        days: dict[tuple[str, str], date] = {}
        for name, finding in self.findings.clinics.items():
            ends = [self._day(period) for period in finding.panel.periods]
            for clinic, at in zip(finding.panel.clinics, finding.judged.last.tolist(), strict=True):
                if at >= 0:
                    for key in (("clinic", clinic), ("standard", name)):
                        days[key] = max(days.get(key, ends[at]), ends[at])
        return days

    @cached_property
    def _newest(self) -> date:
        """Of the newest value of all; where there is none, the day of the handbook."""
        return max(self._days.values(), default=self.as_of)

    def _day(self, period: Period) -> date:
        """The last of a period; of one that hasn't ended yet its first, so that it doesn't move."""
        return min(period.end if period.end <= self.as_of else period.start, self.as_of)

    def page(self, address: str) -> str:
        return f"{address}/" if self.directory_urls else f"{address}.html"

    @cached_property
    def words(self) -> Words:
        languages = self.findings.written.settings.languages
        return Words(languages[0], languages)

    @cached_property
    def banner(self) -> str:
        """What every entry says, because it is read alone."""
        if not self.findings.written.settings.illustrative:
            return ""
        return self.words("Illustrative: the clinics and values in this handbook are invented.")

    @cached_property
    def _handbook(self) -> UUID:
        """What tells this handbook's entries from another's: its repository, else its title."""
        settings, words = self.findings.written.settings, self.words
        named = (
            (settings.repository, settings.folder)
            if settings.repository
            else (
                words.text(settings.organisation),
                words.text(settings.title),
            )
        )
        return uuid5(NAMESPACE_URL, "/".join(named))

    def urn(self, name: str) -> str:
        return uuid5(self._handbook, name).urn


def text(said: str) -> str:
    return escape(_NO_XML.sub("", said))


def _href(address: str) -> str:
    return quoteattr(_NO_XML.sub("", address))
