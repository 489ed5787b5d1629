"""What is imported into a glossary, and what stays as people wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from dragoman import glossary
from dragoman.errors import GlossaryError
from dragoman.glossary import Glossary, Term
from dragoman.glossary.merging import merge
from dragoman.glossary.writing import serialize
from tests.glossary.glossaries import glossaries

BASE = """\
# The newsroom's terms.

- term: relief truck   # the ones of the flood
  ru: грузовик с помощью   # agreed in March
  fa: 'کامیون امدادی'
  tr:
  # a remark
  note: |
    Two
    lines.

# names
- {term: Lorven, ru: [Лорвен], note: "the town"}

- ru: Делмира
  term: Delmira
  forbidden:
    ru: Дельмира

# the end
"""

ADDED = """\
- term: relief truck
  part-of-speech: noun
  ru: [грузовик с помощью, 'грузовик: помощь']
  fa: کامیون کمک‌رسانی
  tr: yardım kamyonu
  ar-EG: شاحنة
  note: Another.
- {term: Lorven, fa: لورون, case-sensitive: true}
- {term: Delmira, ru: Дельмира, forbidden: {ru: Делмира, fa: دل}}
- {term: Reuters, do-not-translate: true}
"""

EXPECTED = """\
# The newsroom's terms.

- term: relief truck   # the ones of the flood
  ru: [грузовик с помощью, "грузовик: помощь"]   # agreed in March
  fa: [کامیون امدادی, کامیون کمک‌رسانی]
  tr: yardım kamyonu
  # a remark
  note: |
    Two
    lines.
  part-of-speech: noun
  ar-EG: شاحنة

# names
- {term: Lorven, ru: [Лорвен], note: "the town", case-sensitive: true, fa: لورون}

- ru: Делмира
  term: Delmira
  forbidden:
    {ru: Дельмира, fa: دل}

# the end

- term: Reuters
  do-not-translate: true
"""


def test_what_is_added_stands_beside_what_people_wrote() -> None:
    merged = merge(glossary.parse(BASE), glossary.parse(ADDED))
    assert serialize(merged.glossary, BASE) == EXPECTED
    assert (merged.added, merged.completed) == (1, 3)
    assert merged.refused == (
        "“relief truck” has another `note` already, which stays",
        "“Дельмира” is forbidden for “Delmira” in ru",
        "“Делмира” is a translation of “Delmira” in ru, and not forbidden",
    )


@pytest.mark.parametrize("text", [BASE, BASE.replace("\n", "\r\n"), f"\ufeff{BASE}", BASE.rstrip()])
def test_a_second_import_changes_no_byte(text: str) -> None:
    merged = merge(glossary.parse(text), glossary.parse(ADDED)).glossary
    once = serialize(merged, text)
    again = merge(glossary.parse(once), glossary.parse(ADDED))
    assert (again.added, again.completed) == (0, 0)
    assert serialize(again.glossary, once) == once
    assert ("\r\n" in once) == ("\r\n" in text)
    assert once.count("\r\n") in (0, once.count("\n"))
    assert once.startswith("\ufeff") == text.startswith("\ufeff")


def test_a_comment_alone_is_kept() -> None:
    text = serialize(glossary.parse("- {term: a, ru: b}"), "# ours")
    assert text == "# ours\n\n- term: a\n  ru: b\n"


def test_a_list_in_brackets_is_left_alone() -> None:
    with pytest.raises(GlossaryError, match="cannot be added to"):
        serialize(glossary.parse("- term: a\n- term: b\n"), "[{term: a}]\n")


@settings(max_examples=50)
@given(glossaries)
def test_what_is_written_reads_back(found: Glossary) -> None:
    assert glossary.parse(serialize(found)) == found


@settings(max_examples=50)
@given(glossaries, glossaries)
def test_merging_takes_nothing_away_and_is_done_once(old: Glossary, new: Glossary) -> None:
    text = "# a comment\n" + serialize(old)
    merged = merge(glossary.parse(text), new)
    once = serialize(merged.glossary, text)
    assert once.startswith("# a comment\n")
    for before, after in zip(old.terms, glossary.parse(once).terms, strict=False):
        for locale, forms in before.translations.items():
            assert after.translations[locale][: len(forms)] == forms
        assert (after.text, after.note or before.note) == (before.text, before.note or after.note)
        assert replace(before, note="").note == ""
    again = merge(glossary.parse(once), new)
    assert serialize(again.glossary, once) == once


class CountedText(str):
    """Counts how often texts are compared."""

    __slots__ = ()
    __hash__ = str.__hash__
    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedText.compared += 1
        return super().__eq__(other)


def test_to_merge_terms_takes_a_few_looks_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CountedText, "compared", 0)
    terms = tuple(Term(CountedText(f"word {number}"), {"ru": ("x",)}) for number in range(400))
    assert merge(Glossary(), Glossary(terms)).added == 400
    assert merge(Glossary(terms[:200]), Glossary(terms)).added == 200
    assert CountedText.compared < 20 * 400
