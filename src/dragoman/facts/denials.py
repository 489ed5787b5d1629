"""How languages say no: the patterns of `data/LANGUAGE/negation.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.facts.folding import spelled
from dragoman.facts.stored import stored
from dragoman.patterns import lazily


@dataclass(frozen=True, slots=True)
class Signs:
    """How a language says no: see the head of `data/LANGUAGE/negation.yaml`."""

    plain: re.Pattern[str]
    joint: re.Pattern[str]
    alone: re.Pattern[str]
    other: re.Pattern[str]
    exempt: re.Pattern[str]
    drop: re.Pattern[str]
    near: re.Pattern[str]
    kept: re.Pattern[str]
    idle: re.Pattern[str]
    mild: re.Pattern[str]
    perhaps: re.Pattern[str]
    phrases: re.Pattern[str]
    faint: re.Pattern[str]
    doubled: Mapping[str, re.Pattern[str]]
    litotes: re.Pattern[str]
    still: re.Pattern[str]
    only: re.Pattern[str]
    demanded: re.Pattern[str]
    ended: re.Pattern[str]
    affixed: re.Pattern[str]
    free: re.Pattern[str] | None
    asking: re.Pattern[str]
    restricting: re.Pattern[str]
    merely: re.Pattern[str]
    answering: re.Pattern[str]
    adding: re.Pattern[str]

    kinds: Callable[[str], int]
    """What a word may belong to: `DENY`, `IMPLY`, `NEAR` and sums of these. Most sentences have
    none of these words, and need not be searched."""


DOUBLED = (
    *("forget", "rule out", "guilty", "even", "care"),
    *("doubt", "surprise", "why", "different", "quite", "worse than", "easy", "hard", "far"),
    "much more",
)
"""Words whose negation is often said without a no, but never by the word alone: do not forget."""

DENY, IMPLY, NEAR = 1, 2, 4
"""What `plain` and `joint` match, what `other` does, what `near` does."""


@cache
def denials(language: str) -> Signs | None:
    """Return how a language says no; `None` where there is no data."""
    said = stored(language, "negation")
    if said is None:
        return None

    def whole(name: str) -> re.Pattern[str]:
        return _any_of(_words(said, name))

    return Signs(
        plain=whole("plain"),
        joint=whole("joint"),
        alone=whole("alone"),
        other=whole("other"),
        exempt=re.compile(_of_words(said.get("not", _NOTHING))),
        drop=whole("drop"),
        near=whole("near"),
        kept=whole("kept"),
        idle=whole("idle"),
        mild=whole("mild"),
        perhaps=whole("perhaps"),
        phrases=whole("phrases"),
        faint=re.compile(_of_words(said.get("faint", _NOTHING))),
        doubled={name: whole(name) for name in DOUBLED},
        litotes=whole("litotes"),
        still=whole("still"),
        only=whole("only"),
        demanded=whole("demanded"),
        ended=whole("ended"),
        affixed=re.compile(_of_words(said.get("affixed", _NOTHING))),
        free=re.compile(_of_words(said["free"])) if "free" in said else None,
        asking=whole("asking"),
        restricting=whole("restricting"),
        merely=whole("merely"),
        answering=whole("answering"),
        adding=whole("adding"),
        kinds=_kinds(
            {
                DENY: _among(_words(said, "plain") + _words(said, "joint"), language),
                IMPLY: _among(_words(said, "other"), language),
                NEAR: _among(_words(said, "near"), language),
            }
        ),
    )


@cache
def privatives(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return words made of a no that deny nothing of their own, by meaning: independent, rookie.

    See the head of `data/en/privatives.yaml`.
    """
    said: Mapping[str, str] = stored(language, "privatives") or {}
    return {name: _any_of(words.split()) for name, words in said.items()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")


def _of_words(said: str) -> str:
    """Return a pattern of words. What tells them is looked for in no longer ones than words are.

    Else one of a hundred thousand letters would be read as often as it holds that.
    """
    said = re.sub(r"(?<!\S)\\w\*", r"\\w{0,40}", said).replace(r"\w+", r"\w{1,40}")
    return "|".join(re.sub(r"\\w\{(\d),\}", r"\\w{\1,40}", said).split())


def _words(said: Mapping[str, str], name: str) -> list[str]:
    return [_with_stems(each) for each in said.get(name, _NOTHING).split()]


_NOTHING = "(?!)"
_AHEAD = lazily(r"\(\?<?[!=][^()]*(?:\([^()]*\)[^()]*)*\)")
_ANY_WORD = lazily(r"(?:\\w[+*]|\\w\{\d,\}|[(?:)])*")


def _among(patterns: Iterable[str], language: str) -> re.Pattern[str]:
    """Match a folded word that some pattern needs."""
    needed = [spelled(_needed(each), language) for each in patterns if each != _NOTHING]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(needed)})(?![^\W_])")


def _kinds(words: Mapping[int, re.Pattern[str]]) -> Callable[[str], int]:
    def kinds(text: str) -> int:
        return sum(kind for kind, word in words.items() if word.search(text) is not None)

    return kinds


def _needed(pattern: str) -> str:
    """Return of a pattern of several words the one that tells most; lookahead is left out.

    “By surprise” needs both of its words, and hardly any sentence has the second.
    """
    words = re.split(r"\\s|-", _AHEAD.sub("", pattern).replace(r"-?\w+", r"\w*"))
    return max(filter(None, map(_whole, words)), key=_letters, default=r"\w*")


def _whole(part: str) -> str:
    """Return what a pattern needs of a part of it, such as `all` of `all(?:`; empty for nothing."""
    while part.count("(") > part.count(")"):
        part = part[: part.rindex("(")]
    whole = part.count("(") == part.count(")") and not part.startswith(("?", "*", "+", "{"))
    return part if whole and _ANY_WORD.fullmatch(part) is None else ""


_CHOICE = lazily(r"\(\?:([^()]*)\)")
_ANY = lazily(r"\\w(?:[+*]|\{[\d,]+\})?|.\?")
_LITTLE = frozenset({"from", "than", "with", "into"})
"""Words that are long and tell nothing."""


def _letters(part: str) -> int:
    """Return how many letters a part has, of several choices in its shortest."""
    plain = _CHOICE.sub(lambda match: min(match[1].split("|"), key=len), part)
    return 0 if plain in _LITTLE else sum(map(str.isalpha, _ANY.sub("", plain)))


def _with_stems(pattern: str) -> str:
    return pattern.replace("{stems}", "|".join(_persian_stems())) if "{" in pattern else pattern


@cache
def _persian_stems() -> list[str]:
    """Return the stems of Persian verbs, past and present."""
    file = files("dragoman.typography") / "data" / "fa_verbs.txt"
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    stems = {word for line in lines for word in line.split()}
    return sorted(stems, key=lambda stem: (-len(stem), stem))
