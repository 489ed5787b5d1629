"""Words for numbers, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.checks.stored import stored

_TOKEN = re.compile(r"[^\W\d_]+")
_INVISIBLE = re.compile(r"[\u064b-\u0652\u0670\u0640]+")
_ALEFS = tuple(zip("أإآٱى", "ااااي", strict=True))
_PERSIAN = tuple(zip("يكىةۀ", "یکیهه", strict=True))
_PREFIX = re.compile(r"^(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)")
_PERCENT = re.compile(r"(?<![^\W_])(?:بال|في ال)(?:مئة|مائة|ميه)(?![^\W_])")
"""“In the hundred”, which is no number."""

_AND = frozenset({"and", "и", "و", "ve"})

SHORTEST = 3
"""Letters that a word with any ending must at least share with a numeral."""

HUNDRED, THOUSAND = 100, 1000


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words of one language."""

    whole: dict[str, float]
    stems: dict[str, float]

    longest: int
    """Letters of the longest stem."""

    def value(self, word: str) -> float | None:
        """Return what a word in lower case stands for, `None` if it is no numeral."""
        found = self.whole.get(word)
        if found is not None:
            return found
        for end in range(min(len(word), self.longest), SHORTEST - 2, -1):
            found = self.stems.get(word[:end])
            if found is not None:
                return found
        return None


def _every() -> dict[str, dict[float, str]]:
    found: dict[str, dict[float, str]] = stored("numerals.yaml")
    return found


def known(language: str) -> bool:
    """Whether a language's words for numbers are known here."""
    return numerals(language) is not None


@cache
def numerals(language: str) -> Numerals | None:
    """Return a language's words for numbers, `None` if they are not known here."""
    said = _every().get(language)
    if said is None:
        return None
    whole: dict[str, float] = {}
    stems: dict[str, float] = {}
    for value, text in said.items():
        for word in text.split():
            flat = folded(word, language)
            if word.endswith("*"):
                stems.setdefault(flat.removesuffix("*"), value)
            else:
                whole.setdefault(flat, value)
    return Numerals(whole, stems, max(map(len, stems), default=0))


def folded(text: str, language: str) -> str:
    """Return the text in lower case, spelled as `data/numerals.yaml` spells."""
    if language in ("fa", "ar"):
        text = _INVISIBLE.sub("", text)
        # Much faster than `str.translate`, which asks a table for every letter.
        for letter, own in _PERSIAN if language == "fa" else _ALEFS:
            text = text.replace(letter, own)
        return text
    return lower(text, language)


def lower(text: str, language: str) -> str:
    """Return the text in lower case, as the language has it: İ and I differ in Turkish."""
    if language in ("tr", "az"):
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def scale(word: str, language: str) -> float | None:
    """Return the value of a word from a thousand on, `None` for any other."""
    known = numerals(language)
    value = None if known is None else _value(folded(word, language), known, language)
    return value if value is not None and value >= THOUSAND else None


@lru_cache(maxsize=1024)
def values(text: str, language: str) -> frozenset[float]:
    """Return the values of all words for numbers, and of those that stand together."""
    known = numerals(language)
    if known is None:
        return frozenset()
    found: set[float] = set()
    for run in _runs(text, language, known):
        found.update(run)
        found.update(_composed(run))
    return frozenset(found)


def _value(word: str, known: Numerals, language: str) -> float | None:
    value = known.value(word)
    if value is None and language == "ar":
        bare = _PREFIX.sub("", word)
        return known.value(bare) if bare != word and len(bare) > 1 else None
    return value


def _runs(text: str, language: str, known: Numerals) -> Iterator[list[float]]:
    """Yield the values of words for numbers that stand in a row."""
    run: list[float] = []
    flat = folded(text, language)
    if language == "ar":
        flat = _PERCENT.sub(" % ", flat)
    for word in _TOKEN.findall(flat):
        value = _value(word, known, language)
        if value is not None:
            run.append(value)
        elif run and word not in _AND:
            yield run
            run = []
    if run:
        yield run


def _composed(run: list[float]) -> Iterator[float]:
    """Yield what the words of a row make together: three hundred and five."""
    total = current = 0.0
    for value in run:
        if value >= THOUSAND:
            total += max(current, 1) * value
            current = 0
        elif value == HUNDRED:
            current = max(current, 1) * HUNDRED
        else:
            current += value
        yield current
        yield total + current
