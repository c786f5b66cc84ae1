"""Rules of texts in several languages: not translated, under the wrong language, not copied to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from generator.check import language_detection, markdown_blocks, texts_with_links
from generator.check.markdown_links import MarkdownLink, Sort
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At, Path, slug
from generator.problem import Severity

_STAND_INS = frozenset({
    "tbd", "tba", "tbc", "todo", "fixme", "to-do", "xx", "xxx", "xxxx", "xxxxx", "translate", "translate-me",
    "translate-this", "to-translate", "to-be-translated", "translation-needed", "translation-missing",
    "missing-translation", "needs-translation", "not-translated", "untranslated", "translation-to-follow",
    "por-traducir", "falta-traducir", "falta-traduccion", "sin-traducir", "a-traduire", "traduction-a-venir",
    "non-traduit", "placeholder", "dummy", "dummy-text", "text-here", "your-text-here", "insert-text-here",
    "to-be-written", "to-be-added", "to-be-done", "coming-soon", "a-definir", "por-definir",
})  # fmt: skip
"""By slug: texts that only hold the place of one."""

_MARK = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX+)\b|\b(?i:lorem ipsum)\b|\{\{\s*[\w.-]*\s*\}\}|"
    r"\[(?i:translate|translation|untranslated|to translate|to be \w+|needs? translation|traducir|traduire|"
    r"por traducir|à traduire|insert|add here|fill in|your|tbc)(?:\s[^\[\]\n]*)?\](?![(\[])"
)
_MARK_OF_PAGE = re.compile(
    r"(?:^|[.!?]\s+|[*_(\[])(?:TODO|FIXME|TBD|XXX+)(?=:|[*_)\]]|[ \t]*$)|\b(?i:lorem ipsum)\b|"
    r"\[(?i:translate|untranslated|insert|to be (?:written|added|done))(?:\s[^\[\]\n]*)?\](?![(\[])",
    re.MULTILINE,
)
"""On a page words such as TODO may be spoken of."""

SHORT_TEXT = 40
"""Signs that a message shows whole."""

_FREE = frozenset({"references", "sources", "name", "city", "organisation", "area", "owner"})
"""Keys of titles and names that are often the same in all languages."""

_ENDS = re.compile(r"[.!?…:;]['\"”’»)\]*_]*$")
SENTENCE = 5
"""Words from which on a text says enough to tell its language."""

CLEAR, CLEAR_BOTH = 3, 2
"""Small words of one language, and none of its own, that make it sure; and where two are exchanged."""

SHORT = 0.7
"""Of the length of the others, below which a text without an end was cut."""


@rule("HB341", Severity.WARNING)
def held_place(subject: RuleInput) -> Iterator[Finding]:
    """
    A text that is still to be written

    `TODO`, `tbd`, `xxx`, `[translate]`, `{{name}}` or `lorem ipsum` holds the place of a text, and readers
    would see it. Leave the language out instead: readers then see the first language. Notes of changes and
    hand-written pages are read too.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: {en: Los Cabos Clinic, es: TODO}
        country: mx

    Right:
        # data/clinics/mx-los-cabos.yml
        name: {en: Los Cabos Clinic, es: Clínica Los Cabos}
        country: mx
    """
    for each in texts_with_links.every(subject):
        text, where = each.text, each.where
        if each.page:
            for mark in _MARK_OF_PAGE.finditer(markdown_blocks.read(text).shown):
                words = mark[0].strip(" .!?*_()[]\n")
                at = mark.start() + mark[0].find(words)
                yield Finding(
                    each.place(subject, MarkdownLink(Sort.BROKEN, at, words)),
                    f"`{words}` only holds the place of a text.",
                    "Write the text, or delete it.",
                )
                break
            continue
        key = str(where.path[-1]) if isinstance(where, At) else ""
        mark = _MARK.search(text)
        if mark or _holds_place(text, key):
            several = key in subject.written.settings.languages
            leave = "leave this language out until there is one" if several else "delete the key"
            part = mark is not None and len(text) > SHORT_TEXT
            shown = (
                _around(text, mark) if mark and part else text.strip() if len(text) <= 40 else f"{text[:39]}…"
            )
            block = text.endswith("\n")  # it begins in the line below its key
            within = mark is not None and (part or block)
            place = (
                each.place(subject, MarkdownLink(Sort.BROKEN, mark.start(), mark[0]))
                if mark and within
                else where
            )
            yield Finding(place, f"`{shown}` only holds the place of a text.", f"Write the text, or {leave}.")


def _around(text: str, mark: re.Match[str]) -> str:
    """The mark and what stands beside it in its line."""
    begin = max(text.rfind("\n", 0, mark.start()) + 1, mark.start() - 12)
    return text[begin : mark.end() + 16].split("\n", 1)[0].strip()


def _holds_place(text: str, key: str) -> bool:
    said = slug(text)
    everything = said == "todo" and (key == "es" or text.strip() == "Todo")  # a word of Spanish
    return said in _STAND_INS and not everything


@rule("HB342", Severity.WARNING)
def not_translated(subject: RuleInput) -> Iterator[Finding]:
    """
    The same sentence under two languages

    One of the two wasn't translated, so readers of that language see another one. Where a language is left
    out, readers see the first one and are told nothing wrong. Names and short titles may be the same.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise:
          en: We answer every message on the day it comes.
          es: We answer every message on the day it comes.
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise:
          en: We answer every message on the day it comes.
          es: Contestamos cada mensaje el día en que llega.
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    for where, by_language in subject.translated:
        if _FREE.isdisjoint(map(str, where.path)):
            first: dict[str, str] = {}
            for language, text in by_language.items():
                said = " ".join(text.casefold().split())
                other = first.setdefault(said, language)
                if other != language and _is_sentence(where.path, text):
                    # The copy is the one whose language the text isn't in.
                    mine = language_detection.clearly(text, 1) == language
                    copy, own = (other, language) if mine else (language, other)
                    yield Finding(
                        At(where.kind, where.name, (*where.path, copy)),
                        f"The same text stands under `{own}` and `{copy}`.",
                        f"Translate it, or leave `{copy}` out: readers then see the first language.",
                        also=(At(where.kind, where.name, (*where.path, own)),),
                    )


