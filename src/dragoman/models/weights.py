"""What CTranslate2 believes of the file of a model, and reads beyond its memory if it is not so.

Over most damage it raises an error, or translates worse. But of the layer whose attention tells
which words belong together it takes the number as it stands: a layer that is not there ends the
process, or does not, as memory happens to be.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.patterns import lazily

_OLDEST = 4
"""The version of the file from which on it is written as it is read here."""

_INT16 = 2
_ALIGNMENT = b"decoder/alignment_layer"
_LAYER = lazily(rb"decoder/layer_(\d{1,4})/")


def missing_layer(file: Path) -> int | None:
    """Return the number of the layer that a model relies on and does not have, if there is one.

    What cannot be read here is CTranslate2's to judge.
    """
    layers, asked = 0, None
    try:
        with file.open("rb") as stream:
            for name, value in _variables(stream):
                if match := _LAYER.match(name):
                    layers = max(layers, int(match[1]) + 1)
                elif name == _ALIGNMENT:
                    asked = value
    except (OSError, struct.error):
        return None
    if asked is None or not layers or -layers <= asked < layers:
        return None
    return asked


def _variables(stream: BinaryIO) -> Iterator[tuple[bytes, int | None]]:
    """Yield the name of each variable, and the value of those that are one short number."""
    (version,) = _read(stream, "<I")
    if version < _OLDEST:
        return
    _name(stream)
    _, count = _read(stream, "<II")
    for _ in range(count):
        name = _name(stream)
        (rank,) = _read(stream, "<B")
        _read(stream, f"<{rank}I")
        kind, size = _read(stream, "<BI")
        if kind == _INT16 and size == 2 and not rank:
            yield name, _read(stream, "<h")[0]
        else:
            yield name, None
            stream.seek(size, 1)


def _name(stream: BinaryIO) -> bytes:
    (length,) = _read(stream, "<H")
    return stream.read(length).rstrip(b"\0")


def _read(stream: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, stream.read(struct.calcsize(form)))
