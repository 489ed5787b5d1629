"""Steps of a visit that can be taken back, byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.files import Contents
from dragoman.files.digest import digest
from dragoman.model import Unit
from dragoman.workflow.saving import Saved

MOST_STEPS = 1_000
"""Steps that can be taken back; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class SavedStep:
    """What a save changed."""

    article: str
    locale: str
    before: tuple[Unit, ...]
    after: tuple[str, ...]
    """What stands for the units as the step left them."""

    places: tuple[tuple[int, int, bytes], ...]
    """From which character to which of the file, as the step left it, another text stood, and
    this, compressed."""

    first: str
    """The digest of the file as it was."""

    last: str
    """That of the file as the step left it: while it is so, undoing gives back every byte."""

    group: int = 0
    """Steps of one group are taken back together."""


class Steps:
    """The steps of a visit, in order."""

    def __init__(self) -> None:
        self._steps: list[SavedStep] = []
        self._group = 0

    def __len__(self) -> int:
        return len(self._steps)

    def begin(self) -> None:
        """Let the steps that are kept from now on be taken back together, without those before."""
        self._group += 1

    def keep(self, step: SavedStep) -> None:
        """Keep a step, as the newest."""
        self._steps = [*self._steps[-MOST_STEPS + 1 :], replace(step, group=self._group)]

    def take_back(self) -> Iterator[SavedStep]:
        """Yield the newest steps that belong together; each is forgotten when it was taken back.

        Where taking one back raises, it stays the newest.
        """
        group = self._steps[-1].group
        while self._steps and self._steps[-1].group == group:
            yield self._steps[-1]
            self._steps.pop()


def step_of(saved: Saved, before: tuple[Unit, ...], after: tuple[str, ...]) -> SavedStep:
    """Return the step that a save was."""
    found = saved.reviewed
    old, new = found.file or Contents.of(b""), saved.file or Contents.of(b"")
    places = tuple(_places(saved)) or ((0, new.size, zlib.compress(old.data)),)
    article, locale = found.article.path, found.locale
    return SavedStep(article, locale, before, after, places, old.digest, new.digest)


def _places(saved: Saved) -> list[tuple[int, int, bytes]]:
    """Return what became of single parts; nothing where that is not known."""
    old, new = saved.reviewed.parts, saved.parts
    if old is None or new is None or new.parts.file is not old.parts.file or not new.simple:
        return []
    were, are = old.parts.anew, new.parts.anew
    changed = sorted(number for number, text in are.items() if were.get(number) is not text)
    return [
        (*new.parts.place(number), zlib.compress(old.parts[number].encode())) for number in changed
    ]


def restored(step: SavedStep, data: bytes) -> bytes | None:
    """Return a file as it was before a step; `None` if it is not as the step left it."""
    if digest(data) != step.last:
        return None
    pieces = []
    at = 0
    for start, end, old in step.places:
        pieces += [data[at:start], zlib.decompress(old)]
        at = end
    before = b"".join((*pieces, data[at:]))
    return before if digest(before) == step.first else None
