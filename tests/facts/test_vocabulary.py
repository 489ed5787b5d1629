"""The list of words says of each what a dictionary would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.facts import vocabulary
from dragoman.facts.vocabulary import WordList

words = st.text("abcé’", min_size=1, max_size=4)


@given(st.dictionaries(words, st.integers(0, 2**40)), words)
def test_a_list_holds_what_a_dictionary_would(counts: dict[str, int], other: str) -> None:
    made = WordList.of(counts.items())
    for word in {*counts, other, ""}:
        place = made.find(word)
        assert (None if place is None else made.counts[place]) == counts.get(word)


def test_words_of_a_language() -> None:
    assert vocabulary.has("convoy", "en")
    assert not vocabulary.has("convoyy", "en")
    assert vocabulary.common("the", "en")
    assert not vocabulary.common("convoy", "en")
    assert vocabulary.count("the", "fa") == 0
