"""Passages that stay in the source language, and the note, in each format."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from dragoman import formats
from dragoman.formats.contract import Note
from dragoman.model import BlockKind

META = "<meta property=og:locale content"
JSON = '<script type="application/ld+json">{"inLanguage"'
SPAN = '<span lang="en" dir="ltr">'


def note_of(path: str) -> Note:
    put = formats.of(path).note
    assert put is not None
    return put


def copy(path: str, text: str, *kept: str) -> str:
    """Translate every block but those that begin with one of `kept` into another text."""
    article = formats.parse(path, text.encode(), "en")
    numbers = {
        number
        for number, block in enumerate(article.blocks)
        if block.text and block.text.startswith(tuple(kept))
    }
    assert len(numbers) == len(kept)
    targets = [
        None if number in numbers else "متن"
        for number, block in enumerate(article.blocks)
        for _ in block.segments
    ]
    return formats.serialize(article, targets, "fa", kept=numbers).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\nTwo\nlines.\n", f"# متن\n\n{SPAN}Two\nlines.</span>\n"),
        ("One\n===\n\nTwo.\n", f"متن\n===\n\n{SPAN}Two.</span>\n"),
        ("One.\n\n- [ ] Two\n  lines.\n", f"متن\n\n- [ ] {SPAN}Two\n  lines.</span>\n"),
        ("> One.\n>\n> Two.\n", f"> متن\n>\n> {SPAN}Two.</span>\n"),
        ("| One | Two |\n| --- | --- |\n", f"| متن | {SPAN}Two</span> |\n| --- | --- |\n"),
        ("One.[^1]\n\n[^1]: Two.\n", f"متن\n\n[^1]: {SPAN}Two.</span>\n"),
        ("---\ntitle: Two\n---\n\nOne.\n", "---\ntitle: Two\n---\n\nمتن\n"),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: str) -> None:
    assert copy("a.md", text, "Two") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# *Two* _lines_", "<h1>{}<em>Two</em> <em>lines</em></span></h1>"),
        ("Two `c` [a](b)", '<p>{}Two <code>c</code> <a href="b">a</a></span></p>'),
        ("![Two](a.jpg)", '<p>{}<img src="a.jpg" alt="Two" /></span></p>'),
        ("- Two", "<ul>\n<li>{}Two</span></li>\n</ul>"),
        ("**Two**  \nlines", "<p>{}<strong>Two</strong><br />\nlines</span></p>"),
    ],
)  # fmt: skip
def test_commonmark_renderers_keep_the_span_and_read_what_is_in_it(
    text: str, expected: str
) -> None:
    article = formats.parse("a.md", text.encode(), "en")
    (number,) = [n for n, block in enumerate(article.blocks) if block.text]
    targets = [None] * len(article.segments)
    kept = formats.serialize(article, targets, "fa", kept={number}).decode()
    assert MarkdownIt("commonmark").render(kept).strip() == expected.format(SPAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p><p>Two</p>", '<p>متن</p><p lang="en" dir="ltr">Two</p>'),
        ("<p>One<p class=x>Two", '<p>متن<p class=x lang="en" dir="ltr">Two'),
        ("<ul><li>One<li>Two <b>x</b></ul>", f"<ul><li>متن<li>{SPAN}Two <b>x</b></span></ul>"),
        ("<li>Two</li><li>One</li>", '<li lang="en" dir="ltr">Two</li><li>متن</li>'),
        ("<h2\nid='a>b'>Two</h2>One", "<h2\nid='a>b' lang=\"en\" dir=\"ltr\">Two</h2>متن"),
        ("<p lang=en-GB dir=auto>Two</p>One", '<p lang="en" dir="ltr">Two</p>متن'),
        ("<div>Two<p>One</p></div>", f"<div>{SPAN}Two</span><p>متن</p></div>"),
        ("<table><tr><td>Two</td></table>", '<table><tr><td lang="en" dir="ltr">Two</td></table>'),
        ("Two<p>One", f"{SPAN}Two</span><p>متن"),
        ("<title>Two</title><p>One", "<title>Two</title><p>متن"),
        ("<p>\n  Two\n</p>One", '<p lang="en" dir="ltr">\n  Two\n</p>متن'),
    ],
)  # fmt: skip
def test_html(text: str, expected: str) -> None:
    assert copy("a.html", text, "Two") == expected


def test_plain_text_stays_as_it_is() -> None:
    assert copy("a.txt", "One.\n\nTwo.\n", "Two") == "متن\n\nTwo.\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_note_in_plain_text(ending: str) -> None:
    text = f"One.{ending}"
    put = note_of("a.txt")
    note = "A note.\nIn two lines."
    shown = note.replace("\n", ending)
    assert put(text, note, first=False) == f"One.{ending}{ending}{shown}{ending}"
    assert put(text, note, first=True) == f"{shown}{ending}{ending}One.{ending}"


@pytest.mark.parametrize(
    "text",
    [
        "One.\n",
        "One.",
        "---\ntitle: x\n---\n\n# One\n",
        "- One\n  - Two\n\n",
        "One.[^1]\n\n[^1]: Two.\n",
        "    code\n",
        "| a |\n| - |\n| b |\n",
        "> One\n",
        "```\nnever closed\n",
        "One.\n\n~~~\nnever closed",
        "<!-- never closed\n",
        "<script>\nnever closed\n",
        "One.\r\n\r\nTwo.\r\n",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_note_in_markdown_is_a_paragraph_of_its_own(text: str, first: bool) -> None:
    result = note_of("a.md")(text, "A *note*.", first=first)
    before = [block for block in formats.parse("a.md", text.encode(), "en").blocks if block.text]
    after = [block for block in formats.parse("a.md", result.encode(), "en").blocks if block.text]
    (own,) = [block for block in after if block.text == "A *note*."]
    assert own.kind is BlockKind.PARAGRAPH
    after.remove(own)
    assert [(b.kind, b.text) for b in after] == [(b.kind, b.text) for b in before]
    assert ("\r\n" in text) == ("\r\n" in result)


@pytest.mark.parametrize(
    "text",
    [
        "<body>{start}<p>x</p>{end}</body>",
        "<body><main>{start}x{end}</main></body>",
        "<main><article>{start}x{end}</article></main>",
        "<body>{start}<article>x</article><article>y</article>{end}</body>",
        "<body>{start}<script>'</body>'</script><!-- </body> -->{end}</body>",
        "<html><body class='a>b'>{start}x{end}</body></html>",
    ],
)
def test_a_note_in_html(text: str) -> None:
    put = note_of("a.html")
    bare = text.format(start="", end="")
    assert put(bare, "N", first=True) == text.format(start="N\n", end="")
    assert put(bare, "N", first=False) == text.format(start="", end="N\n")


@pytest.mark.parametrize("text", ["<p>x", "x", "<article>x</article><article>y</article>"])
def test_a_note_in_a_fragment(text: str) -> None:
    put = note_of("a.html")
    assert put(text, "N", first=True) == f"N\n\n{text}"
    assert put(text, "N", first=False) == f"{text}\n\nN\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div lang="en" dir="ltr"><p>One</div>', '<div lang="fa" dir="rtl"><p>متن</div>'),
        ("<p LANG=en-US>One</p>", '<p LANG="fa">متن</p>'),
        (f"<p>One</p>{META}='en_US'>", f'<p>متن</p>{META}="fa_IR">'),
        (f"<p>One</p>{META}=tr_TR>", f"<p>متن</p>{META}=tr_TR>"),
        (f'<p>One</p>{JSON}: "en-GB"}}</script>', f'<p>متن</p>{JSON}: "fa"}}</script>'),
        (f'<p>One</p>{JSON}: "de"}}</script>', f'<p>متن</p>{JSON}: "de"}}</script>'),
        ("<p>One<p lang=de>Zwei</p>", "<p>متن<p lang=de>Zwei</p>"),
        ("<p>One</p><pre lang=en>code</pre>", "<p>متن</p><pre lang=en>code</pre>"),
        ("<p>One<p lang=en translate=no>x", "<p>متن<p lang=en translate=no>x"),
        ("<p>One<script>'<p lang=en>'</script>", "<p>متن<script>'<p lang=en>'</script>"),
    ],
)  # fmt: skip
def test_parts_say_the_language_that_they_are_in_now(text: str, expected: str) -> None:
    assert copy("a.html", text) == expected


def test_a_front_matter_before_html() -> None:
    text = "---\nlayout: post\ntitle: One\n---\n<p>Two"
    assert copy("a.html", text) == "---\nlayout: post\ntitle: متن\n---\n<p>متن"
    put = note_of("a.html")
    assert put(text, "N", first=True) == "---\nlayout: post\ntitle: One\n---\nN\n\n<p>Two"
