"""Countries that an English sentence names, and what other languages call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from dragoman.facts import sound
from dragoman.facts.folding import folded
from dragoman.facts.once import Memo
from dragoman.facts.place_names import Called, data, names
from dragoman.patterns import lazily


@lru_cache(maxsize=4096)
def countries(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that an English text names, each once."""
    if text.isupper():
        return ()
    places: list[str] = []
    peoples: list[str] = []
    place_ends = people_ends = 0
    for word in _CAPITALIZED.finditer(text):
        beginning = _beginning(word[0])
        if beginning is None:
            continue
        place, people = beginning
        start = word.start()
        if place is not None and start >= place_ends:
            match = place.match(text, start)
            if match is not None:
                places.append(_codes()[_key(match[0])])
                place_ends = match.end()
        if people is not None and start >= people_ends:
            match = people.match(text, start)
            if match is not None:
                people_ends = match.end()
                if not _surname(match):
                    peoples.append(_peoples()[match[1]])
    return tuple(dict.fromkeys((*places, *peoples)))


_CAPITALIZED = lazily(r"(?<![\w-])[A-Z]\w*")


def _surname(match: re.Match[str]) -> bool:
    """Whether a people is somebody's last name: Dawn French."""
    if match[1].endswith("s") or _BEGINS.match(match.string, match.end()) is None:
        return False
    before = match.string[: match.start()].split()
    return bool(before) and before[-1].istitle() and before[-1].isalpha() and len(before) > 1


_BEGINS = lazily(r"\s*(?:[.,;:!?)]|['’]s\b|(?:was|is|has|had|said|says|and|who|told)\b|$)")


@cache
def _territories() -> Mapping[str, str]:
    """Return what CLDR calls the territories in English, by their codes."""
    from babel import Locale

    return Locale("en").territories


def known(language: str) -> bool:
    """Whether the forms of countries are known in a language."""
    return language in data()["cut"]


def named(code: str, text: str, language: str) -> bool:
    """Whether a text names a country, as a noun or an adjective, or in English within a name."""
    flat = folded(text, language).replace("\u0654", "")
    if language == data()["article joins"]:
        flat = flat.replace("لل", "ال")  # to the: للمملكة
    called = names(code, language)
    if called.said(flat) and not (
        language in data()["capitals"] and _only_small(called, text, language)
    ):
        return True
    name = english_name(code)
    # Güney Sudan holds the English name of Sudan.
    alike = folded(name, language).startswith(called.stems)
    if not alike and _LATIN.search(text) is not None and code in countries(text):
        return True
    if " " in name:
        return False
    ways = [form for form in sound.forms(name) if len(form) >= TELLING]
    return bool(ways) and any(
        each in ways
        for word in sound.WORD.findall(text)
        if called.others.match(folded(word, language)) is None
        for each, _ in sound.sounds(word, language) or ()
    )


def _only_small(called: Called, text: str, language: str) -> bool:
    """Whether all that would name a country are words with a small letter that begin as it does."""
    words = [word for word in _WORD.findall(text) if word[0].islower()]
    if not any(called.small.match(folded(word, language)) for word in words):
        return False
    capital = _WORD.sub(lambda match: " " if match[0][0].islower() else match[0], text)
    return not called.said(folded(capital, language))


_WORD = lazily(r"[^\W\d_]+")

_LATIN = lazily(r"[A-Za-z]{2}")

TELLING = 4
"""Consonants of a country that hardly any other word has in their order."""


@cache
def english_name(code: str) -> str:
    """Return the English name of a country."""
    return str(_territories()[code])


def _key(name: str) -> str:
    return name.replace(".", "").removeprefix("the ").casefold()


@cache
def _codes() -> dict[str, str]:
    """Return the code of each English name."""
    said = data()
    left_out = set(said["left out"].split())
    found = {
        _key(name): code
        for code, name in _territories().items()
        if code.isalpha() and len(code) == 2 and code not in left_out and name.isascii()
    }
    for code, called in said["english"].items():
        for name in called.split("|"):
            plain = re.sub(r"\(\?[^()]*\)\??", "", name).replace("\\", "")
            found[_key(plain)] = code
            found[_key(plain + "A.")] = code
    return found


_Beginning = tuple[re.Pattern[str] | None, re.Pattern[str] | None]


def _looked_up(word: str) -> _Beginning | None:
    """Return what matches the countries and the peoples whose names may begin with a word."""
    places = [name for name in _names() if word.startswith(_letters(name))]
    peoples = [name for name in _peoples() if word.startswith(_letters(name))]
    peoples.sort(key=len, reverse=True)
    if not places and not peoples:
        return None
    titles = "|".join(data()["not before"].split())
    return (
        re.compile(rf"(?<!New )(?:{'|'.join(places)})(?![\w-])(?! City\b)") if places else None,
        # Not in names such as the Spanish Riviera.
        re.compile(rf"({'|'.join(peoples)})(?![\w-])(?!\s(?:{titles})\b)") if peoples else None,
    )


_beginning = Memo(_looked_up).__getitem__


def _letters(pattern: str) -> str:
    """Return the letters that a pattern of a name begins with."""
    return _FIRST_LETTERS.match(pattern)[0]  # type: ignore[index]  # a name begins with one


_FIRST_LETTERS = lazily(r"\w+")


@cache
def _names() -> tuple[str, ...]:
    """Return patterns of the English names of countries, the longest first."""
    said = data()
    left_out = set(said["left out"].split())
    names = [
        re.escape(name)
        for code, name in _territories().items()
        if code.isalpha() and len(code) == 2 and code not in left_out and name.isascii()
    ]
    names += [name for each in said["english"].values() for name in each.split("|")]
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _peoples() -> dict[str, str]:
    """Return the code of each adjective and people."""
    said: dict[str, str] = data()["adjectives"]
    return {
        form: code
        for code, called in said.items()
        for name in called.split("|")
        for form in _spelled_out(name)
    }


def _spelled_out(name: str) -> list[str]:
    """Return the forms of a word with an s at its end or without, and of one in -man or -men."""
    if name.endswith("s?"):
        return [name[:-2], name[:-1]]
    if "[ae]" in name:
        return [name.replace("[ae]", "a"), name.replace("[ae]", "e")]
    return [name]
