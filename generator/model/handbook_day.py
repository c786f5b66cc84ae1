"""Which day it is: of the handbook, and of each place by its own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo


class Today(date):
    """The day of a moment, by universal time. Elsewhere on Earth it may be another."""

    moment: datetime

    @classmethod
    def of(cls, moment: datetime) -> Self:
        day = moment.astimezone(UTC).date()
        today = cls(day.year, day.month, day.day)
        today.moment = moment
        return today

    @classmethod
    def now(cls, epoch: str | None = None) -> Self:
        """Now, or at so many seconds since 1970, as SOURCE_DATE_EPOCH has them. Raises ValueError."""
        return cls.of(datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC))


def day_in(zone: str | None, as_of: date) -> date:
    """The day in a time zone.

    Where somebody named the day that a handbook speaks of (`as_of`), it is that day everywhere. In a time
    zone that there is none of, it is the day of the last place on Earth.
    """
    moment = getattr(as_of, "moment", None)
    if moment is None or zone is None:
        return as_of
    return moment.astimezone(_zone(zone)).date()


@cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no name of a file, or of no time zone
        return timezone(timedelta(hours=-12))
