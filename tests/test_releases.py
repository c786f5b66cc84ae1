"""What changed between releases: the page and the feed that a build makes from the tags of a repository."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from repository import HANDBOOK, Repository, small

from generator import pipeline
from generator.mkdocs.releases import History as Releases
from generator.model.page import Handbook
from generator.versions.git_history import Repository as History

DAY = date(2026, 9, 1)
ATOM = "{http://www.w3.org/2005/Atom}"


def handbook(folder: Path) -> Handbook:
    return pipeline.handbook(folder, as_of=DAY, since=Releases(folder, "data"))


def page(made: Handbook, address: str = "changes") -> str | None:
    """The page as a reader sees it: its text, a line a block."""
    body = next((it.body() for it in made.pages if it.address == address), None)
    if body is None:
        return None
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h\d|td|th|tr)>", "\n", body)))


def download(made: Handbook, path: str) -> bytes | None:
    return next((it.content() for it in made.downloads if it.path == path), None)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two releases and something since: a target moved in July, a value was restated in August."""
    repository = small(tmp_path / "repository")
    repository.git("tag", "v1.0", day="2026-07-01")
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    repository.commit("2026-08-01", tag="v1.1")
    repository.edit("data/kpis/2026.csv", "south,reply,2026-06,910", "south,reply,2026-06,890")
    return repository


def test_the_page_tells_what_changed_since_the_last_release_and_in_it(repository: Repository) -> None:
    lines = [line for line in page(handbook(repository.folder)).splitlines() if line.strip()]
    assert lines[1].endswith("The newest is v1.1, of August 1, 2026.")
    since, released = lines.index("Since v1.1"), lines.index("v1.1, August 1, 2026")
    assert lines[since + 1] == "1 value restated"
    assert "91% (910 of 1,000)" in lines[since:released]
    assert lines[released + 1 : released + 4] == [
        "Compared with v1.0.",
        "1 target moved",
        "2 newest verdicts changed",
    ]
    assert "at least 92%" in lines[released:]


def test_the_feed_has_an_entry_a_release_with_the_day_of_its_tag(repository: Repository) -> None:
    feed = Xml.fromstring(download(handbook(repository.folder), "feeds/changes.xml"))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "v1.1"
    assert entry.findtext(f"{ATOM}updated") == "2026-08-01T00:00:00Z"
    assert entry.findtext(f"{ATOM}summary") == (
        "Compared with v1.0. 1 target moved; 2 newest verdicts changed."
    )
    assert entry.find(f"{ATOM}link").get("href") == "../changes/#release-v1-1"
    assert 'id="release-v1-1"' in next(
        it.body() for it in handbook(repository.folder).pages if it.address == "changes"
    )


def test_the_page_stands_in_every_language(repository: Repository) -> None:
    repository.edit("data/handbook.yml", "languages: [en]", "languages: [en, es, fr]")
    made = handbook(repository.folder)
    assert "1 objetivo movido" in page(made, "es/changes")
    assert "1 objectif déplacé" in page(made, "fr/changes")


def test_three_releases_are_compared_at_most(repository: Repository) -> None:
    for nth in range(2, 6):
        repository.commit(f"2026-08-{nth:02}", tag=f"v1.{nth}")
    titles = re.findall(
        r'<h2 id="([^"]+)"',
        next(it.body() for it in handbook(repository.folder).pages if it.address == "changes"),
    )
    assert titles == ["now", "release-v1-5", "release-v1-4"]


def test_tags_of_one_day_come_by_their_version(tmp_path: Path) -> None:
    repository = small(tmp_path / "repository")
    for name in ("v1.9", "v1.10", "v1.2"):
        repository.git("tag", name, day="2026-07-01")
    assert [tag.name for tag in History.of(repository.folder).tags(3)] == ["v1.10", "v1.9", "v1.2"]


def test_a_tag_of_another_branch_or_of_no_commit_is_no_release(tmp_path: Path) -> None:
    repository = small(tmp_path / "repository")
    repository.git("checkout", "--quiet", "-b", "other")
    repository.commit(tag="elsewhere")
    repository.git("checkout", "--quiet", "main")
    repository.git("tag", "file", repository.git("rev-parse", "HEAD:mkdocs.yml"))
    repository.git("tag", "--annotate", "--message=First", "v1", day="2026-07-05")
    assert [(tag.name, tag.day) for tag in History.of(repository.folder).tags(9)] == [
        ("v1", date(2026, 7, 5))
    ]


