"""Every kind of mistake that editors make is found, at its line, with a hint that helps.

The mistakes are made by a program that knows what it wrote and where; it never asks our checks.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType

import pytest
import yaml

from bench.damage import consequences, everything, harmless, small, twins
from bench.damage.book import Book, Damage, corpus
from bench.damage.measured import DAY, Field, Outcome
from bench.damage.shown import as_said
from generator import check, load

ROOT = Path(__file__).parents[1]
SHEET = Path(__file__).parent / "damage_messages.yml"
MODULES = [*everything.MODULES, harmless]
COUNTS = ("a sign for a count", "a word for a count", "a bound for a count", "a mark behind a count")
ELSEWHERE = {"quality that is none", *COUNTS}
"""Kinds for which the small book has no place: it leaves out the only standard of bare counts."""

SEVERAL = {"a role's file deleted"}
"""Mistakes that have to be told in several places: at each standard that names the role."""


@cache
def whole() -> Book:
    return Book.read(ROOT)


@cache
def book() -> Book:
    return small.small(whole())


@cache
def ground() -> Field:
    return Field(book(), Path(mkdtemp(prefix="damaged-")))


@pytest.fixture(scope="session", autouse=True)
def _left_as_it_was() -> Iterator[None]:
    yield
    if ground.cache_info().currsize:
        shutil.rmtree(ground().root)


@cache
def found(module: ModuleType) -> tuple[Outcome, ...]:
    """Each kind of `module` made once, and what is said of it."""
    return tuple(map(ground().outcome, corpus(book(), module.KINDS.all, everything.SEED, 1)))


def called(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def apart(modules: Sequence[ModuleType]) -> pytest.MarkDecorator:
    """A test a module, all of one module in one process, so that its mistakes are made once."""
    params = [pytest.param(it, marks=pytest.mark.xdist_group(f"damage {called(it)}")) for it in modules]
    return pytest.mark.parametrize("module", params, ids=list(map(called, modules)))


of_each = apart(MODULES)


@of_each
def test_every_kind_can_be_made_in_the_small_book(module: ModuleType) -> None:
    made = {outcome.damage.kind for outcome in found(module)}
    assert made >= {kind.name for kind in module.KINDS.all} - ELSEWHERE


@of_each
def test_every_mistake_is_found_at_its_line_with_the_right_hint(module: ModuleType) -> None:
    mistakes = [outcome for outcome in found(module) if outcome.damage.blame]
    assert [outcome.damage.kind for outcome in mistakes if not outcome.detected] == []
    assert [outcome.damage.kind for outcome in mistakes if not outcome.at_its_line] == []
    assert [outcome.damage.kind for outcome in mistakes if outcome.at_its_column is False] == []
    assert [outcome.damage.kind for outcome in mistakes if not outcome.hinted] == []


@of_each
def test_one_mistake_is_one_finding_or_two(module: ModuleType) -> None:
    mistakes = [outcome for outcome in found(module) if outcome.damage.blame]
    noisy = {outcome.damage.kind: outcome.others for outcome in mistakes if outcome.others > 3}
    assert noisy.keys() <= SEVERAL


@apart([consequences, twins])
def test_what_follows_from_one_slip_is_told_with_it(module: ModuleType) -> None:
    assert {it.damage.kind: it.others for it in found(module) if it.others} == {}


@pytest.mark.xdist_group("damage harmless")
def test_what_is_harmless_is_not_blamed() -> None:
    assert {outcome.damage.kind: outcome.found for outcome in found(harmless) if outcome.found} == {}


@apart(everything.MODULES)
def test_what_is_said_is_what_people_have_read_and_agreed_to(module: ModuleType) -> None:
    agreed = yaml.safe_load(SHEET.read_text(encoding="utf-8"))
    said = {outcome.damage.kind: as_said(outcome.best) for outcome in found(module) if outcome.best}
    assert said == {kind: agreed.get(kind) for kind in said}


def test_the_corpus_is_as_large_as_it_claims_and_the_same_every_time() -> None:
    damages = list(corpus(whole(), everything.MISTAKES, everything.SEED, 2))
    kinds = Counter(damage.kind for damage in damages)
    assert (len(kinds) >= 250, len(damages) >= 450) == (True, True)
    assert damages == list(corpus(whole(), everything.MISTAKES, everything.SEED, 2))
    assert damages != list(corpus(whole(), everything.MISTAKES, everything.SEED + 1, 2))


def test_no_mutation_is_the_handbook_as_it_was() -> None:
    for damage in corpus(whole(), everything.MISTAKES, everything.SEED, 1):
        assert any(whole().files.get(name) != raw for name, raw in damage.writes.items()), damage.kind


def test_what_is_blamed_is_a_line_that_was_changed_or_stands_beside_one() -> None:
    for damage in corpus(whole(), everything.MISTAKES, everything.SEED, 1):
        blame = damage.blame
        assert blame
        raw = damage.writes.get(blame.file)
        if raw is not None and blame.line > 1:
            assert blame.line <= raw.count(b"\n") + 1, damage.kind


def test_remembering_the_other_files_changes_nothing_of_what_is_found() -> None:
    for damage in list(corpus(book(), everything.MISTAKES, everything.SEED, 1))[::40]:
        remembered = ground().outcome(damage).found
        assert set(remembered) <= set(fresh(damage, ground().root)), damage.kind


def fresh(damage: Damage, root: Path) -> tuple[object, ...]:
    for name, raw in damage.writes.items():
        if raw is None:
            (root / name).unlink()
        else:
            (root / name).write_bytes(raw)
    problems = check.checked(load.folder(root, DAY)).problems
    for name in damage.writes:
        if name in book().files:
            (root / name).write_bytes(book().files[name])
        else:
            (root / name).unlink()
    return problems
