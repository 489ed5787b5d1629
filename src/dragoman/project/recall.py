"""The section `memory`: what becomes of translations that people approved before.

memory:
  reuse: true                 # false asks the memory for nothing
  fuzzy: 75                   # percent that a like sentence must have to be suggested
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from dragoman.project import values


@dataclass(frozen=True, slots=True)
class Recall:
    """How the memory is used."""

    reuse: bool = True
    fuzzy: int = 75
    """How alike a sentence must be to be suggested, from 50 to 100; 100 suggests none."""


def read(node: yaml.Node, path: str) -> Recall:
    """Read the section."""
    pairs = values.pairs(node, path, "the settings of `memory`", "memory: {reuse: true}", READERS)
    return values.filled(Recall(), pairs, READERS, path)


def _percent(node: yaml.Node, path: str) -> int:
    number = values.whole(values.word(node, path).removesuffix("%").strip())
    if number is None or not 50 <= number <= 100:
        raise ValueError("Write a number from 50 to 100: 75")
    return number


READERS: values.Readers = {"reuse": values.switch, "fuzzy": _percent}
