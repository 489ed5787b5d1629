"""Find what recurs in articles and may be worth an entry: names, and phrases of small letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale

from dragoman.glossary.inflection import inflection
from dragoman.glossary.words import Word, words
from dragoman.patterns import lazily

LEAST_PHRASE = 3
"""How often a phrase of small letters must occur at least."""

COHESION = 0.3
"""Share of the occurrences of a phrase's rarer word in which the phrase is the reason for it."""

FEW = 4
"""Longer words of a text that is too short to be known for a headline by its capitals."""

LONGEST_PHRASE = 3
"""Words of the longest phrase of small letters."""

HEADLINE = 0.6
"""Share of capitalised words from which on capitals tell nothing."""

_INNER = {"de", "la", "del", "al", "bin", "von", "van", "van der", "du"}
_ADJECTIVES = {"new", "old", "great", "big", "high", "low", "long"}
"""Common words that names do begin with, as New Zealand."""

_BETWEEN = {"of", "of the", "for", "for the"}
"""Small words within names, or between two."""
_POSSESSIVE = lazily(r"['’](?:s)?$")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of an article, as a reader reads it."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or phrase, and how often it occurs."""

    text: str
    name: bool
    """Whether it is written with capitals."""

    count: int
    articles: tuple[str, ...]


def candidates(sentences: Iterable[ReadSentence], language: str, least: int) -> list[Candidate]:
    """Return names that occur `least` times, and phrases that do so three times, most first.

    What occurs only as a part of a longer one is left out. The sentences are gone through three
    times; they may be more than memory holds.
    """
    found = [*_names(sentences, language, least), *_phrases(sentences, language, least)]
    found.sort(key=lambda each: (-each.count, not each.name, each.text))
    return _alone(found, language)


def _names(sentences: Iterable[ReadSentence], language: str, least: int) -> Iterator[Candidate]:
    places: dict[str, list[str]] = defaultdict(list)
    sure: set[str] = set()
    for sentence in sentences:
        for text, certain in _runs(sentence.text, language):
            places[text].append(sentence.article)
            if certain:
                sure.add(text)
    for text, articles in places.items():
        if len(articles) >= least and text in sure:
            yield Candidate(text, True, len(articles), tuple(dict.fromkeys(articles)))


