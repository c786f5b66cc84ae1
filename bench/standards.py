"""The twelve standards of the handbook that is measured: every kind but a conversion."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = {
    "access": "Access",
    "waiting": "Waiting",
    "responsiveness": "Responsiveness",
    "experience": "Experience",
    "price": "Price",
}


MEASURE = {
    "duration": "  statistic: median\n  unit: min\n",
    "rate": "  per: 1000 visits\n  decimals: 1\n",
    "score": "  scale: [1, 5]\n  decimals: 1\n",
    "money": "  currency: USD\n",
}
"""What a measure of a kind says further."""

LOWER_IS_BETTER = {"duration", "rate", "money"}


@dataclass(frozen=True)
class Standard:
    """One standard, and around what its values lie."""

    id: str
    title: str
    theme: str
    kind: str
    target: str
    level: float
    """What the values lie around: a fraction, minutes, a score, an amount, or a number."""
    spread: float

    def as_yaml(self) -> str:
        better = "lower" if self.kind in LOWER_IS_BETTER else "higher"
        return (
            f"title: {self.title}\n"
            f"promise: {self.title}, every time.\n"
            f"theme: {self.theme}\n"
            "why: People plan their day around an answer that they can rely on.\n"
            f"measure:\n  kind: {self.kind}\n  better: {better}\n{MEASURE.get(self.kind, '')}"
            f"targets:\n  - {self.target}\n"
            "judge_from: 20\n"
        )


STANDARDS = (
    Standard(
        "email-reply", "E-mails answered the same day", "responsiveness", "proportion", "90%", 0.88, 0.05
    ),
    Standard("phone-answered", "Calls answered at once", "responsiveness", "proportion", "85%", 0.83, 0.06),
    Standard("same-day", "Urgent visits on the same day", "access", "proportion", "95%", 0.94, 0.03),
    Standard("next-week", "Routine visits within a week", "access", "proportion", "80%", 0.76, 0.08),
    Standard("seen-in-time", "Seen within fifteen minutes", "waiting", "proportion", "75%", 0.74, 0.08),
    Standard("price-known", "Price known before the visit", "price", "proportion", "99%", 0.97, 0.02),
    Standard("waiting-room", "Time in the waiting room", "waiting", "duration", "15 min", 16, 5),
    Standard("call-back", "Time until we call back", "responsiveness", "duration", "60 min", 58, 18),
    Standard("complaints", "Complaints", "experience", "rate", "3 per 1000 visits", 0.0028, 0.0008),
    Standard("compliments", "Compliments", "experience", "count", "12", 13, 4),
    Standard("recommend", "Would come again", "experience", "score", "4.5", 4.4, 0.2),
    Standard("price-paid", "What a visit costs", "price", "money", "45 USD", 44, 4),
)