def _is_sentence(path: Path, text: str) -> bool:
    said = language_detection.words(text)
    if len(said) < SENTENCE - 1:
        return False
    clear = bool(language_detection.clearly(text, CLEAR_BOTH))
    return clear if path[-1] == "title" or len(said) < SENTENCE + 1 else True


@rule("HB343", Severity.WARNING)
def other_language(subject: RuleInput) -> Iterator[Finding]:
    """
    A text under another language than it is in

    Its small words (`the`, `para`, `dans`) are those of another language. Mostly two texts are exchanged.
    Only English, Spanish and French are told apart, and only where it is clear.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise:
          en: Contestamos cada mensaje el día en que llega, y los lunes también.
          es: We answer every message on the day it comes, and on Mondays as well.
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise:
          en: We answer every message on the day it comes, and on Mondays as well.
          es: Contestamos cada mensaje el día en que llega, y los lunes también.
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    for where, by_language in subject.translated:
        if not _FREE.isdisjoint(map(str, where.path)):
            continue
        seen = {
            language: language_detection.clearly(text, CLEAR_BOTH) for language, text in by_language.items()
        }
        wrong = {
            language: read
            for language, read in seen.items()
            if read and read != language and language in language_detection.SMALL
        }
        copied = {text for text in by_language.values() if [*by_language.values()].count(text) > 1}  # HB342
        for language, read in wrong.items():
            text = by_language[language]
            exchanged = wrong.get(read) == language or _rather(by_language.get(read, ""), language, read)
            sure = exchanged or language_detection.spoken(text)[read] >= CLEAR
            told = exchanged and read in wrong and [*wrong].index(read) < [*wrong].index(language)
            if text in copied or not sure or told:
                continue
            other = At(where.kind, where.name, (*where.path, read))
            yield Finding(
                At(where.kind, where.name, (*where.path, language)),
                f"The text under `{language}` reads like `{read}`"
                + (f", and that under `{read}` like `{language}`." if exchanged else "."),
                _exchange(read, exchanged=exchanged, beside=read in by_language),
                also=(other,) if read in by_language else (),
            )


def _exchange(read: str, *, exchanged: bool, beside: bool) -> str:
    if exchanged:
        return "Exchange the two."
    perhaps = "Perhaps the two are exchanged; else write" if beside else "Write"
    return f"{perhaps} it under `{read}`, or translate it."


def _rather(text: str, language: str, than: str) -> bool:
    """Whether a text has small words of a language, and none of the one that it stands under."""
    counts = language_detection.spoken(text)
    enough = len(language_detection.words(text)) >= SENTENCE
    return enough and counts.get(language, 0) > 0 and not counts.get(than, 0)


@rule("HB344", Severity.NOTICE)
def cut(subject: RuleInput) -> Iterator[Finding]:
    """
    A text without an end

    It ends in the middle of a sentence, or has no full stop while the same text ends with one in every
    other language. Mostly it wasn't copied as a whole.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise: {en: We answer every message on the d, es: Contestamos cada mensaje el día en que llega.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise: {en: We answer on the day it comes., es: Contestamos cada mensaje el día en que llega.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    for where, by_language in subject.translated:
        for language, text in by_language.items():
            others = [each for key, each in by_language.items() if key != language]
            if why := _cut(text, language, others):
                shown = f"…{text.strip()[-24:]}" if len(text.strip()) > 25 else text.strip()
                yield Finding(
                    At(where.kind, where.name, (*where.path, language)),
                    f"This text ends with `{shown}`: {why}.",
                    "Perhaps it wasn't copied to its end. Write the rest, or its full stop.",
                )


def _cut(text: str, language: str, others: list[str]) -> str:
    said = language_detection.words(text)
    if len(said) < SENTENCE or _ENDS.search(text.strip()):
        return ""
    if said[-1] in language_detection.NEVER_LAST.get(language, ()) and text.strip()[-1].isalpha():
        return "the sentence goes on"
    if text.strip()[-1] in ",-–—":
        return "the sentence goes on"
    if others and all(_ENDS.search(each.strip()) for each in others):
        short = len(text) < SHORT * median(map(len, others))
        return "it is far shorter than in other languages" if short else "other languages have a full stop"
    return ""


RULES = (held_place, not_translated, other_language, cut)
