"""Two versions of a handbook compared as a reader would: what is told, and what isn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from repository import HANDBOOK

from generator.model.version_changes import Review
from generator.versions import compare_versions
from generator.versions.compare_versions import Version
from generator.versions.report import text

SHEET = Path(__file__).parent / "reviews" / "changes.yml"
CASES = yaml.safe_load(SHEET.read_text(encoding="utf-8"))
DAY = date(2026, 8, 1)


def folder(place: Path, files: dict[str, str]) -> Path:
    for name, said in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    return place


def edited(edits: dict[str, object]) -> dict[str, str]:
    files = dict(HANDBOOK)
    for name, edit in edits.items():
        if isinstance(edit, list):
            old, new = edit
            assert old in files[name]
            files[name] = files[name].replace(old, new)
        elif edit is None:
            del files[name]
        else:
            files[name] = edit
    return files


def between(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> Review:
    old, new = folder(tmp_path / "old", before), folder(tmp_path / "new", after)
    return compare_versions.between(Version("old", old), Version("new", new), DAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_a_reader_is_told(case: dict, tmp_path: Path) -> None:
    found = between(tmp_path, HANDBOOK, edited(case.get("do", {})))
    review = replace(found, problems=(), mended=())  # what the checks find is theirs to say
    lines = [line.strip() for line in list(text.report(review))[1:] if line.strip()]
    if "ignore" in case:
        lines = [line for line in lines if case["ignore"] not in line]
    if "contains" in case:
        assert [line for line in case["contains"] if line not in lines] == [], "\n".join(lines)
    else:
        assert lines == case["told"]


def test_a_problem_is_new_or_mended_whatever_line_it_stands_on(tmp_path: Path) -> None:
    wrong = edited({"data/standards/reply.yml": ["theme: waiting", "theme: waiting\ncolour: red"]})
    moved = wrong | {"data/standards/reply.yml": "# A line more.\n" + wrong["data/standards/reply.yml"]}
    (found,) = between(tmp_path / "one", HANDBOOK, wrong).problems
    assert (found.code, str(found.place)) == ("HB003", "data/standards/reply.yml:3:1")
    (mended,) = between(tmp_path / "two", wrong, HANDBOOK).mended
    assert mended == found
    same = between(tmp_path / "three", wrong, moved)
    assert (same.problems, same.mended) == ((), ())


def test_of_a_text_in_several_languages_those_that_changed_are_told(tmp_path: Path) -> None:
    standard, targets = "data/standards/reply.yml", "targets: [90%]"
    why = [f"{targets}\nwhy: {{en: It matters, es: {spanish}}}" for spanish in ("Importa", "Importa mucho")]
    versions_of_it = [edited({standard: [targets, said]}) for said in why]

    found = replace(between(tmp_path, *versions_of_it), problems=(), mended=())

    assert "  Mail answered, why: Importa → Importa mucho" in list(text.report(found))
