"""Regular expressions that are compiled when they are first asked.

A command imports hundreds of them and asks few: compiling all took a fifth of its start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


def lazily(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """Return what is asked as `re.compile(pattern, flags)` is; a mistake in it shows when it is.

    It is no `re.Pattern` for `re.sub` and the like, which refuse it: call its methods.
    """
    return cast(re.Pattern[AnyStr], _LazyPattern(pattern, flags))


class _LazyPattern(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int | re.RegexFlag) -> None:
        self.pattern: AnyStr = pattern
        self._asked_with = flags

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet comes here: the second time, a method is found at once.
        found = getattr(re.compile(self.pattern, self._asked_with), name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"lazily({self.pattern!r}, {self._asked_with!r})"
