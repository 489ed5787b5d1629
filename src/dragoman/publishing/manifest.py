"""The manifest: which files in `output/` Dragoman wrote, from what, and as what.

It stands beside the exports, so that whoever takes them over, by version control or by copying,
takes it too. A file that is not in it, or that no longer holds what was written, is somebody
else's: it is never overwritten or removed without being asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.errors import StoreError

NAME = ".dragoman-manifest.json"
"""Its name in `output/`. Site generators pass over names that begin with a dot."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was exported."""

    path: str
    """From `output/`, with forward slashes."""

    article: str
    locale: str
    digest: str
    """Of the bytes that were written."""


def digest(data: bytes) -> str:
    """Return what tells these bytes from any others."""
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes, path: str) -> dict[str, Copy]:
    """Return the copies by their paths. Raises StoreError where this is no manifest."""
    try:
        content = json.loads(data)
        if content["version"] != _VERSION:
            raise ValueError(f"its version is {content['version']}")
        return {
            str(name): Copy(str(name), str(each["article"]), str(each["locale"]), each["sha256"])
            for name, each in content["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"the list of exported files cannot be read: {error}",
            path=path,
            line=getattr(error, "lineno", None),
            advice="Take it back from version control, or delete it; then `dragoman export "
            "--force` replaces the exports that are there.",
        ) from None


def serialize(copies: Iterable[Copy]) -> bytes:
    """Write the manifest, one line for each file, so that versions of it can be merged."""
    lines = [
        f"    {_json(copy.path)}: "
        + _json({"article": copy.article, "locale": copy.locale, "sha256": copy.digest})
        for copy in sorted(copies, key=lambda copy: copy.path)
    ]
    files = "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"
    return f'{{\n  "version": {_VERSION},\n  "files": {files}\n}}\n'.encode()


def _json(value: str | Mapping[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False)
