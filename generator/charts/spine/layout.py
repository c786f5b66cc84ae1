"""What a spine shows, finished before it is drawn: one clinic's newest values among all clinics'.

What all clinics have in common is made once a standard and period: there are thousands of spines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.chart_cache import ChartCache
from generator.charts.funnel.layout import WAY, look
from generator.charts.spine.track import Numbers, Track, track
from generator.charts.svg_canvas import safe
from generator.charts.value_axis import ValueAxis, ruler
from generator.model.comparison_results import FEWEST_PEERS, PeerComparison, Spread, enough
from generator.model.inputs import Standard
from generator.model.results import Floats
from generator.model.standard_results import StandardResult, StandardResults
from generator.words import Words
from generator.words.quantities import in_percent

FEWEST = 4
"""Clinics with a value below which there is no range."""


class Place(NamedTuple):
    """What is said of a standing, and how its dot looks."""

    look: str
    """Empty where there is no dot."""
    css: str
    said: str
    why: str
    """Why there is no more to say; plain text, often empty."""


class Row(NamedTuple):
    """One standard at the clinic."""

    axes: Axes
    track: Track | None
    standing: PeerComparison
    place: Place
    value: str
    """Plain text, empty where there is none."""
    when: str
    """Its period where that isn't the newest, in brackets; plain text."""
    x: int | None
    """Where on the track its dot lies."""

    @property
    def why(self) -> str:
        return self.place.why if self.track else self.axes.few


class Axes:
    """One standard's tracks in one language, made when first asked for."""

    def __init__(self, spread: Spread, benchmark: Floats, standard: Standard, words: Words) -> None:
        self.ruler: ValueAxis = ruler(standard, words)
        self.title = words.text(standard.title)
        self.name = safe(self.title)
        self.few = words("fewer than {needed} comparable clinics", needed=FEWEST)
        self.places = {int(code): _place(words, standard, code) for code in PeerComparison}
        self.sided = standard.measure.better != "neither"
        self._way = WAY[standard.measure.better]
        columns = (spread.least, spread.lower, spread.upper, spread.most, benchmark)
        self._numbers = list(map(Numbers, *(column.tolist() for column in columns)))
        self._tracks: dict[int, Track | None] = {}

    def at(self, position: int) -> Track | None:
        """The track of a period; None where too few clinics have a value."""
        if position not in self._tracks:
            self._tracks[position] = track(self.ruler, self._way, self._numbers[position])
        return self._tracks[position]


axes: ChartCache[Axes] = ChartCache(Axes)
"""The axes of (spread, benchmark, standard, words)."""


@dataclass(frozen=True, slots=True)
class SpineChart:
    """A clinic's standards by theme."""

    words: Words
    name: str
    themes: list[tuple[str, list[Row]]]
    """Titles as plain text, and their rows."""

    @property
    def rows(self) -> Iterator[Row]:
        return (row for _, rows in self.themes for row in rows)


def chart(
    findings: StandardResults,
    clinic: str,
    themes: Sequence[tuple[str, Sequence[str]]],
    words: Words,
    name: str,
) -> SpineChart:
    """The clinic's rows of the standards in `themes`, which are pairs of title and standards."""
    made = ((title, list(_rows(findings, clinic, standards, words))) for title, standards in themes)
    return SpineChart(words, name, [(title, rows) for title, rows in made if rows])


def _rows(findings: StandardResults, clinic: str, standards: Sequence[str], words: Words) -> Iterator[Row]:
    written: Mapping[str, Standard] = findings.written.standards
    for standard in standards:
        finding = findings.clinics.get(standard)
        if finding is not None and (row := finding.index.get(clinic)) is not None:
            yield _row(finding, row, written[standard], words)


def _row(finding: StandardResult, row: int, standard: Standard, words: Words) -> Row:
    """Raises ValueError for a finding in which nothing is compared."""
    panel, compared, spread = finding.panel, finding.compared, finding.spread
    if compared is None or spread is None:
        raise ValueError(f"{panel.standard} isn't compared")
    shared, newest = axes(spread, compared.benchmark, standard, words), len(panel.periods) - 1
    at = int(compared.last[row])
    there, at = at >= 0, at if at >= 0 else newest
    code = int(compared.standing[row, at])
    place, laid = shared.places[code], shared.at(at)
    if not there:
        return Row(shared, laid, PeerComparison(code), place, "", "", None)
    value = float(panel.value[row, at])
    when = "" if at == newest else f"({words.period_short(panel.periods[at])})"
    x = laid.x(value) if laid and place.look else None
    return Row(shared, laid, PeerComparison(code), place, shared.ruler.write(value), when, x)


def _place(words: Words, standard: Standard, standing: PeerComparison) -> Place:
    better = standard.measure.better
    said = words.standing(standing, better)
    css, seen = said.css, look(standing, WAY[better])
    if better == "neither" and standing.told:
        css, seen = "alike", "alike"
    if standing in (PeerComparison.NOT_COMPARABLE, PeerComparison.NO_VALUE, PeerComparison.HIDDEN):
        seen = ""
    return Place(seen, css, str(said), _why(words, standard, standing))


def _why(words: Words, standard: Standard, standing: PeerComparison) -> str:
    match standing:
        case PeerComparison.NOT_IN_FORCE:
            return words("draft") if standard.status == "draft" else words("retired")
        case PeerComparison.NOT_COMPARABLE:
            return words("it counts something else")
        case PeerComparison.NO_INTERVAL:
            return words("how sure it is can't be told")
        case PeerComparison.TOO_FEW:
            needed = enough(standard, share=in_percent(standard))
            return words("out of fewer than {needed}", needed=words.number(needed))
        case PeerComparison.FEW_PEERS:
            return words("fewer than {needed} comparable clinics", needed=FEWEST_PEERS)
        case _ if standing.told and standard.measure.better == "neither":
            return words("no side is better")
        case _:
            return ""
