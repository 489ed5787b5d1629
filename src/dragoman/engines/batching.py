"""Cutting a long row of texts into batches that keep every core busy.

Measured with a Transformer-base, int8, beam 4, on two cores: batches of 64, 128, 256, 512, 1,024
padded tokens translate 155, 240, 280, 294, 312 words/s; larger ones gain nothing and cost memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LARGEST_BATCH = 1024
SMALLEST_BATCH = 64
"""Padded tokens."""

SHARE = 1.5
"""In the last window a batch takes what is left over `SHARE` times the workers: first large
batches, then smaller and smaller ones, so that no worker idles long while another ends."""

SMALLEST_SHARE = 256
"""Padded tokens below which batches are not made smaller for that, unless a worker got none."""

FIRST_WINDOW = 768
"""Tokens per worker that are sorted and cut first: a few seconds of work, so that the first
article of a long run is finished soon."""

FIRST_BATCH = 512
WINDOW_GROWTH = 4
LARGEST_WINDOW = 65_536
"""Tokens that are sorted together at most: 64 full batches, little padding, little memory."""

CLASSES = (96,)
"""Lengths in tokens are rounded up to one of these for the decoding limit. Batches do not mix
classes: the limit, and so the text, depends on the text alone and not on its company. With more
classes loops would end sooner. But hardly a sentence of news has more than 96 tokens, while a batch
of the few with more than 64 is nearly empty: on 200 sentences that took 3 %."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """Neighbours in the row that are sorted and cut together."""

    items: tuple[T, ...]

    room: int
    """Padded tokens of a batch."""

    workers: int = 1
    """Among how many the end of the work is shared out; 1 where more windows come."""


def decoding_limit(length: int, longest: int) -> int:
    """Return the output tokens allowed to a source of `length` tokens, `longest` being the most.

    About 2.5 times the source and 10 more: what is longer is a loop.
    """
    rounded = next((top for top in CLASSES if length <= top < longest), longest)
    return rounded * 5 // 2 + 10


def windows(items: Iterable[T], length: Callable[[T], int], workers: int) -> Iterator[Window[T]]:
    """Gather items into windows that grow from the first to the largest size, in order.

    There is no pause between windows, so only the last one's batches are shared out.
    """
    held: list[T] = []
    budget, room, total = FIRST_WINDOW * workers, FIRST_BATCH, 0
    for item in items:
        if total >= budget:
            yield Window(tuple(held), room)
            budget, room = min(budget * WINDOW_GROWTH, LARGEST_WINDOW), LARGEST_BATCH
            held, total = [], 0
        held.append(item)
        total += length(item)
    if held:
        yield Window(tuple(held), LARGEST_BATCH, workers)


def batches(
    lengths: Sequence[int], room: int, longest: int, workers: int = 1
) -> Iterator[tuple[int, ...]]:
    """Cut the texts of a window, the longest first, so that the last batches are quick ones.

    Yields the indexes of the texts that are translated together; all have one decoding limit,
    `longest` being the most tokens of a text. With several workers, batches shrink towards the end
    of the work.
    """
    left = sum(lengths)
    smallest = min(max(left // workers, SMALLEST_BATCH), SMALLEST_SHARE)

    def fair() -> int:
        return room if workers == 1 else min(max(int(left / (SHARE * workers)), smallest), room)

    rows: list[int] = []
    most = fair()
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        full = rows and lengths[rows[0]] * (len(rows) + 1) > most
        if rows and (full or _limits(lengths, (rows[0], row), longest) > 1):
            yield tuple(rows)
            left -= sum(lengths[each] for each in rows)
            rows, most = [], fair()
        rows.append(row)
    if rows:
        yield tuple(rows)


def _limits(lengths: Sequence[int], rows: Sequence[int], longest: int) -> int:
    return len({decoding_limit(lengths[row], longest) for row in rows})
