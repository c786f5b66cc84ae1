"""The curves of a funnel: what a clinic of any size would lie within."""

from __future__ import annotations

import numpy as np

from generator.compare import funnels
from generator.model.comparison_results import Compared, Funnel, Method
from generator.model.results import Panel

POINTS = 60


def funnel(panel: Panel, compared: Compared) -> Funnel | None:
    """The funnel of the newest period that was compared by one; None where there is none.

    Sizes run from a little below the smallest clinic to a little above the largest, closer together
    where the limits bend.
    """
    drawn = np.flatnonzero(compared.method >= Method.FUNNEL)
    if not len(drawn):
        return None
    at = int(drawn[-1])
    many = panel.denominator[:, at]
    many = many[np.isfinite(many) & (many > 0)]
    size = np.linspace(np.sqrt(many.min() * 0.9), np.sqrt(many.max() * 1.05), POINTS) ** 2
    benchmark, tau2 = float(compared.benchmark[at]), float(compared.tau2[at])
    near, far = (
        tuple(np.clip(limit, 0, 1) for limit in funnels.limits(benchmark, size, z, tau2))
        for z in (funnels.Z95, funnels.Z998)
    )
    return Funnel(at, benchmark, size, near, far)
