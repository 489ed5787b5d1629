"""Checks of single words that were left in English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import LATIN, script, word_list
from dragoman.facts import vocabulary
from dragoman.facts.writing import APOSTROPHE, SMALL_LATIN
from dragoman.patterns import lazily

RUN = 3
"""Words of the source in a row that are more than a name."""

SHORTEST = 3
"""Letters of a word that is no unit of measure; in Turkish one more, for its short words."""

_QUOTED = lazily(r"[«“„\"‘‹(\[{][^«»“”„\"‹›()\[\]{}]{1,80}[»”“\"’›)\]}]")
_TOKEN = lazily(rf"[{LATIN}]+(?:['’.-][{LATIN}\d]+)*|[^\W{LATIN}]+")
_LOWER = lazily(r"(?<![\w'’./@#&+-])[a-z]{2,}(?![\w/@#&+-]|\.\w)")


def check_latin_run(pair: Pair) -> Iterator[str]:
    """Find three words in a row, two of them in lower case, that stand there as in the source."""
    here, there = script(pair.target_language), script(pair.source_language)
    if here is None or here == there or there != LATIN:
        return
    target = pair.made.prose
    if not pair.made.signs & SMALL_LATIN or _LOWER.search(target) is None:
        return
    given = _TOKEN.findall(pair.given.prose)
    runs = {tuple(given[place : place + RUN]) for place in range(len(given) - RUN + 1)}
    made = _TOKEN.findall(_QUOTED.sub(" | ", target))
    for place in range(len(made) - RUN + 1):
        run = tuple(made[place : place + RUN])
        if run in runs and sum(word.islower() and _english(word, pair) for word in run) > 1:
            yield f"left in the source language: “{' '.join(run)}”"
            return


def check_latin_word(pair: Pair) -> Iterator[str]:
    """Find a word in lower case that stands in the target as in the source.

    Words in quotation marks, in brackets and beside a capitalized Latin word are parts of titles
    and may stay, and so may units of measure. For Turkish, words that it shares with English may.
    """
    here, there = script(pair.target_language), script(pair.source_language)
    if here is None or there != LATIN:
        return
    target = pair.made.prose
    if here == there:
        if not _shared_words(pair.target_language):
            return
        found = _shared(pair)
    elif not pair.made.signs & SMALL_LATIN or _LOWER.search(target) is None:
        return
    else:
        found = _left(pair, target)
    for word in found:
        yield f"“{word}” is left in the source language"


def _left(pair: Pair, target: str) -> Sequence[str]:
    bare = _QUOTED.sub(" | ", target)
    given = pair.given.vocabulary
    tokens = _TOKEN.findall(bare)
    titled = [token[0].isascii() and token[0].isupper() for token in tokens]
    found = [
        token
        for place, token in enumerate(tokens)
        if len(token) >= SHORTEST
        and token.isascii()
        and token.islower()
        and token in given
        and not any(titled[max(0, place - 1) : place + 2])
        and _LOWER.fullmatch(token)
    ]
    staying = _staying(found, pair)
    return [token for token in found if token not in staying]


_LEARNED = frozenset({"vitro", "vivo", "situ", "silico", "facto", "versa", "alia", "cetera"})
"""Latin words of the sciences and of law, which stay in Latin letters."""

_DRUG = lazily(r"(?:vir|mab|nib|statin|cillin|mycin|quine|prazole|virin)$")
_MENTIONED = lazily(
    r"\b(?:called|termed|named|dubbed|known as|word|term|phrase|Latin|Greek|French|Spanish|German|"
    r"Italian|Welsh|Japanese)\s(?:the\s|an?\s)?([a-z]{3,40})\b|"
    r"\b([a-z]{3,40}),?\s(?:means?|meaning)\b"
)


def _english(word: str, pair: Pair) -> bool:
    """Whether a word of an English source is one, and no term or name that stays as it is."""
    if not pair.from_english:
        return True
    known = word.rpartition("-")[2]
    return vocabulary.has(known, "en") or vocabulary.has(known.removesuffix("s"), "en")


def _staying(words: Collection[str], pair: Pair) -> frozenset[str]:
    """Return the words that are ones of the sciences, or that the source speaks of as words."""
    if not words:
        return frozenset()
    source = pair.given.prose
    mentioned = {word for match in _MENTIONED.finditer(source) for word in match.groups()}
    return frozenset(
        word
        for word in words
        if word in _LEARNED
        or word in mentioned
        or _DRUG.search(word) is not None
        or re.search(rf"\b[A-Z]\. {word}\b", source) is not None
        or not _english(word, pair)
    )


def _shared_words(language: str) -> frozenset[str]:
    """Return the words that a language of the same script shares with English; none if unknown."""
    return word_list(f"{language}_shared")


def _shared(pair: Pair) -> Sequence[str]:
    """Return the words of the source that the target holds, and that are none of its language."""
    known = _shared_words(pair.target_language)
    source, target = pair.given.prose, pair.made.prose
    common = (pair.given.vocabulary & pair.made.vocabulary) - known
    doubtful = {
        word
        for word in common
        if len(word) > SHORTEST and word.isascii() and word.isalpha()
        if word in target and word in source  # not as a name, which has a capital
    }
    if doubtful:
        doubtful -= _staying(doubtful, pair)
    ended = [
        match
        for match in (_SUFFIXED.finditer(target) if _with_ending(pair) else ())
        if match[1] not in known
    ]
    if not doubtful and not ended:
        return ()
    given = set(_LOWER.findall(source))
    staying = _staying([match[1] for match in ended], pair)
    suffixed = [match[0] for match in ended if match[1] in given - staying]
    bare = _QUOTED.sub(lambda match: _shown(match[0], pair), target)
    tokens = _TOKEN.findall(bare)
    titled = [token[0].isupper() for token in tokens]
    found = suffixed
    for place, token in enumerate(tokens):
        beside = (place and titled[place - 1]) or titled[place + 1 : place + 2] == [True]
        if token in doubtful and token in given and not (beside and _titled(pair, token)):
            found.append(token)
    return found


def _with_ending(pair: Pair) -> bool:
    """Whether the target may have a word in lower case with an ending after an apostrophe."""
    if not pair.made.signs & APOSTROPHE:
        return False
    prose = pair.made.prose
    heads = (_ENDING.split(word)[0] for word in pair.made.words if "'" in word or "’" in word)
    return any(head in prose for head in heads)


_ENDING = lazily("['’]")
_SUFFIXED = lazily(r"(?<![\w'’-])([a-z]{3,})['’][a-zçğıöşü]{1,7}(?!\w)")
"""A word in lower case with a Turkish ending after an apostrophe, as only names have it."""


def _shown(quoted: str, pair: Pair) -> str:
    """Leave out a quotation of the target, unless it is of words that the source does not quote."""
    inner = quoted[1:-1]
    if inner.islower() and len(inner.split()) <= RUN and inner in pair.given.prose:
        place = pair.given.prose.index(inner)
        around = (
            pair.given.prose[max(0, place - 1) : place]
            + pair.given.prose[place + len(inner) : place + len(inner) + 1]
        )
        if not _MARK.search(around):
            return f" {inner} "
    return " | "


_MARK = lazily(r"[«»“”„\"‹›'‘’()\[\]]")


def _titled(pair: Pair, word: str) -> bool:
    """Whether the source has the word beside a capitalized one, as in a title."""
    return re.search(rf"[A-Z]\w*\s{word}\b|\b{word}\s[A-Z]", pair.given.prose) is not None
