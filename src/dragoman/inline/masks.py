"""What stands for a protected item in the text that an engine gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

from dragoman.patterns import lazily

_GAP = r"[\s\u200c-\u200f]?"
_STEMS = ("XQ", "XZ", "QX", "ZQ", "QZ", "XJ")
_BRACKETS = ("[]", "{}")


@dataclass(frozen=True, slots=True)
class Form:
    """How the masks of a sentence look: a number after a stem or between brackets."""

    before: str = _STEMS[0]
    after: str = ""

    def mask(self, number: int) -> str:
        """Return the mask with a number, counted from 1."""
        return f"{self.before}{number}{self.after}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Match a mask as an engine may give it back: any case, a space, any digits.

        The group is the number.
        """
        return _pattern(self.before, self.after)


USUAL = Form()


@lru_cache(maxsize=64)
def _pattern(before: str, after: str) -> re.Pattern[str]:
    end = _GAP + re.escape(after) if after else ""
    return re.compile(rf"{re.escape(before)}{_GAP}(\d+){end}", re.IGNORECASE)


def words(text: str) -> Form:
    """Choose masks that look like names, `XQ1`, and like nothing in the text.

    A model has not seen such a name, and spells it out as it does with any.
    """
    longer = (_STEMS[0] + "Z" * length for length in count(1))
    return _free(text, (Form(stem) for stem in chain(_STEMS, longer)))


def brackets(text: str) -> Form:
    """Choose masks that look like references, `[1]`, and like nothing in the text.

    Models know these from what they were trained on; they are for a second try, since numbers
    are also what models change and lose.
    """
    bracketed = (Form(*pair) for pair in _BRACKETS)
    # From the last, so that a second try never looks like the first.
    return _free(text, chain(bracketed, (Form(f"{stem}J") for stem in _longer("QX"))))


def _longer(stem: str) -> Iterator[str]:
    return (stem + "Z" * length for length in count(1))


def _free(text: str, forms: Iterable[Form]) -> Form:
    return next(form for form in forms if form.pattern.search(text) is None)


_ANY = lazily(
    rf"(?:\b(?:XQZ*|XZ|QX(?:Z+J)?|ZQ|QZ|XJ)|([\[{{])){_GAP}(\d+)(?(1){_GAP}[\]}}])", re.IGNORECASE
)
"""Matches the masks of any sentence. What it takes for a mask in a source without any is at
least no word."""


_LEAK = lazily(rf"(?<![^\W_])(?:XQZ*|XZ|QX(?:Z+J)?|ZQ|QZ|XJ){_GAP}\d{{1,3}}(?![^\W_])")


def leaked(source: str, target: str) -> tuple[str, ...]:
    """List what looks like a mask in a target and stands nowhere in its source.

    A word that the source has, such as the name of a product, is none.
    """
    if not _LEAK.search(target):
        return ()
    given = re.sub(_GAP, "", source).upper()
    found = (match[0] for match in _LEAK.finditer(target))
    return tuple(mask for mask in found if re.sub(_GAP, "", mask).upper() not in given)


def without(text: str) -> str:
    """Put a space for each mask, where it is not known what masks the text has."""
    return _ANY.sub(" ", text)


def numbers(text: str) -> Counter[int]:
    """Count the numbers of the masks, where it is not known what masks the text has."""
    return Counter(int(match[2]) for match in _ANY.finditer(text))
