"""Pages made and written by as many processes as there are processors.

Thousands of pages don't depend on one another. The processes are new ones and no forks: this process
has threads, Polars' among them, and a fork would inherit their locks for ever. What stands around a
page reaches one of them through a pipe, and it makes the page and writes the file. Where that can't
be, wouldn't pay or all have enough to do, nobody takes a page, and whoever asked writes it; the
bytes are the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from contextlib import suppress
from math import inf
from multiprocessing.connection import Connection

from generator.model.page import Page
from generator.publish.page_writer_process import Bodies, Order, Packed, encoded, pack, write

if sys.platform == "linux":
    import fcntl

LEAST = 150
"""Pages for which processes pay: a new one takes as long to begin as it takes to make half of them."""

PATIENCE = 60.0
"""Seconds without a word after which a process is given up, and its pages are made here."""

ENOUGH = 4
"""Pages that a process is given before it has written the first of them: more would only wait there."""

PIPE = 1 << 20
"""Bytes that may be on their way to a process."""

PROGRAM = (
    "import sys; sys.path[:] = {path!r}; "
    "from generator.publish.page_writer_process import run; run{numbers!r}"
)


def processors() -> int:
    """How many processes may work at once; 1 where only one can."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Writers:
    """Makes and writes `pages` by processes. To be finished, so that all is written, and closed."""

    def __init__(self, pages: Collection[Page], bodies: Bodies, processes: int) -> None:
        """`processes`, with this one: it makes pages as well, whenever the others have enough to do."""
        self._writers: list[_Writer] = []
        self._file = -1
        if processes < 2 or len(pages) < LEAST:
            return
        try:
            self._begin(bodies, processes - 1)
        except OSError:  # no room for more processes: so many have to do
            pass
        except BaseException:
            self.close()
            raise

    def _begin(self, bodies: Bodies, many: int) -> None:
        self._file = os.memfd_create("benchbook")
        # They get ready while it is packed what there is to do.
        for _ in range(many):
            self._writers.append(_Writer(self._file))
        packed = pack(bodies, self._file)
        for writer in self._writers:
            writer.begin(packed)

    def take(self, page: Page, place: str, before: str, after: str) -> bool:
        """Whether a process writes the page to `place`; else it is for whoever asks.

        Raises what the making of a page raised.
        """
        for writer in self._writers:
            writer.listen()
        if not self._writers:
            return False
        idlest = min(self._writers, key=lambda writer: writer.busy)
        return idlest.take(page, place, before, after)

    def finish(self) -> None:
        """Waits until every page that was taken is written. Raises what the making of one raised."""
        for writer in self._writers:
            writer.finish()

    def close(self) -> None:
        """Ends the processes."""
        for writer in self._writers:
            writer.end()
        for writer in self._writers:
            writer.close()
        self._writers = []
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class _Writer:
    """One process, seen from here."""

    def __init__(self, file: int) -> None:
        """`file` will hold what pages are made from. Raises OSError where no process can be started."""
        self._pages: dict[str, Page] = {}
        self._waiting: dict[str, Order] = {}
        self._bytes = 0
        asked, orders = os.pipe()
        answers, told = os.pipe()
        self._orders, self._answers = Connection(orders, readable=False), Connection(answers, writable=False)
        room = _widen(self._orders)
        self._room = room - room // 8  # the rest is for what pickling adds
        numbers = (os.getpid(), asked, told, file)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-c", PROGRAM.format(path=sys.path, numbers=numbers)],
                pass_fds=(asked, told, file),
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for whoever started this, who ends it.
                process_group=0,
                # Pages need no algebra of a size for which threads would pay.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        except BaseException:
            self._orders.close()
            self._answers.close()
            raise
        finally:
            os.close(asked)
            os.close(told)
        self._gone = False

    def begin(self, packed: Packed) -> None:
        """Says where that lies which pages are made from."""
        try:
            self._orders.send(packed)
        except OSError:  # it has ended
            self._gone = True

    @property
    def busy(self) -> float:
        """How many pages it has to write; there is no end to it where it has ended."""
        return inf if self._gone else len(self._waiting)

    def listen(self) -> None:
        """Takes in what it has said."""
        while not self._gone and self._answers.poll():
            self._hear()

    def take(self, page: Page, place: str, before: str, after: str) -> bool:
        order = (page.address, place, encoded(before), encoded(after))
        size = len(order[2]) + len(order[3])
        if self.busy >= ENOUGH or self._bytes + size > self._room:
            return False
        self._pages[page.address], self._waiting[page.address] = page, order
        self._bytes += size
        try:
            self._orders.send(order)
        except OSError:  # it has ended; perhaps it says why
            self._hear()
        return True

    def finish(self) -> None:
        while self._waiting:
            self._hear()

    def end(self) -> None:
        self._gone = True
        self._process.kill()

    def close(self) -> None:
        self._process.wait()
        self._orders.close()
        self._answers.close()

    def _hear(self) -> None:
        """The next answer: a page that was written, or the exception that ended it."""
        try:
            said = self._answers.recv() if self._answers.poll(PATIENCE) else None
        except (EOFError, OSError):
            said = None
        if isinstance(said, Exception):
            raise said
        if said is None:
            self._give_up()
        else:
            del self._pages[said]
            _, _, before, after = self._waiting.pop(said)
            self._bytes -= len(before) + len(after)

    def _give_up(self) -> None:
        """It has fallen silent: what it was given is written here."""
        self.end()
        for address, place, before, after in self._waiting.values():
            write(place, before, encoded(self._pages[address].body()), after)
        self._waiting.clear()


def _widen(pipe: Connection) -> int:
    """Bytes that the pipe holds now; more where the system allows it."""
    with suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
    return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ)
