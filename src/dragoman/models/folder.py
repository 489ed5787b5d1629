"""Changing a folder of packages: one process at a time, and never half."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import ModelError

TEMPORARY = ".dragoman-"
"""Begins the names of folders that are on their way in or out."""

LOCK = ".dragoman.lock"

METADATA = "metadata.json"
"""What says of a folder that it is a package."""

CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
"""What the system says of a folder that may not be changed, or lies on a disk that may not."""

WRITABLE = "Set HOME or XDG_CACHE_HOME in the environment to a folder that can be written."
"""What to do where the user's cache is such a folder, or there is none."""


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; make the folder if need be and clear what a crash left.

    Raises ModelError for whatever the system refuses meanwhile.
    """
    from filelock import FileLock

    if (folder / METADATA).is_file():
        advice = "Name the folder that holds it."
        raise ModelError("this is a model, not a folder of models", path=folder, advice=advice)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK):
            prefix = _prefix(folder)
            for path in list(_workspace(folder).iterdir()):
                if path.name.startswith(prefix):
                    shutil.rmtree(path)
            yield
    except OSError as error:
        problem = f"the models cannot be changed: {error.strerror or error}"
        advice = "Name another folder: --models FOLDER" if error.errno in CLOSED else ""
        raise ModelError(problem, path=error.filename or folder, advice=advice) from error


def scratch(folder: Path) -> Path:
    """Make a temporary folder on the same file system as `folder`, to be held in `changing`."""
    return Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=_workspace(folder)))


def discard(path: Path) -> None:
    """Delete a package so that it is either whole or gone at any moment."""
    grave = scratch(path.parent)
    path.rename(grave / path.name)
    shutil.rmtree(grave)


def sync(folder: Path) -> None:
    """Force a folder's list of files to disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _workspace(folder: Path) -> Path:
    """Return the folder for temporary folders, beside `folder` where possible.

    Argos Translate takes every folder among the packages for a package and fails on one without
    metadata.
    """
    parent = folder.resolve().parent
    try:
        if parent.stat().st_dev == folder.stat().st_dev:
            Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=parent)).rmdir()
            return parent
    except OSError:
        pass
    return folder


def _prefix(folder: Path) -> str:
    """Tell this folder's temporary folders from those of its neighbours."""
    return f"{TEMPORARY}{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]}-"
