"""Rules of what stands twice in a list, where once is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Place, Severity


@rule("HB359", Severity.WARNING)
def again(subject: RuleInput) -> Iterator[Finding]:
    """
    The same thing twice

    A role, a peer group or a change stands twice, or a line of a checklist below itself or in the same
    long words, and readers see it twice. Mostly another one was meant, or a line was pasted once too often.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception, reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    written = subject.written
    lists: list[tuple[str, str, str, Sequence[object]]] = [
        *(("standard", name, "roles", standard.roles) for name, standard in written.standards.items()),
        *(("clinic", name, "peers", clinic.peers) for name, clinic in written.clinics.items()),
        *(("role", name, "checklist", role.checklist) for name, role in written.roles.items()),
    ]
    for kind, name, key, items in lists:
        for i, item in enumerate(items):
            before = items.index(item)
            may_come_again = key == "checklist" and len(str(item)) < SENTENCE and item != items[i - 1]
            if before < i and not may_come_again:
                said = f"`{item}`" if isinstance(item, str) and len(item) <= SHOWN else "The same text"
                yield Finding(
                    At(kind, name, (key, i)),
                    f"{said} stands twice in `{key}`.",
                    "Delete one of the two, or write the one that was meant.",
                    also=(At(kind, name, (key, before)),),
                )
    yield from _changes(subject)


def _changes(subject: RuleInput) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Place] = {}
    for dated in subject.written.changes:
        change = dated.change
        said = (dated.clinic, change.at, change.standard, repr(change.note))
        other = first.setdefault(said, dated.place)
        if other != dated.place:
            yield Finding(
                dated.place,
                f"The same change stands in line {other.line}"
                + (" already." if other.file == dated.place.file else f" of {other.file}."),
                "Delete one of the two, or write the period that was meant.",
                also=(other,),
                stops=(("change", str(dated.place)),),
            )


SENTENCE = 40
"""Signs from which on a step of a checklist is hardly meant to come again in the very same words."""

SHOWN = 40
"""Signs that a message shows."""

RULES = (again,)
