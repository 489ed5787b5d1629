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
        whole, layout = block.text, block.layout
        if not whole:
            yield block
            continue
        paragraphs = layout is None or layout.holds_paragraphs(block)
        room = layout.room(block) if layout else None
        one = inline.is_one(whole)
        if one and room is None:
            # Most are: of them nothing is counted.
            source = one_line(whole)
            own = Segment(_id(source, seen), whole, source, block.syntax, paragraphs)
            yield block.divided((own,))
            continue
        texts = [whole]
        if not one:
            texts = [whole[start:end] for start, end in _extents(block, language)]
        segments = []
        for text in texts:
            share = None if room is None else round(room * len(text) / len(whole))
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
    for start, end in inline.split_several(block.text, block.syntax, language):
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
