"""Every measured value of the handbook as one table, with all that belongs beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import polars as pl

from generator.model.comparison_results import PeerComparison
from generator.model.inputs import Definition, Settings, Standard
from generator.model.results import POINTS_FOR_ICONS, SpcRule, Verdict
from generator.model.standard_results import StandardResult, StandardResults
from generator.words import Words, quantities

NO_VALUE = "no value given"
DECIMALS = 10
"""Kept after a fraction became a percentage, so that 7 % isn't 7.000000000000001."""

FORMULA = ("=", "+", "-", "@")
"""What makes a spreadsheet reckon a cell, in place of showing it."""

VERDICTS = pl.Series(["", *(verdict.name.lower().replace("_", " ") for verdict in Verdict)])
"""By code of `Verdict`."""

PEERS = {
    PeerComparison.FAR_BELOW: "below its peers (99.8%)",
    PeerComparison.BELOW: "below its peers (95%)",
    PeerComparison.WITHIN: "like its peers",
    PeerComparison.ABOVE: "above its peers (95%)",
    PeerComparison.FAR_ABOVE: "above its peers (99.8%)",
    PeerComparison.NO_VALUE: "no value",
    PeerComparison.HIDDEN: "hidden",
    PeerComparison.NOT_IN_FORCE: "not compared: not in force",
    PeerComparison.NOT_COMPARABLE: "not compared: another definition",
    PeerComparison.NO_INTERVAL: "not compared: no interval",
    PeerComparison.TOO_FEW: "not compared: too few to judge",
    PeerComparison.FEW_PEERS: "not compared: fewer than 3 peers",
}
"""In the words of the column, which stay as they are: programs read them."""

SIGNALS = {
    SpcRule.OUTSIDE: "outside the limits",
    SpcRule.TREND: "trend",
    SpcRule.TWO_OF_THREE: "two of three",
    SpcRule.SHIFT: "shift",
}
DIGITS = 9
"""Significant digits of limits of intervals."""

COLUMNS = (
    "clinic", "clinic_name", "country", "standard", "standard_title", "period", "value", "unit", "numerator",
    "denominator", "target", "verdict", "peers", "signal", "low", "high", "note", "missing", "quality",
    "definition", "source",
)  # fmt: skip


def columns(settings: Settings) -> tuple[str, ...]:
    """The columns of `table`: one more where the values are invented."""
    return (*COLUMNS, "illustrative") if settings.illustrative else COLUMNS


def table(findings: StandardResults, name: str) -> pl.DataFrame:
    """A standard's rows: one for each clinic and period in which a value was expected or is there.

    Sorted by clinic and period. Columns: clinic, clinic_name, country, standard,
    standard_title, period, value, unit, numerator, denominator, target, verdict, peers, signal, low,
    high, note, missing, quality, definition, source, and illustrative where the values are invented.
    `value`, `target`, `low` and `high` are in `unit`, as pages show them; from `low` to `high` is
    the value's 95 % interval, where it has one. `peers` is where the value lies beside its peers' of
    the period, in the words of `PEERS`. `signal` is the rule of the control chart that fires at the
    value, in those of `SIGNALS`, from 13 values on. A hidden value is withheld, with the reason in
    `missing`. `source` is file:line.
    """
    written = findings.written
    settings = written.settings
    words = Words(settings.languages[0], settings.languages)
    clinics, standard = list(written.clinics.values()), written.standards[name]
    rows = _rows(findings, name).sort("c", maintain_order=True)
    said = _said(written.observations, rows["row"])
    unit = quantities.unit(Words("en"), standard).replace("\N{NO-BREAK SPACE}", " ")
    return rows.select(
        clinic=_pick(written.clinics, rows["c"]),
        clinic_name=_pick((_safe(words.text(it.name)) for it in clinics), rows["c"]),
        country=_pick((it.country for it in clinics), rows["c"]),
        standard=pl.lit(name),
        standard_title=pl.lit(_safe(words.text(standard.title))),
        period="period",
        value="value",
        unit=pl.lit(unit),
        numerator=_whole(rows["numerator"]),
        denominator=_whole(rows["denominator"]),
        target="target",
        verdict=VERDICTS.gather(rows["verdict"]),
        peers=_named(rows["standing"], PEERS),
        signal=_named(rows["rule"], SIGNALS),
        low=rows["low"].round_sig_figs(DIGITS),
        high=rows["high"].round_sig_figs(DIGITS),
        note=said["note"],
        missing=_missing(said["missing"], settings),
        quality=said["quality"],
        definition=_definitions(findings, words, name, rows["c"]),
        source=said["source"],
        **({"illustrative": pl.lit("yes")} if settings.illustrative else {}),
    )


_NONE = pl.DataFrame(
    schema={
        "c": pl.UInt32,
        "period": pl.String,
        "value": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "target": pl.Float64,
        "verdict": pl.Int8,
        "standing": pl.Int8,
        "rule": pl.Int8,
        "low": pl.Float64,
        "high": pl.Float64,
        "hidden": pl.Boolean,
        "row": pl.Int32,
    }
)


