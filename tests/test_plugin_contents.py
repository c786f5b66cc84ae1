"""The table of contents beside a page follows its headings."""

from __future__ import annotations

import pytest

from generator.mkdocs.generated_files import contents
from generator.model.page import Heading


def tree(links) -> list:
    return [[link.id, tree(link.children)] if link.children else link.id for link in links]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], []),
        ([1, 2, 2], [["a", ["b", "c"]]]),
        ([2, 3, 3, 2], [["a", ["b", "c"]], "d"]),
        ([1, 3, 2], [["a", ["b", "c"]]]),
        ([3, 2, 1], ["a", "b", "c"]),
    ],
)
def test_a_heading_lies_below_the_last_one_above_its_level(levels, expected):
    headings = [Heading(level, anchor, anchor.upper()) for level, anchor in zip(levels, "abcd", strict=False)]
    assert tree(contents(headings)) == expected


def test_a_heading_is_shown_as_it_is_written():
    [link] = contents([Heading(2, "x", "<script> & co")])
    assert link.title == "&lt;script&gt; &amp; co"
