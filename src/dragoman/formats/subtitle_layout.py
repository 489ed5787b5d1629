"""Laying a translation out over cues and lines.

A text is cut between words. The best cuts are near the places at which the source was cut, leave
each cue no more than can be read in its time, and come after a comma rather than after a
preposition.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dragoman.formats import flow
from dragoman.model import Block
from dragoman.patterns import lazily

TAG = lazily(r"</?(?:i|b|u|c|v|lang|ruby|rt|font)\b[^<>\n]*>", re.IGNORECASE)
_WORD = lazily(r"(?:<[^<>]*>|[^\s<]|<)+")
_SIGN = lazily(r"<[^<>]*>|&\w+;|[^\s<]")
_PAIRED = lazily(r"<(/?)([A-Za-z]++)([^<>]*)>")

_OVERFULL = 6.0
"""What it costs to give a cue twice of what can be read in its time; the price of a cut that lies
by the mean length of a piece off the place where it is wanted is 1."""

_AFTER_SENTENCE, _AFTER_COMMA, _AFTER_SHORT = -0.6, -0.15, 0.1
_SHORT = 3
"""Letters. A shorter word belongs to what follows it: an article, a preposition."""

_NEAR = 100
"""How many words before and after the place where a cue is to end are looked at for the cut."""

_BALANCED = 12
"""Lines of a cue. More do not fit on a screen: they are only filled one after the other."""

_SENTENCE, _COMMA = tuple(".!?…؟۔。！？"), tuple(",;:،؛—–、，")


@dataclass(frozen=True, slots=True)
class Room:
    """A cue that a part of a text is to fill."""

    length: int
    """How many characters the source has in it."""

    readable: float
    """How many characters can be read in its time."""


@dataclass(frozen=True, slots=True)
class _CuttableText:
    """A text as words between which it may be cut."""

    parts: tuple[str, ...]
    spaced: bool
    """Whether spaces part the words; otherwise they are single characters."""

    @property
    def space(self) -> int:
        return 1 if self.spaced else 0

    def joined(self, start: int, end: int | None) -> str:
        return (" " * self.space).join(self.parts[start:end])

    def seen(self) -> list[int]:
        """Return how many characters are seen before each word, and of all, each with a space."""
        return [0, *accumulate(width(part) + self.space for part in self.parts)]


def width(text: str) -> int:
    """Return how many characters of a text are seen."""
    return len(html.unescape(TAG.sub("", text)))


def divided(block: Block, targets: Sequence[str | None], rooms: Sequence[Room]) -> list[str]:
    """Return what of a block's new text goes into each of its cues.

    A text with fewer words than cues stays for all of them.
    """
    texts = []
    for segment, target in zip(block.segments, targets, strict=True):
        text = flow.replacement(segment, target)
        said = segment.text if text is None else "" if text == flow.OMITTED else text
        texts.append(" ".join(said.split()))
    whole = " ".join(filter(None, texts))
    if len(rooms) == 1 or not whole:
        return [whole] * len(rooms)
    words = _words(whole, len(rooms))
    if len(words.parts) < len(rooms):
        return [whole] * len(rooms)
    ends = _wanted(block, texts, rooms)
    cuts = _cuts(words, ends, [room.readable for room in rooms])
    return balanced([words.joined(*pair) for pair in zip((0, *cuts), (*cuts, None), strict=True)])


def _words(text: str, pieces: int) -> _CuttableText:
    parts = tuple(match[0] for match in _WORD.finditer(text))
    # What has few words is of a script that parts none, or it is an address, say.
    if len(parts) >= pieces or width(text) < 3 * pieces or text.isascii():
        return _CuttableText(parts, spaced=True)
    return _CuttableText(tuple(match[0] for match in _SIGN.finditer(text)), spaced=False)


def _wanted(block: Block, texts: Sequence[str], rooms: Sequence[Room]) -> list[float]:
    """Return where in the new text each cue but the last should end, as characters seen.

    A cue that ends within a sentence ends at the same share of its translation.
    """
    old = [0, *accumulate(len(segment.text) for segment in block.segments)]
    new = [0, *accumulate(width(text) + bool(text) for text in texts)]
    ends = []
    reached = 0
    for room in rooms[:-1]:
        reached += room.length + 1
        number = max(n for n, start in enumerate(old[:-1]) if start <= reached)
        share = (reached - old[number]) / (old[number + 1] - old[number] or 1)
        ends.append(new[number] + min(share, 1) * (new[number + 1] - new[number]))
    return [*ends, new[-1]]


def _cuts(words: _CuttableText, ends: Sequence[float], rooms: Sequence[float]) -> list[int]:
    """Return before which words the cues after the first begin: the cheapest way to cut."""
    seen = words.seen()
    mean = max(seen[-1] / len(ends), 1)
    count, last = len(words.parts), len(ends) - 1
    near = max(_NEAR, len(ends))
    after_word = [*map(_price, words.parts)]

    def stops(piece: int, start: int) -> Iterable[int]:
        if piece == last:
            return (count,)
        latest = count - last + piece
        place = min(max(bisect_left(seen, ends[piece]), piece + 1), latest)
        return range(max(start + 1, place - near), min(place + near, latest) + 1)

    def price(piece: int, start: int, stop: int) -> float:
        length = seen[stop] - seen[start] - words.space
        over = max(0.0, length / max(rooms[piece], 1) - 1)
        off = (seen[stop] - ends[piece]) / mean
        return off**2 + _OVERFULL * over**2 + (after_word[stop - 1] if piece < last else 0)

    return _cheapest(len(ends), count, stops, price)


def _cheapest(
    pieces: int,
    count: int,
    stops: Callable[[int, int], Iterable[int]],
    price: Callable[[int, int, int], float],
) -> list[int]:
    """Return before which words the pieces after the first begin where the sum of prices is least.

    `stops` gives before which words a piece may end that begins with a word, and `price` what that
    costs. The last piece ends with the last of the `count` words.
    """
    ways: list[dict[int, int]] = []
    """For each piece, and each word it may end before, the word with which it begins then."""

    costs = {0: 0.0}
    for piece in range(pieces):
        following: dict[int, float] = {}
        ways.append({})
        for start, cost in costs.items():
            for stop in stops(piece, start):
                whole = cost + price(piece, start, stop)
                if stop not in following or whole < following[stop]:
                    following[stop] = whole
                    ways[-1][stop] = start
        costs = following
    cuts = [count]
    for way in reversed(ways):
        cuts.append(way[cuts[-1]])
    return cuts[-2:0:-1]


def _price(word: str) -> float:
    """Return what it costs to cut after a word."""
    bare = TAG.sub("", word).rstrip("\"'”»’)]")
    if bare.endswith(_SENTENCE):
        return _AFTER_SENTENCE
    if bare.endswith(_COMMA):
        return _AFTER_COMMA
    return _AFTER_SHORT if len(bare) <= _SHORT else 0.0


def wrapped(text: str, longest: int) -> list[str]:
    """Return the lines of a text, as few as possible, none longer than so many characters.

    A word that is longer, such as an address, has a line for itself.
    """
    total = width(text)
    if total <= longest:
        return [text]
    words = _words(text, -(-total // longest))
    cuts = _filled(words, longest)
    if len(cuts) < _BALANCED:
        cuts = _even(words, longest, len(cuts) + 1)
    return [words.joined(*pair) for pair in zip((0, *cuts), (*cuts, None), strict=True)]


def _filled(words: _CuttableText, longest: int) -> list[int]:
    """Return before which words lines begin if each holds as many words as it can."""
    seen = words.seen()
    cuts = [0]
    for word in range(1, len(words.parts)):
        if seen[word + 1] - seen[cuts[-1]] - words.space > longest:
            cuts.append(word)
    return cuts[1:]


def _even(words: _CuttableText, longest: int, lines: int) -> list[int]:
    """Return before which words so many lines begin, which are to be about as long."""
    seen = words.seen()
    mean = seen[-1] / lines
    count = len(words.parts)
    after_word = [*map(_price, words.parts)]

    def stops(line: int, start: int) -> Iterator[int]:
        for stop in range(start + 1, count + 1):
            if stop > start + 1 and seen[stop] - seen[start] - words.space > longest:
                return
            if line < lines - 1 or stop == count:
                yield stop

    def price(line: int, start: int, stop: int) -> float:
        del start
        off = (seen[stop] - seen[-1] * (line + 1) / lines) / mean
        return off**2 + (after_word[stop - 1] if stop < count else 0)

    return _cheapest(lines, count, stops, price)


def balanced(pieces: Sequence[str]) -> list[str]:
    """Close in each piece the tags that it leaves open, and open them again in the next."""
    result = []
    open_tags: list[tuple[str, str]] = []
    for piece in pieces:
        before = "".join(tag for _, tag in open_tags)
        for match in _PAIRED.finditer(piece):
            closing, name = match[1], match[2].lower()
            if not closing:
                open_tags.append((name, match[0]))
            elif any(name == known for known, _ in open_tags):
                while open_tags.pop()[0] != name:
                    pass
        after = "".join(f"</{name}>" for name, _ in reversed(open_tags))
        result.append(f"{before}{piece}{after}")
    return result
