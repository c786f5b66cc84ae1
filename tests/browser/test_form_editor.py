"""The form editor of this repository's site in a real browser, working on a copy of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, expect

from generator import check, load
from generator.schema import forms
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / "node_modules/@sveltia/cms").is_dir() or not (ROOT / "node_modules/yaml").is_dir(),
    reason="the form editor comes with `npm ci`",
)

# The browser asks for a folder; here it gets one of its own, which holds what a clone holds.
PICKED = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
FILL = """async (files) => {
  const top = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/"), name = parts.pop();
    let folder = top;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else if (!name.endsWith(".crswap")) found[path + name] = await (await handle.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""


# As the editor does it: it hands over and takes texts without the spaces around them.
EDIT = """async ([file, shape, set]) => {
  const { toFile, toForm } = await import("./shapes.js");
  const bare = (held) =>
    typeof held === "string" ? held.trim()
    : Array.isArray(held) ? held.map(bare)
    : held && typeof held === "object" ? all(held)
    : held;
  const all = (held) => Object.fromEntries(Object.entries(held).map(([key, one]) => [key, bare(one)]));
  const form = bare(toForm(file.trim(), shape));
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split("."), last = keys.pop();
    let place = form;
    for (const key of keys) place = place[key] ??= {};
    place[last] = value;
  }
  return toFile(form, shape).trim() + "\\n";
}"""
EDITS = yaml.safe_load((ROOT / "tests/forms/edits.yml").read_text(encoding="utf-8"))


def shapes(languages: tuple[str, ...]) -> dict[str, Any]:
    read = load.folder(ROOT, date(2026, 6, 30))
    return forms.shapes(replace(read, settings=read.settings.model_copy(update={"languages": languages})))


@pytest.fixture(scope="module")
def room(browser: Browser, address: str) -> Iterator[Page]:
    """A page that can use the scripts of the form editor, and nothing of the editor itself."""
    page = browser.new_page()
    page.goto(f"{address}admin/sveltia/LICENSE.txt")
    page.goto(f"{address}admin/config.json")
    yield page
    page.close()


@pytest.mark.parametrize("edit", EDITS, ids=[edit["case"] for edit in EDITS])
def test_an_edit_changes_that_and_nothing_else(room: Page, edit: dict[str, Any]) -> None:
    shape = shapes(tuple(edit.get("languages", ("en", "es", "fr"))))[f"benchbook-{edit['kind']}"]

    assert room.evaluate(EDIT, [edit["file"], shape, edit["set"]]) == edit["then"]


def test_every_file_with_a_form_is_the_same_after_nothing_was_changed(room: Page) -> None:
    known = shapes(("en", "es", "fr"))
    different = []
    for path in (ROOT / "data/handbook.yml", *(ROOT / "data").glob("*/*.yml")):
        shape = known.get(f"benchbook-{path.stem if path.parent.name == 'data' else path.parent.name}")
        text = path.read_text(encoding="utf-8")
        if shape and room.evaluate(EDIT, [text, shape, {}]) != text:
            different.append(path.name)
    assert different == []


# The browser writes beside a file and then puts that in its place.
WRITTEN = """async () => {
  const walk = async (folder) => {
    for await (const [name, handle] of folder.entries()) {
      if (name.endsWith(".crswap") || (handle.kind === "directory" && (await walk(handle)))) return true;
    }
    return false;
  };
  return !(await walk(await navigator.storage.getDirectory()));
}"""


class Editor:
    """The form editor with a clone to work on."""

    def __init__(self, page: Page, address: str, files: dict[str, str]) -> None:
        self.page, self.address, self.files = page, f"{address}admin/", files
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        page.add_init_script(PICKED)
        page.goto(f"{address}admin/sveltia/LICENSE.txt")
        page.evaluate(FILL, {".git/HEAD": "ref: refs/heads/main\n", **files})
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url, address))
        page.goto(self.address)
        page.get_by_role("button", name="Work with Local Repository").click()
        expect(page.get_by_role("treeitem", name="Standards")).to_be_visible(timeout=20_000)

    def _hear(self, told: ConsoleMessage) -> None:
        if told.type in ("error", "warning"):
            self.said.append(told.text)

    def _note(self, url: str, address: str) -> None:
        if not url.startswith((address, "blob:", "data:")):
            self.elsewhere.append(url)

    def open(self, anchor: str) -> None:
        save = self.page.get_by_role("button", name="Save", exact=True)
        for _ in range(4):
            self.page.goto(f"{self.address}#/collections/{anchor}")
            try:
                return expect(save).to_be_visible(timeout=10_000)
            except AssertionError:  # after saving it goes back to its list, perhaps only now
                self.page.goto(f"{self.address}#/collections")
        raise AssertionError(f"{anchor} can't be opened")

    def field(self, path: str) -> Locator:
        """Where one types a value. What isn't in view has no input yet."""
        whole = self.page.locator(f'[data-key-path="{path.partition(".")[0]}"]')
        whole.evaluate("(place) => place.scrollIntoView({ block: 'start' })")
        return self.page.locator(f'[data-key-path="{path}"]').locator("input, textarea").first

    def expand(self, path: str) -> None:
        """Shows the rows of a list."""
        rows = self.page.locator(f'[data-key-path="{path}"]')
        expect(rows).to_be_visible()
        rows.scroll_into_view_if_needed()
        every = rows.get_by_role("button", name="Expand All").first
        if every.is_enabled():
            every.click()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_role("button", name="Save", exact=True)).to_be_hidden(timeout=20_000)

    @property
    def changed(self) -> list[str]:
        """The lines that differ from what was there, as a diff says them."""
        now = self._now()
        assert now.keys() - {".git/HEAD"} >= self.files.keys()
        return [
            line
            for path, text in sorted(now.items())
            if path != ".git/HEAD"
            for line in unified_diff(self.files.get(path, "").splitlines(), text.splitlines(), n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]

    def _now(self) -> dict[str, str]:
        """The files, once none is just being put in place, which is an error to whoever looks."""
        for _ in range(20):
            try:
                self.page.wait_for_function(WRITTEN)
                return self.page.evaluate(READ)
            except Error:
                self.page.wait_for_timeout(500)
        raise AssertionError("The files don't come to rest.")

    def problems(self, folder: Path) -> list[str]:
        """What our own check finds in the files as they are now, besides what it found before."""
        now, before = self._now(), set(_found(folder / "was", self.files))
        return sorted(set(_found(folder / "now", now)) - before)


def _found(root: Path, files: dict[str, str]) -> Iterator[str]:
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
    problems = check.checked(load.folder(root, date(2026, 6, 30))).problems
    return (f"{problem.place.file} {problem.code} {problem.message}" for problem in problems)


@pytest.fixture
def editor(browser: Browser, address: str) -> Iterator[Editor]:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "data").rglob("*.yml"))
    }
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-US")
    yield Editor(context.new_page(), address, files)
    context.close()


