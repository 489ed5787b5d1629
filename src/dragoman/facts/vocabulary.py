"""Which words a language has, to tell a misspelled word from another word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.facts.stored import stored

if TYPE_CHECKING:
    from spellchecker import SpellChecker

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
    return word in _words(language)


def common(word: str, language: str) -> bool:
    """Whether a word is so common that it is no rare name, whatever its capital."""
    return count(word, language) >= COMMON


def count(word: str, language: str) -> int:
    """Return how often a word in lower case occurs in the texts that the list was counted in."""
    return int(_words(language)[word]) if complete(language) else 0


@cache
def _words(language: str) -> SpellChecker:
    from spellchecker import SpellChecker  # the list takes half a second to read

    return SpellChecker(language=language)


@cache
def spellings(language: str) -> dict[str, str]:
    """Return words with two right spellings, each with the one that stands for both."""
    said = stored(language, "spelling") or {}
    pairs = (pair.split("/") for pair in str(said.get("pairs", "")).split())
    return {spelling: forms[0] for forms in pairs for spelling in forms}
