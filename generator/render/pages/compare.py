"""Compare: show me these side by side. The choice is made in the browser; here is what from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import orjson
from markupsafe import Markup

from generator.model.inputs import Standard
from generator.model.results import Variation, Verdict
from generator.render.context import RenderContext
from generator.render.pages import compare_words, page_meta
from generator.render.pages.page_meta import Link, PageMeta
from generator.render.parts import links
from generator.words import quantities

HERE = "compare"
SCRIPTS = Path(__file__).parents[1] / "assets" / "compare"
MOST = 5
"""Clinics side by side."""
ID = "ID"
"""Stands in an address for the name of a clinic or a standard; no name has a capital letter."""


@dataclass(frozen=True)
class ComparePage:
    """`compare.html`."""

    title: str
    lead: str
    choices: Markup
    """All that can be chosen from, as JSON that no script element can be left from."""
    script: str
    heat_map: str
    standards: tuple[Link, ...]
    clinics: tuple[Link, ...]


def look(edition: RenderContext, _: str) -> PageMeta:
    return page_meta.of(edition.words("Compare"), _lead(edition), ())


def context(edition: RenderContext, _: str) -> ComparePage:
    return ComparePage(
        title=edition.words("Compare"),
        lead=_lead(edition),
        choices=in_script(choices(edition)),
        script=f"{_to_file(edition, 'assets/benchbook/compare/main.js')}?{_stamp()}",
        heat_map=edition.to(HERE, "heat-map"),
        standards=tuple(
            _link(edition, f"standards/{name}", standard.title)
            for name, standard in edition.written.standards.items()
        ),
        clinics=tuple(
            _link(edition, f"clinics/{name}", clinic.name) for name, clinic in edition.written.clinics.items()
        ),
    )


def link(edition: RenderContext, here: str, kind: str, name: str) -> str:
    """From the page of a clinic or a standard to this one, with it chosen. `kind`: clinics, standards."""
    return f"{edition.to(here, HERE)}?{kind}={name}"


def with_peers(edition: RenderContext, here: str, clinic: str) -> tuple[Link, ...]:
    """To this page with a clinic chosen, one link for each that it can be compared with.

    Those are the clinics of its country, of its setting and of each of its peer groups. Where all of a
    group fit beside it they are chosen, too; of a larger one the reader chooses.
    """
    words, site, written = edition.words, edition.site, edition.written.clinics[clinic]
    country, setting = written.country, written.setting
    groups = [("country", country, edition.country(country), site.by_country[country])]
    if setting:
        groups.append(("setting", setting, words.noun(setting).striptags(), site.by_setting[setting]))
    for peer in written.peers:
        if peer in edition.written.settings.peers:
            title = words.text(edition.written.settings.peers[peer].title)
            groups.append(("peers", peer, title, site.by_peers[peer]))
    return tuple(
        Link(_among(edition, here, clinic, f"{kind}.{group}", members), title)
        for kind, group, title, members in groups
        if len(members) > 1
    )


def _among(edition: RenderContext, here: str, clinic: str, group: str, members: tuple[str, ...]) -> str:
    others = [name for name in members if name != clinic] if len(members) <= MOST else []
    chosen = ",".join((clinic, *others))
    return f"{edition.to(here, HERE)}?clinics={chosen}&among={quote(group)}"


def choices(edition: RenderContext) -> dict[str, object]:
    """Names and formats; no value is among them."""
    words, written, settings = edition.words, edition.written, edition.written.settings
    calendars: dict[tuple[str, ...], int] = {}
    standards = [_standard(edition, name, calendars) for name in written.standards]
    return {
        "language": words.language,
        "first": words.first,
        "illustrative": settings.illustrative,
        "yearStarts": settings.calendar.year_starts,
        "top": _to_file(edition, ""),
        "clinicPage": edition.to(HERE, f"clinics/{ID}"),
        "standardPage": edition.to(HERE, f"standards/{ID}"),
        "countries": {country: edition.country(country) for country in edition.site.by_country},
        "frames": list(written.countries),
        "settings": {setting: words.noun(setting).striptags() for setting in edition.site.by_setting},
        "peers": {name: words.text(group.title) for name, group in settings.peers.items()},
        "themes": {theme: words.text(edition.theme(theme)) for theme in edition.site.by_theme},
        "clinics": [
            [name, words.text(clinic.name), clinic.country, list(clinic.peers), clinic.setting or ""]
            for name, clinic in written.clinics.items()
        ],
        "standards": standards,
        "calendars": list(calendars),
        **_said(edition),
        "words": compare_words.said(words),
    }


def _standard(edition: RenderContext, name: str, calendars: dict[tuple[str, ...], int]) -> dict[str, object]:
    words, standard = edition.words, edition.written.standards[name]
    finding = edition.findings.clinics.get(name)
    told: dict[str, object] = {
        "id": name,
        "title": words.text(standard.title),
        "theme": standard.theme,
        "better": standard.measure.better,
        "status": standard.status,
        "unit": words.unit(standard),
        "decimals": words.decimals(standard),
        "aims": [quantities.in_unit(standard, aim) for aim in quantities.aims(standard)],
        **_slots(edition, standard),
    }
    if finding is not None:
        periods = tuple(period.text for period in finding.panel.periods)
        told["calendar"] = calendars.setdefault(periods, len(calendars))
    return told


def _slots(edition: RenderContext, standard: Standard) -> dict[str, str]:
    """How one and how many are written, with {n} in place of the number: "{n} working days"."""
    words, write = edition.words, edition.words.format(standard, 0)
    unit = 0.01 if quantities.in_percent(standard) else 1.0
    if standard.measure.kind == "duration":
        unit = float(quantities.duration_unit(standard).minutes)
    return {key: write(n * unit).replace(words.number(n), "{n}", 1) for key, n in (("one", 1), ("many", 2))}


def _said(edition: RenderContext) -> dict[str, Mapping[str, object]]:
    """Symbol, word and style of what the files for programs say."""
    words = edition.words
    verdicts = {verdict.name.lower().replace("_", " "): words.verdict(verdict) for verdict in Verdict}
    changes = {change.value: words.change(change) for change in Variation}
    return {
        "verdicts": {key: [it.symbol, it.word, it.css] for key, it in verdicts.items()},
        "changes": {key: [it.symbol, it.word, it.css] for key, it in changes.items()},
        "standings": compare_words.standings(words),
    }


def in_script(data: object) -> Markup:
    text = orjson.dumps(data).decode().replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup(text)  # noqa: S704 - no markup can be in it


def _lead(edition: RenderContext) -> str:
    return edition.words(
        "Up to five clinics side by side, by any standards and any period. The address keeps the choice, so "
        "that it can be shared."
    )


def _link(edition: RenderContext, address: str, title: object) -> Link:
    words = edition.words
    return Link(edition.to(HERE, address), words.text(title), "", words.lang(title))


def _to_file(edition: RenderContext, path: str) -> str:
    return links.to_file(edition.address(HERE), path, edition.site.directory_urls)


@lru_cache(maxsize=1)
def _stamp() -> str:
    """Changes with the scripts: no browser shows a new page with old ones."""
    found = hashlib.sha256()
    for script in sorted(SCRIPTS.glob("*.js")):
        found.update(script.read_bytes())
    return found.hexdigest()[:10]
