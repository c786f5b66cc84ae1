"""What readers are told of all that is read: nothing of the standards and targets that are kept back."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from generator.model import embargo
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Standard


def published(written: HandbookData) -> HandbookData:
    """The same without the standards and targets that are kept back."""
    gone, later = embargo.standards(written), embargo.targets(written)
    if not gone and not later:
        return written
    kept = {
        name: _without(it, later[name]) if name in later else it
        for name, it in written.standards.items()
        if name not in gone
    }
    return replace(
        written,
        standards=kept,
        national={name: it for name, it in written.national.items() if it.standard not in gone},
        changes=tuple(dated for dated in written.changes if dated.change.standard not in gone),
        comparable={pair: it for pair, it in written.comparable.items() if pair[1] not in gone},
        observations=written.observations.filter(
            ~pl.col("standard").is_in(list(gone)).fill_null(value=False)
        ),
    )


def _without(standard: Standard, places: tuple[int, ...]) -> Standard:
    left = tuple(it for at, it in enumerate(standard.targets) if at not in places)
    return standard.model_copy(update={"targets": left})
