"""One language of the handbook on its way to being pages: names, addresses and charts in that language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model import link_resolution
from generator.model.file_places import At
from generator.model.inputs import Clinic, HandbookSource, Standard, Text
from generator.model.link_resolution import Goal
from generator.model.period import understood
from generator.model.results import LeftOut, Series, Verdict
from generator.model.standard_results import NETWORK, StandardResults
from generator.problem import Place, Problem
from generator.render.parts import links, verdict_counts
from generator.render.parts.chart_functions import Drawings
from generator.render.parts.newest_value import Latest
from generator.render.parts.table_cells import Cells
from generator.render.parts.verdict_counts import VerdictCounts
from generator.words import Words

if TYPE_CHECKING:
    from generator.render.parts.conversion_by_quarter import KeptQuarters


@dataclass(frozen=True)
class SiteContext:
    """What every language shares."""

    findings: StandardResults
    drawings: Drawings
    left_out: Sequence[LeftOut]
    problems: Sequence[Problem]
    as_of: date
    directory_urls: bool
    tallies: dict[tuple[str, ...], Mapping[str, VerdictCounts]] = field(default_factory=dict)
    """By standards: newest verdicts by clinic."""

    sparks: dict[tuple[str, str], str] = field(default_factory=dict)
    """Small charts by standard and clinic; the same in every language, and on two pages of each."""

    @property
    def written(self) -> HandbookSource:
        return self.findings.written

    @cached_property
    def things(self) -> Mapping[str, Collection[str]]:
        """What has a page of its own."""
        written = self.written
        return {"standard": written.standards, "clinic": written.clinics, "country": self.by_country}

    @cached_property
    def lines(self) -> links.Lines:
        return links.Lines(self.written.settings)

    @cached_property
    def by_theme(self) -> dict[str, tuple[str, ...]]:
        """Standards by theme: the handbook's themes in its order, then any other."""
        themes: dict[str, list[str]] = {theme: [] for theme in self.written.settings.themes}
        for name, standard in self.written.standards.items():
            themes.setdefault(standard.theme, []).append(name)
        return {theme: tuple(names) for theme, names in themes.items() if names}

    @cached_property
    def by_country(self) -> dict[str, tuple[str, ...]]:
        """Clinics by country, countries in the handbook's order."""
        countries: dict[str, list[str]] = {country: [] for country in self.written.countries}
        for name, clinic in self.written.clinics.items():
            countries.setdefault(clinic.country, []).append(name)
        return {country: tuple(names) for country, names in countries.items()}

    @cached_property
    def by_setting(self) -> dict[str, tuple[str, ...]]:
        """Clinics by setting, such as "private", in the order of the first of each."""
        return self._grouped((clinic.setting,) if clinic.setting else () for clinic in self._clinics)

    @cached_property
    def by_peers(self) -> dict[str, tuple[str, ...]]:
        """Clinics by the peer groups that they name."""
        return self._grouped(clinic.peers for clinic in self._clinics)

    @property
    def _clinics(self) -> Iterable[Clinic]:
        return self.written.clinics.values()

    def _grouped(self, belongs: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, groups in zip(self.written.clinics, belongs, strict=True):
            for group in groups:
                found.setdefault(group, []).append(name)
        return {group: tuple(names) for group, names in found.items()}


@dataclass(frozen=True)
class RenderContext:
    """The handbook in one language."""

    site: SiteContext
    words: Words
    everybody: dict[tuple[str, int], str] = field(default_factory=dict, compare=False)
    """By standard and position of a period: cells of what all comparable clinics have."""

    quarters: dict[str, KeptQuarters] = field(default_factory=dict, compare=False)
    """By standard, of a conversion: what the tables of its quarters have in common."""

    @property
    def written(self) -> HandbookSource:
        return self.site.findings.written

    @property
    def findings(self) -> StandardResults:
        return self.site.findings

    # ------------------------------------------------------------ names

    def theme(self, name: str) -> Text:
        theme = self.written.settings.themes.get(name)
        return theme.title if theme else name

    def clinic(self, name: str) -> Text:
        clinic = self.written.clinics.get(name)
        return clinic.name if clinic else name

    def standard(self, name: str) -> Text:
        standard = self.written.standards.get(name)
        return standard.title if standard else name

    def country(self, name: str) -> str:
        country = self.written.countries.get(name)
        return self.words.text(country.name) if country else self.words.territory(name)

    def period(self, text: str) -> str:
        """A period as an editor writes it, in words; as it is where it is none."""
        period = understood(text, self.written.settings.calendar.year_starts)
        return self.words.period(period) if period else text

    def badge(self, verdict: Verdict) -> Markup:
        """A verdict within a sentence."""
        said = self.words.verdict(verdict)
        return Markup('<span class="bb-badge bb-{}">{} {}</span>').format(said.css, said.symbol, said.word)

    def owner(self, series: Series) -> str:
        """Name of the clinic, country or network whose values these are."""
        if series.clinic == NETWORK:
            return self.words("All clinics")
        if series.clinic in self.written.clinics:
            return self.words.text(self.clinic(series.clinic))
        return self.country(series.clinic)

    # ------------------------------------------------------------ addresses

    def address(self, name: str) -> str:
        """The address of a page in this language."""
        return name if self.words.language == self.words.first else f"{self.words.language}/{name}"

    def to(self, here: str, there: str, anchor: str = "") -> str:
        """The relative link between two pages of this language, by their names without it."""
        link = links.between(here, there, self.site.directory_urls)
        return f"{link}#{anchor}" if anchor else link

    def link(self, here: str) -> Callable[[str], str]:
        """Makes the addresses that editors write into those that lead there from a page of this language."""

        def to(written: str) -> str:
            if not link_resolution.within(written):
                return written
            goal = link_resolution.goal(written, here, self.site.things, self.written.by_hand, self.languages)
            return written if goal is None else self._to_goal(here, goal)

        return to

    def _to_goal(self, here: str, goal: Goal) -> str:
        folder = goal.language or self.words.language
        there = goal.address
        by_hand = self.written.by_hand
        translated = f"{folder}/{there}"
        if goal.made:
            there = there if folder == self.words.first else translated
        elif by_hand is not None and translated in (by_hand.pages if goal.is_page else by_hand.files):
            there = translated
        lead = links.between if goal.is_page else links.to_file
        return lead(self.address(here), there, self.site.directory_urls) + goal.after

    @property
    def languages(self) -> Sequence[str]:
        return self.written.settings.languages

    def tallies(self, standards: tuple[str, ...]) -> Mapping[str, VerdictCounts]:
        """The newest verdicts of some standards, by clinic; worked out once."""
        known = self.site.tallies
        if standards not in known:
            known[standards] = verdict_counts.by_clinic(self.findings, standards)
        return known[standards]

    def download(self, here: str, path: str) -> str:
        return links.to_file(self.address(here), f"downloads/{path}", self.site.directory_urls)

    def feed(self, here: str, path: str) -> str:
        return links.to_file(self.address(here), f"feeds/{path}", self.site.directory_urls)

    def line(self, place: Place) -> Markup:
        """A place in a file as a link to its line, or as plain text where there is no repository."""
        said = f"{place.file}:{place.line}"
        if link := self.site.lines.to(place.file, place.line):
            return Markup('<a class="bb-source" href="{}">{}</a>').format(link, said)
        return Markup('<code class="bb-source">{}</code>').format(said)

    def written_in(self, kind: str, name: str, *path: str | int) -> Place:
        return self.written.places.find(At(kind, name, path))

    # ------------------------------------------------------------ charts

    def trend(self, series: Series, standard: Standard, table: str, anchor: str) -> Markup:
        """The chart over time with its sentence and the table under it."""
        drawings = self.site.drawings
        figure = drawings.trend(series, standard, self.words, self.owner(series))
        return Markup(drawings.frame(figure, table, self.words, anchor))  # noqa: S704 - drawn by us

    def spark(self, standard: str, owner: str, series: Series | None = None) -> str:
        """The small chart of a clinic or group; empty where there is nothing to draw. Give the series
        where it is at hand, because making one costs more than drawing it."""
        key = (standard, owner)
        if (drawn := self.site.sparks.get(key)) is None:
            series = series or self.findings.series(*key) or self.findings.group(*key)
            written = self.written.standards[standard]
            drawn = self.site.sparks[key] = self.site.drawings.spark(series, written) if series else ""
        return drawn

    def said(self, standard: Standard, newest: Latest) -> str:
        """A newest value with its unit; told apart from a target that it misses. Plain text."""
        if newest.target is None or newest.verdict == Verdict.MET:
            return self.words.value(standard, newest.value)
        return self.words.beside(standard, newest.value, newest.target)

    def interval(self, standard: Standard, newest: Latest | None) -> str:
        """The 95 % interval of a proportion, as "88–94%"; empty where there is none."""
        if newest is None or newest.numerator is None or not newest.denominator:
            return ""
        bounds = self.site.drawings.interval(newest.numerator, newest.denominator)
        if bounds is None:
            return ""
        write = self.words.format(standard)
        return self.words("{low} to {high}", low=write(bounds[0]), high=write(bounds[1]))

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.words, self.site.lines)
