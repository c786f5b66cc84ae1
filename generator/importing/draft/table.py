"""The part of a drafted map that says where the table stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from generator.importing import detect
from generator.importing.draft import skipped_rows
from generator.importing.draft.drafting import FileSummary, named_by
from generator.importing.total_rows import Sum
from generator.importing.yaml_quoting import comment, quoted
from generator.model.import_layout import Encoding


def lines(seen: FileSummary, names: Mapping[int, tuple[str, str]]) -> Iterator[str]:
    """What `table` says. `names` are the names and patterns of columns."""
    return _Table(seen, names).whole()


class _Table:
    def __init__(self, seen: FileSummary, names: Mapping[int, tuple[str, str]]) -> None:
        self.seen, self.names = seen, names
        self.sheets, self.first = seen.sheets, seen.sheets[0]
        self.found = self.first.guess

    def whole(self) -> Iterator[str]:
        yield from self.joinable()
        inner = [
            *self.sheet(), *self.form(), *self.times(), *skipped_rows.above(self.sheets),
            *self.header(), *self.end(), *self.columns(), *self.layout(),
        ]  # fmt: skip
        said = any(not line.lstrip().startswith("#") for line in inner)
        if said:
            yield "table:"
        elif any(line.startswith(("  # skip:", "  # times:", "  # thousands:")) for line in inner):
            yield "# table:"
        yield from inner

    def sheet(self) -> Iterator[str]:
        if not self.seen.spreadsheet:
            return
        names = [sheet.grid.sheet or "" for sheet in self.sheets]
        if len(names) == 1:
            yield f"  sheet: {quoted(names[0])}"
        else:
            yield "  sheet:"
            yield from (f"    - {quoted(name)}" for name in names)
        if self.seen.other:
            yield f"  # {len(self.seen.other)} more sheets aren't read by this map:"
            yield from (f"  #   {comment(name)}: {comment(why)}" for name, why in self.seen.other)
            yield '  # For a map of some of them: import FILE --draft --sheet "THEIR NAME*"'

    def form(self) -> Iterator[str]:
        form = self.first.form
        if form.encoding:
            yield f"  encoding: {form.encoding}  # it isn't UTF-8{self.beyond_ascii()}"
        if form.separator != ",":
            yield f"  separator: {quoted(form.separator)}"
        if form.decimal != ".":
            yield '  decimal: ","'
        pointed = None
        if form.thousands in {"", "."} and not self.seen.spreadsheet:
            pointed = detect.three_digits(cell for row in self.first.grid.rows for cell in row)
        if form.thousands:
            so = f"  # so {pointed} is {pointed.replace('.', '')}, is that right?" if pointed else ""
            yield f"  thousands: {quoted(form.thousands)}{so}"
        elif pointed:
            whole = pointed.replace(".", "")
            yield f'  # thousands: "."  # if {pointed} is {whole}; else its point is a decimal one'

    def times(self) -> Iterator[str]:
        found = self.found.times
        if found is not None and found.two_parts:
            yield f"  times: {found.two_parts}  # as a heading says"
        elif found is not None and found.asks:
            yield "  # times: h:mm  # or mm:ss: which is 0:14? Nothing here tells, and such cells are left"

    def beyond_ascii(self) -> str:
        """A text that shows whether the encoding is the right one."""
        cells = (cell for row in self.first.grid.rows for cell in row if not cell.isascii())
        shown = comment(next(cells, ""))[:40]
        others = ", ".join(name for name in get_args(Encoding)[1:] if name != self.first.form.encoding)
        return f". Does this read right: {shown}? Else it is one of: {others}" if shown else ""

    def header(self) -> Iterator[str]:
        headers = {sheet.form.header for sheet in self.sheets}
        rows = [seen.grid.numbers[seen.head[-1]] for seen in self.first.tables]
        if len(headers) == 1 and not any(isinstance(header, str) for header in headers):
            header = headers.pop()
            if header is not None:
                said = list(header) if isinstance(header, tuple) else header
                yield f"  header: {said}"
            return
        tables = [seen for sheet in self.sheets for seen in sheet.tables]
        code = self.found.clinic.name if self.found.clinic else None
        said = named_by(tables, code) or code or ""
        where = f" of {comment(self.first.grid.sheet)}" if self.first.grid.sheet else ""
        yield f"  header: {quoted(said)}  # in row {', '.join(map(str, rows))}{where}"
        if len(self.first.tables[0].head) > 1:
            yield f"  header_rows: {len(self.first.tables[0].head)}"

    def end(self) -> Iterator[str]:
        """Another table below is told, and read by a map of its own."""
        last = self.first.form.last
        if last is not None:
            yield f"  last: {last}"
            yield "  # Another table begins below: for it copy this map, with its `header` and no `last`"

    def columns(self) -> Iterator[str]:
        own = {name: pattern for name, pattern in self.names.values() if name != pattern}
        if own:
            yield "  columns:  # names for headings that differ from sheet to sheet"
            yield from (f"    {quoted(name)}: {quoted(pattern)}" for name, pattern in own.items())

    def layout(self) -> Iterator[str]:
        form = self.first.form
        if self.first.period_at:
            at = self.first.period_at
            yield f"  cells: {{when: {at}}}  # says `{comment(self.first.at(at))}`"
        if form.periods is not None:
            yield "  periods:"
            yield f"    columns: {quoted(str(form.periods.columns))}  # one column a period"
        if form.clinics is not None:
            but = [quoted(name) for name in form.clinics.but]
            yield "  clinics:"
            yield f"    columns: {quoted(str(form.clinics.columns))}  # one column a clinic, as it looks"
            if but:
                yield f"    but: [{', '.join(but)}]  # these aren't clinics"
        if form.beside:
            yield "  beside:  # other files that say more about a column"
        for other in form.beside:
            shares = {(one.file, one.by): one for one in self.seen.joined}
            one = shares.get((other.file, other.by))
            told = f"  # it has {one.found:,} of the {one.of:,} different cells" if one else ""
            yield f"    - {{file: {quoted(other.file)}, by: {quoted(other.by)}}}{told}"
        yield from skipped_rows.skip(self.sums(), self.elsewhere())

    def joinable(self) -> Iterator[str]:
        """Other files are told, and joined only where somebody names them."""
        if not self.seen.joinable:
            return
        yield "# Other files in this folder have a column of this one. None is joined unless you name it:"
        for one in self.seen.joinable:
            cells = f"{one.found:,} of the {one.of:,} different cells of {comment(one.by)}"
            yield f"#   {comment(one.file)} has {cells}"
        named = quoted(self.seen.joinable[0].file)
        yield f"# For a draft that joins one: import {quoted(self.seen.file)} --draft --beside {named}"

    def sums(self) -> list[Sum]:
        """Of all sheets, each once: proved where it is proved in one."""
        found: dict[str, Sum] = {}
        for sheet in self.sheets:
            for one in sheet.guess.sums:
                if one.cell not in found or (one.proved and not found[one.cell].proved):
                    found[one.cell] = one
        return list(found.values())

    def elsewhere(self) -> frozenset[str]:
        """What columns say that aren't the clinic's: a row in which one says so would be left out, too."""
        own = {id(each) for each in (self.found.name, self.found.clinic)}
        return frozenset(
            cell
            for each in self.first.columns
            if id(each) not in own and each.kind == "text"
            for cell in each.distinct
        )
