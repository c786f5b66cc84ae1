"""Rules of names that have to be told apart, and of the languages that texts are in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model import field_descriptions
from generator.model.check_rule import Finding
from generator.model.definition_mismatch import FEW
from generator.model.file_places import At, Path
from generator.model.inputs import Editable, Text
from generator.model.standard_results import NETWORK
from generator.problem import Cause, Severity
from generator.words import catalogue


@rule("HB306")
def two_meanings(subject: RuleInput) -> Iterator[Finding]:
    """
    A name that means two things

    A target can be for a clinic, a country or a peer group, so none may be called like another;
    `network` is all clinics together, and `index` the address of a list.

    Wrong:
        # data/clinics/mx.yml
        name: Clínica México
        country: mx

    Right:
        # data/clinics/mx-centro.yml
        name: Clínica México
        country: mx
    """
    written = subject.written
    reserved = {NETWORK: "the name of all clinics together", "index": "the address of the list"}
    countries = dict.fromkeys(written.countries, "a country already")
    groups = dict.fromkeys(sorted(subject.peers), "a peer group already")
    for kind, names, taken in (
        ("clinic", written.clinics, {**groups, **countries, **reserved}),
        ("country", written.countries, {**groups, **reserved}),
    ):
        for name in names:
            if name in taken:
                yield Finding(
                    At(kind, name),
                    f"`{name}` is {taken[name]}.",
                    f"Give the file of this {kind} another name.",
                )


@rule("HB307", Severity.WARNING)
def unread_language(subject: RuleInput) -> Iterator[Finding]:
    """
    A text in a language that the handbook doesn't have

    `languages` in `handbook.yml` says which pages there are. A text in another language is shown
    nowhere; mostly its two letters are mistyped.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: {en: Los Cabos Clinic, ep: Clínica Los Cabos}
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: {en: Los Cabos Clinic, es: Clínica Los Cabos}
        country: mx
    """
    written = subject.written
    offered = written.settings.languages
    things = (
        ("handbook", {"handbook": written.settings}),
        ("country", written.countries),
        ("clinic", written.clinics),
        ("role", written.roles),
        ("standard", written.standards),
        ("national", written.national),
    )
    if not subject.handbook_read:
        return
    written_in = [
        (kind, name, path)
        for kind, models in things
        for name, model in models.items()
        for path in _languages(model, ())
    ]
    causes = _of_handbook(subject, written_in)
    beside: dict[tuple[str, str, Path], set[object]] = defaultdict(set)
    for kind, name, path in written_in:
        beside[kind, name, path[:-1]].add(path[-1])
    for kind, name, path in written_in:
        if path[-1] not in offered:
            lacking = [each for each in offered if each not in beside[kind, name, path[:-1]]]
            meant = f"Did you mean `{lacking[0]}`? " if len(lacking) == 1 else ""
            has = f"The handbook has {', '.join(f'`{language}`' for language in offered)}"
            yield Finding(
                At(kind, name, path, key=True),
                f"`{path[-1]}` is no language of this handbook.",
                f"{meant}{has}; add others to `languages` in handbook.yml.",
                cause=causes.get(str(path[-1])),
            )


def _of_handbook(subject: RuleInput, written_in: Sequence[tuple[str, str, Path]]) -> Mapping[str, Cause]:
    """What explains texts in each language that the handbook doesn't have: where many files have such texts,
    it is `languages` in handbook.yml that is wrong."""
    offered = subject.written.settings.languages
    texts = Counter(str(path[-1]) for _, _, path in written_in)
    files: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind, name, path in written_in:
        files[str(path[-1])].add((kind, name))
    idle = [i for i, language in enumerate(offered) if language not in texts]
    many = max(texts.values(), default=0) // 2
    causes = {}
    for language in texts.keys() - set(offered):
        if len(files[language]) < 2 or texts[language] < max(FEW + 1, many):
            causes[language] = Cause(("language", language))
            continue
        where = At("handbook", "handbook", ("languages", idle[0]) if idle else ("languages",))
        has = f"has `{offered[idle[0]]}`, in which nothing is" if idle else "doesn't have it"
        causes[language] = Cause(
            ("handbook", "handbook"),
            ("languages",),
            f"{texts[language]:,} texts are written in `{language}`, but the handbook {has}.",
            f"Did you mean `{language}`?" if idle else f"Add `{language}` to `languages`.",
            place=subject.written.places.find(where),
        )
    return causes


@rule("HB308", Severity.WARNING)
def untranslated(subject: RuleInput) -> Iterator[Finding]:
    """
    A language without words of its own

    The words around the data, such as headings and verdicts, are translated into a few languages.
    Pages in another language have your texts in it, and English around them.

    Wrong:
        # data/handbook.yml
        title: Handbook of service standards
        languages: [en, es, eo]
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}

    Right:
        # data/handbook.yml
        title: Handbook of service standards
        languages: [en, es, fr]
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
    """
    for i, language in enumerate(subject.written.settings.languages):
        if language != "en" and not catalogue.path(language).is_file():
            yield Finding(
                At("handbook", "handbook", ("languages", i)),
                f"There are no words in `{language}` for what the pages say themselves.",
                "They stay English. The contributor page says how to translate them.",
                cause=Cause(("handbook", "handbook"), ("languages",)),
            )


@rule("HB270", Severity.WARNING)
def language_twice(subject: RuleInput) -> Iterator[Finding]:
    """
    A language that stands twice

    Each language of the handbook has its pages once. Where one stands twice, another one was perhaps
    meant.

    Wrong:
        # data/handbook.yml
        title: Handbook of service standards
        languages: [en, es, es]
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}

    Right:
        # data/handbook.yml
        title: Handbook of service standards
        languages: [en, es]
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
    """
    things = (
        ("handbook", {"handbook": subject.written.settings.languages}),
        ("country", {name: country.languages for name, country in subject.written.countries.items()}),
    )
    for kind, named in things:
        for name, languages in named.items():
            for i, language in enumerate(languages):
                if language in languages[:i]:
                    yield Finding(
                        At(kind, name, ("languages", i)),
                        f"`{language}` stands here twice.",
                        "Delete one of the two, or write the language that was meant.",
                        also=(At(kind, name, ("languages", languages.index(language))),),
                    )


def _languages(value: object, path: Path, annotation: object = None) -> Iterator[Path]:
    """The way to each language of each text below `value`."""
    if isinstance(value, Editable):
        for attribute, slot in zip(
            type(value).model_fields, field_descriptions.slots(type(value)).values(), strict=True
        ):
            held = getattr(value, attribute)
            if isinstance(held, dict | tuple | BaseModel):
                yield from _languages(held, (*path, slot.name), slot.annotation)
    elif isinstance(value, dict):
        is_text = all(
            option in field_descriptions.branches(annotation) for option in field_descriptions.branches(Text)
        )
        for key, held in value.items():
            if is_text and isinstance(held, str):
                yield (*path, key)
            else:
                yield from _languages(held, (*path, key), field_descriptions.held(annotation))
    elif isinstance(value, tuple):
        for i, held in enumerate(value):
            yield from _languages(held, (*path, i), field_descriptions.held(annotation))


RULES = (two_meanings, unread_language, untranslated, language_twice)
