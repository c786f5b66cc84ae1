"""Does a clinic lose more or fewer between two stages than its peers, by more than chance and habit?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from generator.compare import funnels, since_start
from generator.model.comparison_results import FEWEST_PEERS, FEWEST_UNITS, PeerComparison, enough
from generator.model.conversion import Differences, Flows
from generator.model.inputs import HandbookSource, Standard
from generator.model.results import Bools, Codes, Floats
from generator.model.standard_results import NETWORK

Pair = tuple[Floats, Floats]
Interval = Callable[[Floats, Floats, float], Pair]
NEAR, FAR = 0.95, 0.998


def beside(written: HandbookSource, flows: Mapping[str, Flows], interval: Interval) -> dict[str, Flows]:
    """The same with every clinic's newest year beside that of all comparable ones, step by step.

    `interval` gives the intervals of shares: of numerators, denominators, at a confidence.
    """
    return {
        name: replace(it, differences=_differences(written, name, it, interval)) for name, it in flows.items()
    }


def _differences(written: HandbookSource, name: str, flows: Flows, interval: Interval) -> Differences:
    """The benchmark is sum over sum of all comparable clinics, the clinic itself included, as everywhere.

    A difference is told where its interval leaves out 0 and, from ten clinics on, the clinic also
    lies beyond the funnel, which is widened where clinics differ by more than chance.
    """
    nothing = (np.nan,) * len(flows.stages)
    counts = np.array([flows.newest[clinic].counts or nothing for clinic in flows.clinics])
    alike = np.array([_alike(written, clinic, name) for clinic in flows.clinics], np.bool_)
    n, x = counts[:, :-1], counts[:, 1:]
    total = np.array(flows.newest[NETWORK].counts or nothing)
    every_n, every_x = total[:-1], total[1:]
    counted = alike[:, None] & (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(counted, x, np.nan), np.where(counted, n, np.nan)
    near, far = (_difference(x, n, every_x, every_n, interval, sure) for sure in (NEAR, FAR))
    side = since_start.shown(near[1], near[2], 1)
    side = side + np.where(since_start.shown(far[1], far[2], 1) == side, side, 0).astype(np.int8)
    side = np.where(counted.sum(axis=0) >= FEWEST_UNITS, _both(side, _funnel(x, n, every_x, every_n)), side)
    standing = _standing(written.standards[name], flows, counted, alike, n, side.astype(np.int8))
    standing[(standing <= PeerComparison.FAR_ABOVE) & ~np.isfinite(near[1])] = PeerComparison.NO_INTERVAL
    told = standing <= PeerComparison.FAR_ABOVE
    return Differences(standing, *(np.where(told, it, np.nan) for it in near))


def _difference(  # noqa: PLR0913, PLR0917 - two shares
    x: Floats, n: Floats, every_x: Floats, every_n: Floats, interval: Interval, sure: float
) -> tuple[Floats, Floats, Floats]:
    """From all together, with its limits.

    What all have of the clinic itself can't differ from it, so this is the difference from the others
    (Newcombe's interval of two shares of different people), times the others' part of the whole.
    """
    others_x, others_n = every_x - x, every_n - n
    with np.errstate(all="ignore"):
        own, others, part = x / n, others_x / others_n, others_n / every_n
        apart = since_start.since_base(
            own, *interval(x, n, sure), others, *interval(others_x, others_n, sure)
        )
        difference, low, high = (it * part for it in apart)
    return difference, low, high


def _funnel(x: Floats, n: Floats, every_x: Floats, every_n: Floats) -> Codes:
    """Where each clinic lies in the funnel of its step."""
    tau2 = funnels.overdispersion(x, n).used
    with np.errstate(all="ignore"):
        near, far = (funnels.limits(every_x / every_n, n, z, tau2) for z in (funnels.Z95, funnels.Z998))
        return funnels.significance(x / n, near, far)


def _both(one: Codes, other: Codes) -> Codes:
    """The side that both say, as far out as the more cautious of them says."""
    agreed = np.sign(one) == np.sign(other)
    return np.where(agreed, np.sign(one) * np.minimum(np.abs(one), np.abs(other)), 0)


def _standing(  # noqa: PLR0913, PLR0917 - what tells whether anything can be said
    standard: Standard, flows: Flows, counted: Bools, alike: Bools, n: Floats, side: Codes
) -> Codes:
    """From the weakest reason to the strongest; each writes over those before it."""
    standing, newest = side.copy(), [flows.newest[clinic] for clinic in flows.clinics]
    standing[:, counted.sum(axis=0) < FEWEST_PEERS] = PeerComparison.FEW_PEERS
    standing[n < enough(standard, share=True)] = PeerComparison.TOO_FEW
    standing[[flow.periods < flow.of for flow in newest]] = PeerComparison.TOO_FEW
    standing[~counted] = PeerComparison.NO_INTERVAL
    standing[~alike] = PeerComparison.NOT_COMPARABLE
    if standard.status != "approved":
        standing[:] = PeerComparison.NOT_IN_FORCE
    standing[[not flow.counts for flow in newest]] = PeerComparison.NO_VALUE
    standing[[flow.hidden for flow in newest]] = PeerComparison.HIDDEN
    return standing


def _alike(written: HandbookSource, clinic: str, name: str) -> bool:
    definition = written.comparable.get((clinic, name))
    return definition is None or definition.sameness == "same"
