"""The form editor of this repository's site in a real browser, working on a copy of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import check, load
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
      else found[path + name] = await (await handle.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""


class Editor:
    """The form editor with a clone to work on."""

    def __init__(self, page: Page, address: str, files: dict[str, str]) -> None:
        self.page, self._address, self.files = page, f"{address}admin/", files
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda told: self.said.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url, address))
        page.add_init_script(PICKED)
        page.goto(f"{address}admin/sveltia/LICENSE.txt")
        page.evaluate(FILL, {".git/HEAD": "ref: refs/heads/main\n", **files})
        page.goto(self._address)
        page.get_by_role("button", name="Work with Local Repository").click()
        expect(page.get_by_text("Booked visits that nobody came to")).to_be_visible()

    def _note(self, url: str, address: str) -> None:
        if not url.startswith((address, "blob:", "data:")):
            self.elsewhere.append(url)

    def open(self, anchor: str) -> None:
        self.page.goto(f"{self._address}#/collections/{anchor}")
        expect(self.page.get_by_role("button", name="Save", exact=True)).to_be_visible()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_role("button", name="Save", exact=True)).to_be_hidden()

    @property
    def changed(self) -> list[str]:
        """The lines that differ from what was there, as a diff says them."""
        now = self.page.evaluate(READ)
        assert now.keys() - {".git/HEAD"} >= self.files.keys()
        return [
            line
            for path, text in sorted(now.items())
            if path != ".git/HEAD"
            for line in unified_diff(self.files.get(path, "").splitlines(), text.splitlines(), n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]

    def problems(self, folder: Path) -> list[str]:
        """What our own check finds in the files as they are now, besides what it found before."""
        return sorted(set(_found(folder / "now", self.page.evaluate(READ))) - set(_found(folder / "was", self.files)))


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
