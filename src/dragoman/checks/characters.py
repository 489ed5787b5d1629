"""Classes of characters, and whether a text has any of one.

To look at the two or three dozen different characters of a sentence is several times faster than
to search the sentence, and nearly all sentences have none of what a check looks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.facts.once import Memo


def having(pattern: re.Pattern[str]) -> Callable[[frozenset[str]], bool]:
    """Return whether any of the characters of a text matches a pattern for one character."""
    holds = Memo(lambda char: pattern.search(char) is not None).__getitem__
    return lambda characters: any(map(holds, characters))
