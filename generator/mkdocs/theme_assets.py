"""What we add to the host's theme: templates, style sheets, scripts, and the chart library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from generator.mkdocs.generated_files import asset_file

RENDER = Path(__file__).parents[1] / "render"
FOLDER = "assets/benchbook"
"""Where our style sheets and scripts are on the site."""


def put_on(config: MkDocsConfig) -> None:
    """Adds our templates, style sheets and scripts to the theme; the site's own still come first.

    Raises PluginError where the theme isn't Material, whose templates ours rest on.
    """
    theme = config.theme
    if theme.name != "material":
        raise PluginError(f"mkdocs.yml: the theme is `{theme.name}`; write `theme: {{name: material}}`.")
    templates = str(RENDER / "theme")
    if templates not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, templates)
    for name, source in assets():
        # A name that changes with the content: no browser shows a new page in an old style.
        address = f"{FOLDER}/{name}?{_stamp(source)}"
        if name.endswith(".css") and address not in config.extra_css:
            config.extra_css.insert(0, address)
        elif name.endswith(".js") and "/" not in name and address not in map(str, config.extra_javascript):
            config.extra_javascript.append(address)


def assets() -> Iterator[tuple[str, Path]]:
    """Our own files with their names below `FOLDER`. A script in a folder isn't put into pages."""
    folder = RENDER / "assets"
    for source in sorted(folder.rglob("*")):
        if source.is_file():
            yield source.relative_to(folder).as_posix(), source


def files(config: MkDocsConfig) -> Iterator[File]:
    """Every file of ours beside pages and downloads, Plotly's script with them."""
    for name, source in assets():
        yield asset_file(f"{FOLDER}/{name}", source, config)
    yield asset_file(f"{FOLDER}/plotly.min.js", plotly_script(), config)


def plotly_script() -> Path:
    """Plotly's own script, as the package ships it. Found without importing the package, which is slow."""
    found = find_spec("plotly")
    if found is None or not found.submodule_search_locations:
        raise PluginError("The package plotly isn't installed; its script is part of the site.")
    return Path(found.submodule_search_locations[0]) / "package_data" / "plotly.min.js"


def _stamp(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()[:10]
