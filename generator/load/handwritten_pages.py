"""The folder of hand-written pages: which files lie in it, and what stands in those in Markdown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.load import mojibake, text_encoding
from generator.model import garbled_text, markdown_literals, reading_problems, symbolic_links
from generator.model.handwritten_pages import MARKDOWN, HandWritten
from generator.problem import Place, Problem

LARGEST_PAGE = 5_000_000
"""Bytes. Nobody reads a longer page."""

_BEGUN = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_ENDED = re.compile(r"^>{7}(?: .*)?$", re.MULTILINE)


def read(root: Path, docs_dir: str, data_dir: str = "data") -> tuple[HandWritten | None, list[Problem]]:
    """The pages of the handbook at `root`, and what is wrong with their text whatever it says.

    None where there is no such folder. Hidden files don't count.
    """
    top = root / docs_dir
    if not top.is_dir():
        return None, []
    folder = Path(os.path.relpath(top, root)).as_posix()
    allowed = symbolic_links.Allowed.of(root, top, root / data_dir)
    refused = frozenset(symbolic_links.refused(top, allowed))
    named_so = frozenset() if "." in refused else frozenset(_files(top)) - refused
    found = frozenset(file for file in named_so if (top / file).is_file())
    texts: dict[str, str] = {}
    problems: list[Problem] = [_leads_out(folder, path) for path in sorted(refused)]
    problems += (_no_file(top / file, f"{folder}/{file}") for file in sorted(named_so - found))
    endless = () if "." in refused else tuple(sorted(_endless(top)))
    problems += (
        reading_problems.UNREADABLE.problem(
            Place(f"{folder}/{link}"),
            f"`{folder}/{link}` is a link to a folder that it lies in itself, so its pages would never end.",
            "Delete the link. Nothing is built while it is there.",
        )
        for link in endless
    )
    for file in sorted(found):
        if PurePosixPath(file).suffix.lower() in MARKDOWN:
            named = f"{folder}/{file}"
            try:
                text = text_encoding.decode(text_encoding.contents(top / file, named, LARGEST_PAGE), named)
            except text_encoding.UnreadableText as error:
                problems.append(error.problem)
                continue
            texts[file] = text.replace("\r\n", "\n")
            problems += _problems(texts[file], named)
    return HandWritten(folder, found, texts, allowed, endless), problems


def _leads_out(folder: str, path: str) -> Problem:
    file = folder if path == "." else f"{folder}/{path}"
    return reading_problems.UNREADABLE.problem(
        Place(file),
        f"`{file}` is a link that leads out of the handbook's folder, or into its data, so nothing of it is "
        "published.",
        "Put the file itself there.",
        stops=(("page", file),),
    )


def _files(top: Path) -> Iterator[str]:
    for where, folders, names in os.walk(top, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(where).relative_to(top)
        yield from ((below / name).as_posix() for name in names if not name.startswith("."))


def _no_file(path: Path, file: str) -> Problem:
    """Of a pipe, a device, a socket, or a link to nothing or to itself."""
    what = "is a link that leads to no file" if path.is_symlink() else "is no file"
    return reading_problems.UNREADABLE.problem(
        Place(file), f"`{file}` {what}, and isn't in the site.", "Delete it, or put a file there."
    )


def _endless(top: Path) -> Iterator[str]:
    """Links to folders around them. The host follows links to folders, and would follow these for ever."""
    waiting = [(top, frozenset((os.path.realpath(top),)))]
    while waiting:
        folder, around = waiting.pop()
        try:
            inside = [it for it in folder.iterdir() if not it.name.startswith(".") and it.is_dir()]
        except OSError:
            continue
        for path in inside:
            real = os.path.realpath(path)
            if real in around:
                yield path.relative_to(top).as_posix()
            else:
                waiting.append((path, around | {real}))


def _problems(text: str, file: str) -> Iterator[Problem]:
    shown = markdown_literals.without_code(text)
    yield from mojibake.problems(shown, file)
    for mark in _BEGUN.finditer(shown) if _BEGUN.search(shown) else _ENDED.finditer(shown):
        yield garbled_text.MERGE_MARK.problem(
            Place(file, shown.count("\n", 0, mark.start()) + 1, 1),
            f"`{mark[0]}` is a mark of a merge that nobody finished, so two versions stand on this page.",
            "Keep the lines that are right, and delete the others with `<<<<<<<`, `=======` and `>>>>>>>`.",
        )
