"""Checks of text that repeats itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.pair import Pair
from dragoman.checks.repeated import in_a_row, scattered
from dragoman.checks.text import Text
from dragoman.facts.once import Memo, remembered
from dragoman.patterns import lazily

LOOP = 3
"""How often a phrase stands in a row in a loop; a single word once more."""

SCATTERED, TIMES = 4, 3
"""So many words in a row that come so often, anywhere, are a loop too."""

TWICE = 4
"""So many words in a row that come twice, anywhere, are a stutter."""

_LETTERS = lazily(r"([^\W\d_]{1,6}?)\1{5,}")
_LETTER = lazily(r"([^\W\d_])\1{5}")
MANY = 8
"""Equal marks that are no ellipsis and no exclamation any more."""

_MARKS = lazily(rf"([^\w\s·])(?:\s*\1){{{MANY - 1},}}")
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
    if not pair.made.repeats or _loop(pair):
        return
    phrase, times = in_a_row(target)
    least = 2 if len(phrase) > 1 else LOOP
    numbers = all(word.isdigit() for word in phrase)
    if times < least or numbers or in_a_row(source)[1] >= times:
        return
    if times > 2 or not (_explained(pair) or _apart(pair, phrase)):
        yield f"“{' '.join(phrase)}” comes {times} times in a row"


def _explained(pair: Pair) -> bool:
    """Whether the source has an acronym beside a bracket, so that both may be the same in full."""
    return "(" in pair.source and "(" in pair.target and bool(pair.given.acronyms)


def _apart(pair: Pair, phrase: Sequence[str]) -> bool:
    """Whether a bracket that the source has too stands between both: flu (bird flu)."""
    if "(" not in pair.source or "(" not in pair.target:
        return False
    before, _, after = " ".join(pair.made.prose.lower().split()).partition("(")
    said = " ".join(phrase)
    return before.rstrip().endswith(said) and after.startswith(said)


def check_repeat(pair: Pair) -> Iterator[str]:
    """Find four words in a row that come twice, anywhere in the sentence.

    Nothing is said where another of these checks speaks.
    """
    source, target = pair.given.words, pair.made.words
    if not pair.made.repeats:
        return
    phrase, times = scattered(target, TWICE)
    if times < 2 or _loop(pair) or any(True for _ in check_stutter(pair)):
        return
    if times > 2 and _numbered(target, phrase) >= times - 1:
        return
    if times > 1 and scattered(source, TWICE - 1)[1] < times and not _explained(pair):
        if times == 2 and _says_twice(source) and not _longer(target, phrase):
            return  # both World Wars: هم در جنگ جهانی اول و هم در جنگ جهانی دوم
        yield f"“{' '.join(phrase)}” comes {times} times"


CONTENT = 5
"""Letters of a word that is none of the small ones, which every sentence has twice."""


def _says_twice(words: Sequence[str]) -> bool:
    """Whether a source says a word of some length twice, so that it goes over like things."""
    long = [word for word in words if len(word) >= CONTENT]
    return len(set(long)) < len(long)


def _longer(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether more words than a phrase come twice."""
    return scattered(words, len(phrase) + 2)[1] > 1


@remembered
def _loop(pair: Pair) -> str:
    """Say what comes over and over; empty if nothing does."""
    target = pair.made.words
    if pair.made.repeats:
        found = _over_and_over(pair.given.words, target)
        if found:
            return found
    for pattern, text in _worth_a_search(pair.made):
        match = pattern.search(text)
        if match and not any(map(pattern.search, (pair.source, pair.source.lower()))):
            return f"“{match[1]}” comes over and over"
    return ""


def _over_and_over(source: Sequence[str], target: Sequence[str]) -> str:
    phrase, times = in_a_row(target)
    if times >= (LOOP if len(phrase) > 1 else LOOP + 1) and in_a_row(source)[1] < times:
        return f"“{' '.join(phrase)}” comes {times} times in a row"
    phrase, times = scattered(target, SCATTERED)
    if times >= TIMES and _numbered(target, phrase) >= times - 1:
        return ""
    if times >= TIMES and scattered(_counting(source), SCATTERED - 1)[1] < times:
        return f"“{' '.join(phrase)}” comes {times} times"
    return ""


def _worth_a_search(text: Text) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what may be found in a text: the searches are slow, and most texts need none."""
    whole, characters = text.text, text.characters
    odd = any(map(_repeats_letters, text.vocabulary))
    if odd:
        yield _LETTERS, " ".join(word for word in text.words if _monotonous(word))
    if odd or _STRETCH in characters:
        yield _LETTER, whole
    if max(map(whole.count, filter(_is_mark, characters)), default=0) >= MANY:
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


def _numbered(words: Sequence[str], phrase: Sequence[str]) -> int:
    """Count the different numbers that stand after a phrase: in the year 1918, in the year 1957."""
    size = len(phrase)
    after = {
        words[place + size]
        for place in range(len(words) - size)
        if words[place + size].isdigit() and tuple(words[place : place + size]) == tuple(phrase)
    }
    return len(after)


def _counting(words: Sequence[str]) -> Sequence[str]:
    """Write every number alike: lists of figures repeat what stands between them."""
    return tuple("0" if word.isdigit() else word for word in words)
