"""Running MkDocs ourselves: for `benchbook build` and `benchbook export`, and for the preview."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as host_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.mkdocs import BenchbookPlugin
from generator.mkdocs import export as exporting
from generator.mkdocs.build import Build
from generator.mkdocs.log_capture import remarks as heard
from generator.mkdocs.refusal import Disclosed, Endless, Unsettled
from generator.model.page import Download, Handbook
from generator.publish import site_folder as sites
from generator.publish.build_lock import Busy, build_lock


class NotBuilt(Exception):
    """The folder can't be built; the message says why and what to do."""


class Withheld(NotBuilt):
    """The handbook can't be published as it is; the message names each reason at its place."""


class BuildIsRunning(NotBuilt):
    """Another build of the same site is at work."""


class NoSettings(Withheld):
    """The handbook's own file is wrong."""


class Leaking(Withheld):
    """What would be published gives away what has to be hidden."""


@dataclass(frozen=True)
class Built:
    """What a build made."""

    site: Path
    handbook: Handbook
    pages: int
    """Pages made from the data."""

    files: int
    """Files in the site, all of them."""

    size: int
    """Their size in bytes."""

    series: int
    seconds: float
    remarks: tuple[str, ...]
    """What MkDocs warns of, such as a link in a hand-written page that leads nowhere."""

    published: bool
    """False where a strict build found something: the site stands as it was."""

    @property
    def clean(self) -> bool:
        return not (self.handbook.in_the_way or self.remarks)


def build(  # noqa: PLR0913 - what it takes, by name
    folder: Path,
    site: Path | None = None,
    *,
    strict: bool = False,
    as_of: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
    wait: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Built:
    """Builds the site of the handbook in `folder`, whole or not at all.

    It is built beside its place and put there when it is finished; with `strict`, only if nothing
    was found wrong. `on_page` hears how many of how many pages are written. Another build of the same
    site is waited for, which `tell` hears of; without `wait` it raises Waits.
    Raises NotBuilt.
    """
    started = time.monotonic()
    with heard() as remarks:
        config = loaded_config(folder, remarks, **({"site_dir": str(site)} if site else {}))
        target = Path(config.site_dir)
        if target.is_symlink():  # what it leads to is replaced, and the link stays
            target = Path(os.path.realpath(target))
        plugin = our_plugin(config)
        plugin.on_page_done = on_page
        if as_of:
            plugin.config["as_of"] = as_of
        try:
            with build_lock(target, wait=wait, tell=tell):
                plugin.alone = True
                try:
                    done, files, publish = _written(config, plugin, target, remarks, strict, tell)
                finally:
                    plugin.alone = False  # MkDocs may use the same plugin for the next build
        except Busy as reason:
            raise BuildIsRunning(str(reason)) from None
    return Built(
        site=target,
        handbook=done.handbook,
        pages=sum(1 for _ in done.guests),
        files=len(files),
        size=sum(files),
        series=done.series,
        seconds=time.monotonic() - started,
        remarks=tuple(remarks),
        published=publish,
    )


def _written(  # noqa: PLR0913, PLR0917 - what it is made of
    config: MkDocsConfig,
    plugin: BenchbookPlugin,
    target: Path,
    remarks: list[str],
    strict: bool,
    tell: Callable[[str], None],
) -> tuple[Build, list[int], bool]:
    """Builds beside `target` and puts it there: the build, its files' sizes, and whether it stands there."""
    unfinished = sites.beside(target)
    _refuse_other_files(target)
    config.site_dir = str(unfinished)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        host_build(config)
        files = [file.stat().st_size for file in unfinished.rglob("*") if file.is_file()]
        done = plugin.build
        publish = not (strict and (remarks or done.handbook.in_the_way))
        if publish and not sites.put(unfinished, target):
            tell(f"`{target}` can't be renamed, so its files were replaced one by one.")
    except MkDocsException as reason:
        # MkDocs aborts without saying why; what it was about to handle does.
        raise _not_built(reason, remarks) from reason
    except OSError as reason:
        # Of a file that can't be written to the end the system tells no name. Readers know one in the site.
        said = Path(os.fsdecode(reason.filename or unfinished))
        within = said.relative_to(unfinished) if said.is_relative_to(unfinished) else None
        reason.filename = str(said if within is None else target / within)
        raise
    finally:
        config.plugins.on_shutdown()
        sites.clear(unfinished, target)
    return done, files, publish


def export(folder: Path, *, as_of: str | None = None) -> Iterator[Download]:
    """The files of an ordinary docs folder with the same pages. Raises NotBuilt."""
    with heard() as remarks:
        config = loaded_config(folder, remarks)
    # With a file for each page, a link is right whether a generator takes it as relative to the page
    # or, as Zensical does, to the Markdown file.
    config["use_directory_urls"] = False
    plugin = our_plugin(config)
    if as_of:
        plugin.config["as_of"] = as_of
    try:
        handbook = plugin.made(config)
    except MkDocsException as reason:
        raise _not_built(reason, []) from reason
    config_file = Path(config.config_file_path)
    return exporting.files(handbook, config_file.read_text(encoding="utf-8"), Path(config.docs_dir))


def _not_built(reason: MkDocsException, remarks: list[str]) -> NotBuilt:
    """Why nothing was built: where a hook of ours refused, what that said."""
    for told in (reason, reason.__context__):
        if isinstance(told, Unsettled):
            return NoSettings(str(told))
        if isinstance(told, Disclosed):
            return Leaking(str(told))
        if isinstance(told, Endless):
            return Withheld(str(told))
    return NotBuilt("\n".join((*remarks, str(reason))))


def config_file_of(folder: Path) -> Path:
    """The handbook's mkdocs.yml. Raises NotBuilt."""
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        if (folder / name).is_file():
            return folder / name
    raise NotBuilt(
        f"There is no mkdocs.yml in `{folder}`. Name a handbook's folder, the one that "
        "holds mkdocs.yml and data/, or start one with `benchbook new handbook DIR`."
    )


def loaded_config(folder: Path, remarks: list[str], **more: str) -> MkDocsConfig:
    """mkdocs.yml of the handbook, with `more` in place of what it says. Raises NotBuilt with `remarks`."""
    config_file = config_file_of(folder)
    try:
        return load_config(config_file=str(config_file), **more)
    except MkDocsException as reason:
        raise NotBuilt("\n".join((f"{config_file}: {reason}", *remarks))) from reason


def our_plugin(config: MkDocsConfig) -> BenchbookPlugin:
    """Our plugin among those that mkdocs.yml names. Raises NotBuilt."""
    found = next((plugin for plugin in config.plugins.values() if isinstance(plugin, BenchbookPlugin)), None)
    if found is None:
        raise NotBuilt(f"{config.config_file_path}: add `- benchbook` below `plugins:`.")
    return found


def _refuse_other_files(site: Path) -> None:
    """A folder that holds something else than a site is never replaced."""
    if os.path.lexists(site) and not sites.is_site(site):
        what = "holds files that are no site. Empty it" if site.is_dir() else "is no folder. Move it away"
        raise NotBuilt(f"`{site}` {what}, or name another with --site-dir.")
