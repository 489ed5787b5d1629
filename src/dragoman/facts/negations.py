"""How often a sentence says that something is not so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from dragoman.facts.denials import DENY, IMPLY, NEAR, Signs, denials, privatives
from dragoman.facts.folding import lower
from dragoman.facts.stored import stored
from dragoman.facts.tokens import Tokens
from dragoman.languages import record
from dragoman.patterns import lazily


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

    ended: bool = False
    """Whether such a phrase is “no longer”."""

    demanded: bool = False
    """Whether such a phrase is one that no translation says without a no: no, no."""

    doubled: frozenset[str] = frozenset()
    """The verbs of such phrases that say the opposite alone: do not forget."""

    half: bool = False
    """Whether it has only a word that wants a second one, and is more than a fragment: `никогда`
    without `не`."""

    @property
    def plain(self) -> int:
        """How often it plainly says no."""
        return len(self.shown)


FRAGMENT = 4
"""Words and marks of a text that may say no with such a word alone: `Больше никогда!`"""

LONG = 22
"""Spaces of a long sentence."""

NONE = Negation((), 0, doubtful=False)


def kinds(tokens: Tokens) -> int:
    """Return what the words of a text may belong to, as a sum; 0 for a language without data."""
    if "denial" not in tokens.kinds:
        return 0
    said = (tag.value for tags in tokens.tags.values() for tag in tags if tag.kind == "denial")
    return reduce(or_, map(int, said))


def negation(text: str, tokens: Tokens, kinds: int) -> Negation:
    """Read how a text says no; nothing for a language without data."""
    language = tokens.language
    signs = denials(language)
    if signs is None or not kinds & DENY:
        return NONE
    flat = _bare(text, language)
    shown = _found(signs.plain, flat, signs)
    alone = not shown
    shown = shown or _found(signs.joint, flat, signs)
    strong = 0 if alone else len(shown)
    if shown:
        bold = signs.mild.sub(" ", flat)
        strong = strong if bold == flat else len(_found(signs.plain, bold, signs))
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
    ended = doubtful and signs.ended.search(flat) is not None
    demanded = doubtful and signs.demanded.search(flat) is not None
    doubled = (name for name, phrase in signs.doubled.items() if phrase.search(flat) is not None)
    twice = frozenset(doubled) if doubtful else frozenset()
    return Negation(tuple(shown), strong, doubtful, sure, only, ended, demanded, twice, half)


def implied(text: str, tokens: Tokens, kinds: int) -> int:
    """Count the words that may say no too: without, unable, failed."""
    language = tokens.language
    signs = denials(language)
    if signs is None or not kinds & IMPLY:
        return 0
    found = _found(signs.other, _bare(text, language), signs)
    return sum(signs.plain.fullmatch(word) is None for word in found)


def excusing(text: str, tokens: Tokens, kinds: int) -> int:
    """Count the words of a translation that may stand for a plain no of its source."""
    signs = denials(tokens.language)
    if signs is None or not kinds & IMPLY:
        return 0
    flat = _bare(text, tokens.language)
    found = _found(signs.other, flat, signs)
    telling = sum(
        signs.faint.fullmatch(word) is None and signs.plain.fullmatch(word) is None
        for word in found
    )
    return telling + len(signs.litotes.findall(flat))


def taken(text: str, language: str, source: str, given: str) -> tuple[int, int]:
    """Count the words made of a no that render others of the source, and so answer no “not” of it.

    Of those that `near` returns, and of those that `excusing` counts: a rookie is deneyimsiz,
    whether or not the source denies anything else.
    """
    signs, here = denials(language), privatives(given)
    there = privatives(language)
    if signs is None or here.keys().isdisjoint(there):
        return 0, 0
    flat, plain = _bare(text, language), _flat(source, given)
    rows = [(name, len(here[name].findall(plain))) for name in there if name in here]
    rows = [(name, count) for name, count in rows if count]

    def rendered(words: list[str]) -> int:
        left = list(words)
        for name, count in rows:
            own = [word for word in left if there[name].fullmatch(word) is not None][:count]
            for word in own:
                left.remove(word)
        return len(words) - len(left)

    others = _found(signs.other, flat, signs)
    telling = [word for word in others if signs.faint.fullmatch(word) is None]
    return rendered(_found(signs.near, flat, signs)), rendered(telling)


def says_only(text: str, language: str) -> bool:
    """Whether a text says “only”."""
    signs = denials(language)
    return signs is not None and signs.only.search(_flat(text, language)) is not None


def says(name: str, text: str, language: str) -> bool:
    """Whether a text has the verb of that name: see `DOUBLED`."""
    signs = denials(language)
    return signs is not None and signs.doubled[name].search(_flat(text, language)) is not None


_ONE_QUESTION = lazily(r"^[^.!?]*\?\W*$")


def asks(text: str, language: str) -> bool:
    """Whether a text is one question that is answered by yes or no, as “are you afraid?” is."""
    signs = denials(language)
    if signs is None or "?" not in text or _ONE_QUESTION.search(text) is None:
        return False
    return signs.asking.match(lower(text, language).lstrip("\"'“‘–—- ")) is not None


def told_at(text: str, language: str) -> list[float]:
    """Return where a text plainly says no, as shares of its length."""
    signs = denials(language)
    return [] if signs is None else _shares(signs.plain, text, language, signs)


def answered_at(text: str, language: str) -> list[float] | None:
    """Return where a text has words that imply a no, as shares of its length.

    `None` if some of them answer a no wherever it stands, as “unknown” does, and where nothing is
    known of that.
    """
    signs = denials(language)
    if signs is None or signs.free is None:
        return None
    found = _found(signs.other, _bare(text, language), signs)
    if any(signs.free.fullmatch(word) is not None for word in found):
        return None
    return _shares(signs.other, text, language, signs)


def _shares(pattern: re.Pattern[str], text: str, language: str, signs: Signs) -> list[float]:
    flat = _bare(text, language)
    return [
        match.start() / len(flat)
        for match in pattern.finditer(flat)
        if signs.exempt.fullmatch(match[0]) is None
    ]


def polite(language: str) -> bool:
    """Whether such a question asks the same with a no, as “не боитесь?” does."""
    return bool((stored(language, "negation") or {}).get("polite"))


def restricts(text: str, language: str) -> bool:
    """Whether a text says no or only, in one phrase that may stand for either: nobody but him."""
    signs = denials(language)
    return signs is not None and signs.restricting.search(_flat(text, language)) is not None


def answers(text: str, language: str) -> int:
    """Count the phrases that answer a no of the source, and need none: olmadığı kadar."""
    signs = denials(language)
    return 0 if signs is None else len(signs.answering.findall(_flat(text, language)))


def adds(text: str, language: str) -> bool:
    """Whether a text says “not only” with no “not”: both … and, besides."""
    signs = denials(language)
    return signs is not None and signs.adding.search(_flat(text, language)) is not None


def says_merely(text: str, language: str) -> bool:
    """Whether a text says “only” or a word like it."""
    signs = denials(language)
    return signs is not None and signs.merely.search(_flat(text, language)) is not None


def says_still(text: str, language: str) -> bool:
    """Whether a text says “still”, with which what has yet to happen may be told."""
    signs = denials(language)
    return signs is not None and signs.still.search(_flat(text, language)) is not None


def explains(text: str, tokens: Tokens, kinds: int) -> bool:
    """Whether words of a source explain that its translation says no."""
    signs = denials(tokens.language)
    if signs is None:
        return False
    if kinds & IMPLY:
        flat = _bare(text, tokens.language)
        if any(signs.idle.fullmatch(word) is None for word in _found(signs.other, flat, signs)):
            return True
    beside = near(text, tokens, kinds)
    telling = any(signs.idle.fullmatch(word) is None for word in beside)
    return telling or perhaps(text, tokens.language) > 0


def opposites(text: str, tokens: Tokens, kinds: int) -> int:
    """Count the words that a prefix or an ending makes opposites: unclear, homeless."""
    signs = denials(tokens.language)
    if signs is None or not kinds & IMPLY:
        return 0
    found = _found(signs.other, _bare(text, tokens.language), signs)
    return sum(
        signs.affixed.fullmatch(word) is not None and signs.idle.fullmatch(word) is None
        for word in found
    )


def near(text: str, tokens: Tokens, kinds: int) -> tuple[str, ...]:
    """Return the words that say of a noun that there is none: without, бездомный."""
    signs = denials(tokens.language)
    if signs is None or not kinds & NEAR:
        return ()
    return tuple(_found(signs.near, _bare(text, tokens.language), signs))


def kept(text: str, tokens: Tokens, kinds: int) -> tuple[str, ...]:
    """Return the words that imply a no and are never left out: without, failed to.

    Not those that another no turns round: not impossible.
    """
    signs = denials(tokens.language)
    if signs is None or not kinds & (IMPLY | NEAR):
        return ()
    flat = _bare(text, tokens.language)
    if signs.kept.search(flat) is None:
        return ()
    return tuple(_found(signs.kept, signs.phrases.sub(" ", flat), signs))


def perhaps(text: str, language: str) -> int:
    """Count the words that explain a no of a translation in long sentences only: but, still."""
    signs = denials(language)
    if signs is None or text.count(" ") < LONG:
        return 0
    return len(_found(signs.perhaps, _flat(text, language), signs))


def _found(pattern: re.Pattern[str], text: str, signs: Signs) -> list[str]:
    return [
        match[0] for match in pattern.finditer(text) if signs.exempt.fullmatch(match[0]) is None
    ]


_NAME = lazily(r"[A-ZÇĞİÖŞÜ](?<=[^\W\d_]\s.)[a-zçğıöşü]+(?:['’]\w+)?")


_QUOTED = lazily(r"[\"“«„][^\"”»“„«]{3,120}[\"”»]|(?<!\w)'[^']{3,120}'(?!\w)")


def _without_names(text: str) -> str:
    """Leave out the names of a text; a title in quotation marks is no name: 'Yıllar Affetmez'."""
    if _in_title_case(text):
        return text
    parts: list[str] = []
    end = 0
    for match in _QUOTED.finditer(text):
        if _in_title_case(match[0][1:-1]):
            parts += _NAME.sub(" ", text[end : match.start()]), match[0]
            end = match.end()
    return "".join((*parts, _NAME.sub(" ", text[end:])))


def _in_title_case(text: str) -> bool:
    """Whether most words have a capital, as in headlines, where it makes no name."""
    words = text.split()
    if any(len(word) > LONG_WORD and word.islower() for word in words):
        return False
    return 2 * sum(word[:1].isupper() for word in words) > len(words)


LONG_WORD = 5
"""Letters of the longest word that a headline leaves small."""


@lru_cache(maxsize=16)
def _bare(text: str, language: str) -> str:
    """Return a text without the phrases in which a no means none."""
    signs = denials(language)
    flat = _flat(text, language)
    return flat if signs is None else signs.drop.sub(" ", flat)


_MARKS = lazily("[\u064b-\u0652\u0670\u0640]")


def _flat(text: str, language: str) -> str:
    plain = text.replace("\u200c", "").replace("’", "'")
    if record(language).own_marks:
        return _MARKS.sub("", plain)
    if stored(language, "negation").get("names"):
        plain = _without_names(plain)
    return lower(plain, language)
