"""Recognise broken machine output, and know what to try against it.

All of this is pure: `translate` asks the engine. What is broken is defined by the checks. The
cheapest rescue is another hypothesis of the beam, which the engine gives for nothing. `LADDER`
holds the others, in the order in which they are tried.
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
from dragoman.engines.base import USUAL, Decoding, Hypothesis
from dragoman.engines.clauses import cut
from dragoman.inline import masks
from dragoman.inline.mask import has_letters
from dragoman.languages import capitalized, lower, record
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
OTHER_MASKS, AROUND = "other masks", "around protected parts"
"""Rescues that are no steps of the ladder, as signatures name them."""

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
        Settled(other, BEAM, _unfit(source, other, languages)) for other in hypothesis.alternatives
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


def _unfit(source: str, hypothesis: Hypothesis, languages: Languages) -> tuple[Finding, ...]:
    """Return why a hypothesis is no rescue."""
    faults = broken(source, hypothesis, languages)
    least = SURE_ENOUGH if _may_be_name(_bare(source)) else LEAST_SURE
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


def _bare(text: str) -> str:
    return masks.without(text)


def _pair(source: str, hypothesis: Hypothesis, languages: Languages) -> Pair:
    text = _bare(hypothesis.text)
    codes = languages.source, languages.target
    return Pair(_bare(source), text, Syntax.PLAIN, *codes, languages.context)


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
    words = _WORD.findall(source)
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


@dataclass(frozen=True, slots=True)
class RescueStep:
    """One way to ask the engine again."""

    name: str

    propose: Callable[[str, str], tuple[str, ...]]
    """What to send for a sentence of a language: texts whose translations are joined. Empty if
    nothing."""

    against: frozenset[str] | None = None
    """The faults it may help against; `None` for any."""

    decoding: Decoding = USUAL
    """Another one than usual is for translators that search."""

    finish: Callable[[str, str, str], str] = lambda source, target, language: target
    """Makes of what comes back a translation of the source into the language."""


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLOSED = re.compile(r"(?<![.!?…؟۔])([.!?…؟۔]+)([\"”’»)\]']*)$")
_CLAUSE_END = re.compile(r"[,;:)\]»”–—-]$")


def normal_case(text: str, language: str = "en") -> tuple[str, ...]:
    """Write a headline in capitals or in Title Case as a sentence; acronyms stay in a title."""
    words = _WORD.findall(_bare(text))
    if not words or len("".join(words)) < 4:
        return ()
    capitals = all(word.isupper() for word in words)
    title = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)
    if not capitals and not title:
        return ()

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        if text[match.end() : match.end() + 1].isdigit():  # a mask
            return word
        if match.start() == 0:
            return capitalized(word, language) if capitals else word
        small = capitals or word[1:].islower() or len(word) == 1
        return lower(word, language) if small else word

    changed = _WORD.sub(lowered, text)
    return () if changed == text else (changed,)


def other_mark(text: str) -> tuple[str, ...]:
    """Add a full stop where there is no final mark; take the mark away where there is one."""
    text = text.strip()
    match = _CLOSED.search(text)
    if match is None:
        return (f"{text}.",)
    changed = text[: match.start()] + match[2]
    return (changed,) if has_letters(changed) else ()


def own_mark(source: str, target: str, language: str) -> str:
    """Give a translation the final mark of its source."""
    given, made = _CLOSED.search(source.strip()), _CLOSED.search(target)
    if given is None:
        return target[: made.start()] + made[2] if made and made[1] in (".", "۔") else target
    if made is not None:
        return target
    mark = given[1]
    if record(language.partition("-")[0]).own_marks:
        mark = mark.replace("?", "؟")
    return target + mark


def same(text: str) -> tuple[str, ...]:
    """Send the sentence as it is."""
    return (text,)


def clauses(text: str) -> tuple[str, ...]:
    """Cut a sentence in two at the clause boundary nearest its middle."""
    parts = cut(text, lambda part: len(part) < len(text.strip()))
    fair = len(parts) == 2 and all(has_letters(_bare(part)) for part in parts)
    return tuple(parts) if fair and _CLAUSE_END.search(parts[0]) else ()


def _anywhere(propose: Callable[[str], tuple[str, ...]]) -> Callable[[str, str], tuple[str, ...]]:
    """A proposal that is the same in every language."""
    return lambda text, language: propose(text)


LADDER: tuple[RescueStep, ...] = (
    RescueStep("case", normal_case),
    RescueStep("final mark", _anywhere(other_mark), finish=own_mark),
    RescueStep(
        "no repetition",
        _anywhere(same),
        frozenset({"loop", "stutter", "truncated"}),
        Decoding(no_repeat_ngram=3),
    ),
    RescueStep("longer", _anywhere(same), frozenset({"truncated"}), Decoding(limit_factor=2.0)),
    RescueStep("clauses", _anywhere(clauses)),
)
"""From top to bottom; each is tried for all sentences that are still broken, in one call."""


def proposals(
    step: RescueStep, source: str, faults: Sequence[Finding], language: str = "en"
) -> tuple[str, ...]:
    """Return what a step sends for a sentence with these faults; nothing if it cannot help."""
    if step.against is not None and step.against.isdisjoint(each.check for each in faults):
        return ()
    return step.propose(source, language)


def outcomes(
    step: RescueStep,
    source: str,
    parts: Sequence[tuple[str, Hypothesis]],
    languages: Languages,
) -> Iterator[Settled]:
    """Yield candidates made of what came back, `parts` being what was sent and its hypothesis."""
    if len(parts) == 1:
        hypothesis = parts[0][1]
        made: Sequence[Hypothesis] = (hypothesis, *hypothesis.alternatives)
    else:
        made = (_joined([chosen(text, each, languages).hypothesis for text, each in parts]),)
    for each in made:
        # Judged as it came: a final mark that is put back would hide that the end is missing.
        faults = _unfit(source, each, languages)
        text = step.finish(source, each.text, languages.target)
        bare = replace(each, text=text, alternatives=(), attention=())
        yield Settled(bare, step.name, faults)


def _joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    said = Finding("split", f"did not come through whole: translated in {len(parts)} parts")
    findings = dict.fromkeys(finding for part in parts for finding in part.findings)
    text = " ".join(part.text for part in parts if part.text)
    sure = [part.confidence for part in parts if part.confidence is not None]
    return Hypothesis(text, min(sure, default=None), (*findings, said))
