"""Rule of texts that a language still lacks."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from itertools import groupby

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At, Path
from generator.problem import Severity

PROPER = frozenset({("clinic", ("name",)), ("clinic", ("city",))})
"""Names that are what they are in the languages in which there is one."""


@rule("HB309", Severity.NOTICE)
def half_translated(subject: RuleInput) -> Iterator[Finding]:
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
    whose = operator.attrgetter("kind", "name")
    for (kind, name), those_of_file in groupby(subject.translated, key=lambda each: whose(each[0])):
        by_language = [
            (at.path, text)
            for at, text in those_of_file
            if text and (kind, at.path) not in PROPER and text.keys() <= set(languages)
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
        yield Finding(
            At(kind, name, path, key=True),
            f"`{called}` is not in {_listed(those)}{others}.",
            f"Add `{those[0]}: ...` beside the others.",
        )


def _alike(lacking: Mapping[Path, list[str]]) -> bool:
    """Whether all lack the same languages: then the file isn't translated yet, and that is no slip."""
    return len({tuple(those) for those in lacking.values()}) == 1


def _listed(languages: list[str]) -> str:
    return " and ".join(f"`{language}`" for language in languages)


RULES = (half_translated,)
