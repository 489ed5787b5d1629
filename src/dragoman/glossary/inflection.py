"""What a word looks like in its other cases, numbers and persons.

A term's word is cut to a base: Snowball says how short it may become, a pattern of endings that
nothing but an ending is cut off. A text's word is a form of it if it is the base with another
ending of the pattern, after the clitics that the language writes in one with a word.
Both are folded, see `words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.languages import record
from dragoman.patterns import lazily

LEAST = 3
"""Letters that a base has at least; shorter words have no ending taken off."""

SAFE = 4
"""Letters that must be left where more than one is taken off, for in short names what looks like an
ending is none. Russian is exempt: its adjectives have endings of two letters, as новая."""

LONGEST = 14
"""Letters of the longest ending."""

_NONE = lazily("")
_SOME = lazily(r"\w{0,3}")


@dataclass(frozen=True, slots=True)
class Inflection:
    """How the words of a language change."""

    endings: re.Pattern[str]
    """Matches what may stand after a base, nothing included."""

    stem: Callable[[str], str] = lambda word: word
    """Gives the shortest base of a word."""

    proclitics: re.Pattern[str] | None = None
    """Matches what may be written before a word, in one with it."""

    article: str = ""
    """What a term's word is taken without."""

    softened: Callable[[str, str], tuple[str, ...]] = lambda base, word: ()
    """Gives other shapes that a base of a word takes before an ending."""

    hardened: Callable[[str], tuple[str, ...]] = lambda word: ()
    """Gives other shapes that a word of a text may stand for."""

    least: int = LEAST
    """Letters that must be left where one is taken off."""

    safe: int = SAFE
    """The same where more are."""

    def bases(self, word: str) -> tuple[str, ...]:
        """Return what a term's word may be cut to, itself included."""
        word = self.bare(word)
        sizes = range(max(LEAST, len(word) - LONGEST), len(word))
        found = [
            size
            for size in sizes
            if self.ends(word[size:]) and (size >= self.safe or size == len(word) - 1 >= self.least)
        ]
        if found:  # asking Snowball takes time
            least = _shared(word, self.stem(word))
            found = [size for size in found if size >= least]
        bases = (*(word[:size] for size in found), word)
        shapes = [shape for base in bases for shape in self.softened(base, word)]
        return tuple(dict.fromkeys((*bases, *shapes)))

    def bare(self, word: str) -> str:
        """Take the article off a term's word."""
        if self.article and word.startswith(self.article) and len(word) > LEAST + 1:
            return word.removeprefix(self.article)
        return word

    def ends(self, ending: str) -> bool:
        """Whether a piece of a word is an ending."""
        return len(ending) <= LONGEST and _matches(self.endings, ending)

    def readings(self, word: str) -> Iterator[str]:
        """Yield a text's word, and what is left of it without each run of clitics."""
        yield word
        yield from self.hardened(word)
        if self.proclitics is None:
            return
        most = self.proclitics.match(word)
        for size in range(1, most.end() + 1 if most else 1):
            if len(word) - size >= LEAST - 1 and self.proclitics.fullmatch(word, 0, size):
                yield word[size:]


@lru_cache(maxsize=100_000)
def _matches(endings: re.Pattern[str], ending: str) -> bool:
    return endings.fullmatch(ending) is not None


@cache
def inflection(language: str) -> Inflection:
    """Return how the words of a language change; of unknown ones, not at all."""
    import snowballstemmer  # 20 ms that only a newsroom with a glossary need spend

    known = record(language)
    stem: Callable[[str], str]
    stem = snowballstemmer.stemmer(known.stemmer).stemWord if known.stemmer else str
    if not known.endings:
        return Inflection(_SOME if known.stemmer else _NONE, stem)
    softened, hardened = _SHAPES[known.shapes]
    return Inflection(
        re.compile(known.endings),
        stem if known.stemmer else _shortest,
        re.compile(known.proclitics) if known.proclitics else None,
        known.article,
        softened,
        hardened,
        LEAST if known.stemmer else SAFE,
        known.least_base,
    )


def _shortest(word: str) -> str:
    """Leave it to the pattern of endings how short a base may be."""
    return word[: max(LEAST, len(word) - LONGEST)]


def _shared(one: str, other: str) -> int:
    """Count the letters that two words begin with."""
    return next(
        (size for size in range(min(len(one), len(other)), 0, -1) if one[:size] == other[:size]), 0
    )


_Y = lazily(r"(?<=[^aeiou])y$")


def _open(base: str, word: str) -> tuple[str, ...]:
    """Give polici- for policy, mov- for move."""
    return (*_of_y(base), *((base[:-1],) if base.endswith("e") and len(base) > LEAST else ()))


def _of_y(word: str) -> tuple[str, ...]:
    found = _Y.sub("i", word)
    return (found,) if found != word else ()


_FLEETING = lazily(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[бвгджзклмнпрстфхцчшщ]$)")


def _fleeting(base: str, word: str) -> tuple[str, ...]:
    """Give Египт- for Египет; only words without an ending have such a vowel."""
    found = _FLEETING.sub("", base)
    return (found,) if base == word and found != base and len(found) >= LEAST else ()


_SOFT = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}
_NARROW = lazily(r"(?<=[aeıioöuü][^aeıioöuü])[ıiuü](?=[^aeıioöuü]$)")


def _soft(base: str, word: str) -> tuple[str, ...]:
    """Give kitab- for kitap, reng- for renk, şehr- for şehir."""
    found = []
    if base[-1:] in _SOFT:
        found.append(base[:-1] + _SOFT[base[-1]])
    if base.endswith("nk"):
        found.append(base[:-1] + "g")
    narrow = _NARROW.sub("", base)
    return (*found, *((narrow,) if narrow != base and len(narrow) >= LEAST else ()))


def _as_it_is(base: str, word: str) -> tuple[str, ...]:
    return ()


def _none(word: str) -> tuple[str, ...]:
    return ()


_SHAPES: dict[str, tuple[Callable[[str, str], tuple[str, ...]], Callable[[str], tuple[str, ...]]]]
_SHAPES = {
    "": (_as_it_is, _none),
    "y-and-e": (_open, _of_y),
    "fleeting-vowels": (_fleeting, _none),
    "soft-consonants": (_soft, _none),
}
"""By the names that the records of languages use: other shapes of bases, and of words of a text."""
