"""Rules of numbers that are possible but hardly true, seen beside the others of their series."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.check import likely_number, unit_errors
from generator.check.neighbouring_values import around, likely_far
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.running_totals import running_sums
from generator.check.sample_sizes import sizes
from generator.check.series_order import Bools, Floats, Ints, SeriesOrder
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.model.inputs import Measure, Standard
from generator.model.target_value import size_of
from generator.problem import Severity

APART = 1.9
"""Times as much as a neighbour: less than that nobody looks at."""

SURE = 6.0
"""Standard errors of a count beyond which it is no chance."""

WILD = 10.0
"""Scatters of its own series beyond which a number is told even where no slip explains it."""

TENFOLD = math.log(6)
"""How many there were goes up and down with the season; only what is about ten times off is told."""

BARE = math.log(2.5)
"""Where nothing says how many were counted, chance reaches further."""

STILL = 0.02
"""A series is held to scatter at least so much."""

BEFORE = 3
"""Values that agree, the last of which is blamed for no change that follows."""

MANY = 400
"""Events from which on the scatter of logarithms says enough."""

BEYOND = 8.0
"""Standard deviations of such a count, as its own series scatters, that are no chance."""

TIMES = 4.0
"""So many times the usual number of few events is told."""

_ANY = Standard(title="", theme="x", measure=Measure(kind="count"))
"""In the place of standards that nobody knows; no value of the timeline is of one."""


@rule("HB231", Severity.WARNING)
def far_from_neighbours(subject: RuleInput) -> Iterator[Finding]:
    """
    A number far from those around it

    It is possible, but ten times, sixty times or otherwise far more or less than the values before and
    after it: mostly a decimal point, a digit or a unit. Where it is right, say so in the file:
    `# accept HB231: counted by hand after the flood`.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 18/201
          2025-04: 180/199
          2025-05: 171/190
          2025-06: 177/193

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 171/190
          2025-06: 177/193
    """
    line = subject.timeline
    seen: set[int] = set()
    summed = _summed(subject, line)
    for name in ("value", "denominator", "p90", "median"):
        number = line.number(name)
        if name in summed:
            number = np.where(summed[name], np.nan, number)
        far = _far(subject, line, name, number)
        for i, usual in zip(far.at, far.usual, strict=True):
            at, level = _first_of_others(line, int(i), number, float(usual))
            row = int(line.row[at])
            if row not in seen and (found := _found(subject, line, at, name, level)):
                seen.add(row)
                yield found


def _summed(subject: RuleInput, line: SeriesOrder) -> dict[str, Bools]:
    """By column, numbers that are sums since the beginning of a year: they are told as such, and say nothing
    of what is usual."""
    all_of = sizes(subject)
    rows = [all_of.line.row[run] for run in running_sums(all_of, subject)]
    if not rows:
        return {}
    summed = np.isin(line.row, np.concatenate(rows))
    kinds = [subject.written.standards.get(name, _ANY).measure.kind for name in line.standards]
    return {"value": summed & (np.array(kinds) == "count")[line.standard], "denominator": summed}


def _first_of_others(line: SeriesOrder, i: int, number: Floats, usual: float) -> tuple[int, float]:
    """The value to blame, and what is usual: where a value is as those before it were and the next ones
    aren't, it is the last right one."""
    start = int(np.searchsorted(line.nth, line.nth[i]))
    held = number[max(start, i - 2 * BEFORE) : i + 1]
    held = held[~np.isnan(held)][-BEFORE:]
    if len(held) < BEFORE or not (held > 0).all() or i + 1 >= len(number) or line.nth[i + 1] != line.nth[i]:
        return i, usual
    level, then = float(np.median(held[:-1])), float(number[i + 1])
    if not then > 0 or abs(math.log(number[i] / level)) > math.log(APART) / 2:
        return i, usual
    return (i + 1, level) if abs(math.log(then / level)) > math.log(APART) else (i, usual)


@dataclass(frozen=True)
class _Far:
    at: Ints
    usual: Floats


def _far(subject: RuleInput, line: SeriesOrder, name: str, number: Floats) -> _Far:
    """Positions of numbers of that column that are hardly true, with what is usual around them."""
    if name == "denominator":
        number = np.where(np.isnan(line.value), np.nan, number)
    at = np.flatnonzero(likely_far(number, line.nth, APART))
    if not len(at):
        return _Far(at, number[at])
    near = around(number, line.nth, at)
    standards = [subject.written.standards.get(each, _ANY) for each in line.standards]
    least = np.where(number[at] == 0, _smallest(line, at), number[at])
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(np.log(least / near.usual))
        still = np.maximum(near.scatter, STILL)
        wild = (apart > math.log(APART)) & (apart > WILD * still)
    chance = _chance(line, at, near.usual, name, standards)
    bare = np.isnan(line.number("denominator")[at]) & np.isnan(line.number("numerator")[at])
    enough = np.where(bare, apart > BARE, True) if name == "value" else apart > TENFOLD
    if name == "value":
        wild |= _beyond_counting(line, at, near.usual, standards)
    hits = np.flatnonzero(wild & ~chance & (near.usual > 0) & enough)
    return _Far(at[hits], near.usual[hits])


