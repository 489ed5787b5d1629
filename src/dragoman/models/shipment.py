"""What it takes to have a published model: files at addresses, with checksums."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models.catalogue import Offer

PACKAGE = "package.argosmodel"
"""What a package is called whose direction is known only when it is there."""


@dataclass(frozen=True, slots=True)
class ShippedFile:
    """A file of a model."""

    name: str
    """What it is called in the model's folder."""

    url: str
    size: int | None = None
    """Bytes at the address; `None` where its publisher does not say."""

    sha256: str | None = None
    """Of the bytes at the address."""

    blob: str | None = None
    """Their digest as git names them, where no SHA-256 is published."""

    unpacked: str | None = None
    """The SHA-256 of what is packed in them."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """A version of a published model."""

    offer: Offer
    version: str
    parts: tuple[ShippedFile, ...]

    archive: bool = False
    """Whether its one part is a package, and not a file of a folder."""


def plain_name(name: str) -> str:
    """Return the name of a file as it is, if it is one and leads nowhere. Raises ModelError."""
    if not name or name in (".", "..") or set(name) & {"/", "\\", "\0", ":"}:
        raise ModelError(f"{name!a} is not the name of a model's file")
    return name


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
