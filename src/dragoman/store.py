"""The only reader and writer of a newsroom's files.

    glossary.yaml                           read and written
    seeds/<article path>                    read
    locales/<locale>/<article path>.yaml    read and written
    output/<locale>/<article path>          written, or elsewhere in it by the preset
    output/.dragoman-manifest.json          the list of what was written there
    .dragoman/                              a lock and the engine's finished translations;
                                            can be deleted when no run is on

Files are replaced as a whole: a reader, or a crash, sees the old file or the new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

import filelock

from dragoman.errors import ArticleError, StoreError
from dragoman.glossary import FILE as GLOSSARY
from dragoman.project import Project

SEEDS, LOCALES, OUTPUT, PRIVATE = "seeds", "locales", "output", ".dragoman"
MEMORIES = "memories"

_UNFINISHED = ".dragoman.tmp"
"""How the name of a file ends that is written and not yet in its place."""


class ChangedMeanwhileError(StoreError):
    """The file is not what it was when it was read; read it again."""


class Store:
    """The files of one project."""

    def __init__(self, project: Project) -> None:
        self.root = project.root
        self._held = False
        self._swept: set[Path] = set()

    def articles(self) -> tuple[str, ...]:
        """Return every file in `seeds/`, whatever its kind, in order; hidden ones left out."""
        seeds = self.root / SEEDS
        if not seeds.is_dir():
            raise StoreError(
                "the project has no folder `seeds`",
                path=seeds,
                advice="Make it, and put your articles into it.",
            )
        found = (path.relative_to(seeds) for path in seeds.rglob("*") if path.is_file())
        return tuple(
            sorted(
                path.as_posix()
                for path in found
                if not any(part.startswith(".") for part in path.parts)
            )
        )

    def named(self, name: str, here: Path) -> tuple[str, ...]:
        """Return what a person means by `name`: a path in `seeds/` or from `here`.

        A folder means every file in it. Raises `ArticleError` where there is nothing.
        """
        seeds = (self.root / SEEDS).resolve()
        for base in (seeds, here.resolve()):
            path = (base / name).resolve()
            if not path.is_relative_to(seeds):
                continue
            place = path.relative_to(seeds)
            if path.is_file():
                return (place.as_posix(),)
            if path.is_dir():
                return tuple(
                    each for each in self.articles() if PurePosixPath(each).is_relative_to(place)
                )
        raise ArticleError(
            "there is no such article",
            path=name,
            advice=f"Articles are files in the folder {self.root / SEEDS}.",
        )

    def article_path(self, article: str) -> Path:
        """Return where the article stands."""
        return self.root / SEEDS / PurePosixPath(article)

    def review_path(self, article: str, locale: str) -> Path:
        """Return where the article's review file stands."""
        return self.root / LOCALES / locale / f"{article}.yaml"

    def output_path(self, name: str) -> Path:
        """Return where a file among the exports stands."""
        return self.root / OUTPUT / PurePosixPath(name)

    @property
    def glossary_path(self) -> Path:
        """Return where the newsroom's terms stand."""
        return self.root / GLOSSARY

    @property
    def cache_path(self) -> Path:
        """Where engines keep finished translations.

        It lies in the project, not with the user: who deletes or hands over a newsroom's folder
        has all of its texts, and no copy stays behind elsewhere on the machine.
        """
        return self.root / PRIVATE / "translations.sqlite"

    @property
    def memory_path(self) -> Path:
        """Return where the index of the translation memory stands."""
        return self.root / PRIVATE / "memory.sqlite"

    def imported_path(self, locale: str, name: str) -> Path:
        """Return where an imported translation memory stands."""
        return self.root / MEMORIES / locale / f"{name}.tmx"

    def imported(self) -> tuple[Path, ...]:
        """Return the imported translation memories, in order."""
        return tuple(sorted((self.root / MEMORIES).glob("*/*.tmx")))

    def reviews(self) -> tuple[Path, ...]:
        """Return every review file, in order; hidden ones left out."""
        found = (self.root / LOCALES).glob("*/**/*.yaml")
        return tuple(sorted(path for path in found if not path.name.startswith(".")))

    def locale_folders(self) -> tuple[Path, ...]:
        """Return the folders of review files, in order; hidden ones left out."""
        found = (self.root / LOCALES).glob("[!.]*")
        return tuple(sorted(path for path in found if path.is_dir()))

    def index_path(self, name: str) -> Path:
        """Return where the index of that name stands: what was found in files."""
        return self.root / PRIVATE / f"{name}.json"

    def stamp(self, path: Path) -> tuple[int, int, int] | None:
        """Return what changes with a file: size, place on the disk and time of change in ns.

        `None` if there is no such file.
        """
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_size, found.st_ino, found.st_mtime_ns

    def changed(self, path: Path) -> datetime | None:
        """Return when a file was last saved, in local time; `None` if there is none."""
        try:
            return datetime.fromtimestamp(path.stat().st_mtime)
        except OSError:
            return None

    def shown(self, path: Path) -> str:
        """Return the path as messages show it: from the project's folder, if it lies there."""
        inside = path.is_relative_to(self.root)
        return (path.relative_to(self.root) if inside else path).as_posix()

    def read(self, path: Path) -> bytes | None:
        """Return what the file holds, or `None` if there is no such file.

        Raises `StoreError` if it cannot be read.
        """
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"the file cannot be read: {error.strerror}", path=self.shown(path)
            ) from None

    @contextmanager
    def reading(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a file to read piece by piece. Raises `StoreError` if it cannot be read."""
        try:
            with path.open("rb") as file:
                yield file
        except OSError as error:
            raise StoreError(
                f"the file cannot be read: {error.strerror}", path=self.shown(path)
            ) from None

    def write(self, path: Path, data: bytes, expected: bytes | None) -> None:
        """Replace the file by `data`, at once and as a whole.

        Raises `ChangedMeanwhileError` if it no longer holds `expected`, which is `None` for a
        file that is not there yet, and `StoreError` if it cannot be written.
        """
        shown = self.shown(path)

        def unchanged() -> None:
            if self.read(path.resolve()) != expected:
                raise ChangedMeanwhileError(
                    "the file was changed by somebody else while this run was at work",
                    path=shown,
                    advice="It was left as it is. Save it in your editor, and run the command "
                    "again.",
                )

        with self.writing(path, unchanged) as file:
            file.write(data)

    @contextmanager
    def writing(self, path: Path, check: Callable[[], None] | None = None) -> Iterator[IO[bytes]]:
        """Open a file to write piece by piece. It takes the old one's place when the block ends.

        `check` is called just before. Where it or the block raises, the old file stays. Raises
        `StoreError` if the file cannot be written.
        """
        shown = self.shown(path)
        path = path.resolve()
        temporary: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep(path.parent)
            handle, name = tempfile.mkstemp(
                prefix=f".{path.name[:40]}.", suffix=_UNFINISHED, dir=path.parent
            )
            temporary = Path(name)
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            if check is not None:
                check()
            temporary.replace(path)
        except OSError as error:
            raise StoreError(
                f"the file cannot be written: {error.strerror}",
                path=shown,
                advice="Nothing was changed in it. Make room or get the right to write, and "
                "run the command again.",
            ) from None
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)

    def _sweep(self, folder: Path) -> None:
        """Remove what a run that was cut off left in a folder of the project.

        Only while this run holds the project: else it may be what another one is writing.
        """
        ours = self._held and folder.is_relative_to(self.root.resolve())
        if ours and folder not in self._swept:
            self._swept.add(folder)
            for path in folder.glob(f".*{_UNFINISHED}"):
                path.unlink(missing_ok=True)

    def remove(self, path: Path, expected: bytes) -> None:
        """Remove an export, and the folders that it leaves empty.

        Raises `ChangedMeanwhileError` if it no longer holds `expected`, and `StoreError` if it
        cannot be removed.
        """
        if self.read(path) != expected:
            raise ChangedMeanwhileError(
                "the file was changed by somebody else while this run was at work",
                path=self.shown(path),
                advice="It was left where it is. Run the command again.",
            )
        try:
            path.unlink()
            for folder in path.relative_to(self.root / OUTPUT).parents[:-1]:
                (self.root / OUTPUT / folder).rmdir()
        except OSError as error:
            if path.exists():
                raise StoreError(
                    f"the file cannot be removed: {error.strerror}", path=self.shown(path)
                ) from None

    @property
    def _journal(self) -> Path:
        return self.root / PRIVATE / "exporting"

    def begin(self, name: str, digest: str) -> None:
        """Note that an export is about to be written, for the case that this run is cut off."""
        with self._journal.open("a", encoding="utf-8") as file:
            file.write(f"{digest} {name}\n")

    def begun(self) -> frozenset[tuple[str, str]]:
        """Return what a run that was cut off was about to write: names and digests."""
        try:
            lines = self._journal.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return frozenset()
        pairs = (line.partition(" ") for line in lines)
        return frozenset((name, digest) for digest, _, name in pairs)

    def finish(self) -> None:
        """Forget what was begun: all of it is in the list of exports."""
        self._journal.unlink(missing_ok=True)

    def replace(self, path: Path, data: bytes) -> None:
        """Replace a file that can be made again: whole, but not forced to the disk.

        Raises `StoreError` if it cannot be written.
        """
        temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise StoreError(
                f"the file cannot be written: {error.strerror}",
                path=self.shown(path),
                advice="Make room or get the right to write, and run the command again.",
            ) from None

    def discard(self, path: Path) -> None:
        """Remove a file that can be made again, and the folders that are empty then."""
        try:
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self.root or any(folder.iterdir()):
                    return
                folder.rmdir()
        except OSError as error:
            raise StoreError(
                f"the file cannot be removed: {error.strerror}", path=self.shown(path)
            ) from None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the project for this run. Raises `StoreError` if another run holds it."""
        folder = self.root / PRIVATE
        lock = filelock.FileLock(folder / "lock", timeout=0)
        try:
            folder.mkdir(exist_ok=True)
            self._hide(folder)
            lock.acquire()
        except filelock.Timeout:
            raise StoreError(
                "another dragoman run is at work in this project",
                path=self.root,
                advice="Wait until it is done, and run the command again.",
            ) from None
        except OSError as error:
            raise StoreError(
                f"the project's folder cannot be written: {error.strerror}",
                path=folder,
                advice="Nothing was changed. Make room or get the right to write, and run the "
                "command again.",
            ) from None
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._swept.clear()
            lock.release()

    def _hide(self, folder: Path) -> None:
        """Keep git from the folder. Written once: on a full disk, the file would be emptied."""
        file = folder / ".gitignore"
        if not self.stamp(file) or not file.stat().st_size:
            file.write_text("*\n", encoding="ascii")


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
