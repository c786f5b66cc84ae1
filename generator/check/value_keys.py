"""Rules of whose values these are, of what, and how often each is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.suggestions import did_you_mean
from generator.check.unknown_names import missing
from generator.check.unknown_references import unknown
from generator.model.check_rule import Finding
from generator.model.file_names import the_copy
from generator.model.file_places import At, Row
from generator.problem import Cause, Severity

OWN = 4
"""Values of a sum's own: from here on they are told as one."""

COPIED = 6
"""Values of one file that stand in another as well: from here on they are told as one."""


@rule("HB201")
def unknown_standard(subject: RuleInput) -> Iterator[Finding]:
    """
    Values of an unknown standard

    Values belong to a standard that has a file in `standards/`; without it nobody knows what they
    mean.

    Wrong:
        # data/kpis/ca-halifax.yml
        e-mail-reply:
          2025-01: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    yield from unknown(subject, "standard", subject.known("standard"))


@rule("HB202")
def unknown_clinic(subject: RuleInput) -> Iterator[Finding]:
    """
    Values of an unknown clinic

    Values belong to a clinic that has a file in `clinics/`. A YAML file without the key `clinic` is
    of the clinic it is called after.

    Wrong:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifaks,email-reply,2025-01,182,200

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
    """
    yield from unknown(subject, "clinic", subject.known("clinic"))


@rule("HB203")
def said_twice(subject: RuleInput) -> Iterator[Finding]:
    """
    A value that stands twice

    The same clinic, standard and period have two values, perhaps in two files. Nobody can tell
    which one is right, so neither is shown.

    Wrong:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-01,190,200

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-02,190,200
    """
    key = _key(subject)
    if not key.is_duplicated().any():
        return
    rows = subject.values.select("row", "clinic", "standard", "period", "file").with_columns(key)
    twice = (
        rows.filter(pl.col("key").is_duplicated())
        .with_columns(
            first=pl.first("row").over("key"),
            of=pl.first("file").over("key"),
            nth=pl.int_range(pl.len()).over("key"),
        )
        .filter(pl.col("nth") > 0)
    )
    for (file, of), those in twice.group_by("file", "of", maintain_order=True):
        if those.height >= COPIED:
            yield _copied(subject, str(file), str(of), those)
            continue
        for row, first, clinic, standard, period in those.select(
            "row", "first", "clinic", "standard", "period"
        ).iter_rows():
            yield Finding(
                Row(row, "period"),
                f"`{standard}` of `{clinic}` has a value for {period} already.",
                "Keep one of the two, or mend the clinic, the standard or the period of one.",
                also=(Row(first),),
                stops=_stops(subject, [row, first]),
            )


def _copied(subject: RuleInput, file: str, of: str, twice: pl.DataFrame) -> Finding:
    """Many values that stand twice are one mistake: a file or a part of it that was copied."""
    copies, firsts = twice["row"].to_list(), twice["first"].to_list()
    clinic = twice["clinic"][0]
    copy = the_copy(file, of)
    if copy == of or (copy is None and of != file and PurePosixPath(file).stem == clinic):
        file, of, copies, firsts = of, file, firsts, copies  # the file that is called so is its own
    own = copy is not None or PurePosixPath(of).stem == clinic
    name = PurePosixPath(file).stem
    one = twice["clinic"].n_unique() == 1
    whose = f"of `{clinic}`" if one else "of several clinics"
    where = "further up" if of == file else f"in {of}"
    hint = "Keep one of each two."
    if one and name != clinic and name in subject.known("clinic"):
        hint = f"Did you mean `clinic: {name}`?"
    elif of != file:
        hint = "Delete this file if it is a copy; else change its `clinic`."
    return Finding(
        (subject.key_of_values(file, "clinic") if one else None) or Row(copies[0]),
        f"{len(copies)} values {whose} stand here that stand {where} already.",
        hint,
        also=(Row(firsts[0]),),
        stops=_stops(subject, copies if own and of != file else [*copies, *firsts]),
    )


def _stops(subject: RuleInput, rows: list[int]) -> tuple[tuple[str, str], ...]:
    places = subject.values[rows].select(pl.format("{}:{}:{}", "file", "line", "column")).to_series()
    return tuple(("row", place) for place in places)


def _key(subject: RuleInput) -> pl.Series:
    """One whole number for each clinic, standard and period; numbers are compared far faster than texts."""
    clinics, standards, periods = map(subject.codes, ("clinic", "standard", "period"))
    key = (clinics.code * len(standards.names) + standards.code) * len(periods.names) + periods.code
    return pl.Series("key", key)


@rule("HB204")
def values_of_a_sum(subject: RuleInput) -> Iterator[Finding]:
    """
    A value of a standard that adds up others

    A standard with `adds_up` is the sum of the standards it names. A value of its own would be
    counted twice or contradict them.

    Wrong:
        # data/standards/all-replies.yml
        title: All messages answered the same day
        theme: responsiveness
        measure: {kind: proportion, adds_up: [email-reply]}
        targets: [80%]
        # data/kpis/ca-halifax.yml
        all-replies:
          2025-01: 182/200

    Right:
        # data/standards/all-replies.yml
        title: All messages answered the same day
        theme: responsiveness
        measure: {kind: proportion, adds_up: [email-reply]}
        targets: [80%]
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    sums = {
        name: standard for name, standard in subject.written.standards.items() if standard.measure.adds_up
    }
    found = list(subject.rows("standard", where=pl.col("standard").is_in(list(sums))))
    causes = {name: _adds_up(subject, name) for _, name in found}
    for row, standard in found:
        parts = ", ".join(f"`{part}`" for part in sums[standard].measure.adds_up)
        yield Finding(
            row,
            f"`{standard}` adds up {parts} and has no values of its own.",
            "Give the values to those.",
            cause=causes[standard],
        )


