"""Go through the files of a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.files.fence import SETTING, Fence

Tell = Callable[[StoreError], None]


def names(folder: Path, fence: Fence, shown: Callable[[Path], str], tell: Tell) -> list[str]:
    """Return the name of everything below a folder that is not a folder, in no certain order.

    Names are relative to the folder, with forward slashes: to make paths of them takes ten times
    as long as to read them.

    Names that begin with a dot are left out. What has a name that is not UTF-8, and a folder that
    cannot be read or lies behind a link that leads out of the project, is told and left out. A
    link to another folder of the project is not followed: its files are found there.
    """
    walk = _FolderWalk(fence, shown, tell)
    found: list[str] = []
    waiting = [(folder, "")]
    while waiting:
        place, above = waiting.pop()
        folders = walk.through(place, above, found)
        waiting += ((place / name, f"{above}{name}/") for name in folders)
    return found


class _FolderWalk:
    def __init__(self, fence: Fence, shown: Callable[[Path], str], tell: Tell) -> None:
        self._fence = fence
        self._shown = shown
        self._tell = tell
        self._entered: set[str] = set()
        """Where the folders behind links really are: two may lead into each other."""

    def through(self, folder: Path, above: str, found: list[str]) -> list[str]:
        """Add the names in one folder, which `above` begins, and return those of its folders."""
        folders: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or not (name.isascii() or self._readable(name, folder)):
                        continue
                    if not _is_folder(entry):
                        found.append(above + name)
                    elif not entry.is_symlink() or self._enters(folder / name):
                        folders.append(name)
        except FileNotFoundError:
            pass  # Another command removed it meanwhile, and may have made it anew by now.
        except OSError as error:
            if folder.exists():
                self._tell(
                    StoreError(
                        f"the folder cannot be read: {error.strerror}",
                        path=self._shown(folder),
                        advice="What is in it was left out. Get the right to read it, and run "
                        "the command again.",
                    )
                )
        return folders

    def _readable(self, name: str, folder: Path) -> bool:
        """Whether the name is UTF-8; one that is not is told, as no message could hold it."""
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            written = os.fsencode(name).decode("utf-8", "backslashreplace")
            self._tell(
                StoreError(
                    f"a name here is not UTF-8: {written}",
                    path=self._shown(folder),
                    advice="It was left alone. Rename it, and run the command again.",
                )
            )
            return False
        return True

    def _enters(self, link: Path) -> bool:
        real = os.path.realpath(link)
        if not self._fence.holds(link):
            self._tell(
                StoreError(
                    f"a link leads out of the project here, to {real}",
                    path=self._shown(link),
                    advice="It was not followed. Put the folder itself there, or if this is "
                    f"meant, write in dragoman.yaml:  {SETTING}: true",
                )
            )
            return False
        if self._fence.is_inside(link) or real in self._entered:
            return False
        self._entered.add(real)
        return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
