"""Find words in the targets of several review files, and say what another word would make of them.

Nothing is changed here: what was found is shown, and saved by who confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman import inline
from dragoman.model import Syntax

_WORD = r"[\w\u200c\u200d\u0300-\u036f\u064b-\u0652]"
"""What goes on with a word: also a half space, and vowel signs."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for."""

    text: str
    whole: bool = True
    """Whether only whole words count: `art` is not in `party`."""

    case: bool = False
    """Whether capitals must be the same."""

    def pattern(self) -> re.Pattern[str]:
        """Return what finds it."""
        sought = re.escape(self.text)
        if self.whole:
            begins = rf"(?<!{_WORD})" if re.match(_WORD, self.text) else ""
            ends = rf"(?!{_WORD})" if re.match(_WORD, self.text[-1:]) else ""
            sought = f"{begins}{sought}{ends}"
        return re.compile(sought, 0 if self.case else re.IGNORECASE)


def replaced(target: str, syntax: Syntax, search: Search, by: str) -> str:
    """Return the target with every match replaced; markup and what is protected stay."""
    if not search.text:
        return target
    kept = tuple(_protected(target, syntax))
    pieces = []
    at = 0
    for match in search.pattern().finditer(target):
        if any(match.start() < end and match.end() > start for start, end in kept):
            continue
        pieces += [target[at : match.start()], by]
        at = match.end()
    return "".join((*pieces, target[at:]))


def _protected(target: str, syntax: Syntax) -> Iterator[tuple[int, int]]:
    for span in inline.spans(target, syntax):
        if span.kind.wrapping or span.kind is inline.SpanKind.IMAGE:
            yield span.start, span.inner_start
            yield span.inner_end, span.end
        else:
            yield span.start, span.end


@dataclass(frozen=True, slots=True)
class Replacement:
    """What would become of one segment."""

    article: str
    locale: str
    id: str
    seen: str
    source: str
    before: str
    after: str


Replacements = Sequence[Replacement]
