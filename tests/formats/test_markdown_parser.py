"""The quick parser of blocks finds what the plain one does."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dragoman.formats.markdown_parser import STARTS, quickened
from dragoman.formats.markdown_structure import parser
from tests.formats.compositions import articles

_STARTS = ("", "> ", ">", "- ", "* ", "2. ", "1) ", "  ", "   ", "    ", "\t", " \t", ": ", "~ ")
_WORDS = (
    "One road.", "is open", "| a | b |", "|---|---|", "a | b", "--- | ---", "---", "===", "***",
    "# One", "```", "~~~", "[a]: /b", '"title"', "[^1]: one", "<div>", "</div>", "<b>", "{: .x}",
    "!!! note", '=== "Tab"', ":::", "$$", "*[A]: B", "[TOC]", "{{< a", ">}}", "x", "-", "1.", "",
)  # fmt: skip
_line = st.tuples(
    st.lists(st.sampled_from(_STARTS), max_size=3).map("".join), st.sampled_from(_WORDS)
).map("".join)
_lines = st.lists(_line, max_size=12).map("\n".join)
_PLAIN, _QUICK = parser(), quickened(parser())


def found(blocks: MarkdownIt, text: str) -> tuple[object, ...]:
    env: dict[str, object] = {"verbatim": {}, "over_lines": {}}
    tokens = blocks.parse(text, env)
    return env.get("references"), [
        (
            (token.type, token.map, token.level, token.nesting, token.content),
            (token.markup, token.hidden, token.children, token.block, token.meta.get(STARTS)),
        )
        for token in tokens
    ]


@given(text=_lines)
@example(text="One\n    two\n> three\nfour")
@example(text="- One\ntwo\n\n: three")
@example(text="One\n\n~ two\n")
@example(text="One.\n    : two")
@example(text="\tOne\n \t")
@example(text="One  \nTwo\n\n  ")
def test_lines_give_the_same_blocks(text: str) -> None:
    assert found(_QUICK, text) == found(_PLAIN, text)


@given(text=articles())
def test_articles_give_the_same_blocks(text: bytes) -> None:
    plain = text.decode().replace("\r\n", "\n").replace("\r", "\n")
    assert found(_QUICK, plain) == found(_PLAIN, plain)
