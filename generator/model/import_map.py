"""What an import map says, field by field: how a table from elsewhere becomes `data/`.

The descriptions and examples here are the reference of `benchbook import`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictInt

from generator.model.import_layout import TableForm
from generator.model.inputs import Country, Editable, Id, Settings, Standard
from generator.model.observation import CELLS

MEASURED = (*dict.fromkeys(name for names in CELLS.values() for name in names if name != "currency"), "value")
"""Fields of a measured value, in the order in which they are written. Stages come after them."""

ADDABLE = frozenset({"met", "of", "events", "per", "count", "top"})
"""Fields that may be added up over the rows of one period; stages may be, too."""

SAID = ("unit", "note", "missing", "quality")
"""What a row may say beside its numbers."""

Grain = Literal["day", "week", "month", "quarter", "half", "year", "financial year"]


Cell = str
"""The text of a cell."""


class ColumnOrFixed(Editable):
    """Either a column of the table or the same for every row."""

    column: str | None = Field(None, description="Column that says it.", examples=["org_code"])
    fixed: str | None = Field(
        None, description="The same for every row, in place of a column.", examples=["mx-los-cabos"]
    )


class ClinicFrom(ColumnOrFixed):
    """Whose value a row is, and how a clinic is described that the handbook doesn't know yet.

    In `name`, `country`, `city` and `setting`, `{value}` stands for what the column says and
    `{some column}` for what another column of the clinic's first row says.
    """

    ids: dict[Cell, Id] = Field(
        default_factory=dict,
        description="Ids by what the column says; else the id is made from it: `RF4` becomes `rf4`.",
        examples=[{"Los Cabos (main)": "mx-los-cabos"}],
    )
    digits: StrictInt | None = Field(
        None,
        ge=1,
        le=20,
        description="How many digits a code has: zeros that a spreadsheet took from its front are put back.",
        examples=[6],
    )
    name: str = Field("{value}", description="Name of a new clinic.", examples=["Organisation {value}"])
    country: str | None = Field(
        None,
        description="Country of a new clinic. Without it, rows of clinics that the handbook doesn't "
        "know are left.",
        examples=["gb"],
    )
    city: str | None = Field(None, description="Town of a new clinic.", examples=["{town}"])
    setting: str | None = Field(None, description="Kind of a new clinic.", examples=["public"])


Financial = Literal["begins", "ends"]
"""Which of its two years a financial year is named by."""


class PeriodFrom(ColumnOrFixed):
    """When a row was measured: by one column, by the same for every row, or by a year and its part."""

    year: StrictInt | str | None = Field(
        None,
        description="Column that says the year, where another one says the month or quarter; or the year "
        "itself, such as 2025.",
        examples=["Year"],
    )
    month: str | None = Field(
        None, description="Column that says the month of that year, by name or number.", examples=["Month"]
    )
    quarter: str | None = Field(
        None, description="Column that says the quarter of that year.", examples=["Quarter"]
    )
    financial: Financial | None = Field(
        None,
        description="Where the year is a financial one and named by one number: whether it begins or ends in "
        "that year. `2025/26` needs no saying.",
        examples=["ends"],
    )

    format: str | None = Field(
        None,
        description="How the column writes a day, in the letters of `strftime`. Without it periods are read "
        "as this handbook writes them (2025-01) and in other spellings that can mean one thing only, such "
        "as Jan-25, January 2025, 31/01/2025, Q1 2025 or Q4 2024-25.",
        examples=["%Y-%m-%d"],
    )
    as_: Grain | None = Field(
        None,
        alias="as",
        description="The period that the day stands for; without it a day is a day.",
        examples=["month"],
    )
    values: dict[Cell, str] = Field(
        default_factory=dict,
        description="Periods by what the column says, where nothing else can tell.",
        examples=[{"Winter": "2025-Q1"}],
    )


class Rows(Editable):
    """A number that is counted: how many rows there are."""

    rows: Literal["all"] | dict[Cell, Cell | tuple[Cell, ...]] = Field(
        description="`all` of them, or those in which these columns say this (or one of these).",
        examples=[{"Status": "Attended"}],
    )


class StandardFrom(ColumnOrFixed):
    """Which standard a row measures."""

    values: dict[Cell, Id] = Field(
        default_factory=dict,
        description="Standards by what the column says; rows that say anything else are left. Without "
        "it the id is made from what the column says.",
        examples=[{"1": "within-4h-type-1"}],
    )


class ImportMap(Editable):
    """The file given to `benchbook import --map`."""

    name: Id | None = Field(
        None,
        description="The values are written to `data/kpis/NAME.csv`; else the table's own name is taken.",
        examples=["attendances"],
    )
    table: TableForm = Field(
        default_factory=TableForm,
        description="Where the table stands in the file and how it is written.",
        examples=[{"sheet": "Results", "header": 3}],
    )
    where: dict[str, Cell | tuple[Cell, ...]] = Field(
        default_factory=dict,
        description="Only rows in which these columns say this (or one of these); `{empty}` for an empty "
        "cell.",
        examples=[{"sex": "all"}],
    )
    clinic: ClinicFrom = Field(description="Whose value it is.", examples=[{"column": "org_code"}])
    period: PeriodFrom = Field(
        description="When it was measured.",
        examples=[{"column": "date", "format": "%d/%m/%Y", "as": "month"}],
    )
    standard: StandardFrom = Field(
        description="What was measured.", examples=[{"column": "type", "values": {"1": "within-4h-type-1"}}]
    )
    fields: dict[Id, str | StrictInt | float | Rows] = Field(
        min_length=1,
        description="The numbers of a value, each by arithmetic over columns: numbers, names, + - * / and "
        "brackets; names with spaces stand in double quotes. Where each row is one appointment, "
        "`{rows: {Status: Attended}}` counts rows. The names are those of `data/kpis/`: "
        f"{', '.join(MEASURED)}, or the stages of a conversion.",
        examples=[{"met": "attendances - breaches", "of": "attendances"}],
    )
    absent: dict[Cell, str] = Field(
        default_factory=dict,
        description="Cells that stand for a missing number, and the reason that readers see.",
        examples=[{"*": "Withheld by the publisher"}],
    )
    unit: ColumnOrFixed | None = Field(
        None, description="Unit of a duration, or currency of an amount.", examples=[{"fixed": "min"}]
    )
    note: ColumnOrFixed | None = Field(
        None, description="A note to show beside the value.", examples=[{"column": "remarks"}]
    )
    missing: ColumnOrFixed | None = Field(
        None, description="Why there is no number.", examples=[{"column": "reason"}]
    )
    quality: ColumnOrFixed | None = Field(
        None,
        description="robust, some concerns or significant concerns.",
        examples=[{"column": "data_quality"}],
    )
    repeated: Literal["refuse", "add"] = Field(
        "refuse",
        description="What to do with several rows of one clinic, standard and period: take none of them, "
        f"or add them up (only {', '.join(sorted(ADDABLE))} and stages).",
        examples=["add"],
    )
    handbook: Settings | None = Field(
        None, description="Becomes `data/handbook.yml`.", examples=[{"title": "Emergency care"}]
    )
    countries: dict[Id, Country] = Field(
        default_factory=dict,
        description="Become `data/countries/ID.yml`.",
        examples=[{"gb": {"name": "United Kingdom"}}],
    )
    standards: dict[Id, Standard] = Field(
        default_factory=dict,
        description="Become `data/standards/ID.yml`.",
        examples=[
            {
                "within-4h": {
                    "title": "Within four hours",
                    "theme": "waiting",
                    "measure": {"kind": "proportion"},
                }
            }
        ],
    )
