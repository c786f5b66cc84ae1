"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, and no test fails because the machine is busy.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
