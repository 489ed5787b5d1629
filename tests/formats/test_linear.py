"""Reading a text twice as long takes twice the steps, not four times."""

from __future__ import annotations

import pytest

from dragoman import formats
from tests.formats import word
from tests.steps import counted, counted_lines

PARAGRAPH = (
    "See *the map* of [12 towns](https://a.org/x) now. Water fell[^1] &amp; **rose `x`** there. "
    "<b>Nobody</b> was hurt {{ site.title }} on a.org, said @mira.  \n"
)
SPANS = "A <i>b</i> <a href='c'>d</a>&nbsp;e<sup>1</sup>. <b>F</b><br>\n"


def steps(name: str, text: str) -> int:
    """Count the calls that it takes to read the text and write it back, and written anew."""
    with counted() as calls:
        article = formats.parse(name, text.encode(), "en")
        formats.serialize(article, [None] * len(article.segments))
        formats.serialize(article, [f"Now {each.source}" for each in article.segments], "fa")
    return calls()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a.md", PARAGRAPH),
        ("a.md", f"{PARAGRAPH}\n"),
        ("a.md", f"- {PARAGRAPH}"),
        ("a.md", "| [a](b) | *c* |\n|---|---|\n| `d` | e |\n\n"),
        ("a.md", "<code>a *b*</code> and [c](d) `e`. "),
        ("a.md", "<div>\n<p>One. Two.</p>\n</div>\n\n"),
        ("a.md", "<div>\n```js\nOne.\n\n"),
        ("a.md", "<div>\nOne.\n</div>\nTwo.\n"),
        ("a.md", "One <!-- nobody reads it --> two.\n\n"),
        ("a.md", "One <!-- nobody reads it --> two.\n"),
        ("a.md", "Nobody *left* **12** towns [on foot](https://a.org/x) at 6:30. "),
        ("a.md", "Nobody `left` ![the town](a.png) of a.org[^1]. "),
        ("a.md", "“It *fell*,” said @mira. #rain 🎉\n"),
        ("a.html", SPANS),
        ("a.html", f"<p>{SPANS}</p>"),
        ("a.html", "<span lang=ru>А</span> and <svg><path/></svg> more. "),
        ("a.html", "<div>" + SPANS),
    ],
)
def test_steps_grow_with_the_length(name: str, unit: str) -> None:
    steps(name, unit)
    once, twice = steps(name, unit * 60), steps(name, unit * 120)
    assert twice < 2.3 * once


UNSEEN = [
    *(
        "<br>",
        "<br> ",
        "<br/>",
        "<br clear='all'>&nbsp;",
        "<br><wbr>",
        "<br><!-- -->",
        "<br><b></b>",
    ),
    *("a<br>", "<wbr>", "<hr>", "<img src='a'>", "<!-- a -->", "&nbsp; ", "  \n", "a  \n", "\\\n"),
    *("<span></span> ", "<input>", "<x/>", "[](a)", "![](a) "),
]
"""What a reader sees little of, and what may divide it."""


@pytest.mark.parametrize("unit", UNSEEN)
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_steps_grow_with_the_length_of_what_is_not_seen(name: str, unit: str) -> None:
    def steps(count: int) -> int:
        with counted_lines() as ran:
            formats.parse(name, f"{unit * count}Two.".encode(), "en")
        return ran()

    steps(1)
    once, twice = steps(200), steps(400)
    assert twice < 2.3 * once


HIDDEN = "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>"
MARK = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'

UNITS = [
    word.run("rain ") + word.run("fell ", "<w:b/>"),
    word.run("rain ") + HIDDEN,
    HIDDEN,
    word.run("rain ") + word.run("x ", "<w:vanish/>"),
    word.run("rain ") + MARK,
    MARK,
    "<w:r><w:t>rain </w:t><w:br/></w:r>",
    word.field("REF x", "rain "),
]


def lines(content: str) -> int:
    """Count the lines that it takes to read a paragraph of Word and write it anew."""
    data = word.document(word.paragraph(content))
    with counted_lines() as ran:
        article = formats.parse("a.docx", data, "en")
        formats.serialize(article, [f"Now {each.source}" for each in article.segments], "fa")
    return ran()


@pytest.mark.parametrize(
    ("unit", "count"),
    [(word.run("rain "), 500), *((unit, 60) for unit in UNITS)],
)
def test_steps_grow_with_the_length_of_a_paragraph_of_word(unit: str, count: int) -> None:
    ends = word.run("Some ") + "{}" + word.run(" more.")
    lines(ends.format(unit))
    once, twice = lines(ends.format(unit * count)), lines(ends.format(unit * 2 * count))
    assert twice < 2.3 * once


@pytest.mark.parametrize("name", ["PAGE", "REF x"])
def test_steps_grow_with_the_depth_of_fields(name: str) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f"<w:r><w:instrText>{name}</w:instrText></w:r>"
    first, last = mark("begin") + said + mark("separate") + word.run("rain "), mark("end")
    lines(first + last)
    once, twice = (lines(first * count + last * count) for count in (250, 500))
    assert twice < 2.3 * once
