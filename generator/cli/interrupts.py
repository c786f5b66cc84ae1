"""How a command ends before it is done: by Ctrl-C, or because the system asks it to. With no traceback."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT
GRACE = 10.0
"""Seconds for clearing up after Ctrl-C, even if some code swallowed it; then the process ends as it is, and
the next one clears away what it leaves behind."""


@contextmanager
def ending() -> Iterator[None]:
    """Whatever runs in the block ends on Ctrl-C with 130, and on SIGTERM with 143, after clearing up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    last: list[threading.Timer] = []

    def interrupted(_: int, __: FrameType | None) -> None:
        if last:  # a second time: at once
            os._exit(INTERRUPTED)
        last.append(threading.Timer(GRACE, os._exit, (INTERRUPTED,)))
        last[0].daemon = True
        last[0].start()
        raise KeyboardInterrupt

    def terminated(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    wanted = {signal.SIGINT: interrupted, signal.SIGTERM: terminated}
    # One that is ignored, as in a pipeline in the background, stays so.
    before = {it: signal.getsignal(it) for it in wanted if signal.getsignal(it) is not signal.SIG_IGN}
    for it in before:
        signal.signal(it, wanted[it])
    try:
        yield
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    finally:
        for it, handler in before.items():
            signal.signal(it, handler)
        for timer in last:
            timer.cancel()
