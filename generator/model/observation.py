"""What one measured value of each kind holds. YAML, CSV and Parquet use the same names."""

from __future__ import annotations

from generator.model.inputs import Measure

CELLS: dict[str, tuple[str, ...]] = {
    "proportion": ("met", "of"),
    "duration": ("median", "p90", "mean", "n", "within"),
    "rate": ("events", "per"),
    "count": ("count",),
    "score": ("mean", "sd", "n", "top", "of"),
    "money": ("amount", "currency"),
    "conversion": (),
}
"""Keys (columns) by kind. A conversion has its stages."""

SHORT = ("value", "unit")
"""The short form and, in tables, its unit."""

SAID = ("note", "missing", "quality")
"""What any value may say beside its numbers."""

IDS = ("clinic", "standard", "period")
"""Whose value of what and when."""

EXAMPLES: dict[str, tuple[str, str]] = {
    "proportion": ("{met: 187, of: 200}", "187/200"),
    "duration": ("{median: 12 min, p90: 31 min, n: 220, within: 180}", "12 min"),
    "rate": ("{events: 3, per: 1250}", "3/1250"),
    "count": ("{count: 14}", "14"),
    "score": ("{mean: 4.6, sd: 0.7, n: 90}", "4.6"),
    "money": ("{amount: 30 USD}", "30 USD"),
    "conversion": ("{enquiry: 410, quote: 210, booked: 61}", ""),
}
"""The full and the short form of each kind."""

NAMES = frozenset(name for names in CELLS.values() for name in names) | {*SHORT, *SAID, *IDS}
"""Every name of a column of measured values, but for the stages of conversions."""

OF_THE_ROW = frozenset({*IDS, "file", "line", "column", "row"})
"""What is known of a value from where it stands, and is not said within it."""

RESERVED = NAMES | OF_THE_ROW | {"accept", "publish_from"}
"""No stage of a conversion may be called so."""


def stages(measure: Measure) -> tuple[str, ...]:
    """The stages of a conversion in order."""
    return tuple(measure.stages or ())


def cells(measure: Measure) -> tuple[str, ...]:
    """The keys that a value of this measure may have, beside the short form and what is said."""
    return stages(measure) if measure.kind == "conversion" else CELLS[measure.kind]


_AS_WRITTEN = {
    "proportion": {"numerator": "met", "denominator": "of"},
    "rate": {"numerator": "events", "denominator": "per"},
    "count": {"numerator": "count", "value": "count"},
    "score": {"numerator": "top", "denominator": "of", "value": "mean"},
    "duration": {"denominator": "n"},
    "money": {"value": "amount"},
}


def as_written(measure: Measure, column: str) -> str:
    """What editors call a column of the table of values: the `numerator` of a proportion is `met`."""
    if measure.kind == "duration" and column == "value":
        return measure.statistic
    if measure.kind == "conversion":
        names = stages(measure) or ("",)
        return {"numerator": names[-1], "denominator": names[0], "value": names[-1]}.get(column, column)
    return _AS_WRITTEN[measure.kind].get(column, column)


NOTHING_TO_DIVIDE_BY = "the denominator is 0"
"""Reason that stands in `missing` where a ratio has no value."""
