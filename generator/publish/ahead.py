"""Bodies of pages made ahead, in as many processes as there are processors.

Thousands of pages don't depend on one another. The processes are forks, so that what was worked
out is shared and not copied. Where that can't be, or wouldn't pay, each page is made when it is
asked for; the bytes are the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from collections.abc import Sequence
from multiprocessing.pool import IMapIterator, Pool

from generator.model.page import Page

LEAST = 100
"""Pages for which processes pay."""

PATIENCE = 60.0
"""Seconds without a word after which the processes are given up, and pages are made here."""

_shared: Sequence[Page] = ()


def processors() -> int:
    """How many processes may work at once; 1 where forking isn't safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Ahead:
    """Bodies of `pages` in their order; of others, or out of order, they are made when asked for.

    To be closed. A body that is made ahead must not ask Polars: its threads don't survive a fork.
    """

    def __init__(self, pages: Sequence[Page], processes: int) -> None:
        self._places = {page.address: at for at, page in enumerate(pages)}
        self._next = 0
        self._pool: Pool | None = None
        self._bodies: IMapIterator[str] | None = None
        if processes > 1 and len(pages) >= LEAST:
            self._begin(pages, processes)

    def body(self, page: Page) -> str:
        """What `page.body()` gives."""
        at = self._places.get(page.address, -1)
        if self._bodies is None or at < self._next:
            return page.body()
        try:
            while self._next < at:
                self._one()
            return self._one()
        except multiprocessing.TimeoutError:
            self.close()
            return page.body()

    def close(self) -> None:
        """Ends the processes."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
        self._pool = self._bodies = None

    def _begin(self, pages: Sequence[Page], processes: int) -> None:
        # What pages share (rulers, names, the places of values) is made before there are several of us.
        pages[0].body()
        # What isn't looked at by the collector isn't written to, and so stays shared.
        gc.freeze()
        with warnings.catch_warnings():
            # From Python 3.12 on a fork warns that other threads don't survive: they are Polars', see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pool = multiprocessing.get_context("fork").Pool(processes, _share, (pages,))
        gc.unfreeze()
        self._bodies = self._pool.imap(_made, range(len(pages)))

    def _one(self) -> str:
        body = self._bodies.next(PATIENCE)
        self._next += 1
        return body


def _share(pages: Sequence[Page]) -> None:
    global _shared  # noqa: PLW0603 - how else should a forked process know them?
    _shared = pages


def _made(at: int) -> str:
    return _shared[at].body()
