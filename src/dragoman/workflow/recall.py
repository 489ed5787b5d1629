"""Ask the translation memory before the engine, and keep its index true to the review files."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from dragoman import formats, languages, signature
from dragoman.checks import SUGGESTION
from dragoman.difference import difference
from dragoman.errors import ArticleError, DragomanError, StoreError
from dragoman.files import Stamp
from dragoman.inline import inventory, rewritten
from dragoman.memory import Match, Memory, MemoryEntry, adapted, tmx
from dragoman.model import (
    Article,
    BlockKind,
    Finding,
    Key,
    Machine,
    Origin,
    Status,
    Syntax,
    Unit,
    one_line,
)
from dragoman.project.recall import Recall
from dragoman.store import Store
from dragoman.workflow.boundary import Boundary
from dragoman.workflow.reading import read_review

_YOUNG = 2_000_000_000
"""Nanoseconds: a file that changed so lately is compared by its bytes, not by its time."""

_APPROVED = b"approved"

_AT_ONCE = 1 << 20
"""Bytes of a long file that are read at once."""


Plain = Callable[[str, Stamp], bool]
"""Says of a review file, by its name and stamp, whether it is known to hold nothing approved."""


def nothing_known(name: str, stamp: Stamp) -> bool:
    """Say so of no file."""
    return False


class Remembered:
    """The newsroom's memory, brought up to date when it is first asked."""

    def __init__(
        self,
        store: Store,
        settings: Recall,
        is_plain: Plain = nothing_known,
        *,
        dry: bool = False,
        memory: Memory | None = None,
    ) -> None:
        """With `dry`, the index is built for this run alone, and none is written.

        `memory` is one that is asked as it is, `is_plain` is as in `refresh`.
        """
        self._dry = dry
        self._is_plain = is_plain
        self._store = store
        self._settings = settings
        self._memory = memory
        self.problems: list[DragomanError] = []
        """What is wrong with imported memories."""

        self.exact = 0
        """Sentences that were filled from the memory."""

        self.fuzzy = 0
        """Sentences with a suggestion from it."""

    def close(self) -> None:
        """Keep the index."""
        if self._memory is not None:
            with contextlib.suppress(sqlite3.Error):
                self._memory.__exit__(None, None, None)
            self._memory = None

    def fills(
        self, article: Article, locale: str, keys: Mapping[Key, object]
    ) -> dict[Key, Machine]:
        """Return what people approved for these very sentences, as drafts for this article."""
        found = self.known(article, locale, keys)
        self.exact += len(found)
        return found

    def known(
        self, article: Article, locale: str, keys: Mapping[Key, object]
    ) -> dict[Key, Machine]:
        """Do as `fills`, and count nothing: it is asked beforehand."""
        if not self._settings.reuse or not keys:
            return {}
        found: dict[Key, Machine] = {}
        segments = article.segments
        for number, segment in enumerate(segments):
            if segment.key not in keys or segment.key in found:
                continue
            before = segments[number - 1].source if number else ""
            after = segments[number + 1].source if number + 1 < len(segments) else ""
            ask = partial(Memory.exact, locale=locale, source=segment.source)
            match = self._asked(partial(ask, before=before, after=after))
            filled = _machine(match, segment.key) if match is not None else None
            if filled is not None:
                found[segment.key] = filled
        return found

    def beside(self, machine: Machine, locale: str, key: Key) -> Machine:
        """Return the machine's text with what people approved for a like sentence beside it.

        What differs in numbers, negation or names is either put in place or a finding.
        """
        if not self._settings.reuse or self._settings.fuzzy >= 100:
            return machine
        match, said = self._like(locale, key[1])
        if match is None:
            return machine
        fitting = _fitting(match, key[0])
        if fitting is None:
            return machine
        text, changed = adapted(key[1], match.source, fitting, locale)
        if text == machine.text:
            return machine
        self.fuzzy += 1
        findings = machine.findings
        differing = difference(match.source, key[1])
        if changed:
            said += f", {changed}"
        elif differing.grave:
            said += f", differs: {differing.told}"
            message = f"the suggestion is of a sentence that differs ({differing.told})"
            findings += (Finding(SUGGESTION, message),)
        return replace(machine, suggestion=text, suggested=said, findings=findings)

    def offered(self, locale: str, key: Key) -> tuple[str, str]:
        """Return what people approved for the sentence or a like one, and where that is from.

        Both are empty where there is nothing.
        """
        found = self.nearest(locale, key)
        return (found.target, found.file) if found is not None else ("", "")

    def nearest(self, locale: str, key: Key) -> Match | None:
        """Return what people approved for the sentence, or else for the likest one.

        Its target is as the syntax of the sentence writes it, and `file` says where it is from.
        """
        syntax, source = key
        match = self._asked(partial(Memory.exact, locale=locale, source=source))
        said = f"memory {_article(match.file)}" if match is not None else ""
        if match is None:
            match, said = self._like(locale, source)
        text = _fitting(match, syntax) if match is not None else None
        return replace(match, target=text, file=said) if match is not None and text else None

    def _like(self, locale: str, source: str) -> tuple[Match | None, str]:
        """Return what is approved for the likest sentence, and the signature of that.

        What the language of a regional locale has counts where the locale has no better match.
        """
        least = self._settings.fuzzy
        match = self._asked(partial(Memory.fuzzy, locale=locale, source=source, least=least))
        broader = languages.broader(locale)
        where = ""
        if broader is not None:
            other = self._asked(partial(Memory.exact, locale=broader, source=source))
            if other is None:
                ask = partial(Memory.fuzzy, locale=broader, source=source, least=least)
                other = self._asked(ask)
            if other is not None and (match is None or other.score > match.score):
                match, where = other, f" in {broader}"
        if match is None:
            return None, ""
        return match, f"memory {match.score:.0f}% {_article(match.file)}{where}"

    @property
    def memory(self) -> Memory:
        """The index as the review files are now."""
        if self._memory is None:
            self._memory, self.problems = opened(self._store, self._is_plain, dry=self._dry)
        return self._memory

    def _asked(self, question: Callable[[Memory], Match | None]) -> Match | None:
        """Return the answer of the index; one that turns out to be damaged is made anew."""
        try:
            return question(self.memory)
        except sqlite3.Error as error:
            self.memory.__exit__(type(error), error, None)
            discard(self._store)
            self._memory = None
            return question(self.memory)


