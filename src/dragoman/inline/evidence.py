"""Where in a translation the content of a wrapping span stands.

Each finder answers with a place or with nothing; `SURE` lists those that are believed, best
first, `GUESSES` those whose answer a person should look at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from rapidfuzz import fuzz

from dragoman.inline.level import Level, Range
from dragoman.inline.line import align_end, align_start, fold, mark_class
from dragoman.inline.mask import Node, covers, has_letters
from dragoman.patterns import lazily

# Similarity in percent: inflected endings stay above, other words of the sentence below.
_SIMILAR = 80.0
_RESEMBLING = 55.0
_CLEARLY = 8.0

_PULL = 0.25
"""What a place at the other end of the sentence counts against attention. On the demo models, a
guess by order lies on 0.14 to 0.55 of the right words, by both on 0.33 to 0.57
(`tools/measure_attention.py`)."""


Finder = Callable[[Level, Node], Range | None]


def _drop_cap(level: Level, node: Node) -> Range | None:
    """The span holds the first letter of a word that begins the text: so it does in the target."""
    text, (low, _) = level.source.text, level.source_range
    joined = text[node.end : node.end + 1].isalpha() and text[node.start : node.end].isalpha()
    if node.end - node.start != 1 or not joined or has_letters(text[low : node.start]):
        return None
    words = level.target.words(*level.target_range)
    first = words[0][0] if words else 0
    if not words or not level.target.text[first].isalpha():
        return None
    return first, first + 1


def _whole(level: Level, node: Node) -> Range | None:
    """The span holds every word of the sentence: so it does in the target."""
    low, high = level.source_range
    text = level.source.text
    if not covers(text, node, low, high):
        return None
    start, end = level.target_range
    start = align_start(level.target.text, start, end, text[low : node.start])
    end = align_end(level.target.text, start, end, text[node.end : high])
    return (start, end) if start < end else None


_LEAD_INS = (("—–-", lazily(r"(?<=\s)[—–-](?=\s)|[—–]")), (":：", lazily(r"[:：](?=\s)")))
"""The marks that end a dateline or a label at the head of a sentence, and how they are found."""


def _lead_in(level: Level, node: Node) -> Range | None:
    """The span is a dateline or a label: it ends with the same mark in the target."""
    source, (low, _) = level.source.text, level.source_range
    content = source[node.start : node.end].rstrip()
    marks = next((pattern for marks, pattern in _LEAD_INS if content[-1:] in marks), None)
    if not content or marks is None or any(map(str.isalnum, source[low : node.start])):
        return None
    first, end = level.target_range
    first = align_start(level.target.text, first, end, source[low : node.start])
    # A label may hold such a mark itself: “Row 4 - Doors –”.
    before = sum(1 for _ in marks.finditer(content[:-1] + " "))
    found = marks.finditer(level.target.text, first, end)
    mark = next(islice(found, before, None), None)
    words = len(level.target.words(first, mark.start())) if mark else 0
    if mark is None or not 0 < words <= 2 * len(content.split()):
        return None
    place = (first, mark.end())
    return place if level.fits(node, place) else None


def _round_masks(level: Level, node: Node) -> Range | None:
    """The span begins and ends with a mask: it goes from the first to the last of its masks."""
    masks = level.masks(node)
    content = trimmed(level.contents[node.content])
    if not masks or content[:1] not in masks or content[-1:] not in masks:
        return None
    places = [level.target.text.index(mask) for mask in masks]
    place = (min(places), max(places) + 1)
    likely = len(level.target.words(*place)) <= 2 * len(content.split())
    return _widened(level, node, place) if likely and level.fits(node, place) else None


def _by_translation(level: Level, node: Node) -> Range | None:
    """The content's own translation stands in the target, once or as often as in the source."""
    return _found(level, node, level.own.get(node.content, ""))


def _literally(level: Level, node: Node) -> Range | None:
    """The content stands in the target as it is: a Latin name, a number."""
    return _found(level, node, trimmed(level.contents[node.content]))


def _found(level: Level, node: Node, text: str) -> Range | None:
    places = level.target.occurrences(text, *level.target_range)
    if len(places) > 1:
        content = trimmed(level.contents[node.content])
        twins = level.source.occurrences(content, *level.source_range)
        if len(twins) != len(places):
            return None
        turn = bisect_left(twins, (node.start, 0))
        places = places[turn : turn + 1]
    if not places or not level.fits(node, places[0]):
        return None
    return _widened(level, node, places[0])


