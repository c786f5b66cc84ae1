"""What the stages of a conversion are called, and how shares between them and their spans are written."""

from __future__ import annotations

from itertools import pairwise

from generator.model.conversion import Flow, Flows
from generator.model.inputs import Text
from generator.model.period import Grain, containing
from generator.render.context import RenderContext

SMALL = 0.1
"""Shares below it are written with a decimal."""


def names(edition: RenderContext, standard: str, flows: Flows) -> list[str]:
    """Names of the stages, plain."""
    named = edition.written.standards[standard].measure.stages
    texts: list[Text] = list(named.values()) if isinstance(named, dict) else list(flows.stages)
    return [edition.words.text(text) for text in texts]


def steps(edition: RenderContext, standard: str, flows: Flows) -> list[str]:
    """From which stage to which, plain."""
    return [f"{before} → {after}" for before, after in pairwise(names(edition, standard, flows))]


def share(edition: RenderContext, rate: float) -> str:
    """A number with a percent sign, which needs no escaping in any language."""
    return edition.words.percent(rate, 1 if rate < SMALL else 0)


def interval(edition: RenderContext, rate: float, low: float, high: float) -> str:
    """A share with its 95 % interval."""
    bounds = edition.words("{low} to {high}", low=share(edition, low), high=share(edition, high))
    return f"{share(edition, rate)} <small>({bounds})</small>"


def span(edition: RenderContext, flow: Flow) -> str:
    """When it was: a whole quarter by its name, else from the first period to the last."""
    words = edition.words
    if flow.first == flow.last:
        return words.period(flow.first)
    if flow.first.grain is Grain.MONTH:
        quarter = containing(flow.first.start, Grain.QUARTER)
        if (quarter.start, quarter.end) == (flow.first.start, flow.last.end):
            return words.period(quarter)
    return words("{first} to {last}", first=words.period(flow.first), last=words.period(flow.last))
