"""`benchbook serve`: a preview of a handbook's folder at an address, until it is interrupted."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from generator.mkdocs import BenchbookPlugin
from generator.mkdocs.log_capture import remarks as heard
from generator.mkdocs.run_mkdocs import NotBuilt, config_file_of, loaded_config, our_plugin
from generator.preview import Preview
from generator.preview.live_folder import LiveFolder
from generator.preview.server import LOCAL, Server
from generator.preview.updates import PreviewUpdate

LAST_PORT = 65_535


def serve(
    folder: Path,
    address: str | None = None,
    *,
    tell: Callable[[PreviewUpdate], None],
    ready: Callable[[str], None],
) -> None:
    """Shows the site until it is interrupted, and follows what is saved.

    `tell` hears what every save came to, `ready` where the site is once it can be looked at.
    Raises NotBuilt.
    """
    with heard() as remarks:
        config = loaded_config(folder, remarks)
    host, port = _address(address) if address else config.dev_addr
    source = LiveFolder(config, our_plugin(config), lambda: _settings(folder), host, port)
    preview = Preview(source, tell, local=host in LOCAL)
    try:
        server = Server(host, port, preview)
    except OSError as reason:
        raise _unusable(host, port, reason) from reason
    preview.serve(server, lambda: ready(source.address))


def _settings(folder: Path) -> tuple[MkDocsConfig, BenchbookPlugin]:
    """mkdocs.yml as it is now, for a preview that goes on without. Raises ConfigurationError."""
    try:
        config = load_config(str(config_file_of(folder)))
        return config, our_plugin(config)
    except NotBuilt as reason:
        raise ConfigurationError(str(reason)) from reason


def _address(said: str) -> tuple[str, int]:
    """`127.0.0.1:8000`, `:8000`, `8000` or `[::1]:8000`. Raises NotBuilt."""
    host, _, port = said.rpartition(":")
    if not (port.isdecimal() and int(port) <= LAST_PORT):
        raise NotBuilt(f"`{said}` is no address; write it like 127.0.0.1:8000, or only a port: 8001.")
    return host.strip("[]") or "127.0.0.1", int(port)


def _unusable(host: str, port: int, reason: OSError) -> NotBuilt:
    if reason.errno == errno.EADDRINUSE:
        return NotBuilt(
            f"Something else is shown at {host}:{port} already, perhaps another preview. End that one, "
            f"or name another port: --address {host}:{min(port + 1, LAST_PORT)}."
        )
    why = (reason.strerror or str(reason)).lower()
    return NotBuilt(f"{host}:{port} can't be used: {why}. Try --address 127.0.0.1:{port}.")
