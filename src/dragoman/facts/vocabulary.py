"""Which words a language has, to tell a misspelled word from another word."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from dragoman.facts.stored import stored

_COMPLETE = frozenset({"en"})
"""Languages whose list of words is long enough: a word that it lacks is misspelled, as a rule. In
English news it holds 99 words of 100; the lists of Russian and Persian are a tenth as long."""


COMMON = 50_000
"""How often a common word occurs in the texts that the list was counted in."""


def complete(language: str) -> bool:
    """Whether nearly all words of a language are known."""
    return language in _COMPLETE


def has(word: str, language: str) -> bool:
    """Whether a language has a word, given in lower case."""
    return _place(word, language) is not None


def common(word: str, language: str) -> bool:
    """Whether a word is so common that it is no rare name, whatever its capital."""
    return count(word, language) >= COMMON


def count(word: str, language: str) -> int:
    """Return how often a word in lower case occurs in the texts that the list was counted in."""
    if not complete(language):
        return 0
    place = _place(word, language)
    return 0 if place is None else _words(language).counts[place]


@lru_cache(maxsize=4096)
def _place(word: str, language: str) -> int | None:
    return _words(language).find(word)


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and how often each occurs: a dictionary of them would take six times the memory."""

    text: bytes
    """The words in order, one behind the other."""

    ends: Sequence[int]
    """Where each word ends."""

    counts: Sequence[int]

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> WordList:
        """Make the list of words in any order."""
        # In UTF-8 they have the order that they have as text.
        numbers = dict(counted)
        words = sorted(numbers)
        ends = array("I", accumulate(len(word.encode()) for word in words))
        counts = array("Q", map(numbers.__getitem__, words))
        return cls("".join(words).encode(), ends, counts)

    def find(self, word: str) -> int | None:
        """Return the place of a word, `None` where it is not in the list."""
        wanted = word.encode()
        place = bisect_left(range(len(self.ends)), wanted, key=self._word)
        return place if place < len(self.ends) and self._word(place) == wanted else None

    def _word(self, place: int) -> bytes:
        return self.text[self.ends[place - 1] if place else 0 : self.ends[place]]


@cache
def _words(language: str) -> WordList:
    from spellchecker import SpellChecker  # the list takes half a second to read

    return WordList.of(SpellChecker(language=language).word_frequency.items())


@cache
def spellings(language: str) -> dict[str, str]:
    """Return words with two right spellings, each with the one that stands for both."""
    said = stored(language, "spelling") or {}
    pairs = (pair.split("/") for pair in str(said.get("pairs", "")).split())
    return {spelling: forms[0] for forms in pairs for spelling in forms}
