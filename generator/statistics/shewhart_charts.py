"""Shewhart charts other than the XmR of the pages, of many series at once.

Kinds, as qicharts2 names and reckons them (Montgomery; Laney 2002 for p' and u'; Taylor for I'):

    i   individuals               centre = mean             sigma = mean moving range / 1.128
    mr  moving ranges             centre = mean             upper limit = 3.267 x centre
    ip  individuals, by size n    centre = sum xn / sum n   sigma = mean s / sqrt(n)
    p   proportions               centre = sum x / sum n    sigma = sqrt(centre (1 - centre) / n)
    u   rates                     centre = sum x / sum n    sigma = sqrt(centre / n)
    c   counts                    centre = mean             sigma = sqrt(centre)
    pp  p', up  u': as p and u, times the mean moving range of (value - centre) / sigma, / 1.128

where s = sqrt(pi / 2) |step| / sqrt(1 / n + 1 / n before). Where we differ on purpose:

- a screen of moving ranges that would leave no variation at all is not applied;
- without variation there are no limits, where they come from moving ranges;
- a numerator that is missing, negative or (p, pp) more than its denominator is a gap, and that
  denominator isn't in the centre line;
- a baseline and what is excluded hold for the s of the I' chart as for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.model.results import Bools, Floats
from generator.statistics.rebase_groups import Integers, RebaseGroups, chunks

KINDS = ("i", "mr", "ip", "p", "pp", "u", "up", "c")
BY_SIZE = frozenset({"ip", "p", "pp", "u", "up"})
NEED_SIZE = BY_SIZE - {"ip"}
PRIME = frozenset({"pp", "up"})
LARGEST = {"p": 1.0, "pp": 1.0, "u": np.inf, "up": np.inf, "c": np.inf}
"""What these kinds count is from 0 to this; limits stay within, and a value beyond is a gap."""

RANGE_TO_SIGMA = 1.128  # d2 for two neighbours
RANGE_SCREEN = 3.267  # D4 for two neighbours
SCREEN_BY_SIZE = 3.2665  # the same with a digit more, as the reference has it for I'
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Shewhart:
    """Shapes as the numerators'. NaN where there is nothing to say."""

    value: Floats
    """Numerator by denominator, or the numerator; of an mr chart the moving range."""
    centre: Floats
    lower: Floats
    upper: Floats
    lower_near: Floats
    """At two sigma, as `upper_near`."""
    upper_near: Floats

    @property
    def outside(self) -> Bools:
        """Values beyond the limits; one on a limit, to a relative 1e-9, isn't."""
        with np.errstate(all="ignore"):  # numbers too great to be taken from one another
            above, below = self.value - self.upper, self.lower - self.value
        return (above > _tolerance(self.upper)) | (below > _tolerance(self.lower))


def chart(  # noqa: PLR0913 each is one thing that a chart may be asked for
    kind: str,
    numerator: Floats,
    denominator: Floats | None = None,
    *,
    restart: Bools | None = None,
    baseline: int | None = None,
    excluded: Bools | None = None,
    screen: bool = True,
) -> Shewhart:
    """Centre line and limits of every series. One row a series, one column a period; NaN is a gap.

    Limits begin anew where `restart` is True. They come from the first `baseline` periods of each
    part and hold for all of it; from no point that is `excluded`. `screen` leaves out moving ranges
    above 3.267 times their mean, once. p, pp, u and up need denominators; where one isn't positive
    there is neither value nor limit. Limits are NaN where a part has no two neighbouring values (i,
    ip, pp, up) or doesn't vary; p and u ones of nought or all of everything fall on the centre.
    Raises ValueError for another kind, denominators that lack, shapes that differ, a baseline < 1.
    """
    _refuse(kind, numerator, denominator, (restart, excluded), baseline)
    found = Shewhart(*np.full((6, *numerator.shape), np.nan))
    none = np.zeros(numerator.shape, np.bool_)
    restart = none if restart is None else restart
    excluded = none if excluded is None else excluded
    for at in chunks(numerator.shape):
        # Nought by nought and the like are expected, and come out as 'nothing to say'.
        with np.errstate(all="ignore"):
            size = None if denominator is None else denominator[at]
            cut = RebaseGroups.of(restart[at])
            base = ~excluded[at] if baseline is None else ~excluded[at] & (cut.within() < baseline)
            part = _Part.of(kind, numerator[at], size, cut, base)
            found.value[at] = part.value
            _draw(found, at, kind, part, screen)
    return found


def _refuse(
    kind: str,
    numerator: Floats,
    denominator: Floats | None,
    masks: tuple[Bools | None, ...],
    baseline: int | None,
) -> None:
    if kind not in KINDS:
        raise ValueError(f"there is no chart {kind!r}; there are {', '.join(KINDS)}")
    if denominator is None and kind in NEED_SIZE:
        raise ValueError(f"a {kind} chart needs denominators")
    if any(it is not None and it.shape != numerator.shape for it in (denominator, *masks)):
        raise ValueError(f"denominators, restarts and exclusions must be {numerator.shape}, as numerators")
    if baseline is not None and baseline < 1:
        raise ValueError(f"a baseline of {baseline} periods is none")


