"""Rules of when: the periods of values and of changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from generator.check.likely_period import PERIODS, Around, left_open, likely_period, likely_year
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.series_order import GRAINS, Ints
from generator.check.suggestions import did_you_mean
from generator.check.unknown_names import missing
from generator.model import period
from generator.model.check_rule import MOST_ALIKE, Finding
from generator.model.definition_mismatch import FEW
from generator.model.file_places import At, Row
from generator.model.period import Grain, NotAPeriod, Period
from generator.model.period_spellings import mended_period
from generator.problem import Cause, Severity

WRITTEN = {
    Grain.DAY: "2025-01-31",
    Grain.WEEK: "2025-W05",
    Grain.MONTH: "2025-01",
    Grain.QUARTER: "2025-Q1",
    Grain.HALF: "2025-H1",
    Grain.YEAR: "2025",
    Grain.FINANCIAL_YEAR: "2024/25",
}
EARLIEST_YEAR = 1900
"""Nobody has values from before; a period that early is a slip of the pen."""

LATEST = 20
"""Years ahead that somebody may plan."""


@rule("HB210")
def no_period(subject: RuleInput) -> Iterator[Finding]:
    """
    A period that is no period

    A period is a year, half-year, quarter, month, week or day, in one spelling each, and it has to
    be in the calendar: there is no month 13.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-13: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-12: 182/200
    """
    year_starts = subject.written.settings.calendar.year_starts
    reasons: dict[str, str] = {}
    for text in subject.values["period"].unique().drop_nulls():
        try:
            found = period.parse(text, year_starts)
        except NotAPeriod as reason:
            reasons[text] = str(reason)
        else:
            if found.start.year < EARLIEST_YEAR:
                reasons[text] = f"`{text}` is too long ago to be meant."
    rows = subject.rows("period", where=pl.col("period").is_in(list(reasons)), cell="period")
    for number, (row, text) in enumerate(rows):
        hint = likely_period(text, _around(subject, row.row)) if number < MOST_ALIKE else PERIODS
        if period.understood(text, year_starts):
            hint = _nearer(text, subject.written.as_of.year)
        yield Finding(row, reasons[text], hint, mend=mended_period(text))


def _around(subject: RuleInput, row: int) -> Around:
    """What the standard and the lines above and below say of the period of a value."""
    year_starts = subject.written.settings.calendar.year_starts
    standard = subject.written.standards.get(subject.values["standard"][row])
    grain = GRAINS[standard.reported] if standard else None
    whose = subject.values.select("file", "clinic", "standard")

    def beside(other: int) -> Period | None:
        if not 0 <= other < whose.height or whose.row(other) != whose.row(row):
            return None
        found = period.understood(subject.values["period"][other], year_starts)
        return found if found and found.grain == grain else None

    return Around(grain, left_open(beside(row - 1), beside(row + 1)), year_starts)


@rule("HB211")
def other_grain(subject: RuleInput) -> Iterator[Finding]:
    """
    Another period than the standard is reported in

    All values of one standard have periods of the same length, the one that `reported` says
    (monthly where it says nothing). Months and quarters side by side would count the same people
    twice.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-Q1: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    standards = subject.written.standards
    grains = dict(subject.periods.select("period", "grain").iter_rows())
    pairs = subject.values.select("standard", "period").unique(maintain_order=True)
    wrong = [
        (name, text)
        for name, text in pairs.iter_rows()
        if name in standards and text in grains and grains[text] != GRAINS[standards[name].reported]
    ]
    causes = {name: _pace(subject, name, grains) for name, _ in wrong}
    for row, name, text in subject.among(wrong, "standard", "period", cell="period"):
        reported = standards[name].reported
        yield Finding(
            row,
            f"`{name}` is reported {reported}, but `{text}` is not such a period.",
            f"Write it like `{WRITTEN[GRAINS[reported]]}`, or change `reported` in the standard.",
            cause=causes[name],
        )


def _pace(subject: RuleInput, name: str, grains: Mapping[str, str]) -> Cause:
    """What explains that values of the standard have other periods: another pace is said than is kept."""
    paces = {grain.value: pace for pace, grain in GRAINS.items()}
    periods = subject.values.lazy().filter(pl.col("standard") == name).select("period").collect()["period"]
    counts = Counter(paces.get(grains.get(text, "")) for text in periods)
    kept = next(iter(pace for pace, _ in counts.most_common() if pace), None)
    hint = f"Did you mean `reported: {kept}`?" if kept else ""
    return subject.misfit(name, "reported", hint=hint)


