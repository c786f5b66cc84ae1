"""Pages from finished results: here, or in a process that has nothing else to do.

Nothing that is imported here asks Polars. It has threads, and a process that makes pages is to need none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.charts import chart_frame, sparkline
from generator.charts.dots import figure as dots
from generator.charts.funnel import figure as funnel
from generator.charts.map import figure as atlas
from generator.charts.spine import figure as spine
from generator.charts.spread import figure as boxes
from generator.charts.trend import figure as trend
from generator.model.page import Page
from generator.model.results import LeftOut
from generator.model.standard_results import StandardResults
from generator.model.version_changes import Releases
from generator.problem import Problem
from generator.render.context import SiteContext
from generator.render.pages import page_table as pages
from generator.render.parts.chart_functions import Drawings
from generator.statistics import intervals
from generator.words import catalogues

DRAWINGS = Drawings(
    trend=trend.figure,
    spark=sparkline.svg,
    dots=dots.figure,
    frame=chart_frame.markup,
    interval=intervals.proportion,
    funnel=funnel.figure,
    spread=boxes.figure,
    atlas=atlas.figure,
    spine=spine.figure,
)


@dataclass(frozen=True)
class Finished:
    """All that pages are made from. It can be handed to another process."""

    findings: StandardResults
    """Without the table of values: `written` is `Observed.but_values`."""

    left_out: Sequence[LeftOut]
    problems: Sequence[Problem]
    as_of: date
    directory_urls: bool
    releases: Releases = field(default_factory=Releases)

    def pages(self) -> tuple[Page, ...]:
        """Every page in every language; their bodies are made when they are asked for."""
        return pages.pages(self._site(), catalogues(self._languages), self.releases)

    def bodies(self) -> Mapping[str, Callable[[], str]]:
        """What makes the body of each page, by its address."""
        return pages.bodies(self._site(), catalogues(self._languages), self.releases)

    def _site(self) -> SiteContext:
        return SiteContext(
            self.findings, DRAWINGS, self.left_out, self.problems, self.as_of, self.directory_urls
        )

    @property
    def _languages(self) -> Sequence[str]:
        return self.findings.written.settings.languages
