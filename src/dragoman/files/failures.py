"""What is said where the system refuses something, or somebody else was quicker."""

from __future__ import annotations

import errno
import os
import tempfile

from dragoman.errors import StoreError

GET_ROOM = "Make room or get the right to write, and run the command again."

_AND_AGAIN = "and run the command again."


class ChangedMeanwhileError(StoreError):
    """The file is not what it was when it was read; read it again."""


def changed(shown: str, advice: str) -> ChangedMeanwhileError:
    """Say that a file is not what it was."""
    return ChangedMeanwhileError(
        "the file was changed by somebody else while this run was at work",
        path=shown,
        advice=advice,
    )


def unkept(error: OSError) -> StoreError:
    """Say that there is no room for what is kept beside memory while a run lasts."""
    return StoreError(
        f"what this run must keep for its end cannot be written: {error.strerror}",
        path=_temporary(),
        advice="What was written so far is whole. Make room there, or name another folder in the "
        "environment variable TMPDIR, and run the command again.",
    )


def _temporary() -> str:
    """Return the folder for what is kept beside memory; where none can be used, the one named."""
    try:
        return tempfile.gettempdir()
    except OSError:
        return os.environ.get("TMPDIR") or "TMPDIR"


def unread(shown: str, error: OSError) -> StoreError:
    """Say that a file cannot be read."""
    if error.errno == errno.ENAMETOOLONG:
        return StoreError(
            "this name is too long for the disk",
            path=shown,
            advice="Give the article a shorter name.",
        )
    return StoreError(
        f"the file cannot be read: {error.strerror}",
        path=shown,
        advice="It was left as it is. Make sure that it is there and that you may read it, "
        + _AND_AGAIN,
    )


def unwritten(shown: str, error: OSError, advice: str) -> StoreError:
    """Say that a file cannot be written."""
    return StoreError(f"the file cannot be written: {error.strerror}", path=shown, advice=advice)


def unmade(shown: str, error: OSError) -> StoreError:
    """Say that a folder cannot be made."""
    return StoreError(f"the folder cannot be made: {error.strerror}", path=shown, advice=GET_ROOM)


def unmoved(shown: str, new: str, error: OSError) -> StoreError:
    """Say that a file cannot be moved to a new place."""
    return StoreError(
        f"the file cannot be moved to {new}: {error.strerror}",
        path=shown,
        advice=f"It was left where it is. {GET_ROOM}",
    )


def taken(shown: str, new: str) -> StoreError:
    """Say that there is a file already where another one was to be moved."""
    return StoreError(
        "there is a file already",
        path=new,
        advice=f"{shown} was left where it is. Move one of them away.",
    )


def unremoved(shown: str, error: OSError) -> StoreError:
    """Say that a file cannot be removed."""
    return StoreError(
        f"the file cannot be removed: {error.strerror}",
        path=shown,
        advice=f"It was left where it is. Get the right to remove it, {_AND_AGAIN}",
    )


def disowned(shown: str) -> StoreError:
    """Say that a file has another owner or group than before."""
    return StoreError(
        "the file was written, but you have no right to give it the owner and group that it had: "
        "those who could save it may not be able to now",
        path=shown,
        advice="Ask whoever owns the folder to give it to a group that all of you are in.",
    )
