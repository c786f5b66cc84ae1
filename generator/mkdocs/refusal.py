"""When nothing may be published, whatever else there is."""

from __future__ import annotations

from mkdocs.exceptions import PluginError

from generator.model.final_checks import DISCLOSED
from generator.model.inputs import Settings
from generator.model.page import Handbook
from generator.problem import Severity


class Refused(PluginError):
    """The handbook can't be published as it is; the message names each reason at its place."""


class Unsettled(Refused):
    """The handbook's own file can't be read, so that its settings are nobody's."""


class Disclosed(Refused):
    """What would be published gives away what has to be hidden."""


class Endless(Refused):
    """The host would follow a link for ever."""


def refuse_endless(handbook: Handbook) -> None:
    """Raises Endless."""
    if (by_hand := handbook.written.by_hand) is not None and by_hand.endless:
        at = {f"{by_hand.folder}/{link}" for link in by_hand.endless}
        wrong = (it for it in handbook.problems if it.place.file in at)
        raise Endless("\n".join(f"{it.place} {it.code} {it.message} {it.hint}" for it in wrong))


def refuse_leaks(handbook: Handbook) -> None:
    """Raises Disclosed."""
    wrong = [
        f"{problem.place} {problem.code} {problem.message}"
        for problem in handbook.problems
        if problem.code == DISCLOSED.code
    ]
    if wrong:
        hints = dict.fromkeys(it.hint for it in handbook.problems if it.code == DISCLOSED.code)
        more = f"`benchbook explain {DISCLOSED.code}` tells more."
        raise Disclosed("\n".join((*wrong, *hints, more)))


def refuse_unsettled(handbook: Handbook) -> None:
    """Raises Unsettled. Without its settings, a handbook wouldn't say that its values are invented."""
    wrong = [
        f"{problem.place} {problem.code} {problem.message} {problem.hint}".strip()
        for problem in handbook.problems
        if problem.severity is Severity.ERROR and problem.place.file.endswith("/handbook.yml")
    ]
    if wrong and handbook.written.settings == Settings(title="Handbook"):
        raise Unsettled(
            "\n".join(wrong)
            + "\nNothing is built while handbook.yml can't be read: it says in which languages "
            "the pages are, and whether the values are invented."
        )
