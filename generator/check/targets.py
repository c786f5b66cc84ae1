"""Rules of targets: can they be read, when and where are they in force."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.likely_period import likely_period
from generator.check.measure_mismatch import NEVER, of_kind, of_scale
from generator.check.quantities import likely_quantity, readable
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, below, targets
from generator.check.suggestions import did_you_mean, mended_id
from generator.check.unknown_names import PLACES, missing
from generator.model import period, standard_units
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.inputs import Measure, Scalar, Standard
from generator.model.period_spellings import mended_period
from generator.model.target_value import reckoned
from generator.problem import Cause

EXPECTED = {
    "proportion": "a percentage such as `95%`",
    "conversion": "a percentage such as `12%`",
    "duration": "a length of time such as `20 min`",
    "rate": "a number such as `2.5`",
    "count": "a number such as `14`",
    "score": "a number such as `4.5`, or a percentage of the best answers such as `70%`",
    "money": "an amount such as `30 USD`",
}
"""What a target of each kind is written like."""


@rule("HB101")
def unreadable(subject: RuleInput) -> Iterator[Finding]:
    """
    A target no one can read

    A target is written in the unit of its measure. A bare `80` on a proportion could be 80 or
    0.8; `20 min` on a proportion means nothing at all.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
    """
    for name, standard in subject.written.standards.items():
        for where, target in targets(name, standard):
            if not readable(standard.measure, target.value):
                said = _unreadable(below(where, "value"), "target", target.value, standard.measure)
                yield Finding(*said, cause=of_kind(subject, name))
        if standard.close_within is not None and not readable(standard.measure, standard.close_within):
            where = at_standard(name, "close_within")
            said = _unreadable(where, "close_within", standard.close_within, standard.measure)
            yield Finding(*said, cause=of_kind(subject, name))


def _unreadable(where: At, what: str, value: Scalar, measure: Measure) -> tuple[At, str, str]:
    message = f"`{value}` is no {what} of a {measure.kind}: {EXPECTED[measure.kind]} was expected."
    return where, message, likely_quantity(measure, value)


@rule("HB102")
def out_of_range(subject: RuleInput) -> Iterator[Finding]:
    """
    A target that no value can meet

    A share lies between 0 % and 100 %, a score within its scale, and nothing that is measured
    here is less than nothing.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [800%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
    """
    for name, standard in subject.written.standards.items():
        for where, target in targets(name, standard):
            low, high = _range(standard.measure, target.value)
            if readable(standard.measure, target.value) and not (
                low <= reckoned(standard.measure, target.value) <= high
            ):
                reason = _lies(standard.measure, target.value)
                yield Finding(
                    below(where, "value"),
                    f"`{target.value}` can't be reached: {reason}.",
                    cause=of_scale(subject, name, standard),
                )
        within = standard.close_within
        if (
            within is not None
            and readable(standard.measure, within)
            and reckoned(standard.measure, within) < 0
        ):
            yield Finding(
                at_standard(name, "close_within"),
                f"`close_within: {within}` is less than nothing.",
                "Write how far from the target a value may lie and still be close.",
            )


def _range(measure: Measure, value: Scalar) -> tuple[float, float]:
    if measure.kind in ("proportion", "conversion") or str(value).strip().endswith("%"):
        return 0.0, 1.0
    if measure.kind == "score":
        low, high = measure.scale or (0.0, 0.0)
        return (low, high) if low < high else (float("-inf"), float("inf"))
    return 0.0, float("inf")


def _lies(measure: Measure, value: Scalar) -> str:
    low, high = _range(measure, value)
    if (low, high) == (0.0, 1.0):
        return "a share lies between 0 % and 100 %"
    if measure.kind == "score":
        return f"the scale runs from {low:g} to {high:g}"
    return "it is less than nothing"


@rule("HB103")
def begins_at_no_period(subject: RuleInput) -> Iterator[Finding]:
    """
    A target from no period

    `from` says the first period in which the target is in force, so that earlier values are
    judged by what was promised then.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: January 2025}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-01}]
    """
    for name, standard in subject.written.standards.items():
        for where, target in targets(name, standard):
            if target.from_ is None:
                continue
            try:
                period.parse(target.from_, subject.written.settings.calendar.year_starts)
            except period.NotAPeriod as reason:
                yield Finding(
                    below(where, "from"),
                    str(reason),
                    likely_period(target.from_),
                    mend=mended_period(target.from_),
                )


@rule("HB104")
def unknown_scope(subject: RuleInput) -> Iterator[Finding]:
    """
    A target for nobody

    `in` names a country, a clinic or a peer group. If there is none of that name the target is
    in force nowhere, and the clinics meant are judged by another.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, {value: 90%, in: mexico}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, {value: 90%, in: mx}]
    """
    known = {*subject.known("country"), *subject.known("clinic"), *subject.peers}
    for name, standard in subject.written.standards.items():
        for where, target in targets(name, standard):
            if target.in_ is not None and target.in_ not in known and subject.handbook_read:
                yield Finding(
                    below(where, "in"),
                    f"`in: {target.in_}` is no country, clinic or peer group.",
                    did_you_mean(
                        target.in_,
                        known,
                        "Write the name of its file without `.yml`.",
                        subject.called("country", "clinic", "peers"),
                    ),
                    mend=mended_id(target.in_, known),
                    cause=missing(subject, target.in_, *PLACES),
                )


@rule("HB105")
def two_at_once(subject: RuleInput) -> Iterator[Finding]:
    """
    Two targets at the same time and place

    From the same period and for the same clinics only one target can be in force.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, 90%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-01}]
    """
    year_starts = subject.written.settings.calendar.year_starts
    for name, standard in subject.written.standards.items():
        first: dict[tuple[object, str | None], At] = {}
        for where, target in targets(name, standard):
            start = target.from_ and period.understood(target.from_, year_starts)
            key = (start.start if start else target.from_, target.in_)
            if key in first:
                since = f"from {target.from_}" if target.from_ else "from the beginning"
                scope = f" in `{target.in_}`" if target.in_ else ""
                yield Finding(
                    where,
                    f"Another target is in force {since}{scope} already.",
                    "Keep one, or say `from` when or `in` where this one holds.",
                    also=(first[key],),
                )
            else:
                first[key] = where


@rule("HB106")
def two_clocks(subject: RuleInput) -> Iterator[Finding]:
    """
    Working time beside elapsed time

    Four working hours may be a night and a morning. The two can't be converted into one another
    without each clinic's opening hours, so one standard keeps to one clock.

    Wrong:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, better: lower}
        targets: [20 min, {value: 4 working hours, in: ca}]

    Right:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, better: lower}
        targets: [20 min, {value: 4 hours, in: ca}]
    """
    for name, standard in subject.written.standards.items():
        clock = standard_units.clock(standard)
        if standard.measure.kind != "duration" or clock is None:
            continue
        for where, written in _lengths(name, standard):
            other = standard_units.clock_of(written)
            if other not in (None, clock):
                yield Finding(
                    where,
                    f"`{written}` counts {other} time; the rest of this standard counts {clock} time.",
                    "Write the same clock everywhere: `4 working hours` or `4 hours`.",
                    cause=Cause(("standard", name), ("measure", "unit"), enough=NEVER),
                )


def _lengths(name: str, standard: Standard) -> Iterator[tuple[At, Scalar]]:
    for where, target in targets(name, standard):
        yield below(where, "value"), target.value
    if standard.close_within is not None:
        yield at_standard(name, "close_within"), standard.close_within
    if standard.measure.within is not None:
        yield at_standard(name, "measure", "within"), standard.measure.within


RULES = (unreadable, out_of_range, begins_at_no_period, unknown_scope, two_at_once, two_clocks)
