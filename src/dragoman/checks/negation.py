"""A check that a sentence says yes where its source says yes, and no where it says no."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.checks.pair import Pair
from dragoman.checks.stored import stored
from dragoman.checks.text import Text
from dragoman.facts.folding import folded

_PHRASES = re.compile(
    r"\b(?:not to mention|whether or not|or not|if not|no doubt|no matter|no sooner|"
    r"nothing (?:but|more than)|not until|no (?:fewer|less|more|later|longer)|not least|why not|"
    r"little or no|n['’]t (?:you|it|he|she|they|we))\b",
    re.IGNORECASE,
)
"""Negations whose translations often go without one."""


_NEGATIVE = re.compile(
    r"\b(?:refus\w*|fail\w*|lack\w*|without|prevent\w*|avoid\w*|ban(?:s|ned)?|prohibit\w*|forb\w+|"
    r"den(?:y|ie)\w*|reject\w*|stop\w*|cancel\w*|illeg\w*|im(?:poss|prob|plaus|perf|mor)\w*|disab\w*|dis\w+|"
    r"un(?!i|der|til|less)\w{4,}|in(?:sane|cap|cor|eff|dep|eq|vis|suf|abil)\w*|ab(?:norm|sen)\w*|non-?\w+|\w+less)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a language says no."""

    plain: re.Pattern[str]
    other: re.Pattern[str]
    exempt: re.Pattern[str] | None
    """Words that only look like them."""

    drop: re.Pattern[str]
    """Phrases that hold one and mean something else."""

    mild: re.Pattern[str]
    """Phrases that hold one and say little."""


def check_negation(pair: Pair) -> Iterator[str]:
    """Find sentences that lost their negation, or got one that the source has not."""
    signs = _signs(pair.target_language)
    english = _signs("en")
    if signs is None or english is None or pair.source_language != "en":
        return
    said = negated(pair.given.plain)
    if said is None:
        return
    target = signs.drop.sub(" ", _flat(pair.made))
    if said:
        if _found(signs.plain, target, signs):
            return
        # Another negative word of the source explains a word that only implies a no.
        if _NEGATIVE.search(pair.given.plain) or not _found(signs.other, target, signs):
            yield f"“{said}” is in the source, and nothing in the target says no"
    elif _found(signs.plain, signs.mild.sub(" ", target), signs):
        yield "the target says no, the source does not"


@lru_cache(maxsize=1024)
def negated(text: str) -> str | None:
    """Return the plain negation of an English sentence, empty if it surely has none.

    `None` where a translation may do either.
    """
    english = _signs("en")
    assert english is not None
    found = english.plain.findall(text)
    if found:
        return None if _PHRASES.search(text) else str(found[0])
    return None if english.other.search(text) else ""


def _found(pattern: re.Pattern[str], text: str, signs: _Signs) -> bool:
    if signs.exempt is None:
        return pattern.search(text) is not None
    return any(signs.exempt.fullmatch(word) is None for word in pattern.findall(text))


def _flat(text: Text) -> str:
    plain = text.plain.replace("\u200c", "")
    if text.language == "tr":
        return folded(plain, "tr")
    return re.sub("[\u064b-\u0652\u0670\u0640]", "", plain).lower()


@cache
def _signs(language: str) -> _Signs | None:
    said = stored("negation.yaml").get(language)
    if said is None:
        return None
    plain, other = said["plain"].split(), said["other"].split()
    if language == "fa":
        plain = [each.replace("{stems}", "|".join(_persian_stems())) for each in plain]
    exempt = said.get("not", "").split()

    def whole(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])", re.IGNORECASE)

    return _Signs(
        whole(plain),
        whole(other),
        re.compile("|".join(exempt)) if exempt else None,
        whole(said.get("drop", "(?!)").split()),
        whole(said.get("mild", "(?!)").split()),
    )


def _persian_stems() -> list[str]:
    """Return the stems of Persian verbs, past and present, as typography knows them."""
    file = files("dragoman.typography") / "data" / "fa_verbs.txt"
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    stems = {word for line in lines for word in line.split()}
    return sorted(stems, key=lambda stem: (-len(stem), stem))
