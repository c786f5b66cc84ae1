"""What of a text in Markdown is shown as it stands, so that no sign in it means anything."""

from __future__ import annotations

import re

_AS_IT_STANDS = re.compile(
    r"^[ >]{0,8}(`{3,}|~{3,}).*?(?:^[ >]{0,8}\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)|\\[\\`\[\]()!<>]|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


def without_code(text: str) -> str:
    """`text` with blanks for blocks and spans of code, escaped signs and comments; lines and columns stay."""
    return _AS_IT_STANDS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
