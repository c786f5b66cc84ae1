"""Worked examples of the method page: numbers of this handbook put into the formulas, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from generator.render.edition import Edition
from generator.render.worked import changing, gain, met, peers, ranks
from generator.render.worked.example import Example


def examples(edition: Edition) -> Mapping[str, Example | None]:
    """By what they are of; None where this handbook has no series of which that is told."""
    return {
        "met": met.example(edition),
        "funnel": peers.funnel(edition),
        "widened": peers.widened(edition),
        "rate": peers.rate(edition),
        "mean": peers.mean(edition),
        "rank": ranks.example(edition),
        "xmr": changing.xmr(edition),
        "runs": changing.runs(edition),
        "trend": changing.trend(edition),
        "gain": gain.example(edition),
    }
