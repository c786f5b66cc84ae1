"""A process that makes pages and writes them, for `writers`. A new one, without threads or locks of another.

What the pages are made from lies in a file that all such processes read as they would their memory.
"""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from generator.publish.file_writing import named

ALIGNED = 64
"""Numbers begin at multiples of so many bytes."""

Bodies = Callable[[], Mapping[str, Callable[[], str]]]
"""Finds out how the body of each page is made, by its address."""

Order = tuple[str, str, bytes, bytes]
"""Address of a page, the file to write, what stands before and after it."""

Packed = tuple[tuple[int, int], ...]
"""Where the pieces of something packed lie in a file: where each begins and ends. The last says how the
others go together."""


def write(place: str, *parts: bytes) -> None:
    """One page onto disk."""
    path = Path(place)
    with named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(parts)


def encoded(text: str) -> bytes:
    """As the host writes it; a third of the memory that the text takes."""
    return text.encode("utf-8", "xmlcharrefreplace")


def pack(thing: object, file: int) -> Packed:
    """Writes `thing` into an open file, so that its arrays can be used where they lie."""
    arrays: list[pickle.PickleBuffer] = []
    how = pickle.dumps(thing, protocol=5, buffer_callback=arrays.append)
    places: list[tuple[int, int]] = []
    at = 0
    with open(file, "wb", closefd=False) as stream:
        for piece in (*(array.raw() for array in arrays), memoryview(how)):
            at += stream.write(bytes(-at % ALIGNED))
            places.append((at, at + piece.nbytes))
            at += stream.write(piece)
    return tuple(places)


def unpack(file: int, packed: Packed) -> Any:
    """What was packed. Its arrays can only be read."""
    pieces = memoryview(mmap.mmap(file, 0, access=mmap.ACCESS_READ))
    *arrays, how = (pieces[begin:end] for begin, end in packed)
    return pickle.loads(how, buffers=arrays)  # noqa: S301 - packed by the process that started this one


def run(parent: int, orders: int, answers: int, file: int) -> None:
    """What the process does: it answers each order, or says with which exception it ends.

    It ends with the process that started it, whatever ended that: the kernel sees to it where it can, and
    nobody is left at the other end of the pipe anywhere.
    """
    _end_with(parent)
    # Whoever started this answers Ctrl-C, and ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A page leaves nothing that only the collector could clear away, and its rounds are a fifth of the work.
    gc.disable()
    asked, told = Connection(orders, writable=False), Connection(answers, readable=False)
    try:
        _answer(asked, told, file)
    except (EOFError, BrokenPipeError):
        pass
    except Exception as mistake:  # noqa: BLE001 - it is raised where the page is wanted
        with suppress(OSError):
            told.send(_sendable(mistake))


def _end_with(parent: int) -> None:
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it ended before that was settled
            os._exit(1)


def _sendable(mistake: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(mistake))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - there are exceptions that can't be sent
        return RuntimeError(f"{type(mistake).__name__}: {mistake}")
    return mistake


def _answer(asked: Connection, told: Connection, file: int) -> None:
    find_out: Bodies = unpack(file, asked.recv())
    bodies = find_out()
    while True:
        address, place, before, after = asked.recv()
        try:
            body = encoded(bodies[address]())
        except Exception as mistake:
            mistake.add_note(f"on the page `{address}`:\n{traceback.format_exc()}")
            raise
        write(place, before, body, after)
        told.send(address)
