"""What the pages that lead to the others have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.render.context import RenderContext
from generator.render.parts.verdict_counts import VerdictCounts


@dataclass(frozen=True)
class Group:
    """A part of an index page."""

    anchor: str
    title: Markup
    question: Markup
    table: Markup


@dataclass(frozen=True)
class IndexPage:
    """`index-page.html`."""

    title: str
    lead: str
    groups: tuple[Group, ...]
    more: str = ""
    """Where to see them another way; markup."""


def counted(edition: RenderContext, tallies: Iterable[VerdictCounts]) -> str:
    """ "9 of 12" as markup; empty where nothing is judged."""
    sums = sum(tallies, VerdictCounts())
    if not sums.judged:
        return ""
    words = edition.words
    return escape(words("{n} of {m}", n=words.number(sums.met), m=words.number(sums.judged)))
