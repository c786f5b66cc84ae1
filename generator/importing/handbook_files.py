"""The files of a handbook's `data/` that an import comes to, as text by their path from its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from generator.importing.convert import HandbookIds, ImportResult
from generator.model.import_map import ImportMap
from generator.model.inputs import Editable


def known(folder: Path, data_dir: str = "data") -> HandbookIds:
    """What the handbook in `folder` describes already, by the names of its files."""

    def ids(kind: str) -> frozenset[str]:
        return frozenset(path.stem for path in (folder / data_dir / kind).glob("*.y*ml"))

    return HandbookIds(ids("clinics"), ids("standards"), _year_starts(folder / data_dir))


def _year_starts(data: Path) -> int:
    """The month in which the handbook's financial year begins; what can't be read is April, as unsaid."""
    for path in data.glob("handbook.y*ml"):
        try:
            said = yaml.safe_load(path.read_text("utf-8"))
            month = said["calendar"]["year_starts"]
        except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, RecursionError):
            continue
        if isinstance(month, int) and 1 <= month <= 12:
            return month
    return 4


def values(taken: ImportResult, name: str, data_dir: str = "data") -> dict[str, str]:
    """`data/kpis/NAME.csv`: clinic, standard, period, then what was measured."""
    numbers = [column for column, kind in taken.values.schema.items() if kind == pl.Float64]
    # A column that says nothing would only puzzle whoever reads the file.
    said = [column.name for column in taken.values if column.null_count() < len(column)]
    table = taken.values.with_columns(_as_written(number) for number in numbers).select(said)
    return {f"{data_dir}/kpis/{name}.csv": table.write_csv()}


def descriptions(taken: ImportResult, wanted: ImportMap, data_dir: str = "data") -> dict[str, str]:
    """handbook.yml, countries, standards and clinics, as far as the map describes them."""
    files: dict[str, str] = {}
    if wanted.handbook is not None:
        files[f"{data_dir}/handbook.yml"] = _of_model(wanted.handbook)
    for folder, things in (("countries", wanted.countries), ("standards", wanted.standards)):
        for name, thing in sorted(things.items()):
            files[f"{data_dir}/{folder}/{name}.yml"] = _of_model(thing)
    if wanted.clinic.country is not None:
        for name, clinic in taken.clinics.items():
            files[f"{data_dir}/clinics/{name}.yml"] = _yaml(clinic)
    return files


def _as_written(number: str) -> pl.Expr:
    """`12` for 12.0, else the shortest text that reads back as the number."""
    value = pl.col(number)
    whole = (value == value.round()) & (value.abs() < 1e15)
    return (
        pl.when(whole)
        .then(value.cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(value.cast(pl.String))
    )


def _of_model(thing: Editable) -> str:
    return _yaml(thing.model_dump(mode="json", by_alias=True, exclude_unset=True))


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: long texts as blocks, lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


_LIKE_A_NUMBER = re.compile(r"[-+.]?\d[\d_]*\.?\d*([eE][-+]?\d+)?|0[xo][0-9a-fA-F]+")


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # The library quotes what YAML 1.1 would misread; `1E3` is a number in YAML 1.2 only.
    style = '"' if _LIKE_A_NUMBER.fullmatch(text) else None
    if text.endswith("\n"):
        style = "|" if "\n" in text[:-1] else ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def _yaml(thing: Mapping[str, object]) -> str:
    return yaml.dump(dict(thing), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
