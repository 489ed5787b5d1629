"""The entries of a review file, some at a time, of a file that is never held whole.

They are those that `pieces.framed` finds, and the same files are unusual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.review.pieces import ENTRY, HEADS, LEAD, LINES, SECTIONS, is_odd


class UnusualError(Exception):
    """The file must be read as a whole."""


def grouped(blocks: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the line that begins a section with some of its entries, one after the other.

    `blocks` are what the file holds. Raises `UnusualError` where it is not as Dragoman orders it.
    """
    window = _EntryLines(blocks)
    window.skip_preamble()
    for head, entry in zip(SECTIONS, (ENTRY, LINES, ENTRY), strict=True):
        if window.skips(head.encode()):
            for group in window.groups(entry):
                yield head, group.decode()
        elif head != SECTIONS[-1]:
            raise UnusualError
    if not window.at_end:
        raise UnusualError


class _EntryLines:
    """What stands next in a file: some whole lines."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._lines = b""
        self._begun = b""
        """The beginning of the line behind them."""

        self._ended = False

    def skip_preamble(self) -> None:
        """Go to the first section, whatever it is."""
        while (head := HEADS.search(self._lines)) is None:
            if self._ended:
                raise UnusualError
            self._widen()
        self._lines = self._lines[head.start(1) :]

    def skips(self, head: bytes) -> bool:
        """Go on behind this line, if it stands next below blank lines and comments."""
        lead = self._lead(0)
        if not self._lines.startswith(head, lead):
            return False
        self._lines = self._lines[lead + len(head) :]
        return True

    def groups(self, entry: re.Pattern[bytes]) -> Iterator[bytes]:
        """Yield entries, and go on behind the last one."""
        while True:
            self._see_next()
            at = 0
            # Where an entry ends is known when it is seen what stands next.
            while (found := entry.match(self._lines, at)) and self._shows(found.end()):
                at = found.end()
            if at:
                yield self._lines[:at]
                self._lines = self._lines[at:]
            elif found is None:
                return
            else:
                self._widen()

    @property
    def at_end(self) -> bool:
        """Whether nothing but blank lines and comments is left."""
        self._see_next()
        return self._lead(0) == len(self._lines)

    def _see_next(self) -> None:
        while not self._shows(0):
            self._widen()

    def _shows(self, at: int) -> bool:
        """Whether the lines show what comes next below blank lines and comments."""
        return self._ended or self._lead(at) < len(self._lines)

    def _lead(self, at: int) -> int:
        lead = LEAD.match(self._lines, at)
        return lead.end() if lead else at

    def _widen(self) -> None:
        """Take in as much as there is already, so that a long entry is not gone through often."""
        parts, wanted = [self._begun], len(self._lines)
        for block in self._blocks:
            parts.append(block)
            wanted -= len(block)
            if wanted < 0 and b"\n" in block:
                break
        else:
            self._ended = True
        new = b"".join(parts)
        end = len(new) if self._ended else new.rindex(b"\n") + 1
        if is_odd(new[:end]):
            raise UnusualError
        self._lines, self._begun = self._lines + new[:end], new[end:]
