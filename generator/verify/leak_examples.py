"""What the last look before publishing says of examples: of what they show, and of what we would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from math import inf, isfinite

import numpy as np

from generator.compare import peers, targets
from generator.disclosure import disclosure_audit, inference, small_counts
from generator.disclosure.published_sums import Relations, sheets
from generator.model.inputs import HandbookSource
from generator.model.results import Bools, Floats, Panel
from generator.model.standard_results import NETWORK, StandardResult, StandardResults
from generator.publish import api, values_table
from generator.statistics import network_totals, run_chart, series, uncertainty, xmr_chart
from generator.verify import examples
from generator.verify.answers import Answer
from generator.verify.cases import Case
from generator.verify.examples import NAME, Example

AS_OF = date(2026, 1, 1)
"""All examples are of 2025."""

NOT_JUDGED = "can't be judged"
SUM = "the hidden counts together"


def example(case: Case) -> Iterator[Answer]:
    """A record of leak_examples.json: may what it publishes stand side by side?

    Its counts are put in a handbook. As we publish that, its small counts must be hidden and stay so;
    with what the record publishes shown, the audit must name just the cells that are given away, as
    what is looked at in pages and, apart from these, in downloads.
    """
    shown = examples.read(case)
    if shown is None:
        yield Answer("safe", case["safe"], NOT_JUDGED)
        return
    ours = _findings(shown.written, series.panels(shown.written, AS_OF))
    theirs = _published(shown, ours)
    small = _nth((shown.counts > 0) & (shown.counts <= case.whole("threshold")))
    given_away = [] if case["safe"] else small
    told = _told(shown, theirs, ours)
    yield Answer("safe", case["safe"], not told)
    yield Answer("the cells given away", given_away, told)
    if not shown.is_part:
        yield Answer("the cells given away by downloads", given_away, _told(shown, ours, theirs))
    yield Answer("the cells that we hide", small, _nth(ours.clinics[NAME].panel.hidden.ravel()))
    yield Answer("the cells given away as we hide them", [], _told(shown, ours, ours))
    if field := examples.hidden_field(case):
        hidden = case[field]
        yield Answer(field, sum(hidden) if isinstance(hidden, list) else hidden, _follows(shown, theirs))


def _nth(cells: Bools) -> list[int]:
    return (np.flatnonzero(cells) + 1).tolist()


# ---------------------------------------------------------------- publishing


def _findings(written: HandbookSource, clinics: Mapping[str, Panel]) -> StandardResults:
    """All that the audit looks at, in the order in which a handbook is worked out."""
    added = network_totals.panels(written, clinics)
    return StandardResults(
        written=small_counts.without_hidden(written),
        clinics={name: _found(written, panel, beside=True) for name, panel in clinics.items()},
        groups={name: _found(written, panel) for name, panel in added.items()},
        years=network_totals.years(written, added),
        quarters=network_totals.quarters(written, added),
    )


def _found(written: HandbookSource, panel: Panel, *, beside: bool = False) -> StandardResult:
    rule, measure = written.settings.spc, written.standards[panel.standard].measure
    limits = xmr_chart.limits(
        panel.value,
        panel.restart,
        screen=rule.screen,
        two_of_three=rule.two_of_three,
        fix_after_n_points=rule.baseline,
    )
    runs, sure = run_chart.runs(panel.value, panel.restart), partial(uncertainty.interval, measure, panel)
    judged = targets.judge(written, panel, limits, runs, own := sure(0.95))
    of_sums = partial(uncertainty.interval_of, measure)
    compared = peers.compare(written, panel, sure, of_sums) if beside else None
    return StandardResult(panel, limits, judged, runs, own, compared)


def _published(shown: Example, ours: StandardResults) -> StandardResults:
    """The same handbook with the numbers of the example where we show ours, or none."""
    panel = ours.clinics[NAME].panel

    def laid(numbers: Floats) -> Floats:
        return numbers.reshape(panel.shape)

    value, numerator, denominator = map(laid, (shown.value, shown.numerator, shown.denominator))
    withheld = panel.hidden | (shown.is_part & np.isnan(value))
    panel = replace(panel, value=value, numerator=numerator, denominator=denominator, hidden=withheld)
    findings = _findings(shown.written, {NAME: panel})
    low, high = map(laid, shown.interval)
    if np.isfinite(low).any():
        findings = replace(findings, clinics={NAME: replace(findings.clinics[NAME], interval=(low, high))})
    if isfinite(shown.total):
        findings = _with_year(findings, shown) if shown.over_periods else _with_total(findings, shown)
    return findings


def _with_year(findings: StandardResults, shown: Example) -> StandardResults:
    (year,) = findings.years[NAME, NETWORK]
    year = replace(year, value=shown.total, numerator=shown.total, hidden=False)
    return replace(findings, years={**findings.years, (NAME, NETWORK): (year,)})


def _with_total(findings: StandardResults, shown: Example) -> StandardResults:
    finding = findings.groups[NAME]
    panel, total = finding.panel, np.full(finding.panel.shape, np.nan)
    total[panel.clinics.index(NETWORK), 0] = shown.total
    known = np.isfinite(total)
    panel = replace(
        panel,
        value=np.where(known, total, panel.value),
        numerator=np.where(known, total, panel.numerator),
        hidden=panel.hidden & ~known,
    )
    return replace(findings, groups={NAME: replace(finding, panel=panel)})


# ---------------------------------------------------------------- looking


def _told(shown: Example, pages: StandardResults, files: StandardResults) -> list[int]:
    """The cells that the audit names, where pages are made of these findings and files of those."""
    tables = partial(values_table.table, files), partial(api.table, files)
    problems = disclosure_audit.leaks(shown.written, pages, *tables)
    named = [
        any(f"`{clinic}` for {period} (" in problem.message for problem in problems)
        for clinic, period in shown.places
    ]
    if problems and not any(named):
        raise ValueError(f"the audit says of no cell: {problems[0].message}")
    return _nth(np.array(named, np.bool_))


def _follows(shown: Example, theirs: StandardResults) -> object:
    """What the hidden counts are together by all that is shown; None where that leaves it open."""
    if shown.possible is not None:
        return float(shown.possible[0]) if len(shown.possible) == 1 else None
    sheet = (found := sheets(shown.written, theirs))[NAME]
    known = [
        (link.cells, link.numerator)
        for link in Relations(shown.written, theirs, found).collect()
        if isfinite(link.numerator)
    ]
    hidden = sheet.cells.ravel()[np.isnan(shown.value)].tolist()
    together = ({SUM: 1, **dict.fromkeys(hidden, -1)}, 0.0)
    cells = {SUM, *hidden, *(cell for link, _ in known for cell in link)}
    ends = inference.bounds(
        [*known, together], dict.fromkeys(cells, (0, inf)), exact=disclosure_audit.AT_ONCE
    )[SUM]
    return ends[0] if ends[0] == ends[1] else None
