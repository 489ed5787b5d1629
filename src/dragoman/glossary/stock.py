"""The terms of a glossary, compiled: of a long one, only what a text may hold is looked at.

Each term is filed under the one of its words that the fewest others have, by all the bases of that
word. A text that has the term has that word in some form. What is compiled can be kept as bytes.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.matcher import LONGEST_TERM, bases, spellings, stems
from dragoman.glossary.words import Word

_SCHEMA = """
CREATE TABLE about (key TEXT, terms INTEGER, kept TEXT);
CREATE TABLE term (number INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE base (base TEXT, number INTEGER, PRIMARY KEY (base, number)) WITHOUT ROWID;
"""

_MAGIC = b"SQLite format 3\0"
"""What such bytes begin with. SQLite itself answers to none at all that memory is short."""


class Stock:
    """Terms, by their numbers and by the words that they may be found by."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Take what `compile` or `load` made."""
        self._database = database
        weakref.finalize(self, database.close)
        self.term = lru_cache(maxsize=4096)(self._term)
        """Gives a term by its number."""

        self.size, kept = database.execute("SELECT terms, kept FROM about").fetchone()
        self.kept: tuple[str, ...] = tuple(json.loads(kept))
        """What stays as it is in every language."""

    @classmethod
    def compile(cls, glossary: Glossary, language: str, key: str = "") -> Stock:
        """Compile a glossary for articles in a language; `key` says what it was made of."""
        database = _opened()
        database.executescript(_SCHEMA)
        about = (key, len(glossary.terms), json.dumps(glossary.kept))
        database.execute("INSERT INTO about VALUES (?, ?, ?)", about)
        rows = ((number, _data(term)) for number, term in enumerate(glossary.terms))
        database.executemany("INSERT INTO term VALUES (?, ?)", rows)
        database.executemany("INSERT OR IGNORE INTO base VALUES (?, ?)", _filed(glossary, language))
        database.commit()
        return cls(database)

    @classmethod
    def load(cls, data: bytes, key: str) -> Stock | None:
        """Return what `dump` gave; `None` if that was made of something else, or is damaged."""
        if not data.startswith(_MAGIC):
            return None
        database = _opened()
        try:
            database.deserialize(data)
            if database.execute("SELECT key FROM about").fetchone() == (key,):
                return cls(database)
        except (sqlite3.Error, ValueError, TypeError):
            pass
        database.close()
        return None

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        return self._database.serialize()

    def found_by(self, word: str, language: str) -> list[int]:
        """Return the numbers of all terms that a text with the folded word may have, and more."""
        keys = stems(word, language)
        marks = ", ".join("?" * len(keys))
        asked = f"SELECT DISTINCT number FROM base WHERE base IN ({marks}) ORDER BY number"
        return [number for (number,) in self._database.execute(asked, keys)]

    def _term(self, number: int) -> Term:
        row = self._database.execute("SELECT data FROM term WHERE number = ?", (number,))
        text, translations, forbidden, keep, case, part, note, line = json.loads(row.fetchone()[0])
        return Term(
            text,
            {locale: tuple(forms) for locale, forms in translations.items()},
            {locale: tuple(forms) for locale, forms in forbidden.items()},
            keep,
            case,
            PartOfSpeech(part) if part else None,
            note,
            line,
        )


def _opened() -> sqlite3.Connection:
    # The review page asks from several threads, one after the other.
    return sqlite3.connect(":memory:", check_same_thread=False)


def _data(term: Term) -> str:
    part = term.part_of_speech.value if term.part_of_speech is not None else None
    forms = (dict(term.translations), dict(term.forbidden))
    fields = (term.text, *forms, term.keep, term.case_sensitive, part, term.note, term.line)
    return json.dumps(fields, ensure_ascii=False)


def _filed(glossary: Glossary, language: str) -> Iterator[tuple[str, int]]:
    """Yield each base by which a term is found, with the term's number."""
    counts: Counter[str] = Counter()
    for term in glossary.terms:
        counts.update({word.folded for words in _spelled(term, language) for word in words})
    for number, term in enumerate(glossary.terms):
        for words in _spelled(term, language):
            rarest = min(words, key=lambda word: counts[word.folded])
            for base in bases(rarest, language):
                yield base, number


def _spelled(term: Term, language: str) -> Iterable[tuple[Word, ...]]:
    return (words for words in spellings(term.text, language) if 0 < len(words) <= LONGEST_TERM)
