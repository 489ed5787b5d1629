"""How often a sentence says that something is not so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import or_

from dragoman.facts.folding import lower, spelled
from dragoman.facts.once import Memo
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Negation:
    """What a sentence denies."""

    shown: tuple[str, ...]
    """The words that plainly say no, in order."""

    strong: int
    """Of these, how many say more than `not always` does."""

    doubtful: bool
    """Whether it has a phrase that other languages often say without a no: not only."""

    sure: int = 0
    """How often it plainly says no outside such phrases."""

    only: bool = False
    """Whether such a phrase is “not only”."""

    half: bool = False
    """Whether it has only a word that wants a second one, and is more than a fragment: `никогда`
    without `не`."""

    @property
    def plain(self) -> int:
        """How often it plainly says no."""
        return len(self.shown)


FRAGMENT = 5
"""Words and marks of a text that may say no with such a word alone: `Больше никогда!`"""

LONG = 22
"""Spaces of a long sentence."""

NONE = Negation((), 0, doubtful=False)


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a language says no: see the head of `data/LANGUAGE/negation.yaml`."""

    plain: re.Pattern[str]
    joint: re.Pattern[str]
    alone: re.Pattern[str]
    other: re.Pattern[str]
    exempt: re.Pattern[str]
    drop: re.Pattern[str]
    near: re.Pattern[str]
    idle: re.Pattern[str]
    mild: re.Pattern[str]
    perhaps: re.Pattern[str]
    phrases: re.Pattern[str]
    faint: re.Pattern[str]
    only: re.Pattern[str]

    kinds: Callable[[str], int]
    """What a word may belong to: `DENY`, `IMPLY`, `NEAR` and sums of these. It is found out once
    for each word: most sentences need not be searched."""


DENY, IMPLY, NEAR = 1, 2, 4
"""What `plain` and `joint` match, what `other` does, what `near` does."""


def kinds(tokens: Tokens) -> int:
    """Return what the words of a text may belong to, as a sum; 0 for a language without data."""
    signs = _signs(tokens.language)
    return 0 if signs is None else reduce(or_, {*map(signs.kinds, tokens.texts)}, 0)


def negation(text: str, tokens: Tokens, kinds: int) -> Negation:
    """Read how a text says no; nothing for a language without data."""
    language = tokens.language
    signs = _signs(language)
    if signs is None or not kinds & DENY:
        return NONE
    flat = signs.drop.sub(" ", _flat(text, language))
    shown = _found(signs.plain, flat, signs)
    alone = not shown
    shown = shown or _found(signs.joint, flat, signs)
    strong = len(_found(signs.plain, signs.mild.sub(" ", flat), signs)) if shown else 0
    doubtful = bool(shown) and signs.phrases.search(flat) is not None
    # Beside هیچ, what looks like a no is one, such as نزد, which is “at” as well as “did not hit”.
    half = (
        alone
        and len(tokens.texts) > FRAGMENT
        and signs.plain.search(flat) is None
        and any(signs.alone.fullmatch(word) is None for word in shown)
    )
    sure = len(_found(signs.plain, signs.phrases.sub(" ", flat), signs)) if doubtful else len(shown)
    only = doubtful and signs.only.search(flat) is not None
    return Negation(tuple(shown), strong, doubtful, sure, only, half)


def implied(text: str, tokens: Tokens, kinds: int) -> int:
    """Count the words that may say no too: without, unable, failed."""
    language = tokens.language
    signs = _signs(language)
    if signs is None or not kinds & IMPLY:
        return 0
    return len(_found(signs.other, signs.drop.sub(" ", _flat(text, language)), signs))


def excusing(text: str, tokens: Tokens, kinds: int) -> int:
    """Count the words of a translation that may stand for a plain no of its source."""
    signs = _signs(tokens.language)
    if signs is None or not kinds & IMPLY:
        return 0
    found = _found(signs.other, signs.drop.sub(" ", _flat(text, tokens.language)), signs)
    return sum(signs.faint.fullmatch(word) is None for word in found)


def says_only(text: str, language: str) -> bool:
    """Whether a text says “only”."""
    signs = _signs(language)
    return signs is not None and signs.only.search(_flat(text, language)) is not None


def explains(text: str, tokens: Tokens, kinds: int) -> bool:
    """Whether words of a source explain that its translation says no."""
    signs = _signs(tokens.language)
    if signs is None:
        return False
    if kinds & IMPLY:
        flat = signs.drop.sub(" ", _flat(text, tokens.language))
        if any(signs.idle.fullmatch(word) is None for word in _found(signs.other, flat, signs)):
            return True
    return bool(near(text, tokens, kinds)) or perhaps(text, tokens.language) > 0


