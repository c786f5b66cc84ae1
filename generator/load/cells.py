"""The cells of one standard's values, column by column, and what in them can't be read."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from generator.model import quantity

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
FRACTION = rf"^\s*({_NUMBER})\s*/\s*({_NUMBER})\s*$"
WITH_UNIT = rf"^\s*({_NUMBER})\s*([A-Za-z]*(?:\s+[A-Za-z]+)?)\s*$"


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that can't be read. `cell` is None when the whole value is meant."""

    file: str
    line: int
    column: int
    cell: str | None
    message: str
    hint: str = ""


@dataclass
class Cells:
    """Text columns of one standard's rows; a column that no file has is all empty."""

    part: pl.DataFrame
    misread: list[Misread] = field(default_factory=list)

    def text(self, name: str) -> pl.Series:
        if name in self.part.columns:
            return self.part[name]
        return pl.repeat(None, self.part.height, dtype=pl.String, eager=True)

    def only(self, rows: pl.Series) -> Cells:
        """The same with nothing filled outside `rows`. Notes what it can't read in the same list."""
        texts = [name for name, kind in self.part.schema.items() if kind == pl.String and name != "file"]
        return Cells(self.part.with_columns(pl.when(rows).then(pl.col(texts))), self.misread)

    def given(self, *names: str) -> pl.Series:
        """Whether any of the cells is filled."""
        given = pl.repeat(False, self.part.height, eager=True)
        for name in names:
            if name in self.part.columns:
                given = given | self.part[name].is_not_null()
        return given

    def refuse(self, which: pl.Series, cell: str | None, message: str, hint: str = "") -> None:
        """Note every row of `which`. In the texts `{}` becomes what stands in the cell."""
        if not which.any():
            return
        shown = self.text(cell) if cell else which
        rows = self.part.select("file", "line", "column").with_columns(shown.alias("shown")).filter(which)
        for file, line, column, text in rows.iter_rows():
            said = "" if text is None else str(text)
            self.misread.append(
                Misread(file, line, column, cell, message.replace("{}", said), hint.replace("{}", said))
            )

    def number(self, name: str, text: pl.Series | None = None) -> pl.Series:
        """The column as numbers."""
        text = self.text(name) if text is None else text
        number = text.cast(pl.Float64, strict=False)
        number = number.set(number.is_not_null() & ~number.is_finite(), None)
        self.refuse(
            text.is_not_null() & number.is_null(),
            name,
            f"`{name}: {{}}` is no number.",
            "Write digits, with a point for decimals and nothing else: `1250`, `4.6`.",
        )
        return number

    def unless_short(self, name: str) -> pl.Series:
        """The column's text, or where it is empty the short form."""
        short = self.text("value")
        text = self.text(name)
        self.refuse(
            short.is_not_null() & text.is_not_null(),
            "value",
            f"`value: {{}}` stands beside `{name}`, which says the same.",
            "Keep one of the two.",
        )
        return text.zip_with(text.is_not_null(), short)

    def pair(self, first: str, second: str, example: str) -> tuple[pl.Series, pl.Series]:
        """Two columns of numbers that go together, or a short form like `187/200`."""
        a, b = self.text(first), self.text(second)
        short = self.text("value")
        if short.null_count() < len(short):
            self.refuse(
                short.is_not_null() & ~short.str.contains(FRACTION).fill_null(value=False),
                "value",
                f"`{{}}` is not of the form `{example}`.",
                f"Write `{example}` or `{{{first}: ..., {second}: ...}}`: the numbers behind a value are needed.",
            )
            self.refuse(
                short.is_not_null() & self.given(first, second),
                "value",
                f"`{{}}` stands beside `{first}` or `{second}`.",
                "Keep one of the two forms.",
            )
            a = a.zip_with(a.is_not_null(), short.str.extract(FRACTION, 1))
            b = b.zip_with(b.is_not_null(), short.str.extract(FRACTION, 2))
        return self.number(first, a), self.number(second, b)

    def need(self, *names: str, among: pl.Series) -> None:
        """Each of the cells has to be filled in the rows `among`."""
        for name in names:
            self.refuse(among & self.text(name).is_null(), None, f"`{name}` is missing.")

    def minutes(self, name: str, text: pl.Series | None = None) -> tuple[pl.Series, pl.Series]:
        """The column as minutes, and its clock ("elapsed" or "working")."""
        text = self.text(name) if text is None else text
        unit = text.str.extract(WITH_UNIT, 2).str.to_lowercase()
        unit = unit.set((unit == "").fill_null(value=False), None)
        unit = unit.zip_with(unit.is_not_null(), self.text("unit").str.to_lowercase())
        known = {word: read for word in unit.unique().drop_nulls() if (read := _unit(word))}
        sizes = {word: read.unit.minutes for word, read in known.items()}
        clocks = {word: read.unit.clock.value for word, read in known.items()}
        number = text.str.extract(WITH_UNIT, 1).cast(pl.Float64, strict=False)
        minutes = number * unit.replace_strict(sizes, default=None, return_dtype=pl.Float64)
        clock = unit.replace_strict(clocks, default=None, return_dtype=pl.String)
        return self._other_durations(name, text, minutes, clock)

    def _other_durations(
        self, name: str, text: pl.Series, minutes: pl.Series, clock: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """`1 h 30 min` and `PT12M`, and what is no duration: few texts, read one by one."""
        left = text.is_not_null() & minutes.is_null()
        if not left.any():
            return minutes, clock
        lengths: dict[str, float] = {}
        clocks: dict[str, str] = {}
        for each in text.filter(left).unique(maintain_order=True):
            try:
                read = quantity.duration(each)
            except quantity.NotAQuantity as reason:
                self.refuse(left & (text == each), name, f"`{name}`: {reason}", "Write it like `12 min`.")
            else:
                lengths[each], clocks[each] = read.minutes, read.unit.clock.value
        more = text.replace_strict(lengths, default=None, return_dtype=pl.Float64)
        more_clocks = text.replace_strict(clocks, default=None, return_dtype=pl.String)
        return minutes.zip_with(~left, more), clock.zip_with(~left, more_clocks)


def _unit(word: str) -> quantity.Duration | None:
    try:
        return quantity.duration(f"1 {word}")
    except quantity.NotAQuantity:
        return None
