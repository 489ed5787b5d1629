"""The boundary round a single file: whatever it does is one message, and the others are done."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from dragoman.errors import DragomanError, StoreError
from dragoman.files import PRIVATE, Files

DETAILS = "errors.txt"
"""In `.dragoman/`: what a programmer needs to know of errors that nobody expected."""


class Boundary:
    """Turns an error that nobody expected into one that is told like any other.

    `what` is what messages call the file. Such an error is a mistake in this program, or in a
    library that it uses: its details are written down. A `DragomanError` and interrupts pass, and
    what is `expected`, which says nothing of the file.
    """

    def __init__(self, files: Files, what: str, *expected: type[Exception]) -> None:
        self._files = files
        self._what = what
        self._passing: tuple[type[Exception], ...] = (DragomanError, *expected)

    def __enter__(self) -> None:
        """Begin with the file."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise `DragomanError` in the place of an error that is none."""
        if isinstance(error, MemoryError):
            raise DragomanError(
                "there is not enough memory for this file",
                path=self._what,
                advice="It was left as it is; everything else was done. Close other programs, or "
                "divide the file, and run the command again.",
            ) from None
        if isinstance(error, Exception) and not isinstance(error, self._passing):
            raise unexpected(self._files, self._what, error) from None


OTHERS_DONE = "It was left as it is; everything else was done."

FINISHED = "What was finished is saved."
"""Where the error is not that of a file."""


def unexpected(
    files: Files, what: str, error: BaseException, done: str = OTHERS_DONE
) -> DragomanError:
    """Write down the details of an error that nobody expected, and return what people are told."""
    path = files.root / PRIVATE / DETAILS
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    details = f"{now} {what}\n{''.join(traceback.format_exception(error))}\n"
    report = "Please report this."
    with suppress(StoreError):
        files.make_folder(path.parent)
        files.append(path, details.encode("utf-8", "backslashreplace"))
        where = files.shown(path) if done == OTHERS_DONE else path
        report = f"Please report this, with its details in {where}."
    return DragomanError(
        f"an error in dragoman itself ({type(error).__name__}: {_on_one_line(error)})",
        path=what,
        advice=f"{done} {report}",
    )


def _on_one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
