"""Keeps what an engine makes in plain files that are only added to, one for each who adds.

Processes on several machines cannot share an SQLite file over a network folder. So while they
share the work, each writes down what its engine makes in a file of its own, and whoever takes
over its work reads that first. The texts are found by the same digests as in `cached`, which
takes the files in when all of the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from dragoman.engines.around import AroundEngine
from dragoman.engines.base import USUAL, Decoding, Engine, Hypothesis, Identified, Translator
from dragoman.engines.cached import CachedTranslator, digest, read, written

Add = Callable[[bytes], None]


class Journal:
    """What engines made of the texts at hand."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}
        self._add: Add = _forget

    def begin(self, before: Iterator[bytes], add: Add) -> None:
        """Turn to other work: `before` is what was added for it before, `add` adds to that."""
        self._known = {key: text for data in before for key, text in rows(data)}
        self._add = add

    def get(self, key: bytes) -> str | None:
        """Return what was put there."""
        return self._known.get(key)

    def put(self, key: bytes, text: str) -> None:
        """Write it down, before anyone sees it."""
        self._known[key] = text
        self._add(f"{key.hex()} {text}\n".encode())


def rows(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the keys and texts of a file; a line that was cut off is none."""
    *lines, _ = data.split(b"\n")
    for line in lines:
        key, _, text = line.partition(b" ")
        try:
            yield bytes.fromhex(key.decode("ascii")), text.decode("utf-8")
        except ValueError:
            continue


@dataclass(frozen=True, slots=True)
class _Direction:
    """The journal, for one direction of an engine."""

    journal: Journal
    identity: str

    def find(
        self, text: str, decoding: Decoding = USUAL, *, attended: bool = False
    ) -> Hypothesis | None:
        found = self.journal.get(digest(self.identity, text, decoding, attended=attended))
        try:
            return None if found is None else read(found)
        except (ValueError, TypeError):
            return None

    def keep(
        self,
        text: str,
        hypothesis: Hypothesis,
        decoding: Decoding = USUAL,
        *,
        attended: bool = False,
    ) -> None:
        key = digest(self.identity, text, decoding, attended=attended)
        self.journal.put(key, written(hypothesis))


class Lasting(AroundEngine[Engine]):
    """An engine that stays open, with a journal: its model is loaded once for much work.

    What was opened is closed with the stack.
    """

    def __init__(self, engine: Engine, journal: Journal, stack: ExitStack) -> None:
        super().__init__(engine)
        self._journal = journal
        self._stack = stack
        self._translators: dict[tuple[str, str], Translator] = {}

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        """Open what was not opened before; the model is loaded at the first text it must make."""
        way = source, target
        if way not in self._translators:
            self._translators[way] = self._opened(source, target)
        yield self._translators[way]

    def _opened(self, source: str, target: str) -> Translator:
        if not isinstance(self._engine, Identified):
            return self._stack.enter_context(self._engine.open(source, target))

        def load() -> Translator:
            return self._stack.enter_context(self._engine.open(source, target))

        return CachedTranslator(
            load,
            self.signature(source, target),
            _Direction(self._journal, self._engine.identity(source, target)),
            recall=True,
            searches=self.searches(source, target),
        )


def _forget(data: bytes) -> None:
    """Add nothing: no work is at hand."""
