"""What needs attention, and what is improving: every sentence with its rule, whose it is and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.model.attention import Attention, Urgency
from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import page_filters
from generator.words import Words, attention_sentences

HERE = "attention"
AT_MOST = 50
"""Sentences of one kind in one country; the rest is on the clinics' pages."""

FIRST = 10
"""Of them those that are seen at once; the others are folded."""


@dataclass(frozen=True)
class Group:
    """One country's sentences."""

    anchor: str
    title: str
    number: str
    entries: tuple[Markup, ...]
    rest: tuple[Markup, ...]
    """Those that are folded, so that a page can be scrolled through."""
    more: str


@dataclass(frozen=True)
class Kind:
    """The sentences that are equally urgent."""

    anchor: str
    title: str
    """With how many they are; empty where all of a list are."""
    groups: tuple[Group, ...]
    rest: str


@dataclass(frozen=True)
class NewsList:
    """One of the two lists."""

    anchor: str
    title: str
    order: str
    nothing: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class AttentionPage:
    """`attention.html`."""

    title: str
    lead: str
    choose: Markup
    lists: tuple[NewsList, ...]
    rules: Markup
    feed: str


def look(edition: RenderContext, _: str) -> PageMeta:
    words, many = edition.words, Counter(one.urgency for one in edition.findings.attention)
    kinds = [
        (_anchor(kind), _headed(words, said, many[kind]))
        for kind, said in kinds_said(words).items()
        if many[kind]
    ]
    outline = (
        *page_meta.headings([("attention", words("Needs attention"))]),
        *page_meta.headings(kinds, level=3),
        *page_meta.headings([("improving", words("Improving"))]),
    )
    return page_meta.of(words("What needs attention"), lead(edition), outline)


def kinds_said(words: Words) -> dict[Urgency, str]:
    return {
        Urgency.MISSED: words("Worse, and short of the target"),
        Urgency.WORSE: words("Worse, but not short of a target"),
        Urgency.STEADY: words("Steadily short of the target"),
    }


def _headed(words: Words, title: str, many: int) -> str:
    return f"{title} ({words.number(many)})"


def _anchor(kind: Urgency) -> str:
    return f"attention-{kind.name.lower()}"


def lead(edition: RenderContext) -> str:
    """How much there is of each."""
    words, findings = edition.words, edition.findings
    needs, improves = len(findings.attention), len(findings.improving)
    return " ".join(
        (
            words.plural(
                "{n} standard at a clinic needs attention.", "{n} standards at clinics need attention.", needs
            ),
            words.plural("{n} is improving.", "{n} are improving.", improves),
        )
    )


def context(edition: RenderContext, _: str) -> AttentionPage:
    words, findings = edition.words, edition.findings
    named = {one.standard for one in (*findings.attention, *findings.improving)}
    chosen = [
        page_filters.countries(edition),
        page_filters.themes(edition),
        page_filters.standards(edition, named),
        page_filters.roles(edition),
    ]
    return AttentionPage(
        title=words("What needs attention"),
        lead=lead(edition),
        choose=page_filters.form(edition, chosen, first=FIRST) if named else Markup(""),
        lists=(
            _list(
                edition,
                "attention",
                words("Needs attention"),
                words(
                    "First comes what gets worse, or lies far from its peers or its first year, and misses "
                    "its target now; then what does so without missing it; then what has missed it all "
                    "along. In each, first what is farthest from where chance alone would keep it, and of "
                    "equals what has lasted longest."
                ),
                nothing_worse(edition),
                findings.attention,
            ),
            _list(
                edition,
                "improving",
                words("Improving"),
                words("First comes what is farthest from where chance alone would keep it."),
                nothing_better(edition),
                findings.improving,
            ),
        ),
        rules=_rules(edition),
        feed=edition.feed(HERE, "all.xml"),
    )


def nothing_worse(edition: RenderContext) -> str:
    return edition.words("Nothing has changed for the worse beyond ordinary ups and downs.")


def nothing_better(edition: RenderContext) -> str:
    return edition.words("Nothing has changed for the better beyond ordinary ups and downs.")


