"""Digests of what files hold, made once though several ask for the same.

To save a long review file, its old and its new version are named by their digests in several
places, and each takes some milliseconds.
"""

from __future__ import annotations

import hashlib
from collections import deque

_LONG = range(100_000, 10_000_000)
"""So many bytes has what a digest is remembered for: more would be held for too long."""

_last: deque[tuple[bytes, str]] = deque(maxlen=2)
"""What a file held that was saved, and what it holds."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of the data in hexadecimal digits."""
    for other, known in tuple(_last):
        if other is data:
            return known
    made = hashlib.sha256(data).hexdigest()
    if len(data) in _LONG:
        _last.append((data, made))
    return made