def opened(
    store: Store, is_plain: Plain = nothing_known, *, dry: bool = False
) -> tuple[Memory, list[DragomanError]]:
    """Open the index, bring it up to date, and return it with what `refresh` returns.

    It is no truth of its own: a damaged one is made anew, and where none can be written, it is
    built for this run alone, as it is with `dry`.
    """
    for path in (None,) if dry else (store.memory_path, store.memory_path, None):
        try:
            with contextlib.ExitStack() as closing:
                memory = closing.enter_context(Memory(path))
                problems = refresh(memory, store, is_plain)
                closing.pop_all()  # it goes to the caller open
                return memory, problems
        except (sqlite3.Error, OSError, StoreError):
            if path is not None:
                discard(store)
    raise AssertionError("unreachable")


def discard(store: Store) -> None:
    """Delete the index."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(StoreError):
            store.discard(Path(f"{store.memory_path}{suffix}"))


def _machine(match: Match, key: Key) -> Machine | None:
    """Return a match as a draft; `None` where it has markup of another kind than the sentence."""
    text = _fitting(match, key[0])
    if text is None:
        return None
    origin = Origin.CONTEXT if match.context else Origin.MEMORY
    others = f", {match.others} other" if match.others else ""
    made_by = signature.parse(match.engine)
    via = f"memory {_article(match.file)}{others}"
    return Machine(text, replace(made_by, via=via), origin=origin)


def _fitting(match: Match, syntax: Syntax) -> str | None:
    """Return what was approved as the syntax of a sentence writes it; `None` if it cannot."""
    text, source = match.target, match.source
    if match.syntax is not None:
        return rewritten(text, source, match.syntax, syntax)
    # Nobody knows of an imported memory. Where the sentence has no markup, it holds plain text.
    if syntax is Syntax.PLAIN or inventory(source, syntax) != inventory(source, Syntax.PLAIN):
        return text
    return rewritten(text, source, _guessed(source, text, syntax) or syntax, syntax)


def _usual(article: str) -> Syntax | None:
    """Return how most texts of an article are written, by the kind of its file."""
    with contextlib.suppress(ArticleError):
        return _SYNTAXES.get(formats.of(article).name, Syntax.HTML)
    return None


_SYNTAXES = {"plain text": Syntax.PLAIN, "Markdown": Syntax.MARKDOWN}


def _guessed(source: str, text: str, syntax: Syntax | None) -> Syntax | None:
    """Return the syntax of a text of which only that of its article is known.

    Values of attributes are plain text among the HTML of a page: a sign that HTML would take for
    markup, beside a source that has none, is no markup.
    """
    if syntax is Syntax.HTML and _RAW.search(text) and not _RAW.search(source):
        return Syntax.PLAIN
    return syntax


_RAW = re.compile(r"<|&(?!#?\w+;)")


def _article(file: str) -> str:
    """What a text from the file is signed with: the article, or the imported memory."""
    return file.split("/", 2)[2].removesuffix(".yaml")


def refresh(memory: Memory, store: Store, is_plain: Plain = nothing_known) -> list[DragomanError]:
    """Bring the index up to date with its files: only those that changed are read.

    `is_plain` says of which files it is known that nothing in them is approved. Return what is
    wrong with imported memories. Of a review file that cannot be read, what was
    approved before stays known; whoever translates that file is told. Raises `sqlite3.Error` where
    the index is damaged, or the disk is full.
    """
    known = memory.files()
    found: set[str] = set()
    problems: list[DragomanError] = []
    trusted = time.time_ns() - _YOUNG
    for name in sorted((*store.review_names(), *map(store.shown, store.imported()))):
        stamp = store.stamp(store.whole(name))
        before = known.get(name)
        if stamp is None or (before is None and is_plain(name, stamp)):
            continue
        found.add(name)
        size, place, changed = stamp
        written = f"[{size}, {place}, {changed}]"
        old = changed < trusted
        if before is not None and before[0] == written and old:
            continue
        try:
            with Boundary(store, name, sqlite3.Error):
                _read(memory, store, store.root / name, written if old else "", before)
        except DragomanError as error:
            if name.endswith(".tmx"):
                problems.append(error)
    memory.drop(known.keys() - found)
    return problems


def _read(
    memory: Memory, store: Store, path: Path, stamp: str, before: tuple[str, str] | None
) -> None:
    name = store.shown(path)
    locale = name.split("/")[1]
    data = b""
    if path.suffix == ".tmx":
        with store.reading(path) as file:
            digest = _digest(file)
    else:
        data = store.read(path) or b""
        digest = hashlib.sha256(data).hexdigest()
    if before is not None and before[1] == digest:
        memory.touch(name, stamp)
    elif path.suffix == ".tmx":
        with store.reading(path) as file:
            trust = tmx.trust(file, name)
        with store.reading(path) as file:
            memory.put(name, stamp, digest, locale, _pairs(tmx.units(file, name)), trust)
    else:
        entries = list(_entries(data, name)) if _APPROVED in data else []
        memory.put(name, stamp, digest, locale, entries)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while data := file.read(_AT_ONCE):
        digest.update(data)
    return digest.hexdigest()


def _pairs(units: Iterable[tmx.TmxUnit]) -> Iterator[MemoryEntry]:
    for unit in units:
        if len(unit.texts) == 2:
            (_, source), (_, target) = unit.texts
            yield MemoryEntry(one_line(source), target, engine=unit.engine)


def _entries(data: bytes, name: str) -> Iterator[MemoryEntry]:
    catalog = read_review(data, name)
    units = catalog.units
    usual = _usual(_article(name))
    plain = False
    for number, (unit, label) in enumerate(zip(units, catalog.labels, strict=True)):
        plain = label.startswith(BlockKind.METADATA.value) if label else plain
        if unit.status is Status.APPROVED and unit.target:
            before = one_line(units[number - 1].source) if number else ""
            after = one_line(units[number + 1].source) if number + 1 < len(units) else ""
            engine = _made_by(unit)
            source = one_line(unit.source)
            syntax = Syntax.PLAIN if plain else _guessed(source, unit.target, usual)
            yield MemoryEntry(source, unit.target, before, after, engine, syntax)
    for unit in catalog.retired:
        if unit.status is Status.APPROVED and unit.target:
            source = one_line(unit.source)
            syntax = _guessed(source, unit.target, usual)
            yield MemoryEntry(source, unit.target, engine=_made_by(unit), syntax=syntax)


def _made_by(unit: Unit) -> str:
    """Return what made a text, if no person rewrote it."""
    if unit.untraced and unit.origin is Origin.UNKNOWN:
        return str(signature.UNKNOWN)
    return "" if unit.edited else unit.credit
