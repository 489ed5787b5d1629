"""Laying a translation out over cues and lines.

A text is cut between words. The best cuts are near the places at which the source was cut, leave
each cue no more than can be read in its time, and come after a comma rather than after a
preposition.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
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
_TOO_LONG = 1e6
"""What it costs to make a line twice as long as it may be."""

_AFTER_SENTENCE, _AFTER_COMMA, _AFTER_SHORT = -0.6, -0.15, 0.1
_SHORT = 3
"""Letters. A shorter word belongs to what follows it: an article, a preposition."""

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

    def joined(self, start: int, end: int | None) -> str:
        return (" " if self.spaced else "").join(self.parts[start:end])


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
    if len(parts) >= pieces or width(text) < 3 * pieces:
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


def _cuts(
    words: _CuttableText, ends: Sequence[float], rooms: Sequence[float], overfull: float = _OVERFULL
) -> list[int]:
    """Return before which words the pieces after the first begin: the cheapest way to cut."""
    space = 1 if words.spaced else 0
    seen = [0, *accumulate(width(part) + space for part in words.parts)]
    mean = max(seen[-1] / len(ends), 1)
    count, last = len(words.parts), len(ends) - 1
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for piece, (end, room) in enumerate(zip(ends, rooms, strict=True)):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            stops = (count,) if piece == last else range(start + 1, count - last + piece + 1)
            for stop in stops:
                length = seen[stop] - seen[start] - space
                price = cost + ((seen[stop] - end) / mean) ** 2
                price += overfull * max(0.0, length / max(room, 1) - 1) ** 2
                price += _price(words.parts[stop - 1]) if piece < last else 0
                if stop not in after or price < after[stop][0]:
                    after[stop] = (price, (*cuts, stop))
        best = after
    return list(best[count][1][:-1])


def _price(word: str) -> float:
    """Return what it costs to cut after a word."""
    bare = TAG.sub("", word).rstrip("\"'”»’)]")
    if bare.endswith(_SENTENCE):
        return _AFTER_SENTENCE
    if bare.endswith(_COMMA):
        return _AFTER_COMMA
    return _AFTER_SHORT if len(bare) <= _SHORT else 0.0


def wrapped(text: str, longest: int) -> list[str]:
    """Return the lines of a text, none longer than so many characters if words allow it."""
    total = width(text)
    if total <= longest:
        return [text]
    lines = -(-total // longest)
    words = _words(text, lines)
    while True:
        lines = min(lines, len(words.parts))
        ends = [total * (line + 1) / lines for line in range(lines)]
        cuts = _cuts(words, ends, [longest] * lines, _TOO_LONG)
        found = [words.joined(*pair) for pair in zip((0, *cuts), (*cuts, None), strict=True)]
        if lines == len(words.parts) or all(width(line) <= longest for line in found):
            return found
        lines += 1


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
