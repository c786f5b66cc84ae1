"""The parts that pages have, by the anchors that a link can name."""

from __future__ import annotations

from collections.abc import Collection

from generator.model.linking import Goal
from generator.model.written import Standard, Written

STANDARD = frozenset({
    "now", "target", "over-time", "stages", "clinics", "map", "measured", "why", "guidance", "national",
    "years", "changes", "references", "comparability", "eyes",
})  # fmt: skip
CLINIC = frozenset({"eyes", "peers", "scorecard", "spine"})
COUNTRY = frozenset({"clinics", "normal", "scorecard", "standards", "targets"})
ALONE = {
    "index": frozenset({"attention", "improving", "onward", "themes"}),
    "compare": frozenset({"clinics", "standards"}),
    "heat-map": frozenset[str](),
    "method": frozenset({
        "agreement", "change", "countries", "differences", "gain", "groups", "intervals", "not-done",
        "outlook", "peers", "places", "privacy", "sources", "values", "verdicts",
    }),
}  # fmt: skip
"""Parts that a page may have, whatever there is to show."""


def unknown(written: Written, goal: Goal) -> Collection[str] | None:
    """The parts that the page has, where it has none called like the anchor; None where it has, or where
    that isn't known."""
    if not goal.made or not goal.anchor:
        return None
    folder, _, name = goal.address.rpartition("/")
    parts = _parts(written, folder, name)
    if parts is None or goal.anchor in parts or _of_a_chart(written, goal.anchor):
        return None
    return parts


def _parts(written: Written, folder: str, name: str) -> frozenset[str] | None:
    themes = {f"theme-{theme}" for theme in written.settings.themes}
    if folder == "standards":
        if name == "index":
            return frozenset(themes)
        standard = written.standards.get(name)
        return STANDARD - _left_out(written, name, standard) | {*written.clinics} if standard else None
    if folder == "clinics":
        return frozenset(written.countries if name == "index" else {*CLINIC, *written.standards, *themes})
    if folder == "countries":
        return frozenset(() if name == "index" else {*COUNTRY, *written.standards})
    return ALONE.get(name)


def _left_out(written: Written, name: str, standard: Standard) -> set[str]:
    """Parts that a standard's page hasn't got, because nothing is written for them."""
    figures = any(national.standard == name for national in written.national.values())
    there = {
        "why": standard.why is not None,
        "guidance": standard.guidance is not None,
        "references": bool(standard.references),
        "national": figures,
        "stages": standard.measure.kind == "conversion",
    }
    return {part for part, is_there in there.items() if not is_there}


def _of_a_chart(written: Written, anchor: str) -> bool:
    return any(anchor.startswith(f"{name}-") for name in written.standards)