def _rows(findings: StandardResults, name: str) -> pl.DataFrame:
    """Code of the clinic, numbers as shown, row of the observation."""
    finding: StandardResult | None = findings.clinics.get(name)
    if finding is None:
        return _NONE
    panel = finding.panel
    there = (panel.expected | panel.hidden | (panel.row >= 0)).ravel()
    place = {clinic: code for code, clinic in enumerate(findings.written.clinics)}
    codes = np.array([place[clinic] for clinic in panel.clinics], np.uint32)
    periods = pl.Series([period.text for period in panel.periods], dtype=pl.String)
    at = np.flatnonzero(there)
    factor = scale(findings.written.standards[name])
    limits, low, high = finding.limits, *finding.interval
    rule = np.where(limits.points < POINTS_FOR_ICONS, SpcRule.NONE, limits.rule)
    standing = None if finding.compared is None else pl.Series(finding.compared.standing.ravel()[at])

    def taken(numbers: np.ndarray, by: float = 1) -> pl.Series:
        kept = numbers.ravel()[at]
        return pl.Series(np.round(kept * by, DECIMALS) if by != 1 else kept, nan_to_null=True)

    return pl.DataFrame(
        {
            "c": codes[at // len(periods)],
            "period": periods.gather(at % len(periods)),
            "value": taken(panel.value, factor),
            "numerator": taken(panel.numerator),
            "denominator": taken(panel.denominator),
            "target": taken(finding.judged.target, factor),
            "verdict": finding.judged.verdict.ravel()[at],
            "standing": standing,
            "rule": rule.ravel()[at],
            "low": taken(low, factor),
            "high": taken(high, factor),
            "hidden": panel.hidden.ravel()[at],
            "row": panel.row.ravel()[at],
        },
        schema=_NONE.schema,
    )


def scale(standard: Standard) -> float:
    """What a reckoned value is multiplied by to be in the unit that pages show."""
    if quantities.in_percent(standard):
        return 100
    if standard.measure.kind == "duration":
        return 1 / quantities.duration_unit(standard).minutes
    return 1


def _said(observations: pl.DataFrame, row: pl.Series) -> pl.DataFrame:
    """What the observations say beside numbers, by row; null where there is none."""
    said = observations.select("note", "missing", "quality", "file", "line")
    said = said[row.set(row < 0, None).cast(pl.UInt32)] if said.height else _nothing(said, row)
    source = pl.concat_str("file", pl.lit(":"), "line")
    return said.select(*map(_safe_column, said["note", "missing", "quality"]), source=source)


def _nothing(said: pl.DataFrame, row: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({name: [None] * len(row) for name in said.columns}, schema=said.schema)


def _missing(missing: pl.Series, settings: Settings) -> pl.Expr:
    absent = pl.col("value").is_null() & pl.lit(missing).is_null()
    return (
        pl.when(pl.col("hidden"))
        .then(pl.lit(hidden(settings)))
        .when(absent)
        .then(pl.lit(NO_VALUE))
        .otherwise(pl.lit(missing))
    )


def hidden(settings: Settings) -> str:
    """The reason that stands in place of a hidden value."""
    return f"hidden: a count below {settings.privacy.hide_below}"


def _definitions(findings: StandardResults, words: Words, standard: str, clinics: pl.Series) -> pl.Series:
    """How a clinic's definition differs from everybody's, and why."""
    written = findings.written
    said = (written.comparable.get((clinic, standard)) for clinic in written.clinics)
    return pl.Series(
        [_differs(it, words) if it and it.sameness != "same" else None for it in said], dtype=pl.String
    ).gather(clinics)


def _differs(definition: Definition, words: Words) -> str:
    how = "not comparable" if definition.sameness == "not" else definition.sameness
    return _safe(f"{how}: {words.text(definition.because)}") if definition.because else how


def _named(codes: pl.Series, words: Mapping[int, str]) -> pl.Series:
    """The words of each code; null where it has none."""
    return codes.replace_strict({int(code): said for code, said in words.items()}, default=None)


def _pick(names: Iterable[str], codes: pl.Series) -> pl.Series:
    return pl.Series(list(names), dtype=pl.String).gather(codes)


def _whole(numbers: pl.Series) -> pl.Series:
    """Counts without a decimal point, where all are whole."""
    return numbers.cast(pl.Int64) if (numbers.drop_nulls() % 1 == 0).all() else numbers


def _safe(text: str) -> str:
    """The text on one line, and none that a spreadsheet would take for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(FORMULA) else flat


def _safe_column(texts: pl.Series) -> pl.Series:
    """The same for a column, each different text once: there are few."""
    different = texts.drop_nulls().unique().to_list()
    return texts.replace_strict({text: _safe(text) for text in different}, default=None)
