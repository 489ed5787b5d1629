"""Countries that an English sentence names, and what other languages call them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

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
    found += (_peoples()[name] for name in _people().findall(text))
    return tuple(dict.fromkeys(found))


def known(language: str) -> bool:
    """Whether the forms of countries are known in a language."""
    return language in CUT


def named(code: str, text: str, language: str) -> bool:
    """Whether a text names a country, as a noun or an adjective."""
    flat = folded(text, language)
    return any(stem in flat for stem in _stems(code, language))


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
            plain = re.sub(r"\(\?:.*?\)\?", "", name).replace("\\", "")
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
    return re.compile(rf"(?<![\w-])(?<!New )(?:{'|'.join(names)})(?![\w-])")


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
