"""The windows of a run: articles that are translated together, and what bounds how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import Article, Key


@dataclass(frozen=True, slots=True)
class Plan:
    """An article and the sentences that it wants from the engine."""

    article: Article
    keys: tuple[Key, ...]

    @property
    def size(self) -> int:
        """How much text is to be translated, in characters."""
        return sum(len(source) for _, source in self.keys)


def emptied(plans: list[Plan]) -> Iterator[Plan]:
    """Yield what the list holds, the first first, and hold it no longer."""
    plans.reverse()
    while plans:
        yield plans.pop()


class Ahead:
    """The windows of a run, each planned as far as possible while the engine has the one before.

    An engine that works elsewhere would else have nothing to do between two windows.
    """

    def __init__(self, plans: Iterable[Plan], most: int) -> None:
        self._plans = iter(plans)
        self._most = most
        self._window: list[Plan] = []
        self._size = 0

    def more(self) -> bool:
        """Plan one more article of the next window; return whether there was one."""
        plan = next(self._plans, None) if self._size < self._most else None
        if plan is None:
            return False
        self._window.append(plan)
        self._size += plan.size
        return True

    def take(self) -> list[Plan]:
        """Return a window of about so many characters, articles kept whole; the last is empty."""
        while self.more():
            pass
        window, self._window, self._size = self._window, [], 0
        return window


def stretches(keys: Iterable[Key], most: int) -> Iterator[list[Key]]:
    """Cut sentences into parts of about so many characters."""
    part: list[Key] = []
    size = 0
    for key in keys:
        part.append(key)
        size += len(key[1])
        if size >= most:
            yield part
            part, size = [], 0
    if part:
        yield part
