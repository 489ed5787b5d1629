"""A check that what rises, follows or wins in the source does so in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dragoman.checks import bound, roles
from dragoman.checks.pair import Pair
from dragoman.facts import Sentence
from dragoman.facts.calendar import DAYS, MONTHS
from dragoman.facts.cutting import words_and_marks
from dragoman.facts.directions import OPPOSITES, denied
from dragoman.facts.lexicon import Tag
from dragoman.facts.order import PAIRS
from dragoman.facts.stored import stored
from dragoman.languages import is_rtl
from dragoman.patterns import lazily


def check_direction(pair: Pair) -> Iterator[str]:
    """Find an opposite: what rose has fallen, what came before comes after, who won has lost.

    Only where the source names one of the two and the target names the other alone, and both say
    no equally often.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    if len(here.order) > 1 and len(there.order) > 1:
        yield from _swapped(here, there)
    if here.says("bound") and there.says("bound"):
        yield from _bounds(here, there)
    if here.amounts and there.amounts:
        yield from _turned(here, there)
        yield from bound.exchanged(pair)
    yield from roles.exchanged(pair)
    if here.directions and there.directions:
        yield from _opposites(pair)
    if here.directions:
        yield from _in_other_words(here, there)


def _opposites(pair: Pair) -> Iterator[str]:
    here, there = pair.given.facts, pair.made.facts
    yield from roles.crossed(here.directions, there.directions)
    yield from roles.compared(here, there)
    given, made = {*here.directions}, {*there.directions}
    turned = False
    for side in sorted(given - made - there.hints):
        other = _OPPOSITE.get(side)
        if other not in made or other in given or other in here.hints:
            continue
        if not (given - made).isdisjoint(_LIKE.get(other, ())):
            continue
        if side == "win" and other == "lose" and roles.lost_to(pair):
            continue
        if side == "before" and pair.target_language == "tr" and not _same_first(here, there):
            continue
        if side in PLACES or not _turned_by_no(side, other, here, there):
            turned = True
            yield f"“{side}” in the source, “{other}” in the target"
    if not turned:
        yield from _grown(here, there)


_UNLISTED = {
    "fewer": frozenset(
        {"fall", "low", "below", "short", "smallest", "weak", "slow", "cheap", "younger"}
    )
    | {"cold", "poor", "rise", "more", "high", "above"},
    "after": frozenset({"before"}),
}
"""Sides whose opposites have more words than could be listed, and the other sides with which
nothing is told."""


