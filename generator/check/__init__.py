"""Rules that need more than one line to judge: what is written, against itself and other files."""

from __future__ import annotations

from generator.model.rule import Rule
from generator.model.written import Written
from generator.problem import Problem

RULES: tuple[Rule, ...] = ()


def problems(written: Written) -> tuple[Problem, ...]:
    """What the rules find, in reading order."""
    del written
    return ()
