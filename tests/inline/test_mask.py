"""What the engine gets."""

from __future__ import annotations

import pytest

from dragoman.inline import SpanKind, mask, plain, project
from dragoman.inline.protected import items
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


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("<i>Sept 2, 2016</i><i>02:33</i>", "Sept 2, 2016 02:33"),
        ("<b>Sept 2, 2016</b>02:33", "Sept 2, 2016 02:33"),
        ("<i>£5</i><i>£10</i>", "£5 £10"),
        ("<i>&pound;5</i><i>&pound;10</i>", "£5 £10"),
        ("<i>5&euro;</i><i>10&euro;</i>", "5€ 10€"),
        ("<i>5 €</i><i>10 €</i>", "5 € 10 €"),
        ("<i>50%</i><i>20%</i>", "50% 20%"),
        ("<i>50%</i><i>off</i>", "50% off"),
        ("<i>Price</i><i>$10</i>", "Price $10"),
        ("<i>Rooms</i><i>12</i><i>beds</i>", "Rooms 12 beds"),
        ("<i>٢٠١٦</i><i>خبر</i>", "٢٠١٦ خبر"),
        # What makes one number or one word stays together.
        ("<i>1</i><i>2</i><i>3</i>", "123"),
        ("US<i>$</i><i>10</i>", "US$10"),
        ("<i>2016</i>:17", "2016:17"),
        ("10<sup>6</sup><i>m</i>", "106m"),
    ],
)
def test_numbers_of_neighbouring_elements_are_two(source: str, reads: str) -> None:
    assert mask(source, Syntax.HTML).plain == reads
    assert plain(source, Syntax.HTML) == reads


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        # A note's sign and a power keep their places by a word; the engine does not see them.
        ("It rained<sup>1</sup>.", "It rained."),
        ("“It rained.”<sup>12, 13</sup> Then", "“It rained.” Then"),
        ('Rain<sup class="n"><a href="#n1">[1]</a></sup> fell<sup>*</sup>', "Rain fell"),
        ("15 m<sup>3 </sup>oil on 2 km<sup>2</sup> of land", "15 m oil on 2 km of land"),
        ("It rained<sup>a</sup> here", "It rained here"),
        ("It rained<sup>&#8224;</sup> here<sup>&nbsp;[&#49;]</sup>", "It rained here"),
        # What is read stays.
        ("the 20<sup>th</sup> of May", "the 20th of May"),
        ("10<sup>6</sup> people", "106 people"),
        ("M<sup>c</sup>Donald, 1<sup>a</sup>", "McDonald, 1a"),
        ("the I<sup>2</sup>C bus", "the XQ1 bus"),
        # Names of things in computers, and substances, are no words.
        ("two <tt>int</tt> values", "two XQ1 values"),
        ("<tt>two or three words</tt>", "two or three words"),
        ("CO<sub>2</sub> and Ca(OH)<sub>2</sub> or (x<sub>2</sub>)", "XQ1 and XQ2 or (x2)"),
        # Words that only looks hold apart.
        ("<a>terms of use</a><sup>new</sup>", "terms of use new"),
        ("<i>KOO APP</i><i>TUBE</i><i>K</i><i>AZAN</i>", "KOO APP TUBEKAZAN"),
        ("<span>X</span><span>We came</span>", "X We came"),
        ("see <em>The Flood</em>5 and mp<b>3</b>", "see The Flood 5 and mp3"),
        ("the <a>Times</a>next year, <a>photo</a>s", "the Times next year, photos"),
        ('15<i class="d"></i>04<i class="d"></i>2011', "15 04 2011"),
        ('<b class="title">8 bit guitar</b><b class="stat">von acht</b>', "8 bit guitar von acht"),
        ('<b class="c1">The flo</b><b class="c2">ods came</b>', "The floods came"),
        ("by email<em>Get it</em>, You<b>Tube</b>", "by email Get it, YouTube"),
        ("<span><a>Ann Lee</a></span><span>in <a>Town</a></span>", "Ann Lee in Town"),
    ],
)
def test_what_the_engine_is_given_of_raised_signs_and_of_words_that_touch(
    source: str, reads: str
) -> None:
    assert mask(source, Syntax.HTML).plain == reads


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("Water is H~2~O or (CO~2~), as SO~4~^2-^ is", "Water is XQ1 or (XQ2), as XQ3 is"),
        ("PM~2.5~, Ca^2+^ and Ca(OH)~2~", "XQ1, XQ2 and XQ3"),
        ("10^6^ people and 10^-3^ of it", "XQ1 people and XQ2 of it"),
        ("5 km^2^ of land at 3 m s^-2^, **x^2^**", "5 km of land at 3 m s, x"),
        ("It rained.^1,2^ They left^12^.", "It rained. They left."),
        ("CO<sub>2</sub> in Ca(OH)<sub>2</sub>, I<sup>2</sup>C", "XQ1 in XQ2, XQ3"),
        # What is no such sign.
        ("~~no~~ or ~yes~, ~5 km and ~10 km", "no or ~yes~, ~5 km and ~10 km"),
        ("2^10 and 3^4, ^_^ and ^o^", "2^10 and 3^4, ^_^ and ^o^"),
        ("at https://a.org/b~2~c and ~/d~", "at XQ1 and ~/d~"),
        ("in <out-dir>/<name>.txt or <b>.5</b>", "in XQ1 or .5"),
        ("in <out>/<name>.txt</name>", "in /.txt"),
        ("See &#35;HopeConvoy, &#64;mira or desk&#64;example.org.", "See XQ1, XQ2 or XQ3."),
        (r"H\~2\~O and x\^2^", "H~2~O and x^2^"),
    ],
)
def test_signs_of_markdown_that_are_no_words(source: str, reads: str) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    assert masked.plain == reads
    assert project(masked, {masked.plain: masked.plain}).text == source


@pytest.mark.parametrize("syntax", [Syntax.MARKDOWN, Syntax.HTML])
@pytest.mark.parametrize("written", ["&amp;#river", "&AMP;#river", "&#38;#river", "&#x26;#river"])
def test_an_ampersand_and_a_number_sign_are_no_hashtag(written: str, syntax: Syntax) -> None:
    assert not items(f"It rose {written} again.", syntax)
    assert [item.kind for item in items("It rose &nbsp;#river", syntax)] == [SpanKind.HASHTAG]
