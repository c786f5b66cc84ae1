"""What the browser's files carry of ours: colours in `charts.css`, shared layouts in `charts.js`.

The files are kept as they are served, so the parts stand between two comments and a test compares
them with what is said here. After a change, `refresh` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.charts import plotly_layouts, style

BEGIN, END = (
    "/* made by generator/charts/browser_assets.py: begin */\n",
    "/* made by generator/charts/browser_assets.py: end */\n",
)


def parts() -> dict[str, str]:
    """By file name, what stands between the two comments."""
    shared = {name: getattr(plotly_layouts, name) for name in ("LAYOUTS", "TRACES", "ANNOTATIONS", "SHAPES")}
    return {
        "charts.css": style.variables(),
        "charts.js": "".join(_constant(name, entries) for name, entries in shared.items()),
    }


def _constant(name: str, entries: Mapping[str, object]) -> str:
    lines = "".join(f"    {json.dumps(key)}: {json.dumps(entry)},\n" for key, entry in entries.items())
    return f"  const {name} = {{\n{lines}  }};\n"


def refresh(folder: Path) -> None:
    """Write the parts into the files in `folder`. Raises ValueError where a comment is missing."""
    for name, part in parts().items():
        file = folder / name
        before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not (begin and end):
            raise ValueError(f"{file} has lost the comments around its generated part")
        file.write_text(f"{before}{begin}{part}{end}{after}", encoding="utf-8")
