"""Words that fields and formulas of a Word document show.

Word makes most fields anew: numbers, dates, names. A list of sources or a citation, which another
program wrote into a field, may hold whole sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.formats import office_fields
from dragoman.formats.docx_names import qn
from dragoman.formats.office_items import Item, Role
from dragoman.model import Finding, one_line
from dragoman.patterns import lazily

_PASSAGE = lazily(r"(?<![^\W_])[^\W\d_]{2,}+[,:;]?+ [^\W\d_]{2,}+[,:;]?+ [^\W\d_]{2,}+")
"""Words in a row: more than a date or a name."""

_TWO_WORDS = lazily(r"(?<![^\W_])[^\W\d_]{3,}+[ ,]++[^\W\d_]{2}")


def told(items: Sequence[Item]) -> Iterator[Finding]:
    """Tell which words in a row fields and formulas among the items show, each once."""
    yield from office_fields.told(filter(_PASSAGE.search, map(_shown, items)))
    formulas = (item.formula for item in items)
    yield from office_fields.told(filter(_TWO_WORDS.search, formulas), "formula")


def _shown(item: Item) -> str:
    """Return what a sign shows of words, as a field does."""
    if item.role is not Role.SIGN:
        return ""
    texts = (text for leaf in item.leaves for text in leaf.element.iter(qn("w:t")))
    return one_line("".join(text.text or "" for text in texts))
