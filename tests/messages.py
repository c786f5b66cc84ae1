"""Every message that the code and the templates say."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

GENERATOR = Path(__file__).parents[1] / "generator"
SINGLE = frozenset({"words", "html", "span", "N_"})
PLURAL = frozenset({"plural"})
Message = str | tuple[str, str]


def spoken() -> set[Message]:
    return {message for _, message in (*_in_code(), *_in_templates())}


def _in_code() -> Iterator[tuple[Path, Message]]:
    # Babel's own reader of Python sees into f-strings only from 3.12 on.
    for file in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (message := _message(node)):
                yield file, message


def _message(call: ast.Call) -> Message | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in SINGLE and texts:
        return texts[0]
    return (texts[0], texts[1]) if name in PLURAL and len(texts) > 1 else None


def _in_templates() -> Iterator[tuple[Path, Message]]:
    keywords = {**dict.fromkeys(SINGLE), **dict.fromkeys(PLURAL, (1, 2))}
    for file in sorted((GENERATOR / "render").rglob("*.html")):
        for _, message, _, _ in extract("jinja2", io.BytesIO(file.read_bytes()), keywords=keywords):
            yield file, message
