"""Reading a text twice as long takes twice the steps, not four times."""

from __future__ import annotations

import pytest

from dragoman import formats
from tests.steps import counted

PARAGRAPH = (
    "See *the map* of [12 towns](https://a.org/x) now. Water fell[^1] &amp; **rose `x`** there. "
    "<b>Nobody</b> was hurt {{ site.title }} on a.org, said @mira.  \n"
)
SPANS = "A <i>b</i> <a href='c'>d</a>&nbsp;e<sup>1</sup>. <b>F</b><br>\n"


def steps(name: str, text: str) -> int:
    """Count the calls that it takes to read the text and write it back."""
    with counted() as calls:
        article = formats.parse(name, text.encode(), "en")
        formats.serialize(article, [None] * len(article.segments))
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
