"""What a build says of its problems, through the host's own log."""

from __future__ import annotations

from mkdocs.plugins import get_plugin_logger

from generator.model.page import Handbook
from generator.problem import Severity

# MkDocs would begin each line with a name; a problem's line begins with its place, which editors can jump to.
log = get_plugin_logger("benchbook").logger

PROBLEMS_SHOWN = 200


def tell(handbook: Handbook) -> None:
    """Every problem but notices as a warning, so that a strict build fails on it."""
    for problem in handbook.problems[:PROBLEMS_SHOWN]:
        say = log.info if problem.severity is Severity.NOTICE else log.warning
        say("%s %s %s", problem.place, problem.code, f"{problem.message} {problem.hint}".strip())
    for notice in handbook.notices:
        log.info("%s", notice)
    if (more := len(handbook.problems) - PROBLEMS_SHOWN) > 0:
        log.warning("%d more problems; `benchbook check` shows them all.", more)
