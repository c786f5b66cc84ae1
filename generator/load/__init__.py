"""Files in, what editors wrote out. After this room nobody looks at a file or a dict from one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from generator.load import (
    accepted_findings,
    data_files,
    handwritten_pages,
    lost_text,
    model_reading,
    mojibake,
    observations,
    swallowed_lines,
    text_encoding,
    yaml_document,
)
from generator.load.data_files import DataFile
from generator.load.parse_cache import ParseCache
from generator.load.text_encoding import UnreadableText
from generator.model import inputs, name_order, reading_problems
from generator.model.embargo import Days
from generator.model.file_places import Places, Spot
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Acceptance, Editable, Settings
from generator.model.partial_files import PartialFiles
from generator.problem import Place, Problem, Severity, in_reading_order

_MODELS: dict[str, tuple[type[Editable], str]] = {
    "handbook": (inputs.Settings, "the handbook"),
    "country": (inputs.Country, "a country"),
    "clinic": (inputs.Clinic, "a clinic"),
    "role": (inputs.Role, "a role"),
    "standard": (inputs.Standard, "a standard"),
    "national": (inputs.National, "a national figure"),
}
"""What a file of each kind holds, and how messages call it."""


def folder(
    root: Path,
    as_of: date,
    data_dir: str = "data",
    remembered: ParseCache | None = None,
    docs_dir: str = "docs",
) -> HandbookData:
    """All that editors wrote in the handbook at `root`, as far as it can be read.

    `as_of` decides which embargoes have ended. Never raises for what a file holds: each reason
    why something can't be read is in `problems`, and what it stops is left out. Of files that
    haven't changed since they were `remembered`, nothing is read; the outcome is the same.
    """
    with _collector_paused():
        read = _folder(root, as_of, data_dir, remembered)
        by_hand, unreadable = handwritten_pages.read(root, docs_dir, data_dir)
    problems = in_reading_order([*read.problems, *unreadable])
    return replace(read, by_hand=by_hand, problems=problems)


def _folder(root: Path, as_of: date, data_dir: str, remembered: ParseCache | None) -> HandbookData:
    found, problems = data_files.found(root, data_dir)
    things = _Things()
    if remembered is not None:
        remembered.only(found)
    for file in found:
        if file.kind != "kpi":
            read = partial(_thing, file)
            things.add(file, remembered.said(file, read) if remembered is not None else read())
    problems += things.problems
    if ("handbook", "handbook") not in things.files and not any(
        problem.code == reading_problems.NEARLY_READ.code
        and problem.place.file.count("/") == data_dir.count("/") + 1
        for problem in problems
    ):
        problems.append(
            reading_problems.NO_HANDBOOK.problem(
                Place(f"{data_dir}/handbook.yml"),
                f"There is no `{data_dir}/handbook.yml`, so the handbook has no title and no themes.",
                "Write one with at least `title: ...`, or begin with `benchbook new handbook`.",
            )
        )
    settings = things.models["handbook"].get("handbook", Settings(title="Handbook"))
    values = observations.read(
        [file for file in found if file.kind == "kpi"],
        things.models["standard"],  # type: ignore[arg-type]
        {kind: {file.name for file in found if file.kind == kind} for kind in ("clinic", "standard")},
        Days.of(things.models["clinic"], as_of),  # type: ignore[arg-type]
        remembered,
        Places(things.files, things.spots).find,
    )
    return HandbookData(
        root=root,
        settings=settings,  # type: ignore[arg-type]
        countries=_by_name(things.models["country"], settings),  # type: ignore[arg-type]
        clinics=_by_name(things.models["clinic"], settings),  # type: ignore[arg-type]
        roles=things.models["role"],  # type: ignore[arg-type]
        standards=things.models["standard"],  # type: ignore[arg-type]
        national=things.models["national"],  # type: ignore[arg-type]
        observations=values.published,
        withheld=values.withheld,
        changes=tuple(values.changes),
        comparable=values.comparable,
        embargoed=values.embargoed,
        ended=values.ended,
        acceptances=tuple(sorted([*things.acceptances, *values.acceptances], key=lambda one: one.place)),
        problems=in_reading_order(_less_there([*problems, *values.problems], things)),
        places=Places(
            things.files | {("kpi", file): file for file in values.keys},
            things.spots | {("kpi", file): spots for file, spots in values.keys.items()},
            things.texts,
            values.cell,
        ),
        as_of=as_of,
        partly=things.partly,
    )


def _by_name(things: dict[str, Editable], settings: Editable) -> dict[str, Editable]:
    """In the order of the names that readers see, in the handbook's first language."""
    first = settings.languages[0]  # type: ignore[attr-defined]

    def name(thing: Editable) -> str:
        said = thing.name  # type: ignore[attr-defined]
        return said if isinstance(said, str) else said.get(first) or next(iter(said.values()), "")

    return dict(sorted(things.items(), key=lambda item: name_order.sort_key(name(item[1]))))


