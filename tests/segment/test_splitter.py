"""Laws that hold for any text, and what separates paragraphs."""

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.segment import rules, split

LANGUAGES = ["en", "ru", "fa", "tr", "ar", "ar-EG", "pt_BR", "de", "xx", "", "../en"]

# Text in which marks, quotes, abbreviations and line ends meet far more often than in prose.
WORDS = """
    1. 12. II. U.S. Inc. Dr. No. p.m. J. г. Prof. د. أ.د. Yahoo! The Smith said he a B iPhone
    В Россия сказал Bu dedi dünya و گفت او قال كتاب دبليو 😀 e\u0301
"""
PIECES = [
    *".!?…؟۔,;:\"'“”‘’«»()[]—-/*#@5   \u00a0\u200f\n\t",
    *["...", "\n\n", "\n \n", "т. е.", *WORDS.split()],
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
@example(text=" \n\n ", language="en")
@example(text="\n\nA.\n\n", language="en")
def test_spans_cover_the_text(text: str, language: str) -> None:
    at = 0
    for start, end in split(text, language):
        assert start == at < end
        at = end
    assert at == len(text)


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_every_sentence_of_a_paragraph_has_a_word(text: str, language: str) -> None:
    found = sentences(text.replace("\n", " "), language)
    assert len(found) == 1 or all(any(map(str.isalnum, sentence)) for sentence in found)


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_only_the_first_sentence_begins_with_white_space(text: str, language: str) -> None:
    assert not any(sentence[0].isspace() for sentence in sentences(text, language)[1:])


@given(TEXTS, st.sampled_from(LANGUAGES), st.sampled_from([" ", "\n", "\n\n\t"]))
def test_white_space_around_the_text_changes_nothing(text: str, language: str, space: str) -> None:
    bare = [sentence.strip() for sentence in sentences(text.strip(), language)]
    spaced = sentences(space + text.strip() + space, language)
    assert [sentence.strip() for sentence in spaced if sentence.strip()] == bare


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_a_sentence_is_not_split_further(text: str, language: str) -> None:
    for sentence in sentences(text, language):
        assert sentences(sentence, language) == [sentence]


@given(text=TEXTS)
def test_region_and_spelling_of_the_code_do_not_matter(text: str) -> None:
    assert sentences(text, "ar") == sentences(text, "ar-EG") == sentences(text, "AR_sa")


_PROSE = [
    *("road. ", "The ", "said. ", "1500 г. ", "Город ", "в мае. ", "km. ", "Ave. ", "— ", "дек. "),
    *("№ ", ", ", "he — said. ", "yüz. ", "Bu ", "mayo. ", "“no.” ", "a. ", "IV. ", "9 "),
]


@given(
    st.lists(st.sampled_from([*_PROSE, *WORDS.split()]), max_size=12).map("".join),
    st.sampled_from(LANGUAGES),
)
def test_what_plainly_ends_a_sentence_does_so_by_all_rules(text: str, language: str) -> None:
    found = sentences(text, language)
    with patch.object(rules, "plainly_ends", lambda _site: False):
        assert sentences(text, language) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", ["   "]),
        ("No mark", ["No mark"]),
        ("One. Two.", ["One. ", "Two."]),
        ("  One.\tTwo. \n", ["  One.\t", "Two. \n"]),
        ("A title\nand more. Then", ["A title\nand more. ", "Then"]),
        ("A title\n\nA text", ["A title\n\n", "A text"]),
        ("mid\n \t\n\nsentence", ["mid\n \t\n\n", "sentence"]),
        ("One.\r\n\r\nTwo.", ["One.\r\n\r\n", "Two."]),
        ("\n\nOne.\n\n", ["\n\nOne.\n\n"]),
        ("— !!! —\n\nOne.", ["— !!! —\n\n", "One."]),
        ("One.\n\n***\n\nTwo.", ["One.\n\n", "***\n\n", "Two."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert sentences(text, "en") == expected


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_a_language_without_data_is_split_by_the_general_rules(language: str) -> None:
    found = sentences("Il a vu M. Dupont à 3.5 km. La ville dort. « Où ? » dit-elle.", language)
    assert found == ["Il a vu M. Dupont à 3.5 km. ", "La ville dort. ", "« Où ? » dit-elle."]


UNITS = ["?", "? ", "a. ", ". ", '" ', '. " ', 'a. " ', "\n", "\n ", "( ", "A.", "? ) ", "A.\xa0"]


@pytest.mark.parametrize("unit", UNITS)
def test_long_monotonous_text_takes_no_longer_than_prose(unit: str) -> None:
    # No clock here: a quadratic rule would hang.
    text = unit * (100_000 // len(unit))
    assert "".join(sentences(text, "en")) == text
