"""Who had nobody to count has reported: pages say "out of none", and every link arrives."""

from __future__ import annotations

import re

from by_hand import clinic, row, standard, written
from rendered import Seen, rendered

from generator.model.observation import NOTHING_TO_DIVIDE_BY

CLINICS = {"a": clinic(), "b": clinic(), "flooded": clinic(), "silent": clinic()}
NOBODY = [row("a", "share", f"2026-{month}", 0, 0, missing=NOTHING_TO_DIVIDE_BY) for month in ("04", "05")]
SOME = [row("b", "share", "2026-05", 46, 50), row("flooded", "share", "2026-05", missing="Flood")]
NOT_REPORTED = "This clinic has not reported a value yet"


def pages(rows: list[dict]) -> dict[str, str]:
    handbook = written({"share": standard(targets=("90%",))}, CLINICS, rows)
    return {address: page.body() for address, page in rendered(handbook).items()}


def test_a_clinic_that_had_nobody_to_count_has_reported() -> None:
    found = pages(NOBODY)

    assert NOT_REPORTED not in found["clinics/a"]
    assert "No clinic has reported" not in found["standards/share"]
    assert found["clinics/a"].count("out of none") >= 3  # its newest value, and both months
    assert NOT_REPORTED in found["clinics/silent"]


def test_lists_lead_to_sections_that_are_there() -> None:
    found = pages([*NOBODY, *SOME])

    links = re.findall(r'href="[./]*clinics/(\w+)/#([\w-]+)"', found["standards/share"])
    assert {clinic for clinic, _ in links} == {"a", "b", "flooded"}
    assert [link for link in links if link[1] not in Seen(found[f"clinics/{link[0]}"]).ids] == []
