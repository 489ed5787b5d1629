"""Know what to try against broken machine output: the ladder of rescues.

All of this is pure: a step says what to send and what to make of the answers; `settle` climbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.engines.base import USUAL, Decoding, Hypothesis
from dragoman.engines.clauses import cut
from dragoman.guard import WORD, Languages, Settled, chosen, unfit
from dragoman.inline import masks
from dragoman.inline.mask import has_letters
from dragoman.languages import capitalized, lower, record
from dragoman.model import Finding

OTHER_MASKS, AROUND = "other masks", "around protected parts"
"""Rescues that are no steps of the ladder, as signatures name them."""


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


_CLOSED = re.compile(r"(?<![.!?…؟۔])([.!?…؟۔]+)([\"”’»)\]']*)$")
_CLAUSE_END = re.compile(r"[,;:)\]»”–—-]$")


def normal_case(text: str, language: str = "en") -> tuple[str, ...]:
    """Write a headline in capitals or in Title Case as a sentence; acronyms stay in a title."""
    words = WORD.findall(masks.without(text))
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

    changed = WORD.sub(lowered, text)
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
    fair = len(parts) == 2 and all(has_letters(masks.without(part)) for part in parts)
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
        faults = unfit(source, each, languages)
        text = step.finish(source, each.text, languages.target)
        bare = replace(each, text=text, alternatives=(), attention=())
        yield Settled(bare, step.name, faults)


def _joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    said = Finding("split", f"did not come through whole: translated in {len(parts)} parts")
    findings = dict.fromkeys(finding for part in parts for finding in part.findings)
    text = " ".join(part.text for part in parts if part.text)
    sure = [part.confidence for part in parts if part.confidence is not None]
    return Hypothesis(text, min(sure, default=None), (*findings, said))
