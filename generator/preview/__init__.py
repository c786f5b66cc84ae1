"""`benchbook serve`: the site while one edits it.

After a save only the files that changed are read again, and a page is made when somebody looks at it.
Whatever is wrong, what could be shown last stays, and says so.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread

from markupsafe import Markup
from mkdocs.exceptions import MkDocsException

from generator.mkdocs.lazy_build import LazyBuild
from generator.mkdocs.refusal import Refused, refuse_endless, refuse_leaks, refuse_unsettled
from generator.model.page import Handbook
from generator.preview.file_watch import Watch
from generator.preview.live_folder import LiveFolder
from generator.preview.problem_bar import markup
from generator.preview.server import Server
from generator.preview.shown_files import Shown
from generator.preview.updates import PreviewUpdate, differences
from generator.problem import Problem

IDLE = 3.0
"""Seconds without a save after which there is time to tidy up."""

ELSEWHERE = "What was saved last can't be shown. The terminal of whoever keeps the files says why."

OURS = "This is a mistake of the program, not of the files; please report it. "


class Preview:
    """What is shown, and how it follows what is saved."""

    def __init__(self, source: LiveFolder, tell: Callable[[PreviewUpdate], None], *, local: bool) -> None:
        """`local`: whether nobody but whoever keeps the files can look at it."""
        self._source, self._tell, self._local = source, tell, local
        self._folder = Path()
        self._handbook: Handbook | None = None
        self._remarks: tuple[str, ...] = ()
        self._trouble = self._detail = ""
        self._failures: list[str] = []
        self.changing = Condition()
        self.shown: Shown | None = None
        self.strip, self.files, self.base = Markup(""), "0", source.base

    def serve(self, server: Server, ready: Callable[[], None]) -> None:
        """Shows the site until it is interrupted. `ready` is called once it can be looked at."""
        with server, tempfile.TemporaryDirectory(prefix="benchbook-") as folder:
            self._folder = Path(folder)
            try:
                watch = Watch(self._source.places)
                self._follow(frozenset())
                Thread(target=server.serve_forever, daemon=True).start()
                ready()
                while True:
                    if (saved := watch.changed(within=IDLE)) is None:
                        self._source.rest()
                        saved = watch.changed()
                    self._follow(saved)
                    watch.also(self._source.places)
            finally:
                self._source.end()

    def failed(self, what: str) -> None:
        """A page can't be made, by a mistake of ours. Said once for each page and save."""
        if what not in self._failures:
            self._failures.append(what)
            reason = f"{OURS}The page `/{what}` can't be made."
            known = self._handbook.problems if self._handbook else ()
            self._tell(PreviewUpdate((), 0, (), (), known, trouble=reason, detail=traceback.format_exc()))

    # ------------------------------------------------------------ after a save

    def _follow(self, saved: frozenset[Path]) -> None:
        """Takes in what was saved, and tells open pages and the terminal."""
        began = time.monotonic()
        before, remarks, was_trouble = self._handbook, self._remarks, self._trouble
        self._failures, self._trouble, self._detail = [], "", ""
        self._try(saved)
        known = before.problems if before else ()
        problems = self._handbook.problems if self._handbook else ()
        new, mended = differences(known, problems)
        with self.changing:
            self.strip = markup(self._tellable(), self._remarks, self._why())
            self.changing.notify_all()
        self._tell(
            PreviewUpdate(
                saved=tuple(sorted(map(self._source.shown, saved))),
                seconds=time.monotonic() - began,
                new=new,
                mended=mended,
                problems=problems,
                remarks=tuple(said for said in self._remarks if said not in remarks),
                trouble=self._trouble,
                detail=self._detail,
                over=bool(was_trouble) and not self._trouble,
            )
        )

    def _try(self, saved: frozenset[Path]) -> None:
        """Whatever comes of it, what was shown before stays unless there is something newer."""
        try:
            self._take_in(saved)
        except Refused as reason:
            self._trouble = str(reason)
        except MkDocsException as reason:
            self._trouble = "\n".join(dict.fromkeys((*self._source.said, str(reason))))
        except Exception as reason:  # noqa: BLE001 - told, and what is shown stays
            self._trouble = f"{OURS}{type(reason).__name__}: {reason}"
            self._detail = traceback.format_exc()

    def _take_in(self, saved: frozenset[Path]) -> None:
        source, data = self._source, any(map(self._source.is_data, saved))
        source.behind |= self.shown is None or not all(map(source.is_data, saved))
        if source.behind:
            source.read_settings()
        if self._handbook is None or source.behind or data:
            self._handbook = source.handbook()
        refuse_leaks(self._handbook)
        refuse_endless(self._handbook)
        if self.shown is not None:
            refuse_unsettled(self._handbook)
        with self.changing:
            if source.behind or not self.shown.takes(self._handbook):
                self._build(saved)
        source.behind = False

    def _build(self, saved: frozenset[Path]) -> None:
        """Has the host build the site, beside the one that is shown."""
        site = Path(tempfile.mkdtemp(dir=self._folder))
        later = LazyBuild(self._handbook)
        try:
            self._source.build(later, site)
        except BaseException:
            shutil.rmtree(site, ignore_errors=True)
            raise
        before, self.shown = self.shown, Shown(site, later)
        self._remarks = tuple(self._source.said)
        if before is not None:
            self.shown.follows(before)
            shutil.rmtree(before.site, ignore_errors=True)
        if any(map(self._source.is_copied, saved)):
            self.files = str(int(self.files) + 1)

    def _why(self) -> str:
        """Why a page may say that nothing newer is shown: the reasons tell how to come by hidden values."""
        return self._trouble if self._local or not self._trouble else ELSEWHERE

    def _tellable(self) -> tuple[Problem, ...]:
        """What a page may name: all of it to whoever keeps the files, else what readers may know."""
        if self._handbook is None:
            return ()
        return self._handbook.problems if self._local else self._handbook.told
