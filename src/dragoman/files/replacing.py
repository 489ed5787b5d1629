"""Put a new version of a file in the place of the old one.

A version is first written beside the file, whole and forced to the disk, under a hidden name.
Then the two change names in one step of the system. What that step replaced is looked at: where
somebody saved the file since it was last read, the two change back, and nothing is lost. Systems
that cannot exchange two names keep a second name for the old file until it was looked at.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import hashlib
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from dragoman.files.contents import Contents
from dragoman.files.digest import digest

UNFINISHED = ".dragoman.tmp"
"""How the name of a hidden file ends that is being written, or changes places with another."""

_DIGESTS = re.compile(r"\.([0-9a-f]{16})-([0-9a-f]{16})(?:\.2)?" + re.escape(UNFINISHED) + r"\Z")
"""What stands before that once the new version is whole: the digests of the old one and the new.
If the file holds neither, a run was killed while it was giving a person's save back."""

_DIGITS = 16
"""Of a digest, in those names."""

_SHOWN = 40
"""Characters of a file's name in those names, which must not become too long."""

_HERE = -100
_NO_REPLACE, _EXCHANGE = 1, 2
"""Linux: `AT_FDCWD`, and flags of `renameat2`."""

_UNABLE = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM))
"""What file systems answer that cannot do what they are asked for."""


class SlippedInError(Exception):
    """The file was saved after it had been read for the last time; that save stays."""


@contextlib.contextmanager
def unfinished(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Give a new file beside `path` to write into. It is on the disk when the block ends."""
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name[:_SHOWN]}.", suffix=UNFINISHED, dir=path.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            yield Path(name), file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def unused(path: Path) -> Path:
    """Return a name beside `path` for what is to take its place.

    It cannot be guessed: whoever made a project might have put a link there, for something outside
    to be written over.
    """
    return path.with_name(f".{path.name[:_SHOWN]}.{secrets.token_hex(8)}{UNFINISHED}")


def alike(new: Path, old: Path) -> bool:
    """Give `new` the owner, group, rights and attributes of `old`, as far as that is allowed.

    Return whether all who could save the old file can save the new one.
    """
    try:
        before = old.stat()
    except FileNotFoundError:
        new.chmod(0o666 & ~_umask())
        return True
    now = new.stat()
    if now.st_uid != before.st_uid:
        with contextlib.suppress(OSError):
            os.chown(new, before.st_uid, -1)
    if now.st_gid != before.st_gid:
        with contextlib.suppress(OSError):
            os.chown(new, -1, before.st_gid)
    _copy_attributes(old, new)
    new.chmod(stat.S_IMODE(before.st_mode))
    now = new.stat()
    shared = now.st_gid == before.st_gid and bool(before.st_mode & stat.S_IWGRP)
    same = (now.st_uid, now.st_gid) == (before.st_uid, before.st_gid)
    return same or shared or bool(before.st_mode & stat.S_IWOTH)


def _copy_attributes(old: Path, new: Path) -> None:
    """Copy extended attributes, access lists among them, where the system has any."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(old):
            with contextlib.suppress(OSError):
                os.setxattr(new, name, os.getxattr(old, name))


def into_place(new: Path, path: Path, made: str, expected: Contents | None) -> None:
    """Move `new` to `path`, if that holds `expected` at this very moment.

    `made` is the digest of what `new` holds. `None` stands for no file. Raises `OSError`, and
    `SlippedInError` if `path` holds something else, which then stays.
    """
    before = digest(b"") if expected is None else expected.digest
    name = f".{path.name[:_SHOWN]}.{before[:_DIGITS]}-{made[:_DIGITS]}"
    beside = path.with_name(name + UNFINISHED)
    new.replace(beside)
    try:
        if expected is None:
            _to_new_place(beside, path)
        elif not _exchanged(beside, path):
            _over(beside, path, path.with_name(f"{name}.2{UNFINISHED}"), expected)
        elif holds(beside, expected):
            # What `clear` would look for is known.
            beside.unlink(missing_ok=True)
        else:
            _exchanged(beside, path)
            raise SlippedInError
    finally:
        clear(beside)


def holds(path: Path, expected: Contents) -> bool:
    """Whether a file holds just this."""
    with path.open("rb") as file:
        return expected.are_in(file)


def clear(path: Path) -> bool:
    """Remove a hidden file of this or an earlier run; return whether it could be.

    A version that was saved by somebody else and found no way back stays.
    """
    found = _DIGESTS.search(path.name)
    try:
        if found is not None and _digest(path) not in found.groups():
            return False
        path.unlink()
    except FileNotFoundError:
        pass
    return True


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]


def _to_new_place(new: Path, path: Path) -> None:
    try:
        if not _rename(new, path, _NO_REPLACE):
            os.link(new, path)
    except FileExistsError:
        raise SlippedInError from None
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
        new.replace(path)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two files change names; return whether the system can."""
    try:
        return _rename(one, other, _EXCHANGE)
    except FileNotFoundError:
        raise SlippedInError from None


def _over(new: Path, path: Path, old: Path, expected: Contents) -> None:
    """Replace a file where two names cannot be exchanged, its old version kept as `old`."""
    try:
        os.link(path, old)
    except FileNotFoundError:
        raise SlippedInError from None
    except OSError:
        new.replace(path)
        return
    try:
        new.replace(path)
        if not holds(old, expected):
            old.replace(path)
            raise SlippedInError
    finally:
        clear(old)


def move(old: Path, new: Path) -> None:
    """Give a file another name, one that no file has.

    Raises `SlippedInError` if one has it, and `OSError`.
    """
    try:
        if not _rename(old, new, _NO_REPLACE):
            os.link(old, new)
            old.unlink()
    except FileExistsError:
        raise SlippedInError from None


def _rename(one: Path, other: Path, flag: int) -> bool:
    """Rename as `renameat2` does; return whether the system can. Raises `OSError`."""
    call = _renameat2()
    if call is None:
        return False
    # As `os.rename` does, for whoever watches.
    sys.audit("os.rename", str(one), str(other), -1, -1)
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), flag) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@functools.cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    return call


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
