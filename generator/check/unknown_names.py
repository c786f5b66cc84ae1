"""A name that nothing has: told once for all that name it, and where the thing was renamed if it was."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from generator.check.rule_input import RuleInput
from generator.model.file_places import At, slug
from generator.problem import Cause, Place

FEW = 50
"""Things that nothing names, of which one may have been renamed."""

PLACES = ("country", "clinic", "peers")
"""What the `in` of a target may name."""


def missing(subject: RuleInput, name: str, *kinds: str) -> Cause:
    """What explains every finding of a name that no thing of `kinds` has: its file was deleted or renamed."""
    family = "where" if set(kinds) <= set(PLACES) else kinds[0]
    renamed = _renamed(subject, name, kinds)
    if len(kinds) > 1 and not renamed:  # whatever else names it knows better what it should be
        return Cause((family, name))
    follows = "of which {many} values are left out" if kinds[0] in _OF_VALUES else "which {many} places name"
    called = _CALLED[kinds[0]] if len(kinds) == 1 else "country, clinic or peer group"
    gone = f"There is no {called} `{name}`, {follows}"
    if not renamed:
        return Cause((family, name), message=f"{gone}.")
    kind, instead = renamed
    again = "Call it" if kind in ("theme", "peers") else "Call the file"
    return Cause(
        (family, name),
        message=f"{gone}; `{instead}` stands here, and nothing names it.",
        hint=f"{again} `{name}` again, or write `{instead}` in those places.",
        enough=1 if slug(name) in _titles(subject, kind, instead) else 2,
        place=_place(subject, kind, instead),
    )


_OF_VALUES = ("standard", "clinic")

_CALLED = {
    "standard": "standard",
    "clinic": "clinic",
    "country": "country",
    "role": "role",
    "theme": "theme",
    "peers": "peer group",
}


def _renamed(subject: RuleInput, name: str, kinds: tuple[str, ...]) -> tuple[str, str] | None:
    """The thing that was probably called so before: one of a like name that nothing names."""
    idle = {each: kind for kind in kinds for each in subject.idle[kind]}
    if len(idle) > FEW:  # so many weren't renamed, and to compare each name with all takes long
        return None
    likely = get_close_matches(name, sorted(idle), 1) or _words_shared(name, idle)
    return (idle[likely[0]], likely[0]) if likely else None


def _titles(subject: RuleInput, kind: str, name: str) -> frozenset[str]:
    """What readers call a thing, as ids: whose id was just mistyped still has the old one as its title."""
    return frozenset(said for said, each in subject.called(kind).items() if each == name)


def _words_shared(name: str, idle: Collection[str]) -> list[str]:
    """The one of which all words are in the name, or that has all of its words: `same-day` of
    `same-day-appointment`."""
    words = set(name.split("-"))
    found = [each for each in idle if (its := set(each.split("-"))) <= words or words <= its]
    return found if len(found) == 1 else []


def _place(subject: RuleInput, kind: str, name: str) -> Place:
    if kind in ("theme", "peers"):
        key = "themes" if kind == "theme" else "peers"
        return subject.written.places.find(At("handbook", "handbook", (key, name), key=True))
    return subject.written.places.find(At(kind, name))
