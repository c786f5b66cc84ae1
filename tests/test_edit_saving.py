"""Writing into editors' files: whole, in place, and never over what somebody else wrote."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.edit import safe_writing
from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.trial_copy import as_if_saved


def draft(folder: Path, before: bytes | None, after: bytes, name: str = "data/a.yml") -> Draft:
    if before is not None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(before)
    return Draft(folder, name, before, after)


def test_a_file_becomes_what_the_draft_says_and_keeps_its_rights(tmp_path: Path) -> None:
    wanted = draft(tmp_path, b"old\r\n", b"new\r\n")
    (tmp_path / "data/a.yml").chmod(0o640)

    assert safe_writing.save([wanted]) == ("data/a.yml",)

    assert (tmp_path / "data/a.yml").read_bytes() == b"new\r\n"
    assert (tmp_path / "data/a.yml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["a.yml"]


def test_what_changed_meanwhile_is_left_and_nothing_else_is_written(tmp_path: Path) -> None:
    first = draft(tmp_path, b"one", b"two")
    second = draft(tmp_path, b"one", b"two", "data/b.yml")
    (tmp_path / "data/b.yml").write_bytes(b"somebody else's")

    with pytest.raises(NotSaved, match=r"`data/b.yml` was changed by somebody else"):
        safe_writing.save([first, second])

    assert (tmp_path / "data/a.yml").read_bytes() == b"one"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["a.yml", "b.yml"]


def test_a_new_file_never_takes_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    wanted = draft(tmp_path, None, b"mine")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yml").write_bytes(b"theirs")

    with pytest.raises(NotSaved):
        safe_writing.save([wanted])

    assert (tmp_path / "data/a.yml").read_bytes() == b"theirs"


def test_what_the_system_refuses_is_said_of_the_editors_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**words: str) -> None:
        raise PermissionError(13, "Permission denied", f"{words['dir']}/.a.yml.x1y2.new")

    monkeypatch.setattr(safe_writing.tempfile, "mkstemp", refused)

    with pytest.raises(NotSaved, match=r"^Nothing was written: permission denied \(data/a\.yml\)\.$"):
        safe_writing.save([draft(tmp_path, b"old", b"new")])


def test_a_draft_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "handbook"
    inside.mkdir()

    with pytest.raises(NotSaved, match="leads out"):
        safe_writing.save([Draft(inside, "../outside.yml", None, b"x")])

    assert not (tmp_path / "outside.yml").exists()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    wanted = draft(tmp_path, b"old", b"new", "data/real.yml")
    (tmp_path / "data/a.yml").symlink_to("real.yml")

    safe_writing.save([Draft(tmp_path, "data/a.yml", wanted.before, wanted.after)])

    assert (tmp_path / "data/a.yml").is_symlink()
    assert (tmp_path / "data/real.yml").read_bytes() == b"new"


def test_what_would_change_is_shown_line_by_line(tmp_path: Path) -> None:
    shown = list(safe_writing.differences([draft(tmp_path, b"a\nb\nc\n", b"a\nB\nc\n")]))

    assert shown == ["--- a/data/a.yml", "+++ b/data/a.yml", "@@ -1,3 +1,3 @@", " a", "-b", "+B", " c"]


def test_what_would_steer_a_terminal_is_not_shown(tmp_path: Path) -> None:
    steering = "a: \x1b]0;mine\x07\u202e\u2028b\tc\n"

    shown = list(safe_writing.differences([draft(tmp_path, b"a\n", steering.encode())]))

    assert shown[-1] == "+a: �]0;mine���b\tc"


def test_what_the_system_refuses_is_said_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    first, second = (draft(tmp_path, b"old", b"new", f"data/{name}.yml") for name in "ab")
    (tmp_path / "data/c").write_text("a file")

    with pytest.raises(NotSaved, match="Nothing was written: file exists"):
        safe_writing.save([first, second, Draft(tmp_path, "data/c/d.yml", None, b"x")])

    assert [(tmp_path / one.name).read_bytes() for one in (first, second)] == [b"old", b"old"]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "data.yml").mkdir()

    with pytest.raises(NotSaved, match=r"`data\.yml` can't be read: is a directory"):
        safe_writing.there(tmp_path, "data.yml")


@pytest.mark.parametrize("link", ["../values", "{folder}/values"])
def test_trying_a_change_never_writes_through_a_link_to_a_folder(tmp_path: Path, link: str) -> None:
    real = tmp_path / "values/a.yml"
    real.parent.mkdir()
    real.write_bytes(b"old")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/kpis").symlink_to(link.format(folder=tmp_path))
    change = Draft(tmp_path, "data/kpis/a.yml", b"old", b"new")

    with pytest.raises(NotSaved, match="`data/kpis` is a link"), as_if_saved(tmp_path, "data", [change]):
        pass

    assert real.read_bytes() == b"old"


def test_a_file_that_is_a_link_within_the_handbook_is_tried_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "values/a.yml").write_bytes(b"old")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yml").symlink_to("../values/a.yml")
    (tmp_path / "data/out.yml").symlink_to("/etc/hostname")

    with as_if_saved(tmp_path, "data", [Draft(tmp_path, "data/a.yml", b"old", b"new")]) as root:
        assert (root / "data/a.yml").read_bytes() == b"new"
        assert not (root / "data/out.yml").exists()

    assert (tmp_path / "values/a.yml").read_bytes() == b"old"


WRITER = """
import sys
from pathlib import Path
from generator.edit.safe_writing import Draft, save, there
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in (b"x", b"y"):
        save([Draft(folder, "a.yml", there(folder, "a.yml"), letter * 2_000_000)])
"""


def test_killed_at_any_moment_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"x" * 2_000_000)
    for pause in range(8):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.005 + pause * 0.007)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        content = (tmp_path / "a.yml").read_bytes()

        assert content in (b"x" * 2_000_000, b"y" * 2_000_000)
    safe_writing.save([Draft(tmp_path, "a.yml", content, b"z")])
    assert [path.name for path in tmp_path.iterdir()] == ["a.yml"]
