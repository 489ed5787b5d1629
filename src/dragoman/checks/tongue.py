"""A check that a translation is in the language that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.checks.characters import having
from dragoman.checks.pair import Pair
from dragoman.checks.stored import stored
from dragoman.facts.once import Memo
from dragoman.patterns import lazily

_WORD = lazily(r"[^\W\d_]+(?:[\u200c'’][^\W\d_]+)*")
FEWEST = 3
"""Words of a text of which the language can be told."""

AHEAD = 2
"""Words of another language from which on a text may be in it."""

LEAST = 0.1
"""The share of such words."""

SHORT = 8
"""Words of a text in which one letter that the language has not tells enough."""


@dataclass(frozen=True, slots=True)
class _Rival:
    """What tells a language from the one that was asked for."""

    letters: re.Pattern[str] | None
    """Matches a letter that it has and the other has not."""

    words: frozenset[str]
    """Frequent words that only it has."""

    own_words: frozenset[str]
    """Frequent words that only the other has."""

    accents: bool
    """Whether its letters are Latin ones with accents."""

    def has(self, word: str) -> bool:
        """Whether a word speaks for it."""
        if word in self.words:
            return True
        return self.letters is not None and self.letters.search(word) is not None


def check_wrong_language(pair: Pair) -> Iterator[str]:
    """Find text in another language of the same script: Ukrainian for Russian, Azeri for Turkish.

    Frequent words and letters tell them apart. Words that the source has are not looked at.
    """
    rivals = _rivals(pair.target_language)
    if not rivals or not _any_foreign(pair):
        return
    given = pair.given.vocabulary
    words = [word for word in pair.made.words if word not in given]
    if len(words) < FEWEST:
        return
    spoken = _speaking(pair.target_language)
    foreign = [(word, codes) for word in words if (codes := spoken(word))]
    for code in rivals if foreign else ():
        own = [word for word, codes in foreign if code in codes]
        if own and code != pair.source_language and _is_other(rivals[code], own, words):
            yield f"this looks like another language (`{code}`)"
            return


def _any_foreign(pair: Pair) -> bool:
    """Whether any word speaks for another language, which hardly any sentence has."""
    letters, words = _every(pair.target_language)
    return letters(pair.made.characters) or any(map(words, pair.made.vocabulary))


@cache
def _every(
    language: str,
) -> tuple[Callable[[frozenset[str]], bool], Callable[[str], bool]]:
    """Return what tells a letter and a word of any other language."""
    rivals = _rivals(language).values()
    frequent = frozenset(word for rival in rivals for word in rival.words)
    patterns = [rival.letters.pattern for rival in rivals if rival.letters is not None]
    letters = "|".join(pattern for pattern in patterns if pattern.endswith("]"))
    longer = re.compile(
        "|".join(pattern for pattern in patterns if not pattern.endswith("]")) or "(?!)"
    )
    words = Memo(lambda word: word in frequent or longer.search(word) is not None)
    return having(re.compile(letters or "(?!)", re.IGNORECASE)), words.__getitem__


@cache
def _speaking(language: str) -> Callable[[str], tuple[str, ...]]:
    """Return what tells for which other languages a word speaks."""
    rivals = _rivals(language)
    return Memo(
        lambda word: tuple(code for code, rival in rivals.items() if rival.has(word))
    ).__getitem__


def _is_other(rival: _Rival, foreign: list[str], words: list[str]) -> bool:
    """Whether a text is in a language, for which some of its words speak."""
    letters = rival.letters
    if rival.accents and rival.words.isdisjoint(foreign):
        return False  # accents alone are those of names, and of the engine `pseudo`
    own = sum(word in rival.own_words for word in words)
    if len(foreign) >= AHEAD:
        return len(foreign) > 2 * own and len(foreign) >= LEAST * len(words)
    if len(foreign) != 1 or own or len(words) > SHORT or letters is None:
        return False
    telling = letters.search(foreign[0])
    return telling is not None and not telling[0].isascii()


@cache
def _rivals(language: str) -> Mapping[str, _Rival]:
    """Return the languages of a script with what tells them from one of them."""
    for script, tongues in stored("languages.yaml").items():
        if language in tongues:
            own = tongues[language]
            return {
                code: _rival(each, own, accents=script == "latin" and code != "az")
                for code, each in tongues.items()
                if code != language
            }
    return {}


def _rival(said: Mapping[str, str], own: Mapping[str, str], *, accents: bool) -> _Rival:
    words, own_words = set(said["words"].split()), set(own["words"].split())
    known = own_words | set(own.get("also", "").split())
    shared = set(own.get("alphabet", ""))
    letters = "".join(sorted(set(said["letters"]) - {*own["letters"], *"".join(known)} - shared))
    pattern = said.get("pattern", "")
    if not pattern or pattern[0] in shared:
        pattern = f"[{letters}]" if letters else ""
    return _Rival(
        re.compile(pattern) if pattern else None,
        frozenset(words - known),
        frozenset(own_words - words),
        accents,
    )
