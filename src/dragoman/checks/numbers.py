"""Checks of numbers, by value.

Source and target are compared in both directions. A number that is not found on the other side is
told unless one of `excuses.EXCUSES` explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.excuses import held
from dragoman.checks.pair import Pair
from dragoman.facts import Amount, Sentence, measures
from dragoman.facts.folding import ascii_figures
from dragoman.facts.writing import FIGURE
from dragoman.languages import record
from dragoman.patterns import lazily
from dragoman.typography import numbers as typography
from dragoman.typography.passage import Passage


def check_missing(pair: Pair) -> Iterator[str]:
    """Find numbers of the source that the target holds neither in figures nor in words.

    Numbers are compared by value: `12,400` is found in `12 400`, `۱۲٬۴۰۰` and `12,4 тыс.`,
    `6:30 p.m.` in `18:30` and `half past six`, `18th` in `XVIII`, `18 months` in `полтора года`.
    """
    here, there = pair.given.facts, pair.made.facts
    for amount in here.looked_for:
        if amount.figures and not held(amount, here, there) and not measures.scaled(amount, there):
            yield f"{amount.shown} is in the source and not in the target"
    if here.known and there.known:
        yield from _minus(here, there)


RANKS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
"""Places in an order, whose words mean little else."""


def _minus(here: Sentence, there: Sentence) -> Iterator[str]:
    """Find a minus that is lost."""
    lost = next((amount for amount in here.amounts if amount.negative), None)
    if lost is None or there.says_minus or there.values.isdisjoint(lost.values):
        return
    yield f"{lost.shown} is less than zero in the source, not in the target"


def check_spelled(pair: Pair) -> Iterator[str]:
    """Find numbers in words that the target lacks.

    Words that mostly mean something else, such as one, both and second, count only where the
    target has a number in its words that the source has not.
    """
    here, there = pair.given.facts, pair.made.facts
    if not (here.known and there.known) or not here.amounts:
        return
    waiting: list[Amount] = []
    instead = [amount for amount in there.looked_for if not amount.figures and _told(amount)]
    for amount in here.looked_for:
        if amount.figures or (not instead and amount.kind not in ("word", "many")):
            continue
        if held(amount, here, there) or _in_title(amount, here, pair):
            continue
        if amount.kind in ("word", "many") and not _loose(amount, here):
            if not measures.scaled(amount, there):
                yield f"“{amount.shown}” is in the source and not in the target"
        elif amount.kind in ("weak", "part", "ordinal", "word"):
            waiting.append(amount)
    if here.ranks and there.ranks and here.ranks.isdisjoint(there.ranks):
        yield f"“{RANKS[min(here.ranks)]}” in the source, “{RANKS[min(there.ranks)]}” in the target"
        return
    if not waiting:
        return
    added = [other for other in instead if not held(other, there, here)]
    for amount, other in zip(waiting, added, strict=False):
        if _alike(amount, other):
            yield f"“{amount.shown}” is in the source, “{other.shown}” in the target"


def _loose(amount: Amount, here: Sentence) -> bool:
    """Whether words for a number are often left out: two, which many languages say otherwise."""
    return amount.values == (2.0,) or amount.values == (0.0,)


def _told(amount: Amount) -> bool:
    return amount.kind != "weak" and 1.0 not in amount.values


def _alike(amount: Amount, other: Amount) -> bool:
    """Whether two numbers are of one kind, so that one may stand instead of the other."""
    if _is_part(amount) and _is_part(other):
        return True
    if other.kind == "part":
        return amount.kind == "part" or any(value < 1 for value in amount.values)
    if amount.kind == "part":
        return False
    if "ordinal" in (amount.kind, other.kind):
        return amount.kind == other.kind
    return amount.values != (1.0,)


def _is_part(amount: Amount) -> bool:
    """Whether a number may mean a part: fifth, beşte bir."""
    return any(0 < value < 1 for value in amount.values)


def _in_title(amount: Amount, here: Sentence, pair: Pair) -> bool:
    """Whether an English number is part of a title, as in Six Flags.

    It has a capital there, and so has the word after it.
    """
    if here.language != "en":
        return False
    shown = amount.shown.split("-")[0].split(" ")[0]
    for match in re.finditer(rf"\b{re.escape(shown)}\b", here.text, re.IGNORECASE):
        word = match[0]
        if word.islower():
            return False
        if word.isupper() and here.text.isupper():
            return False
        after = re.match(r"[-\s]+(\w+)", here.text[match.end() :])
        before = here.text[: match.start()].rstrip()
        first = not before or before[-1] in '.!?:"“‘('
        if first and not (after and after[1][0].isupper()):
            return False
    return True


def check_added(pair: Pair) -> Iterator[str]:
    """Find numbers of the target that nothing in the source explains."""
    here, there = pair.given.facts, pair.made.facts
    for amount in there.looked_for:
        if not amount.figures or amount.figures in ("0", "1"):
            continue
        if held(amount, there, here) or measures.scaled(amount, here) or _in_name(amount, there):
            continue
        yield f"{amount.shown} is in the target and not in the source"


def _in_name(amount: Amount, sentence: Sentence) -> bool:
    """Whether figures are the end of a name, for which the source may have a pronoun: COVID-19."""
    before = sentence.tokens.texts[max(0, amount.start - 2) : amount.start]
    if len(before) != 2 or before[1] != "-" or not before[0].isalpha():
        return False
    return f"{before[0]}-{amount.figures}" in ascii_figures(sentence.text).lower()


_MARKED = lazily(r"\d[.,]\d")


def check_format(pair: Pair) -> Iterator[str]:
    """Find numbers with the thousands and decimal marks of English.

    It is what the typographic rule `numbers` would change, which looks only at numbers that the
    source shows to be quantities.
    """
    if not pair.given.signs & pair.made.signs & FIGURE:
        return
    if record(pair.target_language).grouping is None or _MARKED.search(pair.source) is None:
        return
    if _MARKED.search(pair.target) is None:
        return
    text = pair.made.prose
    passage = Passage(text, pair.target_language, pair.given.prose, pair.source_language)
    if typography.localize(passage) != text:
        yield "a number has the decimal or thousands marks of English"


def check_magnitude(pair: Pair) -> Iterator[str]:
    """Find amounts that became thousands, millions or billions of another size."""
    here, there = pair.given.facts, pair.made.facts
    if not there.known or not here.known:
        return
    for amount in here.looked_for:
        other = measures.scaled(amount, there)
        if other is None or held(amount, here, there):
            continue
        if amount.scale is not None or not held(other, there, here):
            yield f"{amount.shown} makes another amount than {other.shown} in the target"
