"""The folder that a preview is of: its settings, its data, and how the host builds it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as host_build
from mkdocs.config.defaults import MkDocsConfig

from generator.load.parse_cache import ParseCache
from generator.mkdocs import BenchbookPlugin, root
from generator.mkdocs.lazy_build import LazyBuild
from generator.mkdocs.log_capture import remarks
from generator.model.finding_cache import FindingCache
from generator.model.page import Handbook


class LiveFolder:
    """Read again as far as it has changed."""

    def __init__(
        self,
        config: MkDocsConfig,
        plugin: BenchbookPlugin,
        again: Callable[[], tuple[MkDocsConfig, BenchbookPlugin]],
        host: str,
        port: int,
    ) -> None:
        """`config` as it was read first; `again` reads it, and raises MkDocsException where it can't."""
        self._config, self._plugin, self._again = config, plugin, again
        self._remembered, self._reckoned = ParseCache(), FindingCache()
        self._fresh = True
        path = urlsplit(config.site_url or "/").path
        self.base = f"/{path.strip('/')}/" if path.strip("/") else "/"
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{port}{self.base}"
        self.said: list[str] = []
        """What the host warned of when it built last."""
        self.behind = False
        """Whether settings or hand-written pages were saved that aren't shown yet."""
        config.plugins.on_startup(command="serve", dirty=False)

    # ------------------------------------------------------------ what belongs to what

    @property
    def _data(self) -> Path:
        return root(self._config) / self._plugin.config.data_dir

    @property
    def places(self) -> Iterator[Path]:
        """Files and folders of which a change is to be shown."""
        config = self._config
        watched = (config.theme.custom_dir, *config.watch)
        yield from (self._data, Path(config.config_file_path), Path(config.docs_dir))
        yield from (Path(place) for place in watched if place)

    def is_data(self, file: Path) -> bool:
        """Whether only our own pages depend on the file."""
        return file.is_relative_to(self._data)

    def is_copied(self, file: Path) -> bool:
        """Whether the file goes to the site as it is, so that pages change without other bytes."""
        return not self.is_data(file) and file.suffix not in (".md", ".yml", ".yaml", ".html")

    def shown(self, file: Path) -> str:
        """The file's path as an editor knows it."""
        top = root(self._config)
        return file.relative_to(top).as_posix() if file.is_relative_to(top) else str(file)

    # ------------------------------------------------------------ reading and building

    def read_settings(self) -> None:
        """Reads mkdocs.yml again. Raises MkDocsException where it can't be."""
        with remarks() as self.said:
            if not self._fresh:
                self._config, self._plugin = self._again()
            self._fresh = False
            self._config.site_url = self.address

    def handbook(self) -> Handbook:
        """The handbook as its files are now."""
        gc.disable()  # what is made now lives on, and walking over it takes a fifth of the time
        return self._plugin.read(self._config, self._remembered, self._reckoned)

    def build(self, later: LazyBuild, site: Path) -> None:
        """Has the host build the site in a folder. Raises MkDocsException; then all is as it was."""
        plugin = self._plugin
        before = plugin.build, plugin.later
        self._config.site_dir, plugin.later = str(site), later
        try:
            with remarks() as self.said:
                host_build(self._config, serve_url=self.address)
        except BaseException:
            plugin.build, plugin.later = before
            raise

    def rest(self) -> None:
        """Clears away what nobody needs any more, while nobody waits."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        self._config.plugins.on_shutdown()
        # The host keeps a plugin for the next build of this process, which writes its pages.
        self._plugin.later = None
