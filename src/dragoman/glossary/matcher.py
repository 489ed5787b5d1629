"""Find many terms in a text in one pass: a tree of word bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.glossary.inflection import LEAST, LONGEST, inflection
from dragoman.glossary.words import ZWNJ, Word, words
from dragoman.languages import record

REMEMBERED = 200_000
"""Words whose bases are remembered."""

LONGEST_TERM = 12
"""Words of the longest term that can be found."""


@dataclass(frozen=True, slots=True)
class WantedForm:
    """A form to be found."""

    text: str
    number: int
    """What it stands for; several forms may share it."""

    case: bool | None = None
    """As `Term.case_sensitive` has it."""

    exact: bool = False
    """Whether no other form of its words will do."""


class Occurrence(NamedTuple):
    """A form found in a text."""

    number: int
    first: int
    last: int
    """Its first word and the one after its last, counted from 0 in `words`."""

    start: int
    end: int
    """The same in characters."""


@dataclass(slots=True)
class _FormNode:
    next: dict[str, _FormNode] = field(default_factory=dict)
    found: list[tuple[WantedForm, tuple[Word, ...]]] = field(default_factory=list)
    """The forms that end here, with their words."""


class Matcher:
    """Finds forms of words and phrases of one language."""

    def __init__(self, language: str, wanted: Iterable[WantedForm] = ()) -> None:
        self.language = language
        self._inflection = inflection(language)
        self._root = _FormNode()
        self._words: dict[str, list[str]] = {}
        """For each base the words of terms that have it."""
        self._remembered: dict[str, tuple[str, ...]] = {}
        for each in wanted:
            self.add(each)

    def add(self, wanted: WantedForm) -> None:
        """Look for one more form."""
        self._remembered.clear()
        for parts in spellings(wanted.text, self.language):
            self._add(wanted, parts)

    def _add(self, wanted: WantedForm, parts: tuple[Word, ...]) -> None:
        if not parts or len(parts) > LONGEST_TERM:
            return
        node = self._root
        for part in parts:
            for base in bases(part, self.language):
                known = self._words.setdefault(base, [])
                if part.folded not in known:
                    known.append(part.folded)
            node = node.next.setdefault(part.folded, _FormNode())
        node.found.append((wanted, parts))

    def _forms_of(self, word: str) -> tuple[str, ...]:
        """Return the words of terms that a word of a text is a form of."""
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            known = tuple(dict.fromkeys(self._look_up(word)))
            self._remembered[word] = known
        return known

    def _look_up(self, word: str) -> Iterator[str]:
        for reading in self._inflection.readings(word):
            yield from self._words.get(reading, ())
            for size in range(max(LEAST, len(reading) - LONGEST), len(reading)):
                found = self._words.get(reading[:size])
                if found and self._inflection.ends(reading[size:]):
                    yield from found

    def all(self, text: str) -> list[Occurrence]:
        """Return every occurrence, those that lie in others included, in order."""
        found: list[Occurrence] = []
        tokens = words(text, self.language)
        forms = [self._forms_of(token.folded) for token in tokens]
        for first, options in enumerate(forms):
            if not options:
                continue
            nodes, reached = [self._root], first
            while nodes and reached < len(tokens):
                nodes = [
                    node.next[form]
                    for node in nodes
                    for form in forms[reached]
                    if form in node.next
                ]
                reached += 1
                for node in nodes:
                    for wanted, parts in node.found:
                        if self._fits(wanted, parts, tokens[first:reached]):
                            start, end = tokens[first].start, tokens[reached - 1].end
                            found.append(Occurrence(wanted.number, first, reached, start, end))
        return list(dict.fromkeys(found))

    def longest(self, text: str) -> list[Occurrence]:
        """Return the occurrences that lie in no longer one and overlap none, in order.

        Several of one stretch of text stay all.
        """
        found = self.all(text)
        if len(found) < 2:
            return found
        found.sort(key=lambda each: (each.first - each.last, each.first))
        kept: list[Occurrence] = []
        for each in found:
            if all(
                (each.first, each.last) == (other.first, other.last)
                or each.last <= other.first
                or other.last <= each.first
                for other in kept
            ):
                kept.append(each)
        return sorted(kept, key=lambda each: each.first)

    def _fits(self, wanted: WantedForm, parts: Sequence[Word], found: Sequence[Word]) -> bool:
        if wanted.exact or wanted.case is not False:
            pairs = zip(parts, found, strict=True)
            return all(
                (not wanted.exact or part.folded == word.folded)
                and cased(part.raw, word.raw, strict=wanted.case)
                for part, word in pairs
            )
        return True


def bases(word: Word, language: str) -> tuple[str, ...]:
    """Return what a word of a term may be cut to before it gets another ending."""
    whole = len(word.folded) < LEAST or is_acronym(word.raw)
    return (word.folded,) if whole else inflection(language).bases(word.folded)


def stems(word: str, language: str) -> list[str]:
    """Return every base that a word of a text may have, and more: endings are not looked at."""
    found: dict[str, None] = {}
    for reading in inflection(language).readings(word):
        found[reading] = None
        for size in range(max(LEAST, len(reading) - LONGEST), len(reading)):
            found[reading[:size]] = None
    return list(found)


def spellings(text: str, language: str) -> Iterator[tuple[Word, ...]]:
    """Yield the words of a form; with half spaces, also with those in one that belong together."""
    parts = words(text, language)
    yield parts
    if not record(language).half_spaces or len(parts) < 2:
        return
    tied = [parts[0]]
    for word in parts[1:]:
        if text[tied[-1].end : word.start] == ZWNJ:
            tied[-1] = _tied((tied[-1], word))
        else:
            tied.append(word)
    if len(tied) < len(parts):
        yield tuple(tied)
    if len(parts) == 2 and len(tied) == 2:
        yield (_tied(parts),)


def _tied(parts: Sequence[Word]) -> Word:
    raw, folded = "".join(part.raw for part in parts), "".join(part.folded for part in parts)
    return Word(parts[0].start, parts[-1].end, raw, folded)


def is_acronym(raw: str) -> bool:
    """Whether a word is written in capitals throughout, and thus has no endings."""
    return len(raw) > 1 and raw.isupper()


def cased(term: str, word: str, *, strict: bool | None) -> bool:
    """Whether the capitals of a word are as a term asks, see `Term.case_sensitive`.

    Only the letters that both have count: an ending may be written as it likes.
    """
    if strict is False:
        return True
    pairs = list(zip(term.replace(".", ""), word.replace(".", ""), strict=False))
    if strict:
        return all(one.isupper() == other.isupper() for one, other in pairs)
    return all(other.isupper() for one, other in pairs if one.isupper())
