"""The same values judged as another country would judge them. By the functions that judge them at home."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generator.compare import targets
from generator.model.comparison_results import AlternativeTargets
from generator.model.inputs import HandbookSource, Target
from generator.model.standard_results import StandardResult


def frames(
    written: HandbookSource, clinics: Mapping[str, StandardResult]
) -> dict[tuple[str, str], AlternativeTargets]:
    """By (standard, country): each clinic's values held against that country's targets.

    Those are its own and everybody's; what a clinic or a peer group has set for itself doesn't count
    there. A standard that nobody has a target for there has no counterpart: nothing is judged.
    """
    found = {}
    for name, finding in clinics.items():
        standard = written.standards[name]
        scopes = {target.in_ for target in standard.targets if isinstance(target, Target)}
        rows = np.arange(len(finding.panel.clinics))
        at = finding.judged.last
        for country in written.countries:
            target, verdict = targets.framed(written, finding.panel, country)
            # There a target is for everybody, so that one clinic's targets are those of all.
            found[name, country] = AlternativeTargets(
                target[rows, at], verdict[rows, at], target[0], verdict, country in scopes
            )
    return found
