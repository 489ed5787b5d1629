"""What is known of a sentence in which spans are looked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from dragoman.inline.line import Line
from dragoman.inline.mask import Node
from dragoman.model import Attention
from dragoman.patterns import lazily

Range = tuple[int, int]

_NEARBY = 60
"""Words to each side of its place by order in which a span is looked for by likeness."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the model looked at while it wrote each word of the target."""

    attention: Attention
    starts: tuple[tuple[int, ...], tuple[int, ...]]
    """Where the words begin that spaces part, in the source and in the target."""

    @classmethod
    def of(cls, source: str, target: str, attention: Attention) -> Look | None:
        """Return what is known; `None` if that is nothing, or not of these texts."""
        starts = tuple(
            tuple(match.start() for match in _SPACED.finditer(text)) for text in (source, target)
        )
        fits = attention and (len(attention[0]), len(attention)) == tuple(map(len, starts))
        return cls(attention, (starts[0], starts[1])) if fits else None

    def share(self, word: int, place: Range) -> float:
        """Return how much of the target's word at a place is from the source's range."""
        given, made = self.starts
        first, last = bisect_right(given, place[0]) - 1, bisect_left(given, place[1])
        share: float = sum(self.attention[bisect_right(made, word) - 1][max(first, 0) : last])
        return share


_SPACED = lazily(r"\S+")


@dataclass(slots=True)
class Level:
    """A span's content, or the sentence, in which the spans inside it are looked for."""

    source: Line
    source_range: Range
    target: Line
    target_range: Range

    own: dict[str, str]
    """The translation of each content by itself, trimmed, masks as in `target`."""

    contents: dict[str, str]
    """Each content as it is in the source, masks as in `target`."""

    look: Look | None = None
    taken: list[Range] = field(default_factory=list)
    """What the spans placed so far cover, in order; none overlaps another."""

    def free(self, place: Range) -> bool:
        """Whether no other span stands there."""
        after = bisect_left(self.taken, (place[1], 0))
        return not after or self.taken[after - 1][1] <= place[0]

    def near(self, node: Node) -> tuple[int, int]:
        """Say between which words a span is looked for: all, or in long texts those nearby."""
        count = len(self.target.words(*self.target_range))
        wanted = round(self.wanted(node)[0])
        low = max(0, min(wanted, count) - _NEARBY)
        return (0, count) if count <= 2 * _NEARBY else (low, min(count, low + 2 * _NEARBY))

    def fits(self, node: Node, place: Range) -> bool:
        """Whether a place is free and holds the same masks as the span does."""
        return self.free(place) and self.target.held(*place) == self.masks(node)

    def masks(self, node: Node) -> frozenset[str]:
        """Say which masks of a span stand in the target's range."""
        if not self.target.masks:
            return frozenset()
        return self.target.held(*self.target_range) & frozenset(self.contents[node.content])

    def shown(self, part: str) -> str:
        """Return a part of the source with its masks as in the target."""
        if not self.target.masks:
            return part
        masks = [mask for mask, shown in self.contents.items() if self._is_mask(shown)]
        for mask in sorted(masks, key=len, reverse=True):
            part = part.replace(mask, self.contents[mask])
        return part

    def _is_mask(self, text: str) -> bool:
        return len(text) == 1 and self.target.number(text) is not None

    def wanted(self, node: Node) -> tuple[float, float]:
        """Say at which word a span would begin, and how many hold, if words kept their order."""
        low, high = self.source_range
        total = len(self.source.words(low, high)) or 1
        scale = len(self.target.words(*self.target_range)) / total
        before = len(self.source.words(low, node.start))
        return before * scale, len(self.source.words(node.start, node.end)) * scale
