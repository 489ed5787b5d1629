"""Checks of text that repeats itself."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from dragoman.checks.pair import Pair
from dragoman.checks.text import Text
from dragoman.facts.once import Memo

LONGEST = 12
"""Words of the longest phrase that is looked for twice in a row."""

LOOP = 3
"""How often a phrase stands in a row in a loop; a single word once more."""

SCATTERED, TIMES = 4, 3
"""So many words in a row that come so often, anywhere, are a loop too."""

TWICE = 4
"""So many words in a row that come twice, anywhere, are a stutter."""

_LETTERS = re.compile(r"([^\W\d_]{1,6}?)\1{5,}")
_LETTER = re.compile(r"([^\W\d_])\1{5}")
MANY = 8
"""Equal marks that are no ellipsis and no exclamation any more."""

_MARKS = re.compile(rf"([^\w\s·])(?:\s*\1){{{MANY - 1},}}")
"""The engine `pseudo` fills up with middle dots."""


def check_loop(pair: Pair) -> Iterator[str]:
    """Find words that come over and over, as from a model that does not find its end.

    A phrase three times in a row, a word four times, four words in a row that come three times
    anywhere, or letters and marks without end: `The museum is open` → `Müze açık müze açık müze
    açık`. A target may repeat what the source repeats. Known false alarms: lists of equal
    phrases.
    """
    found = _loop(pair)
    if found:
        yield found


def check_stutter(pair: Pair) -> Iterator[str]:
    """Find a phrase that is said twice in a row.

    Two words or more twice, one word three times, and the source does not repeat itself so. A
    single word twice is normal in Persian and Turkish (`yavaş yavaş`).
    """
    source, target = pair.given.words, pair.made.words
    if not _repeats(target) or _loop(pair):
        return
    phrase, times = _in_a_row(target)
    least = 2 if len(phrase) > 1 else LOOP
    numbers = all(word.isdigit() for word in phrase)
    if times < least or numbers or _in_a_row(source)[1] >= times:
        return
    if times > 2 or not _explained(pair):
        yield f"“{' '.join(phrase)}” comes {times} times in a row"


def _explained(pair: Pair) -> bool:
    """Whether the source has an acronym beside a bracket, so that both may be the same in full."""
    return "(" in pair.source and "(" in pair.target and bool(pair.given.acronyms)


def check_repeat(pair: Pair) -> Iterator[str]:
    """Find four words in a row that come twice, anywhere in the sentence.

    Nothing is said where another of these checks speaks.
    """
    source, target = pair.given.words, pair.made.words
    if not _repeats(target):
        return
    phrase, times = _scattered(target, TWICE)
    if times < 2 or _loop(pair) or any(True for _ in check_stutter(pair)):
        return
    if times > 1 and _scattered(source, TWICE - 1)[1] < times and not _explained(pair):
        yield f"“{' '.join(phrase)}” comes {times} times"


@lru_cache(maxsize=64)
def _loop(pair: Pair) -> str:
    """Say what comes over and over; empty if nothing does."""
    target = pair.made.words
    if _repeats(target):
        found = _over_and_over(pair.given.words, target)
        if found:
            return found
    for pattern, text in _worth_a_search(pair.made):
        match = pattern.search(text)
        if match and not pattern.search(pair.source):
            return f"“{match[1]}” comes over and over"
    return ""


def _over_and_over(source: Sequence[str], target: Sequence[str]) -> str:
    phrase, times = _in_a_row(target)
    if times >= (LOOP if len(phrase) > 1 else LOOP + 1) and _in_a_row(source)[1] < times:
        return f"“{' '.join(phrase)}” comes {times} times in a row"
    phrase, times = _scattered(target, SCATTERED)
    if times >= TIMES and _scattered(_counting(source), SCATTERED - 1)[1] < times:
        return f"“{' '.join(phrase)}” comes {times} times"
    return ""


def _worth_a_search(text: Text) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what may be found in a text: the searches are slow, and most texts need none."""
    whole, characters = text.text, text.characters
    odd = [*filter(_repeats_letters, text.vocabulary)]
    if odd:
        yield _LETTERS, " ".join(word for word in text.words if _monotonous(word))
    if odd or _STRETCH in characters:
        yield _LETTER, whole
    if any(whole.count(mark) >= MANY for mark in filter(_is_mark, characters)):
        yield _MARKS, whole


def _monotonous(word: str) -> bool:
    return len(word) > 11 and 2 * len(set(word)) <= len(word)


# Found out once for each word.
_repeats_letters = Memo(
    lambda word: _monotonous(word) or _LETTER.search(word) is not None
).__getitem__
_is_mark = Memo(lambda char: not char.isalnum() and not char.isspace()).__getitem__
_STRETCH = "\u0640"
"""What stretches Arabic words, which is left out of the words that the checks see."""


@lru_cache(maxsize=256)
def _repeats(words: Sequence[str]) -> bool:
    """Whether a word stands twice in a row or two words come twice: no phrase does else.

    Most sentences say “the” more than once, and still need no closer look.
    """
    if len(set(words)) == len(words):
        return False
    pairs = [*pairwise(words)]
    return len(set(pairs)) < len(pairs) or any(map(operator.eq, words, words[1:]))


def _comes_again(words: Sequence[str], size: int) -> bool:
    """Whether any `size` words in a row come twice."""
    grams = [*zip(*(words[start:] for start in range(size)), strict=False)]
    return len(set(grams)) < len(grams)


def _counting(words: Sequence[str]) -> Sequence[str]:
    """Write every number alike: lists of figures repeat what stands between them."""
    return tuple("0" if word.isdigit() else word for word in words)


@lru_cache(maxsize=256)
def _in_a_row(words: Sequence[str]) -> tuple[Sequence[str], int]:
    """Return the phrase that stands most often in a row, and how often; phrases before words."""
    if not _repeats(words):
        return (), 0
    best: tuple[Sequence[str], int] = ((), 0)
    for size in _distances(words):
        same = reached = 0
        for place in range(size, len(words)):
            same = same + 1 if words[place] == words[place - size] else 0
            if same > reached:
                reached, end = same, place + 1
        times = reached // size + 1
        needed = best[1] + (len(best[0]) == 1 and times > 1) * -1
        if reached >= size and times > max(needed, 1):
            phrase = words[end - size : end]
            if size == 1 or len(set(phrase)) > 1:
                best = phrase, times
    return best


def _distances(words: Sequence[str]) -> Sequence[int]:
    """Return how far apart the words of a phrase in a row may stand from those that repeat them.

    One word stands beside itself, and two words of a longer phrase stand together twice.
    """
    found = {1} if any(map(operator.eq, words, words[1:])) else set()
    longest = min(LONGEST, len(words) // 2)
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(words)):
        before = places.setdefault(pair, [])
        if before:
            found.update(place - each for each in before[-LONGEST:] if place - each <= longest)
        before.append(place)
    return sorted(found)


@lru_cache(maxsize=256)
def _scattered(words: Sequence[str], size: int) -> tuple[Sequence[str], int]:
    """Return the `size` words in a row that come most often anywhere, and how often."""
    if not _repeats(words) or not _comes_again(words, size):
        return (), 0
    grams = Counter(zip(*(words[start:] for start in range(size)), strict=False))
    grams = Counter({gram: n for gram, n in grams.items() if not all(w.isdigit() for w in gram)})
    return max(grams.items(), key=lambda each: each[1], default=((), 0))