@dataclass(frozen=True)
class _Part:
    """Series of a chart cut at their restarts."""

    value: Floats
    size: Floats
    """What a value is of; 1 where that doesn't matter, NaN where it isn't known."""
    base: Bools
    """Points that limits come from, if they have a value."""
    cut: RebaseGroups

    @classmethod
    def of(
        cls, kind: str, numerator: Floats, denominator: Floats | None, cut: RebaseGroups, base: Bools
    ) -> _Part:
        value, size = numerator, np.ones(numerator.shape)
        if denominator is not None and kind != "c":
            known = np.isfinite(denominator) & (denominator > 0)
            value = numerator / np.where(known, denominator, np.nan)
            size = np.where(known, denominator, np.nan) if kind in BY_SIZE else size
        if kind in LARGEST:
            value = np.where((numerator >= 0) & (value <= LARGEST[kind]), value, np.nan)
        value = np.where(np.isfinite(value), value, np.nan)
        if kind == "mr":
            value = _steps(value, _before(cut, np.ones_like(base)))
        return cls(np.where(np.isfinite(value), value, np.nan), size, base, cut)

    def centre(self) -> Floats:
        """By stretch."""
        counted = self.base & np.isfinite(self.value) & np.isfinite(self.size)
        centre = self.cut.total(self.value * self.size, counted) / self.cut.total(self.size, counted)
        return np.where(np.isfinite(centre), centre, np.nan)

    def variation(self, of: Floats, screen: float | None, centre: Floats | float) -> Floats:
        """By stretch the mean step of these numbers, from each point of the base to the next."""
        steps = _steps(of, _before(self.cut, self.base))
        return self.typical(steps, screen, TOLERANCE * np.maximum(1, np.abs(centre)))

    def typical(self, steps: Floats, screen: float | None, still: Floats) -> Floats:
        """By stretch the mean of these steps, NaN where it is no more than `still`."""
        counted = self.base & np.isfinite(steps)
        typical = self.cut.total(steps, counted) / self.cut.total(counted)
        if screen is not None:
            edge = screen * typical * (1 - TOLERANCE)
            kept = counted & (steps < self.cut.spread(edge))
            screened = self.cut.total(steps, kept) / self.cut.total(kept)
            typical = np.where(screened > still, screened, typical)
        return np.where(typical > still, typical, np.nan)


def _draw(found: Shewhart, at: slice, kind: str, part: _Part, screen: bool) -> None:
    by_stretch = part.centre()
    centre = np.broadcast_to(part.cut.spread(by_stretch), part.value.shape)
    found.centre[at] = centre
    if kind == "mr":
        found.lower[at] = found.lower_near[at] = 0 * centre
        found.upper[at], found.upper_near[at] = RANGE_SCREEN * centre, RANGE_SCREEN / 3 * 2 * centre
        return
    sigma = _sigma(kind, part, by_stretch, centre, screen)
    least, most = (0.0, LARGEST[kind]) if kind in LARGEST else (-np.inf, np.inf)
    lines = ((found.lower, -3), (found.upper, 3), (found.lower_near, -2), (found.upper_near, 2))
    for line, sigmas in lines:
        limit = centre + sigmas * sigma
        line[at] = np.clip(np.where(np.isfinite(limit), limit, np.nan), least, most)


def _sigma(kind: str, part: _Part, by_stretch: Floats, centre: Floats, screen: bool) -> Floats:
    """At every point, or a column."""
    if kind == "ip":
        typical = part.typical(*_by_size(part, screen, by_stretch))
        return part.cut.spread(typical) / np.sqrt(part.size)
    edge = RANGE_SCREEN if screen else None
    if kind == "i":
        return part.cut.spread(part.variation(part.value, edge, by_stretch) / RANGE_TO_SIGMA)
    chance = 1 - centre if kind in ("p", "pp") else 1.0
    sigma = np.sqrt(centre * chance / part.size)
    if kind not in PRIME:
        return sigma
    spread = part.variation((part.value - centre) / sigma, edge, 1.0)
    return sigma * part.cut.spread(spread / RANGE_TO_SIGMA)


def _by_size(part: _Part, screen: bool, centre: Floats) -> tuple[Floats, float | None, Floats]:
    """Steps between neighbours, each in units of what its two sizes let expect."""
    before = _before(part.cut, part.base)
    sizes = 1 / part.size + 1 / _at(part.size, before)
    steps = np.sqrt(np.pi / 2) * _steps(part.value, before) / np.sqrt(sizes)
    return steps, SCREEN_BY_SIZE if screen else None, TOLERANCE * np.maximum(1, np.abs(centre))


def _before(cut: RebaseGroups, base: Bools) -> Integers:
    """The column of the point of `base` before each point, in its stretch; -1 where there is none."""
    columns = np.where(base, np.arange(cut.shape[1]), -1)
    before = np.full(cut.shape, -1)
    before[:, 1:] = np.maximum.accumulate(columns[:, :-1], axis=1)
    return np.where(before >= cut.spread(cut.starts % cut.shape[1]), before, -1)


def _at(numbers: Floats, columns: Integers) -> Floats:
    return np.where(columns < 0, np.nan, np.take_along_axis(numbers, np.maximum(columns, 0), axis=1))


def _steps(numbers: Floats, before: Integers) -> Floats:
    return np.abs(numbers - _at(numbers, before))


def _tolerance(of: Floats) -> Floats:
    return TOLERANCE * np.maximum(1, np.abs(of))
