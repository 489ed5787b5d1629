"""A check that a sentence says yes where its source says yes, and no where it says no."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.facts import Sentence, negations, read
from dragoman.facts.negations import Negation
from dragoman.segment.splitter import split


def check_negation(pair: Pair) -> Iterator[str]:
    """Find sentences that lost a negation, or got one that the source has not.

    Each of several counts: a source that says no twice and a target that does so once differ.
    Words that only imply a no, such as without and failed, explain one on the other side.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known):
        return
    given, made = here.negation, there.negation
    if given.plain:
        lost = [*_lost(here, there)]
        yield from lost or _lost_by_sentence(here, there)
    elif made.strong:
        explained = made.doubtful or here.explains_negation
        asked = negations.polite(there.language) and negations.asks(here.text, here.language)
        if not explained and not asked:
            yield "the target says no, the source does not"
    elif here.kept_negations and not (
        made.plain or there.implied_negations or there.near_negations
    ):
        if here.kept_negations[0].endswith("yet to") and negations.says_still(
            there.text, there.language
        ):
            return
        yield f"“{here.kept_negations[0]}” is in the source, and nothing in the target says so"


def _lost_by_sentence(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a no that one of several sentences lost, while another one has a no of its own."""
    if not (_several(here.text) and _several(there.text)):
        return
    given, made = _sentences(here), _sentences(there)
    if len(given) != len(made) or len(given) == 1 or len(given) > AT_MOST:
        return
    for one, other in zip(given, made, strict=True):
        source, target = read(one, here.language), read(other, there.language)
        denied, said = source.negation, target.negation
        if not denied.sure or denied.doubtful or len(target.tokens.texts) < LEAST:
            continue
        others = target.implied_negations or target.near_negations
        if not (said.plain or others or negations.answers(other, there.language)):
            yield f"“{denied.shown[0]}” is in the source, and nothing in that sentence says no"
            return


def _several(text: str) -> bool:
    """Whether a text may have several sentences; a look that spares most of them the cutting."""
    return any(mark in text[:-2] for mark in ".!?؟")


def _sentences(text: Sentence) -> list[str]:
    return [text.text[start:end] for start, end in split(text.text, text.language)]


AT_MOST, LEAST = 6, 4
"""Sentences of a text that are compared one by one; words and marks of one that can be."""

SEVERAL = 3
"""Negations of a source of which a translation may join two: not today, not tomorrow, not ever."""


def _lost(here: Sentence, there: Sentence) -> Iterator[str]:
    given, made = here.negation, there.negation
    counted = (0 if made.half else made.plain) + _says_none_but(here, there)
    counted += negations.answers(there.text, there.language)
    said = counted + len(there.near_negations)
    if given.doubtful and not given.sure:
        yield from _lost_phrase(given, there, said)
        return
    if not said and not given.strong and there.implied_negations:
        return  # غير ضروري is unnecessary, olmayan may be without
    if not counted and not _answered(here, there):
        yield f"“{given.shown[0]}” is in the source, and nothing in the target says no"
    else:
        denied = given.sure + len(here.kept_negations)
        implied = max(there.implied_negations, there.excuses_negation)
        if not here.kept_negations:
            implied += len(there.near_negations)
        if counted + implied < denied - (denied >= SEVERAL):
            yield f"the source says no {denied} times, the target fewer"


def _says_none_but(here: Sentence, there: Sentence) -> bool:
    """Whether a target says no with a phrase that might stand for an “only” of its source."""
    if not negations.restricts(there.text, there.language):
        return False
    return not negations.says_merely(here.text, here.language)


def _answered(here: Sentence, there: Sentence) -> bool:
    """Whether a target without a plain no has words enough that imply one.

    The source may have such words of its own, and unclear is no answer to both “unclear” and “not”.
    """
    near, excuses = len(there.near_negations), there.excuses_negation
    if not near and not excuses:
        return False
    near_taken, taken = negations.taken(there.text, there.language, here.text, here.language)
    near, excuses = near - near_taken, excuses - taken
    taken = max(near_taken, taken)
    if max(excuses, near) <= max(here.opposites - taken, 0):
        return False
    own = max(here.implied_negations, len(here.near_negations)) - taken
    return (bool(near) or excuses > max(own, 0)) and not _far(here, there)


WORDS, AWAY = 10, 0.25
"""Words of a sentence from which on it tells where a word stands; the share of the sentence that
lies between a no and a word that does not render it."""


def _far(here: Sentence, there: Sentence) -> bool:
    """Whether a no stands far from all words that might render it: unpleasant, at the other end."""
    if here.text.count(" ") < WORDS - 1:
        return False
    answers = negations.answered_at(there.text, there.language)
    if not answers:
        return False
    told = negations.told_at(here.text, here.language)
    return any(min(abs(place - each) for each in answers) > AWAY for place in told)


def _lost_phrase(given: Negation, there: Sentence, said: int) -> Iterator[str]:
    """Find a phrase that other languages say without a no, of which less than that is left."""
    if said:
        return
    implied = there.implied_negations
    if (
        given.only
        and not there.excuses_negation
        and negations.says_only(there.text, there.language)
    ):
        yield "“not only” is in the source, “only” in the target"
    elif not implied and (
        given.demanded or (given.only and not negations.adds(there.text, there.language))
    ):
        yield f"“{given.shown[0]}” is in the source, and nothing in the target says no"
    elif given.ended and not implied:
        yield "“no longer” is in the source, and nothing in the target says no"
    # The verb itself may be one that implies a no: исключать.
    elif implied <= 1 and any(
        negations.says(name, there.text, there.language) for name in given.doubled
    ):
        yield f"“{given.shown[0]}” is in the source, and nothing in the target says no"
