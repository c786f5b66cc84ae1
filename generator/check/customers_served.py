"""Rules of whom a standard serves: words that are no customer of anybody's."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.model import lookalike_signs
from generator.model.check_rule import Finding
from generator.model.file_places import At, slug
from generator.problem import Severity
from generator.words.code_words import SERVED

OTHERWISE = {
    "patient": "client clients customer customers paciente pacientes",
    "referrer": "refferer referring-physician referring-doctor referent",
    "payer": "insurer insurers insurance pagador aseguradora payeur assureur",
    "colleague": "staff employee employees team coworker coworkers co-worker colega colegas internal",
    "family": "relative relatives familia famille",
    "visitor": "guest guests visitante visiteur",
    "supplier": "vendor vendors proveedor fournisseur",
    "community": "public comunidad neighbours neighbors",
}
"""What people write for the words that pages know."""


@rule("HB132", Severity.WARNING)
def misspelt_customer(subject: RuleInput) -> Iterator[Finding]:
    """
    A customer by another name

    `serves` names customers with one word each, in the singular: `patient`, `referrer`, `payer`,
    `colleague`, `family`, `visitor`, `supplier`, `community`, which pages have in every language, or a word
    of your own. One that is nearly such a word is shown as if it were somebody else.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        serves: [patients, Referer]
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        serves: [patient, referrer]
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    users = _users(subject)
    for where, word in _served(subject):
        if word in SERVED:
            continue
        known = [*SERVED, *(other for other, count in users.items() if count > users[word])]
        if meant := _meant(word, known, own=users[word] > 1):
            said = lookalike_signs.named(word)
            yield Finding(
                where,
                f"`{word}` is no customer that pages know.{f' {said}' if said else ''}",
                f"Did you mean `{meant}`?",
                mend=(word, meant) if slug(word) == meant and word.isascii() else None,
            )
    for name, standard in subject.written.standards.items():
        for i, word in enumerate(standard.serves):
            if word in standard.serves[:i]:
                yield Finding(
                    at_standard(name, "serves", i), f"`{word}` is named twice.", "Delete one of the two."
                )


@rule("HB133", Severity.NOTICE)
def lone_customer(subject: RuleInput) -> Iterator[Finding]:
    """
    A customer whom no other standard serves

    `serves` may name customers of your own. Where one standard alone does, and the word is none of
    those that pages have in every language, it may be another's by another name.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        serves: [everyone]
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        serves: [patient, family]
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    users = _users(subject)
    for where, word in _served(subject):
        alone = users[word] == 1 and word not in SERVED
        others = [*SERVED, *(other for other, count in users.items() if count > 1)]
        if alone and not _meant(word, others, own=False):
            yield Finding(
                where,
                f"No other standard serves `{word}`, and pages have no translation of it.",
                f"Known are {', '.join(f'`{each}`' for each in SERVED)}. A word of your own may stand, too.",
            )


def _served(subject: RuleInput) -> Iterator[tuple[At, str]]:
    for name, standard in subject.written.standards.items():
        for i, word in enumerate(standard.serves):
            yield at_standard(name, "serves", i), word


def _users(subject: RuleInput) -> Counter[str]:
    """How many standards serve whom."""
    standards = subject.written.standards.values()
    return Counter(word for standard in standards for word in set(standard.serves))


def _meant(word: str, known: Collection[str], *, own: bool) -> str:
    """The known word that this one is a slip of, or (unless the handbook has made it its `own`) another
    word for; empty if it is neither."""
    plain = slug(lookalike_signs.plain(word))
    if plain in known and plain != word:
        return plain
    if (meant := _others().get(plain)) and not own:
        return meant
    one = re.sub(r"ies$", "y", plain) if plain.endswith("ies") else plain.removesuffix("s")
    if one in known and one != word:
        return one
    close = difflib.get_close_matches(plain, [each for each in known if each != word], 1, cutoff=0.8)
    return close[0] if close else ""


@cache
def _others() -> dict[str, str]:
    return {other: word for word, others in OTHERWISE.items() for other in others.split()}


RULES = (misspelt_customer, lone_customer)
