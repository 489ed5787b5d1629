"""Checks of the language a translation is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape

from dragoman.checks.characters import having
from dragoman.checks.pair import Pair
from dragoman.checks.scripts import GREEK, LATIN, SCRIPT_SIGNS, function_words, script
from dragoman.checks.text import Text
from dragoman.facts.once import remembered
from dragoman.facts.writing import (
    ANGLED,
    BRACKET,
    DOTTED_CAPITAL,
    FIGURE,
    GREEK_LETTER,
    LATIN_LETTER,
    LETTER,
    MARK,
    OTHER_LETTER,
    QUOTING,
)
from dragoman.languages import record
from dragoman.patterns import lazily

HALF = 0.5
"""The share of the letters or words that must be the source's."""

RUN, LONG = 4, 6
"""Words of the source in a row that are no name and no title, and such whose only small letters
are those of words that titles have as well."""

NAME = 2
"""Words that a brand or an institution may keep in any language: `Apple Watch`."""

QUOTED, SMALL = 42, 3
"""Characters of a quotation that may be a title in any case, and letters of words that a title
in capitals has in small letters: `of`, `the`."""

SHOWN = 8
"""Words that a message quotes."""

_WORD = lazily(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTER = lazily(r"[^\W\d_]")
_LATIN_WORD = lazily(rf"[{LATIN}]+(?:['’][{LATIN}]+)*")
_QUOTED = lazily(r"[«“„\"‘‹(\[][^«»“”„\"‹›()\[\]]{1,100}[»”“\"’›)\]]")


def check_untranslated(pair: Pair) -> Iterator[str]:
    """Find text that was left in the source language, whole or in part.

    Models copy what they do not know, headlines above all. Over half the letters (or, where both
    languages share a script, over half the lower-case words) are words of the source: `Flood
    waters recede` → `Flood waters recede`; or a run of four words stands in the translation as in
    the source: `They had waited for hours` → `آنها had waited for hours`. Only words of the
    source count, so text marked by the engine `pseudo` passes. Names of one or two words may
    stay, and short titles in quotation marks or brackets. Known false alarms: a song or book of
    four words or more whose title stays in the original without quotation marks.
    """
    here, there = script(pair.target_language), script(pair.source_language)
    if here is None or there is None or pair.target_language == pair.source_language:
        return
    if here != there and not pair.made.signs & SCRIPT_SIGNS.get(there, LETTER):
        return
    source, target = pair.given.prose, pair.made.prose
    if (
        here == there
        and _first_letter(source) == _first_letter(target)
        and _word_for_word(source, target)
    ):
        yield "the text is left in the source language"
        return
    holding = function_words(pair.source_language)
    if here == there:
        if holding.isdisjoint(_in_small_letters(pair.made)):
            return
    elif not _may_be_copied(pair):
        return
    given = _words(pair.given)
    if _name(given, holding) or _signs(given, source):
        return
    known = {word.lower() for word in given}
    if pair.made.signs & _QUOTING:
        bare = _without_titles(target) if here == there else _without_copies(target)
        target = bare if _LETTER.search(bare) else target
    words = _WORD.findall(target) if here == there else _LATIN_WORD.findall(target)
    copied = [word for word in words if word.lower() in known]
    if here == there:
        whole = _mostly_words(words, known, holding)
    else:
        whole = bool(copied) and sum(map(len, copied)) > HALF * len(_LETTER.findall(target))
    if whole and not _names(given, copied, holding):
        yield "the text is left in the source language"
        return
    if len(copied) < RUN or holding.isdisjoint(copied):
        return
    run = _run(given, _WORD.findall(target), holding)
    if run:
        yield f"left in the source language: “{' '.join(run[:SHOWN])}”"


_QUOTING = QUOTING | ANGLED | BRACKET
"""The signs of a text that may quote a title."""


def _may_be_copied(pair: Pair) -> bool:
    """Whether words in Latin letters may be the source's; most are no more than a sign or a name.

    Fewer than a run must have over half of the letters.
    """
    words = _LATIN_WORD.findall(pair.made.prose)
    letters = pair.made.signs & (FIGURE | MARK | _QUOTING) == 0 and "-" not in pair.made.prose
    if letters and len(words) < RUN and sum(map(len, words)) <= HALF * pair.made.size:
        return False
    given = pair.given.prose.lower()
    return any(word.lower() in given for word in words)


@remembered
def _words(text: Text) -> Sequence[str]:
    return _WORD.findall(text.prose)


def _in_small_letters(text: Text) -> Sequence[str]:
    """Return what stands between spaces, in lower case as English has it."""
    if "I" in text.prose or text.signs & (DOTTED_CAPITAL | MARK):
        return text.prose.lower().split()
    return text.writing.chunks


def _first_letter(text: str) -> str:
    if text[:1].isalpha():
        return _english_case(text[0])
    return next((_english_case(char) for char in text if char.isalpha()), "")


_PARTICLE = lazily(r"(?:v[ao]n|de[nrs]?|dell?a?|d[aiu]|dos|l[ae]s?|los|[ae]l|ibn|bin|und|et|zu)")
"""Matches words in small letters that names have."""


def _word_for_word(source: str, target: str) -> bool:
    """Whether a sentence came back as it was, and is more than a name."""
    words = _WORD.findall(source)
    made = _WORD.findall(target)
    if len(words) < NAME or len(words) != len(made):
        return False
    capitals = source.isupper() or all(word[0].isupper() for word in words)
    same = [word.casefold() for word in words] == [_english_case(word) for word in made]
    if capitals and same and _headline(words, everything=source.isupper()):
        return True
    if len(words) <= NAME or words != made:
        return False
    return any(word.islower() and not _PARTICLE.fullmatch(word) for word in words if len(word) > 1)


def _english_case(word: str) -> str:
    """Return a word in small letters, the Turkish ones of I made English."""
    return word.replace("İ", "I").replace("ı", "i").casefold()


_ENGLISH = lazily(r"\w{2,}(?:ed|ing|[^s]s)$")
_LINKS = frozenset(
    {"in", "on", "at", "to", "for", "from", "by", "as", "after", "over", "with", "into", "amid"}
    | {"against", "near", "off", "out", "up", "is", "are", "was", "were", "be", "will", "can"}
    | {"him", "her", "them", "us", "he", "she", "they", "we", "i", "you", "it", "not", "no"}
)
"""Words of headlines that titles of newspapers and brands have not."""


def _headline(words: Sequence[str], *, everything: bool) -> bool:
    """Whether words in capitals are an English headline: it has verbs, or small words."""
    small = [word.lower() for word in words]
    verbs = [word for word in small if word.endswith(("ed", "ing")) and len(word) > SHORTEST]
    if len(words) > NAME:
        plural = [word for word in small if _ENGLISH.fullmatch(word)]
        return bool(verbs) or not _LINKS.isdisjoint(small) or (everything and len(plural) > 1)
    return everything and sum(_ENGLISH.fullmatch(word) is not None for word in small) == NAME


SHORTEST = 4
"""Letters of a word whose ending tells something."""


def _without_titles(text: str) -> str:
    """Leave out short passages in quotation marks and brackets, and long ones that are titles."""

    def shown(match: re.Match[str]) -> str:
        words = [word for word in _WORD.findall(match[0]) if len(word) > SMALL]
        title = all(word[0].isupper() for word in words)
        return " | " if len(match[0]) <= QUOTED or title else match[0]

    before = ""
    while before != text:
        before, text = text, _QUOTED.sub(shown, text)
    return text


def _without_copies(text: str) -> str:
    """Leave out titles that are in the letters of the source."""
    return _QUOTED.sub(
        lambda match: _without_titles(match[0]) if _LATIN_WORD.search(match[0]) else match[0], text
    )


def _name(words: Sequence[str], holding: frozenset[str]) -> bool:
    """Whether a text may be nothing but a name."""
    return len(words) <= NAME and not any(
        word[0].islower() or word.lower() in holding for word in words
    )


def _signs(words: Sequence[str], text: str) -> bool:
    """Whether a text is nothing but acronyms and names of brands, such as a list of shares."""
    if not all(word in _AGENCIES or (word.isupper() and len(word) <= TICKER) for word in words):
        return False
    return not _AGENCIES.isdisjoint(words) or any(map(str.isdigit, text))


TICKER = 5
"""Letters of the sign of a share."""


_AGENCIES = frozenset(
    {"Getty", "Images", "Reuters", "Press", "Associated", "Photo", "Via", "Handout"}
)
"""Words of the credits of photographs, which stay as they are beside an acronym."""


def _names(given: Sequence[str], copied: Sequence[str], holding: frozenset[str]) -> bool:
    """Whether what was copied of a source are names: none of the words between them."""
    if any(word.islower() and word not in holding for word in given):
        return not any(word.islower() for word in copied)
    if not holding.isdisjoint(word.lower() for word in given):
        return holding.isdisjoint(word.lower() for word in copied)
    return any(word.islower() for word in given) and not any(word.islower() for word in copied)


def _mostly_words(words: Sequence[str], known: set[str], holding: frozenset[str]) -> bool:
    # A headline in capitals or in title case has no words in lower case.
    lower = [word for word in words if word.islower()] or [word.lower() for word in words]
    copied = [word for word in lower if word in known]
    holds = not holding.isdisjoint(words) or len(copied) == len(lower)
    return len(copied) > HALF * len(lower) and holds


def _run(given: Sequence[str], target: Sequence[str], holding: frozenset[str]) -> Sequence[str]:
    """Find `RUN` words of the source in a row that hold a sentence together, and what follows."""
    runs = {tuple(given[place : place + RUN]) for place in range(len(given) - RUN + 1)}
    for place in range(len(target) - RUN + 1):
        run = tuple(target[place : place + RUN])
        if run not in runs or holding.isdisjoint(run):
            continue
        end = place + RUN
        while end < len(target) and tuple(target[end - RUN + 1 : end + 1]) in runs:
            end += 1
        small = [word for word in run if word.islower()]
        prose = any(len(word) > SMALL and word not in holding for word in small)
        if len(small) > 1 and (prose or end - place >= LONG):
            return target[place:end]
    return ()


_SYMBOLS = (
    "\u00b2\u00b3\u00b5\u00b9\u00bc-\u00be\u02b0-\u036f\u2070-\u209f\u2100-\u218f\u2460-\u24ff"
)
"""Letters and numbers that every language uses as signs: ², µ, ½, ℃, Ⅳ, ①."""


@cache
def _foreign(here: str, there: str) -> re.Pattern[str]:
    """Match letters that neither script has; a Greek letter alone is a symbol."""
    own = f"{here}{there}{LATIN}"
    greek = "" if GREEK in (here, there) else rf"|[{GREEK}]{{2,}}"
    return re.compile(rf"(?:[^\W\d_{own}{GREEK}{_SYMBOLS}]{greek})++")


_JUNK = lazily(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2047\u2581\ufffc\ufffd\ufffe\uffff\ue000-\uf8ff"
    r"\U000f0000-\U0010ffff]|</?(?:unk|s|pad)>"
)


_odd = having(_JUNK)


@cache
def _foreign_signs(here: str, there: str) -> int:
    """Return the signs of a text that may have letters of neither script."""
    own = SCRIPT_SIGNS.get(here, 0) | SCRIPT_SIGNS.get(there, 0) | LATIN_LETTER
    return (LETTER | GREEK_LETTER) & ~own | OTHER_LETTER


_MARKS_IN_A_ROW = lazily(r"[‘’'\"“”](?:\s[‘’'\"“”]){2,}")
_LANGUAGE_NAMED = lazily(r"\((?:İngilizce|Английский|английский|انگلیسی|الإنجليزية|بالإنجليزية)\)")
_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0652"
_ARABIC_LETTERS = lazily("[\u0621-\u064a\u0671]")
VOCALIZED, LETTERS = 0.4, 20
"""Vowel signs for each letter, and letters, from which on a text is scripture that nobody asked
for: newspapers write a few."""


def _of_engines(pair: Pair) -> Iterator[str]:
    """Yield what engines are known to add: the name of the language, marks, invented scripture."""
    quoted = pair.made.signs & QUOTING
    marks = _MARKS_IN_A_ROW.search(pair.target) if quoted else None
    if marks is not None and _MARKS_IN_A_ROW.search(pair.source) is None:
        yield marks[0]
    named = _LANGUAGE_NAMED.search(pair.target) if "(" in pair.target else None
    if named is not None and "nglish" not in pair.source:
        yield named[0]
    if pair.made.signs & MARK and record(pair.target_language).own_marks:
        signs = sum(map(pair.target.count, _VOWELS))
        if signs < VOCALIZED * LETTERS:
            return
        letters = len(_ARABIC_LETTERS.findall(pair.target))
        vocalized = letters >= LETTERS and signs >= VOCALIZED * letters
        if vocalized and not any(sign in pair.source for sign in _VOWELS):
            yield pair.target[:SHOWN]


def check_junk(pair: Pair) -> Iterator[str]:
    """Find characters that no newsroom writes.

    They come from damaged files and from models that had no symbol for what they meant:
    replacement and control characters, `⁇` and `<unk>`, characters for private use, and letters
    of scripts that neither language uses: `Kazan` → `Ка赞нь`. What the source holds may stay. A
    single Greek letter is a symbol. Known false alarm: a word quoted in a third script that the
    source gives in Latin letters.
    """
    found: list[str] = []
    if "<" in pair.target or _odd(pair.made.characters):
        found += (match[0] for match in _JUNK.finditer(pair.target))
    here, there = script(pair.target_language), script(pair.source_language)
    if here is not None and there is not None and pair.made.signs & _foreign_signs(here, there):
        found += _foreign(here, there).findall(pair.target)
    if found:
        source = f"{pair.source}\n{unescape(pair.source)}"
        found = [text for text in found if text not in source]
    if pair.made.signs & (QUOTING | MARK | BRACKET):
        found += _of_engines(pair)
    for text in dict.fromkeys(found):
        shown = text if text.isprintable() and ord(text[0]) < 0xE000 else f"U+{ord(text[0]):04X}"
        yield f"unexpected in this text: “{shown}”"
