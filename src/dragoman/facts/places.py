"""Countries that an English sentence names, and what other languages call them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.facts import sound
from dragoman.facts.folding import folded
from dragoman.facts.stored import stored

CUT = {"ru": 2, "tr": 0, "fa": 1, "ar": 1}
"""Letters at the end of a name that cases and adjectives change, by language."""

SHORTEST = 3
"""Letters of the stem of a name."""


@lru_cache(maxsize=4096)
def countries(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that an English text names, each once."""
    if text.isupper():
        return ()
    found = [_codes()[_key(name)] for name in _pattern().findall(text)]
    found += (_peoples()[match[1]] for match in _people().finditer(text) if not _surname(match))
    return tuple(dict.fromkeys(found))


def _surname(match: re.Match[str]) -> bool:
    """Whether a people is somebody's last name: Dawn French."""
    if match[1].endswith("s") or _BEGINS.match(match.string, match.end()) is None:
        return False
    before = match.string[: match.start()].split()
    return bool(before) and before[-1].istitle() and before[-1].isalpha() and len(before) > 1


_BEGINS = re.compile(r"\s*(?:[.,;:!?)]|['’]s\b|(?:was|is|has|had|said|says|and|who|told)\b|$)")


def known(language: str) -> bool:
    """Whether the forms of countries are known in a language."""
    return language in CUT


def named(code: str, text: str, language: str) -> bool:
    """Whether a text names a country, as a noun or an adjective, or in English within a name."""
    flat = folded(text, language)
    if any(stem in flat for stem in _stems(code, language)):
        return True
    if _LATIN.search(text) is not None and code in countries(text):
        return True
    name = english_name(code)
    if " " in name:
        return False
    ways = [form for form in sound.forms(name) if len(form) >= TELLING]
    return any(each in ways for each, _ in sound.sounds(text, language) or ())


_LATIN = re.compile(r"[A-Za-z]{2}")

TELLING = 4
"""Consonants of a country that hardly any other word has in their order."""


@cache
def english_name(code: str) -> str:
    """Return the English name of a country."""
    from babel import Locale

    return str(Locale("en").territories[code])


def _key(name: str) -> str:
    return name.replace(".", "").removeprefix("the ").casefold()


@cache
def _codes() -> dict[str, str]:
    """Return the code of each English name."""
    from babel import Locale

    said = stored("en", "places")
    left_out = set(said["left out"].split())
    found = {
        _key(name): code
        for code, name in Locale("en").territories.items()
        if code.isalpha() and len(code) == 2 and code not in left_out and name.isascii()
    }
    for code, names in said["english"].items():
        for name in names.split("|"):
            plain = re.sub(r"\(\?:[^()]*\)\?", "", name).replace("\\", "")
            found[_key(plain)] = code
            found[_key(plain + "A.")] = code
    return found


@cache
def _pattern() -> re.Pattern[str]:
    from babel import Locale

    said = stored("en", "places")
    left_out = set(said["left out"].split())
    names = [
        re.escape(name)
        for code, name in Locale("en").territories.items()
        if code.isalpha() and len(code) == 2 and code not in left_out and name.isascii()
    ]
    names += [name for each in said["english"].values() for name in each.split("|")]
    names.sort(key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?<!New )(?:{'|'.join(names)})(?![\w-])(?! City\b)")


@cache
def _people() -> re.Pattern[str]:
    """Match adjectives and peoples, but not in names such as the Spanish Riviera."""
    names = sorted(_peoples(), key=len, reverse=True)
    titles = "|".join(stored("en", "places")["not before"].split())
    return re.compile(rf"(?<![\w-])({'|'.join(names)})(?![\w-])(?!\s(?:{titles})\b)")


@cache
def _peoples() -> dict[str, str]:
    """Return the code of each adjective and people."""
    said: dict[str, str] = stored("en", "places")["adjectives"]
    return {
        form: code
        for code, names in said.items()
        for name in names.split("|")
        for form in _spelled_out(name)
    }


def _spelled_out(name: str) -> list[str]:
    """Return the forms of a word with an s at its end or without, and of one in -man or -men."""
    if name.endswith("s?"):
        return [name[:-2], name[:-1]]
    if "[ae]" in name:
        return [name.replace("[ae]", "a"), name.replace("[ae]", "e")]
    return [name]


@cache
def _stems(code: str, language: str) -> tuple[str, ...]:
    from babel import Locale

    own = str(stored("en", "places").get(language, {}).get(code, "")).split()
    name = Locale(language).territories.get(code, "")
    words = [folded(word, language).replace("\u200c", "") for word in re.findall(r"\w{3,}", name)]
    cut = CUT[language]
    stems = [word[: max(SHORTEST + 1, len(word) - cut)] for word in words[:1]]
    stems += [folded(each, language).replace("_", " ") for each in own]
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) >= SHORTEST - 1))
