"""A glossary that is opened in a spreadsheet runs nothing, and comes back as it was."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from dragoman.glossary import table
from dragoman.glossary.entry import Glossary, Term

SIGNS = st.text("'=+-@ab", max_size=6).map(lambda text: f"{text}a")


@given(SIGNS, SIGNS)
def test_no_cell_is_a_formula_and_all_come_back(term: str, note: str) -> None:
    glossary = Glossary((Term(term, {"ru": ("река",)}, note=note),))
    text = table.serialize(glossary)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert not any(cell[:1] in ("=", "+", "-", "@") and cell[:1] for row in rows for cell in row)
    (found,) = table.parse(text, "terms.csv").terms
    assert (found.text, found.note) == (term, note)
