"""Random Markdown articles, put together from every construct that the format knows."""

from __future__ import annotations

from hypothesis import strategies as st

sentence = st.sampled_from(
    [
        "The bridge near Sorvale opened again.",
        "Nobody was hurt! “Stay away,” she said.",
        "Gen. Talvar met the *first* convoy on [Harbor Road](https://maps.example.org/a_b).",
        "Is it **safe**? Call `4455` before 6:30 a.m.",
        "About 12,400 people left[^1] the valley",
        "![Relief trucks](trucks.jpg)",
        "Water fell a|b <b>fast</b> & far",
        "{{ name }} is from C++ City \\* $5",
    ]
)

_TARGET_LETTERS = "aZßжЯ١٢سلامگ‌‏12 0  .,:;-–—+*_#>|=~`'\"()[]{}<>/\\!?&%$^@«»،؟1.)"
target = (
    st.one_of(
        st.text(st.sampled_from(_TARGET_LETTERS), min_size=1, max_size=24),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=24),
        st.sampled_from(
            [
                "- пункт",
                "+ пункт",
                "* пункт",
                "1. سلام",
                "12) metin",
                "# başlık",
                "> alıntı",
                "```kod",
                "~~~kod",
                "<div>metin",
                "<b>",
                "[a]: b",
                "[^1]: b",
                "[ ] görev",
                "[!NOTE] متن",
                "a | b",
                "| a",
                "a |",
                "a #",
                "C#",
                "x ##",
                "{{< x >}}",
                "{% x %}",
                "{.x}",
                "::: x",
                "$$x$$",
                "$$ x",
                "x $$",
                "x\\",
                "'x'",
                '"x"',
                "(x)",
                "<!-- x",
                "<script",
                "</p>",
                "<?x",
            ]
        ),
    )
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)

_wrapped = st.lists(sentence, min_size=1, max_size=3).map("\n".join)
_hard_broken = st.lists(sentence, min_size=2, max_size=3).map("  \n".join)
_paragraph = st.one_of(sentence, _wrapped, _hard_broken)


def _prefixed(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", "\n" + rest)


def _table(cells: list[list[str]]) -> str:
    head, *body = [[cell.replace("|", r"\|") for cell in row] for row in cells]
    rows = ["| " + " | ".join(row) + " |" for row in body]
    return "\n".join([" | ".join(head), "--- | :-: | --:", *rows])


_rows = st.lists(st.lists(sentence, min_size=3, max_size=3), min_size=1, max_size=3)

_verbatim = st.sampled_from(
    [
        "```python\n# Not a heading\n```",
        "    indented code",
        "<div class='x'>\nHTML block\n</div>",
        "<!-- a comment -->",
        "***",
        "---",
        "- - -",
        "[link]: https://example.org/ 'Title'",
        "[link]: /url",
        "{{< figure src='a.jpg' >}}",
        "{{< figure\n  src='a.jpg'\n>}}",
        "{% include x.html %}",
        "$$\nE = mc^2\n$$",
        "::: warning",
        "{: .lead}",
        "|---|---|",
        ":--",
    ]
)

_leaf = st.one_of(
    _paragraph,
    sentence.map(lambda text: f"# {text}"),
    sentence.map(lambda text: f"### {text} ###"),
    sentence.map(lambda text: f"## {text} {{#anchor}}"),
    _wrapped.map(lambda text: f"{text}\n==="),
    _wrapped.map(lambda text: f"{text}\n---"),
    _paragraph.map(lambda text: _prefixed(text, "[^1]: ", "    ")),
    _rows.map(_table),
    sentence.map(lambda text: f"- [ ] {text}"),
    sentence.map(lambda text: f"> [!NOTE]\n> {text}"),
    _verbatim,
)


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map(lambda text: _prefixed(text, "> ", "> ")),
        inner.map(lambda text: _prefixed(text, "> ", "")),
        inner.map(lambda text: _prefixed(text, "- ", "  ")),
        inner.map(lambda text: _prefixed(text, "1. ", "   ")),
        inner.map(lambda text: _prefixed(text, "*\t", "\t")),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    )


_construct = st.recursive(_leaf, _containers, max_leaves=5)
_separator = st.sampled_from(["\n\n", "\n\n\n", "\n", "\n \t\n"])

line_ending = st.sampled_from(["\n", "\r\n", "\r"])
mark = st.sampled_from(["", "\ufeff"])


@st.composite
def articles(draw: st.DrawFn) -> bytes:
    """Draw a Markdown article with any line ending, with or without a byte order mark."""
    parts = draw(st.lists(_construct, min_size=1, max_size=5))
    text = parts[0] + "".join(draw(_separator) + part for part in parts[1:])
    text += draw(st.sampled_from(["", "\n", "\n\n  "]))
    ending = draw(line_ending)
    return (draw(mark) + text.replace("\n", ending)).encode()
