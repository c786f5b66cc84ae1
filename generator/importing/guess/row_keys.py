"""What tells the rows of one clinic and period apart: standards, kinds of patients, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importing.guess.clinics import PART
from generator.importing.guess.column_kinds import Column
from generator.importing.guess.label_columns import spaced
from generator.importing.total_rows import WHOLE

MEASURE = re.compile(
    r"(?<!unit )(?<!unit_)(?<!unit of )measure|indicator|metric|standard|\bkpi|indicador|est[áa]ndar"
    r"|indicateur|mesure|kennzahl|indikator",
    re.I,
)
MOST_STANDARDS = 30


@dataclass(frozen=True)
class Keys:
    """What has to be known beside clinic and period."""

    where: dict[str, tuple[Column, str]] = field(default_factory=dict)
    standard: Column | None = None
    asked: Column | None = None
    choose: tuple[Column, ...] = ()
    repeated: bool = False

    @property
    def parts(
        self,
    ) -> tuple[dict[str, tuple[Column, str]], Column | None, Column | None, tuple[Column, ...], bool]:
        """All of it, in this order."""
        return self.where, self.standard, self.asked, self.choose, self.repeated


def split(texts: Sequence[Column], used: Sequence[Column]) -> Keys:
    """What has to be known beside clinic and period to tell rows apart.

    Rows that lack a clinic or period are sums and footnotes, and tell nothing.
    """
    rows = [at for at, key in enumerate(zip(*(each.cells for each in used), strict=True)) if all(key)]
    key = [[each.cells[at] for at in rows] for each in used]
    held = {id(each): [each.cells[at] for at in rows] for each in texts}
    where: dict[str, tuple[Column, str]] = {}
    standard = asked = None
    choose: list[Column] = []
    for each in _by_use(texts, key, held):
        named = standard is None and MEASURE.search(each.name)
        said = len(set(held[id(each)]))
        if not (named or _several(key)) or not (0 if named else 1) < said <= MOST_STANDARDS:
            continue
        found = _fewer(key, held[id(each)])
        if found or named:
            wholes = [cell for cell in each.distinct if WHOLE.fullmatch(cell)]
            if not wholes and not named and _stands_for_all(key, held[id(each)]):
                wholes = [""]
            if len(wholes) == 1:
                where[each.name] = (each, wholes[0])
            elif wholes:
                choose.append(each)
            elif not (standard or asked or named) and PART.search(spaced(each.name)):
                asked = each
            elif standard is None and asked is None:
                standard = each
            else:
                choose.append(each)
            key = found or key
    if asked is not None and (where or choose):
        choose, asked = [asked, *choose], None
    return Keys(where, standard, asked, tuple(choose), _several(key))


def _stands_for_all(key: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether an empty cell likely means all: most keys with rows of some kind have one without it."""
    some = {at for at, cell in zip(zip(*key, strict=True), cells, strict=True) if cell}
    without = {at for at, cell in zip(zip(*key, strict=True), cells, strict=True) if not cell}
    return bool(some) and 2 * len(some & without) > len(some)


def _by_use(texts: Sequence[Column], key: list[list[str]], held: dict[int, list[str]]) -> list[Column]:
    """Columns that tell all rows apart by themselves come first, and then those that say least."""

    def alone(each: Column) -> bool:
        return not _several([*key, held[id(each)]])

    return sorted(
        texts, key=lambda each: (not alone(each), not MEASURE.search(each.name), len(each.distinct))
    )


def _several(key: Sequence[Sequence[str]]) -> bool:
    rows = list(zip(*key, strict=True))
    return len(set(rows)) < len(rows)


def _fewer(key: list[list[str]], cells: list[str]) -> list[list[str]] | None:
    """The key with a column more, where that tells some rows apart."""
    more = [*key, cells]
    return more if len(set(zip(*more, strict=True))) > len(set(zip(*key, strict=True))) else None
