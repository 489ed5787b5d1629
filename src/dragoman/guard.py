"""Recognise broken machine output, and choose among hypotheses.

All of this is pure: `settle` asks the engine. What is broken is defined by the checks. The cheapest
rescue is another hypothesis of the beam, which the engine gives for nothing; `rescue` holds the
others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.checks import CHECKS, NOTHING_KNOWN, Context, Pair, terms
from dragoman.checks.language import NAME
from dragoman.checks.length import shortness
from dragoman.checks.numbers import check_missing
from dragoman.checks.scripts import letters_of, script
from dragoman.engines.base import Hypothesis
from dragoman.inline import masks
from dragoman.inline.mask import has_letters
from dragoman.model import Finding, Severity, Syntax

MARGIN = 0.15
"""How much less sure than the best a hypothesis may be that keeps the values the best loses."""

FAR_TOO_SHORT = 2.5
"""So many times the shortness at which a text is suspect, nothing else need be missing."""

LEAST_SURE = 0.05
"""The confidence below which another text than the engine's first choice is mere guessing."""

SURE_ENOUGH = 0.5
"""The same for words that may well be a name: what the engine first chose is no worse."""

BEAM, VALUES_KEPT = "n-best", "values and terms"
"""Rescues by another hypothesis, as signatures name them."""

BROKEN = "broken"
"""The finding of text that no rescue helped."""

_TELLING = tuple(
    check
    for check in CHECKS
    if check.name in ("untranslated", "wrong_language", "junk", "loop", "stutter")
)

Values = tuple[Callable[[Pair], Iterator[str]], ...]

_KEPT = (
    *("number_missing", "number_spelled", "magnitude", "currency", "date", "clock"),
    *("negation", "name_missing", "mixed_script", "digits_reversed"),
)
"""Groups of digits in reverse break no text: typography puts them right, and where it may not, the
check of the finished text is an error."""

VALUES: tuple[Values, ...] = (
    tuple(check.run for check in CHECKS if check.name in _KEPT),
    (terms.check_missing, terms.check_forbidden),
)
"""What hypotheses are chosen by: checks of what a translation must keep, what counts most first."""


WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word of letters; apostrophes within belong to it."""


@dataclass(frozen=True, slots=True)
class Languages:
    """Codes of the languages of a run, and what is known beside its sentences."""

    source: str
    target: str
    context: Context = NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class Settled:
    """The hypothesis that was chosen for a sentence."""

    hypothesis: Hypothesis

    rescue: str = ""
    """The name of the rescue it came from; empty for an engine's first choice."""

    faults: tuple[Finding, ...] = ()
    """Why it is broken, all the same."""

    tried: tuple[str, ...] = ()
    """What was tried in vain, if it is broken."""

    by: str = ""
    """The signature of the engine that made it, if it is not the one that was asked first."""

    agreement: float | None = None
    """How much another engine's text agrees with the first one's; see `engines.agreement`."""

    lost: tuple[int, ...] | None = field(default=None, compare=False)
    """What `lost` counts in the hypothesis, where it was counted."""


def broken(source: str, hypothesis: Hypothesis, languages: Languages) -> tuple[Finding, ...]:
    """Return why a hypothesis may not be shown; nothing if it may.

    `source` is a sentence as the engine gets it. Its masks are no words and are not looked at.
    """
    return _faults(hypothesis, _pair(source, hypothesis, languages))


def _faults(hypothesis: Hypothesis, pair: Pair) -> tuple[Finding, ...]:
    """Return why the hypothesis of a pair may not be shown."""
    if not has_letters(pair.source):
        return ()
    found = [each for each in hypothesis.findings if each.severity is Severity.ERROR]
    if not hypothesis.text.strip():
        empty = Finding("empty", "the model gave no text", Severity.ERROR)
        return tuple(found) or (empty,)
    for check in _TELLING:
        found += [Finding(check.name, text, Severity.ERROR) for text in check.run(pair)]
    found += _cut_short(pair)
    return tuple(found or _copied(pair))


def chosen(source: str, hypothesis: Hypothesis, languages: Languages) -> Settled:
    """Choose among a hypothesis and its alternatives.

    The first one stays if it is not broken, unless another that is not broken and nearly as sure
    keeps more of the values. Otherwise the surest of those that are not broken wins, first among
    those that keep the values; if all are broken, the least broken.
    """
    pair = _pair(source, hypothesis, languages)
    faults = _faults(hypothesis, pair)
    if not faults:
        return _keeping(source, hypothesis, _lost(source, hypothesis, pair), languages)
    others = [
        Settled(other, BEAM, unfit(source, other, languages)) for other in hypothesis.alternatives
    ]
    return best(source, [Settled(hypothesis, "", faults), *others], languages)


def _keeping(
    source: str, hypothesis: Hypothesis, least: tuple[int, ...], languages: Languages
) -> Settled:
    """Choose the hypothesis that keeps most values, the surest of several.

    `least` is what the first one has lost.
    """
    kept = hypothesis
    for other in hypothesis.alternatives:
        if not any(least):
            break
        if _sure(other) < _sure(hypothesis) - MARGIN or broken(source, other, languages):
            continue
        found = lost(source, other, languages)
        if found < least or (
            found == least and kept is not hypothesis and _sure(other) > _sure(kept)
        ):
            kept, least = other, found
    return Settled(kept, "" if kept is hypothesis else VALUES_KEPT, lost=least)


