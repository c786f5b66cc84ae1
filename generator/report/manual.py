"""The pages of the manual that are made from the code: the format of the files, and the checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.model import field_descriptions, inputs, quantity
from generator.model.check_rule import CheckRule
from generator.model.field_descriptions import Slot
from generator.model.inputs import Editable
from generator.model.observation import CELLS, EXAMPLES, SAID
from generator.report import explanation

FAMILIES = {
    "HB0": "Files and what stands in them",
    "HB1": "Standards",
    "HB2": "Measured values",
    "HB3": "Clinics, countries, texts, links and national figures",
    "HB4": "What is published",
}

FILES: tuple[tuple[str, type[Editable], str], ...] = (
    ("data/handbook.yml", inputs.Settings, "The organisation, its languages, calendar, privacy and themes."),
    ("data/countries/mx.yml", inputs.Country, "A country. The name of the file is its id."),
    ("data/clinics/mx-los-cabos.yml", inputs.Clinic, "A clinic."),
    ("data/roles/reception.yml", inputs.Role, "A role: who does what."),
    ("data/standards/email-reply.yml", inputs.Standard, "What we promise, and how it is measured."),
    ("data/national/same-day-reply.yml", inputs.National, "Published national figures."),
)
"""Files that define one thing each, with what a page says of them."""

_CHECKS = """\
---
title: Checks
description: Every check of the data, with a wrong and a right example.
---

# Checks

`benchbook check` names a code with each problem; `benchbook explain CODE` shows at the terminal
what stands here. An error leaves out the smallest thing that it concerns, a warning and a notice leave
out nothing. With `--strict` a build publishes nothing while there is an error or a warning; on a notice
no build fails. How much a check matters can be set, and a single finding accepted with a reason:
[how](../guide/editing.md#weights).
"""

_FORMAT = """\
---
title: Format of the files
description: Every key of the YAML files and every column of the tables in data.
---

# Format of the files

Files are UTF-8 text. YAML is read as YAML 1.2: `no` is the text *no*, and `12:30` is no number. An
id is the name of a file without its ending: lower-case letters, digits and hyphens. A text may
stand once, or once a language: `{en: Waiting, es: Espera}`. References (`*name`) and tags (`!name`) aren't
read; an anchor (`&name`) is passed over before a list, a mapping, a number or a text in quotes.
"""

_KPIS = """\
## data/kpis/

Measured values, in YAML, CSV or Parquet and split into files as one likes. In YAML the head says
whose they are; then each standard has its values by period. Without `clinic` a file is of the
clinic that it is called after.
"""

_VALUES = """
### What one value holds { #values }

In tables the keys are columns, beside `clinic`, `standard` and `period`; `value` takes the short
form, and `unit` the unit of bare numbers.

| kind | keys | full form | short form |
| --- | --- | --- | --- |
"""

_UNITS = """
### Periods and units { #units }

Periods are written `2025`, `2025-H1`, `2025-Q1`, `2025-01`, `2025-W05`, `2025-01-31` or, for a
financial year, `2025/26`. Percentages have their sign, and money its currency: `30 USD`. Lengths of
time are written like `1 h 30 min`, or as ISO 8601 says: `PT12M`. Their units are """


def checks_page(rules: Iterable[CheckRule]) -> str:
    """Markdown of the page of all checks."""
    lines = [_CHECKS.rstrip()]
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            lines += ["", f"## {FAMILIES[family]}"]
        lines += ["", *explanation.markdown(rule)]
    return "\n".join(lines) + "\n"


def format_page() -> str:
    """Markdown of the page on what files may hold."""
    lines = [_FORMAT.rstrip()]
    for path, model, said in FILES:
        lines += ["", f"## {path}", "", said, *_table(model)]
    return "\n".join(lines) + "\n\n" + _values()


def _table(model: type[Editable], within: str = "") -> Iterator[str]:
    """The keys of `model`, then those of the mappings in it."""
    slots = field_descriptions.slots(model).values()
    yield ""
    yield "| key | what it says | what may stand there | if left out | example |"
    yield "| --- | --- | --- | --- | --- |"
    for slot in slots:
        yield _row(f"`{slot.name}`", slot.info.description or "", _kind(slot), _default(slot), _example(slot))
    for slot in slots:
        for inner in _models(slot.annotation):
            path = f"{within}{slot.name}"
            yield ""
            yield f"### {path} {{ #{model.__name__.lower()}-{slot.name} }}"
            yield from _table(inner, f"{path} › ")


def _models(annotation: Any) -> tuple[type[Editable], ...]:
    held = field_descriptions.held(annotation)
    return field_descriptions.models(annotation) or (
        field_descriptions.models(held) if held is not None else ()
    )


def _kind(slot: Slot) -> str:
    if field_descriptions.models(slot.annotation):
        return "a mapping, see below"
    held = field_descriptions.held(slot.annotation)
    if held is None or slot.expected.startswith("a text") or "two numbers" in slot.expected:
        return _brief(slot.expected)
    each = (
        "a mapping, see below"
        if field_descriptions.models(held)
        else _brief(field_descriptions.expected(held))
    )
    return f"{slot.expected.partition(' such')[0]}; each holds {each}"


def _brief(expected: str) -> str:
    """The head of the page says what a text by language looks like."""
    return expected.replace(field_descriptions.expected(inputs.Text), "a text, once or by language")


def _default(slot: Slot) -> str:
    if slot.info.is_required():
        return "**has to be there**"
    default = slot.info.get_default(call_default_factory=True)
    if default is None or default in ((), {}, "") or isinstance(default, Editable):
        return ""
    return f"`{_written(list(default) if isinstance(default, tuple) else default)}`"


def _example(slot: Slot) -> str:
    return "" if slot.example is None else f"`{_written(slot.example)}`"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def _values() -> str:
    kinds = []
    for kind, names in CELLS.items():
        full, short = EXAMPLES[kind]
        keys = _listed(names) or "the standard's own `stages`"
        kinds.append(_row(kind, keys, f"`{full}`", f"`{short}`" if short else ""))
    beside = f"\n\nAny value may also have {_listed(SAID)}. Where there is none, `missing` says why.\n"
    head = _KPIS + "\n".join(_table(inputs.KpiHead)) + "\n"
    return f"{head}{_VALUES}{chr(10).join(kinds)}{beside}{_UNITS}{_listed(quantity.DURATION_UNITS)}.\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
