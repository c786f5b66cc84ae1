"""Rules of why a value is missing: what stands there gives no reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import Row, slug
from generator.problem import Severity

_NONE = frozenset({
    "true", "false", "yes", "y", "no", "n", "si", "oui", "non", "x", "xx", "xxx", "ok", "on", "off", "null",
    "none", "nil", "na", "n-a", "nan", "nd", "n-d", "s-d", "sd", "tbd", "tba", "tbc", "todo", "missing",
    "faltante", "manquant", "empty", "blank", "vacio", "vide", "no-data", "nodata", "sin-datos", "sin-dato",
    "pas-de-donnees", "no-value", "no-values", "reason", "the-reason",
})  # fmt: skip
"""By slug: what says no more than that the value is missing."""

FEW = 3
"""Values of one file without a reason, that are told one by one."""

_LETTER = re.compile(r"[^\W\d_]")


@rule("HB337", Severity.WARNING)
def no_reason(subject: RuleInput) -> Iterator[Finding]:
    """
    A value that is missing without a reason

    What stands in `missing` is shown to readers in place of the value, so it says why there is none.
    `true`, `x` or a number tells them nothing.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: {missing: true}

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: {missing: Mailbox migration}
    """
    texts = subject.values["missing"].unique().drop_nulls().to_list()
    empty = sorted(text for text in texts if _says_nothing(text))
    if not empty:
        return
    alike = pl.col("row").rank("ordinal").over("file", "missing")
    chosen = pl.col("missing").is_in(empty)
    rows = subject.values.filter(chosen).select(
        "row", "missing", alike.alias("at"), pl.len().over("file", "missing").alias("count")
    )
    # Of many alike in one file the first stands for all.
    told = rows.filter((pl.col("count") <= FEW) | (pl.col("at") == 1))
    for row, text, _, count in told.iter_rows():
        others = f" So it is with {count - 1} other values of this file." if count > FEW else ""
        yield Finding(
            Row(row, "missing"),
            f"`missing: {text}` gives no reason.{others}",
            "Say why there is no value, in words that readers understand: `{missing: Mailbox migration}`. "
            "If there is one, write it instead.",
        )


def _says_nothing(text: str) -> bool:
    return not _LETTER.search(text) or len(text.strip()) == 1 or slug(text) in _NONE


RULES = (no_reason,)
