"""Versions of a handbook in, what changed between them out. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise, product
from pathlib import Path, PurePosixPath

import numpy as np

from generator import check, load, pipeline
from generator.compare import targets
from generator.disclosure import across_versions, embargoes, newly_hidden, small_counts
from generator.disclosure.same_across_versions import Thing
from generator.load.data_files import KINDS
from generator.model.inputs import HandbookSource
from generator.model.results import Panel
from generator.model.snapshots import Counterfactual, Rejudged, Snapshot
from generator.model.standard_results import StandardResult
from generator.model.version_changes import Releases, Review
from generator.problem import Problem
from generator.statistics import network_totals, series
from generator.versions import changes
from generator.versions.changes.alignment import Aligned

Moves = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Version:
    """Where one version of a handbook lies, and what it is called."""

    name: str
    folder: Path
    data_dir: str = "data"
    day: date | None = None
    """When it was released."""
    moves: Moves = ()
    """Files of its own that have another name later, each with a later name, as git tells it. Their paths are
    from the handbook's folder."""


def between(base: Version, head: Version, as_of: date) -> Review:
    """What changed from one version to the other, both as of the same day.

    What can't be read of either is left out and told as a problem, like in any build.
    """
    reads = [_read(version, as_of) for version in (base, head)]
    alike = across_versions.alike([read.written for read in reads], _things([base, head]))
    worlds = [_world(read, strict, as_of) for read, strict in zip(reads, alike, strict=True)]
    held = newly_hidden.held_back(reads[0].written, alike[0], reads[1].written)
    return replace(_review(*worlds), held_back=held)


def since_releases(past: Sequence[Version], now: HandbookSource, problems: tuple[Problem, ...]) -> Releases:
    """What changed between releases, newest first, and before that what changed since the newest one.

    `past` has the newest release first; `now` and its problems are what the handbook is made from.
    """
    if not past:
        return Releases()
    as_of = now.as_of
    oldest_first = past[::-1]
    reads = [*(_read(version, as_of) for version in oldest_first), _Read("", now, problems)]
    alike = across_versions.alike([read.written for read in reads], _things(past))
    today = _world(reads[-1], alike[-1], as_of)
    worlds = (_world(read, strict, as_of) for read, strict in zip(reads[:-1], alike[:-1], strict=True))
    days = [*(version.day for version in oldest_first), None]
    # Only two at a time are worked out, beside today's: that is what takes room.
    steps = [
        replace(_review(*pair, later=(today,)), since=since, day=day)
        for pair, (since, day) in zip(pairwise(chain(worlds, (today,))), pairwise(days), strict=True)
    ]
    return Releases(tuple(reversed(steps)))


def rejudged(
    rules: Mapping[str, StandardResult], by: HandbookSource, data: Mapping[str, StandardResult]
) -> dict[str, Counterfactual]:
    """The values of `data`, judged by the targets of `rules` and all else that `by` says of verdicts.

    Newest values are held against the target that is in force for the other's newest ones, all others
    against that of their own period.
    """
    return {
        name: _again(Aligned.of(name, rules[name], finding), by)
        for name, finding in data.items()
        if name in rules
    }


@dataclass(frozen=True)
class _Read:
    name: str
    written: HandbookSource
    problems: tuple[Problem, ...]


def _read(version: Version, as_of: date) -> _Read:
    written = small_counts.with_parts(load.folder(version.folder, as_of, version.data_dir))
    return _Read(version.name, written, check.checked(written).problems)


def _things(versions: Sequence[Version]) -> Iterator[tuple[Thing, Thing]]:
    """What was renamed or copied, as far as both files define something of the same kind."""
    folders = {version.data_dir for version in versions}
    for old, new in {move for version in versions for move in version.moves}:
        for one, other in product(*(_of(path, folders) for path in (old, new))):
            if one[0] == other[0]:
                yield one, other


def _of(path: str, folders: Iterable[str]) -> Iterator[Thing]:
    """What a file is of, in whichever folder the data were."""
    for folder in folders:
        try:
            parts = PurePosixPath(path).relative_to(folder).parts
        except ValueError:
            continue
        if (kind := KINDS.get(parts[0])) and len(parts) == 2:
            yield kind, PurePosixPath(path).stem
        elif parts[0] == "kpis":
            yield "file", path


def _world(read: _Read, strict: HandbookSource, as_of: date) -> Snapshot:
    stopped = pipeline.stopped(read.problems)
    written = embargoes.published(strict).without(stopped)
    clinics = series.panels(written, as_of)
    hidden = clinics
    own = small_counts.with_parts(read.written)
    if not across_versions.same_rule(own, strict):
        hidden = series.panels(embargoes.published(own).without(stopped), as_of)
    return Snapshot(
        name=read.name,
        written=written,
        clinics=pipeline.found(written, clinics),
        groups=pipeline.found(written, network_totals.panels(written, clinics)),
        problems=pipeline.redact_for_readers(strict, read.problems),
        silent=small_counts.silent(strict),
        shut=small_counts.shut(read.problems),
        left_out=stopped,
        hidden={name: frozenset(_hidden(panel)) for name, panel in hidden.items() if panel.hidden.any()},
    )


def _hidden(panel: Panel) -> Iterable[tuple[str, str]]:
    for row, at in zip(*np.nonzero(panel.hidden), strict=True):
        yield panel.clinics[row], panel.periods[at].text


def _review(base: Snapshot, head: Snapshot, later: Sequence[Snapshot] = ()) -> Review:
    again = {}
    for what in ("clinics", "groups"):
        old, new = getattr(base, what), getattr(head, what)
        again[what] = Rejudged(
            new_by_old=rejudged(old, base.written, new), old_by_new=rejudged(new, head.written, old)
        )
    return changes.review(base, head, again, later)


def _again(both: Aligned, by: HandbookSource) -> Counterfactual:
    """`both.base` has the rules, `both.head` the data."""
    rules, data = both.base, both.head
    old, new = both.rows
    aims, ends = rules.judged.last[old], data.judged.last[new]
    target = rules.judged.target[old, aims]
    newest = _values(data.panel, both.names, new[:, None], ends[:, None])
    grid = np.ix_(new, both.columns[1])
    each = _values(data.panel, both.names, *grid)
    return Counterfactual(
        names=both.names,
        newest=targets.verdicts(by, newest, target[:, None])[:, 0],
        periods=tuple(period.text for period in both.periods),
        each=targets.verdicts(by, each, both.pair(rules.judged.target, data.judged.target)[0]),
    )


def _values(panel: Panel, names: tuple[str, ...], rows: np.ndarray, columns: np.ndarray) -> Panel:
    """A part of a panel: as much of it as is judged."""
    at = (rows, columns)
    return replace(
        panel,
        clinics=names,
        value=panel.value[at],
        denominator=panel.denominator[at],
        hidden=panel.hidden[at],
    )
