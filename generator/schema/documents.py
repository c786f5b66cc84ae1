"""A JSON Schema for each kind of file, from the models that the files are read with.

Draft 7, because that is what editors' YAML support reads everywhere. A schema can't say all that
`benchbook check` knows; what it refuses, the check refuses too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from generator.model import import_map, inputs
from generator.model.inputs import Editable
from generator.schema.ids import REFERS, Ids
from generator.schema.values import values

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

KINDS: Mapping[str, tuple[type[Editable], str]] = {
    "handbook": (inputs.Settings, "The whole handbook's settings (handbook.yml)"),
    "country": (inputs.Country, "A country (countries/*.yml)"),
    "clinic": (inputs.Clinic, "A clinic (clinics/*.yml)"),
    "role": (inputs.Role, "A role (roles/*.yml)"),
    "standard": (inputs.Standard, "A standard (standards/*.yml)"),
    "national": (inputs.National, "Published national figures (national/*.yml)"),
    "kpis": (inputs.KpiHead, "Measured values (kpis/*.yml)"),
    "import-map": (import_map.ImportMap, "The map of an import (benchbook import --map)"),
}
"""What a schema is called, what it is made from, and how an editor names it."""

FOLDERS = {
    "countries": "country",
    "clinics": "clinic",
    "roles": "role",
    "standards": "standard",
    "national": "national",
    "kpis": "kpis",
}
"""Which schema the files of a folder have."""

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def schemas(ids: Ids) -> dict[str, Json]:
    """Every schema by its name. `ids` are offered where a file refers to something."""
    return {name: schema(name, ids) for name in KINDS}


def schema(name: str, ids: Ids) -> Json:
    """The schema of one kind of file."""
    model, title = KINDS[name]
    made = deepcopy(_of_model(model))
    definitions = made.pop("$defs", {})
    for called, one in {model.__name__: made, **definitions}.items():
        for key, held in one.get("properties", {}).items():
            _offer(held, ids.names.get(REFERS.get((called, key), ""), ()))
    whole = _eased({"$schema": DRAFT, **made, "definitions": definitions}, ids.languages)
    whole |= {"title": title, "description": f"{title}. Written by `benchbook schema`."}
    if name == "kpis":
        whole = _with_values(whole, ids)
    if not whole["definitions"]:
        del whole["definitions"]
    return whole


@cache
def _of_model(model: type[Editable]) -> Json:
    """What pydantic says of a model; whoever changes it changes a copy."""
    return TypeAdapter(model).json_schema(by_alias=True, ref_template="#/definitions/{model}")


def _offer(node: Json, names: tuple[str, ...]) -> None:
    """Known names beside any other id: one that was added a moment ago isn't wrong."""
    if not names:
        return
    for one in _strings(node):
        if one.get("pattern") == _ID:
            del one["type"], one["pattern"]
            one["anyOf"] = [{"enum": list(names)}, {"type": "string", "pattern": _ID}]


def _strings(node: Any) -> list[Json]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == "string" else []
        return own + [one for key in ("anyOf", "items") for one in _strings(node.get(key))]
    return [one for each in node for one in _strings(each)] if isinstance(node, list) else []


def _eased(node: Any, languages: tuple[str, ...]) -> Any:
    """The schema as editors' YAML means it: a number is text where text belongs, as in `opened: 2012`."""
    if isinstance(node, list):
        return [_eased(each, languages) for each in node]
    if not isinstance(node, dict):
        return node
    node = {
        key: _eased(held, languages) for key, held in node.items() if key != "title" or isinstance(held, dict)
    }
    if node.get("default", ...) is None:
        del node["default"]
    if node.get("type") == "string" and not {"pattern", "enum"} & set(node):
        node["type"] = ["string", "number"]
    if "prefixItems" in node:  # draft 7 has another word for it
        held = node.pop("prefixItems")
        node |= {"items": held[0], "minItems": len(held), "maxItems": len(held)}
    if "$defs" in node:
        node["definitions"] = node.pop("$defs")
    if (patterns := node.get("patternProperties")) and node.get("type") == "object":
        node.setdefault("additionalProperties", False)
        if "^[a-z]{2}$" in patterns:
            node |= {"properties": dict.fromkeys(languages, patterns["^[a-z]{2}$"]), "minProperties": 1}
    return node


def _with_values(head: Json, ids: Ids) -> Json:
    """Beside the keys of its head, a file of values has the names of standards."""
    definitions, by_standard = values(ids.measures)
    taken = "|".join(re.escape(key) for key in head["properties"])
    return head | {
        "properties": head["properties"] | by_standard,
        "patternProperties": {
            rf"^(?!(?:{taken})$)[a-z0-9]+(-[a-z0-9]+)*$": {"$ref": "#/definitions/values-any"}
        },
        "definitions": head["definitions"] | definitions,
    }
