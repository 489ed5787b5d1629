"""Remembers what an engine made, so that a run that was stopped goes on where it stood.

The memory is one SQLite file. It holds nothing that the engine could not make again: it may be
deleted at any time, and whatever is wrong with it costs time, never a translation. Texts are
found by a digest of themselves and of all that decides their translation; the sources are not in
the file.

Each result is on disk before anyone sees it, in a transaction of its own: measured at up to 0.2 ms,
where a translation takes 10 ms and more. A kill, also with -9, loses only what the engine had at
hand. SQLite's write-ahead log lets several processes read and write at the same time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from dragoman.engines.around import AroundEngine
from dragoman.engines.base import USUAL, Decoding, Engine, Hypothesis, Identified, Translator
from dragoman.engines.early import Threaded, opening
from dragoman.errors import EngineError, StoreError
from dragoman.files import Files
from dragoman.model import Finding, Severity

FORMAT = 3
"""SQLite's `user_version` of the file; one of another version is emptied."""

PATIENCE = 5.0
"""Seconds to wait while another process writes."""

DIGEST = 16
"""Bytes of a key: among 10 ** 12 texts two share one with a chance of 10 ** -15."""

_TABLE = """
create table translations (
    digest blob primary key, hypotheses text not null
) without rowid
"""
_SELECT = "select hypotheses from translations where digest = ?"
_INSERT = "insert or replace into translations values (?, ?)"


class CachedEngine(AroundEngine[Identified]):
    """An engine with a memory. A model is loaded only when something is not in the memory."""

    def __init__(
        self, engine: Identified, file: Path, warn: Callable[[str], None], *, recall: bool
    ) -> None:
        super().__init__(engine)
        self._file = file
        self._warn = warn
        self._recall = recall

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[CachedTranslator]:
        """Open the memory; load the model at the first text that is not in it."""
        identity = self._engine.identity(source, target)
        with ExitStack() as stack:
            memory = stack.enter_context(closing(EngineMemory(self._file, identity, self._warn)))

            def load() -> Translator:
                return stack.enter_context(self._engine.open(source, target))

            def begin() -> Callable[[], Translator]:
                if not isinstance(self._engine, Threaded):
                    return load
                return stack.enter_context(opening(self._engine, source, target))

            yield CachedTranslator(
                load,
                self.signature(source, target),
                memory,
                recall=self._recall,
                searches=self.searches(source, target),
                begin=begin,
            )


class TranslationStore(Protocol):
    """What finished translations are found in, and put into."""

    def find(
        self, text: str, decoding: Decoding = USUAL, *, attended: bool = False
    ) -> Hypothesis | None:
        """Return what is kept for the text, if anything."""

    def keep(
        self,
        text: str,
        hypothesis: Hypothesis,
        decoding: Decoding = USUAL,
        *,
        attended: bool = False,
    ) -> None:
        """Store what an engine made of the text."""


class CachedTranslator:
    """A translator with a memory. As many threads may ask it at once as may ask the translator."""

    def __init__(
        self,
        load: Callable[[], Translator],
        signature: str,
        memory: TranslationStore,
        *,
        recall: bool,
        searches: bool,
        begin: Callable[[], Callable[[], Translator]] | None = None,
    ) -> None:
        """`begin` begins to load the model, and returns what waits for it."""
        self._load = load
        self._begin = begin
        self._signature = signature
        self._memory = memory
        self._recall = recall
        self._searches = searches
        self._translator: Translator | None = None
        self._gone: EngineError | None = None
        self._loading = threading.Lock()

    @property
    def signature(self) -> str:
        """The signature of the engine itself: where a text was kept does not change it."""
        return self._signature

    @property
    def searches(self) -> bool:
        """Whether the engine itself does."""
        return self._searches

    def foresee(self, texts: Iterable[str]) -> bool:
        """Begin to load the model if one of the texts is not remembered in any form."""
        if self._gone is not None or all(self._remembers(text) for text in texts):
            return False
        if self._begin is not None and self._translator is None:
            self._load, self._begin = self._begin(), None
        return True

    def give_up(self, error: EngineError) -> None:
        """Give what is remembered, and raise the error where the model would be asked."""
        self._gone = error

    def _remembers(self, text: str) -> bool:
        ways = (False, True) if self._recall else ()
        return any(self._memory.find(text, attended=way) is not None for way in ways)

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what is remembered at once, then the rest as the engine makes it."""
        missing = []
        for index, text in enumerate(texts):
            hypothesis = None
            if self._recall:
                hypothesis = self._memory.find(text, decoding, attended=text in attended)
            if hypothesis is None:
                missing.append(index)
            else:
                yield index, hypothesis
        if not missing:
            return
        if self._gone is not None:
            raise self._gone
        with self._loading:
            if self._translator is None:
                self._translator = self._load()
            translator = self._translator
        stored: set[str] = set()
        asked = [texts[index] for index in missing]
        for place, hypothesis in translator.translate(asked, decoding, attended):
            text = texts[missing[place]]
            if text not in stored:
                stored.add(text)
                self._memory.keep(text, hypothesis, decoding, attended=text in attended)
            yield missing[place], hypothesis


class EngineMemory:
    """The translations of one identity in a file that may be shared, damaged or missing.

    At the first problem it warns, and from then on remembers nothing. Threads take turns.
    """

    def __init__(self, file: Path, identity: str, warn: Callable[[str], None]) -> None:
        self._file = file
        self._identity = identity
        self._warn = warn
        self._connection: sqlite3.Connection | None = None
        self._turn = threading.RLock()
        try:
            Files(file.parent.parent).make_folder(file.parent)
            self._connection = _connected(file)
        except (sqlite3.Error, OSError, StoreError) as error:
            self._give_up(error)

    def find(
        self, text: str, decoding: Decoding = USUAL, *, attended: bool = False
    ) -> Hypothesis | None:
        """Return what is kept for the text, if anything."""
        key = digest(self._identity, text, decoding, attended=attended)
        with self._turn:
            if self._connection is None:
                return None
            try:
                row = self._connection.execute(_SELECT, (key,)).fetchone()
                return None if row is None else read(row[0])
            except (sqlite3.Error, ValueError, TypeError) as error:
                self._give_up(error)
                return None

    def keep(
        self,
        text: str,
        hypothesis: Hypothesis,
        decoding: Decoding = USUAL,
        *,
        attended: bool = False,
    ) -> None:
        """Store what an engine made of the text."""
        row = digest(self._identity, text, decoding, attended=attended), written(hypothesis)
        with self._turn:
            if self._connection is None:
                return
            try:
                self._connection.execute(_INSERT, row)
            except sqlite3.Error as error:
                self._give_up(error)

    def close(self) -> None:
        """Close the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _give_up(self, error: Exception) -> None:
        self._warn(
            f"{self._file}: finished translations cannot be kept here ({error})\n"
            "  → The run goes on without. The file holds nothing else: delete it when no run is on."
        )
        self.close()


