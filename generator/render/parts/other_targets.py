"""Another frame of reference: the same newest values by other countries' targets and figures.

One only sees what is normal by looking from elsewhere. Everything is worked out when the handbook is
built; `eyes.js` only puts the cells of a country into the table above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import orjson
from markupsafe import Markup

from generator.model.comparison_results import AlternativeTargets
from generator.model.results import Verdict
from generator.render.context import RenderContext
from generator.render.parts import national_figures, value_tables
from generator.render.parts.verdict_counts import JUDGED

if TYPE_CHECKING:
    from generator.render.parts.scorecard import Line


@dataclass(frozen=True)
class OtherTargetsView:
    """What a page says of other frames of reference."""

    table: Markup
    same: str
    """What is judged alike everywhere."""
    switch: Markup
    """Room for the switch, and its words."""


def of_clinic(edition: RenderContext, clinic: str, lines: Sequence[Line]) -> OtherTargetsView | None:
    """The clinic's standards that another country judges by another target; None where none does."""
    words, home = edition.words, edition.written.clinics[clinic].country
    abroad = [country for country in edition.written.countries if country != home]
    met: Counter[str] = Counter()
    rows = []
    for line in lines:
        frames = {country: edition.findings.frames[line.standard, country] for country in abroad}
        row = edition.findings.clinics[line.standard].index[clinic]
        if line.latest and any(_differs(frame.target[row], line.latest.target) for frame in frames.values()):
            rows.append(_row(edition, line, frames, row, met))
    if not rows:
        return None
    heads = [words("Standard"), words("Value"), edition.country(home), *map(edition.country, abroad)]
    total = "".join(
        f"<td>{words('{n} of {m}', n=met[f'{at} met'], m=met[f'{at} judged'])}</td>" for at in ("", *abroad)
    )
    rows.append(f'<tr><th scope="row">{escape(words("Met, of those judged"))}</th><td></td>{total}</tr>')
    caption = words("{clinic}: newest values by the targets of each country", clinic=_name(edition, clinic))
    alike = len(lines) - len(rows) + 1
    return OtherTargetsView(
        Markup(value_tables.table(caption, heads, rows, "bb-eyes-table")),  # noqa: S704 - escaped in _row
        words.plural(
            "{n} other standard is judged by the same target everywhere.",
            "{n} other standards are judged by the same target everywhere.",
            alike,
        )
        if alike
        else "",
        _room(
            _said(edition, abroad, words("{country}, where it is", country=edition.country(home)))
            | {"own": home}
        ),
    )


def there(edition: RenderContext, clinic: str) -> bool:
    """Whether the clinic's page has such a table; asked for its contents, before the page is made."""
    findings, home = edition.findings, edition.written.clinics[clinic].country
    abroad = [country for country in edition.written.countries if country != home]
    for name, finding in findings.clinics.items():
        row = finding.index.get(clinic)
        if row is None or (last := int(finding.judged.last[row])) < 0:
            continue
        here = float(finding.judged.target[row, last])
        known = None if here != here else here  # noqa: PLR0124 - NaN
        frames = (findings.frames.get((name, country)) for country in abroad)
        if any(it is not None and _differs(float(it.target[row]), known) for it in frames):
            return True
    return False


def _row(
    edition: RenderContext, line: Line, frames: Mapping[str, AlternativeTargets], row: int, met: Counter[str]
) -> str:
    words, newest = edition.words, line.latest
    assert newest is not None  # noqa: S101 - asked before
    standard = edition.written.standards[line.standard]
    cells = [_cell(edition, line.standard, newest.target, newest.verdict, "")]
    _count(met, "", newest.verdict)
    for country, frame in frames.items():
        target = float(frame.target[row])
        verdict = Verdict(int(frame.verdict[row]))
        known = None if target != target else target  # noqa: PLR0124 - NaN
        cells.append(
            _cell(edition, line.standard, known, verdict, country, _published(edition, line, country))
        )
        _count(met, country, verdict)
    title = f'<a href="#{escape(line.standard)}">{words.marked(standard.title)}</a>'
    value = escape(edition.said(standard, newest))
    return (
        f'<tr data-standard="{escape(line.standard)}"><th scope="row">{title}</th><td>{value}</td>'
        f"{''.join(cells)}</tr>"
    )


def _cell(  # noqa: PLR0913, PLR0917
    edition: RenderContext,
    name: str,
    target: float | None,
    verdict: Verdict,
    country: str,
    published: str = "",
) -> str:
    words, said = edition.words, edition.words.verdict(verdict)
    standard = edition.written.standards[name]
    aim = words("no target there") if target is None else words.target(standard, target)
    told = f'<span class="bb-badge bb-{said.css}">{said.symbol} {escape(said.word)}</span>'
    return f'<td data-eyes="{escape(country)}">{told} <small>{escape(aim)}</small>{published}</td>'


def _published(edition: RenderContext, line: Line, country: str) -> str:
    """The newest national figure there that stands beside the standard, and whether it compares."""
    figures = national_figures.there(edition, line.standard, country)
    if not figures:
        return ""
    figure = max(figures, key=lambda one: str(one.year))
    value, words = edition.words.quantity(figure.value), edition.words
    told = words("published there, {year}: {value}", year=str(figure.year), value=value)
    return f'<small class="bb-published">{escape(told)} ({national_figures.sameness(words, figure)})</small>'


