"""Text as models were trained on it, and what came of it set as the source was.

Models learn from text with straight marks, plain spaces and sentences in small letters. What they
did not learn they drop or damage: Firefox's English-Portuguese model keeps the marks of 13 of 50
quotations with curly ones and of 50 with straight ones, makes euros of pounds, and leaves half of
a headline in capitals in English. An engine, or a package by its `habits`, chooses from the table.

    send       what the model gets for a text
    restore    sets what it wrote as the source was set; what a locale's typography does in any case
               is left to it
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import repeat
from typing import Any

import yaml

from dragoman import languages
from dragoman.engines.around import AroundTranslator
from dragoman.engines.base import USUAL, Decoding, Hypothesis, Translator
from dragoman.inline import masks

RULES = 4
"""Raise it with a change here that makes another text of the same model's output."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """What is known of the model."""

    source: str
    target: str
    """Language codes."""

    reads: Callable[[str], bool]
    """Whether a character is in the model's vocabulary."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing in which text differs from what models were trained on."""

    name: str
    send: Callable[[str, KnownModel], str]
    restore: Callable[[str, str, KnownModel], str] = lambda source, target, known: target
    """Gets the source as it was, and the translation."""


_QUOTES = str.maketrans("“”„‟«»", '""""""')
_APOSTROPHES = str.maketrans("’‘ʼ‛‚‹›", "'''''''")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WIDE = re.compile("[\uff01-\uff5e]+")
_SHARE = re.compile(r"((?<=\d)[ \u00a0\u2009\u202f]?)?([\u00bc-\u00be\u2150-\u215e\u2189])")
_BULLET = re.compile(r"^\s*[•▪◦‣●○■□·*–—-]\s+")
_PAUSE = re.compile(r"(?<=\S)\s*—\s*(?=\S)|(?<=\S)\s+–\s+(?=\S)")
_RANGE = re.compile("[–‑‒]")
_DASH = re.compile("[—–]")


def plain_spaces(text: str, known: KnownModel) -> str:
    """No-break and other spaces become plain ones."""
    return _SPACES.sub(" ", text)


def nothing_invisible(text: str, known: KnownModel) -> str:
    """Soft hyphens, zero-width spaces and marks of direction go; joiners of letters stay."""
    return _INVISIBLE.sub("", text)


def plain_widths(text: str, known: KnownModel) -> str:
    """Full-width letters and digits become usual ones."""
    return _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def spelled_shares(text: str, known: KnownModel) -> str:
    """`2½` becomes `2 1/2`: models get signs taken apart, and would read 21 and 2."""
    return _SHARE.sub(
        lambda match: (" " if match[1] is not None else "") + _figures(match[2]), text
    )


def own_shares(source: str, target: str, known: KnownModel) -> str:
    """Write shares that came through as the source writes them."""
    for sign in dict.fromkeys(match[2] for match in _SHARE.finditer(source)):
        apart = re.escape(_figures(sign))
        target = re.sub(rf"(?:(?<=\d)[ \u00a0])?(?<![\d/.,]){apart}(?![\d/])", sign, target)
    return target


def _figures(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).replace("\u2044", "/")


def no_bullet(text: str, known: KnownModel) -> str:
    """What makes a line an item of a list is not sent."""
    rest = _BULLET.sub("", text)
    return rest if rest.strip() else text


def own_bullet(source: str, target: str, known: KnownModel) -> str:
    """Put the source's sign for an item back."""
    match = _BULLET.match(source)
    if match is None or no_bullet(source, known) == source or _BULLET.match(target):
        return target
    return match[0] + target


def straight_quotes(text: str, known: KnownModel) -> str:
    """Quotation marks become straight ones, close to what they quote."""
    return languages.closed_up(text).translate(_QUOTES)


def straight_apostrophes(text: str, known: KnownModel) -> str:
    """Apostrophes and single quotation marks become straight ones."""
    return languages.closed_up(text).translate(_APOSTROPHES)


def short_dashes(text: str, known: KnownModel) -> str:
    """A dash between words becomes a hyphen between spaces, one between figures a hyphen."""
    return _RANGE.sub("-", _PAUSE.sub(" - ", text))


