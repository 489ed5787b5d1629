"""The quick parser of blocks finds what the plain one does."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from markdown_it.token import Token

from dragoman.formats.markdown_parser import STARTS, quickened
from dragoman.formats.markdown_structure import parser
from tests.formats.compositions import articles

_STARTS = ("", "> ", ">", "- ", "* ", "2. ", "1) ", "  ", "   ", "    ", "\t", " \t", ": ", "~ ")
_WORDS = (
    "One road.", "is open", "| a | b |", "|---|---|", "a | b", "--- | ---", "---", "===", "***",
    "# One", "```", "~~~", "[a]: /b", '"title"', "[^1]: one", "<div>", "</div>", "<b>", "{: .x}",
    "!!! note", '=== "Tab"', ":::", "$$", "*[A]: B", "[TOC]", "{{< a", ">}}", "x", "-", "1.", "",
    "**a** b", "**", "*a*", "* *", "`a` b", "``", "~a~", "_a_ b", "__", "-a", "-:", "+a",
    "2026 was", "12", "1.5", "[a](b) c", "[a] b", "[a", "[![a](b)](c)", "[[TOC]]", "#a", "##", ":a",
    ":-", "$1", "/a", "//", "\\*", "\\[a", "!a", "?", "??? a", "=a", "==", "into", "import a",
    "else", "export {", "|", "|-", "a \\| b | c", "| a | b | c |", "\u00a0|\u00a0",
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


_row = st.lists(
    st.sampled_from(
        ["|", "|", " ", "a", "-", "---", ":-:", "\\", "\\|", "\t", "\u00a0", ">", "# b"]
    ),
    max_size=7,
).map("".join)


@given(lines=st.lists(st.one_of(_row, st.sampled_from(["a|b", "-|-", "|a|"])), max_size=6))
@example(lines=["|a|b|", "|-|-|", "|c|", "d"])
@example(lines=["a | b", "\t- | -"])
@example(lines=["a \\| b | c", "-|-"])
@example(lines=["| a |", "|-|", "| \\|", "|"])
def test_tables_are_those_of_the_library(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = parser()
    plain.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    wanted = plain.parse(text, {"verbatim": {}, "over_lines": {}})
    seen = _PLAIN.parse(text, {"verbatim": {}, "over_lines": {}})
    assert tables(seen) == tables(wanted)
    assert [token.map for token in seen if token.type not in ("inline", "table_open")] == [
        token.map
        for token in wanted
        if token.type not in ("inline", "table_open") and token.tag not in PARTS
    ]


PARTS = ("thead", "tbody", "tr", "th", "td")


def tables(tokens: list[Token]) -> list[tuple[object, int, list[object]]]:
    """Return where tables stand, how many columns each has, and the lines of its rows."""
    found: list[tuple[object, int, list[object]]] = []
    for token in tokens:
        if token.type == "table_open":
            found.append((token.map, token.meta.get("columns", 0), []))
        elif token.type == "th_open":
            where, width, rows = found.pop()
            found.append((where, width + 1, rows))
        elif token.type == "inline" and found and token.map and inside(token.map, found[-1][0]):
            found[-1][2][:] = dict.fromkeys([*found[-1][2], tuple(token.map)])
    return found


def inside(rows: list[int], table_rows: object) -> bool:
    assert isinstance(table_rows, list)
    return bool(table_rows[0] <= rows[0] < table_rows[1])


@given(text=articles())
def test_articles_give_the_same_blocks(text: bytes) -> None:
    plain = text.decode().replace("\r\n", "\n").replace("\r", "\n")
    assert found(_QUICK, plain) == found(_PLAIN, plain)
