"""Does it differ from its peers? Funnels, and a clinic's own interval beside what all have together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from markupsafe import escape

from generator.model.comparison_results import Compared, ComparedWithPeers, Method, PeerComparison
from generator.model.inputs import Standard
from generator.model.results import Bools
from generator.model.standard_results import StandardResult
from generator.model.target_value import size_of
from generator.render.context import RenderContext
from generator.render.explain.examples.example import (
    Z95,
    Z998,
    Example,
    Step,
    both,
    exact,
    first,
    named,
    newest,
    told_of,
)
from generator.render.explain.verdicts.answer import ExplanationContext
from generator.render.parts import value_tables

COUNTED = (*(it for it in PeerComparison if it.told), PeerComparison.TOO_FEW)
"""Standings of clinics that are in the sum of all, in a period in which clinics are compared."""

BYAR_FROM = 10
"""Events from which a rate's interval is Byar's, which a calculator can follow; fewer, it is exact."""

MOST_ROWS = 30
"""Clinics that a table of an example holds; of more, the page of the standard has them."""


def funnel(edition: RenderContext) -> Example | None:
    return _in_funnel(edition, Method.FUNNEL)


def widened(edition: RenderContext) -> Example | None:
    return _in_funnel(edition, Method.OVERDISPERSED)


def rate(edition: RenderContext) -> Example | None:
    """A rate's own interval: exact or Byar's."""
    found = first(edition, *_by_interval("rate", True, BYAR_FROM), *_by_interval("rate", True))
    if found is None:
        return None
    told, at = found
    x, n, value = (it[at] for it in (told.series.numerators, told.series.denominators, told.series.values))
    if x is None or n is None or value is None:
        return None
    words = told.words
    size = words.number(size_of(told.standard.measure.per))
    share = f"{words.number(x)} ÷ {words.number(n)} × {size} = {exact(told, value)}"
    times = f"× {size} ÷ {words.number(n)}"
    if x < BYAR_FROM:
        low, high = words.number(0.025, 3), words.number(0.975, 3)
        lower, upper = f"χ²({low}; {2 * x:g}) ÷ 2 {times}", f"χ²({high}; {2 * x + 2:g}) ÷ 2 {times}"
        asked = words("Fewer than 10 events, so its interval is exact, by the chi-squared distribution:")
    else:
        lower, upper = f"{_byar(told, x, '−')} {times}", f"{_byar(told, x + 1, '+')} {times}"
        asked = words("10 events or more, so its interval is Byar's:")
    return _beside_its_interval(told, at, share, asked, (lower, upper))


def mean(edition: RenderContext) -> Example | None:
    """A mean's own interval, by Student's t."""
    found = next((it for it in told_of(edition, *_by_interval("score", False)) if _deviation(*it)), None)
    if found is None:
        return None
    told, at = found
    value, n, sd = told.series.values[at], told.series.denominators[at], _deviation(told, at)
    low, high = told.interval(at)
    if value is None or n is None or low is None or high is None:
        return None
    number = told.words.number
    t = number((high - value) * n**0.5 / sd, 4)
    asked = told.words(
        "Its interval, with Student's t for {n} − 1 degrees of freedom, {t}:", n=number(n), t=t
    )
    start, reach = exact(told, value), f"{t} × {number(sd, 4)} ÷ √{number(n)}"
    share = f"x̄ = {start}, s = {number(sd, 4)}, n = {number(n)}"
    return _beside_its_interval(told, at, share, asked, (f"{start} − {reach}", f"{start} + {reach}"))


def _deviation(told: ExplanationContext, at: int) -> float:
    """The standard deviation of a mean's answers; 0 where all are the same, so that nothing is to reckon."""
    deviations = told.finding.panel.sd
    return 0.0 if deviations is None else float(deviations[told.row, at])


def _beside_its_interval(
    told: ExplanationContext, at: int, value: str, asked: str, formulas: tuple[str, str]
) -> Example | None:
    words, beside = told.words, _beside(told)
    low, high = told.interval(at)
    if beside is None or low is None or high is None:
        return None
    steps = [
        Step(words("The value:"), value),
        Step(asked, f"{formulas[0]} = {exact(told, low)}", f"{formulas[1]} = {exact(told, high)}"),
        _together(told, beside, at),
        _so(told, beside),
    ]
    return named(told, at, steps, counts(told, at))


def _byar(told: ExplanationContext, x: float, sign: str) -> str:
    cases = told.words.number(x)
    return f"{cases} × (1 − 1 ÷ (9 × {cases}) {sign} {told.words.number(Z95, 6)} ÷ (3 × √{cases}))³"


def _in_funnel(edition: RenderContext, method: Method) -> Example | None:
    found = first(edition, *_by_method(method))
    if found is None or (beside := _beside(found[0])) is None:
        return None
    told, at = found
    n = told.series.denominators[at]
    if n is None or beside.near is None or beside.far is None or told.finding.compared is None:
        return None
    tau2 = float(told.finding.compared.tau2[at])
    limits = [
        f"{_limits(told, beside, n, tau2, z)} = {both(told, *limits)}"
        for z, limits in ((Z95, beside.near), (Z998, beside.far))
    ]
    steps = [
        _together(told, beside, at),
        _spread(told, beside, at, tau2),
        Step(
            told.words("Where 95 of 100 clinics of its size, {n}, would lie:", n=told.words.number(n)),
            limits[0],
        ),
        Step(told.words("Where 998 of 1,000 would lie:"), limits[1]),
        _so(told, beside),
    ]
    return named(told, at, steps, counts(told, at))


