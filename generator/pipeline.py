"""A folder in, a handbook out: the whole trip on one screen. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from generator import check, load
from generator.compare import attention, funnel_limits, other_targets, peers, stage_shares, targets
from generator.compare.value_spread import spread
from generator.disclosure import disclosure_audit, small_counts
from generator.disclosure import embargoes as embargoed
from generator.load.parse_cache import ParseCache
from generator.model import embargo
from generator.model.finding_cache import FindingCache
from generator.model.handbook_data import HandbookData
from generator.model.page import Download, Handbook
from generator.model.results import LeftOut, Panel
from generator.model.standard_results import StandardResult, StandardResults
from generator.model.version_changes import Releases
from generator.page_making import Finished
from generator.problem import Problem, Severity, in_reading_order
from generator.publish import api, downloads, feeds, release_feed, values_table
from generator.publish import form_editor as form_page
from generator.schema import forms
from generator.statistics import (
    conversion_stages,
    intervals,
    network_totals,
    run_chart,
    series,
    uncertainty,
    xmr_chart,
)
from generator.statistics.value_notes import said

CompareReleases = Callable[[HandbookData, tuple[Problem, ...]], Releases]
"""What changed between releases and since the last one, given what was read and what is wrong with it."""


def handbook(  # noqa: PLR0913 - what it is made from, by name
    root: Path,
    *,
    as_of: date,
    data_dir: str = "data",
    docs_dir: str = "docs",
    directory_urls: bool = True,
    site_url: str = "",
    remembered: ParseCache | None = None,
    reckoned: FindingCache | None = None,
    since: CompareReleases | None = None,
) -> Handbook:
    """Everything that the folder `root` publishes, and everything that it doesn't, with the reason.

    `as_of` is the day that embargoes, overdue reviews and freshness are reckoned from; `site_url`
    where the site will be, empty where nobody knows. Reads files, writes none. Mistakes of
    editors become problems, never exceptions. With what is `remembered` of the last time, only files
    that changed are read, and what an error would leave out is as it was before that error; the
    problems are those of the files as they are. What was `reckoned` the last time is reckoned again
    only for standards of which something changed. `since` tells what changed between releases.
    """
    read = small_counts.with_parts(load.folder(root, as_of, data_dir, remembered, docs_dir))
    checked = check.checked(read)
    problems = checked.problems
    written = embargoed.published(read).without(stopped(problems))
    if remembered is not None and (earlier := remembered.earlier(stopped(problems))):
        before = small_counts.with_parts(load.folder(root, as_of, data_dir, earlier, docs_dir))
        written = embargoed.published(before).without(stopped(check.checked(before).problems))
    findings = worked_out(written, as_of, reckoned)
    releases = since(read, problems) if since else Releases()
    leaks = disclosure_audit.leaks(
        written, findings, partial(values_table.table, findings), partial(api.table, findings)
    )

    editor, notices = form_editor(findings.written, data_dir, site_url)
    may_know = redact_for_readers(read, problems)
    withheld = left_out(read, may_know)
    shown = replace(findings, written=findings.written.but_values)
    finished = Finished(shown, withheld, may_know, as_of, directory_urls, releases)
    return Handbook(
        written=findings.written,
        findings=findings,
        as_of=as_of,
        pages=finished.pages(),
        bodies=finished.bodies,
        downloads=(
            *downloads.downloads(findings),
            *feeds.feeds(findings, as_of, site_url, directory_urls),
            *release_feed.feed(findings, releases, as_of, site_url, directory_urls),
            *editor,
        ),
        problems=in_reading_order((*problems, *leaks)),
        left_out=withheld,
        accepted=checked.accepted,
        told=may_know,
        notices=(*notices, *filter(None, [releases.notice])),
        has_forms=bool(editor),
    )


def form_editor(
    written: HandbookData, data_dir: str, site_url: str
) -> tuple[tuple[Download, ...], tuple[str, ...]]:
    """The files of the form editor, where handbook.yml asks for it; else why there are none."""
    settings = written.settings
    if settings.forms is None:
        return (), ()
    if not forms.repo(settings):
        return (), (forms.NO_REPOSITORY,)
    if (where := form_page.packages(written.root)) is None:
        return (), (forms.missing(form_page.INSTALL),)
    data = "/".join(part for part in (settings.folder.strip("/"), data_dir.strip("/")) if part)
    config = forms.config(written, data, site_url=site_url)
    settled = form_page.Settled(
        config,
        forms.shapes(written),
        tuple(forms.hosts(settings.forms)),
        config["app_title"],
        tuple(settings.languages),
    )
    return tuple(form_page.files(settled, where)), ()


def worked_out(written: HandbookData, as_of: date, reckoned: FindingCache | None = None) -> StandardResults:
    """Limits, verdicts and lists of all that may be published; what is hidden isn't in it."""
    clinics = series.panels(written, as_of)
    sums = network_totals.panels(written, clinics)
    of_clinics = found(written, clinics, beside=True, reckoned=reckoned)
    needs, improves = attention.lists(written, of_clinics)
    open_to_all = small_counts.without_hidden(written)
    return StandardResults(
        written=open_to_all,
        said=said(open_to_all.observations),
        clinics=of_clinics,
        groups=found(written, sums, reckoned=reckoned),
        years=network_totals.years(written, sums),
        quarters=network_totals.quarters(written, sums),
        frames=other_targets.frames(written, of_clinics),
        flows=stage_shares.beside(written, conversion_stages.flows(written, clinics), intervals.wilson),
        attention=needs,
        improving=improves,
    )


