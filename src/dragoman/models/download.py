"""Downloading a file that may be large over a network that may fail.

Nothing here runs unless a person asks for a download.
"""

from __future__ import annotations

import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman import __version__
from dragoman.errors import ModelError
from dragoman.models.folder import CLOSED, WRITABLE

LARGEST_DOWNLOAD = 4 << 30
"""Bytes. The largest packages of the Argos index are below 0.5 GB."""

STICK = "bring the package file on a stick and run: dragoman models install FILE"

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes that there will be, if known."""

_BLOCK = 1 << 16
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""HTTP statuses that another attempt may not meet."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on trying."""

    attempts: int = 4

    pause: float = 1.0
    """Seconds before the second attempt; each next pause is twice as long."""

    timeout: float = 30.0
    """Seconds without a byte after which a connection counts as dead."""

    slowest: float = 1024.0
    """Bytes a second on average below which, after `timeout` seconds, it counts as dead too: a
    server that sends a byte now and then would hold the command for days."""

    deadline: float = 3600.0
    """Seconds after which a file that is still not here is given up, whatever comes of it."""


class _CutOffError(Exception):
    """The connection ended before the file did, or another attempt may succeed."""


def fetch(
    url: str,
    file: Path,
    *,
    largest: int = LARGEST_DOWNLOAD,
    progress: Progress | None = None,
    patience: Patience | None = None,
) -> None:
    """Download `url` into `file`, which exists only once it is complete.

    Until then the bytes are in `file` with `.part` after its name, and stay there when the
    download fails, so that the next attempt goes on where this one stopped. The folder must
    exist. Raises ModelError.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise ModelError(f"{url} is not an http or https address")
    part = file.with_name(f"{file.name}.part")
    patience = patience or Patience()
    end = time.monotonic() + patience.deadline
    watched = _both(partial(_refuse_late, url, end), progress or _silent)
    for attempt in range(1, patience.attempts + 1):
        try:
            _attempt(url, part, largest, watched, patience)
            break
        except (OSError, http.client.HTTPException, _CutOffError) as error:
            if _is_final(error) or attempt == patience.attempts:
                raise _failure(url, part, error) from error
            pause = patience.pause * 2 ** (attempt - 1)
            _refuse_late(url, end - pause)
            time.sleep(pause)
    part.replace(file)


def _refuse_late(url: str, end: float, here: int = 0, total: int | None = None) -> None:
    """Raise ModelError after the deadline; what came is kept, and gone on with the next time."""
    if time.monotonic() > end:
        advice = "Run the same command again: it goes on where it stopped. Or give it more time."
        raise ModelError(f"the download of {url} was not done by the deadline", advice=advice)


def _attempt(url: str, part: Path, largest: int, progress: Progress, patience: Patience) -> None:
    """Download what is missing from `part`."""
    here = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": f"dragoman/{__version__}", "Accept-Encoding": "identity"}
    if here:
        headers["Range"] = f"bytes={here}-"
    try:
        response = urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=patience.timeout
        )
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and here:
                # The file is shorter than what is here: it is another file by now.
                part.unlink()
                raise _CutOffError("the file changed at its source") from error
            raise
    with response:
        begin = _begin(response, here)
        total = _total(response, begin)
        if total is not None and total > largest:
            raise ModelError(f"{url} has {total:,} bytes; {largest:,} are allowed")
        paced = _Pace(patience, begin)
        _receive(response, part, begin, total, largest, _both(paced.check, progress))


def _receive(
    response: Any, part: Path, begin: int, total: int | None, largest: int, progress: Progress
) -> None:
    here = begin
    with _writing(part), part.open("r+b" if begin else "wb") as stream:
        stream.seek(begin)
        progress(here, total)
        while block := _next(response):
            here += len(block)
            if here > largest:
                raise ModelError(f"{response.url} has more than {largest:,} bytes")
            stream.write(block)
            progress(here, total)
        stream.flush()
        os.fsync(stream.fileno())
    if total is not None and here != total:
        raise _CutOffError(f"{here:,} of {total:,} bytes came")


class _Pace:
    """Watches that a download does not only seem to go on."""

    def __init__(self, patience: Patience, begin: int) -> None:
        self._patience = patience
        self._begin = begin
        self._since = time.monotonic()

    def check(self, here: int, total: int | None) -> None:
        """Raise `_CutOffError` if too little came in too long a time."""
        took = time.monotonic() - self._since
        pace = (here - self._begin) / max(took, 1e-9)
        if took > self._patience.timeout and pace < self._patience.slowest:
            raise _CutOffError(f"only {pace:,.0f} bytes a second came")


def _both(first: Progress, second: Progress) -> Progress:
    def call(here: int, total: int | None) -> None:
        first(here, total)
        second(here, total)

    return call


def _next(response: Any) -> bytes:
    try:
        block: bytes = response.read1(_BLOCK)
    except (OSError, http.client.HTTPException) as error:
        raise _CutOffError(str(error)) from error
    return block


@contextmanager
def _writing(part: Path) -> Iterator[None]:
    """Tell a disk that fails, which no new attempt helps, from a network that fails."""
    try:
        yield
    except OSError as error:
        raise unkept(error, part) from error


def unkept(error: OSError, path: Path) -> ModelError:
    """Make the error for a disk on which downloads cannot be kept."""
    advice = WRITABLE if error.errno in CLOSED else ""
    return ModelError(f"the download cannot be kept: {error.strerror}", path=path, advice=advice)


def _begin(response: Any, here: int) -> int:
    """Return where the body belongs in the file: a server may ignore the wish for a range."""
    return here if response.status == 206 and _range_start(response) == here else 0


def _range_start(response: Any) -> int | None:
    start = str(response.headers.get("Content-Range", "")).removeprefix("bytes ").split("-")[0]
    return int(start) if _is_count(start) else None


def _total(response: Any, begin: int) -> int | None:
    length = str(response.headers.get("Content-Length", ""))
    return begin + int(length) if _is_count(length) else None


def _is_count(text: str) -> bool:
    """Whether the text is a number of bytes; no file has one of more than 18 digits."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _is_final(error: Exception) -> bool:
    return isinstance(error, urllib.error.HTTPError) and error.code not in _PASSING


def _failure(url: str, part: Path, error: Exception) -> ModelError:
    """Say in plain words what went wrong, and what to do."""
    if isinstance(error, urllib.error.HTTPError):
        problem = f"{url} answered {error.code} {error.reason}"
        if not _is_final(error):
            return ModelError(problem, advice=f"Try again later, or {STICK}")
        return ModelError(problem, advice="The address may be wrong or out of date.")
    if isinstance(error, urllib.error.URLError) or not part.exists():
        reason = getattr(error, "reason", error)
        problem = f"this machine reached no network at {urlsplit(url).hostname} ({reason})"
        return ModelError(problem, advice=f"Try again later, or {STICK}")
    problem = f"the download of {url} was cut off ({error})"
    return ModelError(problem, advice="Run the same command again: it goes on where it stopped.")


def _silent(here: int, total: int | None) -> None:
    """Show nothing."""