def near(text: str, tokens: Tokens, kinds: int) -> tuple[str, ...]:
    """Return the words that say of a noun that there is none: without, бездомный."""
    signs = _signs(tokens.language)
    if signs is None or not kinds & NEAR:
        return ()
    return tuple(_found(signs.near, signs.drop.sub(" ", _flat(text, tokens.language)), signs))


def perhaps(text: str, language: str) -> int:
    """Count the words that explain a no of a translation in long sentences only: but, still."""
    signs = _signs(language)
    if signs is None or text.count(" ") < LONG:
        return 0
    return len(_found(signs.perhaps, _flat(text, language), signs))


def _found(pattern: re.Pattern[str], text: str, signs: _Signs) -> list[str]:
    return [
        match[0] for match in pattern.finditer(text) if signs.exempt.fullmatch(match[0]) is None
    ]


_NAME = re.compile(r"(?<=[^\W\d_]\s)[A-ZÇĞİÖŞÜ][a-zçğıöşü]+(?:['’]\w+)?")


def _in_title_case(text: str) -> bool:
    """Whether most words have a capital, as in headlines, where it makes no name."""
    words = text.split()
    return 2 * sum(word[:1].isupper() for word in words) > len(words)


_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


def _flat(text: str, language: str) -> str:
    plain = text.replace("\u200c", "").replace("’", "'")
    if language == "tr":
        return lower(plain if _in_title_case(plain) else _NAME.sub(" ", plain), "tr")
    if language in ("fa", "ar"):
        return _MARKS.sub("", plain)
    return plain.lower()


@cache
def _signs(language: str) -> _Signs | None:
    said = stored(language, "negation")
    if said is None:
        return None

    def whole(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(_words(said, name))})(?![^\W_])")

    return _Signs(
        plain=whole("plain"),
        joint=whole("joint"),
        alone=whole("alone"),
        other=whole("other"),
        exempt=re.compile(_of_words(said.get("not", _NOTHING))),
        drop=whole("drop"),
        near=whole("near"),
        idle=whole("idle"),
        mild=whole("mild"),
        perhaps=whole("perhaps"),
        phrases=whole("phrases"),
        faint=re.compile(_of_words(said.get("faint", _NOTHING))),
        only=whole("only"),
        kinds=_kinds(
            {
                DENY: _among(_words(said, "plain") + _words(said, "joint"), language),
                IMPLY: _among(_words(said, "other"), language),
                NEAR: _among(_words(said, "near"), language),
            }
        ),
    )


def _of_words(said: str) -> str:
    """Return a pattern of words. What tells them is looked for in no longer ones than words are.

    Else one of a hundred thousand letters would be read as often as it holds that.
    """
    said = re.sub(r"(?<!\S)\\w\*", r"\\w{0,40}", said).replace(r"\w+", r"\w{1,40}")
    return "|".join(re.sub(r"\\w\{(\d),\}", r"\\w{\1,40}", said).split())


def _words(said: Mapping[str, str], name: str) -> list[str]:
    return [_with_stems(each) for each in said.get(name, _NOTHING).split()]


_NOTHING = "(?!)"
_AHEAD = re.compile(r"\(\?[!=][^()]*(?:\([^()]*\)[^()]*)*\)")
_ANY_WORD = re.compile(r"(?:\\w[+*]|\\w\{\d,\}|[(?:)])*")


def _among(patterns: Iterable[str], language: str) -> re.Pattern[str]:
    """Match a folded word that some pattern needs."""
    needed = [spelled(_needed(each), language) for each in patterns if each != _NOTHING]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(needed)})(?![^\W_])")


def _kinds(words: Mapping[int, re.Pattern[str]]) -> Callable[[str], int]:
    def kinds(text: str) -> int:
        return sum(kind for kind, word in words.items() if word.search(text) is not None)

    return Memo(kinds).__getitem__


def _needed(pattern: str) -> str:
    """Return of a pattern of several words one that tells something; lookahead is left out."""
    words = re.split(r"\\s|-", _AHEAD.sub("", pattern).replace(r"-?\w+", r"\w*"))
    for part in words:
        opened = part.count("(") - part.count(")")
        while opened > 0:
            part = part[: part.rindex("(")]
            opened = part.count("(") - part.count(")")
        if opened == 0 and _ANY_WORD.fullmatch(part) is None:
            return part
    return r"\w*"


def _with_stems(pattern: str) -> str:
    return pattern.replace("{stems}", "|".join(_persian_stems())) if "{" in pattern else pattern


@cache
def _persian_stems() -> list[str]:
    """Return the stems of Persian verbs, past and present."""
    file = files("dragoman.typography") / "data" / "fa_verbs.txt"
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    stems = {word for line in lines for word in line.split()}
    return sorted(stems, key=lambda stem: (-len(stem), stem))
