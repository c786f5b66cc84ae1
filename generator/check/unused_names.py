"""Rules of names that nothing uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Severity


@rule("HB331", Severity.NOTICE)
def idle_name(subject: RuleInput) -> Iterator[Finding]:
    """
    A name that nothing uses

    A theme without a standard, a peer group without a clinic, a role that no standard concerns, a
    country without a clinic, a source of no figure. It does no harm, but mostly something that should
    name it names another.

    Wrong:
        # data/roles/nurse.yml
        title: Nurse

    Right:
        # data/roles/nurse.yml
        title: Nurse
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception, nurse]
        measure: {kind: proportion}
        targets: [80%]
    """
    for known, named, kind, where in _names(subject):
        # Where a name is used that nobody knows, it may be the one that is missed here, misspelt.
        if named <= set(known):
            for name in known:
                if name not in named:
                    said = _USERS[kind].format(name)
                    yield Finding(where(name), said, "Delete it, or name it where it belongs.")


_USERS = {
    "theme": "No standard belongs to the theme `{}`.",
    "role": "No standard concerns the role `{}`.",
    "peer group": "No clinic belongs to the peer group `{}`.",
    "country": "No clinic and no national figure is of the country `{}`.",
    "source": "No figure of this file is from the source `{}`.",
}


def _names(subject: RuleInput) -> Iterator[tuple[Collection[str], set[str], str, Callable[[str], At]]]:
    """Names that there are, those that are used, what they name, and where each stands. Where a file that
    may use them can't be read, nothing is said of them."""
    written = subject.written
    standards, clinics = written.standards.values(), written.clinics.values()
    left_out = {kind for kind, _ in subject.stopped}

    def of_handbook(key: str) -> Callable[[str], At]:
        return lambda name: At("handbook", "handbook", (key, name), key=True)

    if "standard" not in left_out:
        roles = {role for standard in standards for role in standard.roles}
        themes = {standard.theme for standard in standards}
        yield written.settings.themes, themes, "theme", of_handbook("themes")
        yield written.roles, roles, "role", lambda name: At("role", name)
    if not left_out & {"clinic", "standard", "national"}:
        scopes = {getattr(target, "in_", None) for standard in standards for target in standard.targets}
        groups = {group for clinic in clinics for group in clinic.peers}
        groups |= scopes & set(written.settings.peers)
        yield written.settings.peers, groups, "peer group", of_handbook("peers")
        figures = [figure for national in written.national.values() for figure in national.figures]
        of_figures = {figure.country for figure in figures} & set(written.countries)
        countries = {clinic.country for clinic in clinics} | of_figures
        yield written.countries, countries, "country", lambda name: At("country", name)
    for file, national in written.national.items():
        used = {figure.source for figure in national.figures}
        yield national.sources, used, "source", partial(_source, file)


def _source(file: str, name: str) -> At:
    return At("national", file, ("sources", name), key=True)


RULES = (idle_name,)
