"""Rules of what `benchbook new` wrote and nobody changed: example text, and examples of a new handbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.model import new_file_templates
from generator.model.check_rule import Finding
from generator.model.file_places import At, Path, slug
from generator.model.inputs import Clinic, Standard, Target, Text
from generator.problem import Severity

_TEXTS = (("promise",), ("why",), ("measure", "counts"), ("measure", "out_of"), ("measure", "clock"))
"""Texts of a template that say what a standard is about. Nobody writes just these by chance."""

_FITS: Mapping[str, tuple[str, ...]] = {
    "mail": ("mail", "correo", "courriel", "inbox"),
    "complaint": ("complaint", "queja", "plainte"),
    "arrival": ("arriv", "waiting-room", "sala-de-espera", "salle-d-attente", "called"),
}
"""What a standard's title or id says where a text of the template fits it: by a part of that text."""


@rule("HB135", Severity.WARNING)
def approved_unchanged(subject: RuleInput) -> Iterator[Finding]:
    """
    Text of a template that nobody changed

    `benchbook new` writes example text and an example target, to be replaced. A standard that says
    `status: approved` (or no status) is published as agreed, so readers would take the example for a
    promise; a strict build fails on it. The same is said of clinics and countries, and of the examples of
    a new handbook once it no longer says `illustrative: true`.

    Wrong:
        # data/standards/phone-answered.yml
        title: Calls answered within thirty seconds
        theme: responsiveness
        roles: [reception]
        measure:
          kind: proportion
          counts: e-mails answered in time
          out_of: e-mails received
        targets: [80%]

    Right:
        # data/standards/phone-answered.yml
        title: Calls answered within thirty seconds
        theme: responsiveness
        roles: [reception]
        measure:
          kind: proportion
          counts: calls answered within thirty seconds
          out_of: calls received
        targets: [80%]
    """
    written = subject.written
    for name, standard in written.standards.items():
        if standard.status == "approved":
            hint = "Write your own, or `status: draft` until it is agreed."
            yield from _told(subject, name, standard, hint)
    for name, clinic in written.clinics.items():
        is_example = (
            clinic.location and [*clinic.location] == new_file_templates.examples("clinic")["location",]
        )
        if is_example and "cabos" not in slug(f"{name} {_said(clinic)}"):
            where = At("clinic", name, ("location",))
            yield Finding(where, "This is the place that the template shows as an example.", "Write its own.")
    for name, country in written.countries.items():
        invented = written.settings.illustrative and _is_example(subject, "country", name)
        if _same(country.normal, new_file_templates.examples("country")["normal",]) and not invented:
            where = At("country", name, ("normal",))
            yield Finding(
                where, "This is the example text of the template.", "Write what people there expect."
            )
    if not written.settings.illustrative:
        yield from _examples(subject)


@rule("HB136", Severity.NOTICE)
def draft_unchanged(subject: RuleInput) -> Iterator[Finding]:
    """
    A draft that still has text of its template

    `benchbook new standard` writes a draft with example text and an example target. Before the draft is
    approved they have to be replaced ([HB135](#hb135)).

    Wrong:
        # data/standards/phone-answered.yml
        title: Calls answered within thirty seconds
        theme: responsiveness
        roles: [reception]
        measure:
          kind: proportion
          counts: e-mails answered in time
          out_of: e-mails received
        targets: [80%]
        status: draft

    Right:
        # data/standards/phone-answered.yml
        title: Calls answered within thirty seconds
        theme: responsiveness
        roles: [reception]
        measure:
          kind: proportion
          counts: calls answered within thirty seconds
          out_of: calls received
        targets: [80%]
        status: draft
    """
    for name, standard in subject.written.standards.items():
        if standard.status == "draft":
            yield from _told(subject, name, standard, "Write your own before it is approved.")


def _told(subject: RuleInput, name: str, standard: Standard, hint: str) -> Iterator[Finding]:
    """One finding for all that a standard has from its template."""
    places = [at_standard(name, *path) for path in _unchanged(subject, name, standard)]
    if not places:
        return
    first, *others = places
    called = _called(first.path)
    more = f" So {'are' if len(others) > 1 else 'is'} {_listed(map(_path, others))}." if others else ""
    if all(at.path not in _TEXTS for at in places):
        hint += " If it is right as it is, delete the comments of the template around it."
    message = f"{called} is still what `benchbook new` wrote as an example.{more}"
    yield Finding(first, message, hint, tuple(others))


def _unchanged(subject: RuleInput, name: str, standard: Standard) -> Iterator[Path]:
    title = standard.title if isinstance(standard.title, str) else " ".join(standard.title.values())
    about = slug(f"{name} {title}")
    for path in _TEXTS:
        text = _text(standard, path)
        if any(_same(text, example) and not _fit(example, about) for example in _examples_of(path)):
            yield path
    lines = {line.strip() for line in subject.written.places.texts.get(("standard", name), "").splitlines()}
    if lines.isdisjoint(new_file_templates.comments("standard")):
        return
    # The file was begun with the template: there even what might be somebody's own is doubted.
    own = new_file_templates.examples("standard", standard.measure.kind)
    for path in (("measure", "asked"), ("owner",)):
        if path in own and _same(_text(standard, path), own[path]):
            yield path
    first = standard.targets[0] if standard.targets else None
    value = first.value if isinstance(first, Target) else first
    if value is not None and str(value) == str(new_file_templates.KINDS[standard.measure.kind][1]):
        yield ("targets", 0)


def _examples_of(path: tuple[str, ...]) -> Collection[object]:
    """What the templates of all kinds say there: a kind is often changed later on."""
    found = (new_file_templates.examples("standard", kind).get(path) for kind in new_file_templates.KINDS)
    return [each for each in dict.fromkeys(found) if each is not None]


def _fit(example: object, about: str) -> bool:
    said = slug(str(example))
    return any(part in said and any(word in about for word in words) for part, words in _FITS.items())


def _text(standard: Standard, path: Path) -> Text | None:
    held: object = standard
    for key in path:
        held = getattr(held, str(key))
    return held  # type: ignore[return-value]


def _same(text: Text | None, example: object) -> bool:
    texts = [text] if isinstance(text, str) else (text or {}).values()
    return any(slug(each) == slug(str(example)) for each in texts)


def _examples(subject: RuleInput) -> Iterator[Finding]:
    """Standards and clinics of the starter that stand as they were written."""
    written = subject.written
    for kind, names in (("standard", written.standards), ("clinic", written.clinics)):
        for name in names:
            if _is_example(subject, kind, name):
                yield Finding(
                    At(kind, name),
                    f"This {kind} is still the example that `benchbook new handbook` wrote, and the handbook "
                    "no longer says that its values are invented.",
                    "Delete the file with its values, or write your own.",
                )


def _is_example(subject: RuleInput, kind: str, name: str) -> bool:
    example = new_file_templates.begun_with().get((kind, name))
    return (
        example is not None and new_file_templates.bare(subject.written.places.texts[kind, name]) == example
    )


def _said(clinic: Clinic) -> str:
    texts = (clinic.name, clinic.city or "")
    return " ".join(text if isinstance(text, str) else " ".join(text.values()) for text in texts)


def _called(path: Path) -> str:
    return "The target" if path[0] == "targets" else f"`{path[-1]}`"


def _path(at: At) -> str:
    return "the target" if at.path[0] == "targets" else f"`{at.path[-1]}`"


def _listed(names: Iterator[str]) -> str:
    *front, last = list(names)
    return f"{', '.join(front)} and {last}" if front else last


RULES = (approved_unchanged, draft_unchanged)
