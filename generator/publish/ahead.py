"""Bodies of pages made ahead, in as many processes as there are processors.

Thousands of pages don't depend on one another. The processes are forks, so that what was worked
out is shared and not copied; each makes every so-manieth page and hands it through a pipe of its
own. Where that can't be, or wouldn't pay, a page is made when it is asked for; the bytes are the
same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from generator.model.page import Page

if sys.platform == "linux":
    import fcntl

LEAST = 100
"""Pages for which processes pay."""

PATIENCE = 60.0
"""Seconds without a word after which the processes are given up, and pages are made here."""

PIPE = 1 << 20
"""Bytes that a process may be ahead: some pages, so that none waits for another's long page."""


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
        self._processes: list[BaseProcess] = []
        self._pipes: list[Connection] = []
        if processes > 1 and len(pages) >= LEAST:
            self._begin(pages, processes)

    def body(self, page: Page) -> str:
        """What `page.body()` gives."""
        at = self._places.get(page.address, -1)
        if at < self._next or not self._pipes:
            return page.body()
        while self._next <= at:
            made = self._received()
            if made is None:
                self.close()
                return page.body()
        return made

    def close(self) -> None:
        """Ends the processes."""
        for process in self._processes:
            process.terminate()
            process.join()
        for pipe in self._pipes:
            pipe.close()
        self._processes, self._pipes = [], []

    def _begin(self, pages: Sequence[Page], number: int) -> None:
        # What pages share (rulers, names, the places of values) is made before there are several of us.
        pages[0].body()
        context = multiprocessing.get_context("fork")
        for nth in range(number):
            ours, theirs = context.Pipe(duplex=False)
            _widen(theirs)
            process = context.Process(target=_make, args=(pages[nth::number], theirs), daemon=True)
            with warnings.catch_warnings():
                # From Python 3.12 on a fork warns that other threads don't survive: Polars', see above.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            theirs.close()
            self._processes.append(process)
            self._pipes.append(ours)

    def _received(self) -> str | None:
        """The next body; None where its process has fallen silent."""
        pipe = self._pipes[self._next % len(self._pipes)]
        try:
            made = pipe.recv() if pipe.poll(PATIENCE) else None
        except EOFError:
            made = None
        if isinstance(made, Exception):
            raise made
        self._next += 1
        return made


def _widen(pipe: Connection) -> None:
    if sys.platform == "linux":
        with suppress(OSError):  # a system may allow less
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE)


def _make(pages: Sequence[Page], pipe: Connection) -> None:
    """In a process of its own: hands over each body, or the exception that it ends with."""
    # Ctrl-C reaches all of us; the process that we work for answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A page leaves nothing that only the collector could clear away, and its rounds are a fifth of the work.
    gc.disable()
    try:
        for page in pages:
            pipe.send(page.body())
    except Exception as mistake:  # noqa: BLE001 - it is raised where the page is asked for
        pipe.send(mistake)
