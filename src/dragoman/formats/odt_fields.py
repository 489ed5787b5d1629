"""Words that fields of an OpenDocument text show: they stay, and are told.

LibreOffice computes most fields anew. Those below show what the document keeps elsewhere, as a
property that its writer made, or what somebody typed into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.formats import office_fields
from dragoman.formats.odt_names import names
from dragoman.model import Finding, one_line
from dragoman.patterns import lazily

_KEEPING = names(
    "text",
    "user-defined user-field-get user-field-input variable-get variable-set variable-input "
    "text-input placeholder conditional-text hidden-text expression database-display keywords "
    "dde-connection",
)
_WORD = lazily(r"[^\W\d_]{3}")


def told(roots: Sequence[Any]) -> Iterator[Finding]:
    """Tell which words fields show, each once."""
    texts = (one_line("".join(each.itertext())) for root in roots for each in root.iter(*_KEEPING))
    return office_fields.told(filter(_WORD.search, texts))
