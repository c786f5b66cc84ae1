"""Sums of a conversion's stages that are published, as relations between what is hidden in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.disclosure.published_sums import Link, Sheet, more, same
from generator.model.conversion import Flow, Flows
from generator.model.inputs import HandbookSource
from generator.model.results import Bools
from generator.model.standard_results import NETWORK, StandardResults


def links(written: HandbookSource, findings: StandardResults, sheets: Mapping[str, Sheet]) -> Iterator[Link]:
    """A link for each sum of stages that is shown and holds a hidden value.

    Those are the newest year and every quarter, of each clinic and of all comparable ones together.
    What is told of differences from all together, and the widening of limits, follows from these.
    The last stage is the numerator and the first the denominator, as in the value itself.
    """
    for name, sheet in sheets.items():
        flows = findings.flows.get(name)
        if flows is not None and sheet.unknown.any():
            alike = [at for at, it in enumerate(sheet.panel.clinics) if same(written, it, name)]
            told = _Told(sheet, flows, _whole(sheet, len(flows.stages)), alike)
            yield from told.links()


@dataclass(frozen=True)
class _Told:
    sheet: Sheet
    flows: Flows
    whole: Bools
    """Where all stages of a value are known to whoever keeps the files; only these are summed."""
    alike: Sequence[int]
    """Rows of comparable clinics."""

    def links(self) -> Iterator[Link]:
        for owner, flow in self.flows.newest.items():
            if flow.counts:
                yield from self._link(owner, flow, flow.counts)
        hides = self.sheet.unknown.any(axis=1)
        some = [(clinic, row) for clinic, row in self.flows.clinics.items() if hides[row]]
        for nth, flow in enumerate(self.flows.quarters):
            if flow.counts:
                yield from self._link(NETWORK, flow, flow.counts)
            for clinic, row in some:
                yield from self._link(clinic, flow, self.flows.course.counts[row, nth].tolist())

    def _link(self, owner: str, span: Flow, counts: Sequence[float]) -> Iterator[Link]:
        sheet, periods = self.sheet, self.sheet.panel.periods
        columns = slice(periods.index(span.first), periods.index(span.last) + 1)
        rows = self.alike if owner == NETWORK else [sheet.finding.index[owner]]
        there = self.whole[rows, columns]
        cells = sheet.cells[rows, columns][there & sheet.unknown[rows, columns]].tolist()
        if not cells:
            return
        known = there & sheet.known[rows, columns]
        top, below = (
            float(np.where(known, it[rows, columns], 0).sum())
            for it in (sheet.layers.numerator, sheet.layers.denominator)
        )
        rest = counts[-1] - top, counts[0] - below
        if more(rest, counts[-1], counts[0]):
            whose = "all clinics" if owner == NETWORK else f"`{owner}`"
            said = f"the stages of {whose} from {span.first.text} to {span.last.text} less what is shown"
            yield Link(dict.fromkeys(cells, 1), *rest, sheet.measure.kind, said)


def _whole(sheet: Sheet, many: int) -> Bools:
    stages = sheet.secrets.rows["stages"]
    told = (stages.list.len() == many) & (stages.list.drop_nulls().list.len() == many)
    return sheet.secrets.grid(told.fill_null(False).to_numpy())
