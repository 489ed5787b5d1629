"""How two versions of a sentence differ, word by word, and what the difference touches.

A person who approved a translation must see at a glance whether a change of its source is a mere
typo or another number, another name, a “not” more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from dragoman import facts
from dragoman.facts import spelling
from dragoman.facts.guess import guess

_TOKEN = re.compile(r"\d+(?:[.,:٬٫]\d+)*%?|[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*|\s+|[^\w\s]|_|\w")
"""Numbers with their separators, words, white space and single marks. They cover any text."""

_OPPOSITE = re.compile(r"(?:un|in|im|il|ir|dis|non-?|не|бес|без|نا|بی\u200c?)", re.IGNORECASE)
"""Beginnings that turn a word into its opposite."""


MOST_PAIRS = 40_000
"""Pairs of tokens up to which difflib compares two versions. What it takes grows with the third
power of their lengths where they have little in common: two of 800 words took 17 s."""

MOST_LONG_PAIRS = 1_000_000_000
"""Pairs of words up to which the longest common subsequence is looked for, in an eighth of a byte
each."""


class Change(Enum):
    """What became of a stretch of the old sentence."""

    SAME = "same"
    GONE = "gone"
    ADDED = "added"


class Touch(Enum):
    """What of a sentence's meaning a difference touches."""

    NUMBERS = "numbers"
    UNITS = "units or currencies"
    TIMES = "dates or times"
    NEGATION = "negation"
    DIRECTION = "direction"
    NAMES = "names"
    WORDS = "words"
    TYPO = "typo"
    """Provably nothing but spelling, case, marks or spaces."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is the same, gone or added."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Difference:
    """How a new version differs from the old one."""

    runs: tuple[Run, ...]
    """In reading order, what is gone before what came in its place. The runs that are not added
    join to the old text, those that are not gone to the new one."""

    touches: tuple[Touch, ...]
    """The gravest first; empty where nothing differs."""

    @property
    def grave(self) -> bool:
        """Whether it touches a fact: a number, a time, a negation, a name."""
        return not {*self.touches} <= {Touch.WORDS, Touch.TYPO}

    @property
    def harmless(self) -> bool:
        """Whether it provably changes no meaning."""
        return {*self.touches} <= {Touch.TYPO}

    @property
    def told(self) -> str:
        """Say on one line what differs: `64 → 46; “not” added`."""
        return "; ".join(_told(gone, added) for gone, added in _pairs(self.runs))


@lru_cache(maxsize=4096)
def difference(old: str, new: str, language: str = "") -> Difference:
    """Compare two versions of a sentence word by word.

    The language is guessed from the letters where none is given.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[Run] = []
    if len(before) * len(after) > MOST_PAIRS:
        before, after = _with_spaces(before), _with_spaces(after)
        stretches = _in_long(before, after)
    else:
        stretches = iter(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    for kind, start, end, other_start, other_end in stretches:
        gone, added = "".join(before[start:end]), "".join(after[other_start:other_end])
        if kind == "equal":
            runs.append(Run(gone, Change.SAME))
            continue
        if gone:
            runs.append(Run(gone, Change.GONE))
        if added:
            runs.append(Run(added, Change.ADDED))
    touches = (
        tuple(_touches(old, new, runs, language or guess(old + new))) if before != after else ()
    )
    return Difference(tuple(runs), touches)


def _with_spaces(tokens: Iterable[str]) -> list[str]:
    """Return the tokens, each with the white space behind it."""
    joined: list[str] = []
    for token in tokens:
        if joined and token.isspace():
            joined[-1] += token
        else:
            joined.append(token)
    return joined


def _in_long(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what became of each stretch of a long text, as `SequenceMatcher.get_opcodes` does.

    Of what is too long even for this, only the beginning and the end are compared.
    """
    if len(before) * len(after) > MOST_LONG_PAIRS:
        blocks = _ends(before, after)
    else:
        matched = LCSseq.opcodes(before, after).as_matching_blocks()
        blocks = [(each.a, each.b, each.size) for each in matched]
    start = other_start = 0
    for one, other, size in blocks:
        if (start, other_start) != (one, other):
            yield "replace", start, one, other_start, other
        if size:
            yield "equal", one, one + size, other, other + size
        start, other_start = one + size, other + size


def _ends(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return what two texts have in common at their beginnings and at their ends."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    left = range(1, shorter - first + 1)
    last = next((at - 1 for at in left if before[-at] != after[-at]), shorter - first)
    return [(0, 0, first), (len(before) - last, len(after) - last, last)]


def _touches(old: str, new: str, runs: Sequence[Run], language: str) -> Iterator[Touch]:
    if _spelling_only(runs, language):
        yield Touch.TYPO
        return
    before, after = facts.read(old, language), facts.read(new, language)
    facts_of = {sentence: _facts(sentence) for sentence in (before, after)}
    changed = [
        touch for touch in _FACTS if facts_of[before].get(touch) != facts_of[after].get(touch)
    ]
    if Touch.NEGATION not in changed and any(_opposed(*pair) for pair in _pairs(runs)):
        changed.append(Touch.NEGATION)
    yield from (*changed, Touch.WORDS)


_FACTS = (
    *(Touch.NUMBERS, Touch.UNITS, Touch.TIMES),
    *(Touch.NEGATION, Touch.DIRECTION, Touch.NAMES),
)


def _facts(sentence: facts.Sentence) -> dict[Touch, object]:
    """Return what a sentence asserts, in the order in which it does."""
    amounts = sentence.amounts
    return {
        Touch.NUMBERS: [(*each.values, each.negative, *_parts(each)) for each in amounts],
        Touch.UNITS: [(each.units, each.money) for each in amounts],
        Touch.TIMES: (
            [(time.minutes, time.half) for time in sentence.times],
            sentence.days,
            sentence.months,
            sorted(kind for kind, _ in sentence.kinds if kind in _PARTS_OF_DAY),
        ),
        Touch.NEGATION: (sentence.negation.plain, sentence.implied_negations),
        Touch.DIRECTION: sentence.directions,
        Touch.NAMES: _names(sentence.text),
    }


_PARTS_OF_DAY = ("morning", "evening", "daytime", "night", "noon", "midnight")


def _parts(amount: facts.Amount) -> Sequence[str]:
    return amount.parts if not amount.values else ()


def _opposed(gone: str, added: str) -> bool:
    """Whether one word is the other with a beginning that says the opposite: legal, illegal."""
    one, other = sorted((gone.strip().casefold(), added.strip().casefold()), key=len)
    return bool(one) and other.endswith(one) and _OPPOSITE.fullmatch(other[: -len(one)]) is not None


_CAPITALIZED = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _names(text: str) -> Sequence[str]:
    """The words that are written as names are, in order; of the first word only an acronym."""
    words = _CAPITALIZED.findall(text)
    return [
        word
        for number, word in enumerate(words)
        if word[0].isupper() and (number or (len(word) > 1 and word.isupper()))
    ]


def _spelling_only(runs: Sequence[Run], language: str) -> bool:
    """Whether all that changed is provably a matter of spelling."""
    first = True
    for number, run in enumerate(runs):
        if run.change is Change.SAME:
            first = first and not any(map(str.isalpha, run.text))
            continue
        following = runs[number + 1] if number + 1 < len(runs) else None
        if run.change is Change.GONE:
            paired = following is not None and following.change is Change.ADDED
            added = following.text if following is not None and paired else ""
            if not _harmless(run.text, added, runs, number, language, first=first):
                return False
        elif not (number and runs[number - 1].change is Change.GONE) and not _harmless(
            "", run.text, runs, number, language, first=first
        ):
            return False
        first = False
    return True


def _harmless(
    gone: str, added: str, runs: Sequence[Run], number: int, language: str, *, first: bool
) -> bool:
    if spelling.harmless(gone, added, language, first=first):
        return True
    if _same_amount(gone, added, language):
        return True
    words = (gone or added).casefold().split()
    if (gone.strip() and added.strip()) or not words or not all(map(str.isalpha, words)):
        return False
    before = runs[number - 1].text.casefold().split() if number else []
    after = runs[number + 1].text.casefold().split() if number + 1 < len(runs) else []
    return words in (before[-len(words) :], after[: len(words)])  # a word that stood twice


def _same_amount(gone: str, added: str, language: str) -> bool:
    """Whether both are nothing but one number, in figures here and in words there."""
    one, other = (facts.read(text, language) for text in (gone, added))
    if len(one.amounts) != 1 or len(other.amounts) != 1:
        return False
    if one.amounts[0].values != other.amounts[0].values or not one.amounts[0].values:
        return False
    return all(each.amounts[0].end == len(each.tokens.texts) for each in (one, other))


def _pairs(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Yield what is gone with what came in its place."""
    gone = ""
    for run in (*runs, Run("", Change.SAME)):
        if run.change is Change.GONE:
            gone = run.text
        elif run.change is Change.ADDED:
            yield gone, run.text
            gone = ""
        elif gone:
            yield gone, ""
            gone = ""


def _told(gone: str, added: str) -> str:
    gone, added = gone.strip(), added.strip()
    if gone and added:
        return f"{gone} → {added}"
    if gone or added:
        return f"“{gone or added}” {'removed' if gone else 'added'}"
    return "spaces changed"
