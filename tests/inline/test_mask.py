"""What the engine gets."""

from __future__ import annotations

import pytest

from dragoman.inline import mask
from dragoman.model import Syntax


@pytest.mark.parametrize(
    ("source", "plain", "others"),
    [
        ("The water fell.", "The water fell.", []),
        ("**The water fell.**", "The water fell.", []),
        ("“**The water fell**”.", "“The water fell”.", []),
        ("The *water* fell.[^1]", "The water fell.", ["water"]),
        ("The [upper *bridge*](u) opened.", "The upper bridge opened.", ["upper bridge", "bridge"]),
        ('Go to [Lorven](u "The town").', "Go to Lorven.", ["Lorven", "The town"]),
        ("Send `FLOOD` to `FLOOD`.", "Send XQ1 to XQ2.", []),
        ("**`a`** and *`b` water*", "XQ1 and XQ2 water", ["XQ2 water"]),
        ("Cut ![a *big* road](r) here", "Cut here", ["a big road"]),
        ("See ![a](b).", "See.", ["a"]),
        ("one<br>two", "one two", []),
        (r"5 \* 3 &amp; more", "5 * 3 & more", []),
        ("The line ends\\", "The line ends", []),
    ],
)
def test_markdown(source: str, plain: str, others: list[str]) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    assert masked.plain == plain
    assert list(masked.requests) == [plain, *others]


def test_an_image_alone_asks_for_its_description_and_title_only() -> None:
    masked = mask('![Trucks](a.jpg "Near Lorven")', Syntax.MARKDOWN)
    assert masked.plain == ""
    assert masked.requests == ("Trucks", "Near Lorven")


@pytest.mark.parametrize("source", ["`a` 64.", "**12**", "https://a.org", "…", "[^1]", ""])
def test_without_words_there_is_nothing_to_translate(source: str) -> None:
    assert mask(source, Syntax.MARKDOWN).requests == ()


def test_pieces_are_the_words_between_the_masks() -> None:
    masked = mask("Send `A` to @b, or *call* {c}!", Syntax.MARKDOWN)
    assert masked.items == ("`A`", "@b", "{c}")
    assert masked.pieces == ("Send", "to", ", or call")


def test_a_mask_is_never_what_the_source_says() -> None:
    masked = mask("The xq 1 and XZ2 use `code`.", Syntax.MARKDOWN)
    assert masked.plain == "The xq 1 and XZ2 use QX1."
    assert mask("XQ1 is a name.", Syntax.MARKDOWN).plain == "XQ1 is a name."


def test_plain_text_keeps_its_stars() -> None:
    masked = mask("The *water* at @mira", Syntax.PLAIN)
    assert masked.plain == "The *water* at XQ1"
    assert masked.nodes == ()
