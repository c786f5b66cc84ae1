"""What of a standard explains that values or targets don't fit it: its kind, its scale, its stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import polars as pl

from generator.check.quantities import readable
from generator.check.rule_input import RuleInput, at_standard
from generator.model import observation, standard_units
from generator.model.definition_mismatch import FEW, misfit
from generator.model.inputs import Measure, Standard
from generator.problem import Cause

ONLY_FOR = {
    "clock": ("duration", "proportion"),
    "statistic": ("duration",),
    "unit": ("duration",),
    "within": ("duration",),
    "per": ("rate",),
    "currency": ("money",),
    "scale": ("score",),
    "stages": ("conversion",),
    "adds_up": ("proportion", "rate", "count"),
}
"""Keys of `measure` that only some kinds use."""


NEVER = 1_000_000_000
"""What depends on the kind and is no reason in itself to doubt it; values that can't be read may be."""

_KIND = ("measure", "kind")


def lacking(standard: Standard) -> Iterator[tuple[str, str]]:
    """What the kind of a standard needs and isn't said, and what to do about it."""
    measure = standard.measure
    if measure.kind == "rate" and not measure.per:
        yield "A rate needs `per`: per how many of what it is shown.", "Write `per: 1000 visits`."
    if measure.kind == "money" and not standard_units.currency(standard):
        yield "Money needs `currency`.", "Write `currency: USD`, or the targets like `30 USD`."
    if measure.kind == "conversion" and len(observation.stages(measure)) < 2:
        yield (
            "A conversion needs `stages`, at least a first and a last.",
            "Write them in order: `stages: {enquiry: Enquiries, booked: Booked}`.",
        )


def of_kind(subject: RuleInput, name: str) -> Cause:
    """What explains that something of a standard doesn't go with its kind: the kind is wrong."""
    standard = subject.written.standards[name]
    place = subject.written.places.find(at_standard(name, *_KIND))
    thing = ("standard", name)
    if not _doubtful(standard):
        money = standard.measure.kind == "money" and standard.measure.currency
        return Cause(thing, ("measure", "currency") if money else _KIND, enough=NEVER, place=place)
    kind = standard.measure.kind
    better = next((each for each in _kinds(standard) if each != kind and _fits(standard, each)), None)
    return Cause(
        thing,
        _KIND,
        f"`kind: {kind}` goes neither with the targets of `{name}` nor with what else is said of it.",
        f"Did you mean `kind: {better}`?" if better else "Look at `kind` first.",
        place=place,
    )


def _doubtful(standard: Standard) -> bool:
    """Whether the standard lacks what its kind needs, and has targets of which none is of that kind."""
    targets = tuple(standard_units.target_texts(standard))
    none_fits = bool(targets) and not any(readable(standard.measure, each) for each in targets)
    return none_fits and (any(lacking(standard)) or any(_unused(standard.measure)))


def _unused(measure: Measure) -> Iterator[str]:
    return (
        key
        for key, kinds in ONLY_FOR.items()
        if key in measure.model_fields_set and getattr(measure, key) and measure.kind not in kinds
    )


def _kinds(standard: Standard) -> tuple[str, ...]:
    return get_args(type(standard.measure).model_fields["kind"].annotation)


def _fits(standard: Standard, kind: str) -> bool:
    """Whether all that is said of the standard goes with that kind."""
    measure = standard.measure.model_copy(update={"kind": kind})
    other = standard.model_copy(update={"measure": measure})
    targets = standard_units.target_texts(other)
    return (
        all(readable(measure, each) for each in targets)
        and not any(lacking(other))
        and not any(_unused(measure))
    )


def of_scale(subject: RuleInput, name: str, standard: Standard) -> Cause | None:
    """What explains a target off the scale, if many values are off it too."""
    if standard.measure.kind != "score" or not standard.measure.scale:
        return None
    return subject.misfit(name, "measure", "scale", hint="Look at `scale` first.", least=NEVER)


def of_values_scale(subject: RuleInput, name: str, off: pl.Expr) -> Cause:
    """A scale that is wrong leaves out a part of the values alone, but in most clinics."""
    means = subject.values.lazy().filter((pl.col("standard") == name) & pl.col("mean").is_not_null())
    several = pl.len(), pl.col("clinic").n_unique().alias("clinics")
    (values, clinics), (wrong, theirs) = (
        frame.select(several).collect().row(0) for frame in (means, means.filter(off))
    )
    spread = clinics > 1 and theirs * 2 >= clinics
    least = max(FEW, (values + 4) // 5) if spread and wrong < values else None
    return subject.misfit(name, "measure", "scale", hint="Look at `scale` first.", least=least)


def of_order(subject: RuleInput, name: str, at: int) -> Cause:
    """What explains a stage that is larger than the one before: the two stand the other way round."""
    measure = subject.written.standards[name].measure
    before, after = observation.stages(measure)[at - 1 : at + 1]
    listed = not isinstance(measure.stages, dict)
    where = at_standard(name, "measure", "stages", at - 1 if listed else before, key=not listed)
    return misfit(
        name,
        ("measure", "stages"),
        subject.counts[name],
        f"the order of its stages: `{before}` stands before `{after}`",
        f"Exchange `{before}` and `{after}`.",
        subject.written.places.find(where),
    )
