"""A check that a translation is one of its own source, and not of another sentence."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.excuses import held
from dragoman.checks.pair import Pair
from dragoman.facts import Sentence, acronyms, places, sound
from dragoman.facts.calendar import named

FEWEST = 2
"""Facts of a source of which none is in the target, from which on it is another sentence's."""


NEAR = 2
"""Words from one number to the next from which on both are facts of their own."""


def check_other_text(pair: Pair) -> Iterator[str]:
    """Find a target that has none of the numbers, persons, countries and days of its source.

    One fact may be left out; all of several are missing where the translation of another sentence
    was put, and so is the only one where the target has others. Sources in English only.
    """
    here, there = pair.given.facts, pair.made.facts
    if not pair.from_english or not there.known or _shared(pair):
        return
    missing = 0
    before, counted = -NEAR, set[str]()
    for amount in here.looked_for:
        if amount.figures or (amount.kind == "word" and 2.0 not in amount.values):
            if held(amount, here, there):
                return
            # 1-0 is one fact, and so is 4x4 wherever it stands.
            missing += amount.start - before >= NEAR and amount.shown not in counted
            before = amount.end
            counted.add(amount.shown)
    if any(day in named("day", there.tokens) for day in here.days):
        return
    missing += bool(here.days)
    for month in here.months:
        if month in named("month", there.tokens) or there.says("other"):
            return
        missing += 1
    target = pair.made.prose
    for code in pair.given.countries:
        if places.named(code, target, pair.target_language):
            return
        missing += 1
    for acronym in pair.given.acronyms:
        if acronym in target:
            return
        if acronyms.known(acronym, pair.target_language):
            if acronyms.named(acronym, target, pair.target_language):
                return
            missing += 1
    if pair.given.persons:
        among = sound.sounds(target, pair.target_language)
        if among is None:
            return
        for person in pair.given.persons:
            if any(sound.heard(part, among) for part in person.name.split()):
                return
            missing += not person.doubtful
    if missing >= FEWEST:
        yield f"none of {missing} facts of the source is in the target; is it another sentence's?"
    elif missing and _of_its_own(here, there):
        yield "the target has other facts than the source; is it another sentence's?"


def _of_its_own(here: Sentence, there: Sentence) -> bool:
    """Whether a target has numbers or days, and none of them is the source's.

    Measures on both sides are not looked at: one may be the other in another unit.
    """
    figures = [amount for amount in there.amounts if amount.figures]
    if any(held(amount, there, here) for amount in figures):
        return False
    if any(amount.units for amount in figures) and any(amount.units for amount in here.amounts):
        return False
    days = named("day", there.tokens)
    if not days.isdisjoint(here.days) or not named("month", there.tokens).isdisjoint(here.months):
        return False
    return bool(figures or days)


def _shared(pair: Pair) -> bool:
    """Whether any word or number stands in both as it is."""
    return not pair.given.vocabulary.isdisjoint(pair.made.vocabulary)
