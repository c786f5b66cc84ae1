"""What one better step would bring, moved by a reader."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.xdist_group("browser")

CLINIC = "clinics/ca-halifax/"


def test_moving_a_share_writes_the_sum_out_and_back(visit):
    """Of 1,457 who asked 707 got an answer, 160 booked, 138 came: 1457 x 0.6 x 160/707 x 138/160 = 170.6."""
    with visit() as seen:
        place = seen.open(CLINIC).locator(".bb-what-if")
        result = place.locator("p[role=status]")
        before = result.inner_text()
        place.get_by_role("slider").first.fill("60")

        assert place.locator("output").first.inner_text() == "60.0%"
        assert result.inner_text() == "1,457 × 60.0% × 22.6% × 86.2% = 171 a year: 33 more, 2.7 a month."

        place.get_by_role("button").click()
        assert result.inner_text() == before
        assert seen.complaints == []


def test_without_scripts_the_best_peer_s_share_is_reckoned_all_the_same(visit):
    """1457 x 0.6974 (of Puente Norte) x 160/707 x 138/160 = 198.3: 60 more."""
    with visit(javascript=False) as seen:
        told = seen.open(CLINIC).locator(".bb-flow").inner_text()
        assert "1,457 × 69.7% × 22.6% × 86.2% = 198, that is 60 more a year, 5.0 a month." in told
