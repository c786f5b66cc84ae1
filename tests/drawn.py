"""Series for the tests of charts, and eyes for what was drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any

from generator.charts.plotly_layouts import merged
from generator.model.inputs import Standard
from generator.model.period import Period, parse
from generator.model.results import ChangeMark, Figure, Series, SpcRule, Variation, Verdict
from generator.statistics import xmr_chart
from generator.words import Words

WORDS = Words("en")
SVG = "{http://www.w3.org/2000/svg}"


def standard(kind: str = "duration", better: str = "lower", **fields: Any) -> Standard:
    measure = {"kind": kind, "better": better} | fields.pop("measure", {})
    return Standard.model_validate({"title": "Waiting", "theme": "any", "measure": measure} | fields)


def periods(first: str, many: int) -> tuple[Period, ...]:
    run = [parse(first)]
    while len(run) < many:
        run.append(run[-1].next())
    return tuple(run[:many])


def series(
    values: Sequence[float | None],
    *,
    first: str = "2024-01",
    target: float | Sequence[float | None] | None = None,
    signals: Mapping[int, int] | None = None,
    restart: int | None = None,
    mean: float | None = None,
    limits: tuple[float, float] | None = None,
    **fields: Any,
) -> Series:
    """A series as the statistics hand it over. `signals` are directions by position; the mean and
    the limits hold for all of it. A restart begins a second group and is a mark."""
    n = len(values)
    groups = [int(restart is not None and at >= restart) for at in range(n)]
    marks = () if restart is None else (ChangeMark(restart, "New desk", True),)
    lower, upper = limits or (None, None)
    signals = signals or {}
    given: dict[str, Any] = {
        "standard": "waiting",
        "clinic": "north",
        "periods": periods(first, n),
        "values": list(values),
        "numerators": [None] * n,
        "denominators": [None] * n,
        "targets": list(target) if isinstance(target, Sequence) else [target] * n,
        "verdicts": [int(Verdict.NO_VALUE if value is None else Verdict.MET) for value in values],
        "means": [mean] * n,
        "lowers": [lower] * n,
        "uppers": [upper] * n,
        "groups": groups,
        "rules": [int(SpcRule.OUTSIDE if at in signals else SpcRule.NONE) for at in range(n)],
        "directions": [signals.get(at, 0) for at in range(n)],
        "expected": [True] * n,
        "sources": [None] * n,
        "marks": marks,
        "change": Variation.STEADY,
        "points": n - list(values).count(None),
    }
    return Series(**given | fields)


def reckoned(values: Sequence[float | None], **fields: Any) -> Series:
    """A series with the limits and signals that the statistics find in it."""
    import numpy as np  # noqa: PLC0415

    row = np.array([[np.nan if value is None else value for value in values]])
    restart = np.zeros(row.shape, np.bool_)
    if (at := fields.get("restart")) is not None:
        restart[0, at] = True
    found = xmr_chart.limits(row, restart)
    names = {"means": found.mean, "lowers": found.lower, "uppers": found.upper}
    numbers = {
        name: [None if np.isnan(number) else number for number in of[0].tolist()]
        for name, of in names.items()
    }
    codes = {"rules": found.rule[0].tolist(), "directions": found.direction[0].tolist()}
    return series(values, **numbers | codes | fields)


def picture(figure: Figure) -> ET.Element:
    """The picture, read as strictly as XML is."""
    return ET.fromstring(figure.svg)


def path(figure: Figure, meaning: str) -> str:
    """What a path of that meaning draws; nothing where there is none."""
    found = [it.get("d", "") for it in picture(figure).iter("path") if it.get("class") == f"bb-{meaning}"]
    assert len(found) <= 1, f"{len(found)} paths of {meaning}"
    return found[0] if found else ""


def dots(figure: Figure, meaning: str) -> list[tuple[int, int]]:
    """The points of a meaning, in the units of the area."""
    return [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h0", path(figure, meaning))]


def texts(figure: Figure) -> list[str]:
    return ["".join(it.itertext()) for it in picture(figure).iter("text")]


def trace(figure: Figure, meaning: str) -> dict[str, Any]:
    """Plotly's trace of a meaning, with what it shares."""
    (found,) = (it for it in merged(figure.kind, figure.spec)["data"] if it["meta"] == meaning)
    return found
