"""An mkdocs.yml without our plugin. It is edited as a tree, so that the tags in it stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import yaml

NAV, PLUGINS, THEME = "nav", "plugins", "theme"
_PLAIN = "tag:yaml.org,2002:str"
TEXTS = ("site_name", "site_description", "site_author", "repo_name")
"""What a theme takes for HTML and is text in a handbook."""


def config(text: str, nav: list[dict[str, Any]], written: Sequence[str], assets: Iterable[str]) -> str:
    """The configuration `text` for a folder that holds our pages as files.

    `nav` is our part of the navigation. The hand-written pages follow as `text` has them; where it
    doesn't say, all of `written` that are Markdown. `assets` are linked from every page.
    """
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    entries = {key.value: value for key, value in top.value}
    own = entries.pop(NAV, None)
    pages = own.value if own is not None else _node([path for path in written if path.endswith(".md")]).value
    entries[NAV] = _node(nav)
    entries[NAV].value += pages
    for name in TEXTS:
        if name in entries and entries[name].tag == _PLAIN:
            entries[name].value = escape(entries[name].value)
    for gone in ("docs_dir", "site_dir", "watch", "not_in_nav"):
        entries.pop(gone, None)
    # Pages of one clinic or standard are reached from their index; that isn't worth a warning each.
    entries["not_in_nav"] = _node("*")
    entries["use_directory_urls"] = _node(False)
    if PLUGINS in entries:
        entries[PLUGINS].value = [plugin for plugin in entries[PLUGINS].value if _name(plugin) != "benchbook"]
    for key, ending in (("extra_css", ".css"), ("extra_javascript", ".js")):
        ours = _node([path for path in assets if path.endswith(ending)])
        ours.value += entries[key].value if key in entries else []
        entries[key] = ours
    top.value = [(_node(key), value) for key, value in entries.items()]
    _in_blocks(top)
    return yaml.serialize(top, allow_unicode=True, width=1000)


def _name(plugin: yaml.Node) -> str:
    """A plugin is written as its name, or as a mapping from its name to its options."""
    return plugin.value[0][0].value if isinstance(plugin, yaml.MappingNode) else plugin.value


def _node(value: Any) -> yaml.Node:
    return yaml.compose(yaml.safe_dump(value, allow_unicode=True, width=1000), Loader=yaml.SafeLoader)


def _in_blocks(node: yaml.Node) -> None:
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = False
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                _in_blocks(part)
