"""The recipes for CI: valid, and their own commands do what they say, taken from the files themselves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.model.new_file_templates import STARTER

ROOT = Path(__file__).parent.parent
GITHUB = [ROOT / ".github/workflows/handbook.yml", STARTER / "dot.github/workflows/handbook.yml"]
GITLAB = STARTER / "dot.gitlab-ci.yml"
DEPENDABOT = [ROOT / ".github/dependabot.yml", STARTER / "dot.github/dependabot.yml"]
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


def github(file: Path, name: str, job: str = "build") -> str:
    steps = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"][job]["steps"]
    return next(step["run"] for step in steps if step.get("name") == name)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        *(("vendor.github-workflows", file) for file in GITHUB),
        *(("vendor.dependabot", file) for file in DEPENDABOT),
        ("vendor.gitlab-ci", GITLAB),
    ],
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


BOT = "github-actions[bot]"
MARK = "<!-- benchbook: what changes for readers -->"
GH = """\
#!{python}
import json, os, re, sys
words = sys.argv[1:]
if "--jq" in words:
    assert "--paginate" in words
    mark = re.search('startswith."(.*?)"', words[words.index("--jq") + 1])[1]
    for it in json.loads(os.environ["COMMENTS"]):
        if it["user"] == "{bot}" and it["body"].startswith(mark):
            print(it["id"])
else:
    body = words[words.index("--field") + 1]
    assert body.startswith("body=@")
    print(words[words.index("--method") + 1], *[it for it in words if it.startswith("repos/")])
    print(open(body[6:]).read())
"""
"""Stands in for GitHub's own command: it lists comments, and tells what it was asked to write."""


@pytest.fixture
def commented(tmp_path: Path):
    """What the job `report` writes where these comments stand already."""

    def commenting(file: Path, *comments: dict[str, object], installed="success", told="success") -> str:
        gh = tmp_path / "bin/gh"
        gh.parent.mkdir(exist_ok=True)
        gh.write_text(GH.format(python=sys.executable, bot=BOT))
        gh.chmod(0o755)
        (tmp_path / "changes.md").write_text("One target moved.\n")
        script = f"PATH={gh.parent}:$PATH\n{github(file, 'Comment', 'report')}"
        said = {"COMMENTS": json.dumps(comments), "INSTALLED": installed, "TOLD": told}
        known = {"GITHUB_REPOSITORY": "us/book", "NUMBER": "7", "LOG": "https://example.org/log"}
        done = run(script, tmp_path, **said, **known)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return commenting


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_the_first_comment_is_a_new_one_whoever_else_commented(file, commented):
    others = (
        {"id": 1, "user": BOT, "body": "Coverage went up."},
        {"id": 2, "user": "somebody", "body": f"> {MARK}"},
        {"id": 3, "user": "somebody", "body": f"{MARK}\nMine"},
    )
    said = commented(file, *others)
    assert said.startswith("POST repos/us/book/issues/7/comments\n")
    assert f"{MARK}\nOne target moved." in said


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_from_then_on_the_same_comment_is_edited(file, commented):
    said = commented(
        file, {"id": 5, "user": BOT, "body": f"{MARK}\nearlier"}, {"id": 6, "user": BOT, "body": "x"}
    )
    assert said.startswith("PATCH repos/us/book/issues/comments/5\n")


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_where_nothing_could_be_installed_that_alone_is_said(file, commented):
    said = commented(file, installed="failure", told="skipped")
    assert "couldn't be installed" in said
    assert "https://example.org/log" in said
    assert "couldn't be told" not in said
    assert "One target moved" not in said


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
def test_after_a_failed_installation_no_step_fails_as_well(file):
    """Each step that runs after a failure is one that asks whether Benchbook is there."""
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    late = [step for step in jobs["build"]["steps"] if "!cancelled()" in step.get("if", "")]
    assert [step["if"] for step in late if "outcome == 'success'" not in step["if"]] == []
    (fetched,) = [step for step in jobs["report"]["steps"] if "download-artifact" in step.get("uses", "")]
    assert fetched["if"] == "needs.build.outputs.told == 'success'"


@pytest.mark.parametrize("file", GITHUB, ids=["ours", "a new handbook's"])
@pytest.mark.parametrize(("answer", "said"), [("true", "there=yes"), ("false", "Source: GitHub Actions")])
def test_without_a_place_to_publish_the_first_push_says_what_to_do(file, answer, said, tmp_path):
    gh, out = tmp_path / "gh", tmp_path / "out"
    gh.symlink_to(f"/bin/{answer}")
    script = f"PATH={tmp_path}:$PATH\n{github(file, 'Look for a place to publish', 'publish')}"

    done = run(script, tmp_path, GITHUB_OUTPUT=str(out), GITHUB_REPOSITORY="us/book")

    assert done.returncode == 0
    assert said in done.stdout + (out.read_text() if out.exists() else "")


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


def begun(folder: Path, host: str = "github") -> Path:
    """A new handbook."""
    done = CliRunner().invoke(main, ["new", "handbook", str(folder), "--host", host])
    assert done.exit_code == 0, done.output
    return folder


def branches(folder: Path) -> set[str]:
    """Every branch that the workflow and the README name."""
    flow = (folder / ".github/workflows/handbook.yml").read_text()
    named = re.findall(r"branches: \[(.*)\]|refs/heads/([\w./-]+)'", flow)
    told = re.findall(r"git init -b (\S+)|push -u origin ([\w./-]+)", (folder / "README.md").read_text())
    return {first or second for first, second in (*named, *told)}


def test_the_workflow_publishes_from_the_branch_that_git_calls_the_first(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "init.defaultBranch")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "trunk")

    folder = begun(tmp_path / "book")

    assert branches(folder) == {"trunk"}
    assert yaml.safe_load((folder / "data/handbook.yml").read_text())["branch"] == "trunk"


def test_in_a_repository_it_is_that_of_the_repository(tmp_path):
    git(tmp_path, "init", "-q", "-b", "published")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "begun")
    git(tmp_path, "update-ref", "refs/remotes/origin/published", "HEAD")
    git(tmp_path, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/published")
    git(tmp_path, "checkout", "-q", "-b", "idea")

    assert branches(begun(tmp_path / "book")) == {"published"}


def test_without_git_it_is_the_usual_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert branches(begun(tmp_path / "book")) == {"main"}


@pytest.mark.parametrize("host", ["github", "gitlab", "none"])
def test_a_new_handbook_says_how_to_look_at_it_and_change_a_number(tmp_path, host):
    folder = begun(tmp_path / "book", host=host)
    text = (folder / "README.md").read_text()
    assert "$" not in text
    assert "benchbook serve" in text
    # The line that it shows is one of the file that it names.
    (line,) = set(re.findall(r"hilltop,email-reply,[\d,-]+", text))
    assert line in (folder / "data/kpis/2025.csv").read_text()
    assert ("GitHub" in text, "GitLab" in text) == (host == "github", host == "gitlab")


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_nothing_asks_npm_before_forms_were_set_up(tmp_path, host):
    folder = begun(tmp_path / "book", host=host)
    assert not list(folder.glob("package*.json"))


@pytest.mark.parametrize("file", HOOKS, ids=["ours", "a new handbook's"])
def test_the_hook_checks_before_a_commit(file: Path, folder: Path) -> None:
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    hook = said[0] if isinstance(said, list) else said["repos"][0]["hooks"][0]

    assert run(hook["entry"], folder).returncode == 0
    assert hook["pass_filenames"] is False
