"""Rules of what is promised or counted and can't come to anything: targets that judge nobody, limits that
aren't there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, below, targets
from generator.model import period, quantity
from generator.model.check_rule import Finding
from generator.model.file_places import At, Row
from generator.model.inputs import Scalar
from generator.model.quantity import NotAQuantity
from generator.problem import Severity


@rule("HB265", Severity.WARNING)
def of_no_direction(subject: RuleInput) -> Iterator[Finding]:
    """
    A target where neither way is better

    `better: neither` says that a standard is shown and never judged. Its target does nothing: either the
    standard has a better side, or it has no target.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion, better: neither}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion, better: higher}
        targets: [80%]
    """
    for name, standard in subject.written.standards.items():
        if standard.measure.better == "neither" and standard.targets:
            yield Finding(
                at_standard(name, "targets", key=True),
                "`better: neither` judges nothing, so this target does nothing.",
                "Say `better: higher` or `better: lower`, or delete the target.",
                also=(at_standard(name, "measure", "better"),),
            )


@rule("HB266", Severity.WARNING)
def within_nothing(subject: RuleInput) -> Iterator[Finding]:
    """
    How many were in time, without a limit

    Values say how many waits were `within` the limit, and the standard says no limit. Readers can't know
    what was counted. `within` in its `measure` says it.

    Wrong:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        roles: [reception]
        measure: {kind: duration, better: lower}
        targets: [20 min]
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 12 min, p90: 31 min, n: 220, within: 180}

    Right:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        roles: [reception]
        measure: {kind: duration, better: lower, within: 20 min}
        targets: [20 min]
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 12 min, p90: 31 min, n: 220, within: 180}
    """
    without = [
        name
        for name, standard in subject.written.standards.items()
        if standard.measure.kind == "duration" and not standard.measure.within
    ]
    if not without:
        return
    counted = (
        subject.values.lazy()
        .filter(pl.col("standard").is_in(without) & pl.col("within").is_not_null())
        .group_by("standard", maintain_order=True)
        .agg(pl.first("row"), pl.len().alias("count"))
        .collect()
    )
    for name, row, count in counted.iter_rows():
        values = "values say" if count > 1 else "value says"
        yield Finding(
            at_standard(name, "measure", key=True),
            f"{count:,} {values} how many were `within` the limit, and there is none here.",
            "Write the limit that was counted, such as `within: 20 min`.",
            also=(Row(row, "within"),),
        )


@rule("HB267", Severity.WARNING)
def without_currency(subject: RuleInput) -> Iterator[Finding]:
    """
    A target of money without its currency

    Other targets of the standard say in which currency they are, or nothing does. `45` could be dollars
    or pesos.

    Wrong:
        # data/standards/visit-price.yml
        title: A visit costs what was quoted
        theme: waiting
        roles: [reception]
        measure: {kind: money, better: lower}
        targets: [45 USD, {value: 50, from: 2026-01}]

    Right:
        # data/standards/visit-price.yml
        title: A visit costs what was quoted
        theme: waiting
        roles: [reception]
        measure: {kind: money, better: lower}
        targets: [45 USD, {value: 50 USD, from: 2026-01}]
    """
    for name, standard in subject.written.standards.items():
        if standard.measure.kind != "money":
            continue
        all_of = list(targets(name, standard))
        named = [code for _, target in all_of if (code := _currency(target.value))]
        currency = standard.measure.currency or next(iter(named), None)
        if standard.measure.currency and not named:
            continue  # all are in the currency of the measure
        for where, target in all_of:
            if not isinstance(target.value, str):
                others = "the other targets have one" if named else "the standard says none"
                yield Finding(
                    below(where, "value"),
                    f"`{target.value}` has no currency, and {others}.",
                    f"Write `{target.value} {currency or 'USD'}`.",
                )


def _currency(value: Scalar) -> str | None:
    try:
        return quantity.money(value)[1]
    except NotAQuantity:
        return None


@rule("HB268", Severity.WARNING)
def after_the_end(subject: RuleInput) -> Iterator[Finding]:
    """
    A target or a change for a clinic that was closed by then

    A target from a month in which the clinic was closed judges nothing, and a change after its end is
    drawn beside no value. Mostly the clinic or the year is another.

    Wrong:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        peers: [small]
        closed: 2025-09
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2026-01, in: ca-halifax}]

    Right:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        peers: [small]
        closed: 2025-09
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-06, in: ca-halifax}]
    """
    still_open = _measured_after(subject)  # HB214 says so, at the date that is likely wrong
    for name, standard in subject.written.standards.items():
        for where, target in targets(name, standard):
            if target.in_ in still_open:
                continue
            if target.in_ and target.from_ and (closed := _closed_by(subject, target.in_, target.from_)):
                yield Finding(
                    below(where, "from"),
                    f"This target is from {target.from_}, but `{target.in_}` closed in {closed}.",
                    "Look at the clinic and at both dates; delete the target if there is nothing to judge.",
                    also=(At("clinic", target.in_, ("closed",)),),
                )
    for dated in subject.written.changes:
        if (
            dated.clinic not in still_open
            and dated.clinic
            and (closed := _closed_by(subject, dated.clinic, dated.change.at))
        ):
            yield Finding(
                dated.keys.get("at", dated.place),
                f"This change is at {dated.change.at}, but `{dated.clinic}` closed in {closed}.",
                "Look at the clinic and at both dates.",
                also=(At("clinic", dated.clinic, ("closed",)),),
                stops=(("change", str(dated.place)),),
            )


def _measured_after(subject: RuleInput) -> set[str]:
    """Clinics with a value of a period after the one in which they closed."""
    pairs = (
        subject.values.lazy()
        .filter(pl.col("value").is_not_null())
        .join(subject.periods.lazy(), on="period")
        .group_by("clinic")
        .agg(pl.col("period").sort_by("start").last())
        .collect()
    )
    return {clinic for clinic, newest in pairs.iter_rows() if _closed_by(subject, clinic, newest)}


def _closed_by(subject: RuleInput, clinic: str, text: str) -> str:
    """The period in which a clinic closed, if it did before `text` begins."""
    model = subject.written.clinics.get(clinic)
    year_starts = subject.written.settings.calendar.year_starts
    closed = period.understood(model.closed, year_starts) if model and model.closed else None
    begin = period.understood(text, year_starts)
    return closed.text if closed and begin and begin.start > closed.end else ""


RULES = (of_no_direction, within_nothing, without_currency, after_the_end)
