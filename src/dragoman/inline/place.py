"""Give each span of a sentence its place in the translation."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from dragoman.inline.evidence import GUESSES, SURE, Finder
from dragoman.inline.kinds import SpanKind
from dragoman.inline.level import Level, Look, Range
from dragoman.inline.line import Line, align_end, align_start, mark_class
from dragoman.inline.mask import Node
from dragoman.model import Attention

_REACH = 20
"""Characters: no more marks and spaces than these part a point from what it stands beside."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span with its place in a line; for a point `start` and `end` are the same."""

    node: Node
    start: int
    end: int
    children: tuple[Place, ...] = ()


class Placer:
    """Places the spans of one sentence. `unsure` and `homeless` grow while it works."""

    def __init__(
        self,
        source: Line,
        target: Line,
        own: dict[str, str],
        contents: dict[str, str],
        attention: Attention = (),
    ) -> None:
        self.source = source
        self.target = target
        self.own = own
        self.contents = contents
        self.look = Look.of(source.text, target.text, attention)
        self.unsure: list[Node] = []
        """Spans whose place a person should check."""

        self.homeless: list[Node] = []
        """Spans that found no word to stand at; a subset of `unsure`."""

    def place(
        self, nodes: tuple[Node, ...], source_range: Range, target_range: Range
    ) -> tuple[Place, ...]:
        """Place siblings, then what they hold within them; none overlaps another."""
        level = Level(
            self.source,
            source_range,
            self.target,
            target_range,
            self.own,
            self.contents,
            self.look,
        )
        wraps = [node for node in nodes if node.content]
        found = self._wraps(level, wraps)
        places = [
            Place(node, *found[node], self._inside(node, found[node]))
            for node in wraps
            if node in found
        ]
        spots: dict[int, int] = {}
        for node in nodes:
            if not node.content:
                # Those that stand together in the source stand together, in their order.
                spot = spots.get(node.start)
                if spot is None:
                    spot = spots[node.start] = self._point(level, node, found)
                places.append(Place(node, spot, spot, self._inside(node, (spot, spot))))
        places.sort(key=lambda place: (place.start, place.node.span.start))
        return tuple(places)

    def _inside(self, node: Node, target_range: Range) -> tuple[Place, ...]:
        if not node.children:
            return ()
        return self.place(node.children, (node.start, node.end), target_range)

    def _wraps(self, level: Level, nodes: list[Node]) -> dict[Node, Range]:
        found: dict[Node, Range] = {}
        for finder in (*SURE, *GUESSES):
            for node in nodes:
                if node in found:
                    continue
                place = self._fitted(level, node, finder)
                if place is not None:
                    insort(level.taken, place)
                    found[node] = place
                    if finder in GUESSES:
                        self.unsure.append(node)
        lost = [node for node in nodes if node not in found]
        self.unsure += lost
        self.homeless += lost
        return found

    def _fitted(self, level: Level, node: Node, finder: Finder) -> Range | None:
        place = finder(level, node)
        if place is None:
            return None
        place = _flanked(self.target.text, node, place, level.target_range)
        return place if place is not None and level.free(place) else None

    # Points

    def _point(self, level: Level, node: Node, wraps: dict[Node, Range]) -> int:
        """Find where an image, a footnote reference or a single tag stands."""
        low, high = level.source_range
        start, end = level.target_range
        prefix, suffix = self.source.text[low : node.start], self.source.text[node.start : high]
        if not _has_words(prefix):
            return align_start(self.target.text, start, end, prefix)
        if not _has_words(suffix):
            return align_end(self.target.text, start, end, suffix)
        spot = self._among_brackets(level, node)
        if spot is not None and spot == _outside(spot, level.taken):
            return spot
        for spot in (
            self._beside_span(level, node, wraps),
            self._beside_word(level, node),
            self._at_comma(level, node),
        ):
            if spot is not None:
                return _outside(spot, level.taken)
        self.unsure.append(node)
        return _outside(self._by_order(level, node), level.taken)

    def _among_brackets(self, level: Level, node: Node) -> int | None:
        """The marks round it hold a bracket, and stand in the target as often: `value () of`."""
        text, (low, high) = self.source.text, level.source_range
        start = end = node.start
        while start > max(low, node.start - _REACH) and not text[start - 1].isalnum():
            start -= 1
        while end < min(high, node.start + _REACH) and not text[end].isalnum():
            end += 1
        marks = text[start:end]
        start += len(marks) - len(marks.lstrip())
        marks = marks.strip()
        if _BRACKETS.isdisjoint(marks) or not start <= node.start <= start + len(marks):
            return None
        known, found = _occurrences(text, marks), _occurrences(self.target.text, marks)
        first, after = (bisect_left(known, bound) for bound in level.source_range)
        begun, ended = (bisect_left(found, bound) for bound in level.target_range)
        turn = bisect_left(known, start)
        if after - first != ended - begun or known[turn : turn + 1] != (start,):
            return None
        return found[begun + turn - first] + node.start - start

    def _beside_span(self, level: Level, node: Node, wraps: dict[Node, Range]) -> int | None:
        """A placed span ends, or begins, right beside it in the source."""
        text = self.source.text
        for other, place in wraps.items():
            beside = -_REACH < node.start - other.end < _REACH or (
                -_REACH < other.start - node.start < _REACH
            )
            if not beside or other in self.unsure:
                continue
            between = text[other.end : node.start]
            if other.end <= node.start and not _has_words(between):
                return _behind(self.target.text, place[1], level.target_range[1], between)
            between = text[node.start : other.start]
            if node.start <= other.start and not _has_words(between):
                return _before(self.target.text, place[0], level.target_range[0], between)
        return None

    def _beside_word(self, level: Level, node: Node) -> int | None:
        """The word before it, or after it, stands in the target as it is, such as a name."""
        text, (low, high) = self.source.text, level.source_range
        before = self.source.words(low, node.start)[-1]
        place = self._kept(before, level)
        if place is not None:
            marks = text[before[1] : node.start]
            return _behind(self.target.text, place[1], level.target_range[1], marks)
        after = self.source.words(node.start, high)[0]
        place = self._kept(after, level)
        if place is None:
            return None
        marks = text[node.start : after[0]]
        return _before(self.target.text, place[0], level.target_range[0], marks)

    def _kept(self, word: Range, level: Level) -> Range | None:
        """Find a word of the source in the target: the only one, or the one in its turn."""
        text = self.source.text[slice(*word)]
        twins = self.source.occurrences(text, *level.source_range)
        places = self.target.occurrences(self.contents.get(text, text), *level.target_range)
        if word not in twins or len(twins) != len(places):
            return None
        return places[twins.index(word)]

    def _at_comma(self, level: Level, node: Node) -> int | None:
        """It stands at a comma, and the target has as many commas."""
        commas = self.source.commas(*level.source_range)
        others = self.target.commas(*level.target_range)
        if len(commas) != len(others):
            return None
        at = bisect_left(commas, node.start)
        if at and commas[at - 1] + 1 == node.start:
            return others[at - 1] + 1
        return others[at] if at < len(commas) and commas[at] == node.start else None

    def _by_order(self, level: Level, node: Node) -> int:
        words = self.target.words(*level.target_range)
        wanted = round(level.wanted(node)[0])
        if not words or wanted < 1:
            return level.target_range[0]
        spot = words[min(wanted, len(words)) - 1][1]
        low = level.source_range[0]
        before = self.source.words(low, node.start)
        marks = self.source.text[before[-1][1] : node.start] if before else ""
        spot = _behind(self.target.text, spot, level.target_range[1], marks)
        # Closing quotes stay with their word; so do commas before a spaced point.
        after = self.source.text[node.end : node.end + 1]
        stays = {"quote", "comma", "final"} if node.spaced[0] else {"quote"}
        stays -= {mark_class(after)} if after else set()
        while spot < level.target_range[1] and mark_class(self.target.text[spot]) in stays:
            spot += 1
        if node.spaced == (True, False) and self.target.text[spot : spot + 1] == " ":
            # It touches what follows it: “Table 3” as well as a word.
            spot += 1
        return spot