def _less_there(problems: list[Problem], things: _Things) -> list[Problem]:
    """The problems, without what they would leave out that another file defines rightly: a file that lies in
    the wrong folder doesn't take along the one that lies in the right one."""
    return [
        replace(it, stops=tuple(stop for stop in it.stops if not _defined(stop, it, things)))
        if it.code == reading_problems.UNKNOWN_KEY.code
        else it
        for it in problems
    ]


def _defined(stop: tuple[str, str], problem: Problem, things: _Things) -> bool:
    kind, name = stop
    return name in things.models.get(kind, ()) and things.files[stop] != problem.place.file


@dataclass
class _Things:
    """What the files that define one thing each hold, gathered while they are read."""

    models: dict[str, dict[str, Editable]] = field(default_factory=lambda: {kind: {} for kind in _MODELS})
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    spots: dict[tuple[str, str], dict[tuple[str | int, ...], Spot]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)
    partly: dict[tuple[str, str], PartialFiles] = field(default_factory=dict)

    def add(self, file: DataFile, said: _Thing) -> None:
        thing = (file.kind, file.name)
        self.files[thing] = file.file
        self.acceptances += said.acceptances
        self.problems += said.problems
        if said.spots is not None:
            self.spots[thing], self.texts[thing] = said.spots, said.text
        if said.model is not None:
            self.models[file.kind][file.name] = said.model
        elif said.partly is not None and said.spots is not None:
            self.partly[thing] = said.partly
            self.spots[thing] = said.partly.with_meant(said.spots)


@dataclass
class _Thing:
    """What one file says of the one thing that it defines."""

    model: Editable | None = None
    partly: PartialFiles | None = None
    spots: dict[tuple[str | int, ...], Spot] | None = None
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.model is not None


def _thing(file: DataFile) -> _Thing:
    said = _Thing()
    try:
        raw = text_encoding.contents(file.path, file.file, text_encoding.LARGEST_YAML)
        text = text_encoding.text(raw, file.file)
        said.acceptances += accepted_findings.in_text(text, file.file)
        read = yaml_document.read(text, file.file)
    except UnreadableText as error:
        said.problems.append(replace(error.problem, stops=file.stops))
        return said
    said.text = text
    said.spots = dict(yaml_document.spots(read.top))
    of = _MODELS[file.kind]
    model, said.problems, said.partly = model_reading.as_far_as_it_fits(read.top, *of, file.file, file.stops)
    said.problems += model_reading.twice(read, file.stops)
    if model is not None and all(problem.severity is not Severity.ERROR for problem in said.problems):
        said.model = model
    said.problems += (*mojibake.problems(text, file.file), *lost_text.problems(read.top, text, file.file))
    said.problems += swallowed_lines.in_text(text, file.file)
    return said


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes many small objects and no cycles; looking for cycles takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
