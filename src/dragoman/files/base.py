"""The files of one folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO

from dragoman.errors import DragomanError, StoreError
from dragoman.files import failures, heap, listing, replacing
from dragoman.files.contents import BLOCK, Contents
from dragoman.files.failures import GET_ROOM
from dragoman.files.fence import Fence, refuse_odd, within
from dragoman.files.lock import ProjectLock

Stamp = tuple[int, int, int]
"""What changes with a file: its size, its place on the disk, and its time of change in ns."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""A named pipe is opened at once, and then refused, instead of waiting for a writer."""


class Files:
    """The files below a folder.

    Every method that takes a path raises `StoreError` if the path leads out of the folder by a
    link, unless links may. What is replaced is replaced as a whole: a reader, or a crash, sees
    the old file or the new one.
    """

    def __init__(self, root: Path, *, follow: bool = False) -> None:
        """Take a folder; with `follow`, links may lead out of it."""
        self.root = root
        self._begin = f"{root.as_posix().rstrip('/')}/" if root.parts else ""
        """What the paths of its files begin with."""

        self.problems: list[DragomanError] = []
        """What was met on the way and kept nothing from being done, each once."""

        self._fence = Fence(root, follow=follow)
        self._told: set[str] = set()
        self._lock = ProjectLock(root, self._fence, self.shown, self.note)

    def note(self, problem: DragomanError) -> None:
        """Keep a problem for the end of the run, each once."""
        told = str(problem)
        if told not in self._told:
            self._told.add(told)
            self.problems.append(problem)

    def forget_problems(self) -> None:
        """Begin anew with what is met on the way."""
        self._told.clear()
        self.problems.clear()

    def shown(self, path: Path) -> str:
        """Return the path as messages show it: from this folder, if it lies there."""
        name = path.as_posix()
        return name.removeprefix(self._begin) or "."

    def whole(self, name: str) -> str:
        """Return the path of what `shown` gives the name of, as the system takes it."""
        return self._begin + name

    def real(self, path: Path) -> Path:
        """Return the path with all links in it followed."""
        return Path(os.path.realpath(path))

    def within(self, folder: Path, name: str) -> Path:
        """Return the path in `folder` that a file of the project names.

        Raises `StoreError` for a name that leads out of it.
        """
        return within(folder, name, self.shown(folder))

    def below(self, folder: Path) -> tuple[Path, ...]:
        """Return everything below a folder that is not a folder, in order; hidden ones left out.

        What has a name that is not UTF-8, or cannot be looked at, is in `problems`.
        """
        return tuple(sorted(folder / name for name in self.names(folder)))

    def names(self, folder: Path) -> list[str]:
        """Return the names of what `below` returns, from the folder, in no certain order."""
        return listing.names(folder, self._fence, self.shown, self.note)

    def folders(self, folder: Path) -> tuple[Path, ...]:
        """Return the folders in a folder, in order; hidden ones left out."""
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError:
            return ()
        return tuple(path for path in paths if self.is_folder(path))

    def stamp(self, path: Path | str) -> Stamp | None:
        """Return what changes with a file; `None` if there is none."""
        found = _look(path)
        return found and (found.st_size, found.st_ino, found.st_mtime_ns)

    def changed(self, path: Path) -> datetime | None:
        """Return when a file was last saved, in local time; `None` if there is none."""
        found = _look(path)
        return found and datetime.fromtimestamp(found.st_mtime)

    def is_file(self, path: Path) -> bool:
        """Whether there is a file."""
        found = _look(path)
        return found is not None and stat.S_ISREG(found.st_mode)

    def holds(self, path: Path) -> bool:
        """Whether anything has this name, be it a file or not, or a link that leads nowhere."""
        return os.path.lexists(path)

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        found = _look(path)
        return found is not None and stat.S_ISDIR(found.st_mode)

    def read(self, path: Path) -> bytes | None:
        """Return what the file holds, or `None` if there is no such file.

        Raises `StoreError` if it cannot be read.
        """
        try:
            with self._opened(path) as file:
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise failures.unread(self.shown(path), error) from None

    def contents(self, path: Path) -> Contents | None:
        """Return what the file holds, of a long one not held in memory if there is room elsewhere.

        `None` if there is no such file. Raises `StoreError` if it cannot be read.
        """
        with suppress(StoreError), self.reading(path) as file:
            return Contents(iter(partial(file.read, BLOCK), b""))
        data = self.read(path)
        return None if data is None else Contents.of(data)

    def digest(self, path: Path) -> str | None:
        """Return the SHA-256 of what the file holds, `None` if there is no such file.

        Raises `StoreError` if it cannot be read.
        """
        try:
            with self._opened(path) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise failures.unread(self.shown(path), error) from None

    @contextmanager
    def reading(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a file to read piece by piece. Raises `StoreError` if it cannot be read."""
        try:
            with self._opened(path) as file:
                yield file
        except OSError as error:
            raise failures.unread(self.shown(path), error) from None

    def holds_still(self, path: Path, expected: Contents | None) -> bool:
        """Whether a file holds just this, `None` for no file."""
        try:
            with self._opened(path) as file:
                return expected is not None and expected.are_in(file)
        except FileNotFoundError:
            return expected is None
        except OSError as error:
            raise failures.unread(self.shown(path), error) from None

    def _opened(self, path: Path) -> BufferedReader:
        handle = os.open(self._fence.place(path, self.shown(path)), _FLAGS)
        try:
            found = os.fstat(handle)
            refuse_odd(found.st_mode, self.shown(path))
            if found.st_size > heap.LARGE:
                heap.settle()
            return os.fdopen(handle, "rb")
        except BaseException:
            os.close(handle)
            raise

    def write(self, path: Path, data: bytes | Contents, expected: bytes | Contents | None) -> None:
        """Replace the file by `data`, at once and as a whole.

        Raises `ChangedMeanwhileError` if it does not hold `expected` at that moment, which is
        `None` for a file that is not there yet, and `StoreError` if it cannot be written.
        """
        shown = self.shown(path)
        place = self._fence.place(path, shown)
        made = Contents.of(data) if isinstance(data, bytes) else data
        before = Contents.of(expected) if isinstance(expected, bytes) else expected
        try:
            with self._unfinished(path, place) as (new, file):
                file.writelines(made)
            try:
                self._like_old(path, new, place)
                if not self.holds_still(path, before):
                    raise replacing.SlippedInError
                replacing.into_place(new, place, made.digest, before)
            finally:
                new.unlink(missing_ok=True)
        except (replacing.SlippedInError, FileNotFoundError):
            # Not found: another run took what is unfinished for left behind, or the folder away.
            advice = "It was left as it is. Save it in your editor, and run the command again."
            raise failures.changed(shown, advice) from None
        except OSError as error:
            raise self._unwritten(path, error) from None

    @contextmanager
    def writing(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a file to write piece by piece. It takes the old one's place when the block ends.

        Where the block raises, the old file stays. Raises `StoreError` if the file cannot be
        written.
        """
        place = self._fence.place(path, self.shown(path))
        try:
            with self._unfinished(path, place) as (new, file):
                yield file
            try:
                self._like_old(path, new, place)
                new.replace(place)
            finally:
                new.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritten(path, error) from None

    @contextmanager
    def _unfinished(self, path: Path, place: Path) -> Iterator[tuple[Path, IO[bytes]]]:
        found = _look(place)
        if found is not None:
            refuse_odd(found.st_mode, self.shown(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        self._lock.clear(place.parent)
        with replacing.unfinished(place) as pair:
            yield pair

    def _like_old(self, path: Path, new: Path, old: Path) -> None:
        if not replacing.alike(new, old):
            self.note(failures.disowned(self.shown(path)))

    def _unwritten(self, path: Path, error: OSError) -> StoreError:
        advice = f"Nothing was changed in it. {GET_ROOM}"
        return failures.unwritten(self.shown(path), error, advice)

    def replace(self, path: Path, data: bytes | Contents) -> None:
        """Replace a file that can be made again: whole, but not forced to the disk.

        Raises `StoreError` if it cannot be written.
        """
        place = self._fence.place(path, self.shown(path))
        new = replacing.unused(place)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with new.open("xb") as file:
                    file.writelines(Contents.of(data) if isinstance(data, bytes) else data)
                new.replace(place)
            finally:
                new.unlink(missing_ok=True)
        except OSError as error:
            raise failures.unwritten(self.shown(path), error, GET_ROOM) from None

    def append(self, path: Path, data: bytes) -> None:
        """Add to a file, which is made if there is none. Raises `StoreError` if it cannot be."""
        self.extend(path, (data,))

    def extend(self, path: Path, parts: Iterable[bytes]) -> None:
        """Add to a file what is made part by part. Raises `StoreError` if it cannot be."""
        place = self._fence.place(path, self.shown(path))
        try:
            with place.open("ab") as file:
                file.writelines(parts)
        except OSError as error:
            raise self._unwritten(path, error) from None

    def touch(self, path: Path) -> bool:
        """Give a file the time that it is now where it is kept; return whether that could be."""
        try:
            os.utime(self._fence.place(path, self.shown(path)))
        except OSError:
            return False
        return True

    def make_folder(self, path: Path) -> bool:
        """Make a folder, and those above it; return whether it was not there.

        Raises `StoreError` if it cannot be made.
        """
        if self.is_folder(path):
            return False
        try:
            self._fence.place(path, self.shown(path)).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failures.unmade(self.shown(path), error) from None
        return True

    def move(self, old: Path, new: Path) -> None:
        """Give a file another place, at once, where no file is yet; remove folders left empty.

        Raises `StoreError` if there is one, or if it cannot be moved.
        """
        place, target = (self._fence.place(path, self.shown(path)) for path in (old, new))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replacing.move(place, target)
        except replacing.SlippedInError:
            raise failures.taken(self.shown(old), self.shown(new)) from None
        except OSError as error:
            raise failures.unmoved(self.shown(old), self.shown(new), error) from None
        self._clear_folders(old.parent, self._top(old))

    def remove(self, path: Path, expected: bytes) -> None:
        """Remove a file, and the folders that it leaves empty, but none at the top.

        Raises `ChangedMeanwhileError` if it no longer holds `expected`, and `StoreError` if it
        cannot be removed.
        """
        if self.read(path) != expected:
            advice = "It was left where it is. Run the command again."
            raise failures.changed(self.shown(path), advice)
        self._unlink(path)
        self._clear_folders(path.parent, self._top(path))

    def discard(self, path: Path) -> None:
        """Remove a file that can be made again, and the folders that are empty then.

        Raises `StoreError` if it cannot be removed.
        """
        self._unlink(path)
        self._clear_folders(path.parent, self.root)

    def _unlink(self, path: Path) -> None:
        # Of a link, the link itself goes, and not what it leads to.
        place = self._fence.folder(path, self.shown(path)) / path.name
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise failures.unremoved(self.shown(path), error) from None

    def _top(self, path: Path) -> Path:
        """The folder at the top that holds the path."""
        return self.root / path.relative_to(self.root).parts[0]

    def _clear_folders(self, folder: Path, last: Path) -> None:
        """Remove a folder and those above it, up to `last`, as far as they are empty."""
        while folder != last and folder.is_relative_to(last):
            try:
                folder.rmdir()
            except OSError:  # it is not empty, or may stay
                return
            folder = folder.parent

    def make_private(self) -> None:
        """Make the tool's own folder, hidden from git. Raises `OSError` if it cannot be made."""
        self._lock.make_private()

    def sweep(self) -> None:
        """Remove what runs that were cut off left anywhere in the folder.

        Raises `StoreError` where another run is at work.
        """
        self._lock.sweep()

    @contextmanager
    def lock(self, patience: float = 0) -> Iterator[None]:
        """Hold the project for this run, which may hold it already.

        Raises `StoreError` if another run still holds it after `patience` seconds.
        """
        with self._lock.lock(patience):
            yield


def anywhere() -> Files:
    """Return the files that a person names on the command line: wherever they are."""
    return Files(Path(), follow=True)


def _look(path: Path | str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 (`Path.stat` takes twice as long)
    except (OSError, ValueError):
        return None
