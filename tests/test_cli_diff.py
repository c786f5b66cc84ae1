"""`benchbook diff` on real repositories."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner, Result
from repository import HANDBOOK, Repository, small

from generator.cli import main

DAY = ("--as-of", "2026-08-01")


def diff(repository: Repository, *words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words, "--handbook", str(repository.folder), *DAY])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return small(tmp_path / "repository")


def test_a_commit_is_compared_with_the_folder_as_it_is(repository: Repository) -> None:
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    said = diff(repository, "HEAD")
    assert said.exit_code == 0
    assert said.output.startswith(
        "From HEAD to the folder as it is: 1 target moved, 2 newest verdicts changed."
    )


def test_two_commits_are_compared_whatever_the_folder_holds(repository: Repository) -> None:
    repository.git("tag", "v1")
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    repository.commit(tag="v2")
    repository.edit("data/standards/reply.yml", "[92%]", "[50%]")
    assert "at least 90% → at least 92%" in diff(repository, "v1", "v2").output
    assert "at least 92% → at least 90%" in diff(repository, "v2", "v1").output


def test_three_dots_are_where_a_branch_left_the_other(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.edit("data/clinics/east.yml", "name: East", "name: Far East")
    repository.commit()
    repository.git("checkout", "--quiet", "topic")
    assert "Far East" in diff(repository, "main").output
    said = diff(repository, "main...").output
    assert "Far East" not in said
    assert "1 target moved" in said


def test_a_handbook_below_the_top_of_its_repository(tmp_path: Path) -> None:
    repository = small(tmp_path / "repository", "books/one")
    repository.write({"../two/data/standards/reply.yml": "title: Another\n"})
    repository.commit()
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    assert "1 target moved, 2 newest verdicts changed." in diff(repository, "HEAD").output


def test_a_commit_with_the_data_elsewhere_in_the_folder(repository: Repository) -> None:
    repository.git("mv", "data", "facts")
    repository.edit("mkdocs.yml", "- benchbook", "- benchbook: {data_dir: facts}")
    repository.commit()
    assert "nothing that readers would notice" in diff(repository, "HEAD~1", "HEAD").output


def test_attributes_keep_nothing_from_being_compared(repository: Repository) -> None:
    repository.write({".gitattributes": "data/kpis/** export-ignore\n"})
    repository.commit()
    assert "nothing that readers would notice" in diff(repository, "HEAD").output


def test_a_link_within_the_handbook_is_read(repository: Repository) -> None:
    (repository.folder / "data/kpis/2026.csv").rename(repository.folder / "values.csv")
    (repository.folder / "data/kpis/2026.csv").symlink_to("../../values.csv")
    repository.commit()
    assert "nothing that readers would notice" in diff(repository, "HEAD~1", "HEAD").output


REPLY = HANDBOOK["data/standards/reply.yml"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"data/standards/reply.yml": f'{REPLY}publish: "no"\n'}, "1 standard isn't published any more"),
        (
            {"data/standards/reply.yml": REPLY.replace("90%", "{value: 90%, publish_from: 2027-01-01}")},
            "1 target isn't published any more",
        ),
        ({"data/kpis/2026.yml": "publish_from: 2027-01-01\n"}, "values of 1 file aren't published any more"),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_what_is_held_back_from_now_on_is_counted(
    repository: Repository, files: dict[str, str], said: str, form: str
) -> None:
    repository.write(files)
    output = diff(repository, "HEAD", "--format", form).output
    assert said in html.unescape(output)
    assert "nothing that readers would notice" not in output
    assert "90" not in output
    assert "nothing that readers would notice" in diff(repository, "HEAD", "HEAD").output


def test_what_was_held_back_before_is_not_counted_again(repository: Repository) -> None:
    repository.write({"data/standards/reply.yml": f'{REPLY}publish: "no"\n'})
    repository.commit()
    repository.edit("data/standards/reply.yml", "90%", "91%")
    assert "nothing that readers would notice" in diff(repository, "HEAD").output


def test_a_base_with_mistakes_is_compared_as_far_as_it_goes(repository: Repository) -> None:
    repository.edit("data/clinics/east.yml", "country: ca", "country: ca\ncolour: red")
    repository.commit()
    repository.edit("data/clinics/east.yml", "\ncolour: red", "")
    said = diff(repository, "HEAD").output
    assert "East  clinic there again, its mistake mended" in said
    assert "1 problem mended" in said


@pytest.mark.parametrize(
    "name", ["-x", "--output=x", "", "HEAD^{tree}", "nowhere", "main;ls", "$(ls)", "a b", "@{-9}"]
)
def test_what_names_no_commit_is_said_and_never_an_option(repository: Repository, name: str) -> None:
    said = CliRunner().invoke(main, ["diff", "--handbook", str(repository.folder), "--", name])
    assert said.exit_code == 2
    assert f"`{name}`" in said.output
    assert "Name a branch, a tag or a commit" in said.output


def test_a_commit_that_was_not_fetched(repository: Repository, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.commit()
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone)], check=True
    )
    said = CliRunner().invoke(main, ["diff", first, "--handbook", str(clone)])
    assert said.exit_code == 2
    assert "only a part of the history was fetched" in said.output
    assert "fetch-depth: 0" in said.output


def test_no_repository(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["diff", "main", "--handbook", str(tmp_path)])
    assert said.exit_code == 2
    assert "lies in no git repository" in said.output


def test_a_repository_of_somebody_else_is_said_with_what_to_do(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    said = diff(repository, "main")
    assert said.exit_code == 2
    assert "belongs to another user" in said.output
    assert "git config --global --add safe.directory" in said.output


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = diff(repository, "main")
    assert said.exit_code == 2
    assert "There is no `git` here" in said.output


def test_a_repository_of_a_hook_is_not_taken_for_the_folders(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    assert diff(repository, "HEAD").exit_code == 0


def test_json_has_ids_numbers_and_causes(repository: Repository) -> None:
    repository.edit("data/kpis/2026.csv", "south,reply,2026-06,910", "south,reply,2026-06,890")
    said = json.loads(diff(repository, "HEAD", "--format", "json").output)
    assert (said["version"], said["base"], said["head"]) == (1, "HEAD", None)
    assert said["restated"] == [
        {
            "standard": "reply",
            "owner": "south",
            "period": "2026-06",
            "before": {"value": 0.91, "numerator": 910.0, "denominator": 1000.0},
            "after": {"value": 0.89, "numerator": 890.0, "denominator": 1000.0},
            "size": pytest.approx(0.02 / 0.9),
        }
    ]
    (verdict,) = said["verdicts"]
    assert (verdict["owner"], verdict["cause"]) == ("south", "data")
    assert (verdict["before"]["verdict"], verdict["after"]["verdict"]) == ("met", "close")


def test_it_is_written_to_a_file_as_utf_8(repository: Repository, tmp_path: Path) -> None:
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    target = tmp_path / "new" / "changes.md"
    said = diff(repository, "HEAD", "--format", "markdown", "--output", str(target))
    assert said.output == f"Written to {target}.\n"
    assert "≈ close" in target.read_text(encoding="utf-8")


def test_nothing_is_left_behind(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    diff(repository, "HEAD")
    assert list(place.iterdir()) == []
    assert repository.git("status", "--porcelain") == ""


def test_the_same_commits_give_the_same_bytes_from_another_clone(
    repository: Repository, tmp_path: Path
) -> None:
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    repository.commit()
    shutil.copytree(repository.top, tmp_path / "copy")
    said = [
        CliRunner()
        .invoke(main, ["diff", "HEAD~1", "HEAD", "--format", form, "--handbook", str(top), *DAY])
        .output
        for top in (repository.folder, tmp_path / "copy")
        for form in ("markdown", "json")
    ]
    assert said[:2] == said[2:]


HOSTILE = (
    "<img src=x onerror=alert(1)> @team #12 GH-12 !3 | [a](http://x.org) `code` **b** _i_ www.x.org "
    ":smile: ~~s~~ $x$ &amp; \\\\ </details>"
)


def test_nothing_that_editors_write_becomes_markup_or_a_mention(repository: Repository) -> None:
    repository.edit("data/standards/reply.yml", "title: Mail answered", f"title: '{HOSTILE}'")
    said = diff(repository, "HEAD", "--format", "markdown").output
    row = next(line for line in said.splitlines() if "standard renamed" in line)
    assert row.count("|") == 3
    rendered = markdown.markdown(row.strip("| "), extensions=["tables"])
    assert "<" not in rendered.removeprefix("<p>").removesuffix("</p>")
    assert re.findall(r"http://|www\.|:smile:|[`*_]", row) == []
    # Mentions are looked for in what was rendered, where an entity is the sign that it stands for.
    seen = html.unescape(rendered)
    assert [call for call in ("@team", "#12", "GH-12", "!3", "$x") if call in seen] == []


def test_markdown_stays_below_what_a_comment_may_hold(repository: Repository) -> None:
    rows = "".join(f"c{n},reply,2026-06,{n % 90},100\n" for n in range(100))
    # Each sign of such a name takes thirteen characters.
    names = {f"data/clinics/c{n}.yml": f"name: '{'@' * 200}{n}'\ncountry: mx\n" for n in range(100)}
    head = "clinic,standard,period,met,of\n"
    repository.write(names | {"data/kpis/2026.csv": head + rows})
    repository.commit()
    repository.write({"data/kpis/2026.csv": head + rows.replace(",100\n", ",110\n")})
    said = diff(repository, "HEAD", "--format", "markdown").output
    assert len(said) < 65_536
    assert "Values restated (100)" in said
    assert "more" in said


def test_the_small_handbook_is_what_these_tests_say(repository: Repository) -> None:
    assert set(repository.git("ls-files").splitlines()) == set(HANDBOOK)
