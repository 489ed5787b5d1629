"""Dividing blocks into segments, and naming these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman import inline
from dragoman.formats.cover import readable
from dragoman.formats.lines import Extent
from dragoman.model import Block, BlockKind, Segment, one_line, sentence_id


def with_segments(blocks: Iterable[Block], language: str) -> Iterator[Block]:
    """Yield the blocks of one article with their segments, whose ids differ all over it."""
    seen: dict[str, int] = {}
    for block in blocks:
        if not block.text:
            yield block
            continue
        if inline.is_one(block.text):
            texts = [block.text]
        else:
            texts = [block.text[start:end] for start, end in _extents(block, language)]
        paragraphs = block.layout is None or block.layout.holds_paragraphs(block)
        room = block.layout.room(block) if block.layout else None
        segments = []
        for text in texts:
            share = None if room is None else round(room * len(text) / len(block.text))
            source = one_line(text)
            segments.append(
                Segment(_id(source, seen), text, source, block.syntax, paragraphs, share)
            )
        yield block.divided(tuple(segments))


def _id(source: str, seen: dict[str, int]) -> str:
    digest = sentence_id(source)
    seen[digest] = repeat = seen.get(digest, 0) + 1
    return digest if repeat == 1 else f"{digest}-{repeat}"


def _extents(block: Block, language: str) -> list[Extent]:
    """Return where each segment of the block begins and ends; together they cover its text."""
    found: list[Extent] = []
    for start, end in inline.split(block.text, block.syntax, language):
        before = block.text[slice(*found[-1])] if found else ""
        begun = found and (not readable(before) or _goes_on(before, block))
        if found and (begun or not readable(block.text[start:end])):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _goes_on(before: str, block: Block) -> bool:
    """Whether a heading goes on after a line break that is only there for its looks."""
    if block.kind is not BlockKind.HEADING:
        return False
    return not inline.plain(before, block.syntax).rstrip().endswith((".", "!", "?", "…", ":", ";"))
