"""Where in a file the table to import stands, and how it is laid out: the `table` of an import map.

The descriptions and examples here are the reference of `benchbook import`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictInt

from generator.model.inputs import Editable

SHEET, PART, FILE = "{sheet}", "{part}", "{file}"
"""What is known of a row from where it stands, named like a column."""

PERIOD, STANDARD, VALUE, COLUMN = "{period}", "{standard}", "{value}", "{column}"
CLINIC, MONTH, QUARTER = "{clinic}", "{month}", "{quarter}"
"""What a wide table's headings and cells become, and what else a heading may say."""

EMPTY = "{empty}"
"""What a map writes for a cell that is empty."""

JOINT = " / "
"""Stands between the parts of a heading that goes over several rows."""


Encoding = Literal["utf-8", "windows-1252", "utf-16", "mac-roman", "cp850"]
"""How programs store letters: today, Windows before, Excel's "Unicode text", old Macs, and DOS."""

TwoParts = Literal["h:mm", "mm:ss"]
"""What a length of time in two parts may mean."""


class Wide(Editable):
    """Columns that hold one period (or standard, or clinic) each; every cell of them becomes a row."""

    columns: str | tuple[str, ...] = Field(
        description="Their headings, or one pattern for them all. In a pattern `*` and `?` stand for any "
        "characters, `{period}` for a heading that reads as a period, `{month}` and `{quarter}` for one "
        "without its year, `{standard}` and `{clinic}` for a name, and "
        "`{column}` for the rest of a heading where each period has several columns: "
        "`{period} / {column}`.",
        examples=["{period}"],
    )
    but: tuple[str, ...] = Field(
        (),
        description="Columns that the pattern fits, but that aren't meant, with `*` for anything.",
        examples=[["Month", "Total*"]],
    )


class JoinedFile(Editable):
    """Another CSV file in the same folder that says more about what a column holds."""

    file: str = Field(description="Its name, from the table's own folder.", examples=["reports.csv"])
    by: str = Field(
        description="The column that both have; in the other file it says everything once.",
        examples=["Release Period"],
    )


class TableForm(Editable):
    """Where the table stands in the file and how it is written, as far as that needs saying."""

    separator: str = Field(
        ",", min_length=1, max_length=1, description="What stands between two cells of a CSV.", examples=[";"]
    )
    decimal: Literal[".", ","] = Field(
        ".", description="What stands before the decimals of a number.", examples=[","]
    )
    thousands: Literal["", ",", ".", " ", "'"] = Field(
        "", description="What groups the thousands of a number; nothing where nothing does.", examples=[","]
    )
    times: TwoParts | None = Field(
        None,
        description="What `0:14` means where it is a length of time: hours and minutes, or minutes and "
        "seconds. Without it such cells are left; `0:14:00` needs no saying.",
        examples=["mm:ss"],
    )
    encoding: Encoding | None = Field(
        None,
        description="How the letters of a CSV are stored, where that isn't UTF-8.",
        examples=["windows-1252"],
    )
    sheet: str | tuple[str, ...] | None = Field(
        None,
        description="The sheets to read, by name or by a pattern with `*`; else the first one. Where a row "
        "stood can be used like a column called `{sheet}`.",
        examples=["62-DAY*"],
    )
    header: StrictInt | tuple[StrictInt, ...] | str | None = Field(
        None,
        description="The row of the headings, by its number; several numbers for headings that go over "
        "several rows; or what one of the headings says, with `*` for anything, where each sheet has them in "
        "another row or one sheet has several tables. Else it is the first row.",
        examples=[3],
    )
    header_rows: StrictInt = Field(
        1,
        ge=1,
        le=9,
        description="With a `header` that is found by what it says: how many rows the headings go over, the "
        "one that is found being the last.",
        examples=[2],
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="Names of your own for columns, each by its heading or by a pattern for it; of several "
        "that fit, the leftmost is meant.",
        examples=[{"within": "WITHIN ?? DAYS"}],
    )
    cells: dict[str, str] = Field(
        default_factory=dict,
        description="Cells outside the table that say something about all of its rows, to be used like "
        "columns.",
        examples=[{"quarter": "A2"}],
    )
    from_: str | None = Field(
        None,
        alias="from",
        description="Only what stands below the row that says this (with `*` for anything).",
        examples=["PART C*"],
    )
    until: str | None = Field(
        None,
        description="Only what stands above the row that says this; `blank` for the first empty row below "
        "the headings.",
        examples=["SOURCE*"],
    )
    first: StrictInt | None = Field(
        None, ge=1, description="The first row of values; else the one below the headings.", examples=[5]
    )
    last: StrictInt | None = Field(None, ge=1, description="The last row of values.", examples=[120])
    skip: tuple[str, ...] = Field(
        (),
        description="Rows that aren't values, such as sums and footnotes: those in which a cell says one of "
        "these, with `*` for anything.",
        examples=[["ALL ENGLISH PROVIDERS", "SOURCE*"]],
    )
    periods: Wide | None = Field(
        None,
        description="For a table with a column a period. It is read as if it had the columns `{period}` "
        "(or `{month}` or `{quarter}`, as the pattern says) and `{value}`.",
        examples=[{"columns": "{period}"}],
    )
    standards: Wide | None = Field(
        None,
        description="For a table with a column a standard. It is read as if it had the columns `{standard}` "
        "and `{value}`.",
        examples=[{"columns": ["Calls answered", "E-mails answered"]}],
    )
    clinics: Wide | None = Field(
        None,
        description="For a table with a column a clinic. It is read as if it had the columns `{clinic}` "
        "and `{value}`.",
        examples=[{"columns": "{clinic}", "but": ["Month"]}],
    )
    beside: tuple[JoinedFile, ...] = Field(
        (),
        description="Other files that say more about what a column holds. Their columns are used like the "
        "table's own.",
        examples=[[{"file": "reports.csv", "by": "Release Period"}]],
    )

    @property
    def plain(self) -> bool:
        """Whether a CSV is what it should be: one row of headings, and then values."""
        names = ("header", "from_", "until", "first", "last", "skip", "columns", "cells")
        return not any(getattr(self, name) for name in names)
