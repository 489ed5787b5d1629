"""Names of articles that other systems cannot hold, or do not tell apart.

A newsroom's folder goes from one machine to another, by git, a shared disk or a stick, and copies
go to a server. What is two files on Linux may be one on Windows and macOS: then one replaces the
other, and its review with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from dragoman.errors import DragomanError, StoreError, typed
from dragoman.store import SEEDS

LISTED = 5
"""How many names are told, before it is said how many more there are."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\.|\Z)", re.IGNORECASE)
_SIGN = re.compile(r"[<>:\"|?*\\\x00-\x1f]")


def unportable(names: Sequence[str], among: Sequence[str] = ()) -> Iterator[DragomanError]:
    """Yield what people should know of the names of articles; `among` are all that there are."""
    found = [*_clashes(names, among or names), *_impossible(names)]
    yield from found[:LISTED]
    if len(found) > LISTED:
        yield StoreError(f"{len(found) - LISTED} more names of articles are like these")


def _clashes(names: Sequence[str], among: Sequence[str]) -> Iterator[DragomanError]:
    """Yield names of which other systems make one."""
    if all(name.isascii() and name.islower() for name in among):
        return
    groups: dict[str, list[str]] = {}
    for name in among:
        groups.setdefault(_key(name), []).append(name)
    wanted = {_key(name) for name in names}
    for key, group in groups.items():
        if len(group) < 2 or key not in wanted:
            continue
        first, *others = group
        same = len({unicodedata.normalize("NFC", name) for name in group}) < len(group)
        how = (
            "look alike, for their accents are written in two ways"
            if same
            else "differ in capital letters only"
        )
        yield StoreError(
            f"its name and {', '.join(others)} {how}: Windows and macOS take them for one file, "
            "and one replaces the other, with its review and its copies",
            path=f"{SEEDS}/{first}",
            advice=f"Give one of them another name: dragoman mv {typed(others[0])} NEW-NAME",
        )


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _impossible(names: Sequence[str]) -> Iterator[DragomanError]:
    """Yield names that Windows has no file for."""
    for name in names:
        why = next(filter(None, map(_why, PurePosixPath(name).parts)), "")
        if why:
            yield StoreError(
                f"Windows cannot hold a file of this name: {why}",
                path=f"{SEEDS}/{name}",
                advice=f"Give it another one: dragoman mv {typed(name)} NEW-NAME",
            )


def _why(part: str) -> str:
    if _DEVICE.match(part):
        return f"`{part.split('.')[0]}` is a device there"
    if part.endswith((".", " ")):
        return "a part of it ends in a dot or a space"
    sign = _SIGN.search(part)
    if sign is None:
        return ""
    named = f"`{sign[0]}`" if sign[0].isprintable() else f"U+{ord(sign[0]):04X}"
    return f"{named} may not stand in it"
