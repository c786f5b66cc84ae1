"""The cells of one standard's values, column by column, and what in them can't be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from generator.load import missing_standins, non_numbers
from generator.load.unreadable_cells import UnreadableCell
from generator.model import lookalike_signs, observation, quantity
from generator.model.check_rule import MOST_ALIKE

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_FRACTION = rf"^({_NUMBER})\s*/\s*({_NUMBER})$"
_WITH_UNIT = rf"^({_NUMBER})\s*([A-Za-z]*(?:\s+[A-Za-z]+)?)$"
_MONEY = r"^(.*?)\s*([A-Za-z]{3})$"

_POINTED = r"[1-9]\d{0,2}\.\d{3}"
_POINTED_PAIR = rf"^(?:{_POINTED}\s*/\s*\d[\d.]*|\d[\d.]*\s*/\s*{_POINTED})$"

_PERCENT = rf"^{_NUMBER}\s*(?:%|percent|per cent|pct\.?)$"

_YAML = (".yml", ".yaml")
DIGITS = "Write digits only, with a point for decimals: `1250`, `4.6`."
_NO_TEXT = pl.Series([None], dtype=pl.String)
_NO_NUMBER = pl.Series([None], dtype=pl.Float64)
_NO = pl.Series([False])


@dataclass
class Cells:
    """Text columns of one standard's rows; a column that no file has is all empty.

    In messages `{}` becomes what stands there: `met: 18o`, or `18o` in the short form.
    """

    part: pl.DataFrame
    misread: list[UnreadableCell] = field(default_factory=list)
    unreadable: list[pl.Series] = field(default_factory=list)
    """The rows of each refusal."""

    _short: dict[str, pl.Series] = field(default_factory=dict)
    """By column: the rows in which it was filled from the short form."""

    @property
    def bad(self) -> pl.Series:
        """The rows in which something can't be read, of which there are some."""
        return pl.select(pl.any_horizontal(self.unreadable)).to_series().fill_null(value=False)

    def text(self, name: str) -> pl.Series:
        if name in self.part.columns:
            return self.part[name]
        return _NO_TEXT.new_from_index(0, self.part.height)

    def given(self, *names: str) -> pl.Series:
        """Whether any of the cells is filled."""
        given = _NO.new_from_index(0, self.part.height)
        for name in names:
            if name in self.part.columns:
                given = given | self.part[name].is_not_null()
        return given

    def refuse(
        self,
        which: pl.Series,
        cell: str | None,
        message: str,
        hint: str | Callable[[str], str] = "",
        *,
        at_name: bool = False,
    ) -> None:
        """Note every row of `which`. A hint may be made from what stands there."""
        if not which.any():
            return
        self.unreadable.append(which)
        name = cell or ""
        short = self._short.get(name, which.clear(len(which)).fill_null(value=False))
        rows = self.part.select("file", "line", "column")
        rows = rows.with_columns(self.text(name).alias("text"), short.alias("short")).filter(which)
        for file, line, column, text, short in rows.head(MOST_ALIKE).iter_rows():
            stands = str(text) if short or cell == "value" else f"{cell}: {text}"
            at = "value" if short else cell
            said = message.replace("{}", stands)
            do = hint.replace("{}", str(text)) if isinstance(hint, str) else hint(str(text))
            if text is not None and not at_name and name not in observation.SAID:
                do = _or_why(do, str(text))
                said = f"{said} {lookalike_signs.named(str(text))}".rstrip()
            do = missing_standins.with_why(do, table=not str(file).endswith(_YAML))
            self.misread.append(UnreadableCell(file, line, column, at, said, do, at_name))
        for rest in rows.slice(MOST_ALIKE).partition_by("file"):
            file, line, column = rest.row(0)[:3]
            places = rest.select(pl.format("{}:{}:{}", "file", "line", "column")).to_series()
            self.misread.append(UnreadableCell(file, line, column, None, "", more=tuple(places)))

    def take_short(self, name: str) -> None:
        """Let the short form stand for the cell `name`."""
        short = self.text("value").is_not_null()
        if short.any():
            twice = short & self.given(name)
            self.refuse(
                twice, "value", f"`{{}}` stands beside `{name}`, which says the same.", "Keep one of the two."
            )
            self._fill({name: self.text("value")}, short)

    def take_short_pair(self, first: str, second: str, example: str, among: pl.Series | None = None) -> None:
        """Let a short form like `187/200` stand for two cells."""
        text = self.text("value")
        short = text.is_not_null() if among is None else text.is_not_null() & among
        if not short.any():
            return
        self.refuse(
            short & ~text.str.contains(_FRACTION).fill_null(value=False),
            "value",
            f"`{{}}` was read where `{example}` was expected.",
            lambda text: (
                non_numbers.pair(text, example)
                or f"Write both numbers, like `{example}` or `{{{first}: ..., {second}: ...}}`: "
                "without them small numbers can't be told and clinics can't be added up."
            ),
        )
        self._refuse_pointed(short & text.str.contains(_POINTED_PAIR).fill_null(value=False), "value")
        twice = short & self.given(first, second)
        self.refuse(
            twice, "value", f"`{{}}` stands beside `{first}` or `{second}`.", "Keep one of the two forms."
        )
        parts = {first: text.str.extract(_FRACTION, 1), second: text.str.extract(_FRACTION, 2)}
        self._fill(parts, short)

    def number(self, name: str) -> pl.Series:
        """The column as numbers."""
        if name not in self.part.columns:
            return _NO_NUMBER.new_from_index(0, self.part.height)
        text = self.text(name)
        number = _countable(text)
        larger = (text.cast(pl.Float64, strict=False).abs() >= quantity.LARGEST).fill_null(value=False)
        self.refuse(
            larger,
            name,
            "`{}` is larger than anything that is counted here.",
            "Look for digits that were typed twice.",
        )
        percent = text.str.contains(_PERCENT).fill_null(value=False) & self._refused()
        self.refuse(
            text.is_not_null() & number.is_null() & ~larger & ~percent,
            name,
            "`{}` is no number.",
            lambda text: " ".join(filter(None, (DIGITS, non_numbers.number(text)))),
        )
        return number

    def count(self, name: str) -> pl.Series:
        """The column as numbers that count something. A point for thousands would make few of many."""
        if name in self.part.columns:
            text = self.text(name)
            pointed = text.str.contains(f"^{_POINTED}$").fill_null(value=False) & ~self._refused()
            if pointed.any():
                self._refuse_pointed(pointed & ~self._decimals(text), name)
            self.refuse(
                text.str.contains(_PERCENT).fill_null(value=False),
                name,
                "`{}` is a percentage, where a count belongs.",
                "Write how many there were: a share alone doesn't say.",
            )
        return self.number(name)

    def _refuse_pointed(self, which: pl.Series, cell: str) -> None:
        message = "`{}` has a point for thousands, which is read as one for decimals."
        self.refuse(which, cell, message, lambda text: f"Did you mean `{text.replace('.', '')}`?")

    def _decimals(self, text: pl.Series) -> pl.Series:
        """Rows of files whose points are such for decimals: most are followed by other than three digits, or
        all by zeros, as where a program writes each number alike."""
        pointed = pl.col("text").str.contains(f"^{_POINTED}$").sum()
        others = pl.col("text").str.contains(r"\.").sum() - pointed
        zeros = pl.col("text").drop_nulls().str.ends_with(".000").all() & (pl.col("text").count() > 1)
        rows = self.part.select("file", text.alias("text"))
        return rows.select(((others > pointed) | zeros).over("file")).to_series()

    def _refused(self) -> pl.Series:
        """Rows of which something was refused already."""
        if not self.unreadable:
            return _NO.new_from_index(0, self.part.height)
        return pl.select(pl.any_horizontal(self.unreadable)).to_series().fill_null(value=False)

    def need(self, *names: str, among: pl.Series, hint: str = "") -> None:
        """Each of the cells has to be filled in the rows `among`."""
        for name in names:
            do = f"{hint} If there is no value, {missing_standins.WHY}.".lstrip()
            self.refuse(among & self.text(name).is_null(), name, f"`{name}` is missing.", do)

    def minutes(self, name: str, shown_in: str) -> tuple[pl.Series, pl.Series]:
        """The column as minutes, and the clock of each ("elapsed" or "working"). `shown_in` is the unit that
        the standard is shown in."""
        text = self.text(name)
        if name not in self.part.columns:
            return _NO_NUMBER.new_from_index(0, self.part.height), text
        unit = text.str.extract(_WITH_UNIT, 2).str.to_lowercase().replace("", None)
        unit = unit.zip_with(unit.is_not_null(), self.text("unit").str.to_lowercase())
        known = {word: read for word in unit.unique().drop_nulls() if (read := _unit(word))}
        sizes = {word: read.unit.minutes for word, read in known.items()}
        clocks = {word: read.unit.clock.value for word, read in known.items()}
        minutes = _countable(text.str.extract(_WITH_UNIT, 1)) * _looked_up(unit, sizes, pl.Float64)
        clock = _looked_up(unit, clocks, pl.String)
        return self._other_durations(name, text, minutes, clock, shown_in)

    def _other_durations(
        self, name: str, text: pl.Series, minutes: pl.Series, clock: pl.Series, shown_in: str
    ) -> tuple[pl.Series, pl.Series]:
        """`1 h 30 min` and `PT12M`, and what is no duration: few texts, read one by one."""
        left = text.is_not_null() & minutes.is_null()
        lengths: dict[str, float] = {}
        clocks: dict[str, str] = {}
        for each in text.filter(left).unique(maintain_order=True):
            try:
                read = quantity.duration(each)
            except quantity.NotAQuantity as reason:
                # What the reason suggests doesn't know the standard's unit.
                said = f"{str(reason).partition('; write')[0].rstrip('.')}."
                self.refuse(left & (text == each), name, said, non_numbers.duration(each, shown_in))
            else:
                lengths[each], clocks[each] = read.minutes, read.unit.clock.value
        if not lengths:
            return minutes, clock
        return (
            minutes.zip_with(~left, _looked_up(text, lengths, pl.Float64)),
            clock.zip_with(~left, _looked_up(text, clocks, pl.String)),
        )

    def money(self, name: str, wanted: str) -> tuple[pl.Series, pl.Series]:
        """The column as amounts, and the currency of each: its own, else that of the row. `wanted` is the
        standard's."""
        text = self.text(name)
        code = text.str.extract(_MONEY, 2).str.to_uppercase()
        digits = text.str.extract(_MONEY, 1)
        amount = _countable(digits.zip_with(digits.is_not_null(), text))
        self.refuse(
            text.is_not_null() & amount.is_null(),
            name,
            "`{}` is no amount of money.",
            lambda text: non_numbers.money(text, wanted) or f"Write it like `30 {wanted}`.",
        )
        for other in ("currency", "unit"):
            code = code.zip_with(code.is_not_null(), self.text(other).str.to_uppercase())
        return amount, code

    def _fill(self, columns: dict[str, pl.Series], where: pl.Series) -> None:
        for name, text in columns.items():
            was = self.text(name)
            filled = where & was.is_null()
            self.part = self.part.with_columns(was.zip_with(~filled, text).alias(name))
            self._short[name] = filled


def _or_why(hint: str, text: str) -> str:
    """The hint for a cell that can't be read, or what to write where there is no value."""
    if stands_for_nothing := missing_standins.instead(text):
        return stands_for_nothing
    if missing_standins.no_digits(text) and "Did you mean" not in hint and missing_standins.WHY not in hint:
        return f"{hint} If there is no value, {missing_standins.WHY}.".lstrip()
    return hint


def _countable(text: pl.Series) -> pl.Series:
    number = text.cast(pl.Float64, strict=False)
    return number.set((number.is_nan() | (number.abs() >= quantity.LARGEST)).fill_null(value=False), None)


def _looked_up(keys: pl.Series, found: dict[str, object], kind: type[pl.DataType]) -> pl.Series:
    """What is found for each key, null for the others. The type is said here, so that it doesn't depend on
    which of the answers comes first."""
    answers = pl.Series(list(found.values()), dtype=kind)
    return keys.replace_strict(list(found), answers, default=None, return_dtype=kind)


def _unit(word: str) -> quantity.Duration | None:
    try:
        return quantity.duration(f"1 {word}")
    except quantity.NotAQuantity:
        return None