def _together(told: ExplanationContext, beside: ComparedWithPeers, at: int) -> Step:
    words, panel = told.words, told.finding.panel
    said = words(
        "All {n} comparable clinics together: the sum of what was counted ÷ the sum of what it is out of.",
        n=beside.members,
    )
    benchmark = exact(told, beside.benchmark or 0)
    rows = _counted(told, at)
    if np.isnan(panel.numerator[rows, at]).any():
        return Step(
            words("All {n} comparable clinics together, each by its answers:", n=beside.members), benchmark
        )
    x, n = (words.number(float(it[rows, at].sum())) for it in (panel.numerator, panel.denominator))
    size = size_of(told.standard.measure.per) if told.standard.measure.kind == "rate" else 1
    times = f" × {words.number(size)}" if size != 1 else ""
    return Step(said, f"p₀ = {x} ÷ {n}{times} = {benchmark}")


def _spread(told: ExplanationContext, beside: ComparedWithPeers, at: int, tau2: float) -> Step:
    words = told.words
    phi = words.number(beside.phi or 0, 3)
    if not tau2:
        return Step(
            words("φ isn't above 1: clinics differ no more than by chance, and the limits stay as they are."),
            f"φ = {phi}",
        )
    rows = _counted(told, at)
    weights = 4 * told.finding.panel.denominator[rows, at]
    total, spread = float(weights.sum()), float((weights**2).sum())
    k, sums = beside.members, f"{words.number(total)} − {words.number(spread)} ÷ {words.number(total)}"
    return Step(
        words(
            "φ is above 1: clinics differ by more than chance. How much more, τ² says (w = 4n; Σw = {sum}, "
            "Σw² = {squares}).",
            sum=words.number(total),
            squares=words.number(spread),
        ),
        f"φ = {phi}; τ² = ({k} × {phi} − {k - 1}) ÷ ({sums}) = {words.number(tau2, 6)}",
    )


def _limits(told: ExplanationContext, beside: ComparedWithPeers, n: float, tau2: float, z: float) -> str:
    number = told.words.number
    p, size, reach = number(beside.benchmark or 0, 5), number(n), number(z, 6)
    if tau2:
        return f"sin²(asin √{p} ± {reach} × √(1 ÷ (4 × {size}) + {number(tau2, 6)}))"
    return f"{p} ± {reach} × √({p} × (1 − {p}) ÷ {size})"


def _so(told: ExplanationContext, beside: ComparedWithPeers) -> Step:
    said = told.words.standing(beside.standing, told.standard.measure.better)
    value = told.series.values[beside.at]
    return Step(
        told.words(
            "Its value is {value}, so it is said: {verdict}.",
            value=exact(told, 0 if value is None else value),
            verdict=said,
        )
    )


def counts(told: ExplanationContext, at: int, among: Sequence[PeerComparison] = COUNTED) -> str:
    """What each clinic of the comparison counted, so that everything can be reckoned again."""
    edition, words, panel, compared = told.edition, told.words, told.finding.panel, told.finding.compared
    if compared is None:
        return ""
    rows = np.flatnonzero(np.isin(compared.standing[:, at], among)).tolist()
    if len(rows) > MOST_ROWS:
        return ""
    counted = not np.isnan(panel.numerator[rows, at]).any()
    heads = (words("Clinic"), *(("x",) if counted else ()), "n", words("Value"))
    lines = []
    for row in rows:
        value, x, n = (float(it[row, at]) for it in (panel.value, panel.numerator, panel.denominator))
        told_of_it = (*((words.number(x),) if counted else ()), words.number(n), exact(told, value))
        cells = "".join(f"<td>{escape(it)}</td>" for it in told_of_it)
        name = words.marked(edition.clinic(panel.clinics[row]))
        lines.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    caption = words("What each clinic counted, {period}", period=words.period(panel.periods[at]))
    return value_tables.table(caption, heads, lines)


def _counted(told: ExplanationContext, at: int) -> Bools:
    compared = told.finding.compared
    return np.zeros(0, np.bool_) if compared is None else np.isin(compared.standing[:, at], COUNTED)


def _beside(told: ExplanationContext) -> ComparedWithPeers | None:
    return told.edition.findings.beside(told.series.standard, told.series.clinic)


Fit = Callable[[Standard, StandardResult, Compared], Bools]


def _by_method(method: Method) -> tuple[Fit, Fit]:
    """A clinic that differs and, where there is none, any that is compared so."""

    def any_of_it(_: Standard, finding: StandardResult, compared: Compared) -> Bools:
        told = newest(finding, compared.standing) <= PeerComparison.FAR_ABOVE
        return told & (compared.method[np.maximum(finding.judged.last, 0)] == method)

    def differs(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
        return any_of_it(standard, finding, compared) & (newest(finding, compared.standing) != 0)

    return differs, any_of_it


def _by_interval(kind: str, counted: bool, least: int = 0) -> tuple[Fit, ...]:
    """The same of one kind of standard. `counted` is whether values are of events, of which there are
    at least so many, or of answers."""

    def of_kind(fit: Fit) -> Fit:
        def fits(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
            events = newest(finding, finding.panel.numerator)
            alike = (events >= least) if counted else np.isnan(events)
            return fit(standard, finding, compared) & (standard.measure.kind == kind) & alike

        return fits

    return tuple(of_kind(fit) for fit in _by_method(Method.INTERVAL))
