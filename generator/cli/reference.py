"""`benchbook reference`: the pages of the manual that are made from the code."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from generator.check import RULES
from generator.cli import COMMANDS, main
from generator.report import manual
from generator.verify import report as told
from generator.verify.outcome import Outcome
from generator.verify.replay import replay
from generator.verify.sets import SETS

PACKAGE = Path(__file__).parents[1]
TREE = ("<!-- tree: made by `make reference`; don't edit between these marks -->\n", "<!-- /tree -->")


@click.command(short_help="Write the reference pages that are made from the code.")
@click.argument("docs", type=click.Path(file_okay=False, path_type=Path), default=Path("docs"))
def command(docs: Path) -> None:
    """Write the reference pages into the folder DOCS.

    They are the format of the files, the checks and the commands; the agreement with reference
    implementations, where `tests/vectors` lies beside DOCS (its table, too, for the handbook's page
    on method); and, where DOCS holds
    `contribute/house.md`, the tree of the code between its two marks.

    \b
    Example:
      benchbook reference docs
    """
    for path, text in pages(docs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            click.echo(f"wrote {path}")


def pages(docs: Path) -> dict[Path, str]:
    """Every page that is made from the code, by its file."""
    made = {
        docs / "reference" / "format.md": manual.format_page(),
        docs / "reference" / "checks.md": manual.checks_page(RULES),
        docs / "reference" / "commands.md": commands_page(),
    }
    vectors = docs.parent / "tests" / "vectors"
    if vectors.is_dir():
        outcome = replay(vectors)
        made[docs / "reference" / "agreement.md"] = told.page(outcome)
        if (parts := docs.parent / "generator" / "render" / "parts").is_dir():
            made[parts / "reference_agreement.json"] = agreement_data(outcome)
    house = docs / "contribute" / "house.md"
    if house.exists():
        made[house] = with_tree(house.read_text(encoding="utf-8"))
    return made


def agreement_data(outcome: Outcome) -> str:
    """The table of agreement for the page on method, which can't replay the vectors itself."""
    rows = [
        {**asdict(it), "reference": SETS[it.set].reference, "used": SETS[it.set].used}
        for it in outcome.tallies
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def commands_page() -> str:
    """The help of every command, as the terminal shows it."""
    head = (
        "---\ntitle: Commands\n"
        "description: Every command of benchbook with its options and an example.\n---\n\n"
        "# Commands\n\n`python -m generator` is the same as `benchbook`, should the command not be found.\n"
    )
    return head + "".join(f"\n## benchbook {name}\n\n```text\n{_help(name)}\n```\n" for name in COMMANDS)


def _help(name: str) -> str:
    parent = click.Context(main, info_name="benchbook", **main.context_settings)
    _, found, _ = main.resolve_command(parent, [name])
    return found.get_help(click.Context(found, info_name=name, parent=parent, terminal_width=88))


def with_tree(page: str) -> str:
    """The page with the tree of the code between its two marks."""
    start, end = TREE
    before, rest = page.split(start)
    drawn = "\n".join(tree())
    return f"{before}{start}\n```text\n{drawn}\n```\n\n{end}{rest.split(end)[1]}"


def tree() -> Iterator[str]:
    """A line a room and a line a module, each with the first sentence of what it says of itself."""
    yield "generator/"
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if "starter" not in path.parts]
    for path in sorted(modules, key=lambda path: (path.parent, path.name != "__init__.py", path.name)):
        steps = path.relative_to(PACKAGE).parts
        name = f"{steps[-2]}/" if steps[-1] == "__init__.py" and len(steps) > 1 else steps[-1]
        depth = len(steps) - (steps[-1] == "__init__.py")
        if said := _first_sentence(path):
            yield f"{'    ' * depth}{name:<{30 - 4 * depth}}{said}"


def _first_sentence(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())
