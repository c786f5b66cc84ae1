"""A conversion stage by stage: who is lost where, and what one better step would bring."""

from __future__ import annotations

from functools import partial
from html import escape
from itertools import pairwise

import orjson
from markupsafe import Markup

from generator.model.conversion import Best, Flow, Flows
from generator.model.standard_results import NETWORK
from generator.render.context import RenderContext
from generator.render.parts import conversion_by_quarter, stages_compared, value_tables
from generator.render.parts import stage_names as staged

MONTHS = 12


def of(edition: RenderContext, standard: str, owner: str) -> Markup:
    """A clinic, or all with NETWORK: the newest year, and every quarter of late.

    Empty where the standard is no conversion.
    """
    flows = edition.findings.flows.get(standard)
    flow = flows.newest.get(owner) if flows else None
    if flows is None or flow is None:
        return Markup("")
    over_time = (
        conversion_by_quarter.together
        if owner == NETWORK
        else partial(conversion_by_quarter.of_clinic, clinic=owner)
    )
    return Markup(_year(edition, standard, flows, owner) + over_time(edition, standard, flows))  # noqa: S704 - escaped there


def _year(edition: RenderContext, standard: str, flows: Flows, owner: str) -> str:
    words, flow = edition.words, flows.newest[owner]
    if flow.hidden:
        return f"<p>{escape(words('Stage by stage: withheld, because a count is hidden.'))}</p>"
    if not flow.counts:
        return ""
    stages = staged.names(edition, standard, flows)
    said = escape(_sentence(edition, flow, stages, group=owner == NETWORK))
    table = _table(edition, standard, flows, owner, stages)
    if owner == NETWORK:
        return f'<div class="bb-flow"><p>{said}</p>{table}</div>'
    peers = stages_compared.against(edition, standard, flows, [owner])
    better = _what_if(edition, flows, owner, stages)
    return f'<div class="bb-flow"><p>{said}</p>{table}{peers}{better}</div>'


def _sentence(edition: RenderContext, flow: Flow, stages: list[str], *, group: bool) -> str:
    words = edition.words
    losses = [before - after for before, after in pairwise(flow.counts)]
    worst = max(range(len(losses)), key=losses.__getitem__)
    values = {
        "span": staged.span(edition, flow),
        "first": words.number(flow.counts[0]),
        "last": words.number(flow.counts[-1]),
        "start": stages[0],
        "end": stages[-1],
        "lost": words.number(losses[worst]),
        "before": stages[worst],
        "after": stages[worst + 1],
        "n": flow.periods,
        "m": flow.of,
    }
    if group:
        return words(
            "{span}: of {first} ({start}) {last} went all the way ({end}). Most were lost between {before} "
            "and {after}: {lost}. {n} of {m} clinics are in it.",
            **values,
        )
    return words(
        "{span}: of {first} ({start}) {last} went all the way ({end}). Most were lost between {before} and "
        "{after}: {lost}. {n} of {m} periods are in it.",
        **values,
    )


def _table(edition: RenderContext, standard: str, flows: Flows, owner: str, stages: list[str]) -> str:
    words, flow, rows = edition.words, flows.newest[owner], []
    heads = [words("Stage"), words("How many"), "", words("Share of the stage before"), words("Of all")]
    if owner != NETWORK:
        heads.append(words("All clinics"))
    for nth, (stage, count) in enumerate(zip(stages, flow.counts, strict=True)):
        step = flow.steps[nth - 1] if nth else None
        share = staged.interval(edition, step.rate, step.low, step.high) if step else ""
        whole = staged.share(edition, count / flow.counts[0]) if flow.counts[0] else ""
        bar = _bar(count / flow.counts[0] if flow.counts[0] else 0)
        beside = "" if owner == NETWORK else _beside(edition, standard, flows, owner, nth - 1)
        rows.append(
            f'<tr><th scope="row">{escape(stage)}</th><td>{words.number(count)}</td><td>{bar}</td>'
            f"<td>{share}</td><td>{whole}</td>{beside}</tr>"
        )
    caption = words("{standard}: stage by stage", standard=words.text(edition.standard(standard)))
    return value_tables.table(caption, heads, rows)


def _beside(edition: RenderContext, standard: str, flows: Flows, owner: str, nth: int) -> str:
    """What share goes on of all clinics together, and whether this one's differs."""
    network = flows.newest[NETWORK]
    step = network.steps[nth] if nth >= 0 and network.counts else None
    if step is None:
        return "<td></td>"
    share, said = (
        staged.share(edition, step.rate),
        stages_compared.difference(edition, standard, flows, owner, nth),
    )
    return f"<td>{share} {said}</td>"


def _bar(share: float) -> str:
    """A bar as long as the share; the numbers stand beside it."""
    width = f"{100 * min(share, 1):.1f}%"
    return (
        '<svg class="bb-bar" width="100%" height="14" aria-hidden="true">'
        f'<rect width="{width}" height="14"/></svg>'
    )


def _what_if(edition: RenderContext, flows: Flows, owner: str, stages: list[str]) -> str:
    """What each step would bring at the best peer's share, with the arithmetic; and room for one's own."""
    words, flow = edition.words, flows.newest[owner]
    if any(step is None for step in flow.steps) or flow.periods < flow.of:
        return ""
    others = [(nth, best) for nth, best in enumerate(flows.best) if best and best.clinic != owner]
    lines = [line for nth, best in others if (line := _as_the_best(edition, flow, nth, best, stages))]
    said = {
        "counts": flow.counts,
        "months": MONTHS,
        "stages": stages,
        "language": words.language,
        "label": words("If this share went on from {before} to {after}"),
        "says": words("{sum} a year: {more} more, {month} a month."),
        "reset": words("Back to how it is"),
    }
    data = escape(orjson.dumps(said).decode())
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    head = escape(words("What if?"))
    listed = f"<ul>{items}</ul>" if items else ""
    return f'<h4>{head}</h4>{listed}<div class="bb-what-if" data-words="{data}"></div>'


def _as_the_best(edition: RenderContext, flow: Flow, nth: int, best: Best, stages: list[str]) -> str:
    """Empty where the clinic is as good already, or may be for all that one can tell."""
    words, own = edition.words, flow.steps[nth]
    if own is None or best.step.low <= own.high:
        return ""
    rates = [step.rate for step in flow.steps if step is not None]
    rates[nth] = best.step.rate
    total = flow.counts[0]
    for rate in rates:
        total *= rate
    more = total - flow.counts[-1]
    shares = (words.percent(rate, 1) for rate in rates)
    arithmetic = " × ".join([words.number(flow.counts[0]), *shares])
    return words(
        "{before} → {after} as at {clinic} ({theirs} in place of {own}): {arithmetic} = {total}, that is "
        "{more} more a year, {month} a month.",
        before=stages[nth],
        after=stages[nth + 1],
        clinic=words.text(edition.clinic(best.clinic)),
        theirs=staged.share(edition, best.step.rate),
        own=staged.share(edition, own.rate),
        arithmetic=arithmetic,
        total=words.number(total),
        more=words.number(more),
        month=words.number(more / MONTHS, 1),
    )
