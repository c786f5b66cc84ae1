"""How far we agree with reference implementations: the table of `benchbook verify`, kept as a file.

Pages can't replay the references' answers, which aren't part of the package. `benchbook reference`
writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.render.context import RenderContext
from generator.render.parts import value_tables
from generator.words import Words

FILE = Path(__file__).with_name("reference_agreement.json")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A set of cases and how many of them agreed."""

    set: str
    reference: str
    cases: int
    agreed: int
    on_purpose: int
    differed: int
    used: str
    """How many of the functions that answer its cases also make pages: all, some or none."""


@lru_cache(maxsize=1)
def agreed() -> tuple[Agreed, ...]:
    found: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Agreed(**it) for it in found)


def table(edition: RenderContext) -> Markup:
    words, about = edition.words, names(edition.words)
    used = {"all": words("all of them"), "some": words("some of them"), "none": words("none yet")}
    rows = (
        f'<tr><th scope="row">{Markup.escape(about[it.set])}</th>'
        f"<td>{words.english(it.reference)}</td>"
        + "".join(f"<td>{words.number(n)}</td>" for n in (it.cases, it.agreed, it.on_purpose, it.differed))
        + f"<td>{Markup.escape(used[it.used])}</td></tr>"
        for it in agreed()
    )
    heads = (
        words("What"),
        words("Whose answers"),
        words("Cases"),
        words("Agreed"),
        words("Differed on purpose"),
        words("Differed"),
        words("Make pages"),
    )
    caption = words("How far we agree with reference implementations")
    return Markup(value_tables.table(caption, heads, rows))  # noqa: S704 - made of escaped parts


def names(words: Words) -> Mapping[str, str]:
    """What each set is about."""
    return {
        "xmr_nhs": words("XmR charts: limits, signals, variation and assurance icons"),
        "runchart_anhoej": words("Run charts: runs and crossings"),
        "spc_charts": words("Shewhart charts: p, p′, u, u′, c, i, i′ and mr"),
        "wilson": words("Intervals of proportions"),
        "byars": words("Intervals of rates and counts"),
        "mean_t": words("Intervals of means"),
        "waits": words("Percentiles of waits, waits in bands, who still waits"),
        "funnel": words("Funnels of proportions, rates and ratios"),
        "overdispersion": words("Funnels with over-dispersion"),
        "comparators": words("Verdicts against a benchmark by intervals"),
        "recent_trend": words("The recent trend of yearly values"),
        "ranks": words("Ranks with their intervals"),
        "quantile_groups": words("Groups of equal size"),
        "suppression": words("Small counts: what is hidden, and what follows from the rest"),
    }
