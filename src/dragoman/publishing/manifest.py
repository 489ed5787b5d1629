"""The manifest: which files in `output/` Dragoman wrote, from what, and as what.

It stands beside the exports, so that whoever takes them over, by version control or by copying,
takes it too. A file that is not in it, or that no longer holds what was written, is somebody
else's: it is never overwritten or removed without being asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from dragoman.errors import StoreError
from dragoman.files import Contents, Shelf
from dragoman.model import Status
from dragoman.patterns import lazily

_Entry = TypeVar("_Entry")

NAME = ".dragoman-manifest.json"
"""Its name in `output/`. Site generators pass over names that begin with a dot."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was exported."""

    path: str
    """From `output/`, with forward slashes."""

    article: str
    locale: str
    digest: str
    """Of the bytes that were written."""

    source: str = ""
    """The digest of the article's file. Empty, as all that follows, in manifests of old."""

    text: str = ""
    """The digest of what a reader can see of the article: changes of layout do not touch it."""

    day: str = ""
    """The day of the version that was translated, such as `2027-03-09`, as far as it is known."""

    lowest: str = ""
    """The lowest status of a text in it."""

    outdated: bool = False
    """It says at its top that the article has changed since."""

    files: tuple[str, ...] = ()
    """The pictures and attachments in `seeds/` that were brought along; with a slash before them
    those beside `seeds/` that a site shows from its top: `/img/map.png`."""

    state: bytes = b""
    """How it was made: what its readers are told of it, in numbers and names, as JSON. Of an
    archive, what the JSON holds would take many times the memory of what it is written in."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of `output/`."""

    copies: MutableMapping[str, ExportedFile] = field(default_factory=Shelf)
    """By their paths."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The digests of pictures and attachments, by their paths in `output/`."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    """For articles that time lets out or takes back: when."""

    withdrawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For withdrawn articles the locales in which they were out."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.copies or self.files or self.due or self.withdrawn)


def digest(data: bytes) -> str:
    """Return what tells these bytes from any others."""
    return hashlib.sha256(data).hexdigest()


def parse(data: Contents, path: str) -> Manifest:
    """Read a manifest. Raises StoreError where this is none, or it names a file elsewhere."""
    try:
        content = _by_line(data) or _whole(data)
        if content["version"] != _VERSION:
            raise ValueError(f"its version is {content['version']}")
        found = Manifest(
            content["files"],
            {str(name): str(each) for name, each in content.get("attachments", {}).items()},
            {str(name): _moment(each) for name, each in content.get("due", {}).items()},
            {
                str(name): tuple(map(_text, each))
                for name, each in content.get("withdrawn", {}).items()
            },
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(
            f"the list of exported files cannot be read: {error}",
            path=path,
            line=getattr(error, "lineno", None),
            advice="Restore it from version control, or delete it; then `dragoman export "
            "--force` replaces the exports that are there.",
        ) from None
    for name, copy in found.copies.items():
        # With a slash before it: from the top of the site, see `ExportedFile.files`.
        along = (file.removeprefix("/") for file in copy.files)
        refuse_outside((name, copy.article, copy.locale, *along), path)
    locales = (locale for every in found.withdrawn.values() for locale in every)
    refuse_outside((*found.files, *found.due, *found.withdrawn, *locales), path)
    return found


_ENTRY = lazily(rb' {4}("(?:[^"\\]|\\.)*"): (.+?),?\n')
_SECTION = lazily(rb'  "(\w+)": (\{\}|\{\n)')


def _whole(data: Contents) -> dict[str, Any]:
    """Read a manifest that is laid out in another way, by a person or a program."""
    content: dict[str, Any] = json.loads(data.data)
    copies: Shelf[ExportedFile] = Shelf()
    for name, each in content["files"].items():
        copies[str(name)] = _copy(str(name), each)
    return {**content, "files": copies}


def _by_line(data: Contents) -> dict[str, Any] | None:
    """Read a manifest line by line, as `lines` writes it; `None` where it is laid out else.

    Its copies are ready then: all of a large one at once would take several times its memory.
    """
    with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return _read_lines(data)
    return None  # what is wrong is told of the whole


def _read_lines(data: Contents) -> dict[str, Any] | None:
    lines = data.lines()
    if next(lines, b"") != b"{\n" or next(lines, b"") != b'  "version": %d,\n' % _VERSION:
        return None
    content: dict[str, Any] = {"version": _VERSION}
    for line in lines:
        if line == b"}\n":
            return content if next(lines, None) is None and "files" in content else None
        section = _SECTION.match(line)
        if section is None:
            return None
        name = section[1].decode()
        entries: MutableMapping[str, Any] = Shelf() if name == "files" else {}
        content[name] = entries
        if section[2] == b"{}":
            continue
        for line in lines:
            if line in (b"  }\n", b"  },\n"):
                break
            entry = _ENTRY.fullmatch(line)
            if entry is None:
                return None
            key, value = json.loads(entry[1]), json.loads(entry[2])
            entries[key] = _copy(key, value) if name == "files" else value
    return None


def refuse_outside(names: Iterable[str], path: str) -> None:
    """Raise StoreError if a name would lead out of the folder that it is relative to."""
    for name in names:
        if not is_inside(name):
            raise StoreError(
                f"the list names a file outside its folder: {name}",
                path=path,
                advice="Somebody changed it by hand, or it comes from elsewhere. Nothing was "
                "written or removed. Take the entry out, or restore the list from version control.",
            )


def is_inside(name: str) -> bool:
    """Whether a path leads to a file within the folder that it is relative to."""
    parts = name.replace("\\", "/").split("/")
    drive = re.match(r"[A-Za-z]:[\\/]", name)  # a name such as "Q: who.md" is one of a file here
    return (
        bool(name)
        and not drive
        and _NO_NAME.search(name) is None
        and not any(part in ("", ".", "..") for part in parts)
    )


_NO_NAME = lazily("[\0\ud800-\udfff]")
"""What no name of a file holds, or none that could be written down."""


def _copy(name: str, found: Mapping[str, Any]) -> ExportedFile:
    return ExportedFile(
        name,
        str(found["article"]),
        str(found["locale"]),
        str(found["sha256"]),
        source=str(found.get("source", "")),
        text=str(found.get("text", "")),
        day=str(found.get("day", "")),
        lowest=_status(found.get("lowest", "")),
        outdated=bool(found.get("outdated", False)),
        files=tuple(map(str, found.get("files", ()))),
        state=_state(found.get("state", {})),
    )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r} is no text")
    return found


def _moment(found: str) -> datetime:
    at = datetime.fromisoformat(found)
    if at.tzinfo is None:
        raise ValueError(f"{found} names no time zone")
    return at


def _status(found: object) -> str:
    return Status(found).value if found else ""


def _state(found: object) -> bytes:
    return _json(dict(found)).encode() if isinstance(found, Mapping) and found else b""


def lines(manifest: Manifest) -> Iterator[bytes]:
    """Write a manifest, one line for each file, so that versions of it can be merged.

    An archive's would fill the memory: they come one by one.
    """
    yield b'{\n  "version": %d' % _VERSION
    yield from _section("files", manifest.copies, _data)
    if manifest.files:
        yield from _section("attachments", manifest.files, _json)
    if manifest.due:
        yield from _section("due", manifest.due, lambda at: _json(at.isoformat()))
    if manifest.withdrawn:
        yield from _section("withdrawn", manifest.withdrawn, _json)
    yield b"\n}\n"


def _section(
    name: str, entries: Mapping[str, _Entry], written: Callable[[_Entry], str]
) -> Iterator[bytes]:
    yield b',\n  "%s": {' % name.encode()
    for number, key in enumerate(sorted(entries)):
        yield f"{',' if number else ''}\n    {_json(key)}: {written(entries[key])}".encode()
    yield b"\n  }" if entries else b"}"


def _data(copy: ExportedFile) -> str:
    found: dict[str, Any] = {
        "article": copy.article,
        "locale": copy.locale,
        "sha256": copy.digest,
        "source": copy.source,
        "text": copy.text,
        "day": copy.day,
        "lowest": copy.lowest,
        "outdated": copy.outdated,
        "files": list(copy.files),
    }
    told = _json({name: value for name, value in found.items() if value or name in _ALWAYS})
    return f'{told[:-1]}, "state": {copy.state.decode()}}}' if copy.state else told


_ALWAYS = ("article", "locale", "sha256")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
