"""What came, went, is called otherwise, or says something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel

from generator.model.inputs import HandbookSource, Standard, Text
from generator.model.snapshots import Snapshot
from generator.model.version_changes import How, Reworded, ThingChange

BREAKING = frozenset(
    {
        "kind",
        "counts",
        "out_of",
        "asked",
        "clock",
        "statistic",
        "within",
        "per",
        "currency",
        "scale",
        "stages",
        "adds_up",
    }
)
"""What a value means: where one of these says something else, values before and after don't compare."""

ELSEWHERE = frozenset({"title", "status", "targets", "measure", "publish", "publish_from"})
"""Fields of a standard that are told as what came and went, as targets, or one by one."""

STATUS = {"retired": How.RETIRED, "draft": How.DRAFTED, "approved": How.APPROVED}
OF_CLINICS = ("country", "peers", "opened", "setting")
"""What puts a clinic's values into other sums, or beside other clinics."""

SETTINGS = ("calendar", "privacy", "spc")
"""What the handbook sets for every standard, as far as it changes numbers or verdicts."""


def comings(before: Snapshot, after: Snapshot) -> Iterator[ThingChange]:
    """Standards first, then clinics, then countries; what came before what went."""
    base, head = before.written, after.written
    found = [
        *_came("standard", base.standards, head.standards, "title"),
        *_judged_now(base, head),
        *_came("clinic", base.clinics, head.clinics, "name"),
        *_closed(base, head),
        *_came("country", base.countries, head.countries, "name"),
    ]
    for it in found:
        thing = (it.kind, it.name)
        if it.how is How.REMOVED and thing in after.left_out:
            yield replace(it, how=How.BROKEN)
        elif it.how is How.ADDED and thing in before.left_out:
            yield replace(it, how=How.MENDED)
        else:
            yield it


def _judged_now(base: HandbookSource, head: HandbookSource) -> Iterator[ThingChange]:
    for name in _common(base.standards, head.standards):
        old, new = base.standards[name], head.standards[name]
        if old.status != new.status:
            yield ThingChange("standard", name, STATUS[new.status], old.title, new.title)


def _closed(base: HandbookSource, head: HandbookSource) -> Iterator[ThingChange]:
    for name in _common(base.clinics, head.clinics):
        old, new = base.clinics[name].closed, head.clinics[name].closed
        if new and not old:
            yield ThingChange("clinic", name, How.CLOSED, old, new)


def reworded(base: HandbookSource, head: HandbookSource) -> Iterator[Reworded]:
    """What says something else; what makes values mean something else first."""
    found = [
        *_settings(base, head),
        *_standards(base, head),
        *_definitions(base, head),
        *_clinics(base, head),
    ]
    yield from sorted(found, key=lambda it: not it.breaks)


def broken(changes: tuple[Reworded, ...]) -> frozenset[str]:
    """Standards whose values don't compare with the former ones."""
    return frozenset(it.standard for it in changes if it.breaks and not it.clinic)


def _came(
    kind: str, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], title: str
) -> Iterator[ThingChange]:
    for name, thing in new.items():
        if name not in old:
            yield ThingChange(kind, name, How.ADDED, None, getattr(thing, title))
    for name, thing in old.items():
        if name not in new:
            yield ThingChange(kind, name, How.REMOVED, getattr(thing, title), None)
    for name in _common(old, new):
        before, after = getattr(old[name], title), getattr(new[name], title)
        if before != after:
            yield ThingChange(kind, name, How.RENAMED, before, after)


def _standards(base: HandbookSource, head: HandbookSource) -> Iterator[Reworded]:
    for name in _common(base.standards, head.standards):
        old, new = base.standards[name], head.standards[name]
        pairs = (*_fields(old.measure, new.measure), *_fields(old, new))
        for field, before, after in pairs:
            yield Reworded(name, field, before, after, field in BREAKING)


def _fields(old: BaseModel, new: BaseModel) -> Iterator[tuple[str, Text | None, Text | None]]:
    for field in type(old).model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if before != after and not (isinstance(old, Standard) and field in ELSEWHERE):
            yield field, *(_said(it) for it in _unlike(before, after))


def _unlike(before: object, after: object) -> tuple[object, object]:
    """Of a text in several languages those that differ: a translation alone would look like no change."""
    if not (_by_language(before) and _by_language(after)):
        return before, after
    alike = {language for language, text in before.items() if after.get(language) == text}
    return tuple({key: text for key, text in it.items() if key not in alike} for it in (before, after))


def _by_language(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(it, str) and len(key) == 2 for key, it in value.items()
    )


def _settings(base: HandbookSource, head: HandbookSource) -> Iterator[Reworded]:
    for part in SETTINGS:
        old, new = getattr(base.settings, part), getattr(head.settings, part)
        for field, before, after in _fields(old, new):
            yield Reworded("", f"{part}.{field}", before, after)


def _clinics(base: HandbookSource, head: HandbookSource) -> Iterator[Reworded]:
    for name in _common(base.clinics, head.clinics):
        for field, before, after in _fields(base.clinics[name], head.clinics[name]):
            if field in OF_CLINICS:
                yield Reworded("", field, before, after, clinic=name)


def _definitions(base: HandbookSource, head: HandbookSource) -> Iterator[Reworded]:
    """Clinics whose own definition is, or no longer is, everybody's."""
    pairs = dict.fromkeys((*head.comparable, *base.comparable))
    for clinic, standard in pairs:
        if clinic not in head.clinics or standard not in head.standards:
            continue
        old, new = (
            it.sameness if (it := side.comparable.get((clinic, standard))) else "same"
            for side in (base, head)
        )
        if old != new:
            yield Reworded(standard, "comparable", old, new, breaks=True, clinic=clinic)


def _said(value: object) -> Text | None:
    """A field's value as text: what an editor wrote, as short as it can be told."""
    if value is None or value in ((), {}):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return value if _by_language(value) else ", ".join(str(key) for key in value)
    if isinstance(value, tuple):
        return ", ".join(str(_one(it)) for it in value)
    if isinstance(value, BaseModel):
        said = value.model_dump(exclude_none=True, by_alias=True)
        return ", ".join(f"{key}: {it}" for key, it in said.items())
    return "true" if value is True else "false" if value is False else str(value)


def _one(item: object) -> object:
    if isinstance(item, dict):
        return next(iter(item.values()), "")
    return getattr(item, "title", item) if isinstance(item, BaseModel) else item


def _common(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    return (name for name in new if name in old)
