"""Who did something to whom, and which of two things did what: what a translation may exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, groupby

from dragoman.checks.pair import Pair
from dragoman.checks.text import Text
from dragoman.facts import Sentence, places, sound
from dragoman.facts.directions import OPPOSITES
from dragoman.facts.folding import folded
from dragoman.facts.once import remembered
from dragoman.facts.stored import stored
from dragoman.patterns import lazily

_NAME = r"((?:[A-Z][\w'’-]+\s){0,2}[A-Z][\w’-]+)"


@cache
def _verbs(language: str) -> frozenset[str]:
    """Return the verbs between who did something and to whom, in the language of a source."""
    return frozenset((stored(language, "roles") or {}).get("verbs", "").split())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what matches who did something, the verb, and to whom; nothing stands between."""
    verbs = "|".join(sorted(_verbs(language)))
    return re.compile(
        rf"(?<![^\s“\"(]){_NAME}\s(?:(?:has|have|had)\s)?(?:also\s|again\s|narrowly\s)?"
        rf"({verbs})\s(?:the\s)?{_NAME}(?!['’]s)"
    )


Done = tuple[str, str, str]


@remembered
def _done(source: Text) -> Sequence[Done]:
    """Return who did something to whom, and the verb between; most sentences have no such verb."""
    language = source.language
    if source.vocabulary.isdisjoint(_verbs(language)):
        return ()
    found = _pattern(language).finditer(source.prose)
    return [(match[1], match[2], match[3]) for match in found]


def exchanged(pair: Pair) -> Iterator[str]:
    """Find names that changed places beside such a verb: “France beat Spain”, Spain beat France."""
    for one, verb, other in _done(pair.given):
        words = _WORD.findall(pair.made.prose)
        doer = name_places(one, words, pair.target_language)
        target = name_places(other, words, pair.target_language)
        if len(doer) != 1 or len(target) != 1 or doer == target:
            continue
        if {*pair.made.facts.directions} & {"win", "lose"} == {"lose"}:
            continue
        if _turned(doer[0], target[0], words, (one, other), pair.target_language):
            yield f"“{one} {verb} {other}” in the source, “{other} {verb} {one}” in the target"


def lost_to(pair: Pair) -> bool:
    """Whether a target says that the other lost where the source says who won.

    “France beat Spain”, `İspanya, Fransa'ya yenildi`.
    """
    words = _WORD.findall(pair.made.prose)
    language = pair.target_language
    for winner, _, loser in _done(pair.given):
        marks = _marks(language)
        for place in name_places(winner, words, language):
            if marks.won(place, words, language):
                return bool(name_places(loser, words, language))
    return False


@dataclass(frozen=True, slots=True)
class _Marks:
    """How a language tells who did something to whom: see `data/LANGUAGE/roles.yaml`."""

    before: frozenset[str]
    after: frozenset[str]
    ending: re.Pattern[str]
    of_persons: re.Pattern[str]
    winner_before: frozenset[str]
    winner_ending: re.Pattern[str]
    than: frozenset[str]
    than_ending: re.Pattern[str]
    verb_first: bool

    def done_to(self, place: int, words: Sequence[str], name: str, language: str) -> bool:
        """Whether a word shows that something was done to whom it names."""
        word = words[place]
        if _folded(words, place - 1, language) in self.before:
            return True
        if _folded(words, place + 1, language) in self.after:
            return True
        if self.ending.search(word) is not None:
            return True
        plain = not places.countries(name) and not name.lower().endswith(("a", "ah"))
        return plain and self.of_persons.search(word) is not None

    def won(self, place: int, words: Sequence[str], language: str) -> bool:
        """Whether a word beside a verb for losing shows that whom it names has won."""
        if _folded(words, place - 1, language) in self.winner_before:
            return True
        return self.winner_ending.search(words[place]) is not None


def _folded(words: Sequence[str], place: int, language: str) -> str:
    return folded(words[place], language) if 0 <= place < len(words) else ""


@cache
def _marks(language: str) -> _Marks:
    said = stored(language, "roles") or {}

    def words(name: str) -> frozenset[str]:
        return frozenset(said.get(name, "").split())

    def ending(name: str) -> re.Pattern[str]:
        return re.compile(said.get(name, "(?!)"))

    return _Marks(
        words("before"),
        words("after"),
        ending("ending"),
        ending("ending of persons"),
        words("winner before"),
        ending("winner ending"),
        words("than"),
        ending("than ending"),
        said.get("verb first", False),
    )


