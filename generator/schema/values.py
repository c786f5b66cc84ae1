"""What may stand below the name of a standard in a file of values, by its kind of measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from generator.model import observation
from generator.model.inputs import Measure, Quality
from generator.model.observation import CELLS, EXAMPLES, SHORT

Json = dict[str, Any]

PERIOD = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?|-Q[1-4]|-H[12]|-W[0-5][0-9]|/[0-9]{2})?$"
"""As `model.period` reads them, as far as a pattern can tell."""

_NUMBER = {"type": ["number", "string"]}
_TEXT = {"type": ["string", "number"]}
_SHORT: Mapping[str, Json] = {
    "proportion": {"type": "string", "pattern": r"^[^/]+/[^/]+$"},
    "rate": {"type": "string", "pattern": r"^[^/]+/[^/]+$"},
    "duration": {"type": "string", "pattern": r"[A-Za-z]"},
    "count": _NUMBER,
    "score": _NUMBER,
    "money": {"type": "string", "pattern": r"[A-Z]{3}"},
}
"""The short form of each kind, which `observation.EXAMPLES` shows."""


def values(measures: Mapping[str, Measure]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Definitions by name, and what stands below each known standard."""
    definitions = {f"values-{kind}": _values(kind, CELLS[kind]) for kind in _SHORT}
    definitions["values-any"] = _values(
        "", sorted({name for names in CELLS.values() for name in names}), open_=True
    )
    below = {}
    for name, measure in measures.items():
        if measure.kind == "conversion":
            definitions[f"values-{name}"] = _values("conversion", observation.stages(measure))
            below[name] = {"$ref": f"#/definitions/values-{name}"}
        else:
            below[name] = {"$ref": f"#/definitions/values-{measure.kind}"}
    return definitions, below


def _values(kind: str, cells: Any, *, open_: bool = False) -> Json:
    full, short = EXAMPLES.get(kind, ("{met: 187, of: 200}", "187/200"))
    example = f"`{short}` or `{full}`" if short else f"`{full}`"
    return {
        "type": "object",
        "description": f"A value a period: {example}.",
        "propertyNames": {"pattern": PERIOD},
        "additionalProperties": {
            "anyOf": [*([_SHORT.get(kind, _TEXT)] if short else []), _full(cells, open_=open_)],
            "description": f"{example}, or `{{missing: the reason}}`.",
        },
    }


def _full(cells: Any, *, open_: bool) -> Json:
    said = {
        "note": _TEXT | {"description": "What readers should know about this value."},
        "missing": _TEXT | {"description": "Why there is no value; readers see it."},
        "quality": {"enum": list(get_args(Quality)), "description": "How far the value can be trusted."},
    }
    held: Json = {
        "type": "object",
        "properties": dict.fromkeys((*SHORT, *cells), _NUMBER) | said,
        "minProperties": 1,
    }
    if not open_:
        held["additionalProperties"] = False
    return held
