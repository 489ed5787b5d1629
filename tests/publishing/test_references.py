"""What an article shows or links to is found, however its site generator writes the address."""

from __future__ import annotations

import pytest

from dragoman.errors import ArticleError
from dragoman.publishing.references import attachments, place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("map.png", "news/map.png"),
        ("../images/map.png", "images/map.png"),
        ("a%20b.png", "news/a b.png"),
        ("{static}/images/map.png", "images/map.png"),
        ("{attach}map.png", "news/map.png"),
        ("{attach}../map.png", "map.png"),
        ("{filename}/images/map.png", "images/map.png"),
        ("|static|/images/map.png", "images/map.png"),
        ("%7Bstatic%7D/images/a%20b.png", "images/a b.png"),
        ("{static}/../secret.png", None),
        ("{static}", None),
        ("{tag}/flood", None),
        ("{{ site.baseurl }}/map.png", None),
        ("/images/map.png", None),
        ("https://example.org/map.png", None),
    ],
)
def test_an_address_means_a_file(address: str, place: str | None) -> None:
    assert place_of(address, "news/flood.md") == place


@pytest.mark.parametrize(
    "text",
    [
        "Look: ![A map]({static}/images/map.png)\n",
        "Look: ![A map]({attach}../images/map.png)\n",
        '<img src="{static}/images/map.png" alt="A map">\n',
        "[The map]({static}/images/map.png)\n",
        "---\nresources:\n- src: ../images/map.png\n- src: '*.jpg'\n---\nText.\n",
        '---\nCover: "{static}/images/map.png"\n---\nText.\n',
    ],
)
def test_a_file_goes_along_and_a_missing_one_is_told(text: str) -> None:
    known = ["images/map.png", "news/flood.md"]
    assert attachments("news/flood.md", text, known) == (["images/map.png"], [])
    assert attachments("news/flood.md", text, known[1:]) == ([], ["images/map.png"])


def test_data_go_along_and_articles_do_not() -> None:
    text = "See [a](towns.json), [b](item.json), [c](gone.json) and [d](roads.md)."
    known = ["towns.json", "item.json", "roads.md"]
    found = attachments("a.md", text, known, lambda file: file == "item.json")
    assert found == (["towns.json"], ["gone.json"])


def test_an_address_in_front_matter_that_yaml_misreads_is_told_with_what_to_write() -> None:
    with pytest.raises(ArticleError, match=r"a character that has a meaning in YAML: \{"):
        attachments("flood.md", "---\nCover: {static}/images/map.png\n---\nText.\n", [])


def test_a_paragraph_of_very_many_lines_is_gone_through_once() -> None:
    # No clock here: to copy what is left at each of them would take minutes.
    text = "![a](a.png)\n" + "a line\n" * 100_000 + "[![c](c.png)](b.png)\n"
    assert attachments("long.md", text, ["c.png", "a.png", "b.png"]) == (
        ["a.png", "b.png", "c.png"],
        [],
    )
