"""Every text of editors with its place, and the texts that a language still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from generator.check.rule import rule
from generator.check.subject import Subject
from generator.model import fields
from generator.model.places import At, Path
from generator.model.rule import Found
from generator.model.written import Editable, Text, Written
from generator.problem import Severity

MARKED = frozenset({"guidance", "normal", "why", "summary", "promise", "references"})
"""Keys whose texts may hold links."""

PROPER = frozenset({("clinic", ("name",)), ("clinic", ("city",))})
"""Names that are what they are in the languages in which there is one."""


@rule("HB309", Severity.NOTICE)
def half_translated(subject: Subject) -> Iterator[Found]:
    """
    Texts that a language lacks

    Other texts of the file are in this language, these aren't; readers see the first language in
    between. Told once a file. Names that are the same in every language stand without languages.

    Wrong:
        # data/standards/email-reply.yml
        title: {en: E-mails answered the same day, es: Correos contestados el mismo día}
        promise: {en: We answer the same day.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: {en: E-mails answered the same day, es: Correos contestados el mismo día}
        promise: {en: We answer the same day., es: Contestamos el mismo día.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    languages = subject.written.settings.languages
    if len(languages) < 2:
        return
    for kind, name, model in things(subject.written):
        by_language = [
            (path, text)
            for path, text in _mappings(model, ())
            if text and (kind, path) not in PROPER and text.keys() <= set(languages)
        ]
        lacking = {
            path: [language for language in languages if not text.get(language)] for path, text in by_language
        }
        begun = {path: those for path, those in lacking.items() if those}
        if not begun or (len(begun) == len(lacking) and _alike(begun) and len(begun) > 1):
            continue
        path, those = next(iter(begun.items()))
        more = len(begun) - 1
        others = f", nor {more} other text{'s' if more > 1 else ''} of this file" if more else ""
        called = ".".join(map(str, path))
        yield Found(
            At(kind, name, path, key=True),
            f"`{called}` is not in {_listed(those)}{others}.",
            f"Add `{those[0]}: ...` beside the others.",
        )


def texts(written: Written) -> Iterator[tuple[At, str, bool]]:
    """Each text in each language, and whether it may hold links."""
    for kind, name, model in things(written):
        for path, text in _texts(model, ()):
            marked = any(part in MARKED for part in path)
            if isinstance(text, str):
                yield At(kind, name, path), text, marked
            else:
                for language, each in text.items():
                    yield At(kind, name, (*path, language)), each, marked


def mappings(written: Written) -> Iterator[tuple[At, dict[str, str]]]:
    """Each text that is in several languages."""
    for kind, name, model in things(written):
        for path, by_language in _mappings(model, ()):
            yield At(kind, name, path), by_language


def things(written: Written) -> Iterator[tuple[str, str, BaseModel]]:
    """Kind, id and model of all that has texts."""
    yield "handbook", "handbook", written.settings
    families: tuple[tuple[str, Mapping[str, BaseModel]], ...] = (
        ("country", written.countries),
        ("clinic", written.clinics),
        ("role", written.roles),
        ("standard", written.standards),
        ("national", written.national),
    )
    for kind, models in families:
        for name, model in models.items():
            yield kind, name, model


def _mappings(value: object, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    for at, text in _texts(value, path):
        if isinstance(text, dict):
            yield at, text


def _texts(value: object, path: Path, annotation: object = None) -> Iterator[tuple[Path, Text]]:
    """The way to each text below `value`, and the text."""
    if isinstance(value, Editable):
        for attribute, slot in zip(type(value).model_fields, fields.slots(type(value)).values(), strict=True):
            held = getattr(value, attribute)
            if isinstance(held, str | dict | tuple | BaseModel):
                yield from _texts(held, (*path, slot.name), slot.annotation)
    elif is_text(annotation) and isinstance(value, str | dict):
        yield path, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _texts(held, (*path, key), fields.held(annotation))
    elif isinstance(value, tuple):
        for i, held in enumerate(value):
            yield from _texts(held, (*path, i), fields.held(annotation))


@cache
def is_text(annotation: object) -> bool:
    return all(option in fields.branches(annotation) for option in fields.branches(Text))


def _alike(lacking: Mapping[Path, list[str]]) -> bool:
    """Whether all lack the same languages: then the file isn't translated yet, and that is no slip."""
    return len({tuple(those) for those in lacking.values()}) == 1


def _listed(languages: list[str]) -> str:
    return " and ".join(f"`{language}`" for language in languages)


RULES = (half_translated,)
