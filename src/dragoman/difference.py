"""How two versions of a sentence differ, word by word, and what the difference touches.

A person who approved a translation must see at a glance whether a change of its source is a mere
typo or another number, another name, a “not” more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

_TOKEN = re.compile(r"\d+(?:[.,:٬٫]\d+)*%?|[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*|\s+|[^\w\s]|_|\w")
"""Numbers with their separators, words, white space and single marks. They cover any text."""

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|\w+n['’]t"
    r"|не|нет|ни|никогда|никто|ничего|нельзя|без"
    r"|değil|yok|hayır|asla|hiç|ne"
    r"|نه|نیست|هیچ|بدون|هرگز|ن?می\u200cن\w+|نمی\w*|نمی\u200c\w+"
    r"|لا|لم|لن|ليس|ليست|غير|دون|بدون|أبدا)\b",
    re.IGNORECASE,
)
"""Words that say no in the languages that articles are written in most."""

TYPO = 70.0
"""How alike a word and its correction are at least, in rapidfuzz's ratio from 0 to 100: one
letter of four may differ."""


class Change(Enum):
    """What became of a stretch of the old sentence."""

    SAME = "same"
    GONE = "gone"
    ADDED = "added"


class Touch(Enum):
    """What of a sentence's meaning a difference touches."""

    NUMBERS = "numbers"
    NEGATION = "negation"
    NAMES = "names"
    WORDS = "words"
    TYPO = "typo"
    """Nothing but spelling, case, marks or spaces."""


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
        """Whether it touches a number, a negation or a name."""
        return bool({Touch.NUMBERS, Touch.NEGATION, Touch.NAMES} & {*self.touches})

    @property
    def told(self) -> str:
        """Say on one line what differs: `64 → 46; “not” added`."""
        return "; ".join(_told(gone, added) for gone, added in _pairs(self.runs))


@lru_cache(maxsize=4096)
def difference(old: str, new: str) -> Difference:
    """Compare two versions of a sentence word by word."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        gone, added = "".join(before[start:end]), "".join(after[other_start:other_end])
        if kind == "equal":
            runs.append(Run(gone, Change.SAME))
            continue
        if gone:
            runs.append(Run(gone, Change.GONE))
        if added:
            runs.append(Run(added, Change.ADDED))
    return Difference(tuple(runs), tuple(_touches(before, after, runs)))


def _touches(before: Sequence[str], after: Sequence[str], runs: Sequence[Run]) -> Iterator[Touch]:
    if before == after:
        return
    gone, added = Counter(before) - Counter(after), Counter(after) - Counter(before)
    changed = [*gone.elements(), *added.elements()]
    if any(any(map(str.isdigit, token)) for token in changed):
        yield Touch.NUMBERS
    if _negations(before) != _negations(after):
        yield Touch.NEGATION
    if _names(before, gone) != _names(after, added):
        yield Touch.NAMES
    typos = [_is_typo(left, right) for left, right in _pairs(runs)]
    yield Touch.TYPO if all(typos) else Touch.WORDS


def _negations(tokens: Sequence[str]) -> int:
    return len(_NEGATION.findall("".join(tokens)))


def _names(tokens: Sequence[str], changed: Counter[str]) -> Counter[str]:
    """The changed words that are written as names are, the sentence's first word left out."""
    words = [token for token in tokens if token[0].isalpha()]
    return Counter(word for word in words[1:] if word[0].isupper() and word in changed)


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


def _is_typo(gone: str, added: str) -> bool:
    left, right = (re.sub(r"[\W_]+", "", text).casefold() for text in (gone, added))
    return left == right or (bool(left and right) and fuzz.ratio(left, right) >= TYPO)


def _told(gone: str, added: str) -> str:
    gone, added = gone.strip(), added.strip()
    if gone and added:
        return f"{gone} → {added}"
    if gone or added:
        return f"“{gone or added}” {'removed' if gone else 'added'}"
    return "spaces changed"
