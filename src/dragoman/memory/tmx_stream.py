"""A TMX file as XML allows it: without the control characters that some programs write."""

from __future__ import annotations

import codecs
import re
from typing import IO

_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
"""A number for a character that XML has no place for."""

_OPEN = re.compile(rb"&#?[xX]?[0-9a-fA-F]*\Z")
"""What may be the beginning of one."""

_LONGEST = 16
_DECLARED = re.compile(rb"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")


class Cleaned:
    """A file that is read piece by piece. Line ends stay, so that lines are counted right."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rest = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False

    def read(self, size: int = -1) -> bytes:
        """Return about so many bytes; none at the end."""
        while True:
            data = self._file.read(size)
            ended = not data
            data = self._narrow(data, ended=ended)
            data = self._rest + data.translate(None, _CONTROLS)
            cut = None if ended else _OPEN.search(data, max(0, len(data) - _LONGEST))
            self._rest = data[cut.start() :] if cut else b""
            found = _REFERENCE.sub(b"", data[: cut.start()] if cut else data)
            if found or ended:
                return found

    def _narrow(self, data: bytes, *, ended: bool) -> bytes:
        """Return the bytes as UTF-8 where they are UTF-16, which zeros are a part of."""
        if not self._begun:
            self._begun = True
            if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
            elif data[:4] in (b"<\0?\0", b"<\0t\0"):
                self._decoder = codecs.getincrementaldecoder("utf-16-le")("replace")
            elif data[:4] in (b"\0<\0?", b"\0<\0t"):
                self._decoder = codecs.getincrementaldecoder("utf-16-be")("replace")
            if self._decoder is not None:
                return _DECLARED.sub(rb"\1", self._decoder.decode(data).encode(), count=1)
        if self._decoder is None:
            return data
        return self._decoder.decode(data, final=ended).encode("utf-8", "replace")
