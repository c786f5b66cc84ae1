"""A conversion stage by stage: who is lost where, and what one better step would bring."""

from __future__ import annotations

from html import escape
from itertools import pairwise

import orjson
from markupsafe import Markup

from generator.model.findings import NETWORK
from generator.model.flows import Best, Flow, Flows
from generator.model.written import Text
from generator.render import tables
from generator.render.edition import Edition

MONTHS = 12
COLOURS = {"higher": ("better", "worse"), "lower": ("worse", "better"), "neither": ("rising", "falling")}
"""What more and fewer mean, by the direction that is better."""


def of(edition: Edition, standard: str, owner: str) -> Markup:
    """The newest year of a clinic, or of all with NETWORK; empty where the standard is no conversion."""
    flows = edition.findings.flows.get(standard)
    flow = flows.newest.get(owner) if flows else None
    if flows is None or flow is None:
        return Markup("")
    words = edition.words
    if flow.hidden:
        return Markup("<p>{}</p>").format(words("Stage by stage: withheld, because a count is hidden."))
    if not flow.counts:
        return Markup("")
    stages = _stages(edition, standard, flows)
    told = _sentence(edition, flow, stages, group=owner == NETWORK)
    table = _table(edition, standard, flow, stages)
    better = "" if owner == NETWORK else _what_if(edition, flows, owner, stages)
    return Markup(f'<div class="bb-flow"><p>{escape(told)}</p>{table}{better}</div>')  # noqa: S704 - escaped here


def over_time(edition: Edition, standard: str) -> Markup:
    """All clinics together, quarter by quarter, newest first; empty where the standard is no conversion."""
    if (flows := edition.findings.flows.get(standard)) is None:
        return Markup("")
    words, stages = edition.words, _stages(edition, standard, flows)
    steps = [f"{before} → {after}" for before, after in pairwise(stages)]
    rows = []
    for flow in reversed(flows.quarters):
        cells = "".join(f"<td>{_share(edition, step.rate) if step else ''}</td>" for step in flow.steps)
        if not flow.counts:
            why = words("withheld") if flow.hidden else words("no value")
            cells = f"<td>{escape(why)}</td>" + "<td></td>" * (len(steps) - 1)
        members = words("{n} of {m}", n=flow.periods, m=flow.of)
        rows.append(f'<tr><th scope="row">{escape(_span(edition, flow))}</th>{cells}<td>{members}</td></tr>')
    title = words.text(edition.standard(standard))
    caption = words("{standard}: shares that go on, all clinics together", standard=title)
    table = tables.table(caption, [words("Period"), *steps, words("Clinics")], rows)
    summary = escape(words("Stage by stage, over time"))
    return Markup(f'<details class="bb-more"><summary>{summary}</summary>{table}</details>')  # noqa: S704 - escaped in the rows


def by_clinic(edition: Edition, standard: str, here: str) -> Markup:
    """Every clinic's shares with their intervals, and where they differ from all together."""
    if (flows := edition.findings.flows.get(standard)) is None:
        return Markup("")
    words, stages, network = edition.words, _stages(edition, standard, flows), flows.newest[NETWORK]
    rows = []
    for clinic in edition.written.clinics:
        flow = flows.newest.get(clinic)
        if flow is None or not flow.counts:
            continue
        css = COLOURS[edition.written.standards[standard].measure.better]
        cells = "".join(_beside(edition, flow, network, nth, css) for nth in range(len(stages) - 1))
        link = escape(edition.to(here, f"clinics/{clinic}", standard))
        name = f'<a href="{link}">{words.marked(edition.clinic(clinic))}</a>'
        rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    if not rows:
        return Markup("")
    steps = [f"{before} → {after}" for before, after in pairwise(stages)]
    title = words.text(edition.standard(standard))
    caption = words("{standard}: what share goes on at each clinic, newest year", standard=title)
    return Markup(tables.table(caption, [words("Clinic"), *steps], rows, "bb-prose"))  # noqa: S704 - escaped


