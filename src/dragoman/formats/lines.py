"""Where the lines of a text begin and end.

Only CR LF, CR and LF end a line here. Form feeds, U+2028 and the like stay inside their line, so
that line numbers agree with Markdown's and with every editor's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.patterns import lazily

ENDING = lazily(r"\r\n|\r|\n")

Extent = tuple[int, int]
"""Where a stretch of text begins and ends, as indexes into the article."""


def extents(text: str, begin: int = 0) -> list[Extent]:
    """Return the extent of each line, its ending left out, in a text that begins somewhere."""
    if "\r" in text:
        return [(begin + start, begin + end) for start, end in each_extent(text)]
    lines = text.split("\n")
    if not lines[-1]:
        del lines[-1]
    found: list[Extent] = []
    start = begin
    for line in lines:
        # Of an empty line both are one number: a file may be all line ends.
        end = start + len(line) if line else start
        found.append((start, end))
        start = end + 1
    return found


def each_extent(text: str) -> Iterator[Extent]:
    """Yield what `extents` returns, without holding it: a file may be all line ends."""
    start = 0
    if "\r" not in text:
        while (end := text.find("\n", start)) >= 0:
            yield start, end
            start = end + 1
    else:
        for ending in ENDING.finditer(text):
            yield start, ending.start()
            start = ending.end()
    if start < len(text):
        yield start, len(text)


def line_at(text: str, place: int) -> int:
    """Return the number of the line in which a place is, counted from 1."""
    return bisect_right(_ends(text), place) + 1


@lru_cache(maxsize=1)
def _ends(text: str) -> list[int]:
    """Return where the line endings end. To count them for each place took time in the square."""
    return [ending.end() for ending in ENDING.finditer(text)]


def first_ending(text: str) -> str:
    """Return the line ending that the text uses first, LF where it has none."""
    ending = ENDING.search(text)
    return ending[0] if ending else "\n"


def normalized(text: str) -> str:
    """Return the text with every line ended by LF."""
    if "\r" not in text:
        return text
    return ENDING.sub("\n", text)


def trimmed(source: str, start: int, end: int) -> Extent:
    """Return the extent without the white space at its two ends; empty where it holds no more."""
    stretch = source[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def gather(source: str, rows: Sequence[Extent]) -> tuple[Extent, str, tuple[str, ...]] | None:
    """Join the contents of consecutive lines into one text.

    Returns where the text lies in `source`, the text, and what stands in `source` for each of its
    line feeds. `None` where the lines hold white space alone.
    """
    if len(rows) == 1:
        start, end = trimmed(source, *rows[0])
        return ((start, end), source[start:end], ()) if start < end else None
    first, last = 0, len(rows)
    while first < last and not source[slice(*rows[first])].strip():
        first += 1
    while first < last and not source[slice(*rows[last - 1])].strip():
        last -= 1
    if first == last:
        return None
    kept = list(rows[first:last])
    kept[0] = (trimmed(source, *kept[0])[0], kept[0][1])
    kept[-1] = (kept[-1][0], trimmed(source, *kept[-1])[1])
    text = "\n".join(source[start:end] for start, end in kept)
    breaks = tuple(source[kept[i][1] : kept[i + 1][0]] for i in range(len(kept) - 1))
    return (kept[0][0], kept[-1][1]), text, breaks