_BRACKETS = frozenset("()[]")


# A paragraph may have a thousand points: what stands round them is looked for once.
@lru_cache(maxsize=64)
def _occurrences(text: str, marks: str) -> tuple[int, ...]:
    """Return where marks begin in a text, none over another."""
    found: list[int] = []
    place = text.find(marks)
    while place >= 0:
        found.append(place)
        place = text.find(marks, place + len(marks))
    return tuple(found)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _behind(text: str, spot: int, limit: int, marks: str) -> int:
    """Go behind the marks that the source has between a word and a point."""
    for mark in marks:
        if mark_class(mark) not in ("space", "word") and spot < limit:
            if mark_class(text[spot]) != mark_class(mark):
                break
            spot += 1
    return spot


def _before(text: str, spot: int, limit: int, marks: str) -> int:
    """Go before the spaces and marks that the source has between a point and a word."""
    for mark in reversed(marks):
        if spot <= limit or mark_class(text[spot - 1]) != mark_class(mark):
            break
        spot -= 1
    return spot


def _outside(spot: int, taken: list[Range]) -> int:
    """Move a point out of the spans beside it."""
    after = bisect_left(taken, (spot, 0))
    return max(spot, taken[after - 1][1]) if after else spot


# CommonMark's rule for the marks of emphasis

_FLANKING = frozenset((SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.STRIKE))


def _flanked(text: str, node: Node, place: Range, bounds: Range) -> Range | None:
    """Fit a place so that it begins and ends in no space and CommonMark takes its marks.

    Marks between a word and punctuation inside of them are no emphasis: `**«x»**y`. There the
    punctuation is moved out.
    """
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    if node.span.kind in _FLANKING:
        start, end = _moved_in(text, start, end, bounds)
    return start, end


def _moved_in(text: str, start: int, end: int, bounds: Range) -> Range:
    while end < bounds[1] and text[end] in _DIRECTIONAL:
        end += 1
    first, last = start, end
    while first < last and _punctuation(text[first]) and _wordy(text, first - 1):
        first += 1
    while first < last and _punctuation(text[last - 1]) and _wordy(text, last):
        last -= 1
    # Of a pair of quotation marks both go out.
    if first < last and first > start and mark_class(text[last - 1]) == "quote":
        last -= 1
    elif first < last < end and mark_class(text[first]) == "quote":
        first += 1
    stripped = text[first:last]
    if stripped and not stripped[0].isspace() and not stripped[-1].isspace():
        return first, last
    return start, end


# Invisible, but neither space nor punctuation to CommonMark: they belong inside.
_DIRECTIONAL = frozenset("\u200e\u200f\u202c\u2069")


def _punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _wordy(text: str, index: int) -> bool:
    """Whether a character beside the marks is neither space nor punctuation."""
    if not 0 <= index < len(text):
        return False
    character = text[index]
    return not isWhiteSpace(ord(character)) and not _punctuation(character)
