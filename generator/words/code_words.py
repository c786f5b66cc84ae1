"""Words that editors write as codes and readers see in their language, and the few that stand in
`mkdocs.yml`. Whatever else an editor writes is shown as it is."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is said later
    """Marks a message for the catalogues without translating it yet."""
    return message


SERVED = (
    N_("patient"),
    N_("referrer"),
    N_("payer"),
    N_("colleague"),
    N_("family"),
    N_("visitor"),
    N_("supplier"),
    N_("community"),
)

COUNTED = (
    N_("visit"),
    N_("visits"),
    N_("patient"),
    N_("patients"),
    N_("enquiries"),
    N_("calls"),
    N_("e-mails"),
    N_("appointments"),
    N_("consultations"),
    N_("referrals"),
    N_("attendances"),
    N_("admissions"),
    N_("bed days"),
    N_("prescriptions"),
    N_("procedures"),
    N_("employees"),
)
"""What rates are out of."""

REPORTED = (
    N_("daily"),
    N_("weekly"),
    N_("monthly"),
    N_("quarterly"),
    N_("half-yearly"),
    N_("yearly"),
    N_("by financial year"),
)

SETTINGS = (N_("private"), N_("public"), N_("publicly insured"), N_("non-profit"))

LEFT_OUT = (
    N_("standard"),
    N_("clinic"),
    N_("country"),
    N_("role"),
    N_("national"),
    N_("file"),
    N_("page"),
    N_("row"),
    N_("embargo"),
)
"""What can be left out of the handbook."""

HOST = (
    N_("Switch to light mode"),
    N_("Switch to dark mode"),
    N_("Switch to system preference"),
    N_("There is no such page."),
    N_("To the start page"),
    N_("Illustrative: the clinics and values in this handbook are invented."),
)
"""What the site says around the pages."""

KNOWN = frozenset((*SERVED, *COUNTED, *REPORTED, *SETTINGS, *LEFT_OUT))