def test_it_asks_nobody_else_and_has_nothing_to_complain_of(editor: Editor) -> None:
    editor.open("standards/entries/email-reply")

    assert editor.elsewhere == []
    assert editor.said == []


def test_a_standard_is_changed_where_it_was_changed(editor: Editor, tmp_path: Path) -> None:
    editor.open("standards/entries/email-reply")
    editor.field("title.en").fill("E-mails answered: soon")
    editor.field("judge_from").fill("25")
    editor.field("targets.0.value").fill("70%")
    editor.save()

    assert editor.changed == [
        "-  en: E-mails answered within four working hours",
        '+  en: "E-mails answered: soon"',
        "-  - 75%",
        "+  - 70%",
        "-judge_from: 20",
        "+judge_from: 25",
    ]
    assert editor.problems(tmp_path) == []


def test_a_clinic_gets_a_name_in_another_language(editor: Editor, tmp_path: Path) -> None:
    editor.open("clinics/entries/us-duluth")
    editor.field("name.fr").fill("Clinique de la Jetée")
    editor.field("hours.0.value").fill("08:00-18:00")
    editor.save()

    assert editor.changed == [
        "-name: North Pier Clinic",
        "+name:",
        "+  en: North Pier Clinic",
        "+  fr: Clinique de la Jetée",
        "-hours: {mon-fri: 08:00-17:30}",
        "+hours: {mon-fri: 08:00-18:00}",
    ]
    assert editor.problems(tmp_path) == []


def test_the_handbook_keeps_its_comments(editor: Editor, tmp_path: Path) -> None:
    editor.open("settings/entries/handbook")
    editor.expand("themes")
    editor.field("themes.0.title.en").fill("Getting in")
    editor.field("privacy.hide_below").fill("10")
    editor.save()

    assert editor.changed == [
        "-privacy: {hide_below: 8}",
        "+privacy: {hide_below: 10}",
        "-    title: {en: Access, es: Acceso, fr: Accès}",
        "+    title: {en: Getting in, es: Acceso, fr: Accès}",
    ]
    assert editor.problems(tmp_path) == []


def test_a_new_role_says_what_was_filled_in(editor: Editor, tmp_path: Path) -> None:
    editor.page.goto(f"{editor.address}#/collections/roles/new")
    editor.field("title.en").fill("Night Nurse")
    editor.save()

    assert editor.changed == ["+title: Night Nurse"]
    assert "data/roles/night-nurse.yml" in editor.page.evaluate(READ)
    assert [told for told in editor.problems(tmp_path) if " HB0" in told] == []


def test_a_file_that_was_changed_elsewhere_meanwhile_isnt_written_over(editor: Editor) -> None:
    editor.open("clinics/entries/us-duluth")
    editor.field("name.en").fill("South Pier Clinic")
    path = "data/clinics/us-duluth.yml"
    by_hand = editor.files[path] + "# By hand.\n"
    editor.page.evaluate(FILL, {path: by_hand})
    editor.page.get_by_role("button", name="Save", exact=True).click()

    expect(editor.page.get_by_text("was changed in another program")).to_be_visible()
    editor.page.wait_for_function(WRITTEN)
    assert editor.page.evaluate(READ)[path] == by_hand


def test_what_was_saved_can_be_changed_again(editor: Editor) -> None:
    for name in ("South Pier Clinic", "West Pier Clinic"):
        editor.open("clinics/entries/us-duluth")
        editor.field("name.en").fill(name)
        editor.save()
        # It goes back to its list by itself, and would leave what is opened before that.
        editor.page.wait_for_function("() => !location.hash.includes('/entries/')")
        editor.page.wait_for_timeout(1000)

    assert editor.changed == ["-name: North Pier Clinic", "+name: West Pier Clinic"]
