"""The words a splitter knows: reads `data/*.txt`, one file per language.

A file holds sections, each a title in brackets followed by entries, separated by commas or line
ends; `#` begins a comment. Abbreviations are written without their final full stop:

    [never ends a sentence]
    Mr, Mrs, Prof

`latin.txt` (titles and company forms that appear in Latin letters in the press of any language)
is read for every language; a language's own file has the last word on an entry.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from dragoman.patterns import lazily

LATIN = "latin"
_TITLE = lazily(r"\[(.+)\]")
_LANGUAGE = lazily(r"[a-z]{2,3}")


class AbbreviationKind(Enum):
    """How an abbreviation behaves before a word that could begin a sentence."""

    NEVER = "never ends a sentence"
    MAY = "may end a sentence"
    BEFORE_NUMBER = "only before a number"
    TIME = "time of day"
    FULL_NAME = "only before a full name"
    WORD = "ends a sentence like any word"


class Words(Enum):
    """The word lists that rules look in."""

    STARTERS = "starts a sentence"
    AFTER_TIME = "belongs to a time of day"
    DAYS = "ends the name of a day"
    MEASURES = "measures"
    DATES = "years and months"
    ADJUNCTS = "opens a time or place"
    CLAUSES = "opens a clause"
    STREETS = "streets"
    AFTER_STREET = "belongs to an address"
    LETTERED = "makes a letter a name"
    BETWEEN_LETTERS = "between letters"
    HEADS = "belongs to a country"
    AUXILIARIES = "follows a subject"
    ORDINAL = "counted by an ordinal"
    BEFORE_COUNT = "leads to a number"
    SAYING = "saying verbs"
    TELLING = "telling verbs"
    ADVERBS = "stands before a saying verb"
    AFTER_SAYING = "continues after a saying verb"
    CONTENT = "opens what was said"
    PARTICLES = "particles of names"
    SMALL = "small words of titles"
    WORKS = "leads to a title"
    AFTER_QUOTE = "continues after a quotation"
    AFTER_ASKING = "continues after a question in quotes"
    AFTER_SPEECH = "continues after a speech"
    AND_SO_ON = "and so on before an ellipsis"
    AFTER_ELLIPSIS = "continues after an ellipsis"
    NAMES = "names with a final mark"
    PREFIXES = "prefixes"
    LETTERS = "names of Latin letters"


class Trait(Enum):
    """Habits of a language that are not about single words."""

    ORDINAL_STOP = "a full stop makes a number an ordinal"
    SKETCHED = "abbreviations only"


TRAITS = "traits"
_TITLES = frozenset(
    [TRAITS, *(kind.value for kind in AbbreviationKind), *(words.value for words in Words)]
)


@dataclass(frozen=True, slots=True)
class SentenceLexicon:
    """What is known of one language."""

    kinds: Mapping[str, AbbreviationKind]
    """Abbreviation without its final full stop, in each spelling it is known in, to its kind.

    An entry of two words holds one space between them; dotted ones hold none ("т.е", "p.m").
    """
    words: Mapping[Words, frozenset[str]]
    """Every member of `Words` is present, perhaps with an empty set."""
    beginnings: Mapping[Words, tuple[str, ...]]
    """Entries like `و*`, without the asterisk: each stands for all words that begin so."""
    traits: frozenset[Trait]

    def has(self, words: Words, word: str) -> bool:
        """Tell whether the list holds the word or a beginning of it."""
        return word in self.words[words] or word.startswith(self.beginnings[words])


@lru_cache(maxsize=64)
def lexicon(language: str) -> SentenceLexicon:
    """Return the lexicon for a language code such as `ar` or `ar-EG`.

    A language without a file of its own gets `latin.txt` alone.
    """
    primary = re.split("[-_]", language.lower(), maxsplit=1)[0]
    layers = [_sections(LATIN)]
    if _LANGUAGE.fullmatch(primary):
        layers.append(_sections(primary))
    kinds: dict[str, AbbreviationKind] = {}
    for layer in layers:
        for kind in AbbreviationKind:
            for entry in layer.get(kind.value, ()):
                kinds.update(dict.fromkeys(_spellings(entry), kind))
        # A spelling derived from one entry must not shadow another entry as written.
        for kind in AbbreviationKind:
            kinds.update(dict.fromkeys(layer.get(kind.value, ()), kind))
    lists = {
        words: [entry for layer in layers for entry in layer.get(words.value, ())]
        for words in Words
    }
    return SentenceLexicon(
        kinds=kinds,
        words={
            words: frozenset(entry for entry in entries if not entry.endswith("*"))
            for words, entries in lists.items()
        },
        beginnings={
            words: tuple(entry[:-1] for entry in entries if entry.endswith("*"))
            for words, entries in lists.items()
        },
        traits=frozenset(Trait(entry) for layer in layers for entry in layer.get(TRAITS, ())),
    )


def known(language: str) -> bool:
    """Tell whether a language has words of its own here, more than its abbreviations."""
    primary = re.split("[-_]", language.lower(), maxsplit=1)[0]
    own = _LANGUAGE.fullmatch(primary) is not None and bool(_sections(primary))
    return own and Trait.SKETCHED not in lexicon(primary).traits


def _spellings(entry: str) -> set[str]:
    """Return the entry as written and capitalised; a single letter in capitals is an initial."""
    return {entry} if len(entry) == 1 else {entry, entry[0].upper() + entry[1:]}


@lru_cache(maxsize=64)
def _sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read a data file into section title → entries; empty when there is no such file."""
    path = files(__package__) / "data" / f"{name}.txt"
    if not path.is_file():
        return {}
    return parse(path.read_text(encoding="utf-8"), f"{name}.txt")


def parse(text: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Parse the text of a data file into section title → entries, in order.

    Raises ValueError, naming file and line, for an entry outside a section or an unknown title.
    """
    sections: dict[str, list[str]] = {}
    entries: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if title := _TITLE.fullmatch(content):
            if title[1] not in _TITLES:
                known = ", ".join(sorted(_TITLES))
                raise ValueError(f"{name}:{number}: unknown section [{title[1]}]; known: {known}")
            entries = sections.setdefault(title[1], [])
        elif content:
            if entries is None:
                raise ValueError(f"{name}:{number}: {content!r} stands before the first [section]")
            entries.extend(entry for part in content.split(",") if (entry := part.strip()))
    return {title: tuple(found) for title, found in sections.items()}
