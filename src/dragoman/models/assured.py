"""Whether a package may be loaded in this process: only what has been tried may.

CTranslate2 ends the process over some models that are damaged, and with it everything else that the
process was asked for. So what nobody tried is tried apart, once: in a process of its own.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import places, record
from dragoman.models.installed import Installed, fingerprint
from dragoman.models.verify import trial


def assure(package: Installed) -> None:
    """Raise ModelError for a package that does not work; the trial of a damaged one ends nothing.

    What was installed by this program was tried then, and is looked at again only if a file of it
    has changed. What was found to work is remembered in the user's cache by a digest of its files,
    which takes about 0.1 s for 100 MB; where there is no cache, it is tried each time.
    """
    tried = _mark(package)
    if tried is not None and tried.is_file():
        return
    if not _as_installed(package) and (problem := trial(package)) is not None:
        raise problem
    if tried is not None:
        with suppress(OSError):
            tried.parent.mkdir(parents=True, exist_ok=True)
            tried.touch()


def _as_installed(package: Installed) -> bool:
    try:
        noted = record.origin(package.path) is not None
        return noted and not record.changes(package.path)
    except ModelError:
        return False


def _mark(package: Installed) -> Path | None:
    digest = fingerprint(package)
    try:
        return places.tried(digest)
    except ModelError:
        return None
