"""The manifest: which files in `output/` Dragoman wrote, from what, and as what.

It stands beside the exports, so that whoever takes them over, by version control or by copying,
takes it too. A file that is not in it, or that no longer holds what was written, is somebody
else's: it is never overwritten or removed without being asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from dragoman.errors import StoreError

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

    state: Mapping[str, Any] = field(default_factory=dict)
    """How it was made: what its readers are told of it, in numbers and names."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of `output/`."""

    copies: Mapping[str, ExportedFile] = field(default_factory=dict)
    """By their paths."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The digests of pictures and attachments, by their paths in `output/`."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    """For articles that time lets out or takes back: when."""

    withdrawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For withdrawn articles the locales in which they were out."""


def digest(data: bytes) -> str:
    """Return what tells these bytes from any others."""
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes, path: str) -> Manifest:
    """Read a manifest. Raises StoreError where this is none, or it names a file elsewhere."""
    try:
        content = json.loads(data)
        if content["version"] != _VERSION:
            raise ValueError(f"its version is {content['version']}")
        found = Manifest(
            {str(name): _copy(str(name), each) for name, each in content["files"].items()},
            {str(name): str(each) for name, each in content.get("attachments", {}).items()},
            {
                str(name): datetime.fromisoformat(each)
                for name, each in content.get("due", {}).items()
            },
            {str(name): tuple(each) for name, each in content.get("withdrawn", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"the list of exported files cannot be read: {error}",
            path=path,
            line=getattr(error, "lineno", None),
            advice="Restore it from version control, or delete it; then `dragoman export "
            "--force` replaces the exports that are there.",
        ) from None
    seeds = [copy.article for copy in found.copies.values()]
    # With a slash before it: from the top of the site, see `ExportedFile.files`.
    seeds += [file.removeprefix("/") for copy in found.copies.values() for file in copy.files]
    refuse_outside((*found.copies, *found.files, *seeds), path)
    return found


def refuse_outside(names: Iterator[str] | tuple[str, ...], path: str) -> None:
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
    return bool(name) and not drive and not any(part in ("", ".", "..") for part in parts)


def _copy(name: str, found: Mapping[str, Any]) -> ExportedFile:
    return ExportedFile(
        name,
        str(found["article"]),
        str(found["locale"]),
        str(found["sha256"]),
        source=str(found.get("source", "")),
        text=str(found.get("text", "")),
        day=str(found.get("day", "")),
        lowest=str(found.get("lowest", "")),
        outdated=bool(found.get("outdated", False)),
        files=tuple(map(str, found.get("files", ()))),
        state=dict(found.get("state", {})),
    )


def serialize(manifest: Manifest) -> bytes:
    """Write the manifest, one line for each file, so that versions of it can be merged."""
    copies = {copy.path: copy for copy in manifest.copies.values()}
    sections = [_section("files", copies, _data)]
    if manifest.files:
        sections.append(_section("attachments", manifest.files, str))
    if manifest.due:
        sections.append(_section("due", manifest.due, datetime.isoformat))
    if manifest.withdrawn:
        sections.append(_section("withdrawn", manifest.withdrawn, list))
    return b'{\n  "version": %d,\n%s\n}\n' % (_VERSION, b",\n".join(sections))


def _section(name: str, entries: Mapping[str, _Entry], data: Callable[[_Entry], object]) -> bytes:
    """Write a section. Of a large archive, all that lines are made of would fill the memory."""
    lines = b",\n".join(
        f"    {_json(key)}: {_json(data(entries[key]))}".encode() for key in sorted(entries)
    )
    return b'  "%s": %s' % (name.encode(), b"{\n%s\n  }" % lines if lines else b"{}")


def _data(copy: ExportedFile) -> dict[str, Any]:
    found = {"article": copy.article, "locale": copy.locale, "sha256": copy.digest}
    others = asdict(copy)
    for name in ("path", "article", "locale", "digest"):
        del others[name]
    return {**found, **{name: value for name, value in others.items() if value}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
