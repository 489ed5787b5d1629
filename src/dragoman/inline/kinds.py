"""What a sentence can hold besides words: markup, protected items, images and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dragoman.model.quick import quickly_made


class SpanKind(Enum):
    """What a span is for the reader."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strikethrough"
    LINK = "link"
    TAG = "tag"

    CODE = "code"
    URL = "URL"
    ADDRESS = "address"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    FILE = "file name"
    PLACEHOLDER = "placeholder"
    NAME = "name"

    EMOJI = "emoji"
    IMAGE = "image"
    FOOTNOTE = "footnote"
    VOID = "single tag"

    @property
    def wrapping(self) -> bool:
        """Whether its content is translated and the markup put round the translation."""
        return self in _WRAPPING

    @property
    def point(self) -> bool:
        """Whether it is taken out of the engine's input and put back by its place."""
        return self in _POINT

    @property
    def protected(self) -> bool:
        """Whether its text is replaced by a mask and comes back as it was."""
        return self not in _WRAPPING and self not in _POINT


# Tuples: an enum hashes slowly, and each span of each text is asked.
_WRAPPING = (SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.STRIKE, SpanKind.LINK, SpanKind.TAG)
_POINT = (SpanKind.EMOJI, SpanKind.IMAGE, SpanKind.FOOTNOTE, SpanKind.VOID)


@quickly_made
@dataclass(frozen=True, slots=True)
class InlineSpan:
    """A stretch of a text that is more than words.

    `text[start:end]` is the whole span with its markup. `text[inner_start:inner_end]` is what a
    reader sees of it: the content of a wrapping span, the code between the backticks, the address
    between angle brackets, an image's alternative text, the whole of an item without markup.
    Footnote references and single tags show nothing: both inner ends lie at `end`.
    """

    kind: SpanKind
    start: int
    end: int
    inner_start: int
    inner_end: int

    text: str = ""
    """What must survive translation: the protected text as a reader sees it, the destination of
    a link or image (in square brackets if it is a reference), the tag's name, the footnote's
    label. Empty for emphasis."""

    title: tuple[int, int] | None = None
    """Where the title of a link or image stands, without its quotes."""

    others: tuple[tuple[int, int], ...] = ()
    """Where other values stand that readers see or hear, without their quotes: `aria-label`,
    `placeholder`, the text of a button."""

    @property
    def spaces(self) -> bool:
        """Whether nothing of it but a space is seen: a line break, a note with a space in it."""
        if self.kind is SpanKind.FOOTNOTE:
            return self.text.endswith((" ", "\n", "\u00a0"))
        return self.kind is SpanKind.VOID and self.text == "br"

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """What of it is no words, in order: the markup round them, or all of it."""
        words = [*self.others, *([self.title] if self.title else [])]
        if self.kind.wrapping or self.kind is SpanKind.IMAGE:
            words.append((self.inner_start, self.inner_end))
        words.sort()
        starts = (self.start, *(last for _, last in words))
        ends = (*(first for first, _ in words), self.end)
        return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)
