"""What the YAML parser complains about, in words for an editor."""

from __future__ import annotations

import yaml

from generator.model import reading
from generator.problem import Place, Problem


def problem(error: yaml.YAMLError, file: str, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return reading.SYNTAX.problem(place, f"This is no YAML: {said}.")