def unfit(source: str, hypothesis: Hypothesis, languages: Languages) -> tuple[Finding, ...]:
    """Return why a hypothesis is no rescue: it is broken, or the model is only guessing."""
    faults = broken(source, hypothesis, languages)
    least = SURE_ENOUGH if _may_be_name(masks.without(source)) else LEAST_SURE
    if hypothesis.confidence is not None and hypothesis.confidence < least:
        return (*faults, Finding(BROKEN, "the model is only guessing", Severity.ERROR))
    return faults


def best(source: str, candidates: Sequence[Settled], languages: Languages) -> Settled:
    """Choose the best: the least broken, then what keeps most values, then the surest."""

    def rank(each: Settled) -> tuple[bool, int, int, tuple[int, ...], float]:
        values = () if each.faults else lost(source, each.hypothesis, languages)
        empty = not each.hypothesis.text.strip()
        errors = sum(fault.severity is Severity.ERROR for fault in each.faults)
        return empty, errors, len(each.faults), values, -_sure(each.hypothesis)

    return min(candidates, key=rank)


def marked(settled: Settled) -> Settled:
    """Put the finding on a hypothesis that stayed broken."""
    known = settled.hypothesis.findings
    said = "; ".join(each.message for each in settled.faults if each not in known)
    if not said:
        return settled
    finding = Finding(BROKEN, f"no rescue helped: {said}", Severity.ERROR)
    return replace(settled, hypothesis=replace(settled.hypothesis, findings=(*known, finding)))


def given_up(
    source: str, candidates: Sequence[Settled], tried: Sequence[str], languages: Languages
) -> Settled:
    """Settle a text that nothing helped: the best, marked; but what may be a name as it first was.

    The first of the candidates is the engine's own choice.
    """
    own = candidates[0]
    if all(fault.severity is Severity.WARNING for fault in own.faults):
        return replace(own, faults=())
    return marked(replace(best(source, candidates, languages), tried=tuple(tried)))


def _pair(source: str, hypothesis: Hypothesis, languages: Languages) -> Pair:
    text = masks.without(hypothesis.text)
    codes = languages.source, languages.target
    return Pair(masks.without(source), text, Syntax.PLAIN, *codes, languages.context)


def _sure(hypothesis: Hypothesis) -> float:
    return hypothesis.confidence or 0.0


def lost(source: str, hypothesis: Hypothesis, languages: Languages) -> tuple[int, ...]:
    """Count the masks and values that a hypothesis does not hold as the source does."""
    return _lost(source, hypothesis, _pair(source, hypothesis, languages))


def _lost(source: str, hypothesis: Hypothesis, pair: Pair) -> tuple[int, ...]:
    before, after = masks.numbers(source), masks.numbers(hypothesis.text)
    first, *rest = (sum(1 for check in group for _ in check(pair)) for group in VALUES)
    return (first + ((before - after) + (after - before)).total(), *rest)


def _copied(pair: Pair) -> Iterator[Finding]:
    """Find a word or two that came back in the letters of the source.

    It may be a name that stays so, which is why no check speaks of it; or a heading, `Weather`,
    that the model translates when it is asked in another way.
    """
    here, there = script(pair.target_language), script(pair.source_language)
    if here is None or there is None or here == there or not _may_be_name(pair.source):
        return
    if letters_of(there).search(pair.target):
        yield Finding("copied", "it may be a name, or left in the source language")


def _may_be_name(source: str) -> bool:
    """Whether a text is a word or two with a capital; no acronym and no `iPhone 15`."""
    words = WORD.findall(source)
    plain = all(len(word) > 2 and word.istitle() for word in words)
    return 0 < len(words) <= NAME and plain and not any(map(str.isdigit, source))


_QUOTE = re.compile(r"[\"“”«»„]")
_BRACKET = re.compile(r"[()\[\]]")
_QUOTED_END = "\"”“’‘»›«‹)]' \u00a0\u202f"
_FINAL = ".!?…؟۔:;؛"


def _cut_short(pair: Pair) -> Iterator[Finding]:
    """Find text that is much too short and lacks something that the source has."""
    short = shortness(pair)
    if short is None or short <= 1:
        return
    missing = [*check_missing(pair)]
    if len(_QUOTE.findall(pair.source)) > 1 and not _QUOTE.search(pair.target):
        missing.append("the quotation is missing")
    if len(_BRACKET.findall(pair.source)) > 1 and not _BRACKET.search(pair.target):
        missing.append("the brackets are missing")
    ends = [text.rstrip(_QUOTED_END)[-1:] for text in (pair.source, pair.target)]
    if ends[0] in ".!?" and ends[1] not in _FINAL:
        missing.append("the end is missing")
    if missing or short > FAR_TOO_SHORT:
        said = ", ".join(["much too short", *missing])
        yield Finding("truncated", said, Severity.ERROR)
