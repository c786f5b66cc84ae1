"""What MkDocs and other plugins warn of while they work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from generator.mkdocs import log

HOST = logging.getLogger("mkdocs")


@contextmanager
def remarks() -> Iterator[list[str]]:
    """Filled while the block runs; the handbook's own problems are left out."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != log.name:
                said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    HOST.addHandler(listener)
    try:
        yield said
    finally:
        HOST.removeHandler(listener)