_WORD = lazily(r"[^\W_]+(?:['’\u200c-][^\W_]+)*")


def name_places(name: str, words: Sequence[str], language: str) -> list[int]:
    """Return where a name stands among the words of a target."""
    code = next(iter(places.countries(name)), None)
    if code is not None:
        return [place for place, word in enumerate(words) if places.named(code, word, language)]
    last = name.split()[-1]
    return [place for place, word in enumerate(words) if _is(last, word, language)]


def _is(name: str, word: str, language: str) -> bool:
    """Whether a word is a name, as it is written or as it sounds."""
    among = sound.sounds(word, language)
    return _ENDING.split(word)[0] == name or (among is not None and sound.heard(name, among))


_ENDING = lazily("['’]")


def _turned(
    doer: int, target: int, words: Sequence[str], names: tuple[str, str], language: str
) -> bool:
    """Whether the first of two words alone bears the mark of whom something was done to."""
    marks = _marks(language)
    first = marks.done_to(doer, words, names[0], language)
    second = marks.done_to(target, words, names[1], language)
    if marks.verb_first and not first and not second:
        return target > 0 and doer == target + 1
    return first and not second


_OPPOSITE = dict(OPPOSITES) | {other: side for side, other in OPPOSITES}
FAR = 6
"""Tokens before “than” among which that stands which is compared."""

AHEAD = 3
"""Tokens after it among which the other stands."""


def compared(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find two things whose comparison was turned round: more women than men."""
    texts = here.tokens.texts
    if "than" not in texts:
        return
    than = texts.index("than")
    for other in _sides(here, range(than + 1, than + 1 + AHEAD)):
        side = _OPPOSITE[other]
        if side in _sides(here, range(max(0, than - FAR), than)):
            first, second = _where(there, side), _where(there, other)
            if len(first) != 1 or len(second) != 1:
                return
            if _is_measure(there, first[0]) and not _is_measure(there, second[0]):
                yield f"“{side} than {other}” in the source, “{other} than {side}” in the target"
            return


def _sides(sentence: Sentence, within: range) -> list[str]:
    tags = sentence.tokens.tags
    found = (tag for place in within for tag in tags.get(place, ()) if tag.kind == "direction")
    return [str(tag.value) for tag in found if tag.value in _THINGS]


_THINGS = frozenset(
    {"man", "woman", "imports", "exports", "north", "south", "east", "west", "rich", "poor"}
    | {"urban", "rural", "public", "private", "majority", "minority"}
)
"""What may be compared with its opposite."""


def _where(sentence: Sentence, side: str) -> list[int]:
    tags = sentence.tokens.tags.items()
    return [place for place, each in tags if any(tag[:2] == ("direction", side) for tag in each)]


def _is_measure(sentence: Sentence, place: int) -> bool:
    """Whether a word is what something is compared with."""
    texts, marks = sentence.tokens.texts, _marks(sentence.language)
    if marks.than_ending.search(texts[place]) is not None:
        return True
    return not marks.than.isdisjoint(texts[max(0, place - 2) : place])


LEAST = 4
"""Directions of a sentence in which two things go two ways."""

_Two = tuple[str, str]


def crossed(given: Sequence[str], made: Sequence[str]) -> Iterator[str]:
    """Find two things that exchanged what they did: exports rose and imports fell."""
    if len(given) < LEAST or len(made) < LEAST:
        return
    here, there = _bindings(given), _bindings(made)
    for pair in sorted(here.keys() & there.keys()):
        if here[pair] != there[pair]:
            (one, other), (way, back) = pair
            ways = (way, back) if here[pair] else (back, way)
            said = [f"{one} {ways[0]}, {other} {ways[1]}", f"{one} {ways[1]}, {other} {ways[0]}"]
            yield f"“{said[0]}” in the source, “{said[1]}” in the target"
            return


def _bindings(sides: Sequence[str]) -> dict[tuple[_Two, _Two], bool]:
    """Return for two pairs of opposites whether the first of one goes with the first of the other.

    Only where each is said once, and what one thing did before what the other did.
    """
    order = [side for side, _ in groupby(sides)]
    place = {side: order.index(side) for side in order if order.count(side) == 1}
    whole = [pair for pair in OPPOSITES if pair[0] in place and pair[1] in place]
    found = {}
    for one, other in combinations(whole, 2):
        first, second = sorted(one, key=place.__getitem__)
        way, back = sorted(other, key=place.__getitem__)
        if max(place[first], place[way]) < min(place[second], place[back]):
            found[one, other] = (first == one[0]) == (way == other[0])
    return found
