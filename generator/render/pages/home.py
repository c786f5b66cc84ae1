"""Home: how are we doing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.attention import Attention
from generator.render.context import RenderContext
from generator.render.pages import attention, page_meta
from generator.render.pages.page_meta import Link, PageMeta
from generator.render.parts import heat_summary, verdict_counts
from generator.render.parts.verdict_counts import Newest

HERE = "index"
AT_MOST = 5
"""Sentences in each list; the rest is on the page that has them all."""


@dataclass(frozen=True)
class HomePage:
    """`home.html`."""

    title: str
    organisation: Markup
    lead: str
    counted: str
    attention: tuple[Markup, ...]
    more_attention: Markup
    improving: tuple[Markup, ...]
    more_improving: Markup
    heat: Markup
    heat_note: Markup
    onward: tuple[Link, ...]
    held_back: Markup


def outline(edition: RenderContext) -> list[tuple[str, str]]:
    words = edition.words
    return [
        ("attention", words("What needs attention")),
        ("improving", words("What is improving")),
        ("themes", words("Standards met, by theme")),
        ("onward", words("Where to go from here")),
    ]


def look(edition: RenderContext, _: str) -> PageMeta:
    title = edition.words.text(edition.written.settings.title)
    return page_meta.of(
        title, lead(edition, verdict_counts.newest(edition.findings)), page_meta.headings(outline(edition))
    )


def context(edition: RenderContext, _: str) -> HomePage:
    words, newest = edition.words, verdict_counts.newest(edition.findings)
    settings, findings = edition.written.settings, edition.findings
    return HomePage(
        title=words.text(settings.title),
        organisation=words.marked(settings.organisation),
        lead=lead(edition, newest),
        counted=counted(edition, newest),
        attention=sentences(edition, findings.attention),
        more_attention=more(edition, findings.attention, "attention"),
        improving=sentences(edition, findings.improving),
        more_improving=more(edition, findings.improving, "improving"),
        heat=heat_summary.of_all(edition, HERE),
        heat_note=heat_summary.note(edition, HERE),
        onward=onward(edition),
        held_back=held_back(edition),
    )


def lead(edition: RenderContext, newest: Newest | None) -> str:
    """The one sentence: "41 of 60 standards met in June 2026, 3 more than in May 2026."."""
    words = edition.words
    if newest is None:
        return words("No value has been judged yet.")
    said = words(
        "{met} of {judged} standards met in {period}",
        met=words.number(newest.tally.met),
        judged=words.number(newest.tally.judged),
        period=words.period(newest.period),
    )
    if newest.before is None:
        return f"{said}."
    more, before = newest.tally.met - newest.tally_before.met, words.period(newest.before)
    if more == 0:
        than = words("as many as in {period}", period=before)
    elif more > 0:
        than = words("{n} more than in {period}", n=words.number(more), period=before)
    else:
        than = words("{n} fewer than in {period}", n=words.number(-more), period=before)
    return f"{said}, {than}."


def counted(edition: RenderContext, newest: Newest | None) -> str:
    """What the sentence counts, to the letter."""
    words = edition.words
    if newest is None:
        return ""
    said = [
        words(
            "Counted is every standard at every clinic that has a value and a target for the period: "
            "a standard at ten clinics counts ten times."
        )
    ]
    if newest.before is not None:
        judged = words.number(newest.tally_before.judged)
        said.append(words("The period before had {judged} to judge.", judged=judged))
    if rest := newest.standards_in_all - newest.standards:
        said.append(
            words.plural(
                "{n} standard that is reported at another pace isn't in it.",
                "{n} standards that are reported at another pace aren't in it.",
                rest,
            )
        )
    if newest.later is not None:
        period = words.period(newest.later)
        said.append(words("Values for {period} are still coming in.", period=period))
    return " ".join(said)


def sentences(edition: RenderContext, found: Sequence[Attention]) -> tuple[Markup, ...]:
    return tuple(attention.sentence(edition, HERE, one) for one in found[:AT_MOST])


def more(edition: RenderContext, found: Sequence[Attention], anchor: str) -> Markup:
    """To the whole list, where it is longer."""
    if len(found) <= AT_MOST:
        return Markup("")
    href, words = edition.to(HERE, attention.HERE, anchor), edition.words
    return Markup('<a href="{}">{}</a>').format(href, words("All {n} of them", n=words.number(len(found))))


def onward(edition: RenderContext) -> tuple[Link, ...]:
    words, written = edition.words, edition.written
    counts = (len(written.standards), len(written.clinics), len(edition.site.by_country))
    told = (
        ("attention", words("What needs attention"), words("And what is improving, to filter and to follow")),
        ("standards/index", words("Standards"), words.plural("{n} promise", "{n} promises", counts[0])),
        ("clinics/index", words("Clinics"), words.plural("{n} clinic", "{n} clinics", counts[1])),
        ("countries/index", words("Countries"), words.plural("{n} country", "{n} countries", counts[2])),
        ("heat-map", words("Heat map"), words("Every clinic by every standard")),
        ("method", words("Method"), words("What every number means")),
        ("completeness", words("Completeness"), words("What is missing, and why")),
    )
    pages = (Link(edition.to(HERE, there), title, text) for there, title, text in told)
    everything = edition.download(HERE, "handbook.csv")
    return (*pages, Link(everything, words("Download all values"), words("One table (CSV)")))


def held_back(edition: RenderContext) -> Markup:
    """That something isn't shown, where something isn't."""
    words, number = edition.words, len(edition.site.left_out)
    if not number:
        return Markup("")
    said = words.plural(
        "{n} thing that editors wrote is not shown.", "{n} things that editors wrote are not shown.", number
    )
    href = edition.to(HERE, "completeness", "left-out")
    return Markup('<a href="{}">{}</a>').format(href, words("{what} See which, and why.", what=said))
