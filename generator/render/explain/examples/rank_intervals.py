"""A place among others, as a range: how many are surely better, and how many surely worse."""

from __future__ import annotations

from statistics import NormalDist

from generator.model.comparison_results import Compared, PeerComparison
from generator.model.inputs import Standard
from generator.model.results import Bools
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.explain.examples import peers
from generator.render.explain.examples.example import Example, Step, first, named


def example(edition: RenderContext) -> Example | None:
    found = first(edition, _fits)
    if found is None:
        return None
    told, at = found
    beside = edition.findings.beside(told.series.standard, told.series.clinic)
    if beside is None or beside.rank is None:
        return None
    words, (best, worst, of) = told.words, beside.rank
    alone = 1 - 0.05 / of
    z = NormalDist().inv_cdf(0.5 + alone / 2)
    return named(
        told,
        at,
        [
            Step(
                words("{n} clinics are compared, so each one's interval is taken at:", n=of),
                f"1 − {words.number(0.05, 2)} ÷ {of} = {words.percent(alone, 3)}, z = {words.number(z, 6)}",
            ),
            Step(
                words("Clinics whose whole interval is better than this clinic's: {n}.", n=best - 1),
                f"1 + {best - 1} = {best}",
            ),
            Step(
                words("Clinics whose whole interval is worse: {n}.", n=of - worst),
                f"{of} − {of - worst} = {worst}",
            ),
            Step(
                words(
                    "Among the {of} with enough to tell, its place could be anywhere from {best} to {worst} "
                    "(95% for all places together).",
                    best=best,
                    worst=worst,
                    of=of,
                )
            ),
        ],
        peers.counts(told, at, tuple(it for it in PeerComparison if it.told)),
    )


def _fits(_: Standard, finding: StandardResult, compared: Compared) -> Bools:
    narrowed = (compared.best > 1) | (compared.worst < compared.ranked)
    return (compared.best > 0) & narrowed & (finding.judged.last == finding.panel.shape[1] - 1)