def test_a_release_without_the_handbook_is_passed_over(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository", "book")
    repository.commit(tag="v0")
    repository.write(HANDBOOK)
    repository.commit(tag="v1")
    assert "Since v1" in page(handbook(repository.folder))
    assert "v0" not in page(handbook(repository.folder))


def test_no_release_no_page(tmp_path: Path) -> None:
    made = handbook(small(tmp_path / "untagged").folder)
    assert page(made) is None
    assert made.notices == ()
    assert download(made, "feeds/changes.xml") is None


def test_a_folder_in_no_repository_says_so(repository: Repository, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(repository.top, plain, ignore=shutil.ignore_patterns(".git"))
    made = handbook(plain)
    assert "lies in no git repository" in page(made)
    assert "git init" in page(made)
    assert "lies in no git repository" in made.notices[0]
    assert download(made, "feeds/changes.xml") is None


def test_the_repository_of_another_user_says_so(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = handbook(repository.folder)
    assert "belongs to another user" in page(made)
    assert f"git config --global --add safe.directory {repository.top}" in made.notices[0]


def test_without_git_it_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    made = handbook(repository.folder)
    assert "There was no git" in page(made)
    assert "Install it" in made.notices[0]


def test_what_was_fetched_of_a_shallow_history_is_told_beside_what_is_missing(
    repository: Repository, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    words = ["git", "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone)]
    subprocess.run(words, check=True)
    made = handbook(clone)
    assert "earlier releases may be missing here" in page(made)
    assert "The newest is v1.1" in page(made)
    assert "fetch-depth: 0" in made.notices[0]


def test_without_its_history_the_site_says_so(repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    words = ["git", "clone", "--quiet", "--depth=1", "--no-tags", f"file://{repository.top}", str(clone)]
    subprocess.run(words, check=True)
    made = handbook(clone)
    assert "This site was built without its history" in page(made)
    assert "git fetch --unshallow --tags" in page(made)
    assert "git fetch --unshallow --tags" in made.notices[0]
    assert download(made, "feeds/changes.xml") is None


def test_nothing_of_today_s_secrets_is_told_of_former_releases(repository: Repository) -> None:
    # In both releases the standard was open, and 3 of 1000 stood there for all to read.
    repository.edit("data/kpis/2026.csv", "east,reply,2026-06,800", "east,reply,2026-06,3")
    repository.commit("2026-08-02", tag="v1.2")
    repository.edit("data/kpis/2026.csv", "east,reply,2026-06,3,", "east,reply,2026-06,500,")
    repository.commit("2026-08-03", tag="v1.3")
    assert "3 of 1,000" in page(handbook(repository.folder))
    repository.edit("data/standards/reply.yml", "targets:", "privacy: sensitive\ntargets:")
    made = handbook(repository.folder)
    assert "3 of 1,000" not in page(made)
    # Nor what all clinics had with it: 920 + 890 + 3.
    assert "1,813" not in page(made)


def test_a_tag_with_a_hostile_name_is_only_a_name(repository: Repository) -> None:
    repository.commit("2026-08-05", tag="v2<img/src=x>&'\"")
    made = handbook(repository.folder)
    body = next(it.body() for it in made.pages if it.address == "changes")
    assert "<img" not in body
    assert "v2<img/src=x>&'\"" in page(made)
    Xml.fromstring(download(made, "feeds/changes.xml"))


def test_the_same_commit_gives_the_same_bytes(repository: Repository, tmp_path: Path) -> None:
    first = handbook(repository.folder)
    shutil.copytree(repository.top, tmp_path / "copy")
    second = handbook(tmp_path / "copy")
    assert page(first) == page(second)
    assert download(first, "feeds/changes.xml") == download(second, "feeds/changes.xml")


def test_the_built_site_has_the_page_in_its_navigation(repository: Repository, tmp_path: Path) -> None:
    (repository.folder / "docs").mkdir()
    words = ["benchbook", "build", str(repository.folder), "--site-dir", str(tmp_path / "site")]
    path = f"{Path(os.sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(words, check=True, capture_output=True, env=os.environ | {"PATH": path})
    built = (tmp_path / "site/method/index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="\.\./changes/"[^>]*>\s*(<span[^>]*>)?\s*What changed', built)
    assert (tmp_path / "site/feeds/changes.xml").is_file()
