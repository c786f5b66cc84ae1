"""One value in a YAML file changed or added; comments, order, quotes and blanks of the rest stay."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.textfile import Splice, TextFile
from generator.edit.value_cells import as_yaml, in_full, numbers, scalar
from generator.model import period
from generator.model.inputs import Measure


def changed(file: TextFile, standard: str, at: str, cells: Mapping[str, str], measure: Measure) -> Draft:
    """The file with the value of one period replaced.

    What is said beside the numbers stays unless it is given; `missing` goes where numbers come.
    Raises NotSaved where the value is written in a way that can't be changed without losing something.
    """
    node = _value(_value(_top(file), standard), at)
    if isinstance(node, yaml.ScalarNode):
        if numbers(cells) or "missing" in cells:
            return file.with_splices([_replaced(file, node, as_yaml(cells))])
        whole = in_full({"value": node.value}, measure) | dict(cells)
        return file.with_splices([_replaced(file, node, as_yaml(whole))])
    if not isinstance(node, yaml.MappingNode):
        raise _by_hand(file, node)
    return _mapping(file, node, in_full(cells, measure))


def added(file: TextFile, standard: str, at: str, cells: Mapping[str, str]) -> Draft:
    """The file with a value more: among the standard's others, in the order of time, or at its end."""
    top = _top(file) if file.text.strip() else None
    line = f"{at}: {as_yaml(cells)}"
    held = _entry(top, standard)
    if held is None:
        body = file.text.rstrip("\n")
        return file.become(f"{body}\n{standard}:\n  {line}\n".lstrip("\n"))
    key, block = held
    if isinstance(block, yaml.MappingNode) and block.flow_style:
        raise _by_hand(file, block)
    if not isinstance(block, yaml.MappingNode) or not block.value:  # a name with nothing below it yet
        end = _end_of_line(file, key.end_mark.index)
        return file.with_splices([Splice(end, end, f"\n  {line}")])
    indent = " " * block.start_mark.column
    before = [entry for entry in block.value if _no_later(entry[0].value, at)]
    if not before:
        start = block.start_mark.index
        return file.with_splices([Splice(start, start, f"{line}\n{indent}")])
    end = _end_of_line(file, _last_sign(file, before[-1][1]))
    return file.with_splices([Splice(end, end, f"\n{indent}{line}")])


def has(file: TextFile, standard: str, at: str) -> bool:
    """Whether something is written there for the period, readable or not."""
    block = _entry(_top(file), standard)
    return block is not None and _entry(block[1], at) is not None


def _mapping(file: TextFile, node: yaml.MappingNode, cells: Mapping[str, str]) -> Draft:
    """A value in braces or on lines of its own: cells that go, that change and that come."""
    if node.flow_style and "#" in file.text[node.start_mark.index : node.end_mark.index]:
        raise _by_hand(file, node)
    here = {key.value: (key, held) for key, held in node.value}
    comes_new = bool(numbers(cells)) or "missing" in cells
    gone = [name for name in [*numbers(here), "missing"] if comes_new and name in here and name not in cells]
    if node.flow_style:
        kept = {
            name: file.text[held.start_mark.index : held.end_mark.index] for name, (_, held) in here.items()
        }
        texts = kept | {name: scalar(text) for name, text in cells.items()}
        order = [*(name for name in here if name not in gone), *(name for name in cells if name not in here)]
        new = f"{{{', '.join(f'{name}: {texts[name]}' for name in _numbers_first(order))}}}"
        return file.with_splices([_replaced(file, node, new)])
    splices = [_without_line(file, *here[name]) for name in gone]
    splices += [_replaced(file, here[name][1], scalar(text)) for name, text in cells.items() if name in here]
    indent = " " * node.start_mark.column
    come = "".join(f"{name}: {scalar(text)}\n{indent}" for name, text in cells.items() if name not in here)
    return file.with_splices([*splices, Splice(node.start_mark.index, node.start_mark.index, come)])


def _numbers_first(names: list[str]) -> list[str]:
    held = numbers(names)
    return [*held, *(name for name in names if name not in held)]


def _without_line(file: TextFile, key: yaml.Node, held: yaml.Node) -> Splice:
    start = file.text.rfind("\n", 0, key.start_mark.index) + 1
    if file.text[start : key.start_mark.index].strip():  # the first one, behind something else
        raise _by_hand(file, key)
    return Splice(start, min(_end_of_line(file, _last_sign(file, held)) + 1, len(file.text)), "")


def _replaced(file: TextFile, node: yaml.Node, new: str) -> Splice:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        raise _by_hand(file, node)
    if start == end:  # nothing is written behind the colon
        return Splice(start, end, new if file.text[start - 1 : start] == " " else f" {new}")
    return Splice(start, end, new)


def _last_sign(file: TextFile, node: yaml.Node) -> int:
    """Offset just behind what is written of a node; the parser counts blank lines and comments to it."""
    if isinstance(node, yaml.MappingNode | yaml.SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_sign(file, last[1] if isinstance(last, tuple) else last)
    written = file.text[node.start_mark.index : node.end_mark.index].rstrip()
    return node.start_mark.index + len(written)


def _end_of_line(file: TextFile, offset: int) -> int:
    end = file.text.find("\n", offset)
    return len(file.text) if end < 0 else end


def _no_later(text: str, than: str) -> bool:
    one, other = period.understood(text), period.understood(than)
    return one is None or other is None or one.start <= other.start


def _top(file: TextFile) -> yaml.MappingNode:
    try:
        top = yaml.compose(file.text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise NotSaved(f"`{file.name}` can't be read. `benchbook check` says why; mend that first.") from None
    if top is None:
        return yaml.MappingNode("", [])
    if not isinstance(top, yaml.MappingNode):
        raise NotSaved(f"`{file.name}` holds no keys. `benchbook check` says more; mend that first.")
    return top


def _entry(node: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((key, held) for key, held in entries if key.value == name), None)


def _value(node: yaml.Node, name: str) -> yaml.Node:
    found = _entry(node, name)
    if found is None:
        raise NotSaved(f"`{name}` isn't where it was a moment ago. Run the command again.")
    return found[1]


def _by_hand(file: TextFile, node: yaml.Node) -> NotSaved:
    return NotSaved(
        f"What stands at {file.name}:{node.start_mark.line + 1} is written in a way that this command would "
        "have to rewrite. Nothing was written; change it in an editor."
    )
