"""What a reader notices between two versions of a handbook. Of git it knows nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model.results import Variation
from generator.model.snapshots import Rejudged, Snapshot
from generator.model.version_changes import Review, SignalChange
from generator.problem import Problem
from generator.versions.changes import structural, targets_moved, values, verdicts
from generator.versions.changes.alignment import Tellable, aligned

SIGNALS = frozenset(
    {Variation.IMPROVING, Variation.WORSENING, Variation.RISING, Variation.FALLING, Variation.NOT_RANDOM}
)


def review(
    base: Snapshot, head: Snapshot, again: Mapping[str, Rejudged], later: Sequence[Snapshot] = ()
) -> Review:
    """What changed from `base` to `head`, both under the stricter of their privacy rules.

    `again` holds, by "clinics" and "groups", the values of each judged by the rules of the other.
    `later` are still later versions: no number is told that one of them doesn't publish any more.
    """
    reworded = tuple(structural.reworded(base.written, head.written))
    broken, tell = structural.broken(reworded), Tellable(base, (head, *later))
    causes = verdicts.Causes.of(base, head, reworded)
    return Review(
        before=base.known,
        after=head.known,
        comings=tuple(structural.comings(base, head)),
        reworded=reworded,
        targets=tuple(targets_moved.moved(base.written, head.written, broken)),
        verdicts=verdicts.newest(base, head, again, causes, tell),
        earlier=verdicts.earlier(base, head, again["clinics"], causes),
        restated=values.restated(base, head, tell, broken),
        totals=values.totals(base, head, tell, broken),
        coverage=values.coverage(base, head, broken),
        withdrawn=values.withdrawn(base, head, broken),
        signals=tuple(_signals(base, head)),
        problems=_beyond(_outside(head.problems, base.silent), base.problems),
        mended=_beyond(_outside(base.problems, head.silent | head.shut), head.problems),
    )


def _signals(base: Snapshot, head: Snapshot) -> Iterator[SignalChange]:
    for old, new in ((base.groups, head.groups), (base.clinics, head.clinics)):
        for both in aligned(old, new):
            judged = both.base.judged, both.head.judged
            for name, was, now in zip(both.names, *both.rows, strict=True):
                before, after = judged[0].change[was], judged[1].change[now]
                last = int(judged[1].last[now])
                if before is not after and SIGNALS & {before, after} and last >= 0:
                    yield SignalChange(both.standard, name, before, after, both.head.panel.periods[last])


def _outside(problems: Iterable[Problem], files: frozenset[str]) -> Iterator[Problem]:
    """The problems that lie elsewhere than in these files, of which the other version tells nothing."""
    return (problem for problem in problems if problem.place.file not in files)


def _beyond(one: Iterable[Problem], other: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems that only the one version has. Lines move, so that they don't count."""
    left = Counter(map(_named, other))
    found = []
    for problem in one:
        if left[_named(problem)] > 0:
            left[_named(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _named(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.file, problem.message
