"""Engines that are opened before they are needed, while something else is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Protocol, runtime_checkable

from dragoman.engines.base import Engine, Translator
from dragoman.errors import EngineError


@runtime_checkable
class Threaded(Engine, Protocol):
    """An engine that may be opened in another thread than the one that uses and closes it.

    That is so where loading is work of other processes, or of code that lets Python go on.
    """

    opens_in_thread: bool


@runtime_checkable
class Foreseeing(Translator, Protocol):
    """A translator with a memory, which can get ready for what it will be asked."""

    def foresee(self, texts: Iterable[str]) -> bool:
        """Begin to load the model if one of the texts needs it; return whether one does.

        All of them will be asked for. Of the texts, no more are taken than it takes to know.
        """

    def give_up(self, error: EngineError) -> None:
        """Give what is remembered, and raise the error where the model would be asked."""


@contextmanager
def opening(engine: Threaded, source: str, target: str) -> Iterator[Callable[[], Translator]]:
    """Begin to open an engine; what is yielded waits for its translator.

    It raises what `open` raised. Leaving the context waits for a model that is still being
    loaded, and lets it go.
    """
    with ExitStack() as stack, ThreadPoolExecutor(1, "dragoman-open") as thread:
        opened = thread.submit(lambda: stack.enter_context(engine.open(source, target)))
        yield opened.result
