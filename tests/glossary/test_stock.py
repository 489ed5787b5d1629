"""A compiled glossary finds what a matcher finds that knows every term, and is compiled once."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import glossary, project
from dragoman.glossary import Glossary, SourceTerms, Stock, Term
from dragoman.glossary.matcher import Matcher, WantedForm
from dragoman.store import Store

workflow = import_module("dragoman.workflow.glossary")
"""Its name is that of a use case, too."""

WORDS = {
    "en": ("relief", "trucks", "truck", "policy", "policies", "US", "us", "17", "of", "Berg's"),
    "fa": ("کتاب", "کتاب‌ها", "کتاب ها", "می‌رود", "راه", "راه‌آهن", "۱۷"),
    "ar": ("كتاب", "الكتاب", "والكتاب", "بكتابها", "طريق", "١٧"),
}


@pytest.mark.parametrize("language", sorted(WORDS))
@given(data=st.data())
def test_it_finds_what_a_matcher_of_all_terms_finds(language: str, data: st.DataObject) -> None:
    phrase = st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=4).map(" ".join)
    texts = data.draw(st.lists(phrase, unique=True, max_size=8))
    terms = tuple(
        Term(
            text, keep=data.draw(st.booleans()), case_sensitive=data.draw(st.none() | st.just(True))
        )
        for text in texts
    )
    every = Matcher(
        language,
        (
            WantedForm(term.text, number, term.case_sensitive, exact=term.keep)
            for number, term in enumerate(terms)
        ),
    )
    source = SourceTerms(Stock.compile(Glossary(terms), language), language)
    for sentence in data.draw(st.lists(phrase, max_size=4)):
        found: dict[tuple[int, int], set[int]] = {}
        for each in every.longest(sentence):
            found.setdefault((each.first, each.last), set()).add(each.number)
        groups = dict.fromkeys(tuple(sorted(numbers)) for numbers in found.values())
        assert source.within(sentence) == tuple(
            tuple(terms[number] for number in group) for group in groups
        )


TERM = Term(
    "relief truck",
    {"ru": ("фура", "грузовик"), "fa": ("کامیون",)},
    {"ru": ("машина",)},
    case_sensitive=False,
    part_of_speech=glossary.PartOfSpeech.NOUN,
    note="of aid",
    line=3,
)


def test_terms_come_back_from_bytes_as_they_were() -> None:
    keep = Term("Dragoman", keep=True, line=9)
    data = Stock.compile(Glossary((TERM, keep)), "en", "key").dump()
    assert Stock.load(data, "other") is None
    stock = Stock.load(data, "key")
    assert stock is not None
    assert [stock.term(0), stock.term(1)] == [TERM, keep]
    assert [stock.term(0).line, stock.size, stock.kept] == [3, 2, ("Dragoman",)]


@pytest.mark.parametrize("data", [b"", b"x" * 5000, b"SQLite format 3\0" + bytes(200)])
def test_damaged_bytes_are_no_stock(data: bytes) -> None:
    assert Stock.load(data, "key") is None


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(workflow, "FEWEST", 1)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "glossary.yaml").write_text("- term: truck\n  ru: фура\n", "utf-8")
    return Store(project.find(tmp_path))


def test_it_is_compiled_once_and_anew_when_it_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    honest = workflow.parse

    def spied(text: str, path: str) -> Glossary:
        read.append(text)
        found: Glossary = honest(text, path)
        return found

    monkeypatch.setattr(workflow, "parse", spied)
    for _ in range(2):
        assert workflow.stock(store, "en").term(0).text == "truck"
    assert len(read) == 1
    store.glossary_path.write_text("- term: lorry\n  ru: фура\n", "utf-8")
    for _ in range(2):
        assert workflow.stock(store, "en").term(0).text == "lorry"
    assert workflow.stock(store, "fr").term(0).text == "lorry"
    assert len(read) == 3
    kept = store.root / ".dragoman/glossary.sqlite"
    kept.write_bytes(kept.read_bytes()[:2000])
    assert workflow.stock(store, "fr").term(0).text == "lorry"
    assert len(read) == 4


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path.parent / "outside"
    outside.mkdir()
    (store.root / ".dragoman").symlink_to(outside)
    assert workflow.stock(store, "en").term(0).text == "truck"
    assert list(outside.iterdir()) == []
