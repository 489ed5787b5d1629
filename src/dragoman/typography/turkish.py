"""Rules of Turkish."""

from __future__ import annotations

from dragoman.patterns import lazily
from dragoman.typography.passage import ATOM, Passage

_DOT = lazily("i\u0307")


def join_dot(passage: Passage) -> str:
    """Write `i` without the second dot that lower-casing `İ` the English way leaves on it."""
    return _DOT.sub("i", passage.text)


_APOSTROPHE = lazily(rf"(?<=[^\W_])'(?=[^\W\d_])|(?<=[{ATOM}])'(?=[^\W\d_])")


def curl_apostrophe(passage: Passage) -> str:
    """Write the apostrophe before a suffix as the press does: `Ankara'da` → `Ankara’da`."""
    return _APOSTROPHE.sub("’", passage.text)
