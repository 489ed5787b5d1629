"""Exchange translation memories with other programs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from dragoman import __version__, languages
from dragoman.errors import DragomanError
from dragoman.files import anywhere
from dragoman.memory import Memory, tmx
from dragoman.project import Project
from dragoman.store import Store
from dragoman.workflow.recall import discard, opened

_T = TypeVar("_T")

_SHOWN = 8
"""Languages of a file that messages name."""


@dataclass(frozen=True, slots=True)
class FileTranslations:
    """What one file gives the memory in one locale."""

    name: str
    locale: str
    translations: int
    trust: int


@dataclass(slots=True)
class MemoryReport:
    """What the memory holds, and what was done."""

    said: str = ""
    """What was written, for people."""

    held: list[FileTranslations] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything could not be done."""
        return bool(self.problems)


def list_memory(project: Project) -> MemoryReport:
    """Return what each review file and each imported memory holds."""
    store = Store(project)
    report = MemoryReport()
    held, report.problems = _asked(store, Memory.held)
    for name, count, trust in held:
        report.held.append(FileTranslations(name, name.split("/")[1], count, trust))
    return report


def export_memory(project: Project, file: Path, locale: str) -> MemoryReport:
    """Write what was approved in a locale as TMX. Imported memories are not in it."""
    store = Store(project)
    approved, problems = _asked(store, lambda memory: memory.approved(locale))
    pairs = (tmx.TranslationPair(*each) for each in approved)
    with anywhere().writing(file) as stream:
        count = tmx.write(stream, pairs, project.settings.source, locale, __version__)
    return MemoryReport(f"{file}: {count:,} translations into {locale}", [], problems)


def _asked(store: Store, question: Callable[[Memory], _T]) -> tuple[_T, list[DragomanError]]:
    """Return the answer of the index; one that turns out to be damaged is made anew, once."""
    with store.lock():
        memory, problems = opened(store)
        try:
            with memory:
                return question(memory), problems
        except sqlite3.DatabaseError:
            discard(store)
        memory, problems = opened(store)
        with memory:
            return question(memory), problems


def import_memory(project: Project, file: Path, trust: int) -> MemoryReport:
    """Copy the pairs of a TMX file that this newsroom can use into `memories/`.

    One file for each of its locales; importing a file of the same name again takes its place.
    Raises `DragomanError` for a file that is no TMX, or that has nothing of use.
    """
    store = Store(project)
    source = project.settings.source
    with anywhere().reading(file) as stream:
        tmx.trust(stream, str(file))
    report = MemoryReport()
    said = []
    looked: list[_Pairs] = []
    with store.lock():
        for locale in project.settings.targets:
            with anywhere().reading(file) as stream:
                found = _Pairs(tmx.units(stream, str(file)), source, locale)
                pairs = _once(found)
                first = next(pairs, None)
                looked.append(found)
                if first is None:
                    continue
                path = store.imported_path(locale, file.stem)
                with store.writing(path) as copy:
                    count = tmx.write(
                        copy, chain([first], pairs), source, locale, __version__, trust
                    )
                said.append(f"{store.shown(path)}: {count:,} translations{_left_out(found)}")
    if not said:
        raise _nothing(file, project, looked)
    report.said = "\n".join(said)
    return report


def _nothing(file: Path, project: Project, looked: Sequence[_Pairs]) -> DragomanError:
    """Say why a file has nothing of use: its languages, or that nobody translated it."""
    source, locales = project.settings.source, ", ".join(project.settings.targets)
    told = f"there is nothing here from {source} into {locales}"
    untranslated = sum(each.untranslated for each in looked)
    if untranslated:
        return DragomanError(
            told,
            path=file,
            advice=f"In {untranslated:,} unit{'s' if untranslated > 1 else ''} the translation is "
            "the source itself.",
        )
    tags = dict.fromkeys(tag for each in looked[:1] for tag in each.tags)
    has = f" This file has {', '.join(tags)}." if tags else ""
    return DragomanError(
        told,
        path=file,
        advice=f"The languages of a TMX file stand in `xml:lang` of its `tuv` elements.{has}",
    )


def _left_out(found: _Pairs) -> str:
    if not found.untranslated:
        return ""
    return f"; {found.untranslated:,} left out, in which the translation is the source itself"


def remove_memory(project: Project, name: str) -> MemoryReport:
    """Remove an imported memory in every locale: `agency` or `agency.tmx`.

    Raises `DragomanError` if there is none of that name. Review files are never removed.
    """
    store = Store(project)
    stem = name.removesuffix(".tmx")
    with store.lock():
        every = store.imported()
        found = [path for path in every if path.stem == stem]
        if not found:
            known = ", ".join(sorted({path.stem for path in every})) or "none"
            raise DragomanError(
                f"there is no imported memory `{name}`", advice=f"These were imported: {known}."
            )
        for path in found:
            store.discard(path)
    return MemoryReport("\n".join(f"{store.shown(path)}: removed" for path in found))


def _once(pairs: Iterable[tmx.TranslationPair]) -> Iterator[tmx.TranslationPair]:
    """Yield each pair once, of any number: SQLite notes those before on the disk."""
    with closing(sqlite3.connect("")) as seen:
        seen.execute("create table seen (digest blob primary key) without rowid")
        for pair in pairs:
            text = "\0".join((pair.source, pair.target, pair.engine))
            digest = hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()
            if seen.execute("insert or ignore into seen values (?)", (digest,)).rowcount:
                yield pair


class _Pairs:
    """The pairs from the source into a locale: of the very tags, else of their languages.

    A unit may have several translations: each makes a pair.
    """

    def __init__(self, units: Iterable[tmx.TmxUnit], source: str, locale: str) -> None:
        self._units = units
        self._source = source
        self._locale = locale
        self.untranslated = 0
        """Pairs that were left out, because the translation is the source as it stands."""

        self.tags: dict[str, None] = {}
        """Languages of the units that were read, as the file writes them."""

    def __iter__(self) -> Iterator[tmx.TranslationPair]:
        for unit in self._units:
            if len(self.tags) < _SHOWN:
                self.tags |= dict.fromkeys(tag for tag, _ in unit.texts[:_SHOWN])
            for ours in _of(unit.texts, self._source):
                for theirs in _of(unit.texts, self._locale):
                    if ours == theirs and any(map(str.isalpha, ours)):
                        self.untranslated += 1
                    else:
                        yield tmx.TranslationPair(ours, theirs, unit.engine)


def _of(texts: Sequence[tuple[str, str]], locale: str) -> list[str]:
    """Return the texts of a locale, each once; where there are none, those of its language."""
    tagged = [(tag.replace("_", "-").lower(), text) for tag, text in texts]
    found = [text for tag, text in tagged if tag == locale.lower()]
    if not found:
        language = languages.language(locale)
        found = [text for tag, text in tagged if tag.split("-")[0] == language]
    return list(dict.fromkeys(found))