def _stages(edition: Edition, standard: str, flows: Flows) -> list[str]:
    """Names of the stages, plain."""
    named = edition.written.standards[standard].measure.stages
    texts: list[Text] = list(named.values()) if isinstance(named, dict) else list(flows.stages)
    return [edition.words.text(text) for text in texts]


def _sentence(edition: Edition, flow: Flow, stages: list[str], *, group: bool) -> str:
    words = edition.words
    losses = [before - after for before, after in pairwise(flow.counts)]
    worst = max(range(len(losses)), key=losses.__getitem__)
    values = {
        "span": _span(edition, flow),
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


def _table(edition: Edition, standard: str, flow: Flow, stages: list[str]) -> str:
    words, rows = edition.words, []
    for nth, (stage, count) in enumerate(zip(stages, flow.counts, strict=True)):
        step = flow.steps[nth - 1] if nth else None
        share = _interval(edition, step.rate, step.low, step.high) if step else ""
        whole = _share(edition, count / flow.counts[0]) if flow.counts[0] else ""
        bar = _bar(count / flow.counts[0] if flow.counts[0] else 0)
        rows.append(
            f'<tr><th scope="row">{escape(stage)}</th><td>{words.number(count)}</td><td>{bar}</td>'
            f"<td>{share}</td><td>{whole}</td></tr>"
        )
    heads = [words("Stage"), words("How many"), "", words("Share of the stage before"), words("Of all")]
    caption = words("{standard}: stage by stage", standard=words.text(edition.standard(standard)))
    return tables.table(caption, heads, rows)


def _bar(share: float) -> str:
    """A bar as long as the share; the numbers stand beside it."""
    width = f"{100 * min(share, 1):.1f}%"
    return (
        '<svg class="bb-bar" width="100%" height="14" aria-hidden="true">'
        f'<rect width="{width}" height="14"/></svg>'
    )


def _what_if(edition: Edition, flows: Flows, owner: str, stages: list[str]) -> str:
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
    told = f"<ul>{items}</ul>" if items else ""
    return f'<h4>{head}</h4>{told}<div class="bb-what-if" data-words="{data}"></div>'


def _as_the_best(edition: Edition, flow: Flow, nth: int, best: Best, stages: list[str]) -> str:
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
        theirs=_share(edition, best.step.rate),
        own=_share(edition, own.rate),
        arithmetic=arithmetic,
        total=words.number(total),
        more=words.number(more),
        month=words.number(more / MONTHS, 1),
    )


def _beside(edition: Edition, flow: Flow, network: Flow, nth: int, css: tuple[str, str]) -> str:
    """A clinic's share of one step, and whether all together lie outside its interval."""
    words, step = edition.words, flow.steps[nth]
    if step is None:
        return "<td></td>"
    told = _interval(edition, step.rate, step.low, step.high)
    together = network.steps[nth] if network.counts else None
    if together is None or step.low <= together.rate <= step.high:
        return f"<td>{told}</td>"
    if step.rate > together.rate:
        said, symbol, colour = words("more than all together"), "△", css[0]
    else:
        said, symbol, colour = words("fewer than all together"), "▽", css[1]
    return f'<td>{told} <span class="bb-badge bb-{colour}">{symbol} {escape(said)}</span></td>'


def _interval(edition: Edition, rate: float, low: float, high: float) -> str:
    words = edition.words
    span = words("{low} to {high}", low=_share(edition, low), high=_share(edition, high))
    return f"{_share(edition, rate)} <small>({escape(span)})</small>"


def _share(edition: Edition, rate: float) -> str:
    return escape(edition.words.percent(rate, 1 if rate < 0.1 else 0))


def _span(edition: Edition, flow: Flow) -> str:
    words = edition.words
    if flow.first == flow.last:
        return words.period(flow.first)
    return words("{first} to {last}", first=words.period(flow.first), last=words.period(flow.last))
