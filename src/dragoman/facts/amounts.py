"""The amounts of a sentence, in figures and in words, by value.

Words that stand together make one amount: `two hundred and five`, `1 млн 200 тыс.`, `بیست و پنج`,
`iki buçuk milyon`, `ثلاثة وعشرون`.
"""

from __future__ import annotations

from dragoman.facts.amount import Amount
from dragoman.facts.beside import measured, with_halves, with_scales
from dragoman.facts.composing import composed
from dragoman.facts.elements import elements_of, runs
from dragoman.facts.tokens import Tokens


def amounts(tokens: Tokens) -> tuple[Amount, ...]:
    """Return the amounts of a sentence in order."""
    elements = [*elements_of(tokens)]
    if not elements:
        return ()
    made: list[Amount] = []
    for run in runs(elements, tokens):
        made += composed(run, tokens)
    found = [measured(each, tokens) for each in with_halves(made, tokens)]
    return tuple(with_scales(found))
