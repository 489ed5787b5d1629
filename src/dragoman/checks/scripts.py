"""What tells languages apart: their scripts, and the words that hold sentences together."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.facts import writing
from dragoman.facts.scripts import ARABIC, CYRILLIC, GREEK, LATIN, script

__all__ = [
    "ARABIC",
    "CYRILLIC",
    "GREEK",
    "LATIN",
    "SCRIPT_SIGNS",
    "function_words",
    "letters_of",
    "script",
    "word_list",
]


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words that no sentence of the language does without; empty if not known here."""
    return word_list(language.partition("-")[0])


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of `data/NAME.txt`, none if there is no such file.

    They are in lower case, separated by commas or line ends; `#` begins a comment.
    """
    file = files("dragoman.checks") / "data" / f"{name}.txt"
    if not file.is_file():
        return frozenset()
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    words = (word.strip() for line in lines for word in line.split(","))
    return frozenset(word for word in words if word)


@cache
def letters_of(script: str) -> re.Pattern[str]:
    """Match a letter of a script."""
    return re.compile(f"[{script}]")


SCRIPT_SIGNS = {
    LATIN: writing.LATIN_LETTER,
    CYRILLIC: writing.CYRILLIC_LETTER,
    ARABIC: writing.ARABIC_LETTER,
    GREEK: writing.GREEK_LETTER,
}
"""The sign of a text that has letters of a script."""
