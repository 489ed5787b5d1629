"""One run at a time, and what is left of one that was cut off."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from dragoman.errors import DragomanError, StoreError
from dragoman.files import replacing
from dragoman.files.failures import GET_ROOM
from dragoman.files.fence import Fence

PRIVATE = ".dragoman"
"""The folder, in a project, of what can be made again, and of the lock."""


class ProjectLock:
    """Holds a project, and clears away what runs that were cut off left in it."""

    def __init__(
        self,
        root: Path,
        fence: Fence,
        shown: Callable[[Path], str],
        note: Callable[[DragomanError], None],
    ) -> None:
        self._root = root
        self._fence = fence
        self._shown = shown
        self._note = note
        self._held = False
        self._swept: set[Path] = set()

    def clear(self, folder: Path) -> None:
        """Remove what a run that was cut off left in a folder of the project.

        Only while this run holds the project: else it may be what another one is writing.
        """
        if not self._held or folder in self._swept:
            return
        self._swept.add(folder)
        for path in folder.glob(f".*{replacing.UNFINISHED}"):
            if not replacing.clear(path):
                self._note(
                    StoreError(
                        "somebody saved this version of a file at the moment in which a run that "
                        "was then cut off replaced it",
                        path=self._shown(path),
                        advice="Copy what is missing from it into the file, and delete it.",
                    )
                )

    def sweep(self) -> None:
        """Remove what runs that were cut off left anywhere in the folder.

        Raises `StoreError` where another run is at work.
        """
        with self.lock():
            self._sweep_below(self._root)
            self._sweep_below(self._root / PRIVATE)

    def _sweep_below(self, folder: Path) -> None:
        self.clear(folder)
        try:
            inner = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError:
            return
        for path in inner:
            if path.is_dir() and not path.is_symlink():
                self._sweep_below(path)

    @contextmanager
    def lock(self, patience: float = 0) -> Iterator[None]:
        """Hold the project for this run, which may hold it already.

        Raises `StoreError` if another run still holds it after `patience` seconds.
        """
        if self._held:
            yield
            return
        folder = self._root / PRIVATE
        self._fence.place(folder / "lock", self._shown(folder))
        lock = filelock.FileLock(folder / "lock", timeout=patience)
        try:
            self.make_private()
            lock.acquire()
        except filelock.Timeout:
            raise StoreError(
                "another dragoman run is at work in this project",
                path=self._root,
                advice="Wait until it is done, and run the command again.",
            ) from None
        except OSError as error:
            raise StoreError(
                f"the project's folder cannot be written: {error.strerror}",
                path=folder,
                advice=f"Nothing was changed. {GET_ROOM}",
            ) from None
        self._held = True
        try:
            with self._at_work(folder / "at-work"):
                yield
        finally:
            self._held = False
            self._swept.clear()
            lock.release()

    @contextmanager
    def _at_work(self, mark: Path) -> Iterator[None]:
        """Leave a mark while a run is at work. One that is there is of a run that was cut off."""
        if mark.exists():
            self._sweep_below(self._root)
        with suppress(OSError):  # a link that a project brought along is not followed
            os.close(os.open(mark, os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)))
        try:
            yield
        finally:
            with suppress(OSError):
                mark.unlink()

    def make_private(self) -> None:
        """Make the tool's own folder, and keep git from it. Raises `OSError` if it cannot.

        The file is written once: on a full disk, it would be emptied.
        """
        file = self._fence.place(self._root / PRIVATE / ".gitignore", PRIVATE)
        file.parent.mkdir(exist_ok=True)
        if not file.is_file() or not file.stat().st_size:
            file.write_text("*\n", encoding="ascii")
