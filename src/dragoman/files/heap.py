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

_MMAP_THRESHOLD = -3
"""Of `mallopt`: from how many bytes on a block comes from the system, and goes back to it."""

_BLOCK = 128 * 1024
"""What the threshold is at first. To set it keeps it from being moved."""


@cache
def settle() -> None:
    """Do so from now on, where the system's library can."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _BLOCK)
