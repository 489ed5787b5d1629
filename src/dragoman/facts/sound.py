"""Names by their consonants, which sound alike in whatever letters they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain, islice, pairwise, product

from rapidfuzz.distance import Levenshtein

from dragoman.facts.once import Memo
from dragoman.facts.scripts import ARABIC, CYRILLIC, LATIN, script
from dragoman.patterns import lazily

SHORTEST = 2
"""Consonants by which a name can be told from others."""

WORD = lazily(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


Sounds = frozenset[tuple[str, int]]
"""The consonants of words, each with the number of letters of its word."""


def heard(part: str, among: Sounds) -> bool:
    """Whether a part of a name is among the sounds of a text; short parts say nothing."""
    size = len(part)
    near = {each for each, letters in among if LEAST * size <= letters <= MOST_LETTERS * size + 2}
    ways = forms(part)
    if len(latin(part)) >= SHORTEST and not part.endswith(("ng", "och")):
        ways = tuple(form for form in ways if len(form) >= SHORTEST)
    return any(_among(form, part, near) for form in ways)


def exactly(part: str, among: Sounds) -> bool:
    """Whether a long name is among the sounds, each consonant of it and no other."""
    ways = [form for form in forms(part) if len(form) >= LONG]
    return any(each in ways for each, _ in among)


LONG = 4
"""Consonants of a name that no two words have by chance."""

LEAST, MOST_LETTERS = 0.42, 1.5
"""How long a word may be against a name that it renders: vowels vanish, endings are added."""


def _among(form: str, part: str, among: set[str]) -> bool:
    if len(form) < SHORTEST:
        return len(part) > 2 and any(
            each[: len(form)] == form and len(each) <= len(form) + 1 for each in among
        )
    far = 0 if len(form) < 5 else 1 if len(form) < 8 else 2
    return any(
        Levenshtein.distance(form, each[: len(form) + more], score_cutoff=far) <= far
        for each in among
        if each[:1] == form[:1]
        for more in (0, 1)
    )


_READINGS = (
    (lazily(r"gh|ough|augh"), ("", "k", "f")),
    (lazily(r"kh"), ("k", "")),
    (lazily(r"th"), ("t", "s")),
    (lazily(r"(?<=[ao])l(?=k)"), ("l", "")),
    (lazily(r"t[sz]"), ("s", "ts")),
    (lazily(r"ng"), ("nk", "n")),
    (lazily(r"ch"), ("s", "k")),
    (lazily(r"(?<!^)j|(?<=\w)g(?=[eiy])|^j|^g(?=[eiy])"), ("s", "k", "")),
    (lazily(r"c(?=[eiy]|$)"), ("s", "k")),
    (lazily(r"h"), ("", "k")),
    (lazily(r"w"), ("", "f")),
    (lazily(r"gu(?=[aeio])"), ("gu", "gv")),
    (lazily(r"qu"), ("k", "kv")),
    (lazily(r"q(?=[ix])"), ("s", "k")),
    (lazily(r"^kn"), ("n", "kn")),
    (lazily(r"(?<=[eou])ts?$"), ("t", "")),
    (lazily(r"(?<=[aeo]u)x$"), ("ks", "")),
    (lazily(r"(?<=n)c$"), ("k", "")),
    (lazily(r"(?<=l)s$"), ("s", "")),
    (lazily(r"(?<=[rnl])z|^z"), ("s", "ts")),
    (lazily(r"x$"), ("ks", "s", "")),
    (lazily(r"x"), ("ks", "s")),
    (lazily(r"y(?=[aeou])"), ("", "s")),
)
"""Letters of a name that its language may pronounce in several ways."""

_WRITTEN = str.maketrans({"ı": "i", "č": "tch", "ć": "tch", "ş": "sh", "š": "sh", "ž": "zh"})
"""Letters with a mark that tells how they sound."""

MOST = 12
"""Ways to pronounce a name that are tried."""


@lru_cache(maxsize=4096)
def forms(part: str) -> tuple[str, ...]:
    """Return the consonants of a name in Latin letters, for each way to pronounce it."""
    flat = unicodedata.normalize("NFKD", part.lower().translate(_WRITTEN))
    spoken = [re.sub(r"sch|sh|d?zh|tch|cz|dj|dg(?=[es])", "s", flat).replace("ph", "f")]
    for pattern, readings in _READINGS:
        spoken = [
            pattern.sub(reading, each)
            for each in spoken
            for reading in (readings if pattern.search(each) else ("",))
        ]
        spoken = [*dict.fromkeys(spoken)][:MOST]
    found = [latin(part), *(_sound(each, _LATIN) for each in spoken)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def sounds(text: str, language: str) -> Sounds | None:
    """Return the consonants of each word of a text; `None` for scripts not known here.

    Where a script has capitals, only words that have one may be names.
    """
    own = script(language)
    if own not in (LATIN, CYRILLIC, ARABIC):
        return None
    words = _names(text, own)
    if "-" in text:
        words += [part for word in words if "-" in word for part in word.split("-")]
    return frozenset(chain.from_iterable(map(_spoken(own), words)))


def joined(text: str, language: str) -> Sounds:
    """Return the consonants of each two neighbouring words, as if they were one: مک فرسون."""
    own = script(language)
    words = _names(text, own) if own is not None else []
    if own not in (LATIN, CYRILLIC, ARABIC):
        return frozenset()
    together = [one + other for one, other in pairwise(words)]
    if own == ARABIC:  # توت عنخ آمون
        together += map("".join, zip(words, words[1:], words[2:], strict=False))
    return frozenset(chain.from_iterable(map(_spoken(own), together)))


def _names(text: str, script: str) -> list[str]:
    """Return the words that may be names."""
    if script == ARABIC:
        return WORD.findall(_VOWELS.sub("", text))
    return [word for word in WORD.findall(text) if not word.islower()]


_VOWELS = lazily("[\u064b-\u0652\u0670\u0640]+")


@cache
def _spoken(script: str) -> Callable[[str], tuple[tuple[str, int], ...]]:
    """Return what a word in one of the scripts, or in Latin letters, may sound like."""

    def spoken(word: str) -> Iterator[tuple[str, int]]:
        if word[0].isascii() or script == LATIN:
            word = word.partition("'")[0].partition("’")[0]
            yield latin(word), len(word)
            if "w" in word.lower():  # Polish and German write it for v.
                yield latin(word.lower().replace("w", "v")), len(word)
        elif script == CYRILLIC:
            yield _sound(word.lower().replace("дж", "ж").replace("тч", "ч"), _CYRILLIC), len(word)
        else:
            yield from _arabic(word)

    return Memo(lambda word: tuple(each for each in spoken(word) if each[0])).__getitem__


def _arabic(word: str) -> Iterator[tuple[str, int]]:
    """Yield what a word in Arabic letters may sound like, with and without its prefix."""
    word = word.replace("تش", "ش")
    for form in {word, PREFIX.sub("", word)}:
        yield _sound(form, _ARABIC), len(form)
        if "ج" in form:
            yield _sound(form.replace("ج", "ك"), _ARABIC), len(form)
        for letters in islice(product(*("وف" if each == "و" else each for each in form)), 1, _WAWS):
            yield _sound("".join(letters), _ARABIC), len(form)


_WAWS = 8
"""In how many ways a word is read whose و may be vowels, or consonants: کوروین."""

PREFIX = lazily(r"^(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)")

_LATIN_PAIRS = (
    (lazily(r"sch|sh|ch|zh|tch|tz|ts"), "s"),
    (lazily(r"ph"), "f"),
    (lazily(r"th|dd|tt"), "t"),
    (lazily(r"c(?=[eiy])|ç|ş|g(?=[eiy])|j"), "s"),
    (lazily(r"x"), "ks"),
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
    **dict.fromkeys("بپٻڀ", "b"),
    **dict.fromkeys("فڤۋ", "f"),
    **dict.fromkeys("تطدثذضٹڈټډٺڌڍ", "t"),
    **dict.fromkeys("کكقغگخګڭڪڳ", "k"),
    **dict.fromkeys("سصزشچجژظڅځږښڄڃ", "s"),
    **dict.fromkeys("نںڼڻ", "n"),
    **dict.fromkeys("رڑړڕڙ", "r"),
    **dict.fromkeys("لڵ", "l"),
    "م": "m",
}
"""Those of Urdu, Pashto, Kurdish, Uyghur and Sindhi among them."""


@lru_cache(maxsize=4096)
def latin(word: str) -> str:
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
