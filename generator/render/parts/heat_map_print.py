"""The heat map on paper: what fits across a page as it is, what doesn't turned and in blocks, or a way on.

A page holds about a dozen columns that can be read. Few standards fit beside the clinics as they do on
a screen; of many, each becomes a row, and the clinics stand above them, some to a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.render.context import RenderContext

ACROSS = 13
"""Columns beside the names that can be read on a page that lies on its side."""

MOST_CELLS = 1500
"""With more than these the page says where the numbers are, else it would weigh twice as much."""


@dataclass(frozen=True)
class Paper:
    """What is printed beside the table of the screen, or in its place."""

    markup: Markup
    instead: bool
    """Whether the table of the screen isn't printed."""


def printed(
    edition: RenderContext, columns: Mapping[str, Mapping[str, str]], clinics: Sequence[str], nothing: str
) -> Paper:
    """`clinics` are those with a row; `columns` are the cells of each standard by clinic, `nothing` that of
    a clinic without one."""
    if len(columns) <= ACROSS:
        return Paper(Markup(""), instead=False)
    if len(columns) * len(clinics) > MOST_CELLS:
        said = edition.words(
            "These are more clinics and standards than paper can show together. Print the page of a "
            "clinic or of a standard; every number is in the downloads."
        )
        return Paper(Markup('<p class="bb-paper">{}</p>').format(said), instead=True)
    told = "".join(_block(edition, columns, some, nothing) for some in _blocks(clinics))
    return Paper(Markup(told), instead=True)  # noqa: S704 - escaped where it is made


def _blocks(clinics: Sequence[str]) -> Iterator[Sequence[str]]:
    """As few as there can be, of about the same size."""
    many = -(-len(clinics) // ACROSS)
    for nth in range(many):
        yield clinics[nth * len(clinics) // many : (nth + 1) * len(clinics) // many]


def _block(
    edition: RenderContext,
    columns: Mapping[str, Mapping[str, str]],
    clinics: Sequence[str],
    nothing: str,
) -> str:
    """Standards by some clinics, theme by theme."""
    words = edition.words
    heads = "".join(_head(edition, clinic) for clinic in clinics)
    bodies = []
    for theme, names in edition.site.by_theme.items():
        rows = [_row(edition, name, columns[name], clinics, nothing) for name in names if name in columns]
        if rows:
            title = words.marked(edition.theme(theme))
            top = f'<th scope="rowgroup" colspan="{len(clinics) + 1}">{title}</th>'
            group = f'<tr class="bb-theme">{top}</tr>{"".join(rows)}'
            bodies.append(f'<tbody data-theme="{escape(theme)}">{group}</tbody>')
    first = escape(words("Standard"))
    caption = escape(words("Newest verdicts and values, standard by clinic"))
    return (
        f'<table class="bb-table bb-paper"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead>{"".join(bodies)}</table>'
    )


def _head(edition: RenderContext, clinic: str) -> str:
    of = edition.country(edition.written.clinics[clinic].country)
    title = edition.words.marked(edition.clinic(clinic))
    return f'<th scope="col" data-id="{escape(clinic)}">{title} <small>{escape(of)}</small></th>'


def _row(
    edition: RenderContext, name: str, column: Mapping[str, str], clinics: Sequence[str], nothing: str
) -> str:
    title = edition.words.marked(edition.written.standards[name].title)
    cells = "".join(column.get(clinic, nothing) for clinic in clinics)
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'