def digest(identity: str, text: str, decoding: Decoding, *, attended: bool) -> bytes:
    """Return what a text is found by: of itself and all that decides its translation."""
    how = identity.encode()
    if decoding != USUAL:
        how += repr(decoding).encode()
    if attended:
        how += b"attended"
    data = b"%d\0%b%b" % (len(how), how, text.encode())
    return hashlib.blake2b(data, digest_size=DIGEST).digest()


def written(hypothesis: Hypothesis) -> str:
    """Return a hypothesis as it is kept, on one line."""
    return json.dumps(_data(hypothesis), ensure_ascii=False)


def read(text: str) -> Hypothesis:
    """Return the hypothesis that is kept so. Raises `ValueError` or `TypeError` for other text."""
    return _hypothesis(json.loads(text))


def absorb(file: Path, rows: Iterable[tuple[bytes, str]]) -> None:
    """Add what was kept elsewhere to a memory; a problem with its file is no loss."""
    with suppress(sqlite3.Error, OSError), closing(_connected(file)) as connection:
        connection.execute("begin")
        connection.executemany("insert or ignore into translations values (?, ?)", rows)
        connection.execute("commit")


def cached(
    engine: Engine, file: Path, warn: Callable[[str], None], *, recall: bool = True
) -> Engine:
    """Return the engine with a memory in `file`, or as it is if its output cannot be remembered.

    Without `recall` everything is translated anew, and kept for the next time. `warn` hears of
    problems with the file.
    """
    if isinstance(engine, Identified):
        return CachedEngine(engine, file, _once(warn), recall=recall)
    return engine


def _once(warn: Callable[[str], None]) -> Callable[[str], None]:
    """Say the first thing only: each direction opens the file, and would say it again."""
    said: list[str] = []

    def say(message: str) -> None:
        if not said:
            said.append(message)
            warn(message)

    return say


def _connected(file: Path) -> sqlite3.Connection:
    """Open the file and make what is missing in it; every statement is its own transaction."""
    connection = sqlite3.connect(
        file, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        # Two processes that make the file at once may get in each other's way here. Without the
        # log all is as safe, and one waits for the other.
        with suppress(sqlite3.OperationalError):
            connection.execute("pragma journal_mode = wal")
        # Safe when the process is killed; when the machine is, the last results may be lost.
        connection.execute("pragma synchronous = normal")
        if _format(connection) != FORMAT:
            connection.execute("begin immediate")
            if _format(connection) != FORMAT:
                connection.execute("drop table if exists translations")
                connection.execute(_TABLE)
                connection.execute(f"pragma user_version = {FORMAT}")
            connection.execute("commit")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _data(hypothesis: Hypothesis) -> list[Any]:
    """A hypothesis as JSON holds it: text, confidence, findings, alternatives, attention."""
    findings = [(each.check, each.message, each.severity.value) for each in hypothesis.findings]
    others = [_data(other) for other in hypothesis.alternatives]
    return [hypothesis.text, hypothesis.confidence, findings, others, hypothesis.attention]


def _hypothesis(data: list[Any]) -> Hypothesis:
    text, confidence, findings, others, attention = data
    return Hypothesis(
        text,
        confidence,
        tuple(Finding(check, message, Severity(severity)) for check, message, severity in findings),
        tuple(map(_hypothesis, others)),
        tuple(map(tuple, attention)),
    )
