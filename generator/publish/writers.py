"""Pages made and written by as many processes as there are processors.

Thousands of pages don't depend on one another. The processes are forks, so that what was worked
out is shared and not copied. Each makes every so-manieth page, ahead of being asked; what stands
around a page reaches it through a pipe, and it writes the file. Where that can't be, or wouldn't
pay, nobody takes a page, and whoever asked writes it; the bytes are the same.
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
from pathlib import Path

from generator.model.page import Page

if sys.platform == "linux":
    import fcntl

LEAST = 100
"""Pages for which processes pay."""

PATIENCE = 60.0
"""Seconds without a word after which a process is given up, and its pages are made here."""

PIPE = 1 << 20
"""Bytes that may be on their way to a process."""

AHEAD = 8 << 20
"""Bytes of pages that a process makes before it is told what stands around them."""

Order = tuple[str, str, bytes, bytes]
"""Address of a page, the file to write, what stands before and after it."""


def processors() -> int:
    """How many processes may work at once; 1 where forking isn't safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def write(place: str, *parts: bytes) -> None:
    """One page onto disk."""
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(parts)


def encoded(text: str) -> bytes:
    """As the host writes it; a third of the memory that the text takes."""
    return text.encode("utf-8", "xmlcharrefreplace")


class Writers:
    """Processes that make and write `pages`. To be finished, so that all is written, and closed.

    A page that is made there must not ask Polars: its threads don't survive a fork.
    """

    def __init__(self, pages: Sequence[Page], processes: int) -> None:
        self._writers: list[_Writer] = []
        self._of: dict[str, _Writer] = {}
        if processes < 2 or len(pages) < LEAST:
            return
        # What pages share (rulers, names, places of values) is made before there are several processes, so
        # that it is made once; each kind of page shares something of its own.
        for first in {page.section: page for page in reversed(pages)}.values():
            first.body()
        for nth in range(processes):
            own = pages[nth::processes]
            writer = _Writer(own)
            self._writers.append(writer)
            self._of.update((page.address, writer) for page in own)

    def take(self, page: Page, place: str, before: str, after: str) -> bool:
        """Whether a process writes the page to `place`; else it is for whoever asks.

        Raises what the making of a page raised.
        """
        writer = self._of.get(page.address)
        return writer is not None and writer.take(page, place, before, after)

    def finish(self) -> None:
        """Waits until every page that was taken is written. Raises what the making of one raised."""
        for writer in self._writers:
            writer.finish()

    def close(self) -> None:
        """Ends the processes."""
        for writer in self._writers:
            writer.close()
        self._writers, self._of = [], {}


class _Writer:
    """One process, seen from here."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.address: page for page in pages}
        self._waiting: dict[str, Order] = {}
        self._bytes = 0
        context = multiprocessing.get_context("fork")
        orders, self._orders = context.Pipe(duplex=False)
        self._answers, answers = context.Pipe(duplex=False)
        room = _widen(self._orders)
        self._room = room - room // 8  # the rest is for what pickling adds
        self._process = context.Process(target=_work, args=(pages, orders, answers), daemon=True)
        with warnings.catch_warnings():
            # From Python 3.12 on a fork warns that other threads don't survive: Polars', see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        orders.close()
        answers.close()
        self._gone = False

    def take(self, page: Page, place: str, before: str, after: str) -> bool:
        order = (page.address, place, encoded(before), encoded(after))
        size = len(order[2]) + len(order[3])
        while not self._gone and (self._answers.poll() or self._full(size)):
            self._hear()
        if self._gone or size > self._room:
            return False
        self._waiting[page.address] = order
        self._bytes += size
        try:
            self._orders.send(order)
        except OSError:  # it has ended; perhaps it says why
            self._hear()
        return True

    def _full(self, size: int) -> bool:
        return bool(self._waiting) and self._bytes + size > self._room

    def finish(self) -> None:
        while self._waiting:
            self._hear()

    def close(self) -> None:
        self._gone = True
        self._process.terminate()
        self._process.join()
        self._orders.close()
        self._answers.close()

    def _hear(self) -> None:
        """The next answer: a page that was written, or the exception that ended it."""
        try:
            said = self._answers.recv() if self._answers.poll(PATIENCE) else None
        except EOFError:
            said = None
        if isinstance(said, Exception):
            raise said
        if said is None:
            self._give_up()
        else:
            _, _, before, after = self._waiting.pop(said)
            self._bytes -= len(before) + len(after)

    def _give_up(self) -> None:
        """It has fallen silent: what it was given is written here."""
        self._gone = True
        self._process.kill()
        for address, place, before, after in self._waiting.values():
            write(place, before, encoded(self._pages[address].body()), after)
        self._waiting.clear()


def _widen(pipe: Connection) -> int:
    """Bytes that the pipe holds now; more where the system allows it."""
    with suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
    return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ)


def _work(pages: Sequence[Page], orders: Connection, answers: Connection) -> None:
    """In a process of its own: answers each order, or says with which exception it ends."""
    # Ctrl-C reaches all of us; the process that we work for answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A page leaves nothing that only the collector could clear away, and its rounds are a fifth of the work.
    gc.disable()
    try:
        _answer(pages, orders, answers)
    except EOFError:
        pass
    except Exception as mistake:  # noqa: BLE001 - it is raised where the page is wanted
        answers.send(mistake)


def _answer(pages: Sequence[Page], orders: Connection, answers: Connection) -> None:
    unmade = {page.address: page for page in pages}
    made: dict[str, bytes] = {}
    size = 0
    while True:
        if unmade and size < AHEAD and not orders.poll():
            address = next(iter(unmade))
            made[address] = encoded(unmade.pop(address).body())
            size += len(made[address])
            continue
        address, place, before, after = orders.recv()
        if (body := made.pop(address, None)) is None:
            body = encoded(unmade.pop(address).body())
        else:
            size -= len(body)
        write(place, before, body, after)
        answers.send(address)