def own_dashes(source: str, target: str, known: KnownModel) -> str:
    """A hyphen between spaces becomes the source's dash."""
    dash = _DASH.search(source)
    if dash is None or " - " in source or short_dashes(source, known).count(" - ") == 0:
        return target
    return target.replace(" - ", f" {dash[0]} ")


def three_dots(text: str, known: KnownModel) -> str:
    """An ellipsis becomes three dots."""
    return text.replace("…", "...")


def own_dots(source: str, target: str, known: KnownModel) -> str:
    """Three dots become an ellipsis where the source had one."""
    return target.replace("...", "…") if "…" in source and "..." not in source else target


_FIRST = re.compile(r"[\W_]*([^\W\d_]\w*)")
"""The word that a text begins with."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEAST = 4
"""Letters of a headline in capitals; with fewer it is an abbreviation."""


def sentence_case(text: str, known: KnownModel) -> str:
    """A text in capitals becomes a sentence; known abbreviations and names keep theirs."""
    if not _in_capitals(text):
        return text
    first = True

    def lowered(match: re.Match[str]) -> str:
        nonlocal first
        word, begins = match[0], first
        if text[match.end() : match.end() + 1].isdigit():  # a mask
            return word
        first = False
        if word in _abbreviations():
            return word
        small = languages.lower(word, known.source)
        if begins or small in _names(known.source):
            return languages.capitalized(word, known.source)
        return small

    return _WORD.sub(lowered, text)


def own_capitals(source: str, target: str, known: KnownModel) -> str:
    """Put the translation of a text in capitals in capitals; masks have nothing but these."""
    return languages.upper(target, known.target) if _in_capitals(source) else target


def _in_capitals(text: str) -> bool:
    words = _WORD.findall(masks.without(text))
    letters = "".join(words)
    if len(letters) < _LEAST or all(word in _abbreviations() for word in words):
        return False
    return letters.isupper()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(str(word) for word in _data()["abbreviations"])


@cache
def _names(language: str) -> frozenset[str]:
    """Words that the language writes with a capital wherever they stand, in small letters."""
    always = {name for name in languages.calendar_and_places(language) if name[:1].isupper()}
    known = frozenset(languages.lower(name, language) for name in always)
    data = _data()
    return (known - {*data["also-words"]}) | {*data["names"].get(language, ())}


def as_it_is(text: str, known: KnownModel) -> str:
    """The start of a text is sent as it is; a capital that is lost there is put back."""
    return text


def own_start(source: str, target: str, known: KnownModel) -> str:
    """Begin with a capital where the source does."""
    before, after = _FIRST.match(source), _FIRST.match(target)
    if before is None or after is None or not before[1][0].isupper():
        return target
    word = after[1]
    if not word[0].islower() or any(map(str.isupper, word[1:])):  # such as iPhone
        return target
    begun = languages.upper(word[0], known.target) + word[1:]
    return target[: after.start(1)] + begun + target[after.end(1) :]


def read_symbols(text: str, known: KnownModel) -> str:
    """A sign that is not in the vocabulary becomes a word of the language, where one is known."""
    table = _symbols(known.source)
    for sign in {character for character in text if character in table}:
        if known.reads(sign):
            continue
        word = table[sign]
        amount = re.compile(rf"{re.escape(sign)}\s?({_AMOUNT})")
        text = amount.sub(rf"\1 {word}", text)
        text = re.sub(rf"({_AMOUNT})\s?{re.escape(sign)}", rf"\1 {word}", text)
    return text


_AMOUNT = (
    r"(?:(?:\d{1,3} )?\d/\d{1,2}|\d[\d.,]*(?<=\d))"
    r"(?:\s?(?:thousand|million|billion|trillion|[kmb]n?)\b)?"
)


@cache
def _symbols(language: str) -> Mapping[str, str]:
    found = _data()["signs"].get(language, {})
    return {str(sign): str(word) for sign, word in found.items()}


@cache
def _data() -> Mapping[str, Any]:
    from importlib.resources import files

    text = (files("dragoman.engines") / "habits.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


def plain_letters(text: str, known: KnownModel) -> str:
    """A letter that is not in the vocabulary is sent without its marks: `Erdogan`, `Lodz`."""
    if text.isascii():
        return text
    return _LETTERS.sub(lambda match: _plain(match[0], known), text)


def own_letters(source: str, target: str, known: KnownModel) -> str:
    """Write words that stayed as they were sent, such as names, as the source writes them."""
    if source.isascii():
        return target
    words: dict[str, list[str]] = {}
    for word in _LETTERS.findall(sentence_case(source, known)):
        words.setdefault(_plain(word, known), []).append(unicodedata.normalize("NFC", word))
    seen = Counter(_LETTERS.findall(target))
    own: dict[str, Iterator[str]] = {}
    for plain, same in words.items():
        if len(plain) < _LEAST_LETTERS or set(same) == {plain}:
            continue
        if len(set(same)) == 1:
            own[plain] = repeat(same[0])
        elif len(same) == seen[plain]:  # as Müller and Muller are
            own[plain] = iter(same)
    return _LETTERS.sub(lambda match: next(own.get(match[0], repeat(match[0]))), target)


_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
"""A word, its accents with it, whether they are one character with their letter or not."""

_LEAST_LETTERS = 3
"""Of a word that is set again; a shorter one may be a word of the target language: `Å` and `A`."""

_BARE = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ẞ": "SS"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
    | {"ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "Ng", "ə": "a", "Ə": "A", "ĸ": "k"}
)
"""Latin letters that are no others with marks, and what is written where they are not at hand."""


def _plain(word: str, known: KnownModel) -> str:
    """Return a word without what the model does not read of its letters."""
    if word.isascii():
        return word
    return "".join(
        letter if letter.isascii() or known.reads(letter) else _bare(letter)
        for letter in unicodedata.normalize("NFC", word)
    )


@cache
def _bare(letter: str) -> str:
    """Return a Latin letter without its marks; another one as it is."""
    bare = unicodedata.normalize("NFD", letter.translate(_BARE))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return kept if kept.isascii() else letter


HABITS: tuple[Habit, ...] = (
    Habit("spaces", plain_spaces),
    Habit("invisible", nothing_invisible),
    Habit("widths", plain_widths),
    Habit("shares", spelled_shares, own_shares),
    Habit("bullets", no_bullet, own_bullet),
    Habit("quotes", straight_quotes),
    Habit("apostrophes", straight_apostrophes),
    Habit("dashes", short_dashes, own_dashes),
    Habit("ellipsis", three_dots, own_dots),
    Habit("signs", read_symbols),
    Habit("start", as_it_is, own_start),
    Habit("capitals", sentence_case, own_capitals),
    Habit("letters", plain_letters, own_letters),
)
"""From top to bottom for what is sent, and back for what came of it."""

NAMES = tuple(habit.name for habit in HABITS)


def chosen(names: Iterable[str]) -> tuple[Habit, ...]:
    """Return the habits with these names, in their order; others are passed over."""
    wanted = set(names)
    return tuple(habit for habit in HABITS if habit.name in wanted)


class Habitual(AroundTranslator):
    """A translator that gets text in the form it was trained on."""

    def __init__(self, translator: Translator, habits: Sequence[Habit], known: KnownModel) -> None:
        super().__init__(translator)
        self._habits = habits
        self._known = known

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield what the translator makes of the texts in its form, set as each text was."""
        sent = [self.sent(text) for text in texts]
        looked = {form for text, form in zip(texts, sent, strict=True) if text in attended}
        for index, made in self._translator.translate(sent, decoding, looked):
            yield index, self._restored(texts[index], sent[index], made)

    def sent(self, text: str) -> str:
        """Return the form in which a text is sent."""
        form = text
        for habit in self._habits:
            form = habit.send(form, self._known)
        return form if form.strip() else text

    def _restored(self, source: str, sent: str, made: Hypothesis) -> Hypothesis:
        text = made.text
        for habit in reversed(self._habits):
            text = habit.restore(source, text, self._known) if text else text
        if sent == source and text == made.text and not made.alternatives:
            return made
        # Its rows and columns are words.
        same = len(sent.split()) == len(source.split()) and len(text.split()) == len(
            made.text.split()
        )
        return replace(
            made,
            text=text,
            attention=made.attention if same else (),
            alternatives=tuple(self._restored(source, sent, each) for each in made.alternatives),
        )
