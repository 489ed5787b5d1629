"""How often a sentence says that something is not so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.facts.folding import lower
from dragoman.facts.stored import stored


@dataclass(frozen=True, slots=True)
class Negation:
    """What a sentence denies."""

    shown: tuple[str, ...]
    """The words that plainly say no, in order."""

    strong: int
    """Of these, how many say more than `not always` does."""

    doubtful: bool
    """Whether it has a phrase that other languages often say without a no: not only."""

    @property
    def plain(self) -> int:
        """How often it plainly says no."""
        return len(self.shown)


LONG = 22
"""Spaces of a long sentence."""

NONE = Negation((), 0, doubtful=False)


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a language says no: see the head of `data/LANGUAGE/negation.yaml`."""

    plain: re.Pattern[str]
    joint: re.Pattern[str]
    other: re.Pattern[str]
    exempt: re.Pattern[str]
    drop: re.Pattern[str]
    mild: re.Pattern[str]
    perhaps: re.Pattern[str]
    phrases: re.Pattern[str]


def negation(text: str, language: str) -> Negation:
    """Read how a text says no; nothing for a language without data."""
    signs = _signs(language)
    if signs is None:
        return NONE
    flat = signs.drop.sub(" ", _flat(text, language))
    shown = _found(signs.plain, flat, signs) or _found(signs.joint, flat, signs)
    strong = len(_found(signs.plain, signs.mild.sub(" ", flat), signs)) if shown else 0
    doubtful = bool(shown) and signs.phrases.search(flat) is not None
    return Negation(tuple(shown), strong, doubtful)


def implied(text: str, language: str) -> int:
    """Count the words that may say no too: without, unable, failed."""
    signs = _signs(language)
    if signs is None:
        return 0
    return len(_found(signs.other, signs.drop.sub(" ", _flat(text, language)), signs))


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
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


def _flat(text: str, language: str) -> str:
    plain = text.replace("\u200c", "").replace("’", "'")
    if language == "tr":
        return lower(_NAME.sub(" ", plain), "tr")
    if language in ("fa", "ar"):
        return _MARKS.sub("", plain)
    return plain.lower()


@cache
def _signs(language: str) -> _Signs | None:
    said = stored(language, "negation")
    if said is None:
        return None

    def whole(name: str) -> re.Pattern[str]:
        words = [_with_stems(each) for each in said.get(name, "(?!)").split()]
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")

    return _Signs(
        plain=whole("plain"),
        joint=whole("joint"),
        other=whole("other"),
        exempt=re.compile("|".join(said.get("not", "(?!)").split())),
        drop=whole("drop"),
        mild=whole("mild"),
        perhaps=whole("perhaps"),
        phrases=whole("phrases"),
    )


def _with_stems(pattern: str) -> str:
    return pattern.replace("{stems}", "|".join(_persian_stems())) if "{" in pattern else pattern


@cache
def _persian_stems() -> list[str]:
    """Return the stems of Persian verbs, past and present."""
    file = files("dragoman.typography") / "data" / "fa_verbs.txt"
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    stems = {word for line in lines for word in line.split()}
    return sorted(stems, key=lambda stem: (-len(stem), stem))
