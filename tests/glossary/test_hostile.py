"""Tables and termbases that are larger than any glossary, or say one thing many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import GlossaryError
from dragoman.formats import elements
from dragoman.glossary import foreign_table, table, tbx
from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.foreign_table import TableLanguages
from dragoman.glossary.merging import Gathering, merge
from tests.steps import counted_lines

NAMES = st.sampled_from(["flood", "truce"])
FORMS = st.dictionaries(
    st.sampled_from(["ru", "fa"]), st.lists(st.sampled_from("abc"), unique=True).map(tuple)
)


def _coherent(term: Term) -> Term:
    """Return a term that the readers may have made: nothing is both wanted and forbidden."""
    forbidden = {
        locale: tuple(form for form in forms if form not in term.translations.get(locale, ()))
        for locale, forms in term.forbidden.items()
    }
    return replace(term, forbidden=forbidden, translations={} if term.keep else term.translations)


TERMS = st.builds(
    Term,
    NAMES,
    FORMS,
    FORMS,
    st.booleans(),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, PartOfSpeech.NOUN]),
    st.sampled_from(["", "one", "two"]),
).map(_coherent)


def _added(old: Term, new: Term) -> Term:
    """What one term says beside another, as simply as it can be put."""

    def both(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> object:
        return {
            locale: tuple(dict.fromkeys((*one.get(locale, ()), *other.get(locale, ()))))
            for locale in (*one, *other)
        }

    return Term(
        old.text,
        both(dict(old.translations), dict(new.translations)),  # type: ignore[arg-type]
        both(dict(old.forbidden), dict(new.forbidden)),  # type: ignore[arg-type]
    )


@given(st.lists(TERMS, max_size=6))
def test_what_is_gathered_is_what_merging_one_by_one_gives(terms: list[Term]) -> None:
    gathering = Gathering()
    told: list[str] = []
    wanted: dict[object, Term] = {}
    refused: list[str] = []
    for term in terms:
        told += gathering.add(term)
        if term.key not in wanted:
            wanted[term.key] = term
            continue
        merged = merge(Glossary((wanted[term.key],)), Glossary((term,)))
        (wanted[term.key],) = merged.glossary.terms
        refused += merged.refused
    assert gathering.terms() == tuple(wanted.values())
    assert told == refused
    for term in gathering.terms():
        for locale, forms in term.forbidden.items():
            assert not set(forms).intersection(term.translations.get(locale, ()))


@given(FORMS, FORMS)
def test_translations_of_both_stand_in_their_order(
    one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]
) -> None:
    old, new = Term("flood", one), Term("flood", other)
    (merged,) = merge(Glossary((old,)), Glossary((new,))).glossary.terms
    said = {locale: forms for locale, forms in merged.translations.items() if forms}
    wanted = _added(old, new).translations
    assert said == {locale: forms for locale, forms in wanted.items() if forms}


def one_term(count: int) -> str:
    return "term,fa\n" + "".join(f"flood,s{number}\n" for number in range(count))


def names_in_a_line(count: int) -> str:
    names = "".join(f",w{number}" for number in range(count))
    return "English,fa" + ",English" * count + "\nflood,sel" + names + "\n"


def statuses(count: int) -> str:
    """memoQ's columns: each translation with a column that says whether it may be used."""
    columns = ",Persian,Term_Info" * count
    return "English" + columns + "\nflood" + ",x,forbidden" * count + "\n"


def notes(count: int) -> str:
    return "term,fa" + ",note" * count + "\nflood,sel" + ",n" * count + "\n"


@pytest.mark.parametrize("text", [one_term, names_in_a_line, statuses, notes])
def test_a_table_takes_steps_as_its_size_grows(text: Callable[[int], str]) -> None:
    known = TableLanguages("en", ("fa",))
    taken = []
    for count in (80, 20, 80):  # the first time, languages are loaded
        with counted_lines() as so_far:
            table.parse(text(count), "x.csv", known)
            taken.append(so_far())
    assert taken[2] < taken[1] * 5


def test_the_lines_of_a_table_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not held, nor read to the end where the first says what they are."""
    asked = 0

    def lines(text: str) -> Iterator[str]:
        nonlocal asked
        for line in text.splitlines(keepends=True):
            asked += 1
            yield line

    monkeypatch.setattr(foreign_table, "_lines", lines)
    table.parse("term,fa\n" + "flood,sel\n" * 1000, "x.csv", TableLanguages("en", ("fa",)))
    assert asked < 1010


def test_elements_of_a_termbase_are_counted_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(elements, "MOST", 50)
    text = "<tbx><text><body>{}</body></text></tbx>"
    tbx.parse(text.format("<x/>" * 47).encode(), "x.tbx", "en")
    with pytest.raises(GlossaryError, match="more than 50 elements"):
        tbx.parse(text.format("<x/>" * 48).encode(), "x.tbx", "en")
