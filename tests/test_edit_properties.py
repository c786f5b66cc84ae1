"""Whatever a file of values looks like, setting one changes that one and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.edit import yamlfile
from generator.edit.safe_writing import NotSaved
from generator.edit.textfile import TextFile
from generator.edit.value_cells import told
from generator.load import yaml_document
from generator.model.inputs import Measure

PROPORTION = Measure(kind="proportion")
PERIODS = [f"2025-{month:02}" for month in range(1, 7)]

short = st.tuples(st.integers(0, 9), st.integers(10, 99)).map(lambda pair: f"{pair[0]}/{pair[1]}")
texts = st.sampled_from(
    ["Flood", "New desk: two people", 'Said "no"', "a # b", "é, ü", "{x}", "- y", "'", "no"]
)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@st.composite
def values(draw) -> str:
    """A value as people write it: short, quoted, in braces, on lines of its own, or a reason."""
    value, text = draw(short), draw(texts)
    met, of = value.split("/")
    return draw(
        st.sampled_from(
            [
                value,
                f'"{value}"',
                f"{{met: {met}, of: {of}}}",
                f"{{note: {quoted(text)}, of: {of},  met: {met} }}",
                f"\n    met: {met}\n    # counted by hand\n    of: {of}\n    note: {quoted(text)}",
                f"{{missing: {quoted(text)}}}",
            ]
        )
    )


@st.composite
def files(draw) -> str:
    """A file of values of two standards, with comments and blank lines where people put them."""
    lines = draw(st.sampled_from(["", "# first line\n", "clinic: mx-los-cabos\n\n"]))
    for standard in ("email-reply", "phone-answered"):
        periods = sorted(draw(st.sets(st.sampled_from(PERIODS), min_size=1)))
        lines += f"{standard}:{draw(st.sampled_from(['', '  # monthly']))}\n"
        for period in periods:
            lines += draw(st.sampled_from(["", "\n", "  # a remark\n"]))
            behind = draw(st.sampled_from(["", " ", "  # recounted"]))
            value = draw(values())
            lines += f"  {period}: {value}{behind if not value.startswith(chr(10)) else ''}\n"
        lines += draw(st.sampled_from(["", "\n", "# between\n"]))
    return draw(st.sampled_from([lines, lines.rstrip("\n"), lines.replace("\n", "\r\n"), f"\ufeff{lines}"]))


def meant(text: str) -> dict:
    return yaml_document.value(yaml_document.read(text.removeprefix("\ufeff"), "a.yml").top)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    files(),
    st.sampled_from(["email-reply", "phone-answered", "waiting-room"]),
    st.sampled_from(PERIODS),
    short,
)
def test_only_that_value_changes(content: str, standard: str, period: str, value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.yml")
        path.write_bytes(content.encode())
        file = TextFile.read(Path(folder), "a.yml")
        cells = told([value], PROPORTION)
        try:
            if yamlfile.has(file, standard, period):
                draft = yamlfile.changed(file, standard, period, cells, PROPORTION)
            else:
                draft = yamlfile.added(file, standard, period, cells)
        except NotSaved:
            return  # said instead of done: nothing is written
    before, after = meant(content), meant(draft.after.decode())
    now = after.get(standard, {}).pop(period)
    old = before.get(standard, {}).pop(period, None)
    met, of = (int(part) for part in value.split("/"))
    if isinstance(now, dict):
        assert (now.pop("met"), now.pop("of")) == (met, of)
        assert now == {name: said for name, said in (old or {}).items() if name == "note"}
    else:
        assert now == value
    if not before.get(standard):
        before.pop(standard, None), after.pop(standard, None)
    assert after == before
    remarks = [line for line in content.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in draft.after.decode().splitlines() if line.lstrip().startswith("#")] == remarks
    assert ("\r\n" in content) == (b"\r\n" in draft.after)
