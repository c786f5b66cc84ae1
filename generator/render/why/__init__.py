"""Three verdicts on one series, each with its why: method, numbers, rule, since when, or why not."""

from __future__ import annotations

from generator.model.found import Series
from generator.model.written import Standard
from generator.render.edition import Edition
from generator.render.why import beside, changing, met
from generator.render.why.told import Told


def verdicts(edition: Edition, series: Series, standard: Standard) -> str:
    """The verdicts on a clinic's or a group's newest value, as safe HTML; closed until asked for."""
    at, told = series.last, Told(edition, series, standard)
    answers = [met.answer(told, at)]
    compared = edition.findings.beside(series.standard, series.clinic)
    if series.members is None:
        answers.append(beside.answer(told, compared))
    answers.append(changing.answer(told, at, compared.improvement if compared else None))
    return f'<div class="bb-whys">{"".join(answers)}</div>'
