"""What nobody reported is told too."""

from __future__ import annotations

from by_hand import clinic, row, standard, written
from rendered import Seen, rendered


def test_a_standard_that_nobody_has_reported_is_listed_with_nothing() -> None:
    told = {
        name: standard(status="retired" if name == "retired" else "approved")
        for name in ("reported", "explained", "silent", "retired")
    }
    rows = [
        row("a", "reported", "2026-05", 9, 10),
        row("a", "explained", "2026-04", missing="Flood"),
        row("a", "explained", "2026-05", missing="Flood"),
    ]
    page = Seen(rendered(written(told, {"a": clinic()}, rows))["completeness"].body())
    assert [cells[1:] for cells in page.table("Values that are there").rows[1:]] == [
        ["1", "1", "1", "1", "0", "0", "0"],
        ["0", "0", "2", "0", "0", "2", "0"],
        ["0", "0", "0", "0", "0", "0", "0"],
    ]
