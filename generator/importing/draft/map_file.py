"""A drafted map as text: what was recognised, and each doubt as a comment with what else was seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.importing import date_spellings, detect, split_periods
from generator.importing.date_spellings import Days
from generator.importing.draft import known_clinics, numbers, periods, standards, table
from generator.importing.draft.drafting import FileSummary, Sheet, roles
from generator.importing.draft.examples import examples, filled, reason, shares, some
from generator.importing.guess.column_kinds import Column, grain
from generator.importing.guess.known_names import KnownNames
from generator.importing.guess.row_keys import MEASURE
from generator.importing.ids import slug
from generator.importing.yaml_quoting import comment, quoted
from generator.model.import_layout import EMPTY, PERIOD, SHEET, VALUE

SHOWN = 6  # examples
MOST_CHOICES = 12
_TARGETS = {"proportion": "95%", "duration": "30 min"}


@dataclass(frozen=True)
class About:
    """What the handbook that the table goes into says already."""

    country: str | None = None
    """Its country, where it has one only."""

    themes: tuple[str, ...] = ()
    standards: Mapping[str, str] = field(default_factory=dict)
    """The kind of each."""

    clinics_named: KnownNames = field(default_factory=KnownNames)
    standards_named: KnownNames = field(default_factory=KnownNames)
    there: bool = False


def written(seen: FileSummary, about: About, name: str) -> str:
    """The map. `name` is the file it will stand in."""
    return "\n".join(_Map(seen, about).lines(name)) + "\n"


class _Map:
    """The parts of a map, in the order in which one reads them."""

    def __init__(self, seen: FileSummary, about: About) -> None:
        self.seen, self.about = seen, about
        self.sheets, self.first = seen.sheets, seen.sheets[0]
        self.found = self.first.guess
        self.names = dict(_names(seen.sheets))
        self.ids = standards.ids(seen, about.standards_named)

    def lines(self, name: str) -> Iterator[str]:
        yield from (
            f"# A first map of {comment(self.seen.file)}, drafted from a look at it.",
            "# Read it through. What is behind a # is a doubt, or something that only you know. Then:",
            f"#   benchbook import {quoted(self.seen.file)} --map {quoted(name)} --into DIR",
            "",
        )
        for part in (
            table.lines(self.seen, self.names),
            self.clinic(),
            self.period(),
            self.standard(),
            self.numbers(),
            self.rest(),
        ):
            yield from part

    def clinic(self) -> Iterator[str]:
        yield "clinic:"
        column, name = self.found.clinic, self.found.name
        if column is None and self.seen.by_sheet == "clinic":
            names = [sheet.grid.sheet or "" for sheet in self.sheets]
            yield f'  column: "{SHEET}"{examples(names)}; as it looks, each sheet is one clinic'
        elif column is None:
            yield "  fixed:  # whose values are these? No column looks like it."
        else:
            yield f"  column: {quoted(self.called(column))}{examples(column.distinct)}{filled(column)}"
            for other in self.found.clinics:
                yield f"  # column: {quoted(self.called(other))}  # or this one: {some(other.distinct)}?"
            yield from known_clinics.unsaid(column)
            yield from known_clinics.clinics(column, name, self.about.clinics_named, self.found.sums)
        codes = [text for text in column.distinct if text.isdecimal()] if column else []
        lengths = set(map(len, codes))
        if column and len(lengths) == 2 and len(codes) >= 0.9 * len(column.distinct):
            yield f"  digits: {max(lengths)}  # some have a digit less: likely a zero is lost"
        if name is not None:
            yield f"  name: {quoted('{' + self.called(name) + '}')}{examples(name.distinct)}"
        if self.about.country:
            yield f"  country: {self.about.country}"
        else:
            yield "  # country: gb  # for clinics that the handbook doesn't have yet: which is theirs?"

    def period(self) -> Iterator[str]:
        yield "period:"
        column = self.found.period
        if column is None:
            yield from self.period_elsewhere()
            return
        if self.found.parts is not None:
            yield from periods.in_parts(self.found.parts, self.called, self.first.title)
            return
        yield f"  column: {quoted(self.called(column))}{examples(column.distinct)}{filled(column)}"
        yield from periods.evidence(column, self.first)
        if self.found.as_:
            apart = f"as far as its {len(column.distinct):,} different cells lie apart"
            yield f"  as: {self.found.as_}  # {apart}"
        elif any(date_spellings.is_unclear(text, Days.of(column.distinct)) for text in column.distinct):
            yield from periods.orders(column)
            yield "  # as: month  # what a day stands for: day, week, month, quarter, …"
        elif grain(column) is None:
            odd = [text for text in column.distinct if date_spellings.understood(text) is None]
            odd = odd or list(column.distinct)
            yield "  # Not understood, or of different lengths. Which period is it? For example:"
            yield "  # values:"
            for text in odd[:MOST_CHOICES]:
                yield f"  #   {quoted(text)}: {standards.year_in(text) or '2025-01'}"
        others = [each for each in self.first.columns if each.kind == "period" and each is not column]
        if others:
            yield f"  # Periods stand also in: {', '.join(comment(each.name) for each in others)}"

    def period_elsewhere(self) -> Iterator[str]:
        sheets = [sheet.grid.sheet or "" for sheet in self.sheets]
        in_name = re.search(r"(?:19|20)\d\d[-_](?:0[1-9]|1[0-2]|Q[1-4])(?!\d)", self.seen.file)
        if self.first.period_at:
            yield "  column: when"
        elif self.seen.by_sheet == "period" and all(map(split_periods.named_month, sheets)):
            yield from periods.by_sheet(self.first.title)
        elif self.seen.by_sheet == "period" or all(map(date_spellings.reads_as_period, sheets)):
            yield f'  column: "{SHEET}"'
        elif in_name:
            yield f"  fixed: {in_name[0].replace('_', '-')}  # from the name of the file"
        else:
            yield "  fixed:  # when? Nothing looks like it. Write it like 2025-01, 2025-Q1, 2025 or 2024/25"

    def standard(self) -> Iterator[str]:
        yield "standard:"
        column = self.found.standard
        if column is None and self.seen.by_sheet != "standard":
            name = next(iter(self.ids.values()))
            there = "  # a standard of the handbook that is called so" if name in self.about.standards else ""
            yield f"  fixed: {name}{there}"
            others = [each for each in self.about.standards if each != name]
            if others:
                yield f"  # The handbook has{' also' if there else ''}: {', '.join(others[:20])}"
        else:
            yield f"  column: {quoted(self.called(column) if column else SHEET)}"
            if column is not None and not MEASURE.search(column.name):
                yield from known_clinics.standards_asked(column)
            yield "  values:  # take away what you don't want"
            for said, name in self.ids.items():
                there = (
                    "  # a standard of the handbook that is called so" if name in self.about.standards else ""
                )
                yield f"    {quoted(said)}: {name}{there}"
        for name in dict.fromkeys(self.ids.values()):
            kind = self.about.standards.get(name, self.found.kind)
            if kind != self.found.kind:
                yield f"  # In the handbook `{name}` is a {kind}, and here it looks like a {self.found.kind}."

    def where(self) -> Iterator[str]:
        if self.found.asked is not None:
            yield from known_clinics.asked(self.found.asked, quoted(self.called(self.found.asked)))
        if self.found.where or self.found.choose:
            yield "where:"
        for column in self.found.choose:
            choices = examples(column.distinct, "choose one: ", most=MOST_CHOICES)
            yield f"  {quoted(self.called(column))}:{choices}"
        for column, whole in self.found.where.values():
            rest = [cell for cell in column.distinct if cell != whole]
            before = "there is also: " if whole else "empty stands for all, as it looks; there is also: "
            yield f"  {quoted(self.called(column))}: {quoted(whole or EMPTY)}{examples(rest, before)}"

    def numbers(self) -> Iterator[str]:
        yield from self.where()
        yield f"fields:{f'  # {comment(self.found.why)}. Is it so?' if self.found.why else ''}"
        if self.found.rows is not None:
            yield from numbers.counted(self.found.rows, self.called)
        for name, held in self.found.fields.items():
            expression = "".join(sign + self.operand(column) for sign, column in held)
            percent = self.found.kind == "score" and held[0][1].kind == "percent"
            yield f"  {name}: {quoted(expression + ' * 100' if percent else expression)}"
            if self.found.kind == "score" and not percent and shares(held[0][1]):
                yield "  # These lie between 0 and 1. If they are percentages, write * 100 behind."
        yield from numbers.mixed(self.found)
        yield from numbers.shares(self.found, self.first.form, self.operand)
        yield from numbers.others(self.found, self.operand)
        if self.found.times is not None:
            yield from numbers.lengths(self.found.times, self.operand)
        if not self.found.fields and self.found.rows is None:
            yield "  count:  # no column looks like numbers. Which one is it?"
        yield from numbers.unused(self.found)
        if self.found.repeated:
            yield "# Some clinics have several rows a period: say which by `where`, or `repeated: add`"
        yield from self.absent()

    def absent(self) -> Iterator[str]:
        marks: Counter[str] = Counter()
        keyed = self.found.clinic.cells if self.found.clinic else ()
        for column in {id(each): each for held in self.found.fields.values() for _, each in held}.values():
            beside = zip(column.cells, keyed or column.cells, strict=True)
            marks.update(cell for cell, clinic in beside if clinic and cell in column.marks)
        known = {mark: times for mark, times in marks.items() if detect.MARKS.fullmatch(mark)}
        if known:
            yield "absent:  # cells that stand for a missing number, and the reason that readers see"
        for mark, times in known.items():
            yield f"  {quoted(mark)}: {reason(mark)}  # {'once' if times == 1 else f'{times:,} times'}"
        if rest := [f"`{comment(mark)}` ({times:,})" for mark, times in marks.items() if mark not in known]:
            more = ", …" if len(rest) > SHOWN else ""
            yield f"# Not numbers either, and left: {', '.join(rest[:SHOWN])}{more}"

    def rest(self) -> Iterator[str]:
        """What a new handbook needs, and the standards."""
        theme = self.about.themes[0] if self.about.themes else "imported"
        yield ""
        starts = self.found.year_starts
        if not self.about.there:
            yield "handbook:"
            yield f"  title: {quoted(self.first.title or Path(self.seen.file.removesuffix('.gz')).stem)}"
            yield "  themes: {imported: {title: Imported}}"
            if starts:
                yield f"  calendar: {{year_starts: {starts}}}  # as the days from start to end say"
        elif starts:
            yield f"# Years begin in month {starts} here: handbook.yml has to say so in `calendar`"
        if not self.about.country:
            yield "# countries:"
            yield "#   gb: {name: United Kingdom}"
        new = [
            (text, title, self.ids[text])
            for text, title in standards.titles(self.seen).items()
            if self.ids[text] not in self.about.standards
        ]
        if new:
            yield "standards:"
        for text, title, name in new:
            yield f"  {name}:"
            yield f"    title: {quoted(title or text)}"
            yield f"    theme: {theme}"
            yield f"    reported: {standards.reported(self.first)}"
            better = self.found.better or "neither"
            main = next(iter(self.found.fields), "median")
            kind = f"{self.found.kind}, statistic: {main}" if self.statistic(main) else self.found.kind
            yield f"    measure: {{kind: {kind}, better: {better}}}{self.direction()}"
            yield f"    # targets: [{_TARGETS.get(self.found.kind, '90')}]"

    def statistic(self, main: str) -> bool:
        """Whether a duration has another statistic than the median."""
        return self.found.kind == "duration" and main != "median"

    def direction(self) -> str:
        """Which way is better is a guess from names, or open."""
        others = [name for name in ("higher", "lower", "neither") if name != (self.found.better or "neither")]
        if self.found.better is None:
            return "  # which way is better? higher or lower: until then nothing is judged"
        return f"  # or {', or '.join(others)}"

    def called(self, column: Column) -> str:
        """What the map calls a column."""
        return self.names[id(column)][0] if id(column) in self.names else column.name

    def operand(self, column: Column) -> str:
        name = self.called(column)
        if name in {VALUE, PERIOD} or re.fullmatch(r"[^\W\d]\w*", name):
            return name
        mark = '"' if '"' not in name else "`"
        return f"{mark}{name}{mark}"


def _names(sheets: Sequence[Sheet]) -> Iterator[tuple[int, tuple[str, str]]]:
    """A name for each column that is used, and a pattern for it, by the column of the first sheet."""
    for role, column in roles(sheets[0].guess).items():
        all_ = [roles(sheet.guess)[role].name for sheet in sheets]
        pattern = detect.pattern(all_) or all_[0]
        same = len(set(all_)) == 1
        name = column.name if same else (slug(pattern).replace("-", "_") or role.replace(" ", "_"))
        yield id(column), (name, column.name if same else pattern)
