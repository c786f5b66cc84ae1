"""A field of a form for everything that a model's key may hold, and how what a file says fills it.

A form can't hold `90%` in one line and `{value: 90%, in: mx}` in the next, nor a name that is a text in
one file and a text for each language in another. So each field has a shape beside it, which says how
the value in the file becomes the value in the form and back (`publish/admin/shapes.js` does it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from babel import Locale, UnknownLocaleError
from pydantic import StrictBool, StrictInt

from generator.model import field_descriptions, inputs
from generator.model.field_descriptions import Slot
from generator.schema.ids import REFERS, Ids

Json = dict[str, Any]

RELATIONS: Mapping[str, tuple[str, str]] = {
    "standard": ("standards", "title"),
    "clinic": ("clinics", "name"),
    "country": ("countries", "name"),
    "role": ("roles", "title"),
}
"""What is a file of its own: its collection, and the key that says how it is called."""

NAMES = frozenset({"title", "name", "organisation", "city", "owner"})
"""Texts of one line."""

PAIRS: Mapping[str, tuple[str, str]] = {"location": ("latitude", "longitude"), "scale": ("lowest", "highest")}
"""Lists of two numbers, and what each of the two is."""

SHORT: Mapping[str, str] = {"Target": "value", "Reference": "title"}
"""Models in whose place a file may say a single value, and the key that it stands for."""

ID = ["^[a-z0-9]+(-[a-z0-9]+)*$", "Lower-case letters, digits and hyphens"]


@dataclass(frozen=True)
class Made:
    """A field, and the shape of what it is for."""

    field: Json
    shape: Json


@dataclass(frozen=True)
class Fields:
    """Makes fields for a handbook with these names and languages."""

    ids: Ids
    languages: tuple[str, ...]

    def of(self, model: type[inputs.Editable]) -> list[Made]:
        """A field for each key of a model."""
        return [self._keyed(model.__name__, slot) for slot in field_descriptions.slots(model).values()]

    def _keyed(self, model: str, slot: Slot) -> Made:
        refers = REFERS.get((model, slot.name), "")
        made = self._any(slot.name, field_descriptions.branches(slot.annotation), refers)
        said: Json = {"label": _label(slot.name), "hint": slot.info.description, **made.field}
        default = slot.info.get_default()
        if not slot.info.is_required():
            said |= {"required": False}
            if isinstance(default, str | int) and default != "":
                said["hint"] += f" Left out, it is `{str(default).lower()}`."
        return Made(said, {**made.shape, "default": default} if isinstance(default, bool) else made.shape)

    def _any(self, name: str, options: tuple[Any, ...], refers: str) -> Made:
        """The field for what may stand there."""
        models = [option for option in options if field_descriptions.models(option)]
        if models:
            return self._model(name, models[0], options)
        if set(field_descriptions.branches(inputs.Text)) == set(options):
            return self._text(name)
        if dict in map(get_origin, options):
            return self._named(name, options)
        if tuple in map(get_origin, options):
            return self._list(name, get_args(options[0])[0], refers)
        if len(options) > 1:
            return Made({"name": name, "widget": "string"}, {"is": "one", "type": "quantity"})
        return self._one(name, options[0], refers)

    # ------------------------------------------------------------ one value

    def _one(self, name: str, option: Any, refers: str) -> Made:
        if get_origin(option) is Literal:
            return _choice(name, get_args(option))
        if option == StrictBool:
            return Made({"name": name, "widget": "boolean"}, {"is": "one", "type": "boolean"})
        if option == StrictInt or option is float:
            kind = "int/string" if option == StrictInt else "float/string"
            return Made(
                {"name": name, "widget": "number", "value_type": kind},
                {"is": "one", "type": "number"},
            )
        shape = {"is": "one", "type": "string"}
        if refers in RELATIONS:
            collection, title = RELATIONS[refers]
            shown = f"{title}.{self.languages[0]}" if len(self.languages) > 1 else title
            relation = {
                "widget": "relation",
                "collection": collection,
                "value_field": "{{slug}}",
                "display_fields": [shown],
                "search_fields": [shown, "{{slug}}"],
            }
            return Made({"name": name, **relation}, shape)
        if known := self.ids.names.get(refers):
            return _choice(name, known)
        limits = {"pattern": ID} if option == inputs.Id else {}
        return Made({"name": name, "widget": "string", **limits}, shape)

    def _text(self, name: str) -> Made:
        """A text, or one for each language."""
        shape = {"is": "text", "languages": list(self.languages)}
        widget = "string" if name in NAMES else "text"
        if len(self.languages) == 1:
            return Made({"name": name, "widget": widget}, shape)
        each = [
            {"name": code, "label": _language(code), "widget": widget, "required": False}
            for code in self.languages
        ]
        return Made({"name": name, "widget": "object", "fields": each}, shape)

    # ------------------------------------------------------------ values that hold others

    def _model(self, name: str, model: Any, options: tuple[Any, ...]) -> Made:
        inner = self.of(model)
        whole = {"is": "object", "fields": {each.field["name"]: each.shape for each in inner}}
        field = {"name": name, "widget": "object", "fields": [each.field for each in inner]}
        if len(options) > 1:
            return Made(field, {"is": "either", "short": SHORT[model.__name__], "of": whole})
        return Made(field, whole)

    def _list(self, name: str, item: Any, refers: str) -> Made:
        if item is float:
            return _pair(name)
        inner = self._any(name, field_descriptions.branches(item), refers)
        shape = {"is": "list", "of": inner.shape}
        if inner.field["widget"] in ("relation", "select"):
            return Made({**inner.field, "multiple": True}, shape)
        if inner.field["widget"] == "object":
            return Made({"name": name, **_rows(inner.field["fields"])}, shape)
        if inner.field["widget"] == "text":
            return Made({"name": name, "widget": "list", "field": inner.field}, shape)
        return Made({"name": name, "widget": "list"}, shape)

    def _named(self, name: str, options: tuple[Any, ...]) -> Made:
        """Keys of one's own: a list of rows in the form, of which each has its key in front."""
        mapping = next(option for option in options if get_origin(option) is dict)
        key, held = get_args(mapping)
        limits = {"pattern": ID} if key == inputs.Id else {}
        first = {"name": "key", "label": "Name", "widget": "string", **limits}
        inner = self._any("value", field_descriptions.branches(held), "")
        shape = {"is": "named", "of": inner.shape, "bare": len(options) > 1}
        if field_descriptions.models(held):
            return Made({"name": name, **_rows([first, *inner.field["fields"]])}, shape)
        return Made({"name": name, **_rows([first, {"label": "Value", **inner.field}])}, shape)


def _rows(inner: list[Json]) -> Json:
    shown = [each["name"] for each in inner if each["widget"] != "object"][:3]
    summary = " ".join(f"{{{{fields.{name}}}}}" for name in shown)
    short = all(each["widget"] not in ("object", "list") for each in inner)
    return {"widget": "list", "fields": inner, "summary": summary, "collapsed": not short}


def _pair(name: str) -> Made:
    names = PAIRS[name]
    each = [
        {"name": one, "label": _label(one), "widget": "number", "value_type": "float/string"} for one in names
    ]
    return Made({"name": name, "widget": "object", "fields": each}, {"is": "pair", "names": list(names)})


def _choice(name: str, words: tuple[str, ...]) -> Made:
    return Made({"name": name, "widget": "select", "options": list(words)}, {"is": "one", "type": "string"})


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _language(code: str) -> str:
    """A language's name in itself."""
    try:
        name = Locale.parse(code).get_display_name(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else code