def _adds_up(subject: RuleInput, name: str) -> Cause:
    """What explains values of a sum's own: where there are as many as its parts have, it is no sum."""
    parts = subject.written.standards[name].measure.adds_up
    own, of_parts = (
        subject.values.filter(pl.col("standard").is_in(list(names))).height for names in ([name], parts)
    )
    called = ", ".join(f"`{part}`" for part in parts)
    key = At("standard", name, ("measure", "adds_up"))
    return Cause(
        ("standard", name),
        ("measure", "adds_up"),
        f"`{name}` adds up {called}, and has {{many}} values of its own.",
        "Delete `adds_up` if it is counted by itself; else delete its own values.",
        OWN,
        subject.written.places.find(key) if 2 * own >= of_parts else None,
    )


@rule("HB205", Severity.WARNING)
def retired(subject: RuleInput) -> Iterator[Finding]:
    """
    A retired standard that still receives values

    Its page and history stay, but if new values keep coming the standard may not be as retired as
    it says, or somebody is counting in vain.

    Wrong:
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        status: retired
        # data/kpis/ca-halifax.yml
        letter-reply:
          2025-03: 18/20

    Right:
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        status: retired
        # data/kpis/ca-halifax.yml
        letter-reply:
          2024-03: 18/20
    """
    standards = subject.written.standards
    gone = [name for name, standard in standards.items() if standard.status == "retired"]
    if not gone:
        return
    table = subject.values.lazy().join(subject.periods.lazy(), on="period")
    living = table.filter(~pl.col("standard").is_in(gone)).select(pl.max("end")).collect().item()
    if living is None:
        return
    latest = table.filter(pl.col("standard").is_in(gone) & (pl.col("end") >= living)).sort("row")
    for row, standard, period in (
        latest.unique("standard", keep="first", maintain_order=True)
        .select("row", "standard", "period")
        .collect()
        .iter_rows()
    ):
        yield Finding(
            Row(row),
            f"`{standard}` is retired but has a value for {period}, as recent as any other standard's.",
            "Stop counting it, or write `status: approved`.",
        )


@rule("HB206")
def unknown_comparable(subject: RuleInput) -> Iterator[Finding]:
    """
    A definition of an unknown standard

    `comparable` says that a clinic counts otherwise than all. Misspelt, its values would be ranked
    as if they meant the same.

    Wrong:
        # data/kpis/ca-halifax.yml
        comparable:
          waitingroom: {not: The clock starts at triage}

    Right:
        # data/kpis/ca-halifax.yml
        comparable:
          waiting-room: {not: The clock starts at triage}
    """
    known = subject.known("standard")
    for (_, standard), definition in subject.written.comparable.items():
        if standard not in known:
            yield Finding(
                definition.place,
                f"There is no standard `{standard}`.",
                did_you_mean(standard, known, "Write the name of its file without `.yml`."),
                cause=missing(subject, standard, "standard"),
            )


RULES = (unknown_standard, unknown_clinic, said_twice, values_of_a_sum, retired, unknown_comparable)