def _smallest(line: SeriesOrder, at: Ints) -> Floats:
    """What stands for nothing at all where it is compared: half a case."""
    denominator = line.number("denominator")[at]
    return np.where(np.isnan(denominator) | (denominator <= 0), 0.5, 0.5 / np.maximum(denominator, 1))


def _chance(line: SeriesOrder, at: Ints, usual: Floats, name: str, standards: list[Standard]) -> Bools:
    """Whether so few were counted that chance alone may be the reason."""
    numerator, denominator = line.number("numerator")[at], line.number("denominator")[at]
    if name == "denominator":
        return np.abs(denominator - usual) <= SURE * np.sqrt(usual + 1)
    if name != "value":
        return np.zeros(len(at), np.bool_)
    kind = np.array([each.measure.kind for each in standards])[line.standard[at]]
    size = np.array([size_of(each.measure.per) for each in standards])[line.standard[at]]
    value = line.value[at]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(usual, 0.5 / denominator, 1 - 0.5 / denominator)
        of_share = np.abs(value - usual) <= SURE * np.sqrt(share * (1 - share) / denominator)
        events = np.where(kind == "count", usual, usual * denominator / size)
        of_events = np.abs(numerator - events) <= SURE * np.sqrt(events + 1)
    shares = (kind == "proportion") | (kind == "conversion") | ((kind == "score") & ~np.isnan(numerator))
    counts = (kind == "rate") | (kind == "count")
    return (shares & of_share) | (counts & of_events)


def _beyond_counting(line: SeriesOrder, at: Ints, usual: Floats, standards: list[Standard]) -> Bools:
    """Whether so many more events were counted that no scatter of small counts explains it.

    Of ten events a month, three more or less are chance, and widen the scatter of logarithms until nothing
    is wild. The square root of a count scatters by a half, however many there are; what it scatters more is
    the series' own.
    """
    kind = np.array([each.measure.kind for each in standards])[line.standard]
    size = np.array([size_of(each.measure.per) for each in standards])[line.standard]
    events, per = line.number("numerator"), line.number("denominator")
    with np.errstate(invalid="ignore", divide="ignore"):
        usually = np.where(kind[at] == "rate", usual * per[at] / size[at], usual)
        few = np.isin(kind[at], ("rate", "count")) & (usually > 0) & (usually < MANY)
    if not few.any():
        return few
    # As exponents, so that the steps of their logarithms are those of twice the roots.
    roots = np.exp(np.minimum(2 * np.sqrt(np.maximum(events, 0)), 700))
    scatter = np.maximum(around(roots, line.nth, at).scatter, 1.0)
    with np.errstate(invalid="ignore"):
        apart = 2 * np.abs(np.sqrt(events[at]) - np.sqrt(usually))
        return few & (apart > BEYOND * scatter) & (events[at] > TIMES * usually)


def _found(subject: RuleInput, line: SeriesOrder, i: int, name: str, usual: float) -> Finding | None:
    _, standard_name, _ = line.names(i)
    standard = subject.written.standards[standard_name]
    number = float(line.number(name)[i])
    slip = unit_errors.likely(standard, number / usual)
    if name == "denominator":
        # Fewer may have come; and where what was counted among them moved along, it is another span.
        if slip is None or not (number / slip.factor).is_integer() or _moved_along(line, i, number / usual):
            return None
        cell = likely_number.CELLS.get(standard.measure.kind, ("", "n"))[1]
        stands, others = f"`{cell}: {number:g}`", f"{usual:,.0f}"
        meant = f"{cell}: {number / slip.factor:g}"
    else:
        what = "" if name == "value" else f"`{name}`: "
        stands, others = f"{what}{unit_errors.told(standard, number)}", unit_errors.told(standard, usual)
        meant = likely_number.first_number(standard, line, i) or likely_number.meant(
            standard, line, i, usual, number / slip.factor if slip else None
        )
    message = f"{stands} stands here, but the values around it lie near {others}."
    counted = name == "value" and not math.isnan(line.number("numerator")[i])
    where = subject.cell(Row(int(line.row[i])), standard_name, "numerator" if counted else name)
    if name == "value" and (rest := likely_number.left_over(standard, line, i, usual)):
        why = f"Perhaps {slip.why}. Or perhaps" if slip else "Perhaps"
        return Finding(where, message, f"{why}{rest}")
    if slip:
        return Finding(where, message, f"Perhaps {slip.why}: did you mean `{meant}`?")
    exchanged = likely_number.exchanged(standard, line, i, usual)
    money = (
        "Is it in another currency? Say which, behind the number." if standard.measure.kind == "money" else ""
    )
    hint = exchanged or money or "Look at it again."
    accept = "`# accept HB231: the reason`, in a table without `# accept` in a column `accept`"
    return Finding(where, message, f"{hint} If it is right, say why: {accept}.")


def _moved_along(line: SeriesOrder, i: int, ratio: float) -> bool:
    """Whether what was counted among them is as many times the usual one."""
    for name in ("numerator", "within"):
        number = line.number(name)
        if number[i] > 0:
            usual = float(around(number, line.nth, np.array([i])).usual[0])
            if usual > 0 and abs(math.log(float(number[i]) / usual / ratio)) < unit_errors.NEAR:
                return True
    return False


RULES = (far_from_neighbours,)
