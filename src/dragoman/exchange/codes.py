"""A sentence as words and codes: what XLIFF calls inline elements.

Markup and protected text go out as elements that a translation tool moves and does not edit. On
the way back every code stands for the very characters that went out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman import inline
from dragoman.model import Syntax


@dataclass(frozen=True, slots=True)
class Code:
    """Characters of a sentence that are not words."""

    id: str
    text: str


Part = str | Code


def parts(source: str, syntax: Syntax) -> list[Part]:
    """Cut a source sentence into words and codes. Joined, they are the sentence."""
    found: list[Part] = []
    at = 0
    for number, (start, end) in enumerate(inline.marks(source, syntax), 1):
        found += [source[at:start], Code(str(number), source[start:end])]
        at = end
    return [part for part in (*found, source[at:]) if part != ""]


def alike(text: str, codes: Sequence[Code]) -> list[Part]:
    """Cut a target into words and the codes of its source, each as often as the source has it."""
    found: list[Part] = [text] if text else []
    for code in sorted(codes, key=lambda code: -len(code.text)):
        found = list(_cut(found, code))
    return found


def join(found: Sequence[Part]) -> str:
    """Return the characters that words and codes stand for."""
    return "".join(part if isinstance(part, str) else part.text for part in found)


def lost(source: Sequence[Code], target: Sequence[Code]) -> str:
    """Say which codes are missing or doubled in a target; nothing is empty."""
    wanted, there = (Counter(code.id for code in each) for each in (source, target))
    texts = {code.id: code.text for code in source}
    missing = [texts[key] for key in (wanted - there)]
    extra = [texts.get(key, key) for key in (there - wanted)]
    told = [f"missing: {' '.join(missing)}"] if missing else []
    return "; ".join([*told, *([f"once too often: {' '.join(extra)}"] if extra else [])])


def are_alike(source: Sequence[Code], target: Sequence[Code]) -> bool:
    """Whether the codes of a target stand for what those of its source do, whatever their ids."""
    wanted, there = (Counter(code.text for code in each) for each in (source, target))
    return wanted == there and "" not in wanted


def codes_of(found: Sequence[Part]) -> list[Code]:
    """Return the codes among the parts."""
    return [part for part in found if isinstance(part, Code)]


def _cut(found: Sequence[Part], code: Code) -> Iterator[Part]:
    """Put the code in place of its first occurrence among the words."""
    done = False
    for part in found:
        if done or isinstance(part, Code) or code.text not in part:
            yield part
            continue
        before, _, after = part.partition(code.text)
        yield from filter(None, (before, code, after))
        done = True
