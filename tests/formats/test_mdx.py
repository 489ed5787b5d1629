"""MDX comes through: what is computed and imported stays, what readers see is translated."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.inline.template import hidden, tags
from tests.formats.accents import capitals, left

_PIECES = st.sampled_from(
    ["<Tabs>", "</Tabs>", '<Card title="a road">', "<Card a={b} />", "{a.map((b) => (", "))}", "{",
     "}", "{names}", "{/* no */}", "import A from 'b';", "export const a = {", "<>",
     "</>", "words here",
     "\n", "\n", "\n\n", "    ", "  ", "- ", "1. ", "> ", "# ", "```", ":::note", ":::", "**", "`",
     "|", "<li>a b</li>", "style={{a: '}'}}", '"', "'", "{%", "%}", "{{", "}}", "---", "&&", "=",
     "<!-- a"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=16).map("".join))
@example(text="a\n    ---\n")
@example(text="<a b={\n\n}")
def test_unchanged_it_keeps_its_bytes(text: str) -> None:
    if not text.strip():
        return
    article = formats.parse("a.mdx", text.encode(), "en")
    assert formats.serialize(article, [None] * len(article.segments)) == text.encode()
    for block in article.blocks:
        assert "".join(segment.text for segment in block.segments) == block.text


@given(st.lists(_PIECES, max_size=16).map("".join))
def test_what_is_hidden_keeps_its_place(text: str) -> None:
    found = list(tags(text))
    for keep in (0, 2):
        assert len(hidden(text, found, keep)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from 'a';\n\n# the roads", "import A from 'a';\n\n# THE ROADS"),
        ("it is {a.b(c)} long", "IT IS {a.b(c)} LONG"),
        ("{a.map((b) => <b>{b} it</b>)} is so", "{a.map((b) => <b>{b} it</b>)} IS SO"),
        ("{a ? <b>it</b> : c} and {b && <c/>}", "{a ? <b>it</b> : c} AND {b && <c/>}"),
        ("a{' '}b {`it ${a}`} {...b}", "A{' '}B {`it ${a}`} {...b}"),
        ("{list.map((a) => (\n  <li>\n\n    it\n  </li>\n))}\n\nso",
         "{list.map((a) => (\n  <li>\n\n    it\n  </li>\n))}\n\nSO"),
        ('<Card title="the road" icon={<Icon a="}" />} on={() => b("so")}>\n  **so**\n</Card>',
         '<Card title="THE ROAD" icon={<Icon a="}" />} on={() => b("so")}>\n  **SO**\n</Card>'),
        ("<Tabs>\n    <Tab>\n\n        it is so\n\n        - one\n\n    </Tab>\n</Tabs>",
         "<Tabs>\n    <Tab>\n\n        IT IS SO\n\n        - ONE\n\n    </Tab>\n</Tabs>"),
        ("<Steps>\n1. the road\n\n    ```\n    a\n    ```\n    :::tip\n    so\n    :::\n</Steps>",
         "<Steps>\n1. THE ROAD\n\n    ```\n    a\n    ```\n    :::tip\n    SO\n    :::\n</Steps>"),
        ("<>\nit\n</>", "<>\nIT\n</>"),
        ('see <Mark of="it" a={b}>one</Mark> now', 'SEE <Mark of="it" a={b}>ONE</Mark> NOW'),
        ('<img src={a("b c").d} alt="the road" style={{width: "1px"}} />',
         '<img src={a("b c").d} alt="THE ROAD" style={{width: "1px"}} />'),
        ("<p>it</p>\n\n<Code a={`\n\nb {c}\n`} />", "<p>IT</p>\n\n<Code a={`\n\nb {c}\n`} />"),
        ('<Card\n  title="the road"\n  a={[\n\n    b("so"),\n  ]}\n>\nit\n</Card>',
         '<Card\n  title="THE ROAD"\n  a={[\n\n    b("so"),\n  ]}\n>\nIT\n</Card>'),
        ("so {see (3)} and {note: it} 10 = {a, b}", "SO {SEE (3)} AND {NOTE: IT} 10 = {A, B}"),
        ("$f = \\frac{f(x)}{2}$ is so", "$f = \\frac{f(x)}{2}$ IS SO"),
    ],
)  # fmt: skip
def test_what_readers_see_is_translated(text: str, expected: str) -> None:
    assert capitals("a.mdx", text) == expected


def test_an_indent_makes_code_in_markdown_alone() -> None:
    text = "so\n\n    it is\n"
    assert capitals("a.md", text) == "SO\n\n    it is\n"
    assert capitals("a.mdx", text) == "SO\n\n    IT IS\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{a.map((b) => (\n  <li>the road\n  is open</li>\n))}", ["the road is open"]),
        ("it is {a ? 'Read more' : \"Show it\"}", ["Read more", "Show it"]),
        ('<ul>\n{a.map((b) => <Card label="the road" class="a b" />)}\n</ul>', ["the road"]),
        ("it is {a.map((b) => c(b, 'a b'))}", []),
    ],
)
def test_words_that_are_computed_are_told(text: str, words: list[str]) -> None:
    assert [message.split("“")[1].split("”")[0] for message in left("a.mdx", text)] == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\n{/* ask Ann */}\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("<A>\n\n        One. {/* ask\n        Ann */}\n\n</A>\n", "<A>\n\n        One.\n\n</A>\n"),
        ("{/* prettier-ignore */}\nOne.\n", "{/* prettier-ignore */}\nOne.\n"),
        ("{/* @import {A} from 'b' */}\n\nOne.\n", "{/* @import {A} from 'b' */}\n\nOne.\n"),
    ],
)  # fmt: skip
def test_comments_of_editors_stay_at_home(text: str, expected: str) -> None:
    article = formats.parse("a.mdx", text.encode(), "en")
    copy = formats.serialize(article, [None] * len(article.segments), "ru").decode()
    assert "Ann" not in copy
    assert copy == expected
