"""The amounts of a sentence, in figures and in words, by value.

Words that stand together make one amount: `two hundred and five`, `1 млн 200 тыс.`, `بیست و پنج`,
`iki buçuk milyon`, `ثلاثة وعشرون`.
"""

from __future__ import annotations

from dragoman.facts.amount import Amount
from dragoman.facts.beside import measured, with_halves, with_scales
from dragoman.facts.composing import alone, composed
from dragoman.facts.elements import elements_of, runs
from dragoman.facts.tokens import Tokens
from dragoman.languages import record

_BESIDE = frozenset({"unit", "money", "minus"})
"""The kinds of words that belong to an amount beside its number."""

_PARTS = frozenset({"part", "half"})
"""The kinds of words that make a part of one."""


def amounts(tokens: Tokens) -> tuple[Amount, ...]:
    """Return the amounts of a sentence in order."""
    if not tokens.numbers:
        return ()
    made: list[Amount] = []
    for run in runs(tokens):
        if len(run) == 1:
            made.append(alone(run[0], tokens))
        else:
            made += composed([*elements_of(run, tokens)], tokens)
    if not _PARTS.isdisjoint(tokens.kinds) and any(each.kind == "part" for each in made):
        made = [*with_halves(made, tokens)]
    scales = record(tokens.language).scale_letters.keys()
    letters = bool(tokens.figures) and not scales.isdisjoint(tokens.texts)
    if tokens.below_zero or letters or not _BESIDE.isdisjoint(tokens.kinds):
        made = [measured(amount, tokens) for amount in made]
    if len(made) > 1 and any(
        amount.scale is not None or amount.units or amount.kind == "word" for amount in made
    ):
        made = [*with_scales(made, tokens)]
    return tuple(made)
