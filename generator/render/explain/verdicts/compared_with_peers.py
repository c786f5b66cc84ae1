"""Does a clinic differ from its peers?"""

from __future__ import annotations

from html import escape

import numpy as np

from generator.model.comparison_results import (
    FEWEST_PEERS,
    FEWEST_UNITS,
    ComparedWithPeers,
    Method,
    PeerComparison,
    enough,
)
from generator.model.period import Period
from generator.model.results import Verdict
from generator.render.explain.verdicts.answer import ExplanationContext, asked, without_value
from generator.words.quantities import in_percent


def answer(told: ExplanationContext, beside: ComparedWithPeers | None) -> str:
    words = told.words
    question = words("Does it differ from its peers?")
    if beside is None:
        said = words.verdict(Verdict.HIDDEN if Verdict.HIDDEN in told.series.verdicts else Verdict.NO_VALUE)
        return asked(question, said.css, f"{said.symbol} {escape(said.word)}", [without_value(told)])
    said = words.standing(beside.standing, told.standard.measure.better)
    answer = f"{said.symbol} {escape(said.word)}"
    if not beside.standing.told:
        return asked(question, said.css, answer, [_withheld(told, beside)])
    lines = [
        words(
            "Comparable clinics together, {period}: {value} ({n} of {m} clinics).",
            period=words.period(beside.period),
            value=told.said(beside.benchmark),
            n=beside.members,
            m=beside.of,
        ),
        _withheld_ones(told, beside),
        *_peers(told, beside.period),
        _limits(told, beside),
        _since(told, beside.since),
        _rank(told, beside),
    ]
    return asked(question, said.css, answer, lines)


def _withheld_ones(told: ExplanationContext, beside: ComparedWithPeers) -> str:
    if told.standard.privacy == "open" or beside.members == beside.of:
        return ""
    return told.words("Clinics whose counts are too small to be shown aren't in it.")


def _peers(told: ExplanationContext, period: Period) -> list[str]:
    """The clinic's peer groups in the period that it is compared in, each as sum over sum.

    A group of which a clinic is hidden then, or that has no value, isn't told: that of another
    period is nothing to be held against.
    """
    words, findings, lines = told.words, told.edition.findings, []
    groups = findings.groups.get(told.series.standard)
    titles = told.edition.written.settings.peers
    if groups is None or period not in groups.panel.periods:
        return lines
    panel, at = groups.panel, groups.panel.periods.index(period)
    for peer in told.edition.written.clinics[told.series.clinic].peers:
        row = groups.index.get(peer)
        if row is None or np.isnan(panel.value[row, at]) or panel.members is None or panel.of is None:
            continue
        said = words(
            "{group} together, {period}: {value} ({n} of {m} clinics).",
            group=words.text(titles[peer].title) if peer in titles else peer,
            period=words.period(period),
            value=told.said(float(panel.value[row, at])),
            n=panel.members[row, at],
            m=panel.of[row, at],
        )
        lines.append(said)
    return lines


def _limits(told: ExplanationContext, beside: ComparedWithPeers) -> str:
    words, span = told.words, told.span
    if beside.method is Method.INTERVAL or beside.near is None or beside.far is None:
        low, high = told.interval(beside.at)
        if low is None or high is None:
            return ""
        lines = [
            span(
                "Its own 95% interval is {low} to {high}; a clinic differs where what all have together lies "
                "outside its interval.",
                low,
                high,
            )
        ]
        if abs(beside.standing) > 1 and beside.sure is not None:
            lines.append(span("It lies outside its 99.8% interval, {low} to {high}, too.", *beside.sure))
        if beside.members >= FEWEST_UNITS:
            lines.append(words("How much clinics differ anyway isn't allowed for here."))
        return " ".join(lines)
    near, far = _apart(told, beside.near, beside.at), _apart(told, beside.far, beside.at)
    if beside.method is Method.OVERDISPERSED:
        return words(
            "Of clinics of its size, 95 in 100 would lie within {near} and 998 in 1,000 within {far}, given "
            "how much clinics differ anyway (funnel with over-dispersion, φ = {phi}; by chance alone 1).",
            near=near,
            far=far,
            phi=_above_one(told, beside.phi or 0),
        )
    return words(
        "Of clinics of its size, 95 in 100 would lie within {near} and 998 in 1,000 within {far} by chance "
        "(funnel).",
        near=near,
        far=far,
    )


def _apart(told: ExplanationContext, limits: tuple[float, float], at: int) -> str:
    """Limits of a share, with as many decimals as it takes to tell them from the value."""
    value, words = told.series.values[at], told.words
    low, high = (words.beside(told.standard, min(max(limit, 0), 1), value) for limit in limits)
    return words("{low} to {high}", low=low, high=high)


def _above_one(told: ExplanationContext, phi: float) -> str:
    """A φ of 1.04 must not be shown as the 1.0 that would be chance alone."""
    number = told.words.number
    return next((it for places in (1, 2) if (it := number(phi, places)) != number(1, places)), number(phi, 3))


def _since(told: ExplanationContext, since: Period | None) -> str:
    return (
        "" if since is None else told.words("On that side since {period}.", period=told.words.period(since))
    )


def _rank(told: ExplanationContext, beside: ComparedWithPeers) -> str:
    """Where it could stand; nothing where that is anywhere."""
    if beside.rank is None:
        return ""
    best, worst, of = beside.rank
    if (best, worst) == (1, of):
        return told.words(
            "Among the {of} with enough to tell, its place could be any: the intervals of all overlap.", of=of
        )
    if best == worst:
        return told.words(
            "Among the {of} with enough to tell, its place is {best} (95% for all places together).",
            best=best,
            of=of,
        )
    return told.words(
        "Among the {of} with enough to tell, its place could be anywhere from {best} to {worst} "
        "(95% for all places together).",
        best=best,
        worst=worst,
        of=of,
    )


def _withheld(told: ExplanationContext, beside: ComparedWithPeers) -> str:
    words = told.words
    match beside.standing:
        case PeerComparison.NOT_IN_FORCE:
            return words("The standard isn't in force.")
        case PeerComparison.NOT_COMPARABLE:
            return words("The clinic counts something else under this name, so it isn't compared.")
        case PeerComparison.NO_INTERVAL:
            return words(
                "Nobody can tell from such a value alone how sure it is, so what differs by chance "
                "can't be told from what differs."
            )
        case PeerComparison.TOO_FEW:
            needed = enough(told.standard, share=in_percent(told.standard))
            return words("Out of fewer than {needed} nothing is compared.", needed=needed)
        case _:
            return words(
                "{n} comparable clinics have a value for {period}; from {needed} on they are compared.",
                n=beside.members,
                period=words.period(beside.period),
                needed=FEWEST_PEERS,
            )