def given_away(read: HandbookData, problems: tuple[Problem, ...], as_of: date) -> tuple[Problem, ...]:
    """What the audit finds, for whoever asks without building. `problems` are those found before."""
    written = embargoed.published(small_counts.with_parts(read)).without(stopped(problems))
    if all(standard.privacy == "open" for standard in written.standards.values()):
        return ()
    findings = worked_out(written, as_of)
    return disclosure_audit.leaks(
        written, findings, partial(values_table.table, findings), partial(api.table, findings)
    )


def found(
    written: HandbookData,
    panels: Mapping[str, Panel],
    *,
    beside: bool = False,
    reckoned: FindingCache | None = None,
) -> dict[str, StandardResult]:
    """Limits and verdicts of every panel; with `beside` its rows are clinics, to be compared."""
    findings = {}
    for standard, panel in panels.items():
        find = partial(_finding, written, panel, beside)
        findings[standard] = find() if reckoned is None else reckoned.finding(written, panel, beside, find)
    return findings


def _finding(written: HandbookData, panel: Panel, beside: bool) -> StandardResult:
    rule, measure = written.settings.spc, written.standards[panel.standard].measure
    limits = xmr_chart.limits(
        panel.value,
        panel.restart,
        screen=rule.screen,
        two_of_three=rule.two_of_three,
        fix_after_n_points=rule.baseline,
    )
    runs = run_chart.runs(panel.value, panel.restart)
    sure = partial(uncertainty.interval, measure, panel)
    judged = targets.judge(written, panel, limits, runs, own := sure(0.95))
    finding = StandardResult(panel, limits, judged, runs, own)
    if not beside:
        return finding
    compared = peers.compare(written, panel, sure, partial(uncertainty.interval_of, measure))
    drawn = funnel_limits.funnel(panel, compared)
    return replace(finding, compared=compared, spread=spread(written, panel), funnel=drawn)


def stopped(problems: tuple[Problem, ...]) -> frozenset[tuple[str, str]]:
    """What errors leave out, as pairs of kind and name."""
    return frozenset(
        stop for problem in problems if problem.severity is Severity.ERROR for stop in problem.stops
    )


def redact_for_readers(read: HandbookData, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems as readers may know them.

    What leaves something out is told without its words where those quote a hidden value. Anything else
    that a rule finds is told only as far as it is found without all values that readers are kept from:
    a target that lies far from what is measured would tell what is measured.
    """
    said = small_counts.discreet(read, problems)
    shown = small_counts.in_the_open(read, problems)
    doubted = frozenset(it.code for it in said if not it.stops and check.BY_CODE[it.code].check)
    if shown is None or not doubted:
        return said
    seen = {(it.code, it.place): it for it in check.problems(shown, only=doubted)}
    kept = (seen.get((it.code, it.place)) if it.code in doubted and not it.stops else it for it in said)
    return tuple(it for it in kept if it is not None)


def left_out(read: HandbookData, problems: tuple[Problem, ...]) -> tuple[LeftOut, ...]:
    """What readers are told is missing: what errors stop, and what an embargo holds back."""
    stops = (
        LeftOut(kind, name, problem.message, problem.place.file, problem.place.line)
        for problem in problems
        if problem.severity is Severity.ERROR
        for kind, name in problem.stops
    )
    embargoes = (LeftOut("embargo", file, _until(day), file) for file, day in read.embargoed.items())
    return (*stops, *embargoes)


def _until(day: date) -> str:
    return "its embargo can't be read" if day == embargo.FOREVER else f"published from {day.isoformat()}"
