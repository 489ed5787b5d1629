"""Let large blocks of memory go back to the system as soon as they are free.

The allocator of glibc takes blocks of up to 32 MB from its heap once such a block was freed. There
they stay between others that are in use, and a process that reads long files grows and grows: by
a quarter, with an article of 10,000 sentences.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from functools import cache

LARGE = 1_000_000
"""Bytes of a file from which on this is worth while."""

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
"""Of `mallopt`: from how many bytes on a block comes from the system, and goes back to it; and how
much may be free at the end of the heap."""

_BLOCK = 1024 * 1024
"""What the threshold is from then on. A model asks for shorter blocks again and again: where these
came from the system, which clears them, a translation took twice the time."""


@cache
def settle() -> None:
    """Do so from now on, where the system's library can."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            allocator = ctypes.CDLL(None)
            allocator.mallopt(_MMAP_THRESHOLD, _BLOCK)
            allocator.mallopt(_TRIM_THRESHOLD, 2 * _BLOCK)
