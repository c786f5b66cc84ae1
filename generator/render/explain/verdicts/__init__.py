"""Three verdicts on one series, each with its why: method, numbers, rule, since when, or why not."""

from __future__ import annotations

from generator.model.inputs import Standard
from generator.model.results import Series
from generator.render.context import RenderContext
from generator.render.explain.verdicts import changing, compared_with_peers, target_met
from generator.render.explain.verdicts.answer import ExplanationContext


def verdicts(edition: RenderContext, series: Series, standard: Standard) -> str:
    """The verdicts on a clinic's or a group's newest value, as safe HTML; closed until asked for."""
    at, told = series.last, ExplanationContext(edition, series, standard)
    answers = [target_met.answer(told, at)]
    compared = edition.findings.beside(series.standard, series.clinic)
    if series.members is None:
        answers.append(compared_with_peers.answer(told, compared))
    answers.append(changing.answer(told, at, compared.improvement if compared else None))
    return f'<div class="bb-whys">{"".join(answers)}</div>'
