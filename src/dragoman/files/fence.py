"""Keep every path inside the folder it belongs to."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from dragoman.errors import StoreError

SETTING = "follow-links"
"""The setting in `dragoman.yaml` that lets links lead out of the project."""


class Fence:
    """Knows what lies inside a folder, and whether links may lead out of it."""

    def __init__(self, root: Path, *, follow: bool) -> None:
        self._root = Path(os.path.realpath(root))
        self._follow = follow
        self._folders: dict[Path, Path] = {}
        """Where each folder that was asked for really is: most files share one."""

    def place(self, path: Path, shown: str) -> Path:
        """Return where the file really is, links followed.

        Raises `StoreError` if a link leads out of the folder and none may.
        """
        place = self.folder(path, shown) / path.name
        if path.name == ".." or place.is_symlink():
            place = self._checked(Path(os.path.realpath(place)), shown)
        return place

    def folder(self, path: Path, shown: str) -> Path:
        """Return where the folder that holds a file, or a link, really is.

        Raises `StoreError` as `place` does.
        """
        folder = self._folders.get(path.parent)
        if folder is None:
            folder = self._checked(Path(os.path.realpath(path.parent)), shown)
            self._folders[path.parent] = folder
        return folder

    def is_inside(self, path: Path) -> bool:
        """Whether the path, links followed, lies in the folder."""
        return Path(os.path.realpath(path)).is_relative_to(self._root)

    def holds(self, path: Path) -> bool:
        """Whether the path, links followed, is one that may be used."""
        return self._follow or self.is_inside(path)

    def _checked(self, place: Path, shown: str) -> Path:
        if self._follow or place.is_relative_to(self._root):
            return place
        raise StoreError(
            f"a link leads out of the project here, to {place}",
            path=shown,
            advice="It was not followed. Put the file itself there, or if this is meant, write "
            f"in dragoman.yaml:  {SETTING}: true",
        )


def within(folder: Path, name: str, shown: str) -> Path:
    """Return the path in `folder` that a file of the project names, such as a manifest.

    Raises `StoreError` for a name that is absolute, leads upwards, or is no name of a file.
    """
    parts = PurePosixPath(name).parts
    path = folder.joinpath(*parts)
    upwards = ".." in parts or not Path(os.path.normpath(path)).is_relative_to(folder)
    if not parts or upwards or "\0" in name:
        raise StoreError(
            f"`{name}` does not name a file inside this folder",
            path=shown,
            advice="It was left alone. Restore the list that names it from version control.",
        )
    return path


def refuse_odd(mode: int, shown: str) -> None:
    """Raise `StoreError` for what is neither a file nor a folder: reading it might never end."""
    if stat.S_ISREG(mode):
        return
    raise StoreError(
        f"this is {_KINDS.get(stat.S_IFMT(mode), 'not a file')}",
        path=shown,
        advice="Only files are read. Move it out of the project.",
    )


_KINDS = {
    stat.S_IFDIR: "a folder, not a file",
    stat.S_IFIFO: "a named pipe, not a file",
    stat.S_IFSOCK: "a socket, not a file",
    stat.S_IFBLK: "a device, not a file",
    stat.S_IFCHR: "a device, not a file",
}
