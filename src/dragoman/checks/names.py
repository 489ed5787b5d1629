"""Checks of persons' names, which are written in other letters and still sound alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import ARABIC, CYRILLIC, LATIN, script, word_list

SHORTEST = 2
"""Consonants by which a name can be told from others."""

TELLING = 4
"""Consonants that hardly any other word happens to have in their order."""

_PART = r"[A-Z][a-zà-ÿ'’]+(?:-[A-Z][a-z]+)?"
_NAME = re.compile(
    rf"\b({_PART})((?:\s[A-Z]\.)*(?:\s(?:de|del|van|von|bin|ibn|al|el|da|di|la|der))*"
    rf"(?:\s{_PART})+)(?!\s?[A-Z][a-z])"
)
_NO_NAME = re.compile(
    r"\b(?:Street|Road|Avenue|University|College|School|Institute|Court|House|Park|Hospital|Church|"
    r"Airport|Bridge|River|Island|Islands|Sea|Bay|Lake|Mount|Mountain|Mountains|Prize|Award|Cup|"
    r"Center|Centre|Foundation|Society|Club|Group|Company|Bank|Museum|Library|Theatre|Theater|"
    r"Hotel|Square|Station|Stadium|Castle|Palace|Tower|Act|Day|War|County|City|Bible|Show|Times|"
    r"Post|Games|Open|Union|Party|Council|Falls|Memorial|Line|Hall|Beach|Valley|Peninsula)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check_name_missing(pair: Pair) -> Iterator[str]:
    """Find persons whose name is not heard in the target, in whatever letters.

    Any part of the name will do; but where the last name has many consonants, a part with many
    must be heard: those of Peter are in too many words to tell of Peter Abernathy.
    """
    if pair.source_language != "en":
        return
    persons = _persons(pair.given.prose)
    if not persons:
        return
    heard = _sounds(pair.made.prose, pair.target_language)
    if heard is None:
        return
    for name in persons:
        if not any(_heard(part, heard) for part in _telling(name)):
            yield f"{name} is in the source and not in the target"


def _telling(name: str) -> list[str]:
    """Return the parts of a name by which its person can be told."""
    last = name.split()[-1]
    if "-" in last or len(_latin(last)) < TELLING:
        return re.split(r"[\s-]", name)
    return [part for part in name.split() if len(_latin(part)) >= TELLING]


def renderings(pair: Pair) -> dict[str, str]:
    """Return for each person that the source names in full how the target writes the last name.

    Persons whose last name is not heard in exactly one word are left out.
    """
    persons = _persons(pair.given.prose) if pair.source_language == "en" else ()
    found: dict[str, str] = {}
    for name in persons:
        last = name.split()[-1]
        own = _latin(last)
        if len(own) <= SHORTEST:
            continue
        words = _WORD.findall(pair.made.prose.replace("\u200c", " "))
        bare = dict.fromkeys(_bare(word, pair.target_language, last) for word in words)
        far = {word: _distance(own, word, pair.target_language) for word in bare}
        nearest = min(far.values(), default=2)
        alike = [word for word, distance in far.items() if distance == nearest]
        if len(alike) == 1 and nearest < 2:
            found[name] = alike[0]
    return found


def _distance(own: str, word: str, language: str) -> int:
    """Return by how many consonants a word differs from a name, its ending left out."""
    heard = _sounds(word, language) or ()
    cut = (each[: len(own) + more] for each in heard if each[:1] == own[:1] for more in (-1, 0))
    return min((Levenshtein.distance(own, each) for each in cut), default=len(own))


def _bare(word: str, language: str, name: str) -> str:
    """Return a word without what Turkish puts after an apostrophe, and Arabic before a word.

    A name may begin like an Arabic prefix: و of ويلسون is no “and”.
    """
    if language == "ar":
        return word if name[0] in "BCFKLPQW" else _PREFIX.sub("", word)
    return re.split("['’]", word)[0] if script(language) == LATIN else word


@lru_cache(maxsize=1024)
def _persons(text: str) -> tuple[str, ...]:
    """Return the names of persons in an English text, given name and all."""
    given = word_list("given_names")
    found = (
        re.sub(r"['’]s(?:$|\s.*)", "", match[0])
        for match in _NAME.finditer(text)
        if match[1].lower() in given and _NO_NAME.search(match[0]) is None
    )
    return tuple(dict.fromkeys(name for name in found if " " in name))


def _heard(part: str, heard: frozenset[str]) -> bool:
    """Whether a part of a name is among the sounds of a text; short parts say nothing."""
    own = _latin(part)
    if len(own) < SHORTEST:
        return len(part) > 2 and any(each[: len(own)] == own for each in heard)
    far = 0 if len(own) < 4 else 1 if len(own) < 7 else 2
    return any(
        Levenshtein.distance(own, each[: len(own) + more], score_cutoff=far) <= far
        for each in heard
        for more in (0, 1)
    )


@lru_cache(maxsize=512)
def _sounds(text: str, language: str) -> frozenset[str] | None:
    """Return the consonants of each word of a text; `None` for scripts not known here."""
    own = script(language)
    if own not in (LATIN, CYRILLIC, ARABIC):
        return None
    found: set[str] = set()
    for word in _WORD.findall(text):
        if word[0].isascii() or own == LATIN:
            found.add(_latin(word))
        elif own == CYRILLIC:
            found.add(_sound(word.lower(), _CYRILLIC))
        else:
            found.add(_sound(word, _ARABIC))
            bare = _PREFIX.sub("", word)
            if bare != word:
                found.add(_sound(bare, _ARABIC))
    return frozenset(found - {""})


_PREFIX = re.compile(r"^(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)")

_LATIN_PAIRS = (
    (re.compile(r"sch|sh|ch|zh|tch|tz|ts"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th|dd|tt"), "t"),
    (re.compile(r"c(?=[eiy])|ç|ş|g(?=[eiy])|j"), "s"),
    (re.compile(r"x"), "ks"),
)
_LATIN = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("td", "t"),
    **dict.fromkeys("kcqg", "k"),
    **dict.fromkeys("sz", "s"),
    **{each: each for each in "mnlr"},
}
_CYRILLIC = {
    **dict.fromkeys("бп", "b"),
    **dict.fromkeys("фв", "f"),
    **dict.fromkeys("тд", "t"),
    **dict.fromkeys("кгх", "k"),
    **dict.fromkeys("сзцшщчж", "s"),
    **dict(zip("мнлр", "mnlr", strict=True)),
}
_ARABIC = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("تطدثذض", "t"),
    **dict.fromkeys("کكقغگخ", "k"),
    **dict.fromkeys("سصزشچجژظ", "s"),
    **dict(zip("منلر", "mnlr", strict=True)),
}


@lru_cache(maxsize=4096)
def _latin(word: str) -> str:
    """Return the consonants of a word in Latin letters, those that sound alike as one."""
    flat = unicodedata.normalize("NFKD", word.lower().replace("ı", "i"))
    for pattern, by in _LATIN_PAIRS:
        flat = pattern.sub(by, flat)
    return _sound(flat, _LATIN)


def _sound(word: str, letters: dict[str, str]) -> str:
    """Return the consonants of a word, each doubled one once."""
    found: list[str] = []
    for letter in word:
        sound = letters.get(letter)
        if sound is not None and (not found or found[-1] != sound):
            found.append(sound)
    return "".join(found)
