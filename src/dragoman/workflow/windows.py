"""The windows of a run: articles that are translated together, and what bounds how many."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.model import Article, Key, Machine


@dataclass(frozen=True, slots=True)
class Plan:
    """An article and the sentences that it wants from the engine."""

    article: Article
    keys: tuple[Key, ...]

    @property
    def size(self) -> int:
        """How much text is to be translated, in characters."""
        return sum(len(source) for _, source in self.keys)


@dataclass
class ArticleWindow:
    """Articles that are translated together."""

    plans: list[Plan]

    told: set[Key] = field(default_factory=set)
    """The sentences that are counted in the report."""

    over: set[str] = field(default_factory=set)
    """The articles that nothing is left to do for."""

    @property
    def size(self) -> int:
        """How much text is to be translated, in characters."""
        return sum(plan.size for plan in self.plans)

    def alone(self, plan: Plan) -> ArticleWindow:
        """Return a window of one of the articles."""
        return ArticleWindow([plan], self.told, self.over)


class WindowAnswers:
    """What the articles of a window want from the engine, and what is there of it."""

    def __init__(self, window: ArticleWindow, ready: dict[Key, Machine]) -> None:
        """`ready` is what needs no engine in any of the articles."""
        self.window = window
        self.wanting: dict[Key, tuple[int, ...]] = {}
        """The sentences, each with the places of the articles that want it."""

        self._ready = ready
        self._known: list[dict[Key, Machine]] = []
        self._missing: list[int] = []

    def lacking(self, plan: Plan) -> dict[Key, None]:
        """Return what an article does not have without an engine."""
        return {key: None for key in plan.keys if key not in self._ready}

    def add(self, lacking: Iterable[Key], known: dict[Key, Machine]) -> bool:
        """Add what the next article lacks, and knows of it; return whether it is complete."""
        alone = (len(self._known),)
        missing = 0
        for key in lacking:
            if key not in known:
                others = self.wanting.get(key)
                self.wanting[key] = alone if others is None else others + alone
                missing += 1
        self._known.append(known)
        self._missing.append(missing)
        return not missing

    def take(self, key: Key, machine: Machine) -> Iterator[int]:
        """Take a translation in; yield the places of the articles that are complete by it."""
        self._ready[key] = machine
        for place in self.wanting[key]:
            self._missing[place] -= 1
            if not self._missing[place]:
                yield place

    def of(self, place: int) -> Mapping[Key, Machine]:
        """Return what is there for an article."""
        return ChainMap(self._known[place], self._ready)


def emptied(plans: list[Plan]) -> Iterator[Plan]:
    """Yield what the list holds, the first first, and hold it no longer."""
    plans.reverse()
    while plans:
        yield plans.pop()


class Ahead:
    """The windows of a run, each planned as far as possible while the engine has the one before."""

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

    def take(self) -> ArticleWindow | None:
        """Return a window of about so many characters, articles kept whole, while there is one."""
        while self.more():
            pass
        plans, self._window, self._size = self._window, [], 0
        return ArticleWindow(plans) if plans else None


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