def _in_other_words(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find an opposite whose words are too many to list: less dangerous, опаснее."""
    made = {*there.directions}
    for side, others in _UNLISTED.items():
        other = _OPPOSITE[side]
        if side not in here.directions or other in here.directions or side in made:
            continue
        if other in here.hints or side in there.hints:
            continue
        if not made.isdisjoint(others) or not _says(side, there):
            continue
        if side in PLACES or not _denied_once(here, there):
            yield f"“{side}” in the source, “{other}” in the target"


def _says(side: str, sentence: Sentence) -> bool:
    """Whether a sentence says the opposite of a side in words that are too many to list."""
    pattern = _other_words(sentence.language).get(side)
    return pattern is not None and pattern.search(" ".join(sentence.tokens.texts)) is not None


@cache
def _other_words(language: str) -> Mapping[str, re.Pattern[str]]:
    said: Mapping[str, str] = stored(language, "opposites") or {}
    return {
        side: re.compile(rf"(?<!\w)(?:{pattern.replace(' ', '')})(?!\w)")
        for side, pattern in said.items()
    }


_SMALL = frozenset({"fall", "fewer", "low", "below"})
_GREAT = frozenset({"rise", "more", "high", "above"})
"""Words for less and for more: each may stand for another of its kind, higher costs for a rise."""

_SAME_KIND = {
    "fewer": {"high", "rise"},
    "low": {"rise", "more"},
    "rise": {"low", "fewer"},
    "high": {"fall", "fewer"},
}
"""What takes the place of each where it was turned round, beside its own opposite."""


def _grown(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find less that became more in other words: higher costs, снижение затрат."""
    given, made = {*here.directions}, {*there.directions}
    for kind, other in ((_SMALL, _GREAT), (_GREAT, _SMALL)):
        if given.isdisjoint(kind) or not given.isdisjoint(other) or not made.isdisjoint(kind):
            continue
        side = min(given & kind)
        instead = made & _SAME_KIND.get(side, set())
        if len(given & kind) != 1 or not instead:
            continue
        if not _turned_by_no(side, min(instead), here, there):
            yield f"“{side}” in the source, “{min(instead)}” in the target"


def _bounds(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a number that was the least and has become the most: no fewer than, at most."""
    if len(here.bounds) == len(there.bounds) == 1 and here.bounds != there.bounds:
        yield f"“{min(here.bounds)}” in the source, “{min(there.bounds)}” in the target"


def _turned(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find two numbers that changed places: 3–1 that became 1–3, seven of twelve."""
    # In scripts from the right it depends on the newsroom which of two figures stands first.
    from_left = not (is_rtl(here.language) or is_rtl(there.language))
    if from_left and here.scores and there.scores:
        for one, other in sorted(here.scores - there.scores):
            turned = one != other and (other, one) in there.scores - here.scores
            won, theirs = _won(here), _won(there)
            # Who loses 3–1 in English does so 1:3 in Russian; a range begins with the least.
            if turned and (won is theirs is True or (won is theirs is None and one < other)):
                yield f"{one}–{other} is turned round: {other}–{one}"
    several = len(here.amounts) > 1 and len(there.amounts) > 1
    for part, whole in sorted(here.shares - there.shares) if several else ():
        if part != whole and (whole, part) in there.shares:
            yield f"{part} of {whole} is turned round: {whole} of {part}"


def _won(sentence: Sentence) -> bool | None:
    """Whether somebody won; `None` where the sentence says neither that nor the opposite."""
    sides = {*sentence.directions} & {"win", "lose"}
    return True if sides == {"win"} else None if not sides else False


_LESS = frozenset({"fall", "fewer", "low", "below", "short", "smallest", "weak", "cold", "slow"})
_MORE = frozenset({"rise", "more", "high", "above", "long", "largest", "strong", "warm", "fast"})
_LIKE = dict.fromkeys(_LESS, _LESS) | dict.fromkeys(_MORE, _MORE)
"""Words that are rendered by one another: the lower the tension, هرچه تنش کمتر باشد."""

_OPPOSITE = dict(OPPOSITES) | {other: side for side, other in OPPOSITES}


def _swapped(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find two numbers that changed places: from 8 to 10, 4 dead and 31 injured."""
    for one, other in PAIRS:
        if not all(name in each.order for name in (one, other) for each in (here, there)):
            continue
        first, second = here.order[one], here.order[other]
        if {*first} != {*second} and (there.order[one], there.order[other]) == (second, first):
            here_one, here_other = _shown(one, first), _shown(other, second)
            yield f"{one} and {other} changed places: {here_one} and {here_other}"


def _shown(name: str, values: tuple[float, ...]) -> str:
    """Return a number, or the day or month of that number."""
    for kind, names in (("day", DAYS), ("month", MONTHS)):
        if name.endswith(kind):
            return names[int(values[0]) - 1]
    return f"{values[0]:g}"


_BEFORE = lazily(r"\bbefore (?:[a-z]+ing|he|she|they|it|\w+ly)\b")
"""What Turkish often turns round: he sat down before speaking, he spoke after he sat down."""


def _same_first(here: Sentence, there: Sentence) -> bool:
    """Whether “after” was put in place of a “before” that Turkish could not turn round.

    Where it is turned round, what comes first in the source does so in the target: `A before B`,
    `A'dan sonra B`. Names, figures and other directions of the two halves tell, and an “after” that
    stands with no verb, at the beginning of what follows, is one that was turned.
    """
    before = _BEFORE.search(here.text)
    if before is None:
        return True
    places = [place for place, tags in there.tokens.tags.items() if _AFTER in tags]
    texts = [text.partition("'")[0] for text in there.tokens.texts]
    head, tail = (
        {*filter(str.isalnum, words_and_marks(half, there.language))}
        for half in (here.text[: before.start()], here.text[before.end() :])
    )
    first, second = {*texts[: places[0]]}, {*texts[places[0] + 1 :]}
    turned = len((tail - head) & first) + len((head - tail) & second)
    # What is spoken of stands first in both, whatever comes before.
    kept = len((tail - head) & second)
    before_it, behind_it = _sides(here, "before"), _sides(there, "after")
    turned += len(before_it[1] & behind_it[0]) + len(before_it[0] & behind_it[1])
    kept += len(before_it[0] & behind_it[0]) + len(before_it[1] & behind_it[1])
    return turned > kept or (turned == kept and not _begins(there.tokens.texts, places[0]))


def _sides(sentence: Sentence, side: str) -> tuple[set[str], set[str]]:
    """Return the directions that stand in a sentence before one of them, and behind it."""
    found: tuple[set[str], set[str]] = (set(), set())
    behind = False
    for _, tags in sorted(sentence.tokens.tags.items()):
        names = {str(tag.value) for tag in tags if tag.kind in ("direction", "hint")}
        behind = behind or side in names
        found[behind].update(names - {"before", "after"})
    return found[0] - found[1], found[1] - found[0]


def _begins(words: Sequence[str], place: int) -> bool:
    """Whether an “after” stands with no verb: Daha sonra, . Ardından."""
    before = words[place - 1] if place else "."
    return place < 2 or before == "daha" or not before.isalnum()


_AFTER = Tag("direction", "after")

PLACES = frozenset({"before", "after", "north", "south", "east", "west", "man", "woman"})
"""Directions that a “not” does not turn round."""


GUILT = frozenset({"guilty", "innocent"})
"""Directions one of which is most often called the other with a “not”."""


def _denied_once(here: Sentence, there: Sentence) -> bool:
    """Whether one of two sentences says no more often than the other, which turns a word round."""
    return _no(here) != _no(there)


def _turned_by_no(side: str, other: str, here: Sentence, there: Sentence) -> bool:
    """Whether one of two sentences says no where it names the direction, and the other does not."""
    if side not in GUILT and not _denied_once(here, there):
        return False
    return denied(side, here.tokens) or denied(other, there.tokens)


def _no(sentence: Sentence) -> int:
    """Count how often a sentence says no: unable to rise, не смог подняться."""
    return sentence.negation.plain + len({*sentence.near_negations, *sentence.kept_negations})
