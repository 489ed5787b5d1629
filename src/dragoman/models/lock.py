"""`models.lock`: the models of a newsroom, the same on all its machines.

It stands in the newsroom's folder and belongs under version control, as the articles do. A model is
pinned when it is first installed from the network: its version, and for each file its address
and the checksum of what came. Whoever installs it later gets that, or an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dragoman.errors import ModelError
from dragoman.files import Files
from dragoman.models.catalogue import HUB, SOURCES
from dragoman.models.installed import Installed
from dragoman.models.kinds import KINDS
from dragoman.models.shipment import ShippedFile, plain_name

if TYPE_CHECKING:
    from dragoman.models.obtain import Obtained

FILE = "models.lock"

ADDRESS = "address"
"""Where a model is had from that a person gave the address of."""

_HEAD = """\
# The models of this newsroom, kept by dragoman: keep this file with the articles.
# On another machine, `dragoman models install` installs what it names.
"""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Pin:
    """A model that a newsroom uses."""

    direction: str
    engine: str
    name: str | None
    version: str

    source: str
    """`firefox`, `argos`, `hub:` with the name of a repository, or `ADDRESS`."""

    weights: str
    """A digest of the installed files that decide what the model makes, but for its metadata,
    which another version of the program may write otherwise."""

    parts: tuple[ShippedFile, ...]

    licence: str | None = None

    def matches(self, package: Installed) -> bool:
        """Whether an installed package is this model, by what its metadata says."""
        same = (package.engine, package.direction) == (self.engine, self.direction)
        return same and (package.name, package.version) == (self.name, self.version)


def pinned(obtained: Obtained) -> Pin:
    """Return the pin of a model that was had."""
    offer = obtained.shipment.offer
    source = f"{HUB}:{offer.repository}" if offer.source == HUB else offer.source
    return pin(obtained.installation.package, source, obtained.shipment.parts, offer.licence)


def pin(
    package: Installed, source: str, parts: tuple[ShippedFile, ...], licence: str | None = None
) -> Pin:
    """Return the pin of an installed package, by where it came from and in which files."""
    return Pin(
        package.direction,
        package.engine,
        package.name,
        package.version,
        source,
        weights(package),
        parts,
        package.licence or licence,
    )


def weights(package: Installed) -> str:
    """Digest the files of a package that decide what it makes, but for its metadata.

    Reads the whole model: about 0.1 s for 100 MB.
    """
    found = hashlib.sha256()
    for file in KINDS[package.engine].deciding(package.path):
        if file.is_file():
            found.update(file.name.encode())
            with file.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    found.update(block)
    return found.hexdigest()[:16]


def read(root: Path) -> tuple[Pin, ...]:
    """Return the pins of the newsroom in `root`; none if there is no such file.

    Raises ModelError for a file that is not as this program writes it.
    """
    path = root / FILE
    data = Files(root).read(path)
    if data is None:
        return ()
    try:
        found = yaml.safe_load(data.decode("utf-8-sig"))
        rows = found["models"] if isinstance(found, dict) else None
        if not isinstance(rows, list):
            raise ValueError("it has no list `models`")
        return tuple(map(_pin, rows))
    except RecursionError as error:
        raise ModelError(
            "the file cannot be read: its lists nest too deeply", path=path, advice=_RESTORE
        ) from error
    except (yaml.YAMLError, ModelError, ValueError, KeyError, TypeError, OverflowError) as error:
        said = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else str(error)
        said = said.split("\n", maxsplit=1)[0]
        raise ModelError(f"the file cannot be read: {said}", path=path, advice=_RESTORE) from error


_RESTORE = "Restore the file from version control, or delete it and install the models anew."


def write(root: Path, pins: Iterable[Pin]) -> bool:
    """Write the pins, sorted; return whether that changed the file."""
    path, files = root / FILE, Files(root)
    rows = [_row(pin) for pin in sorted(pins, key=lambda pin: (pin.direction, pin.engine))]
    text = _HEAD + yaml.safe_dump(
        {"models": rows}, sort_keys=False, allow_unicode=True, width=1_000
    )
    old, new = files.read(path), text.encode()
    if old == new:
        return False
    files.write(path, new, old)
    return True


def noted(pins: Iterable[Pin], new: Pin) -> tuple[Pin, ...]:
    """Return the pins with a new one in place of that of its engine and direction."""
    key = (new.direction, new.engine)
    return (*(pin for pin in pins if (pin.direction, pin.engine) != key), new)


def _row(pin: Pin) -> dict[str, Any]:
    row: dict[str, Any] = {
        "direction": pin.direction,
        "engine": pin.engine,
        "name": pin.name,
        "version": pin.version,
        "from": pin.source,
        "licence": pin.licence,
        "weights": pin.weights,
    }
    files = [
        {"name": part.name, "url": part.url, "sha256": part.sha256, "bytes": part.size}
        for part in pin.parts
    ]
    return {key: value for key, value in row.items() if value is not None} | {"files": files}


def _pin(row: Mapping[str, Any]) -> Pin:
    source = str(row["from"])
    if source.partition(":")[0] not in (*SOURCES, ADDRESS) or row["engine"] not in KINDS:
        raise ValueError(f"`{source}` is not a known source of models")
    return Pin(
        str(row["direction"]),
        str(row["engine"]),
        str(row["name"]) if row.get("name") is not None else None,
        str(row["version"]),
        source,
        str(row["weights"]),
        tuple(map(_part, row["files"])),
        str(row["licence"]) if row.get("licence") is not None else None,
    )


def _part(row: Mapping[str, Any]) -> ShippedFile:
    url, checksum = str(row["url"]), str(row["sha256"])
    if not url.startswith(("https://", "http://")) or len(checksum) != 64:
        raise ValueError(f"`{url}` has no address or no checksum")
    return ShippedFile(plain_name(str(row["name"])), url, int(row["bytes"]), checksum)