@rule("HB212")
def to_come(subject: RuleInput) -> Iterator[Finding]:
    """
    A value from the future

    The period begins after the day for which the handbook is made, so nothing can have been
    counted in it. Mostly the year is mistyped.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2052-01: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    day = subject.written.as_of
    ahead = subject.periods.filter(pl.col("start") > day)["period"].to_list()
    for row, text in subject.rows("period", where=pl.col("period").is_in(ahead), cell="period"):
        yield Finding(row, f"`{text}` has not begun yet on {day.isoformat()}.", _nearer(text, day.year))


def _nearer(text: str, now: int) -> str:
    """A hint at the year that was probably meant, where a period lies years away."""
    year = text[:4]
    away = int(year) < EARLIEST_YEAR or int(year) > now + 1
    likely = likely_year(year, now) if away else ""
    return f"Look at the year: did you mean `{likely}{text[4:]}`?" if likely else "Look at the year."


@rule("HB213")
def change_at_no_period(subject: RuleInput) -> Iterator[Finding]:
    """
    A change that can't be drawn

    `at` names the period in which it happened, `standard` the one it concerns. A change at no
    period, or of no standard, would be drawn nowhere.

    Wrong:
        # data/kpis/ca-halifax.yml
        changes:
          - {at: June 2025, standard: waiting-room, note: New triage desk}

    Right:
        # data/kpis/ca-halifax.yml
        changes:
          - {at: 2025-06, standard: waiting-room, note: New triage desk}
    """
    known = subject.known("standard")
    year_starts = subject.written.settings.calendar.year_starts
    for dated in subject.written.changes:
        change = dated.change
        stops = (("change", str(dated.place)),)
        try:
            period.parse(change.at, year_starts)
        except NotAPeriod as reason:
            where = dated.keys.get("at", dated.place)
            hint = likely_period(change.at)
            yield Finding(where, str(reason), hint, stops=stops, mend=mended_period(change.at))
        if change.standard is not None and change.standard not in known:
            hint = did_you_mean(change.standard, known, "Write the name of its file without `.yml`.")
            where = dated.keys.get("standard", dated.place)
            cause = missing(subject, change.standard, "standard")
            yield Finding(where, f"There is no standard `{change.standard}`.", hint, stops=stops, cause=cause)


@rule("HB214", Severity.WARNING)
def while_closed(subject: RuleInput) -> Iterator[Finding]:
    """
    A value from a time when the clinic was closed

    The clinic's file says when it opened and closed. A value before or after is shown, but one of
    the two is wrong.

    Wrong:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        opened: 2025-03
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200

    Right:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        opened: 2025-03
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-03: 182/200
    """
    year_starts = subject.written.settings.calendar.year_starts
    clinics, periods = subject.codes("clinic"), subject.codes("period")
    when = {text: span for text, *span in subject.periods.select("period", "start", "end").iter_rows()}
    outside: dict[tuple[int, int], tuple[str, str]] = {}
    for i, name in enumerate(clinics.names):
        clinic = subject.written.clinics.get(name)
        if clinic is None or not (clinic.opened or clinic.closed):
            continue
        opened = clinic.opened and period.understood(clinic.opened, year_starts)
        closed = clinic.closed and period.understood(clinic.closed, year_starts)
        if opened and closed and closed.end < opened.start:
            continue  # HB303 says so
        if any(each and each.start.year > subject.written.as_of.year + LATEST for each in (opened, closed)):
            continue  # HB240 says so
        for j, text in enumerate(periods.names):
            start, end = when.get(text, (None, None))
            if opened and end and end < opened.start:
                outside[i, j] = "opened", f"`{name}` opened in {opened.text}"
            elif closed and start and start > closed.end:
                outside[i, j] = "closed", f"`{name}` closed in {closed.text}"
    if not outside:
        return
    key = clinics.code * len(periods.names) + periods.code
    wrong = np.isin(key, [i * len(periods.names) + j for i, j in outside])
    wrong &= ~np.isnan(subject.values["value"].to_numpy())
    yield from _outside(subject, np.flatnonzero(wrong), outside)


def _outside(
    subject: RuleInput, rows: Ints, outside: Mapping[tuple[int, int], tuple[str, str]]
) -> Iterator[Finding]:
    """One finding for each clinic and end of its life: at the day that many values contradict, or at the
    few that do."""
    clinics, periods = subject.codes("clinic"), subject.codes("period")
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows.tolist():
        key, why = outside[int(clinics.code[row]), int(periods.code[row])]
        groups[clinics.names[clinics.code[row]], key, why].append(row)
    for (clinic, key, why), those in groups.items():
        files: dict[str, list[int]] = defaultdict(list)
        for row in those:
            files[subject.values["file"][row]].append(row)
        if len(those) > FEW:
            texts = [periods.names[periods.code[row]] for row in those]
            side, furthest = ("before", min(texts)) if key == "opened" else ("after", max(texts))
            yield Finding(
                At("clinic", clinic, (key,)),
                f"{why}, but {len(those):,} values are of periods {side}, as far as {furthest}.",
                f"Look at `{key}` first, then at those values.",
                also=tuple(Row(held[0], "period") for held in files.values())[:3],
            )
            continue
        for held in files.values():
            text = periods.names[periods.code[held[0]]]
            more = f" and {len(held) - 1} more of this file" if len(held) > 1 else ""
            yield Finding(
                Row(held[0], "period"), f"{why}, but has a value for {text}{more}.", "Look at both."
            )


RULES = (no_period, other_grain, to_come, change_at_no_period, while_closed)
