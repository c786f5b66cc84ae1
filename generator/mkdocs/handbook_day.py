"""The day that a handbook speaks of."""

from __future__ import annotations

import os
from datetime import date, datetime

from mkdocs.exceptions import PluginError

from generator.model.handbook_day import Today


def day(said: str | date | None, environment: os._Environ[str] | dict[str, str]) -> date:
    """The day that embargoes and reviews are reckoned from. Raises PluginError for one that is none."""
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    epoch = environment.get("SOURCE_DATE_EPOCH")
    try:
        return date.fromisoformat(said) if said else Today.now(epoch)
    except (ValueError, OverflowError, OSError):
        raise PluginError(f"`{said or epoch}` is no day; write one like 2026-06-30.") from None
