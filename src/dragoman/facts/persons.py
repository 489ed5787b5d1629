"""Persons that an English sentence names: in full, after a title, before a verb of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.facts import vocabulary
from dragoman.facts.stored import stored
from dragoman.patterns import lazily

_CAPITAL = "[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŌŘŚŞŠŹŻŽ]"
_LETTERS = "[a-zß-öø-ÿāăąćčďđēęěğģīıķļłńņňōőřśşšţťūůűźżžșț]"
_PART = (
    rf"(?:{_CAPITAL}(?:['’]|{_LETTERS}{{1,3}}))?{_CAPITAL}(?:{_LETTERS}|['’])+"
    rf"(?:-(?:{_CAPITAL}|[a-z]){_LETTERS}+)?"
)
_FIRST = (
    rf"{_CAPITAL}(?<=\b.)(?:(?:['’]|{_LETTERS}{{1,3}}){_CAPITAL})?(?:{_LETTERS}|['’])+"
    rf"(?:-(?:{_CAPITAL}|[a-z]){_LETTERS}+)?"
)
"""The same at the beginning of a word; what begins with a capital is found several times as fast as
what begins with `\\b`."""

_PARTICLES = r"(?:\s(?:de|del|van|von|bin|ibn|al|el|da|di|la|der))*"
_FULL = lazily(rf"({_FIRST})((?:\s[A-Z]\.)*{_PARTICLES}(?:\s{_PART})+)(?!\s?[A-Z][a-z])")
_CAPITALS = lazily(rf"{_FIRST}(?:{_PARTICLES}\s{_PART})*")
_POSSESSIVE = lazily(r"['’]s?(?:$|\s.*)")
_AFTER = lazily(r",?\s+([a-z]+)\b")

SHORTEST = 3
"""Letters of a surname that is looked for alone."""

NAMES = 3
"""The most words of a name that is recognised by its capitals alone."""

COMMON_NOUN, ENGLISH = 5_000, 300
"""How often English texts hold, in small letters, a word that is more often none of a name, and
any word that is not a name alone."""

_WITHIN = lazily(r"(?<=[a-z])(?=[A-Z])")
"""Where a name has a capital within, and is two words in other languages: DeWine, دي واين."""

_SON = lazily(r"\s(?:Jr|Sr|II|III|IV)\.?$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person that a sentence names."""

    name: str

    full: bool = True
    """Whether the name begins with a known given name, so that it surely is a person's."""

    certain: bool = True
    """Whether it has a given name, a title or a verb of saying, and not capitals alone."""

    @property
    def last(self) -> str:
        """The last name, without what tells a son from his father: Jr."""
        return _SON.sub("", self.name).split()[-1]

    @property
    def parts(self) -> list[str]:
        """The parts of the last name, by which the person is told; all if it is not certain."""
        if not self.certain:
            return [part for part in re.split(r"[\s-]", self.name) if len(part) >= SHORTEST]
        whole = self.last.split("-")
        within = [part for each in whole for part in _WITHIN.split(each)[1:]]
        return [part for part in (*whole, *within) if len(part) >= SHORTEST]

    @property
    def doubtful(self) -> bool:
        """Whether the words are so common in English that they may be no name after all.

        To tell costs half a second the first time, so this is asked only of a name that is missed.
        """
        if self.full:
            return False
        parts = [part for part in re.split(r"[\s-]", self.name) if len(part) >= SHORTEST]
        counts = [vocabulary.count(part.lower(), "en") for part in parts]
        if not counts:
            return False
        if self.certain:
            return counts[-1] >= vocabulary.COMMON
        return max(counts) >= COMMON_NOUN or min(counts) >= ENGLISH

    @property
    def aliases(self) -> list[str]:
        """Forms that other languages have for the names of kings and popes."""
        aliases: dict[str, str] = _data()["aliases"]
        words = self.name.lower().split()
        if not all(word in aliases for word in words):
            return []
        return [form for word in words for form in aliases[word].split()]


_CAPITAL_WITHIN = lazily(_CAPITAL)


def persons(text: str, words: frozenset[str]) -> tuple[Person, ...]:
    """Return the persons that an English text names, each once; `words` are its words."""
    if _CAPITAL_WITHIN.search(text, 1) is None:
        return ()
    full = [] if words.isdisjoint(_given_names()) else [*_full(text)]
    known = {word for person in full for word in person.name.split()}
    apart = (each for each in _capitals(text, words) if known.isdisjoint(each.name.split()))
    others = [each for each in apart if each.parts]
    return tuple(dict.fromkeys((*full, *others)))


def _full(text: str) -> Iterator[Person]:
    given = _given_names()
    for whole in _FULL.finditer(text):
        match = _from_given_name(whole, given)
        if match is None:
            continue
        name = _POSSESSIVE.sub("", match[0])
        if len(name.split()) > 2 and _headline(text):
            name = _IN_HEADLINE.match(name)[0]  # type: ignore[index]  # it has two words
        if " " in name and _plain(name.split()[1:]):
            yield Person(name)


def _from_given_name(match: re.Match[str], given: frozenset[str]) -> re.Match[str] | None:
    """Leave out capitalized words before a given name: Pilot Thomas Reiter."""
    if _headline(match.string):
        return match if match[1].lower() in given else None
    end = match.end()
    found: re.Match[str] | None = match
    while found is not None and found[1].lower() not in given:
        following = _NEXT_CAPITAL.search(match.string, found.end(1), end)
        found = None if following is None else _FULL.match(match.string, following.start(), end)
    return found


