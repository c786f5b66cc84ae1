"""An import map held against the table it is meant for: every column is there, all arithmetic reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from generator.importing import arithmetic
from generator.importing.arithmetic import Counted, Expression, NotArithmetic
from generator.model import period, reading_problems
from generator.model.file_places import Path
from generator.model.import_layout import CLINIC, FILE, MONTH, PART, PERIOD, QUARTER, SHEET, STANDARD
from generator.model.import_map import (
    ADDABLE,
    MEASURED,
    SAID,
    ClinicFrom,
    ColumnOrFixed,
    ImportMap,
    PeriodFrom,
    Rows,
)
from generator.problem import Place, Problem

Locate = Callable[[Path, int], Place]
"""Where a path of the map leads to, so many characters into its text."""

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
KNOWN = frozenset({SHEET, PART, FILE, PERIOD, STANDARD, CLINIC, MONTH, QUARTER})
VALUE = "value"
"""The placeholder for what the clinic's own column says."""


@dataclass(frozen=True)
class Plan:
    """A map that fits its table."""

    map: ImportMap
    fields: Mapping[str, Expression]
    """Numbers to work out, in the order in which they are written."""

    year_starts: int
    """The month in which a financial year begins."""

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Those of the numbers that are counts of rows."""
        return tuple(field for field in self.fields.values() if isinstance(field, Counted))

    @property
    def adds(self) -> bool:
        """Whether several rows make one value."""
        return self.map.repeated == "add" or bool(self.counted)

    @property
    def operands(self) -> tuple[str, ...]:
        """Columns that take part in arithmetic, each once."""
        columns = (column.name for field in self.fields.values() for column in arithmetic.columns(field))
        return tuple(dict.fromkeys(columns))


def fit(
    wanted: ImportMap, columns: tuple[str, ...], place: Locate, year_starts: int = 4
) -> tuple[Plan, tuple[Problem, ...]]:
    """The map made ready for a table with these columns, and all that is wrong with it.

    `year_starts` is what the handbook says of its financial year; the map may say otherwise.
    """
    fields: dict[str, Expression] = {}
    problems: list[Problem] = []
    for name in sorted(wanted.fields, key=_as_written):
        said = wanted.fields[name]
        if isinstance(said, Rows):
            fields[name] = Counted(tuple(_wanted(said)))
            continue
        try:
            fields[name] = arithmetic.read(str(said))
        except NotArithmetic as reason:
            text = f"`{name}: {wanted.fields[name]}` can't be worked out: {reason}"
            problems.append(reading_problems.KIND.problem(place(("fields", name), reason.at), text))
    for path, at, column in _columns(wanted, fields):
        if column not in columns:
            problems.append(_no_column(column, columns, place(path, at)))
    problems += [
        reading_problems.KIND.problem(place(path, 0), text) for path, text in _contradictions(wanted)
    ]
    starts = wanted.handbook.calendar.year_starts if wanted.handbook else year_starts
    return Plan(wanted, fields, starts), tuple(problems)


def _wanted(said: Rows) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, cells in said.rows.items() if isinstance(said.rows, dict) else ():
        yield column, (cells,) if isinstance(cells, str) else cells


def _as_written(field: str) -> int:
    return MEASURED.index(field) if field in MEASURED else len(MEASURED)


def _columns(wanted: ImportMap, fields: Mapping[str, Expression]) -> Iterator[tuple[Path, int, str]]:
    """Every column that the map names, with the path and the character at which it does."""
    for name in ("clinic", "period", "standard", *SAID):
        source: ColumnOrFixed | None = getattr(wanted, name)
        if source is not None and source.column is not None:
            yield (name, "column"), 0, source.column
    for name in ("year", "month", "quarter"):
        if isinstance(column := getattr(wanted.period, name), str):
            yield ("period", name), 0, column
    for column in wanted.where:
        yield ("where", column), 0, column
    yield from _of_fields(fields)
    for name, template in templates(wanted.clinic).items():
        for found in PLACEHOLDER.finditer(template):
            if found[1] != VALUE:
                yield ("clinic", name), found.start(), own(found[1])


def _of_fields(fields: Mapping[str, Expression]) -> Iterator[tuple[Path, int, str]]:
    for name, field in fields.items():
        for operand in arithmetic.columns(field):
            yield ("fields", name), operand.at, operand.name
        for column, _ in field.wanted if isinstance(field, Counted) else ():
            yield ("fields", name, "rows", column), 0, column


def own(name: str) -> str:
    """The column that `{name}` in a text stands for: `{sheet}` is called just that."""
    return f"{{{name}}}" if f"{{{name}}}" in KNOWN else name


def templates(clinic: ClinicFrom) -> dict[str, str]:
    """What describes a new clinic, by key of its file."""
    texts = {"name": clinic.name, "country": clinic.country, "city": clinic.city, "setting": clinic.setting}
    return {name: text for name, text in texts.items() if text is not None}


def _no_column(column: str, columns: tuple[str, ...], place: Place) -> Problem:
    near = get_close_matches(column, columns, 1)
    return reading_problems.KIND.problem(
        place,
        f"The table has no column `{column}`.",
        f"Did you mean `{near[0]}`?"
        if near
        else f"Its columns are: {', '.join(name for name in columns if name != FILE)}.",
    )


def _contradictions(wanted: ImportMap) -> Iterator[tuple[Path, str]]:
    """What each part of the map allows, but all of it together doesn't."""
    for name in ("clinic", "period", "standard", *SAID):
        source: ColumnOrFixed | None = getattr(wanted, name)
        in_parts = isinstance(source, PeriodFrom) and source.year is not None
        if source is not None and not in_parts and (source.column is None) == (source.fixed is None):
            yield (name,), f"`{name}` needs either `column` or `fixed`, one of the two."
    wide = [key for key in ("periods", "standards", "clinics") if getattr(wanted.table, key) is not None]
    if len(wide) > 1:
        yield (
            ("table", wide[1]),
            "A table is wide by one of `periods`, `standards` and `clinics`.",
        )
    yield from _about_fields(wanted)
    yield from _about_period(wanted.period)