def _runs(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of a sentence, and whether its capital is not that of a first word."""
    tokens = [each for each in words(text, language) if each.raw[0].isalnum()]
    long = [each for each in tokens if len(each.raw) > 3]
    if len(long) > FEW and sum(each.raw[0].isupper() for each in long) > HEADLINE * len(long):
        return
    run: list[Word] = []
    for token in tokens:
        if not token.raw[0].isupper():
            continue
        if run and not _joins(text, run[-1], token):
            yield from _run(run, text, tokens, language)
            run = []
        run.append(token)
    yield from _run(run, text, tokens, language)


def _joins(text: str, one: Word, other: Word) -> bool:
    """Whether two words with capitals belong to one name."""
    gap = text[one.end : other.start]
    ends = bool(_POSSESSIVE.search(one.raw))
    return not ends and (gap in (" ", "-", "\u00a0", ". ") or gap.strip() in _INNER | _BETWEEN)


def _run(
    run: list[Word], text: str, tokens: Sequence[Word], language: str
) -> Iterator[tuple[str, bool]]:
    """Yield a name, and the names that it may be made of."""
    for number in range(1, len(run)):
        if text[run[number - 1].end : run[number].start].strip() in _BETWEEN:
            yield from _run(run[:number], text, tokens, language)
            yield from _run(run[number:], text, tokens, language)
            break
    skipped = _words("titles", language) | _calendar(language)
    skipped |= _words("common", language) - _ADJECTIVES
    while run and run[0].folded in skipped:
        run = run[1:]
    while run and run[-1].folded in _calendar(language):
        run = run[:-1]
    if run:
        inner = re.search(r"[\w,]['’]?[ \u00a0-]$", text[: run[0].start]) is not None
        name = " ".join(_POSSESSIVE.sub("", word.raw) for word in _between(run, tokens))
        yield name, inner or len(run) > 1


def _between(run: Sequence[Word], tokens: Sequence[Word]) -> list[Word]:
    return [each for each in tokens if run[0].start <= each.start <= run[-1].start]


def _phrases(sentences: Iterable[ReadSentence], language: str, least: int) -> Iterator[Candidate]:
    common = _words("common", language)
    if not common:  # without them, any two words that follow each other would be a phrase
        return
    least = max(least, LEAST_PHRASE)
    base = _Base(language)
    single: Counter[str] = Counter()
    seen = _Frequent(least)
    for sentence in sentences:
        single.update(base(token.folded) for token in words(sentence.text, language))
        for key, _ in _phrases_in(sentence.text, language, base, common):
            seen.add(key)
    texts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for sentence in sentences:
        for key, text in _phrases_in(sentence.text, language, base, common):
            if key in seen:
                texts[key][text] += 1
                places[key][sentence.article] = None
    for key, found in texts.items():
        count, rare = found.total(), min(single[each] for each in key)
        if count >= least and count >= COHESION * rare:
            text = min(found, key=lambda each: (-found[each], len(each), each))
            yield Candidate(text, False, count, tuple(places[key]))


def _phrases_in(
    text: str, language: str, base: _Base, common: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what may be a phrase: the bases of its words, by which other forms are the same."""
    tokens = words(text, language)
    for first in range(len(tokens)):
        for size in range(2, LONGEST_PHRASE + 1):
            part = tokens[first : first + size]
            if len(part) == size and _is_phrase(text, part, common):
                written = " ".join(_POSSESSIVE.sub("", each.raw) for each in part)
                yield tuple(base(each.folded) for each in part), written


class _Frequent:
    """Knows what came often, and takes now and then what came less often for that, too.

    Most phrases come once or twice: to keep them all would take more memory than the rest.
    """

    def __init__(self, least: int) -> None:
        self._least = min(least, 255)
        self._counts = bytearray(_CELLS)

    def add(self, key: tuple[str, ...]) -> None:
        cell = hash(key) % _CELLS
        self._counts[cell] = min(self._counts[cell] + 1, 255)

    def __contains__(self, key: tuple[str, ...]) -> bool:
        return self._counts[hash(key) % _CELLS] >= self._least


_CELLS = 1 << 23


def _is_phrase(text: str, part: Sequence[Word], common: frozenset[str]) -> bool:
    return all(
        len(word.raw) > 2
        and word.raw.islower()
        and word.raw.isalpha()
        and word.folded not in common
        and (last is None or text[last.end : word.start] in (" ", "-"))
        for last, word in zip((None, *part), part, strict=False)
    )


def _alone(found: Sequence[Candidate], language: str) -> list[Candidate]:
    """Leave out what occurs no more often than a longer one that holds it."""
    holding: dict[tuple[str, ...], int] = {}
    for each in found:
        parts = tuple(word.folded for word in words(each.text, language))
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                if last - first < len(parts):
                    part = parts[first:last]
                    holding[part] = max(holding.get(part, 0), each.count)

    def parts_of(each: Candidate) -> tuple[str, ...]:
        return tuple(word.folded for word in words(each.text, language))

    return [each for each in found if each.count > holding.get(parts_of(each), 0)]


class _Base:
    """Gives the shortest base of a word, and remembers it."""

    def __init__(self, language: str) -> None:
        self._inflection = inflection(language)
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        if word not in self._known:
            self._known[word] = min(self._inflection.bases(word), key=len)
        return self._known[word]


@cache
def _words(name: str, language: str) -> frozenset[str]:
    """Return the words of a list in `data/`, which only some languages have."""
    file = files("dragoman.glossary") / "data" / f"{name}-{language}.txt"
    if not file.is_file():
        return frozenset()
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(word.strip() for line in lines for word in line.split(",") if word.strip())


@cache
def _calendar(language: str) -> frozenset[str]:
    """Return the names of months and weekdays, long and short."""
    locale = Locale.parse(language)
    return frozenset(
        word.folded
        for names in (locale.months, locale.days)
        for width in ("wide", "abbreviated")
        for name in names["format"][width].values()
        for word in words(name, language)
    )
