"""The last look before anything is published: could any hidden value be worked out from all of it?

Everything that readers get is made from `Findings`: pages, charts and what hovering tells, search,
downloads and the index for programs. So what is looked through is what stands in those, and the
tables of the downloads as they will be written. Which values must be hidden is told from the files
anew, apart from the code that hides them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import islice
from math import inf, isfinite

import numpy as np
import polars as pl

from generator.disclosure import inference, published_stage_sums, published_sums
from generator.disclosure.hidden_values import NUMBERS, codes, names
from generator.disclosure.published_sums import Link, Relations, Sheet
from generator.model.comparison_results import PeerComparison
from generator.model.file_places import At
from generator.model.final_checks import DISCLOSED, EVERYTHING
from generator.model.handbook_data import HandbookData
from generator.model.results import Bools, Floats, Verdict
from generator.model.standard_results import StandardResult, StandardResults
from generator.problem import Problem

OF_SERIES = frozenset({"limits", "judged", "runs"})
"""Parts of a finding whose lines run on where a value is hidden: what is mean, limit or target there."""

IN_DOWNLOADS = ("value", "numerator", "denominator", "signal", "low", "high")
IN_FILES = ("value", "numerator", "denominator", "low", "high", "framed")
SAY_NOTHING = ("hidden", "no value")
"""What the column `peers` may say of a hidden value."""

MOST_TOLD = 20
"""Values of one standard that are told one by one."""

AT_ONCE = 60
"""Hidden cells up to which all totals are looked at together, once they give anything away."""

REPORT = (
    "Nothing is published, and the former site stays. This is a mistake of the program: please report it. "
    "Until it is mended, take the standard's values out."
)
ONLY_ONE = "Nothing is published, and the former site stays. Hide more: 8 is usual."

SEVERAL = "several totals together"

Table = Callable[[str], pl.DataFrame]


def leaks(
    written: HandbookData, findings: StandardResults, table: Table, newest: Table | None = None
) -> tuple[Problem, ...]:
    """A problem for every hidden value that what is published gives away; none where all is well.

    `written` is what the files say, `findings` what is published, `table` the rows of a standard's
    download (columns clinic, period, peers and `IN_DOWNLOADS` among them), `newest` those of its
    file for programs (`IN_FILES` in place of these). A value is given away where it stands itself,
    where it follows from sums (exactly), and where they leave it fewer possibilities than readers
    know anyway: a single one, or only small ones. No number is told.
    """
    if not names(written):
        return ()
    sheets = published_sums.sheets(written, findings)
    found = [*_single(written, sheets.values())]
    told: dict[int, str] = {}
    for sheet in sheets.values():
        told |= _shown(written, sheet, findings, table)
        if newest is not None and sheet.secrets.small.any():
            there = _grid(newest(sheet.name), sheet, IN_FILES) & sheet.secrets.secret
            told = dict.fromkeys(sheet.cells[there].tolist(), "its file for programs shows it") | told
    relations = Relations(written, findings, sheets)
    stages = list(published_stage_sums.links(written, findings, sheets))
    links = [*relations.collect(), *stages]
    secret = _secret(sheets.values())
    if relations.closing or stages:
        told |= _following(links, secret) | told
        told |= _narrowed(written, sheets.values(), links, secret) | told
    for sheet in sheets.values():
        told |= _following(list(published_sums.means(sheet)), secret) | told
    for sheet in sheets.values():
        found += _problems(written, sheet, told)
    return tuple(found)


def _secret(sheets: Iterable[Sheet]) -> frozenset[int]:
    return frozenset(cell for sheet in sheets for cell in sheet.cells[sheet.secrets.secret].tolist())


# ---------------------------------------------------------------- ways of giving away


def _single(written: HandbookData, sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """Counts of which readers know that they are small, where there is but one small count."""
    if written.settings.privacy.hide_below > 2:
        return
    counts = [it.name for it in sheets if it.measure.kind == "count" and it.secrets.secret.any()]
    if counts:
        yield DISCLOSED.problem(
            written.places.find(At("handbook", "handbook", ("privacy", "hide_below"))),
            f"Only counts below {written.settings.privacy.hide_below} are hidden, so that everybody knows "
            f"what a hidden value of {', '.join(f'`{name}`' for name in counts)} is.",
            ONLY_ONE,
            stops=(EVERYTHING,),
        )


def _shown(written: HandbookData, sheet: Sheet, findings: StandardResults, table: Table) -> dict[int, str]:
    """Secret cells of which a number stands in the open, with where."""
    secrets, panel = sheet.secrets, sheet.panel
    if not secrets.small.any():
        return {}
    handed = findings.written.observations[secrets.rows["at"]]
    numbers = pl.any_horizontal(pl.col(*NUMBERS, "stages", "note").is_not_null())
    kept = handed.select(numbers).to_series().to_numpy()
    shown = np.isfinite(list(_numbers(sheet.finding, panel.shape))).any(axis=0)
    places = (
        (shown, "pages and charts show it"),
        (_compared(written, sheet), "it is compared with its peers"),
        (_named(sheet, findings), "what needs attention names it"),
        (_grid(table(sheet.name), sheet), "its download shows it"),
        (secrets.grid(secrets.small & kept), "it is handed on to what makes the pages"),
        (sheet.finding.judged.verdict != Verdict.HIDDEN, "its verdict is shown"),
    )
    told: dict[int, str] = {}
    for where, said in places:
        told = dict.fromkeys(sheet.cells[where & secrets.secret].tolist(), said) | told
    return told


def _numbers(finding: StandardResult, shape: tuple[int, int]) -> Iterator[Floats]:
    """What stands beside single values: the value, its counts, its interval, the limits for its size."""
    waiting = [getattr(finding, field.name) for field in fields(finding) if field.name not in OF_SERIES]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, np.ndarray):
            if thing.shape == shape and thing.dtype.kind == "f":
                yield thing
        elif isinstance(thing, tuple):
            waiting += thing
        elif is_dataclass(thing):
            waiting += [getattr(thing, field.name) for field in fields(thing)]


def _compared(written: HandbookData, sheet: Sheet) -> Bools:
    """What stands among its peers, or is in the benchmark: where that holds more clinics than are shown."""
    compared = sheet.finding.compared
    if compared is None:
        return np.zeros(sheet.panel.shape, np.bool_)
    same = [published_sums.same(written, clinic, sheet.name) for clinic in sheet.panel.clinics]
    return (compared.standing <= PeerComparison.FAR_ABOVE) | (
        compared.members > sheet.known[same].sum(axis=0)
    )


def _named(sheet: Sheet, findings: StandardResults) -> Bools:
    """What the lists of news, and the feeds made of them, tell: last values, and what they began with."""
    panel, rows = sheet.panel, sheet.finding.index
    columns = {period.text: at for at, period in enumerate(panel.periods)}
    found = np.zeros(panel.shape, np.bool_)
    for one in (*findings.attention, *findings.improving):
        if one.standard == sheet.name and one.clinic in rows:
            first = columns[one.since.text]
            found[rows[one.clinic], first : first + one.length] = True
            found[rows[one.clinic], columns[(one.period or one.since).text]] = True
    return found


def _grid(rows: pl.DataFrame, sheet: Sheet, columns: tuple[str, ...] = IN_DOWNLOADS) -> Bools:
    """Where in the panel the numbers of a download stand."""
    numbers = pl.any_horizontal(pl.col(*columns).is_not_null())
    said = rows.filter(numbers | ~pl.col("peers").is_in(SAY_NOTHING))
    clinic = codes(said["clinic"], sheet.panel.clinics)
    period = codes(said["period"], [period.text for period in sheet.panel.periods])
    found, inside = np.zeros(sheet.panel.shape, np.bool_), (clinic >= 0) & (period >= 0)
    found[clinic[inside], period[inside]] = True
    return found


def _following(links: Sequence[Link], secret: frozenset[int]) -> dict[int, str]:
    """Secret cells that sums determine, with the sums."""
    hidden = {cell for link in links for cell in link.cells}
    proofs = inference.proofs([link.cells for link in links], hidden)
    return {
        cell: f"it follows from {_listed(links, used)}" for cell, used in proofs.items() if cell in secret
    }


def _narrowed(
    written: HandbookData, sheets: Iterable[Sheet], links: Sequence[Link], secret: frozenset[int]
) -> dict[int, str]:
    """Secret cells to which sums leave fewer possibilities than everybody knows."""
    most = written.settings.privacy.hide_below - 1
    counts = frozenset(
        cell
        for sheet in sheets
        if sheet.measure.kind == "count"
        for cell in sheet.cells[sheet.secrets.secret].tolist()
    )
    told: dict[int, str] = {}
    for layer in _layers(links):
        hidden = {cell for cells, _ in layer for cell in cells}
        before = {cell: (1, most) if cell in counts else (0, inf) for cell in hidden}
        whole = all(abs(total - round(total)) < inference.NEAR for _, total in layer)
        for cell, ends in inference.bounds(layer, before, whole=whole, exact=AT_ONCE).items():
            if cell in secret and ends[1] <= most and ends != before[cell]:
                used = [at for at, link in enumerate(links) if cell in link.cells]
                told[cell] = f"few possibilities are left by {_listed(links, used) or SEVERAL}"
    return told


def _layers(links: Sequence[Link]) -> Iterator[list[tuple[dict[int, int], float]]]:
    """Relations of numerators, of denominators, and of what is left over where one is part of the other."""
    yield [(link.cells, link.numerator) for link in links if isfinite(link.numerator)]
    known = [link for link in links if link.kind != "count" and isfinite(link.denominator)]
    yield [(link.cells, link.denominator) for link in known]
    yield [
        (link.cells, link.denominator - link.numerator)
        for link in known
        if link.kind in ("proportion", "conversion") and isfinite(link.numerator)
    ]


def _listed(links: Sequence[Link], used: Iterable[int]) -> str:
    """What is published, sums first that say something by themselves."""
    said = dict.fromkeys(links[at].said for at in used if links[at].said)
    return ", and ".join(islice(said, 3))


# ---------------------------------------------------------------- told


@dataclass(frozen=True, slots=True)
class _Where:
    clinic: str
    period: str
    line: str


def _problems(written: HandbookData, sheet: Sheet, told: dict[int, str]) -> Iterator[Problem]:
    """The first ones of a standard, at its file: a line of values would show the number beside it."""
    cells = [cell for cell in told if 0 <= cell - sheet.first < sheet.panel.value.size]
    place = written.places.find(At("standard", sheet.name, ("privacy",)))
    for cell in sorted(cells)[:MOST_TOLD]:
        it = _where(sheet, cell)
        message = (
            f"The value of `{it.clinic}` for {it.period} ({it.line}) has to be hidden, because a count of it "
            f"is small, but {told[cell]}."
        )
        yield DISCLOSED.problem(place, message, REPORT, stops=(EVERYTHING,))
    if len(cells) > MOST_TOLD:
        yield DISCLOSED.and_more(place, len(cells) - MOST_TOLD, (EVERYTHING,))


def _where(sheet: Sheet, cell: int) -> _Where:
    row, column = divmod(cell - sheet.first, sheet.panel.shape[1])
    secrets = sheet.secrets
    at = int(np.flatnonzero((secrets.clinic == row) & (secrets.period == column))[0])
    line = secrets.rows.row(at, named=True)
    return _Where(
        sheet.panel.clinics[row], sheet.panel.periods[column].text, f"{line['file']}, line {line['line']}"
    )
