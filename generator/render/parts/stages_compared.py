"""A conversion's steps at a clinic beside those of all comparable clinics together."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from generator.model.comparison_results import FEWEST_PEERS, FEWEST_UNITS, PeerComparison, enough
from generator.model.conversion import Flows
from generator.model.standard_results import NETWORK
from generator.render.context import RenderContext
from generator.render.parts import stage_names, value_tables


def difference(edition: RenderContext, standard: str, flows: Flows, clinic: str, nth: int) -> str:
    """Whether the share of one step differs, and then by how many points; or that nothing is compared."""
    standing = _standing(flows, clinic, nth)
    if standing is None or flows.differences is None:
        return ""
    words, found, row = edition.words, flows.differences, flows.clinics[clinic]
    said = words.standing(standing, edition.written.standards[standard].measure.better)
    badge = f'<span class="bb-badge bb-{said.css}">{said.symbol} {escape(said.word)}</span>'
    if not standing.told or standing is PeerComparison.WITHIN:
        return badge
    numbers = (float(it[row, nth]) * 100 for it in (found.difference, found.low, found.high))
    by, low, high = (f"{'+' if it > 0 else ''}{words.number(it, 1)}" for it in numbers)
    apart = words("{difference} points ({low} to {high})", difference=by, low=low, high=high)
    return f"{badge} <small>{escape(apart)}</small>"


def _standing(flows: Flows, clinic: str, nth: int) -> PeerComparison | None:
    found = flows.differences
    return None if found is None else PeerComparison(int(found.standing[flows.clinics[clinic], nth]))


def against(edition: RenderContext, standard: str, flows: Flows, clinics: Iterable[str]) -> str:
    """Against whom, how many they are, what a difference takes, and why some aren't compared."""
    words, network = edition.words, flows.newest[NETWORK]
    if network.hidden:
        said = words("All clinics together: withheld, because a count is hidden. So nothing is compared.")
    elif not network.counts:
        return ""
    else:
        said = words(
            "All clinics: {n} of {m} comparable ones together, this one included, sum over sum.",
            n=network.periods,
            m=network.of,
        )
        if network.periods >= FEWEST_UNITS:
            told = words(
                "A difference is told where its 95% interval leaves out 0 and it is more than clinics differ "
                "by anyway; 'perhaps' is dropped where that holds at 99.8%. The interval allows for chance "
                "alone."
            )
        else:
            told = words(
                "A difference is told where its 95% interval leaves out 0; 'perhaps' is dropped where that "
                "holds at 99.8%. The interval allows for chance alone."
            )
        said = f"{said} {told}"
        every = [_standing(flows, clinic, nth) for clinic in clinics for nth in range(len(flows.stages) - 1)]
        if any(it is not None and not it.told for it in every):
            said += " " + words(
                "Nothing is compared where fewer than {needed} came to a stage, a period has no value, the "
                "definition differs, or fewer than {peers} clinics can be compared.",
                needed=words.number(enough(edition.written.standards[standard], share=True)),
                peers=FEWEST_PEERS,
            )
    return f'<p class="bb-small">{escape(said)}</p>'


def by_clinic(edition: RenderContext, standard: str, here: str) -> Markup:
    """Every clinic's shares with their intervals, and where they differ from all together."""
    if (flows := edition.findings.flows.get(standard)) is None:
        return Markup("")
    words, rows, steps = edition.words, [], stage_names.steps(edition, standard, flows)
    shown = [it for it in edition.written.clinics if it in flows.clinics and flows.newest[it].counts]
    for clinic in shown:
        cells = "".join(_cell(edition, standard, flows, clinic, nth) for nth in range(len(steps)))
        link = escape(edition.to(here, f"clinics/{clinic}", standard))
        name = f'<a href="{link}">{words.marked(edition.clinic(clinic))}</a>'
        rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    if not rows:
        return Markup("")
    title = words.text(edition.standard(standard))
    caption = words("{standard}: what share goes on at each clinic, newest year", standard=title)
    table = value_tables.table(caption, [words("Clinic"), *steps], rows, "bb-prose")
    return Markup(table + against(edition, standard, flows, shown))  # noqa: S704 - escaped


def _cell(edition: RenderContext, standard: str, flows: Flows, clinic: str, nth: int) -> str:
    step = flows.newest[clinic].steps[nth]
    if step is None:
        return "<td></td>"
    share = stage_names.interval(edition, step.rate, step.low, step.high)
    standing = _standing(flows, clinic, nth)
    if standing is None or not standing.told or standing is PeerComparison.WITHIN:
        return f"<td>{share}</td>"
    return f"<td>{share} {difference(edition, standard, flows, clinic, nth)}</td>"
