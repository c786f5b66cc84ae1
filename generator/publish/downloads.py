"""The measured values as CSV: all of them, by standard and by clinic; newest ones and an index as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO

import numpy as np
import orjson
import polars as pl

from generator.model.page import Download
from generator.model.standard_results import StandardResults
from generator.publish import api, values_table
from generator.words import Words

ALL = "downloads/handbook.csv"
INDEX = "api/handbook.json"


def downloads(findings: StandardResults) -> tuple[Download, ...]:
    """Every file beside the pages; none is made before it is asked for."""
    lines = _Lines(findings)
    written = findings.written
    return (
        Download(ALL, lambda: b"".join(lines.all()), lines.all),
        *(Download(standard_path(name), partial(lines.of_standard, name)) for name in written.standards),
        *(Download(clinic_path(name), partial(lines.of_clinic, name)) for name in written.clinics),
        *api.files(findings),
        Download(INDEX, partial(index, findings)),
    )


def standard_path(standard: str) -> str:
    return f"downloads/standards/{standard}.csv"


def clinic_path(clinic: str) -> str:
    return f"downloads/clinics/{clinic}.csv"


def index(findings: StandardResults) -> bytes:
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
                    "newest": api.standard_path(name),
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
                    "newest": api.clinic_path(name),
                }
                for name, clinic in written.clinics.items()
            ],
        },
        option=orjson.OPT_INDENT_2,
    )


class _Lines:
    """The values as CSV, written standard by standard and cut: the other files are lines of these.

    What was written is let go of when every file has been asked for once; whoever asks again waits
    for it again.
    """

    def __init__(self, findings: StandardResults) -> None:
        self._findings = findings
        self._unasked = 1 + len(findings.written.standards) + len(findings.written.clinics)

    def all(self) -> Iterator[bytes]:
        yield from self._pieces(self._findings.written.clinics)
        self._asked(b"")

    def of_clinic(self, clinic: str) -> bytes:
        return self._asked(b"".join(self._pieces([clinic])))

    def of_standard(self, standard: str) -> bytes:
        return self._asked(self._parts[standard].text)

    def _asked(self, content: bytes) -> bytes:
        self._unasked -= 1
        if self._unasked <= 0:
            self.__dict__.pop("_parts", None)
        return content

    def _pieces(self, clinics: Iterable[str]) -> Iterator[bytes]:
        parts = self._parts.values()
        yield (",".join(values_table.columns(self._findings.written.settings)) + "\n").encode()
        for clinic in clinics:
            yield from (part.of(clinic) for part in parts)

    @cached_property
    def _parts(self) -> dict[str, _Part]:
        return {
            name: _part(values_table.table(self._findings, name)) for name in self._findings.written.standards
        }


@dataclass(frozen=True)
class _Part:
    """The lines of one standard, and where among them each clinic's are."""

    text: bytes
    cuts: Mapping[str, slice]

    def of(self, clinic: str) -> bytes:
        cut = self.cuts.get(clinic)
        return self.text[cut] if cut else b""


def _part(table: pl.DataFrame) -> _Part:
    file = BytesIO()
    table.write_csv(file)
    text = file.getvalue()
    # No text in the table has a line break in it, so each line is a row.
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    clinics = table["clinic"]
    first = np.flatnonzero((clinics != clinics.shift()).fill_null(True))
    borders = [*ends[first].tolist(), len(text)]
    cuts = zip(clinics.gather(first), map(slice, borders, borders[1:]), strict=True)
    return _Part(text, dict(cuts))
