"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Each worker reckons in one thread: several with a thread a core each stand in one another's way.
if "PYTEST_XDIST_WORKER" in os.environ and "POLARS_MAX_THREADS" not in os.environ:
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    pl.thread_pool_size()
    del os.environ["POLARS_MAX_THREADS"]  # programs that a test starts run as they do elsewhere

# The same examples in every run, and no test fails because the machine is busy.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
