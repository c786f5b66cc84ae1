"""A handbook says what it is built with, and that can be installed from the folder alone."""

from __future__ import annotations

import hashlib
import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.edit import wheel
from generator.edit.pinned_requirements import LOCK, pinned
from generator.edit.safe_writing import NotSaved

ROOT = Path(__file__).parents[1]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def folder(tmp_path) -> Path:
    assert run("new", "handbook", str(tmp_path / "book")).exit_code == 0
    return tmp_path / "book"


def entries(lock: str) -> dict[str, list[str]]:
    """Hashes by what they are of."""
    found = re.findall(r"(?m)^([a-z0-9][^\n]*?) \\\n((?: +--hash=\S+(?: \\)?\n?)+)", lock)
    return {name: re.findall(r"sha256:\w{64}", hashes) for name, hashes in found}


def test_each_requirement_is_one_version_with_its_hashes(folder):
    lines = [
        line
        for line in (folder / "requirements.txt").read_text().splitlines()
        if line and not line.startswith(("#", "    --hash=sha256:"))
    ]
    assert lines[0] == "./vendor/benchbook-0.1.0-py3-none-any.whl \\"
    assert all(re.match(r"[a-z0-9-]+==[\w.]+ (; .+ )?\\$", line) for line in lines[1:])


def test_the_hash_is_that_of_the_file_beside_it(folder):
    (file,) = (folder / "vendor").iterdir()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (
        f"./vendor/{file.name} \\\n    --hash=sha256:{digest}\n" in (folder / "requirements.txt").read_text()
    )


def test_the_wheel_holds_the_package_and_says_so_as_wheels_do(tmp_path):
    name, held = wheel.packed()
    assert name == "benchbook-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(BytesIO(held)) as archive:
        archive.extractall(tmp_path)
    about = tmp_path / "benchbook-0.1.0.dist-info"
    assert "Name: benchbook" in (about / "METADATA").read_text()
    assert "benchbook = generator.cli:main" in (about / "entry_points.txt").read_text()
    recorded = {line.split(",")[0] for line in (about / "RECORD").read_text().splitlines()}
    there = {it.relative_to(tmp_path).as_posix() for it in tmp_path.rglob("*") if it.is_file()}
    assert recorded == there
    ours = {it.relative_to(ROOT).as_posix() for it in (ROOT / "generator").rglob("*") if it.is_file()}
    assert {it for it in ours if "__pycache__" not in it} == {it for it in there if ".dist-info" not in it}


def test_the_same_package_makes_the_same_bytes():
    before = wheel.packed()
    wheel.packed.cache_clear()
    assert wheel.packed() == before


def test_what_is_pinned_is_what_our_own_lock_pins():
    ours, whole = entries(LOCK.read_text()), entries((ROOT / "requirements.lock").read_text())
    assert {name: whole.get(name) for name in ours} == ours
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {name.split("==")[0] for name in ours}
    assert {re.match(r"[a-z0-9-]+", each)[0] for each in needed} <= names


def test_pinning_again_changes_nothing(folder):
    assert "already" in run("pin", str(folder)).output


def test_pinning_puts_the_version_that_runs_in_place_of_an_older_one(folder):
    (folder / "vendor/benchbook-0.0.9-py3-none-any.whl").write_bytes(b"old")
    requirements = folder / "requirements.txt"
    now = requirements.read_text()
    requirements.write_text(now.replace("0.1.0", "0.0.9") + "mkdocs-extra==1 --hash=sha256:0\n")

    assert run("pin", str(folder)).exit_code == 0

    assert [it.name for it in (folder / "vendor").iterdir()] == ["benchbook-0.1.0-py3-none-any.whl"]
    assert requirements.read_text() == now + "mkdocs-extra==1 --hash=sha256:0\n"


def test_of_an_older_handbooks_requirements_all_but_benchbook_stays():
    text = pinned("benchbook\nmkdocs-extra==1\n")["requirements.txt"].decode()
    assert text.endswith("needs its hash as well.\nmkdocs-extra==1\n")
    assert not re.search(r"(?m)^benchbook", text)


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("benchbook==1.0 \\\n    --hash=sha256:0 \\\n    --hash=sha256:1\nextra==1\n", "extra==1\n"),
        ("benchbook-theme==2.0\n", "benchbook-theme==2.0\n"),
        ("benchbook[all]>=1\nBenchbook @ https://example.org/b.whl\n./vendor/benchbook-0.0.9-py3.whl\n", ""),
        ("mkdocs==1.6.0\nPyYAML\nMarkupSafe==1 \\\n    --hash=sha256:0\n# ours\n", "# ours\n"),
        ("--index-url https://example.org/\n-e .\n", "--index-url https://example.org/\n-e .\n"),
    ],
)
def test_nothing_stays_that_is_pinned_above_and_all_else_does(before: str, kept: str):
    for written in (before, pinned()["requirements.txt"].decode() + before):
        assert pinned(written)["requirements.txt"].decode() == pinned()["requirements.txt"].decode() + kept


def test_what_has_no_hash_is_named_because_pip_refuses_it(folder):
    with (folder / "requirements.txt").open("a") as file:
        file.write("mkdocs-extra==1\nmkdocs-other==1 --hash=sha256:0\n")
    said = run("pin", str(folder)).output
    assert "`mkdocs-extra==1` has no hash" in said
    assert "mkdocs-other" not in said


def test_requirements_that_are_no_utf_8_are_left_as_they_are(folder):
    held = "mkdocs-extra==1\n".encode("utf-16")
    (folder / "requirements.txt").write_bytes(held)
    done = run("pin", str(folder))
    assert (done.exit_code, "isn't text in UTF-8" in done.output) == (1, True)
    assert (folder / "requirements.txt").read_bytes() == held


def test_one_file_is_called_it(folder):
    (folder / "requirements.txt").unlink()
    assert "Wrote requirements.txt. Commit it," in run("pin", str(folder)).output


def test_only_a_handbook_is_pinned(tmp_path):
    done = run("pin", str(tmp_path))
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_installed_cannot_be_packed(monkeypatch):
    monkeypatch.setattr(wheel, "NAME", "benchbook-that-nobody-installed")
    wheel.packed.cache_clear()
    with pytest.raises(NotSaved, match="without being installed"):
        wheel.packed()
    wheel.packed.cache_clear()
