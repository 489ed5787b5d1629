"""Find what names and phrases are called in approved translations."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dragoman.glossary.candidates import Candidate
from dragoman.glossary.inflection import inflection
from dragoman.glossary.likeness import likeness
from dragoman.glossary.matcher import Matcher, WantedForm
from dragoman.glossary.words import Word, words

LONGEST = 4
"""Words of the longest rendering that is looked for."""

ENOUGH = 0.55
"""What a stretch of a translation must reach to be taken for the rendering."""

ALIKE = 0.6
"""How much alike each word of a name and its rendering must sound to count for likeness."""

LONGER = 0.04
"""What each word adds, up to as many as the term has: of two that always occur together, both."""

MOST = 50
"""Occurrences of a term that are looked at."""

SAMPLE = 4000
"""Translations from which the frequency of words is known."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a term is called, in the form that is most frequent, and how often."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Some words of a translation that follow each other."""

    key: Key
    """Their bases, by which other forms are the same."""

    text: str
    parts: tuple[Word, ...]
    place: float
    """Where its middle stands in the translation, from 0 to 1."""


class Translations:
    """What candidates are called in approved translations into one locale."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        pairs: Iterable[tuple[str, str]],
        source: str,
        locale: str,
    ) -> None:
        self._candidates = candidates
        self._source = source
        self._language = locale.partition("-")[0]
        self._inflection = inflection(self._language)
        self._bases: dict[str, str] = {}
        self._pairs = tuple(dict.fromkeys(pairs))
        self._stretches = lru_cache(maxsize=1024)(self._cut)

    @cached_property
    def _places(self) -> dict[int, list[tuple[int, float]]]:
        """For each candidate the pairs that have it, and where in the source."""
        wanted = (
            WantedForm(each.text, number, None if each.name else False)
            for number, each in enumerate(self._candidates)
        )
        matcher = Matcher(self._source, wanted)
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, (source, _) in enumerate(self._pairs):
            seen: set[int] = set()
            for each in matcher.all(source):
                if each.number not in seen and len(found[each.number]) < MOST:
                    seen.add(each.number)
                    middle = (each.start + each.end) / 2 / max(1, len(source))
                    found[each.number].append((number, middle))
        return found

    @cached_property
    def _frequency(self) -> Counter[Key]:
        """In how many translations each stretch occurs, of a sample that memory can hold."""
        step = max(1, len(self._pairs) // SAMPLE)
        return Counter(
            key
            for number in range(0, len(self._pairs), step)
            for key in {part.key for part in self._cut(number)}
        )

    def renderings(self, number: int) -> tuple[Rendering, ...]:
        """Return what a candidate is called, the most frequent first; only what is likely."""
        candidate = self._candidates[number]
        parts = words(candidate.text, self._source)
        places = self._places.get(number, [])
        shared = Counter(
            key for pair, _ in places for key in {part.key for part in self._stretches(pair)}
        )
        found: dict[Key, list[str]] = defaultdict(list)
        for pair, middle in places:
            best, most = None, ENOUGH
            for part in self._stretches(pair):
                alike = _alike(part, parts) if candidate.name else 0.0
                score = self._score(part, middle, shared[part.key], len(places), alike)
                score += LONGER * min(len(part.parts), len(parts))
                if score > most:
                    best, most = part, score
            if best is not None:
                found[best.key].append(best.text)
        return self._grouped(found)

    def _score(self, part: _Phrase, middle: float, shared: int, having: int, alike: float) -> float:
        """Weigh whether a stretch occurs where the term does, sounds like it, stands like it."""
        together = 2 * shared / (having + max(shared, self._frequency[part.key]))
        # What occurs but once proves nothing: chance brings any words together.
        together *= 1 - math.pow(0.5, max(0.5, shared) - 0.5)
        near = 1 - abs(part.place - middle)
        return max(0.75 * together, alike) + 0.25 * together * near + 0.05 * near

    def _cut(self, number: int) -> list[_Phrase]:
        """Return every stretch of a translation."""
        text = self._pairs[number][1]
        found = []
        tokens = words(text, self._language)
        for first in range(len(tokens)):
            for last in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
                part = tokens[first:last]
                if not part[-1].raw[0].isalnum():
                    break
                if min(len(part[0].raw), len(part[-1].raw)) < 2:  # such as the Persian for `and`
                    continue
                start, end = part[0].start, part[-1].end
                key = tuple(self._base(each.folded) for each in part)
                place = (start + end) / 2 / max(1, len(text))
                found.append(_Phrase(key, text[start:end], tuple(part), place))
        return found

    def _base(self, word: str) -> str:
        if word not in self._bases:
            bare = min(self._inflection.readings(word), key=len)
            self._bases[word] = min(self._inflection.bases(bare), key=len)
        return self._bases[word]

    def _grouped(self, found: dict[Key, list[str]]) -> tuple[Rendering, ...]:
        """Put forms of one rendering together; the shortest of the most frequent stands for all."""
        groups: list[list[str]] = []
        for texts in sorted(found.values(), key=lambda each: (-len(each), each)):
            for group in groups:
                if self._same(group[0], texts[0]):
                    group += texts
                    break
            else:
                groups.append(list(texts))
        renderings = []
        for group in groups:
            counts = Counter(group)
            text = min(counts, key=lambda each: (len(each), -counts[each], each))
            renderings.append(Rendering(text, len(group)))
        return tuple(sorted(renderings, key=lambda each: (-each.count, each.text)))

    def _same(self, one: str, other: str) -> bool:
        return any(
            Matcher(self._language, [WantedForm(wanted, 0, case=False)]).all(text)
            for wanted, text in ((one, other), (other, one))
        )


def _alike(part: _Phrase, term: Sequence[Word]) -> float:
    """Return how alike a name and a stretch of as many words sound, word by word."""
    if len(part.parts) != len(term):
        return 0.0
    pairs = zip(term, part.parts, strict=True)
    each = [likeness(one.folded, other.folded) for one, other in pairs]
    return sum(each, 0.0) / len(each) if min(each) >= ALIKE else 0.0