_IN_HEADLINE = lazily(r"\S+(?:\s\S{1,2}\.?(?=\s))*\s\S+")
"""The first two words of a name, after which a headline goes on with capitals."""

_NEXT_CAPITAL = lazily(rf"(?<=\s){_CAPITAL}")


def _plain(words: list[str]) -> bool:
    """Whether none of the words makes a street or a prize of a name."""
    places = _words("institutions")
    return not any(word.lower() in places and word not in _ALSO_NAMES for word in words)


_ALSO_NAMES = frozenset({"May", "March", "April", "June", "Law", "Field", "Hill", "Day", "Park"})


def _capitals(text: str, vocabulary: frozenset[str]) -> Iterator[Person]:
    """Yield names that begin with no known given name."""
    if text.isupper():
        return
    said = _words("said")
    tells = not (vocabulary.isdisjoint(said) and vocabulary.isdisjoint(_words("titles")))
    headline: bool | None = None
    for match in _CAPITALS.finditer(text):
        shown = match[0].split()
        if len(shown) == 1 and not tells:
            continue
        after = _AFTER.match(text, match.end())
        speaks = after is not None and after[1] in said
        before = _word_before(text, match.start())
        alone = before in _words("titles") and before not in _words("kinds of titles")
        if len(shown) == 1 and not speaks and not alone:
            continue  # as most capitals, which begin the sentence or are those of a place
        words, titled = _without_title(shown, text, match.start(), before)
        if not words or _any_common(words):
            continue
        titled = titled or (alone and len(words) == len(shown))
        single = len(words) == 1 and len(words[0]) > SHORTEST and _MANY.search(words[0]) is None
        if headline is None:
            headline = _headline(text)
        if (
            (titled and not headline)
            or (speaks and single)
            or (2 <= len(words) <= NAMES and not headline and not any(map(_noun, words)))
        ):
            yield Person(" ".join(words), full=False, certain=titled or speaks)


def _word_before(text: str, place: int) -> str:
    """Return the word before a place, in small letters and without its stop."""
    return (
        text[max(0, place - LONGEST_TITLE) : place].rstrip().rpartition(" ")[2].rstrip(".").lower()
    )


LONGEST_TITLE = 60
"""Characters before a name among which its title is looked for."""


def _without_title(
    shown: Sequence[str], text: str, place: int, before: str
) -> tuple[Sequence[str], bool]:
    """Return the words of a name without what begins the sentence and without titles.

    With it, whether there was a title.
    """
    titles = _words("titles")
    words = [_POSSESSIVE.sub("", word) for word in shown]
    first = _begins(text, place) and before not in titles
    while words and first and _WITHOUT_VERB.sub("", words[0].lower()) in _words("starts"):
        words = words[1:]
        first = False
    titled = False
    while len(words) > 1 and words[0].lower() in titles:
        titled = titled or words[0].lower() not in _words("kinds of titles")
        words = words[1:]
    after = _after_title(words)
    return (words[after:], True) if after else (words, titled)


def _after_title(words: Sequence[str]) -> int:
    """Return where a name of two words begins after a title: Lithuanian Interior Minister."""
    for place in range(len(words) - SHORTEST, 0, -1):
        word = words[place].lower()
        if word in _words("titles") and word not in _words("kinds of titles"):
            return place + 1
    return 0


_WITHOUT_VERB = lazily(r"['’](?:s|ve|m|re|ll|d)$")
_NOUN = lazily(
    r"(?:[ts]ion|ment|ness|ship|ism|ists?|ings?|ance|ence|ity|ies|ics|ology|graphy|ers|tors?|ous|al|"
    r"ful|able|ible|ated|ized|ever|tive|en[ct]es)$"
)


def _noun(word: str) -> bool:
    """Whether a word looks like a common noun, which titles of works and bodies are made of."""
    return _NOUN.search(word) is not None


_MANY = lazily(
    r"(?:nesses|ists|[dgt]ents|[cdgt]ants|[ct]ials|[st]ors|mats|ians|eers|i[sz]ers|holders|makers|"
    r"goers|workers|agers)$"
)
"""What words for several people end in, which begin sentences as names do: Eyewitnesses said."""

_SMALL = frozenset({"about", "after", "before", "between", "under", "against", "during", "their"})


def _headline(text: str) -> bool:
    """Whether all words of a text but the small ones have a capital."""
    words = re.findall(r"[A-Za-z]+", text)
    if text.rstrip().endswith((".", "!", "?")):
        return False
    if sum(len(word) > SHORTEST for word in words) <= SHORTEST:
        return False
    return all(len(word) <= SHORTEST + 1 or word[0].isupper() or word in _SMALL for word in words)


def _any_common(words: Sequence[str]) -> bool:
    lists = (_words("institutions"), _words("starts"), _words("titles"), _places())
    return any(word.lower() in known for word in words for known in lists)


def _begins(text: str, place: int) -> bool:
    before = text[:place].rstrip()
    return not before or before[-1] in ".!?:;\"“”‘'’(—–"


def _data() -> dict[str, Any]:
    found: dict[str, Any] = stored("en", "names")
    return found


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(_data()[section].split())


@cache
def _places() -> frozenset[str]:
    """Return the words of the names of territories, which are translated."""
    from babel import Locale

    names = Locale("en").territories.values()
    return frozenset(
        word.lower() for name in names for word in re.findall(r"\b[A-Z][a-z]{2,}", name)
    )


@cache
def _given_names() -> frozenset[str]:
    file = files("dragoman.facts") / "data" / "en" / "given_names.txt"
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(word.strip() for line in lines for word in line.split(",") if word.strip())