def _widened(level: Level, node: Node, place: Range) -> Range:
    """Take in the marks that the content has round its words, as far as they stand there."""
    content, text = node.content, level.target.text
    start, end = place
    low, high = level.target_range
    reached = start
    for mark in reversed(content[: len(content) - len(content.lstrip(_BESIDE_WORDS))]):
        if reached > low and _alike(text[reached - 1], mark):
            reached -= 1
            # A space is passed over only if a mark stands beyond it.
            start = start if text[reached].isspace() else reached
    reached = end
    for mark in content[len(content.rstrip(_BESIDE_WORDS)) :]:
        if reached < high and _alike(text[reached], mark):
            reached += 1
            end = end if text[reached - 1].isspace() else reached
    return (start, end) if level.free((start, end)) else place


def _alike(one: str, mark: str) -> bool:
    """Whether a sign is what a mark is in another script, or the same symbol."""
    return mark_class(one) == mark_class(mark) if mark in MARKS else one == mark


def _marks(level: Level, node: Node) -> Range | None:
    """The span holds marks alone, such as a full stop: take them in their turn, or at the end."""
    marks = level.contents[node.content].strip()
    if not marks or any(map(str.isalnum, marks)) or level.masks(node):
        return None
    source, target = level.source.text, level.target.text
    low, high = level.source_range
    start, end = level.target_range
    turn, count = source.count(marks, low, node.start), source.count(marks, low, high)
    if turn < target.count(marks, start, end) == count:
        for _ in range(turn + 1):
            start = target.index(marks, start) + len(marks)
        place = (start - len(marks), start)
        return place if level.free(place) else None
    if any(map(str.isalnum, source[node.end : high])):
        return None
    last = align_end(target, start, end, marks)
    return (last, end) if last < end and level.free((last, end)) else None


_LETTERS = lazily(r"[^\W_]+")


def _within_word(level: Level, node: Node) -> Range | None:
    """The span is a part of a word, such as the ending of 19th, which stands there as it is."""
    source = level.source.text
    start, end = node.start, node.end
    every = level.source.words(*level.source_range)
    words = [place for place in every if place[0] <= start and end <= place[1]]
    parts = [part.span() for place in words for part in _LETTERS.finditer(source, *place)]
    for first, last in dict.fromkeys((*words, *parts)):
        if first <= start and end <= last and (first, last) != (start, end):
            before, after = map(level.shown, (source[first : node.start], source[node.end : last]))
            middle = level.own.get(node.content, "") or level.contents[node.content]
            word = f"{before}{middle}{after}"
            places = level.target.occurrences(word, *level.target_range)
            twins = level.source.occurrences(source[first:last], *level.source_range)
            if len(places) == len(twins) and (first, last) in twins:
                at = places[twins.index((first, last))][0] + len(before)
                place = (at, at + len(middle))
                return place if level.free(place) else None
    return None


def _letter_by_letter(level: Level, node: Node) -> Range | None:
    """The span begins or ends within a word, such as a name, that has as many letters there."""
    given = level.source.words(*level.source_range)
    made = level.target.words(*level.target_range)
    if len(given) != len(made):
        return None
    place: list[int] = []
    inside = False
    source = level.source.text
    content = source[node.start : node.end]
    start = node.start + len(content) - len(content.lstrip(_BESIDE_WORDS))
    edges = (start, node.start + len(content.rstrip(_BESIDE_WORDS)))
    for (first, last), (begin, end) in zip(given, made, strict=True):
        if last < edges[0] or edges[1] < first:
            continue
        for edge in edges:
            if first < edge < last:
                inside = True
                if len(level.shown(source[first:last])) != end - begin:
                    return None
                place.append(begin + len(level.shown(source[first:edge])))
            elif edge == (first if edge == start else last):
                place.append(begin if edge == start else end)
    if not inside or len(place) != 2 or place[0] >= place[1]:
        return None
    found = (place[0], place[1])
    return _widened(level, node, found) if level.fits(node, found) else None


def _number_at_word(level: Level, node: Node) -> Range | None:
    """The span is a number that touches the letters before it, as in log4: so it does there."""
    content = level.source.text[node.start : node.end]
    twins = _touching(content, level.source.text, level.source_range)
    places = _touching(content, level.target.text, level.target_range)
    if len(places) != len(twins) or node.start not in twins:
        return None
    first = places[twins.index(node.start)]
    place = (first, first + len(content))
    return place if level.free(place) else None


