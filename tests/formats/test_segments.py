"""Segments: their names, what belongs to each, and what serializing asks for."""

from __future__ import annotations

import pytest

from dragoman.formats import parse, serialize


def segments(text: str, path: str = "a.md") -> list[str]:
    """Return the text of each segment."""
    return [segment.text for segment in parse(path, text.encode(), "en").segments]


def test_repeats_are_numbered_in_article_order() -> None:
    article = parse("a.md", b"Yes.\n\n- Yes.\n\nNo. Yes.", "en")
    first, second, other, third = [segment.id for segment in article.segments]
    assert len(first) == 8
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert other[:8] != first


def test_wrapping_does_not_change_an_id() -> None:
    wrapped = parse("a.txt", b"Cars crossed\n   the bridge.", "en").segments
    flat = parse("a.md", b"Cars crossed the bridge.", "en").segments
    assert wrapped[0].id == flat[0].id


def test_of_a_paragraph_that_is_one_sentence_there_is_one_copy() -> None:
    article = parse("a.txt", b"  Cars crossed.\n\nNobody was hurt.\n\nIt rained.\n", "en")
    first, gap, second, other, _, end = article.blocks[1:]
    for block in (first, second):
        (segment,) = block.segments
        assert block.raw is block.text is segment.text is segment.source
    assert gap is other
    assert end.raw == "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One. ", "Two."]),
        ("One. …! Two.", ["One. …! ", "Two."]),
        ("… ! One.", ["… ! One."]),
        ("One. — …", ["One. — …"]),
    ],
)
def test_stretches_without_words_stay_with_a_neighbour(text: str, expected: list[str]) -> None:
    assert segments(text, "a.txt") == expected


def test_a_hard_break_ends_a_segment() -> None:
    assert segments("Red  \nBlue\\\nGreen") == ["Red  \n", "Blue\\\n", "Green"]


def test_paragraphs_of_a_long_description_are_segments() -> None:
    text = "---\nsummary: |\n  One\n\n  Two\n---\n"
    assert segments(text) == ["One\n\n", "Two"]


@pytest.mark.parametrize("targets", [[], ["a"], ["a", "b", "c"]])
def test_one_target_for_each_segment(targets: list[str]) -> None:
    article = parse("a.md", b"One. Two.", "en")
    with pytest.raises(ValueError, match="2 segments"):
        serialize(article, targets)
