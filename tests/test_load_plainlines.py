"""What is read without the YAML parser is what the parser would have read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from generator.load import fast_value_lines, value_file, yaml_document
from generator.load.text_encoding import UnreadableText
from generator.load.value_file import Content

STANDARDS = ("email-reply", "waiting-room", "falls")
KPIS = sorted((Path(__file__).parents[1] / "data" / "kpis").glob("*.yml"))


def both(text: str) -> tuple[object, object]:
    """The table and problems by the quick way, and by the parser alone; a problem if it can't be read."""

    def read(content) -> object:
        try:
            return value_file.cells(content(), "a", STANDARDS)
        except UnreadableText as error:
            return error.problem

    quick = read(lambda: value_file.content(text, "a.yml", STANDARDS))
    return quick, read(lambda: Content(yaml_document.read(text, "a.yml")))


def same(text: str) -> None:
    quick, parsed = both(text)
    if isinstance(quick, tuple) and isinstance(parsed, tuple):
        assert_frame_equal(quick[0], parsed[0].sort("line", maintain_order=True), check_column_order=False)
        assert quick[1] == parsed[1]
    else:
        assert quick == parsed


NAMES = st.sampled_from([*STANDARDS, "'falls'", "clinic", "changes", "other", "comparable", "--- #", "..."])
VALUES = st.sampled_from(
    [
        "1/2", "12 min", "4.6", "-1", "null", "~", "", "{met: 1, of: 2}", "{ met: 1 , of: 2 }",
        "{met: 1,of: 2}", "{met: 1, met: 2}", "{met: null, of: 2}", "{note: It's new, met: 1}", "{a: b: c}",
        "{missing: Flood}",
        "{note: 'one, two'}", '"1/2"', "'1/2", '"', "[1, 2]", "[", "{met: 1", "# none", "1/2 # note", "a: b",
        "&a 1/2", "*a", "|", ">-", "x  y", "x'y", "{clinic: b}", "{value: 1/2}", "no", "012", "été", "1 :2",
        "1/2,", "{n: -1}", "{}",
    ]
)  # fmt: skip
PERIODS = st.sampled_from(
    ["2025-01", "2025-02", "2025", "2025-Q1", "2024/25", "'2025-03'", "x", "2025-04:", "# 2025"]
)
INDENTS = st.sampled_from(["  ", "  ", "  ", "    ", " ", "", "\t"])
ROWS = st.tuples(INDENTS, PERIODS, VALUES).map(lambda row: f"{row[0]}{row[1]}: {row[2]}")
BLOCKS = st.tuples(
    NAMES, st.sampled_from(["", "", "", " a", ' "', " |", " [", " # why"]), st.lists(ROWS, max_size=4)
)
TEXTS = st.lists(BLOCKS, max_size=5).map(
    lambda blocks: "\n".join("\n".join([f"{name}:{after}", *rows]) for name, after, rows in blocks)
)


@given(TEXTS)
@example('changes: "\nemail-reply:\n  2025-01: 1/2\n"\n')
@example("changes: [\nemail-reply:\n  2025-01: 1/2\n]\n")
@example("email-reply:\n  2025-01: 1/2\n'email-reply':\n  2025-02: 1/2\n")
@example("email-reply:\n  2025-01: 1/2\n---\nfalls:\n  2025-01: 1/2\n")
@example("email-reply:\n  2025-01: 1/2\n    2025-02: 1/2\n")
@example("email-reply:\n  2025-01: 1/2\n  # 2025-02: 1/2")
@example("email-reply:\nemail-reply:\n  2025-01: 1/2\n  2025-01: 1/2")
@example("")
def test_the_quick_way_reads_what_the_parser_reads(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", KPIS, ids=lambda path: path.stem)
def test_the_quick_way_reads_this_repositorys_values_alike(path: Path) -> None:
    same(path.read_text(encoding="utf-8"))


def test_plain_values_are_taken_and_the_others_left_where_they_stand() -> None:
    text = "clinic: a\nemail-reply:\n  2025-01: 1/2\n  # why\nfalls:\n  2025-01: {note: 'x'}\n"
    rest, blocks = fast_value_lines.taken(text, STANDARDS)
    assert [block.standard for block in blocks] == ["email-reply"]
    assert rest == "clinic: a\n\n\n  # why\nfalls:\n  2025-01: {note: 'x'}\n"
