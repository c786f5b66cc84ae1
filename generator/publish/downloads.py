"""The measured values as CSV: all of them, by standard and by clinic; and an index for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO

import numpy as np
import orjson
import polars as pl

from generator.model.findings import Findings
from generator.model.page import Download
from generator.publish import rows
from generator.words import Words

ALL = "downloads/handbook.csv"
INDEX = "api/handbook.json"


def downloads(findings: Findings) -> tuple[Download, ...]:
    """Every file beside the pages; none is made before it is asked for."""
    lines = _Lines(findings)
    written = findings.written
    return (
        Download(ALL, lambda: lines.text),
        *(Download(standard_path(name), partial(lines.of_standard, name)) for name in written.standards),
        *(Download(clinic_path(name), partial(lines.of_clinic, name)) for name in written.clinics),
        Download(INDEX, partial(index, findings)),
    )


def standard_path(standard: str) -> str:
    return f"downloads/standards/{standard}.csv"


def clinic_path(clinic: str) -> str:
    return f"downloads/clinics/{clinic}.csv"


def index(findings: Findings) -> bytes:
    """What the handbook holds and where its files are, as JSON. Texts in the handbook's first language."""
    written, settings = findings.written, findings.written.settings
    words = Words(settings.languages[0], settings.languages)
    return orjson.dumps(
        {
            "title": words.text(settings.title),
            "organisation": words.text(settings.organisation),
            "illustrative": settings.illustrative,
            "languages": settings.languages,
            "values": ALL,
            "standards": [
                {
                    "id": name,
                    "title": words.text(standard.title),
                    "theme": standard.theme,
                    "kind": standard.measure.kind,
                    "better": standard.measure.better,
                    "status": standard.status,
                    "page": f"standards/{name}",
                    "values": standard_path(name),
                }
                for name, standard in written.standards.items()
            ],
            "clinics": [
                {
                    "id": name,
                    "name": words.text(clinic.name),
                    "country": clinic.country,
                    "page": f"clinics/{name}",
                    "values": clinic_path(name),
                }
                for name, clinic in written.clinics.items()
            ],
        },
        option=orjson.OPT_INDENT_2,
    )


class _Lines:
    """The table as CSV, written once and cut: the files by clinic and by standard are lines of it."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    @property
    def text(self) -> bytes:
        return self._cuts.text

    def of_clinic(self, clinic: str) -> bytes:
        return self._cuts.joined(self._cuts.by_clinic.get(clinic, ()))

    def of_standard(self, standard: str) -> bytes:
        return self._cuts.joined(self._cuts.by_standard.get(standard, ()))

    @cached_property
    def _cuts(self) -> _Cuts:
        return _cuts(rows.table(self._findings))


@dataclass(frozen=True)
class _Cuts:
    text: bytes
    header: int
    """Where the header's line ends."""

    by_clinic: Mapping[str, list[slice]]
    by_standard: Mapping[str, list[slice]]

    def joined(self, cuts: Iterable[slice]) -> bytes:
        return b"".join((self.text[: self.header], *(self.text[cut] for cut in cuts)))


def _cuts(table: pl.DataFrame) -> _Cuts:
    """The text of the table, and where in it the lines of each clinic and of each standard are."""
    file = BytesIO()
    table.write_csv(file)
    text = file.getvalue()
    # No text in the table has a line break in it, so each line is a row.
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    names = table.select("clinic", "standard")
    first = np.flatnonzero(
        (names != names.shift()).select(pl.any_horizontal("*").fill_null(True)).to_series()
    )
    by_clinic: dict[str, list[slice]] = {}
    by_standard: dict[str, list[slice]] = {}
    borders = [*ends[first].tolist(), len(text)]
    for nth, (clinic, standard) in enumerate(names[first].iter_rows()):
        cut = slice(borders[nth], borders[nth + 1])
        by_clinic.setdefault(clinic, []).append(cut)
        by_standard.setdefault(standard, []).append(cut)
    return _Cuts(text, int(ends[0]), by_clinic, by_standard)
