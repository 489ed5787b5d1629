"""What recurs in articles, and what it is called in translations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.glossary import Candidate, ReadSentence, Translations, candidates
from dragoman.glossary.likeness import likeness, skeleton
from tests.strategies import sentences


def found(*texts: str, least: int = 2) -> list[str]:
    given = [ReadSentence(text, f"{number}.md") for number, text in enumerate(texts)]
    return [each.text for each in candidates(given, "en", least)]


NAMES = [
    (["Rain fell in Lorven.", "Lorven’s mayor said so."], ["Lorven"]),
    (["The Delmira River rose.", "Near the Delmira River, rain fell."], ["Delmira River"]),
    (["Mayor Lena Marden of Arvelin", "said Mayor Lena Marden, who"], ["Lena Marden"]),
    (["the Bank of Lorven said", "a Bank of Lorven report"], ["Bank of Lorven"]),
    (["The UN and the UN"], ["UN"]),
    (["on Monday in March", "a Monday in March"], []),
    (["New Zealand won.", "In New Zealand"], ["New Zealand"]),
    (["Rain fell.", "Rain stopped."], []),
    (["“Rain,” he said.", "“Rain again,” she said."], []),
    (["River Museum Reopens After Three Years"] * 2, []),
    (["It rained in Lorven."], []),
]


@pytest.mark.parametrize(("texts", "names"), NAMES)
def test_names_are_found_by_their_capitals(texts: list[str], names: list[str]) -> None:
    assert found(*texts) == names


def test_phrases_must_belong_together_and_recur_thrice() -> None:
    texts = ["The rescue service came.", "a rescue service", "two rescue services", "the service"]
    assert found(*texts) == ["rescue service"]
    assert found(*texts[:2]) == []
    assert found(*["the old red car", "an old blue car", "old cars and a green car"]) == []


def test_how_often_and_where_is_told() -> None:
    given = [ReadSentence("in Lorven and Lorven", "a.md"), ReadSentence("near Lorven", "b.md")]
    assert candidates(given, "en", 2) == [Candidate("Lorven", True, 3, ("a.md", "b.md"))]


ALIKE = [
    ("lorven", "лорвен"),
    ("lorven", "لورفن"),
    ("sabrin", "سابرین"),
    ("marden", "ماردن"),
    ("kestrin", "кестрин"),
    ("sharif", "şerif"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_name_sounds_alike_in_other_letters(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert likeness(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("lorven", "понедельник"), ("io", "او"), ("a", "a b")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.5


PAIRS = [
    ("Rain fell in Lorven on Sunday.", "В воскресенье в Лорвене шёл дождь."),
    ("Lorven is dry.", "Лорвен сух."),
    ("The road to Lorven is open.", "Дорога в Лорвин открыта."),
    ("The rescue service left.", "Спасательная служба уехала."),
    ("A rescue service came.", "Приехала спасательная служба."),
    ("He called the rescue service.", "Он вызвал спасательную службу."),
    ("It was dry.", "Было сухо."),
]


def test_renderings_are_found_and_several_of_one_name_are_told_apart() -> None:
    asked = [Candidate("Lorven", True, 3, ()), Candidate("rescue service", False, 3, ())]
    translations = Translations([*asked, Candidate("Kestrin", True, 2, ())], PAIRS, "en", "ru")
    lorven = [(each.text, each.count) for each in translations.renderings(0)]
    assert lorven == [("Лорвен", 2), ("Лорвин", 1)]
    service = translations.renderings(1)
    assert [each.count for each in service] == [3]
    assert service[0].text.casefold() == "спасательная служба"
    assert translations.renderings(2) == ()


@given(
    st.lists(st.tuples(sentences, sentences), max_size=4),
    st.sampled_from(["ru", "fa", "tr", "ar", "de"]),
)
def test_any_text_can_be_looked_at(pairs: list[tuple[str, str]], locale: str) -> None:
    asked = candidates([ReadSentence(source, "a") for source, _ in pairs], "en", 1)
    translations = Translations(asked, pairs, "en", locale)
    for number in range(len(asked)):
        for each in translations.renderings(number):
            assert any(each.text in target for _, target in pairs)