def _touching(number: str, text: str, bounds: Range) -> list[int]:
    """Return where a number stands right behind small letters: masks are in capitals."""
    found = _NUMBER.finditer(text, *bounds) if number.isdecimal() else ()
    return [
        each.start()
        for each in found
        if each[0] == number and text[each.start() - 1 : each.start()].islower()
    ]


_NUMBER = lazily(r"\d+")


def _similar(level: Level, node: Node) -> Range | None:
    """A stretch of words is clearly more like the content's own translation than any other."""
    scored = sorted(_scored(level, node, _SIMILAR), reverse=True)
    if not scored:
        return None
    best, start, end = scored[0]
    rivals = (score for score, a, b in scored if b <= start or end <= a)
    if best - next(rivals, 0.0) < _CLEARLY:
        return None
    return _widened(level, node, (start, end))


def _scored(level: Level, node: Node, least: float) -> Iterator[tuple[float, int, int]]:
    """Yield how much each stretch of words resembles the content's own translation."""
    own = fold(level.own.get(node.content, ""))
    if not has_letters(own):
        return
    count = len(own.split())
    words = level.target.words(*level.target_range)[slice(*level.near(node))]
    text = fold(level.target.text)
    for size in range(max(1, count - 1), count + 3):
        for first, last in zip(words, words[size - 1 :], strict=False):
            place = (first[0], last[1])
            stretch = text[slice(*place)]
            score = fuzz.ratio(own, stretch, score_cutoff=least)
            if not score and count > 1:
                score = fuzz.token_sort_ratio(own, stretch, score_cutoff=least)
            if score and level.fits(node, place):
                yield score, *place


def _nearest_found(level: Level, node: Node) -> Range | None:
    """The content's translation stands there several times: take the nearest."""
    text = level.own.get(node.content, "")
    places = [p for p in level.target.occurrences(text, *level.target_range) if level.free(p)]
    start, end = level.target_range
    low, high = level.source_range
    wanted = start + (end - start) * (node.start - low) / max(1, high - low)
    return min(places, key=lambda place: abs(place[0] - wanted), default=None)


def _resembling(level: Level, node: Node) -> Range | None:
    """Some stretch of words is a little like the content's own translation."""
    best = max(_scored(level, node, _RESEMBLING), default=None)
    return _widened(level, node, best[1:]) if best is not None else None


def _by_attention(level: Level, node: Node) -> Range | None:
    """Take free words at which the model looked at the content, best near the same place."""
    look = level.look
    if look is None:
        return None
    words = level.target.words(*level.target_range)
    wanted, _ = level.wanted(node)

    def cost(index: int, stretch: Sequence[Range]) -> float:
        shares = [look.share(start, (node.start, node.end)) for start, _ in stretch]
        return _PULL * abs(index - wanted) / len(words) - sum(shares) / len(shares)

    return _cheapest(level, node, cost)


def _by_order(level: Level, node: Node) -> Range | None:
    """Take free words at the same relative place."""
    wanted, _ = level.wanted(node)
    return _cheapest(level, node, lambda index, stretch: abs(index - wanted))


def _cheapest(
    level: Level, node: Node, cost: Callable[[int, Sequence[Range]], float]
) -> Range | None:
    """Take the free stretch of about as many words as the content has that costs least."""
    words = level.target.words(*level.target_range)
    _, length = level.wanted(node)
    size = max(1, min(len(words), round(length)))
    nearby, everywhere = level.near(node), (0, len(words))
    for low, high in dict.fromkeys((nearby, everywhere)):
        for fits in (level.fits, lambda _, place: level.free(place)):
            for count in range(size, 0, -1):
                places = [
                    (cost(at, words[at : at + count]), words[at][0], words[at + count - 1][1])
                    for at in range(low, high - count + 1)
                    if fits(node, (words[at][0], words[at + count - 1][1]))
                ]
                if places:
                    return min(places)[1:]
    return None


SURE: tuple[Finder, ...] = (
    _drop_cap,
    _marks,
    _whole,
    _round_masks,
    _lead_in,
    _within_word,
    _letter_by_letter,
    _number_at_word,
    _by_translation,
    _literally,
    _similar,
)
GUESSES: tuple[Finder, ...] = (_nearest_found, _resembling, _by_attention, _by_order)


MARKS = " .,:;!?…؟۔،؛\"'«»„“”‘’‹›()[]\u00a0"


_BESIDE_WORDS = MARKS + "=+*/\\×·−–—-<>|~^&#@%°$€£"


def trimmed(text: str) -> str:
    """Leave out the marks and spaces round a text."""
    return text.strip(MARKS)
