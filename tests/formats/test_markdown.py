"""Markdown: which stretches are blocks, and how a translation is written into each."""

from __future__ import annotations

import pytest

from dragoman.formats import parse, serialize
from dragoman.formats.markdown_structure import tokens
from dragoman.model import BlockKind, Syntax

H, P, L = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
Q, T, F = BlockKind.QUOTATION, BlockKind.TABLE_CELL, BlockKind.FOOTNOTE


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    """Return kind and text of each block that is translated."""
    article = parse("a.md", text.encode(), "en")
    return [(block.kind, block.text) for block in article.blocks if block.text]


def translated(text: str, *targets: str | None) -> str:
    """Return the text with the targets in place."""
    return serialize(parse("a.md", text.encode(), "en"), targets).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Bridge opens #\n\nCars *crossed*.", [(H, "Bridge opens"), (P, "Cars *crossed*.")]),
        ("Bridge opens\nagain\n===\n\nSo\n---", [(H, "Bridge opens\nagain"), (H, "So")]),
        ("## Bridge {#bridge .wide}", [(H, "Bridge")]),
        ("# C#\n## F #", [(H, "C#"), (H, "F")]),
        ("Cars crossed\n  the bridge.", [(P, "Cars crossed\nthe bridge.")]),
        ("Roses are red  \nViolets too", [(P, "Roses are red  \nViolets too")]),
        ("- a torch\n- boots\n  and socks", [(L, "a torch"), (L, "boots\nand socks")]),
        ("1. a torch\n\n   a lamp\n2. boots", [(L, "a torch"), (L, "a lamp"), (L, "boots")]),
        ("- [ ] call\n- [x] write", [(L, "call"), (L, "write")]),
        ("*\ta torch\n\n\tand a lamp", [(L, "a torch"), (L, "and a lamp")]),
        ("> One.\n> Two.\nThree.", [(Q, "One.\nTwo.\nThree.")]),
        ("> - One\n>   two\n> # Three", [(L, "One\ntwo"), (H, "Three")]),
        ("- > One", [(Q, "One")]),
        ("> [!NOTE]\n> One.", [(Q, "One.")]),
        ("> [!tip]- Read\n> One.", [(Q, "Read"), (Q, "One.")]),
        ("Text.[^1]\n\n[^1]: A note\n    goes on.\n\n    More.",
         [(P, "Text.[^1]"), (F, "A note\ngoes on."), (F, "More.")]),
        ("| Town | Level |\n|---|--:|\n| Sorvale | 612 |\n| a \\| b | |",
         [(T, "Town"), (T, "Level"), (T, "Sorvale"), (T, "612"), (T, "a | b")]),
        ("Town | Level\n--- | ---\nSorvale | 612 | gone",
         [(T, "Town"), (T, "Level"), (T, "Sorvale"), (T, "612")]),
        ("> | Town |\n> |---|\n> | Sorvale |", [(T, "Town"), (T, "Sorvale")]),
        ("![Trucks](t.jpg \"Two\")", [(P, "![Trucks](t.jpg \"Two\")")]),
        ("Text\n\n```\n# code\n```\n\n    code\n\n~~~\nx\n~~~", [(P, "Text")]),
        ("<div>\ntext\n</div>\n\nText\n\n<!-- no -->", [(P, "text"), (P, "Text")]),
        ("Text\n\n---\n\n***\n\n- - -", [(P, "Text")]),
        ("[a]: /url \"Title\"\nText", [(P, "Title"), (P, "Text")]),
        ("Text\n{{< figure src=\"a.jpg\" >}}\nMore", [(P, "Text"), (P, "More")]),
        ("{{< figure\n  src=\"a.jpg\"\n>}}\n\nText", [(P, "Text")]),
        ("{% include a.html %} {% b %}\n\nText {{ x }}", [(P, "Text {{ x }}")]),
        ("{{< q >}}Text{{< /q >}}", [(P, "{{< q >}}Text{{< /q >}}")]),
        ("$$\nE = mc^2\n$$\n\n$$ a = b $$\n\nText", [(P, "Text")]),
        ("Text\n{: .lead}\n\n::: tip\nMore\n:::", [(P, "Text"), (P, "More")]),
        ("* * *\n\n&nbsp;\n\n—", [(P, "&nbsp;")]),
        ("Text\r\n> One\r\n> two\r\n", [(P, "Text"), (Q, "One\ntwo")]),
        ("+++\ndate = 'x'\n+++\nText", [(P, "Text")]),
        ("---\n\nText\n\n---", [(P, "Text")]),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(text) == expected


