"""A date is looked at wherever one can stand, in keys that don't exist yet too."""

from __future__ import annotations

from pydantic import Field

from generator.check.dates import dates, far
from generator.model.inputs import Editable, National, NationalFigure, Source


class Closure(Editable):
    on: str = Field(description="Day.", examples=["2026-12-25"])


class Later(Editable):
    """A model of tomorrow: a date within a list, one as a key, and what only looks like one."""

    closures: tuple[Closure, ...] = Field(description="Days.", examples=[[{"on": "2026-12-25"}]])
    special: dict[str, str] = Field(description="By day.", examples=[{"2026-12-24": "08:00-12:00"}])
    per: str = Field(description="No date.", examples=["1000 visits"])


def test_a_new_key_for_a_date_is_looked_at() -> None:
    thing = Later(closures=(Closure(on="2205-12-25"),), special={"1026-12-24": "08:00-12:00"}, per="9999")

    assert [(date.path, date.text) for date in dates(thing)] == [
        (("closures", 0, "on"), "2205-12-25"),
        (("special", "1026-12-24"), "1026-12-24"),
    ]
    assert [far(date, 2026) for date in dates(thing)] == [
        ("`on: 2205-12-25` is 179 years ahead.", "Did you mean `2025-12-25`?"),
        ("`1026-12-24` is 1000 years ago.", "Did you mean `2026-12-24`?"),
    ]


def test_sources_have_a_year() -> None:
    figure = NationalFigure(country="ca", year=2024, value="43%", source="s")
    found = National(title="T", figures=(figure,), sources={"s": Source(title="S", year=2024)})

    assert [date.path for date in dates(found)] == [("figures", 0, "year"), ("sources", "s", "year")]
