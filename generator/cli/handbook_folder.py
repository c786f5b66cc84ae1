"""The folder that a command works on: where its data is, and which day it speaks of."""

from __future__ import annotations

import os
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import click
import yaml

from generator.model.handbook_day import Today


class _Tolerant(yaml.SafeLoader):
    """Reads an mkdocs.yml with the tags of its host and of other plugins, which mean nothing here."""


_Tolerant.add_multi_constructor("!", lambda *_: None)
_Tolerant.add_multi_constructor("tag:", lambda *_: None)


def pasteable(path: Path) -> str:
    """The path as it can be pasted into a shell, whatever blanks and quotes it holds."""
    return shlex.quote(str(path))


def is_handbook(folder: Path) -> bool:
    """Whether editors' data lie here, which a command that writes other files must leave alone."""
    data = folder / data_dir(folder)
    return any((data / name).is_file() for name in ("handbook.yml", "handbook.yaml"))


def data_dir(folder: Path) -> str:
    """The folder within it that holds the data."""
    return str(options(folder).get("data_dir") or "data")


def docs_dir(folder: Path) -> str:
    """The folder within it that holds hand-written pages."""
    found = _config(folder).get("docs_dir")
    return found if isinstance(found, str) and found else "docs"


def options(folder: Path) -> dict[str, Any]:
    """What mkdocs.yml says below `plugins: benchbook`; nothing where it can't be read."""
    return _ours(_config(folder))


def _config(folder: Path) -> dict[str, Any]:
    for name in ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml"):
        if (file := folder / name).is_file():
            try:
                config = yaml.load(file.read_text(encoding="utf-8"), _Tolerant)  # noqa: S506 - a SafeLoader
            except (yaml.YAMLError, UnicodeDecodeError):
                return {}
            return config if isinstance(config, dict) else {}
    return {}


def _ours(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins")
    found = plugins.get("benchbook") if isinstance(plugins, dict) else None
    if isinstance(plugins, list):
        found = next(
            (each["benchbook"] for each in plugins if isinstance(each, dict) and "benchbook" in each), None
        )
    return found if isinstance(found, dict) else {}


def day(said: str | date | None) -> date:
    """The day that embargoes are reckoned from: as said, else SOURCE_DATE_EPOCH, else today.

    Raises UsageError for one that is none.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if isinstance(said, date):
            return said
        if said:
            return date.fromisoformat(said)
        return Today.now(epoch)
    except ValueError:
        raise click.UsageError(f"`{said or epoch}` is no day; write one like 2026-06-30.") from None
