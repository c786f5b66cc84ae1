"""Rules that need more than one line to judge: what is written, against itself and other files."""

from __future__ import annotations

from generator.model import reading
from generator.model.rule import Rule
from generator.model.written import Written
from generator.problem import Problem

RULES: tuple[Rule, ...] = (*reading.RULES,)
"""Every check there is, those that the reading itself makes first."""


def problems(written: Written) -> tuple[Problem, ...]:
    """What the rules find, in reading order."""
    del written
    return ()
