"""Several versions of a handbook under one privacy rule: the strictest that any of them has.

The rule for whatever compares versions. A number is told only where every version would publish it:

1. A standard that one version keeps as sensitive is sensitive in all, whatever it is called there
   (`kinship`), and the largest `hide_below` holds in all. So an old value that was in the open, and is hidden
   today, isn't told as "was 5".
2. What a later version holds back is taken out of the earlier ones, if it isn't published there
   elsewhere: values, standards, targets, and what files say of them.
3. Sums are then withheld as ever where one of their values is hidden; so no sum that is compared has a
   hidden value in it, and nothing follows from the difference of two.

What compares adds the last part: no number of a value that the later version withdrew, and of no sum
that held one (`versions.changes.alignment`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from generator.disclosure import same_across_versions, small_counts
from generator.disclosure.same_across_versions import SameAcrossVersions, Secret, Thing
from generator.model import embargo
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Scalar, Standard, Target

CELL = ["clinic", "standard", "period"]


def alike(
    reads: Sequence[HandbookData], moves: Iterable[tuple[Thing, Thing]] = ()
) -> tuple[HandbookData, ...]:
    """The same versions, oldest first, under the strictest rule of them all. Before anything is left out.

    `moves` are files that were renamed or copied between them, by what they define.
    """
    below = max(read.settings.privacy.hide_below for read in reads)
    versions, before = tuple(reads), None
    kin = same_across_versions.found(reads, [_own(read) for read in reads], moves)
    while before != (
        secret := kin.among("standard", _sensitive(versions := tuple(map(small_counts.with_parts, versions))))
    ):
        versions, before = tuple(_secret(read, kin, secret) for read in versions), secret
    versions = tuple(_hiding(read, below) for read in versions)
    return tuple(_held_back(read, versions[at + 1 :], kin) for at, read in enumerate(versions))


def same_rule(one: HandbookData, other: HandbookData) -> bool:
    """Whether both hide by the same rule."""
    return one.settings.privacy == other.settings.privacy and _sensitive([one]) == _sensitive([other])


def _own(read: HandbookData) -> Secret:
    """What a version hides or holds back by itself."""
    held = read.withheld
    return Secret(
        _sensitive([read]) | embargo.standards(read) | embargo.targets(read).keys() | embargo.unclear(read)
        | (frozenset() if held is None else frozenset(held["standard"].unique())),
        frozenset() if held is None else frozenset(held["clinic"].unique()),
        small_counts.silent(read) | small_counts.shut(read.problems),
    )  # fmt: skip


def _sensitive(reads: Sequence[HandbookData]) -> frozenset[str]:
    return frozenset(
        name for read in reads for name, it in read.standards.items() if it.privacy == "sensitive"
    )


def _secret(read: HandbookData, kin: SameAcrossVersions, families: frozenset[Thing]) -> HandbookData:
    standards = {
        name: it.model_copy(update={"privacy": "sensitive"})
        if kin.family(("standard", name)) in families
        else it
        for name, it in read.standards.items()
    }
    return replace(read, standards=standards)


def _hiding(read: HandbookData, below: int) -> HandbookData:
    rule = read.settings.privacy.model_copy(update={"hide_below": below})
    return replace(read, settings=read.settings.model_copy(update={"privacy": rule}))


def _held_back(read: HandbookData, later: Sequence[HandbookData], kin: SameAcrossVersions) -> HandbookData:
    """Without what a later version holds back."""
    for version in later:
        kept = _standards_kept(read, version, kin)
        shown = _without_values(replace(read, standards=kept), version, kin)
        read = _without_files(shown, read, version, kin)
    return read


def _standards_kept(read: HandbookData, later: HandbookData, kin: SameAcrossVersions) -> dict[str, Standard]:
    """The standards, with those marked that are kept back later, and so are their targets."""
    gone, aims = embargo.standards(later), embargo.targets(later)
    families = kin.among("standard", gone)
    shown = later.standards.keys() - gone
    held: dict[Thing, list[Target]] = {}
    for name, places in aims.items():
        those = held.setdefault(kin.family(("standard", name)), [])
        those += [it for at in places if isinstance(it := later.standards[name].targets[at], Target)]
    standards = {}
    for name, it in read.standards.items():
        family = kin.family(("standard", name))
        if family in families and name not in shown:
            standards[name] = it.model_copy(update={"publish": "no"})
        elif family in held:
            told = later.standards[name].targets if name in later.standards else ()
            marked = tuple(_marked(target, held[family], told) for target in it.targets)
            standards[name] = it.model_copy(update={"targets": marked})
        else:
            standards[name] = it
    return standards


def _marked(target: Scalar | Target, held: Sequence[Target], told: Sequence[object]) -> Scalar | Target:
    """The target, held back where it is one of those `held`, or was in their place."""
    said = target if isinstance(target, Target) else Target(value=target)
    like = any((it.from_, it.in_) == (said.from_, said.in_) or it.value == said.value for it in held)
    if not like or target in told:
        return target
    return said.model_copy(update={"publish_from": embargo.FOREVER.isoformat()})


def _without_values(read: HandbookData, later: HandbookData, kin: SameAcrossVersions) -> HandbookData:
    """Without the values that are held back later, and not published there."""
    kept = pl.col("standard").is_in(list(embargo.standards(later))).fill_null(value=False)
    held = later.observations.filter(kept).select(CELL)
    if later.withheld is not None:
        held = held.vstack(later.withheld.select(CELL))
    if held.is_empty():
        return read
    cells = held.select(
        _by_family(held["clinic"], "clinic", kin), _by_family(held["standard"], "standard", kin), "period"
    ).unique()
    own = read.observations.with_row_index("at")
    families = own.select(
        "at",
        _by_family(own["clinic"], "clinic", kin),
        _by_family(own["standard"], "standard", kin),
        "period",
    )
    like = families.join(cells, on=CELL, how="semi")["at"]
    published = own.filter(pl.col("at").is_in(like.implode())).join(
        later.observations.filter(~kept).select(CELL), on=CELL, how="anti"
    )
    return replace(read, observations=own.filter(~pl.col("at").is_in(published["at"].implode())).drop("at"))


def _by_family(names: pl.Series, kind: str, kin: SameAcrossVersions) -> pl.Series:
    """What each belongs to, as a name."""
    families: Mapping[str, str] = {name: kin.family((kind, name))[1] for name in names.unique().drop_nulls()}
    return names.replace_strict(families, default=None, return_dtype=pl.String).alias(names.name)


def _without_files(
    read: HandbookData, before: HandbookData, later: HandbookData, kin: SameAcrossVersions
) -> HandbookData:
    """Without what files say that are under embargo later, or whose values are; `before` has them all."""
    held = later.embargoed.keys() | small_counts.shut(later.problems)
    families = kin.among("file", held)
    open_later = {*later.observations["file"].unique()} - held
    left = before.observations.join(read.observations.select("file", "line"), on=["file", "line"], how="anti")
    files = {*left["file"].unique(), *held}
    files |= {
        name for name in before.observations["file"].unique()
        if kin.family(("file", name)) in families and name not in open_later
    }  # fmt: skip
    files |= {
        name for (kind, name) in before.places.files
        if kind == "kpi" and kin.family(("file", name)) in families and name not in open_later
    }  # fmt: skip
    silent = dict.fromkeys(sorted(files), embargo.FOREVER)
    return replace(
        read,
        embargoed={**silent, **later.embargoed, **read.embargoed},
        changes=tuple(dated for dated in read.changes if dated.place.file not in files),
        comparable={pair: it for pair, it in read.comparable.items() if it.place.file not in files},
    )
