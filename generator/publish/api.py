"""Newest values as small JSON files, one a clinic and one a standard: what pages compare in the browser,
and other programs read. Series over time are in the downloads, and of them only what other countries
would say in a clinic's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
import orjson
import polars as pl

from generator.model.page import Download
from generator.model.results import Floats, Verdict
from generator.model.standard_results import StandardResult, StandardResults
from generator.publish import other_targets_over_time, values_table
from generator.words import Words

Told = dict[str, object]

VERDICTS = values_table.VERDICTS.to_list()
STANDINGS = {int(standing): said for standing, said in values_table.PEERS.items()}
NUMBERS = ("numerator", "denominator", "low", "high")
"""Beside a value, where it has them."""

FIELDS = ("period", "value", *NUMBERS, "target", "verdict", "standing", "change")
"""Of a newest value, in the order in which a standard's file lists them by clinic."""


def clinic_path(clinic: str) -> str:
    return f"api/clinics/{clinic}.json"


def standard_path(standard: str) -> str:
    return f"api/standards/{standard}.json"


def files(findings: StandardResults) -> tuple[Download, ...]:
    """A file for every clinic and every standard; none is made before it is asked for."""
    api = _Api(findings)
    return (
        *(Download(clinic_path(name), partial(api.of_clinic, name)) for name in findings.written.clinics),
        *(
            Download(standard_path(name), partial(api.of_standard, name))
            for name in findings.written.standards
        ),
    )


def table(findings: StandardResults, name: str) -> pl.DataFrame:
    """The numbers that both kinds of files hold of one standard, for whoever looks them through.

    One row a clinic. Columns: clinic; period of what is told; value and the `NUMBERS`; framed: how many
    countries' verdicts are told; peers: the standing, in the words of the downloads.
    """
    newest = _newest(findings, name)
    told = newest.told if newest else ()
    return pl.DataFrame(
        {
            "clinic": list(newest.clinics) if newest else [],
            "period": [it.get("period") or it.get("withheld", {}).get("period") for it in told],
            **{key: [it.get(key) for it in told] for key in ("value", *NUMBERS)},
            "framed": [len(it["frames"]) if it.get("frames") else None for it in told],
            "peers": [it.get("standing", "no value") for it in told],
        },
        schema={
            "clinic": pl.String,
            "period": pl.String,
            **dict.fromkeys(("value", *NUMBERS), pl.Float64),
            "framed": pl.Int64,
            "peers": pl.String,
        },
    )


@dataclass(frozen=True)
class _Newest:
    """What is told of each clinic's newest value of one standard."""

    clinics: tuple[str, ...]
    told: tuple[Told, ...]
    over_time: Mapping[str, Told]
    """What other countries would say of all values of a clinic, where that differs."""

    @cached_property
    def by_clinic(self) -> Mapping[str, Told]:
        return dict(zip(self.clinics, self.told, strict=True))


class _Api:
    def __init__(self, findings: StandardResults) -> None:
        self._findings = findings
        self._words = _words(findings)
        self._marks = {"illustrative": True} if findings.written.settings.illustrative else {}

    def of_clinic(self, name: str) -> bytes:
        clinic = self._findings.written.clinics[name]
        return orjson.dumps(
            {
                "id": name,
                "name": self._words.text(clinic.name),
                "country": clinic.country,
                "peers": clinic.peers,
                **self._marks,
                "standards": {
                    standard: told | newest.over_time.get(name, {})
                    for standard, newest in self._all.items()
                    if (told := newest.by_clinic.get(name))
                },
            }
        )

    def of_standard(self, name: str) -> bytes:
        """Lists that run with `clinics`, so that a thousand clinics stay small."""
        newest, standard = self._all.get(name), self._findings.written.standards[name]
        told = newest.told if newest else ()
        countries = sorted({country for it in told for country in it.get("frames", ())})
        return orjson.dumps(
            {
                "id": name,
                "title": self._words.text(standard.title),
                "better": standard.measure.better,
                **self._marks,
                "clinics": newest.clinics if newest else (),
                **{key: [it.get(key) for it in told] for key in FIELDS},
                "definition": {
                    clinic: it["definition"]
                    for clinic, it in (newest.by_clinic if newest else {}).items()
                    if "definition" in it
                },
                "frames": {
                    country: [it.get("frames", {}).get(country) for it in told] for country in countries
                },
            }
        )

    @cached_property
    def _all(self) -> dict[str, _Newest]:
        found = {name: _newest(self._findings, name) for name in self._findings.written.standards}
        return {name: newest for name, newest in found.items() if newest}


