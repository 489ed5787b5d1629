"""Random sentences with markup, and random translations of them."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "water",
        "the",
        "Lorven",
        "64",
        "don't",
        "snake_case",
        "Gen. Relin",
        "half-open",
        "“quoted”",
        "a",
    ]
)
ITEMS = st.sampled_from(
    [
        "`FLOOD`",
        "``a ` b``",
        "https://example.org/a_(b)?c=1",
        "<https://example.org/x_y>",
        "desk@example.org",
        "@mira_c",
        "#flood",
        "report_v2.pdf",
        "{name}",
        "{{ count }}",
        "%s",
        "%(total)d",
        "${user}",
    ]
)
POINTS = st.sampled_from(
    [
        "[^1]",
        "[^note]",
        "<br>",
        "<!-- cut -->",
        "![trucks](a.jpg)",
        '![two *trucks*](<b c.jpg> "On the road")',
        "![map][m]",
    ]
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=4).map(" ".join)
    forms = st.sampled_from(
        [
            ("*", "*"),
            ("_", "_"),
            ("**", "**"),
            ("__", "__"),
            ("~~", "~~"),
            ("<b>", "</b>"),
            ('<span class="x">', "</span>"),
        ]
    )
    return st.builds(lambda form, text: form[0] + text + form[1], forms, content)


def _link(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=4).map(" ".join)
    ends = st.sampled_from(
        ["(u)", '(https://x.org/a_(b) "A title")', "(<a b>)", "(v 'T. (x)')", "[label]"]
    )
    return st.builds(lambda text, end: f"[{text}]{end}", content, ends)


_ATOMS = WORDS | ITEMS | POINTS
_INNER = _ATOMS | _wrapped(WORDS | ITEMS)

ELEMENTS = st.one_of(WORDS, WORDS, ITEMS, POINTS, _wrapped(_INNER), _link(_INNER))

SENTENCES = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(ELEMENTS, min_size=1, max_size=8),
    st.sampled_from(["", ".", "?", "!", "…", ".[^9]", ".”"]),
)
"""Well-formed Markdown sentences."""

_HTML_ATOMS = WORDS | st.sampled_from(
    [
        *("<code>a &lt; b</code>", "https://example.org/a_(b)", "desk@example.org", "{name}"),
        *("<br>", "<!-- cut -->", '<img src="a.jpg" alt="two trucks">', "&amp;", "&nbsp;"),
    ]
)


def _tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=4).map(" ".join)
    forms = st.sampled_from(
        [
            ("<b>", "</b>"),
            ("<em>", "</em>"),
            ('<a href="u">', "</a>"),
            ('<a href="v" title="A &quot;title&quot;">', "</a>"),
            ('<span translate="no">', "</span>"),
        ]
    )
    return st.builds(lambda form, text: form[0] + text + form[1], forms, content)


HTML_SENTENCES = st.lists(
    st.one_of(_HTML_ATOMS, _tagged(_HTML_ATOMS | _tagged(_HTML_ATOMS))), min_size=1, max_size=7
).map(" ".join)
"""Well-formed HTML sentences."""

SCRAPS = st.lists(
    st.sampled_from(
        [
            *"*_`[]()<>!&\\~ ab.#@{}%^:/'\"\n",
            "**",
            "http://x.org",
            "[^1]",
            "<b>",
            "</b>",
            "<br>",
            "](u)",
            "  \n",
            "&amp;",
            "@nm",
            "a.pdf",
            "x@y.org",
            "<!--",
            "-->",
            "[a][b]",
            "<code>",
            "</code>",
            "Stop. He",
            "XQ1",
        ]
    ),
    max_size=25,
).map("".join)
"""Text in which anything may be broken."""

_TARGET_PARTS = st.sampled_from(
    [
        "вода",
        "Лорвен",
        "می‌کند",
        "آب،",
        "الماء؟",
        "\u200f",
        "\u200c",
        "su",
        "Ankara'da",
        "«да»",
        "«",
        "»ه",
        ".",
        "!",
        "64",
        "water",
        "snake_case",
        "*",
        "**",
        "_",
        "_a_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "](x)",
        "<b>",
        "</i>",
        "<",
        "~~",
        "&amp;",
        "\\",
        "!",
        "- ",
        "1. ",
        "XQ1",
        "xq 2",
        "XQ۳",
        "XQ4",
        "[1]",
        "[ 2]",
        "XQ1",
    ]
)
TARGETS = st.builds(
    lambda parts, glue: glue.join(parts),
    st.lists(_TARGET_PARTS, max_size=14),
    st.sampled_from([" ", ""]),
)
"""Translations with lost and doubled masks and stray Markdown characters, but with nothing that
would by itself read as a protected item."""
