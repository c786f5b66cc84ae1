"""Where we differ from a reference on purpose, and why. Short, and each entry has to stay true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from generator.verify import (
    funnels,
    nhsr_differences,
    overdispersion,
    peers,
    shewhart_charts,
    suppression,
    xmr_charts,
)
from generator.verify.cases import Case


@dataclass(frozen=True)
class Deviation:
    """Fields of some cases of a set in which we say something else than the reference."""

    set: str
    cases: tuple[str, ...]
    """Ids, or patterns with `*`."""

    fields: tuple[str, ...]
    reason: str
    where: Callable[[Case], bool] | None = None
    """Of the cases so named, those it holds for; None for all of them."""

    reference: Callable[[Case], Mapping[str, Any]] | None = None
    """What the reference says there, by field. A file that says anything else isn't excused."""

    def covers(self, case: Case) -> bool:
        named = any(fnmatchcase(case.id, pattern) for pattern in self.cases)
        return self.set == case.set and named and (self.where is None or self.where(case))


ALL = ("*",)
OVERDISPERSED = ("od_lcl95", "od_ucl95", "od_lcl998", "od_ucl998")
CURVES = ("lower95", "upper95", "lower998", "upper998")

DEVIATIONS: tuple[Deviation, ...] = (
    Deviation(
        "xmr_nhs",
        ("D-duplicate-dates",),
        ("error",),
        "A value given twice is a mistake of the files: `benchbook check` names both lines, and neither "
        "reaches a chart.",
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        ("error",),
        "A missing value is a gap that no moving range and no rule reaches across; the reference fails.",
        nhsr_differences.refuses_gaps,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        nhsr_differences.LAST,
        "No icon below 13 points: so few say little, and Making Data Count's own tool waits for them.",
        nhsr_differences.too_few,
        nhsr_differences.with_few,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        nhsr_differences.ASSURANCE,
        "No icon below 13 points, for a target either.",
        nhsr_differences.too_few_for_a_target,
        nhsr_differences.with_few,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        nhsr_differences.ASSURANCE,
        "Without limits there is nothing to judge a target against; the reference says 'inconsistent'.",
        nhsr_differences.target_without_limits,
        nhsr_differences.with_few,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        ("lpl", "upl", "outside_limits", "close_to_limits"),
        "Without variation there are no limits; the reference draws limits of no width.",
        nhsr_differences.unscreened_constant,
        nhsr_differences.without_width,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        (
            "lpl",
            "upl",
            *nhsr_differences.POINTS,
            *nhsr_differences.LAST,
            *nhsr_differences.ASSURANCE,
            xmr_charts.OTHER_TWO_OF_THREE,
        ),
        "A screen of moving ranges that would leave no variation isn't applied; the reference is left with "
        "limits of no width and flags every point.",
        nhsr_differences.screened_to_nothing,
        nhsr_differences.without_width,
    ),
    Deviation(
        "xmr_nhs",
        ALL,
        ("special_cause_type", "point_type", *nhsr_differences.LAST, xmr_charts.OTHER_TWO_OF_THREE),
        "A point on a plateau between two rises keeps the way of its trend; the reference calls it a fall.",
        nhsr_differences.joined_trends,
        nhsr_differences.plateau_falls,
    ),
    Deviation(
        "spc_charts",
        ALL,
        (*shewhart_charts.LINES, "sigma_signal"),
        "Without variation there are no limits, and a screen that would leave none isn't applied; the "
        "reference draws limits of no width.",
        shewhart_charts.flat,
        shewhart_charts.without_width,
    ),
    Deviation(
        "funnel",
        ALL,
        tuple(f"plot_limits.{it}{end}" for it in CURVES for end in ("", "_population")),
        "The curves of a funnel of rates are exact; the reference comes near them by halving an interval "
        "23 times.",
        funnels.of_rates,
        funnels.halved,
    ),
    Deviation(
        "overdispersion",
        ALL,
        OVERDISPERSED,
        "Limits of proportions stop at 0 and 1; the reference lets them fold back, so that its funnel "
        "narrows around the smallest units.",
        overdispersion.folds,
        overdispersion.folded,
    ),
    Deviation(
        "overdispersion",
        ALL,
        ("phi", "tau2", "draw_adjusted", *OVERDISPERSED, "outlier"),
        "A unit without observed cases has no logarithm and is left out of over-dispersion; the reference "
        "loses phi and all limits.",
        overdispersion.loses_phi,
    ),
    Deviation(
        "overdispersion",
        ALL,
        ("sr_method",),
        "CQC's ratios with over-dispersion aren't offered: the reference doesn't square their limits back.",
        overdispersion.of_cqc,
    ),
    Deviation(
        "overdispersion",
        ALL,
        ("data_type",),
        "Ratios of counts aren't offered: the limits of the reference and its z-scores don't go together.",
        overdispersion.of_counts,
    ),
    Deviation(
        "recent_trend",
        ALL,
        ("chi2",),
        "With a count of 0 among the five years there is no trend; the reference takes the logarithm of 0.",
        peers.none_of_them,
        peers.cochran_armitage,
    ),
    Deviation(
        "suppression",
        ALL,
        ("nhs_digital_hes_output",),
        "Counts that aren't small are shown as they are: what would let a small one be worked out is hidden "
        "instead of all others being rounded to 5.",
        suppression.is_rounded,
        suppression.to_five,
    ),
)
