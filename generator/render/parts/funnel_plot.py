"""The funnel of a standard, with the clinics in it as a table."""

from __future__ import annotations

from html import escape

import numpy as np
from markupsafe import Markup

from generator.model.comparison_results import Compared, PeerComparison
from generator.model.inputs import Standard
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.parts import summary_table, value_tables
from generator.words import Label

MOST = 40
"""Rows of the table; the others are in the table of all clinics."""

FEWEST = 10
"""Comparable clinics from which on there is a funnel."""

KINDS = frozenset({"proportion", "conversion", "score"})
"""Of shares, which a funnel is drawn of."""


def of(edition: RenderContext, name: str, here: str) -> Markup:
    """The chart with its table; a line that says why there is none where one would be expected."""
    finding, standard = edition.findings.clinics.get(name), edition.written.standards[name]
    if finding is None or finding.compared is None:
        return Markup("")
    if finding.funnel is None or not _told(finding.compared, finding.funnel.at).any():
        return _without(edition, finding.compared, standard)
    at, words, clinics = finding.funnel.at, edition.words, finding.panel.clinics
    names = [words.text(edition.clinic(clinic)) for clinic in clinics]
    drawings, targets = edition.site.drawings, known(finding.judged.target[_in(finding.compared, at), at])
    figure = drawings.funnel(finding, standard, words, names, targets=targets)
    table = _table(edition, finding, finding.compared, name, here)
    return Markup(drawings.frame(figure, table, words, f"{name}-funnel"))  # noqa: S704 - drawn by us


def known(targets: np.ndarray) -> list[float]:
    """The targets that there are, each once."""
    return np.unique(targets[~np.isnan(targets)]).tolist()


def _told(compared: Compared, at: int) -> np.ndarray:
    return compared.standing[:, at] <= PeerComparison.FAR_ABOVE


def _in(compared: Compared, at: int) -> np.ndarray:
    """Which clinics are drawn."""
    return _told(compared, at) | (compared.standing[:, at] == PeerComparison.TOO_FEW)


def _without(edition: RenderContext, compared: Compared, standard: Standard) -> Markup:
    """Nothing for kinds and standards that no funnel is expected of."""
    if standard.status != "approved" or standard.measure.kind not in KINDS:
        return Markup("")
    most = int(compared.members.max(initial=0))
    if most >= FEWEST or not most:
        return Markup("")
    said = edition.words(
        "A funnel is drawn from {needed} comparable clinics with counts on; there are {n}.",
        needed=FEWEST,
        n=most,
    )
    return Markup('<p class="bb-small">{}</p>').format(said)


def _table(edition: RenderContext, finding: StandardResult, compared: Compared, name: str, here: str) -> str:
    """Value, counts, limits of its size and standing of each clinic, those that differ most first."""
    words, standard, at = edition.words, edition.written.standards[name], finding.funnel.at
    panel, cells, write = finding.panel, edition.cells, words.format(standard)
    said = {code: words.standing(code, standard.measure.better) for code in PeerComparison}
    drawn, rows = _in(compared, at), []
    order = [row for row in _farthest_first(finding, compared, at) if drawn[row]]
    for row in order[:MOST]:
        near, far = (
            words(
                "{low} to {high}",
                low=write(max(0.0, float(low[row, at]))),
                high=write(min(1.0, float(high[row, at]))),
            )
            for low, high in (compared.near, compared.far)
        )
        standing = _badge(said[PeerComparison(int(compared.standing[row, at]))])
        rows.append(
            f'<tr><th scope="row">{summary_table.title(edition, here, name, panel.clinics[row])}</th>'
            f"<td>{escape(write(float(panel.value[row, at])))}</td>"
            f"<td>{cells.counts(float(panel.numerator[row, at]), float(panel.denominator[row, at]))}</td>"
            f"<td>{standing}</td><td>{escape(near)}</td><td>{escape(far)}</td></tr>"
        )
    title = words.text(standard.title)
    caption = (
        words("{standard}: the clinics in the funnel, those that differ most first", standard=title)
        if len(order) <= MOST
        else words(
            "{standard}: the {n} of {m} clinics in the funnel that differ most",
            standard=title,
            n=MOST,
            m=len(order),
        )
    )
    heads = [
        words("Clinic"),
        words("Value"),
        value_tables.counts_head(words, standard) or words("Counted/out of"),
    ]
    heads += [words("Beside its peers"), words("Inner limits (95%)"), words("Outer limits (99.8%)")]
    return value_tables.table(caption, heads, rows)


def _badge(said: Label) -> str:
    return f'<span class="bb-badge bb-{said.css}">{said.symbol} {escape(said.word)}</span>'


def _farthest_first(finding: StandardResult, compared: Compared, at: int) -> list[int]:
    """Rows by how far they lie from the benchmark, in widths of their own limits."""
    away = finding.panel.value[:, at] - compared.benchmark[at]
    low, high = (limit[:, at] - compared.benchmark[at] for limit in compared.far)
    with np.errstate(all="ignore"):
        share = away / np.where(away > 0, high, low)
    return np.argsort(-np.nan_to_num(share, nan=-1.0, posinf=np.inf), kind="stable").tolist()
