"""The recipes for CI: valid, and their own commands do what they say, taken from the files themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.cli.new import STARTER

ROOT = Path(__file__).parent.parent
GITHUB = [ROOT / ".github/workflows/handbook.yml", STARTER / "dot.github/workflows/handbook.yml"]
GITLAB = STARTER / "dot.gitlab-ci.yml"
HOOKS = [ROOT / ".pre-commit-hooks.yaml", STARTER / "dot.pre-commit-config.yaml"]

AUTHOR = {
    f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        env=os.environ | AUTHOR,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A new handbook with two commits: the second moves a target."""
    folder = tmp_path_factory.mktemp("recipes") / "handbook"
    assert CliRunner().invoke(main, ["new", "handbook", str(folder), "--host", "gitlab"]).exit_code == 0
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "begun")
    file = folder / "data/standards/email-reply.yml"
    file.write_text(file.read_text().replace("value: 90%", "value: 99%"))
    git(folder, "commit", "-qam", "more is promised")
    return folder


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step as the platform runs it: bash, the first failure ends it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(("GITHUB_", "GITLAB_", "CI"))
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=kept | {"PATH": path} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def github(file: Path, name: str) -> str:
    steps = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    return next(step["run"] for step in steps if step.get("name") == name)


@pytest.mark.parametrize(
    ("schema", "file"),
    [*(("vendor.github-workflows", file) for file in GITHUB), ("vendor.gitlab-ci", GITLAB)],
    ids=lambda it: it.name if isinstance(it, Path) else it,
)
def test_a_recipe_is_valid_by_its_platforms_schema(schema: str, file: Path) -> None:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_on_github_a_mistake_stands_beside_its_line(file: Path, folder: Path) -> None:
    wrong = folder / "data/kpis/wrong.yml"
    wrong.write_text("clinic: harbour\nemail-reply:\n  2026-01: 3/2\n")
    try:
        done = run(github(file, "Check"), folder, GITHUB_ACTIONS="true")
    finally:
        wrong.unlink()

    assert done.returncode == 1
    assert done.stdout.startswith("::error file=data/kpis/wrong.yml,line=3,col=12,title=HB220 error::")


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_on_github_the_summary_tells_what_changes_for_readers(
    file: Path, folder: Path, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"

    done = run(
        github(file, "What changes for readers"),
        folder,
        BASE=git(folder, "rev-parse", "HEAD~1"),
        GITHUB_STEP_SUMMARY=str(summary),
    )

    assert done.returncode == 0, done.stderr
    assert "99" in summary.read_text()
    assert (folder / "changes.md").read_text() == summary.read_text()


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_on_github_the_site_is_built_for_its_address(file: Path, folder: Path) -> None:
    done = run(
        github(file, "Build"), folder, GITHUB_REPOSITORY_OWNER="us", GITHUB_REPOSITORY="us/book", SITE_URL=""
    )

    assert done.returncode == 0, done.stdout
    assert "https://us.github.io/book/" in (folder / "site/sitemap.xml").read_text()


def gitlab(job: str) -> tuple[str, dict]:
    said = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))[job]
    return "\n".join(said["script"]), said["artifacts"]


def test_on_gitlab_the_report_lies_where_the_platform_looks_for_it(folder: Path) -> None:
    script, artifacts = gitlab("check")

    done = run(script, folder, GITLAB_CI="true")

    assert done.returncode == 0, done.stdout
    assert isinstance(json.loads((folder / artifacts["reports"]["codequality"]).read_text()), list)


def test_on_gitlab_what_changes_is_kept(folder: Path) -> None:
    script, artifacts = gitlab("changes")

    done = run(script, folder, CI_MERGE_REQUEST_DIFF_BASE_SHA=git(folder, "rev-parse", "HEAD~1"))

    assert done.returncode == 0, done.stderr
    assert "99" in (folder / artifacts["paths"][0]).read_text()


@pytest.mark.parametrize("job", ["preview", "pages"])
def test_on_gitlab_the_site_lies_where_it_is_published_from(job: str, folder: Path) -> None:
    script, artifacts = gitlab(job)

    done = run(script, folder, CI_PAGES_URL="https://us.gitlab.io/book")

    assert done.returncode == 0, done.stdout
    assert (folder / artifacts["paths"][0] / "index.html").is_file()


@pytest.mark.parametrize("file", HOOKS, ids=["ours", "a new handbook's"])
def test_the_hook_checks_before_a_commit(file: Path, folder: Path) -> None:
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    hook = said[0] if isinstance(said, list) else said["repos"][0]["hooks"][0]

    assert run(hook["entry"], folder).returncode == 0
    assert hook["pass_filenames"] is False
