"""All that editors wrote, the measured values with it: one table, whatever files they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import polars as pl

from generator.model.file_places import of_the_row
from generator.model.inputs import Editable, HandbookSource, Thing

OBSERVATION_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "clinic": pl.String,
    "standard": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "median": pl.Float64,
    "p90": pl.Float64,
    "mean": pl.Float64,
    "sd": pl.Float64,
    "within": pl.Float64,
    "stages": pl.List(pl.Float64),
    "note": pl.String,
    "missing": pl.String,
    "quality": pl.String,
    "file": pl.String,
    "line": pl.Int32,
    "column": pl.Int32,
}
"""The one table of measured values, whatever file they came from.

`value` is what the standard judges, in the reckoning unit of `model.quantity` (null when
missing or when the denominator is 0). `numerator` and `denominator` are met and of, events and
per, top and of, last and first stage; a count is its own numerator; for durations and mean
scores the denominator is n. Durations are minutes.
"""


@dataclass(frozen=True, kw_only=True)
class HandbookData(HandbookSource):
    """All that editors wrote, as far as it could be read."""

    observations: pl.DataFrame
    """Columns: OBSERVATION_COLUMNS; one row a value, in the order of files and lines."""

    withheld: pl.DataFrame | None = None
    """Values under embargo, in the same columns: checked, never published."""

    @property
    def but_values(self) -> HandbookSource:
        """The same without the table, for whoever makes pages: that needs no Polars."""
        kept = {one.name: getattr(self, one.name) for one in fields(HandbookSource)}
        # Cells are looked up by the room that reads files, which can't do without the table.
        return HandbookSource(**kept | {"places": replace(self.places, cell=of_the_row)})

    def without(self, stopped: frozenset[tuple[str, str]]) -> HandbookData:
        """The same, less what an error stops: standards, clinics, ..., files and single values.

        A value is named by its place: ("row", "data/kpis/2026.csv:12:1").
        """

        def kept(kind: str, things: Mapping[str, Thing]) -> dict[str, Thing]:
            return {name: thing for name, thing in things.items() if (kind, name) not in stopped}

        standards, clinics = kept("standard", self.standards), kept("clinic", self.clinics)
        files = [name for kind, name in stopped if kind == "file"]
        rows = [name for kind, name in stopped if kind == "row"]
        kept_rows = pl.col("standard").is_in(list(standards)) & pl.col("clinic").is_in(list(clinics))
        if files:
            kept_rows &= ~pl.col("file").is_in(files)
        if rows:
            kept_rows &= ~pl.format("{}:{}:{}", "file", "line", "column").is_in(rows)
        return replace(
            self,
            standards=standards,
            clinics=clinics,
            countries=kept("country", self.countries),
            roles=kept("role", self.roles),
            national=kept("national", self.national),
            observations=self.observations.filter(kept_rows),
            withheld=None,
            changes=tuple(dated for dated in self.changes if ("change", str(dated.place)) not in stopped),
        )


def as_far_as_it_fits(written: HandbookData) -> HandbookData:
    """What is written, with what fits of files that can't be taken as they are, and without any values."""
    files = {written.places.files[thing] for thing in written.partly}

    def with_those(kind: str, things: Mapping[str, Editable]) -> dict[str, Editable]:
        return {**things, **{name: it.model for (of, name), it in written.partly.items() if of == kind}}

    handbook = written.partly.get(("handbook", "handbook"))
    return replace(
        written,
        settings=handbook.model if handbook else written.settings,
        countries=with_those("country", written.countries),
        clinics=with_those("clinic", written.clinics),
        roles=with_those("role", written.roles),
        standards=with_those("standard", written.standards),
        national=with_those("national", written.national),
        observations=written.observations.clear(),
        withheld=None,
        problems=tuple(problem for problem in written.problems if problem.place.file not in files),
        partly={},
    )