def _rules(edition: RenderContext) -> Markup:
    words = edition.words
    href = edition.to(HERE, "method", "change")
    link = Markup('<a href="{}">{}</a>').format(href, words("Method"))
    return words.html(
        "What each rule means is told under {method}. Peers and years stand here only where chance would do "
        "as much in about 2 of 1,000 cases, so that of many clinics few are named for nothing; a year also "
        "has to differ by more than the clinic's own ups and downs. A series whose last value is more than "
        "three periods old is not named.",
        method=link,
    )


def _list(  # noqa: PLR0913, PLR0917 - what one list says, in its order
    edition: RenderContext, anchor: str, title: str, order: str, nothing: str, found: Sequence[Attention]
) -> NewsList:
    placed = list(enumerate(found))
    if anchor == "attention":
        kinds = [
            _kind(edition, _anchor(kind), said, [it for it in placed if it[1].urgency is kind], guided=True)
            for kind, said in kinds_said(edition.words).items()
        ]
    else:
        kinds = [_kind(edition, anchor, "", placed, guided=False)]
    return NewsList(anchor, title, order, nothing, tuple(kind for kind in kinds if kind.groups))


def _kind(
    edition: RenderContext, anchor: str, title: str, found: Sequence[tuple[int, Attention]], *, guided: bool
) -> Kind:
    words, groups, rest = edition.words, [], 0
    by_country: dict[str, list[tuple[int, Attention]]] = {name: [] for name in edition.site.by_country}
    for nth, one in found:
        by_country[edition.written.clinics[one.clinic].country].append((nth, one))
    for country, there in by_country.items():
        if there:
            entries = tuple(entry(edition, nth, one, guided=guided) for nth, one in there[:AT_MOST])
            number = words.number(len(there))
            first, folded = entries[:FIRST], entries[FIRST:]
            more = words("{n} more", n=words.number(len(folded)))
            named = edition.country(country)
            groups.append(Group(f"{anchor}-{country}", named, number, first, folded, more))
            rest += len(there) - len(entries)
    more = (
        words(
            "and {n} more, not listed here: of each country the first {most} are. Each clinic's page shows "
            "its own.",
            n=words.number(rest),
            most=words.number(AT_MOST),
        )
        if rest
        else ""
    )
    return Kind(anchor, title and _headed(words, title, len(found)), tuple(groups), more)


def entry(edition: RenderContext, nth: int, one: Attention, *, guided: bool) -> Markup:
    """A sentence as an item of a list, with whose it is, and where asked for the way to what to do."""
    words, standard = edition.words, edition.written.standards[one.standard]
    country = edition.written.clinics[one.clinic].country
    site = edition.site
    told = [escape(edition.country(country))] if len(site.by_country) > 1 else []
    told += [words.marked(edition.theme(standard.theme))] if len(site.by_theme) > 1 else []
    if standard.owner:
        told.append(words.html("Who answers for it: {owner}", owner=words.marked(standard.owner)))
    if guided and standard.guidance:
        href = edition.to(HERE, f"standards/{one.standard}", "guidance")
        about = words.text(standard.title)
        label = words("When we fall short")
        told.append(
            Markup('<a href="{}">{}<span class="bb-unseen">: {}</span></a>').format(href, label, about)
        )
    roles, whose = escape(" ".join(standard.roles)), " · ".join(told)
    whose = f'<span class="bb-whose">{whose}</span>' if told else ""
    return Markup(  # noqa: S704 - escaped here
        f'<li data-nth="{nth}" data-country="{escape(country)}" data-theme="{escape(standard.theme)}" '
        f'data-standard="{escape(one.standard)}" data-role="{roles}">{sentence(edition, HERE, one)}'
        f"{whose}</li>"
    )


def sentence(edition: RenderContext, here: str, one: Attention) -> Markup:
    """One series: where, which rule fired, and how it stands against its target."""
    words, standard = edition.words, edition.written.standards[one.standard]
    where = words.html(
        "{standard}, {clinic}",
        standard=words.marked(standard.title),
        clinic=words.marked(edition.clinic(one.clinic)),
    )
    href = edition.to(here, f"clinics/{one.clinic}", one.standard)
    said = words.html(
        "{link}: {why}. {stands}",
        link=Markup('<a href="{}">{}</a>').format(href, where),
        why=attention_sentences.why(words, standard, one),
        stands=attention_sentences.stands(words, words.html, standard, one, edition.badge(one.verdict)),
    )
    return Markup(". ").join(filter(None, (said, Markup("{}").format(attention_sentences.also(words, one)))))
