"""Rules of what a standard measures: has its kind what it needs, and nothing that it can't use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.measure_mismatch import ONLY_FOR, lacking, of_kind
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.check.suggestions import did_you_mean
from generator.check.unknown_names import missing
from generator.model import observation, quantity
from generator.model.check_rule import Finding
from generator.model.inputs import Standard
from generator.model.quantity import NotAQuantity
from generator.problem import Severity


@rule("HB110")
def incomplete(subject: RuleInput) -> Iterator[Finding]:
    """
    A measure that lacks what its kind needs

    A rate needs to say per how many of what, a conversion its stages, money its currency. Without
    it values of the standard can't be read or shown.

    Wrong:
        # data/standards/falls.yml
        title: Falls in the waiting room
        theme: waiting
        measure: {kind: rate, better: lower}
        targets: [2]

    Right:
        # data/standards/falls.yml
        title: Falls in the waiting room
        theme: waiting
        measure: {kind: rate, per: 1000 visits, better: lower}
        targets: [2]
    """
    for name, standard in subject.written.standards.items():
        for message, hint in lacking(standard):
            where = at_standard(name, "measure", key=True)
            yield Finding(where, message, hint, cause=of_kind(subject, name))


@rule("HB111", Severity.WARNING)
def unused(subject: RuleInput) -> Iterator[Finding]:
    """
    A key that this kind of measure doesn't use

    It changes nothing, so either the key or the kind is probably wrong.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, per: 1000 visits}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion, out_of: e-mails received}
        targets: [80%]
    """
    for name, standard in subject.written.standards.items():
        measure = standard.measure
        for key, kinds in ONLY_FOR.items():
            if key in measure.model_fields_set and getattr(measure, key) and measure.kind not in kinds:
                yield Finding(
                    at_standard(name, "measure", key, key=True),
                    f"`{key}` says nothing of a {measure.kind}; it is for {_listed(kinds)}.",
                    "Delete it, or change `kind`.",
                    cause=of_kind(subject, name),
                )


@rule("HB112")
def no_unit_of_time(subject: RuleInput) -> Iterator[Finding]:
    """
    A unit of time that is none

    `unit` is what durations are shown in, `within` the limit that their `within` count refers to.

    Wrong:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, unit: minuets, better: lower}
        targets: [20 min]

    Right:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, unit: min, better: lower}
        targets: [20 min]
    """
    known = ", ".join(f"`{unit}`" for unit in quantity.DURATION_UNITS)
    for name, standard in subject.written.standards.items():
        measure = standard.measure
        if measure.kind != "duration":
            continue
        if measure.unit and not _duration(f"1 {measure.unit}"):
            hint = did_you_mean(measure.unit, [*quantity.DURATION_UNITS], f"Write one of {known}.")
            yield Finding(at_standard(name, "measure", "unit"), f"`{measure.unit}` is no unit of time.", hint)
        if measure.within and not _duration(measure.within):
            yield Finding(
                at_standard(name, "measure", "within"),
                f"`{measure.within}` is no length of time.",
                "Write it like `20 min`.",
            )


@rule("HB113")
def taken_stage(subject: RuleInput) -> Iterator[Finding]:
    """
    A stage with a name that is taken

    Stages are the columns of a conversion's values, so none can be called like a column that
    means something else.

    Wrong:
        # data/standards/booked.yml
        title: Enquiries that become visits
        theme: responsiveness
        measure: {kind: conversion, stages: [count, booked]}
        targets: [30%]

    Right:
        # data/standards/booked.yml
        title: Enquiries that become visits
        theme: responsiveness
        measure: {kind: conversion, stages: [enquiry, booked]}
        targets: [30%]
    """
    for name, standard in subject.written.standards.items():
        stages = observation.stages(standard.measure)
        for i, stage in enumerate(stages):
            where = at_standard(name, "measure", "stages", stage, key=True)
            if not isinstance(standard.measure.stages, dict):
                where = at_standard(name, "measure", "stages", i)
            if stage in observation.RESERVED:
                yield Finding(
                    where, f"`{stage}` has another meaning in measured values.", "Call the stage otherwise."
                )
            elif stage in stages[:i]:
                yield Finding(where, f"`{stage}` is a stage already.", "Each stage stands once.")


@rule("HB114")
def upside_down(subject: RuleInput) -> Iterator[Finding]:
    """
    A scale that is upside down

    `scale` is the lowest and then the highest answer that can be given.

    Wrong:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [5, 1]}
        targets: [4.5]

    Right:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
    """
    for name, standard in subject.written.standards.items():
        scale = standard.measure.scale
        if scale and not scale[0] < scale[1]:
            yield Finding(
                at_standard(name, "measure", "scale"),
                f"The scale runs from {scale[0]:g} to {scale[1]:g}; the lowest comes first.",
                f"Write `[{scale[1]:g}, {scale[0]:g}]`.",
            )


@rule("HB115")
def adds_up_what_does_not(subject: RuleInput) -> Iterator[Finding]:
    """
    Standards that don't add up

    `adds_up` names other standards of the same kind whose counts are summed. They have values of
    their own; percentages of different things can't be added.

    Wrong:
        # data/standards/all-replies.yml
        title: All messages answered the same day
        theme: responsiveness
        measure: {kind: proportion, adds_up: [email-reply, waiting-room]}
        targets: [80%]

    Right:
        # data/standards/all-replies.yml
        title: All messages answered the same day
        theme: responsiveness
        measure: {kind: proportion, adds_up: [email-reply, letter-reply]}
        targets: [80%]
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
    """
    for name, standard in subject.written.standards.items():
        for i, part in enumerate(standard.measure.adds_up):
            if reason := _not_added(subject, name, standard, part):
                unknown = part not in subject.known("standard")
                cause = missing(subject, part, "standard") if unknown else None
                yield Finding(at_standard(name, "measure", "adds_up", i), *reason, cause=cause)


def _not_added(subject: RuleInput, name: str, standard: Standard, part: str) -> tuple[str, str] | None:
    other = subject.written.standards.get(part)
    if part == name:
        return f"`{part}` can't add up itself.", "Name the standards that it consists of."
    if other is None:
        if part in subject.known("standard"):
            return None
        known = subject.known("standard")
        return f"There is no standard `{part}`.", did_you_mean(
            part, known, "Write the name of its file without `.yml`."
        )
    if other.measure.kind != standard.measure.kind:
        return (
            f"`{part}` is a {other.measure.kind} and can't be added to a {standard.measure.kind}.",
            "Name standards of the same kind.",
        )
    if other.measure.adds_up:
        return f"`{part}` adds up others itself.", "Name the standards that have values of their own."
    return None


def _listed(kinds: tuple[str, ...]) -> str:
    return " and ".join(f"a {kind}" for kind in kinds)


def _duration(written: str) -> bool:
    try:
        quantity.duration(written)
    except NotAQuantity:
        return False
    return True


RULES = (
    incomplete,
    unused,
    no_unit_of_time,
    taken_stage,
    upside_down,
    adds_up_what_does_not,
)