def test_front_matter_is_plain_and_the_body_is_markdown() -> None:
    article = parse("a.markdown", b"---\ntitle: A\n---\nB", "en")
    found = [(block.text, block.syntax) for block in article.blocks if block.text]
    assert found == [("A", Syntax.PLAIN), ("B", Syntax.MARKDOWN)]


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        ("# Bridge #\n\nCars.\n", ("پل", "خودروها."), "# پل #\n\nخودروها.\n"),
        ("> One. Two\n> three.\n", ("واحد.", None), "> واحد. Two\n> three.\n"),
        ("> One.\r\n> Two.\r\n", (None, "اثنان."), "> One.\r\n> اثنان.\r\n"),
        ("> One.", ("Bir.\nİki.\n\nÜç.",), "> Bir.\n> İki.\n>\n> Üç."),
        ("1. > One.", ("Bir.\n- İki.",), "1. > Bir.\n   > \\- İki."),
        ("> One\n>  two\nthree. Four.", ("x\ny\nz.", None), "> x\n>  y\nz. Four."),
        ("One\n two.\n  Three.", ("x y.", None), "x y.\n  Three."),
        ("- One\n  two. Three.", ("Bir\niki.", "Üç."), "- Bir\n  iki. Üç."),
        ("Red  \nBlue", ("أحمر", "أزرق"), "أحمر  \nأزرق"),
        ("| a \\| b | c |\n|---|---|", ("x | y", None), "| x \\| y | c |\n|---|---|"),
        ("|a|b|\n|---|---|", ("x\\", "y\nz"), "|x\\ |y z|\n|---|---|"),
        ("# One", ("Bir\niki",), "# Bir iki"),
        ("# One", ("F #",), "# F \\#"),
        ("# One", ("<!-- бир",), "# \\<!-- бир"),
        ("One. Two.", (None, "<!-- бир <!--"), "One. \\<!-- бир \\<!--"),
        ("One.  \nTwo.", ("| бир", "| эки"), "\\| бир  \n| эки"),
        ("# One", ("<!-- a --> бир",), "# <!-- a --> бир"),
        ("| a | b |\n|---|---|", ("<!-- бир -->", None), "| \\<!-- бир --> | b |\n|---|---|"),
        ("# One {#one}", ("Bir",), "# Bir {#one}"),
        ("# One", ("Bir {.iki}",), "# Bir \\{.iki}"),
        ("Bridge\n---", ("köprü |",), "köprü &#124;\n---"),
        ("[a]: /url\nText", ("«سلام»",), "[a]: /url\n«سلام»"),
        ("[a]: /url\nText", ('"سلام"',), '[a]: /url\n\\"سلام"'),
        ("- [x] Call", ("اتصل",), "- [x] اتصل"),
        ("> [!NOTE]\n> One.", ("واحد.",), "> [!NOTE]\n> واحد."),
        ("[^1]: One.", ("یک.",), "[^1]: یک."),
    ],
)
def test_writing(text: str, targets: tuple[str | None, ...], expected: str) -> None:
    assert translated(text, *targets) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("- бир", "\\- бир"),
        ("+ бир", "\\+ бир"),
        ("1986. Год", "1986\\. Год"),
        ("1) Год", "1\\) Год"),
        ("# x", "\\# x"),
        (">x", "\\>x"),
        ("```x", "\\```x"),
        ("```x``` y", "```x``` y"),
        ("[a]: x", "\\[a]: x"),
        ("[^1]: x", "\\[^1]: x"),
        ("[^1] x", "[^1] x"),
        ("[x] y", "\\[x] y"),
        ("[a](b) y", "[a](b) y"),
        ("<p>x", "\\<p>x"),
        ("<b>x</b> y", "<b>x</b> y"),
        ("{{ x }} y", "{{ x }} y"),
        ("{{ x }}", "\\{{ x }}"),
        ("$5 x", "$5 x"),
        ("-x", "-x"),
        ("1986.5", "1986.5"),
        ("#x", "#x"),
        ("*x* y", "*x* y"),
        ("– x", "– x"),
        ("١. س", "١. س"),
    ],
)
def test_a_translation_does_not_become_structure(target: str, expected: str) -> None:
    assert translated("Text", target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Text.", "0{{", "0{\\{"),
        ("Text.", "x {% if", "x {\\% if"),
        ("Text.", "x {/* y", "x \\{/* y"),
        ("Text {{ a }}.", "{{ a }} x {{", "{{ a }} x {\\{"),
        ("Text `{{`.", "x `{{`", "x `{{`"),
        ("Text {{.", "x {{", "x {{"),
        ("Text.", "x` <!-- y", "x` \\<!-- y"),
        ("Text.", "`x` <!-- y", "`x` \\<!-- y"),
        ("Text.", "x `<!-- y`", "x `<!-- y`"),
        ("Text.", "<!-- x\n<!-- y", "\\<!-- x\n\\<!-- y"),
        ("Text.", "<script", "&lt;script"),
    ],
)
def test_a_beginning_without_an_end_begins_nothing(source: str, target: str, expected: str) -> None:
    assert translated(source, target) == expected
    table = f"| One. | {source} | Three. |\n|---|---|---|\n"
    copy = parse("a.md", translated(table, None, target, None).encode(), "en")
    assert [block.kind for block in copy.blocks].count(BlockKind.TABLE_CELL) == 3


def test_what_the_source_wrote_is_not_escaped() -> None:
    text = "In\n2. place\nwe. Second sentence."
    assert translated(text, None, "İkinci.") == "In\n2. place\nwe. İkinci."


def test_a_tag_over_several_lines_stays_one_within_its_paragraph() -> None:
    text = 'One.\n\n> <LiteVideo\n>   id="a"\n>   title="The mayor"\n> />\n'
    known = parse("a.md", text.encode(), "en")
    tag = known.segments[1].source
    assert tag == '<LiteVideo id="a" title="The mayor" />'
    copy = serialize(known, [None, tag.replace("The mayor", "Başkan")]).decode()
    assert copy == 'One.\n\n> <LiteVideo\n> id="a" title="Başkan" />\n'
    (token,) = [each for each in tokens(copy) if each.content.startswith("<")]
    assert token.type == "inline"