def _about_fields(wanted: ImportMap) -> Iterator[tuple[Path, str]]:
    stages = {stage for standard in wanted.standards.values() for stage in standard.measure.stages or ()}
    described = set(wanted.standard.values.values()) <= set(wanted.standards)
    counted = any(isinstance(said, Rows) for said in wanted.fields.values())
    for field in wanted.fields:
        if field not in MEASURED and field not in stages and described and wanted.standard.values:
            near = get_close_matches(field, [*MEASURED, *stages], 1)
            meant = f"did you mean `{near[0]}`?" if near else f"these are: {', '.join(MEASURED)}."
            yield ("fields", field), f"`{field}` is no field of a measured value; {meant}"
        if counted and field in set(MEASURED) - ADDABLE:
            yield (
                ("fields", field),
                (
                    f"`{field}` can't be worked out from single appointments: where rows are counted, only "
                    f"counts ({', '.join(sorted(ADDABLE))} and stages) are."
                ),
            )
        elif wanted.repeated == "add" and field in set(MEASURED) - ADDABLE:
            yield ("fields", field), f"`{field}` can't be added up, so `repeated: add` doesn't go with it."


def _about_period(source: PeriodFrom) -> Iterator[tuple[Path, str]]:
    yield from _about_parts(source)
    if source.format is not None and source.as_ is None:
        yield ("period",), "`format` needs `as` beside it: the period that a day stands for, such as month."
    for said, named in source.values.items():
        if period.understood(named) is None:
            text = f"`{named}` is no period. Periods are written like 2025-01, 2025-Q1, 2016/17."
            yield ("period", "values", said), text
    if source.format is not None and not _reads_back(source.format):
        yield ("period", "format"), f"`{source.format}` is no form of a day; one is `%Y-%m-%d`."
    if source.fixed is not None:
        try:
            period.parse(source.fixed)
        except period.NotAPeriod as reason:
            yield ("period", "fixed"), f"{reason} Periods are written like 2025-01, 2025-Q1, 2016/17."


def _about_parts(source: PeriodFrom) -> Iterator[tuple[Path, str]]:
    if source.year is None:
        for name in ("month", "quarter", "financial"):
            if getattr(source, name) is not None:
                yield ("period", name), f"`{name}` needs `year` beside it: the column that says the year."
        return
    for name in ("column", "fixed", "format"):
        if getattr(source, name) is not None:
            yield (
                ("period", name),
                f"A period comes from `year` and a part of it, or from `{name}`.",
            )
    if (source.month is None) == (source.quarter is None):
        yield ("period", "year"), "`year` needs either `month` or `quarter` beside it."


def _reads_back(form: str) -> bool:
    day = datetime(2020, 2, 1)
    try:
        return datetime.strptime(day.strftime(form), form).date() == day.date()
    except ValueError:
        return False
