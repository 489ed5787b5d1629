"""What was installed: digests of a package's file and of the files that came out of it.

They are noted in a file of ours inside the package's folder, which Argos Translate passes over. A
package that another program installed has none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dragoman.errors import ModelError

RECORD = "dragoman.json"

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class PackageOrigin:
    """The file that a package came out of."""

    name: str
    """Without its folder."""

    sha256: str
    """Of the whole file, in hexadecimal digits."""


def origin_of(stream: IO[bytes], name: str) -> PackageOrigin:
    """Digest an open file and go back to its beginning."""
    stream.seek(0)
    digest = _digest(stream)
    stream.seek(0)
    return PackageOrigin(Path(name).name, digest)


def write(package: Path, origin: PackageOrigin) -> None:
    """Note the origin of the package in the folder `package`, and all its files."""
    noted = {
        "package": {"name": origin.name, "sha256": origin.sha256},
        "files": {name: _file_digest(package / name) for name in files(package)},
    }
    with (package / RECORD).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(noted, ensure_ascii=False, indent=2) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def origin(package: Path) -> PackageOrigin | None:
    """Return what is noted of the package's origin; `None` where nothing legible is."""
    try:
        noted = _read(package)
    except ModelError:
        return None
    return PackageOrigin(str(noted[0]["name"]), str(noted[0]["sha256"])) if noted else None


def changes(package: Path) -> tuple[str, ...]:
    """Say of each file that is not as it was installed what became of it.

    Without a note there is nothing to compare with. Files that were added later are passed
    over. Reads all files: about 0.5 s for 100 MB. Raises ModelError when the note or a file
    cannot be read.
    """
    noted = _read(package)
    found = []
    for name, digest in sorted(noted[1].items()) if noted else ():
        try:
            if not (package / name).is_file() or ".." in name.split("/") or name[:1] == "/":
                found.append(f"{name if name.isprintable() else ascii(name)} is missing")
            elif _file_digest(package / name) != digest:
                found.append(f"{name} has changed since it was installed")
        except FileNotFoundError:
            found.append(f"{name} is missing")
        except OSError as error:
            raise ModelError(f"{name} cannot be read: {error.strerror}", path=package) from error
    return tuple(found)


def files(package: Path) -> tuple[str, ...]:
    """Return the names of a package's files, the note left out, sorted."""
    names = [path.relative_to(package) for path in package.rglob("*") if path.is_file()]
    return tuple(sorted(name.as_posix() for name in names if name.as_posix() != RECORD))


def _read(package: Path) -> tuple[Mapping[str, object], Mapping[str, object]] | None:
    try:
        noted = json.loads((package / RECORD).read_text(encoding="utf-8"))
        of_file, of_files = noted["package"], noted["files"]
        if "name" in of_file and "sha256" in of_file and isinstance(of_files, dict):
            return of_file, of_files
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    advice = f"Install the package again, or delete {RECORD} to go on without comparing."
    raise ModelError(f"{RECORD} cannot be read", path=package, advice=advice)


def _file_digest(file: Path) -> str:
    with file.open("rb") as stream:
        return _digest(stream)


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
