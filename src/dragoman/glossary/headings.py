"""What the columns of other programs' tables are called, and those of people's own.

A column is of a language, such as memoQ's `English_United_States_Def`, Crowdin's `Term [en]`,
Lokalise's `en_description` and a person's `English Term`, or of the term in all languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from dragoman import languages
from dragoman.errors import DragomanError
from dragoman.patterns import lazily


class Says(Enum):
    """What a column says of a term."""

    TERM = "term"
    NOTE = "note"
    PART_OF_SPEECH = "part of speech"
    STATUS = "status"
    """Whether the form in the column before it may be used."""

    NOTHING = "nothing"
    """Nothing that a glossary holds."""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """The name of a column."""

    says: Says
    language: str = ""
    """The locale that it is of; empty for what is of the term in all languages."""


_OF_A_LANGUAGE = {
    Says.TERM: ("", "term", "translation"),
    Says.NOTE: ("def", "definition", "description", "note", "notes", "comment", "comments"),
    Says.PART_OF_SPEECH: ("part of speech", "pos"),
    Says.STATUS: ("status",),
    Says.NOTHING: (
        *("example", "examples", "usage", "context", "type", "gender", "url", "figure", "lemma"),
    ),
}
_OF_ALL = {
    Says.NOTE: ("entry note", "concept definition", "concept note"),
    Says.STATUS: ("term info",),
    Says.PART_OF_SPEECH: ("part of speech", "pos"),
    Says.NOTHING: (
        *("category", "subcategory", "domain", "subdomain", "subject", "subject field", "field"),
        *("topic", "example", "examples", "usage", "context", "cross references", "see also"),
        *("tag", "tags", "url", "term example"),
    ),
}
_KINDS = {word: says for says, words in _OF_A_LANGUAGE.items() for word in words}
_ALONE = {word: says for says, words in _OF_ALL.items() for word in words}
_DATABASES = ("entry ", "concept ")
"""How the names of memoQ's and Crowdin's columns begin that are of an entry."""

_IN_BRACKETS = lazily(r"([\w ]+) \[([\w-]+)\]")
_REGION = lazily(r" ?\([^()]*\)")


@lru_cache(maxsize=256)
def heading(name: str) -> ColumnMeaning | None:
    """Return what a column of this name says; `None` where that is no name of theirs."""
    written = " ".join(name.lower().split())
    bracketed = _IN_BRACKETS.fullmatch(written)
    if bracketed is not None:
        code = _code(bracketed[2])
        says = _KINDS.get(bracketed[1].strip())
        return ColumnMeaning(says, code) if code and says else None
    plain = " ".join(_REGION.sub("", written).replace("_", " ").split())
    if plain in _ALONE:
        return ColumnMeaning(_ALONE[plain])
    if plain.startswith(_DATABASES):
        return ColumnMeaning(Says.NOTHING)
    return _of_language(plain, any_region="_" in written)


def _of_language(plain: str, *, any_region: bool) -> ColumnMeaning | None:
    """Return what a name says that begins with a language.

    With `any_region`, words behind the language may be a region, as memoQ names them.
    """
    words = plain.split()
    for size in range(len(words), 0, -1):
        begin, rest = words[:size], " ".join(words[size:])
        code = _named(" ".join(begin)) or (_code("-".join(begin)) if rest and size < 3 else "")
        if not code:
            continue
        if rest in _KINDS:
            return ColumnMeaning(_KINDS[rest], code)
        if any_region and _named(" ".join(begin)):
            return ColumnMeaning(_KINDS.get(words[-1], Says.TERM), code)
    return None


def _named(text: str) -> str:
    return next(iter(languages.named(text)), "").replace("_", "-")


def _code(text: str) -> str:
    try:
        return languages.normalize(text)
    except DragomanError:
        return ""
