"""What needs attention or is improving: a series, and why it is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import nan

from generator.model.period import Period
from generator.model.results import SpcRule, Verdict

SHORT_OF_TARGET = (Verdict.MISSED, Verdict.CLOSE)


class Urgency(IntEnum):
    """What comes first."""

    MISSED = 0
    """Worse than it was or than its peers, and short of its target."""
    WORSE = 1
    """Worse, and not short of a target."""
    STEADY = 2
    """Steadily short of its target."""


class Because(StrEnum):
    """What makes a series news. Where several do, the first of them leads."""

    CHANGE = "change"
    """A rule of its control chart fired."""
    YEARS = "years"
    """The trend of its last five years."""
    PEERS = "peers"
    """It is far worse than its peers, by the funnel."""
    WORSE_YEAR = "worse year"
    """Its newest year is worse than its first, by much more than chance."""
    TARGET = "target"
    """It varies as usual, and so misses its target unless something changes."""
    BETTER_YEAR = "better year"


@dataclass(frozen=True, slots=True)
class Attention:
    """A series that needs attention or is improving, and the reason we give first."""

    clinic: str
    standard: str
    rule: SpcRule
    """NONE where no rule of the control chart is the reason."""
    direction: int
    length: int
    """For how many points in a row up to the last one what the rule counts has held: one side of
    the mean (shift), one way (trend), flagged alike (others); on that side of its peers; the target
    missed; of years compared, how many periods a year has."""
    since: Period
    """The first of these; of years compared, the first of the first year."""
    verdict: Verdict
    distance: float
    """How many times as far as chance would take it (998 times in 1,000) the last value is from its
    mean or its peers, the target from its mean, or the newest year from the first; orders the list."""
    because: Because = Because.CHANGE
    also: tuple[Because, ...] = ()
    """Other reasons that hold as well."""
    period: Period | None = None
    """Of the last value; the list always gives it, and what follows."""
    value: float = nan
    target: float | None = None
    pair: tuple[float, float] | None = None
    """Of years the first and the newest value; of peers what all have together and its own."""
    began: Period | None = None
    """When it became news: what tells it apart from other news of the same series."""

    @property
    def urgency(self) -> Urgency:
        """Of what needs attention."""
        if self.because is Because.TARGET:
            return Urgency.STEADY
        return Urgency.MISSED if self.verdict in SHORT_OF_TARGET else Urgency.WORSE
