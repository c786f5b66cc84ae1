"""Worked examples of the method page: numbers of this handbook put into the formulas, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from generator.render.context import RenderContext
from generator.render.explain.examples import changing, peers, rank_intervals, since_first_year, target_met
from generator.render.explain.examples.example import Example


def examples(edition: RenderContext) -> Mapping[str, Example | None]:
    """By what they are of; None where this handbook has no series of which that is told."""
    return {
        "met": target_met.example(edition),
        "funnel": peers.funnel(edition),
        "widened": peers.widened(edition),
        "rate": peers.rate(edition),
        "mean": peers.mean(edition),
        "rank": rank_intervals.example(edition),
        "xmr": changing.xmr(edition),
        "runs": changing.runs(edition),
        "trend": changing.trend(edition),
        "gain": since_first_year.example(edition),
    }