def _newest(findings: StandardResults, name: str) -> _Newest | None:
    """Numbers in the unit that pages show; verdicts and standings in the words of the downloads."""
    finding = findings.clinics.get(name)
    if finding is None:
        return None
    panel, judged = finding.panel, finding.judged
    scale = values_table.scale(findings.written.standards[name])
    every, at = np.arange(panel.shape[0]), judged.last
    value, target = (_shown(numbers[every, at], scale) for numbers in (panel.value, judged.target))
    counts = (_shown(numbers[every, at], 1) for numbers in (panel.numerator, panel.denominator))
    limits = (_shown(limits[every, at], scale, values_table.DIGITS) for limits in finding.interval)
    beside = dict(zip(NUMBERS, (*counts, *limits), strict=True))
    verdict = judged.verdict[every, at].tolist()
    standing = finding.compared.standing[every, at].tolist() if finding.compared else None
    frames = _frames(findings, name, target, verdict, scale)
    periods, withheld = [period.text for period in panel.periods], _withheld(findings, finding)
    told: list[Told] = []
    for i, last in enumerate(at.tolist()):
        it: Told = {}
        if last >= 0:
            it = {
                "period": periods[last],
                "value": value[i],
                **{key: known[i] for key, known in beside.items() if known[i] is not None},
                **({} if target[i] is None else {"target": target[i]}),
                "verdict": VERDICTS[verdict[i]],
                **({"standing": STANDINGS[standing[i]]} if standing else {}),
                "change": judged.change[i].value,
            }
            if i in frames:
                it["frames"] = frames[i]
        if i in withheld:
            it["withheld"] = withheld[i]
        if it and (definition := _definition(findings, panel.clinics[i], name)):
            it["definition"] = definition
        told.append(it)
    series = other_targets_over_time.told(findings, name)
    return _Newest(
        panel.clinics, tuple(told), {panel.clinics[i]: {"over_time": it} for i, it in series.items()}
    )


def _frames(
    findings: StandardResults, name: str, target: list[float | None], verdict: list[int], scale: float
) -> dict[int, dict[str, list[object]]]:
    """By row: target and verdict in each country that judges the value otherwise than here."""
    found: dict[int, dict[str, list[object]]] = {}
    for country in findings.written.countries:
        if (frame := findings.frames.get((name, country))) is None:
            continue
        there, codes = _shown(frame.target, scale), frame.verdict.tolist()
        for i, code in enumerate(codes):
            judged = code != Verdict.NO_TARGET
            aim = there[i] if judged else None
            if code not in other_targets_over_time.ALIKE and (
                code != verdict[i] or (judged and aim != target[i])
            ):
                found.setdefault(i, {})[country] = [aim, VERDICTS[code]]
    return found


def _withheld(findings: StandardResults, finding: StandardResult) -> dict[int, dict[str, str]]:
    """By row: the newest period that has no value to show although one was expected, and why."""
    panel = finding.panel
    there = panel.expected | panel.hidden | (panel.row >= 0)
    newest = np.where(there.any(axis=1), panel.shape[1] - 1 - there[:, ::-1].argmax(axis=1), -1)
    missing = findings.written.observations["missing"]
    found = {}
    for i in np.flatnonzero(newest > finding.judged.last).tolist():
        at = int(newest[i])
        row = int(panel.row[i, at])
        why = missing[row] if row >= 0 else None
        if panel.hidden[i, at]:
            why = values_table.hidden(findings.written.settings)
        found[i] = {"period": panel.periods[at].text, "why": why or values_table.NO_VALUE}
    return found


def _definition(findings: StandardResults, clinic: str, standard: str) -> dict[str, str] | None:
    """How the clinic's definition differs, and why in the handbook's first language."""
    said = findings.written.comparable.get((clinic, standard))
    if said is None or said.sameness == "same":
        return None
    because = {"because": _words(findings).text(said.because)} if said.because else {}
    return {"sameness": said.sameness, **because}


def _words(findings: StandardResults) -> Words:
    """The handbook's first language."""
    return _speaking(tuple(findings.written.settings.languages))


@lru_cache(maxsize=4)
def _speaking(languages: tuple[str, ...]) -> Words:
    return Words(languages[0], languages)


def _shown(numbers: Floats, scale: float, digits: int | None = None) -> list[float | None]:
    """In the unit that pages show, None for NaN; with so many significant digits."""
    scaled = pl.Series(
        np.round(numbers * scale, values_table.DECIMALS) if scale != 1 else numbers, nan_to_null=True
    )
    return (scaled.round_sig_figs(digits) if digits else scaled).to_list()