def _room(said: Mapping[str, object]) -> Markup:
    words = orjson.dumps(said, option=orjson.OPT_NON_STR_KEYS).decode()
    return Markup('<div class="bb-eyes" data-words="{}"></div>').format(words)


def _said(edition: RenderContext, countries: Iterable[str], home: str) -> dict[str, object]:
    """What the switch says, country by country."""
    words = edition.words
    return {
        "label": words("Judged by the targets of"),
        "home": home,
        "countries": {country: edition.country(country) for country in countries},
        "looking": words(
            "You are looking through another country's eyes: {country}. What is marked is judged by "
            "the targets there, all else on this page as at home."
        ),
        "lines": words("Small charts of what is marked leave their target out: theirs is home's."),
        "unknown": words(
            "The address asks for the targets of a country that isn't here, so it was passed over."
        ),
        "severally": words("Asked for more than once; the first counts, and this was passed over: {what}"),
    }


def _differs(there: float, here: float | None) -> bool:
    return (there == there) != (here is not None) or (here is not None and there != here)  # noqa: PLR0124


def _count(met: Counter[str], country: str, verdict: Verdict) -> None:
    met[f"{country} met"] += verdict is Verdict.MET
    met[f"{country} judged"] += verdict in JUDGED


def _name(edition: RenderContext, clinic: str) -> str:
    return edition.words.text(edition.clinic(clinic))


# ---------------------------------------------------------------- a standard


def of_standard(edition: RenderContext, name: str) -> OtherTargetsView | None:
    """What each country asks for, and how many of all clinics would meet it. None without countries."""
    words, standard = edition.words, edition.written.standards[name]
    frames = {country: edition.findings.frames.get((name, country)) for country in edition.written.countries}
    if not any(frame is not None and frame.own for frame in frames.values()):
        return _alike(edition) if len(frames) > 1 and all(frames.values()) else None
    rows, targets = [], {}
    for country, frame in frames.items():
        if frame is not None:
            target = _one(frame)
            targets[country] = words("no target there") if target is None else words.target(standard, target)
            rows.append(_asked(edition, name, country, frame, targets[country]))
    heads = [
        words("Country"),
        words("Asks for"),
        words("All clinics: would meet it"),
        words("Published there"),
    ]
    caption = words("{standard}: what each country asks for", standard=words.text(standard.title))
    said = _said(edition, frames, words("its own country, clinic or peers")) | {
        "targets": targets,
        "verdicts": {
            int(verdict): [(it := words.verdict(verdict)).css, f"{it.symbol} {it.word}"]
            for verdict in Verdict
        },
    }
    table = Markup(value_tables.table(caption, heads, rows))  # noqa: S704 - escaped in _asked
    return OtherTargetsView(table, "", _room(said))


def _alike(edition: RenderContext) -> OtherTargetsView:
    """No country has a target of its own: nothing to choose, and an address that asks for one is told so."""
    said = edition.words(
        "No country has a target of its own here: whoever looks, clinics are judged by the same target, or "
        "by none."
    )
    room = _room({"label": "", "home": "", "countries": {}, "unknown": said, "severally": ""})
    return OtherTargetsView(Markup("<p>{}</p>").format(said), said, room)


def codes(edition: RenderContext, name: str, clinic: str) -> str:
    """A clinic's verdicts by country, in the handbook's order; empty where all countries ask alike."""
    frames = [edition.findings.frames.get((name, country)) for country in edition.written.countries]
    if not any(frame is not None and frame.own for frame in frames):
        return ""
    row = edition.findings.clinics[name].index[clinic]
    return " ".join("0" if frame is None else str(frame.verdict[row]) for frame in frames)


def _asked(edition: RenderContext, name: str, country: str, frame: AlternativeTargets, target: str) -> str:
    words = edition.words
    judged = np.isin(frame.verdict, JUDGED)
    met = words("{n} of {m}", n=int((frame.verdict == Verdict.MET).sum()), m=int(judged.sum()))
    figures = national_figures.there(edition, name, country)
    newest = max(figures, key=lambda one: str(one.year), default=None)
    told = ""
    if newest is not None:
        value = words.quantity(newest.value)
        told = escape(words("{value} in {period}", value=value, period=str(newest.year)))
        told += f" ({national_figures.sameness(words, newest)})"
    whose = "" if frame.own else f" <small>{escape(words('as everybody'))}</small>"
    return (
        f'<tr><th scope="row">{escape(edition.country(country))}</th><td>{escape(target)}{whose}</td>'
        f"<td>{met if judged.any() else ''}</td><td>{told}</td></tr>"
    )


def _one(frame: AlternativeTargets) -> float | None:
    """The target that most newest values are held against there; it may have moved between them."""
    known = frame.target[~np.isnan(frame.target)]
    if not len(known):
        return None
    values, many = np.unique(known, return_counts=True)
    return float(values[many.argmax()])
