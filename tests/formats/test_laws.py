"""Laws that hold for every article, whatever is in it."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.errors import ArticleError
from dragoman.formats import FORMATS, parse, serialize
from dragoman.model import Article, BlockKind, one_line
from tests.formats.compositions import articles, sentence, target

_ODD = (
    "aZ1 \t\n\r\n\n\r#>*-+_=~`|\\[]():!<>&{}%$^\"'.,?…“”Яش—•\ufeff\u2028\u0085\x0b\x0c\u00a0\u200f"
)

_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")

_TEXTS = [suffix for known in FORMATS if known.note and not known.sign for suffix in known.suffixes]
"""The endings of formats that take any text; those with a sign refuse what has it not."""

anything = st.one_of(
    st.text(st.sampled_from(_ODD), max_size=80),
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.lists(st.one_of(sentence, st.sampled_from(["", " ", "- a", "=====", "* * *", "— b"]))).map(
        "\n".join
    ),
)


def kinds(article: Article) -> list[BlockKind]:
    """Return the kind of each block."""
    return [block.kind for block in article.blocks]


def check_shape(article: Article, data: bytes) -> None:
    """Assert what a reader of the model may rely on."""
    assert "".join(block.raw for block in article.blocks).encode() == data
    ids = [segment.id for segment in article.segments]
    assert len(set(ids)) == len(ids)
    verbatim = [block.kind is BlockKind.VERBATIM for block in article.blocks]
    assert (True, True) not in set(pairwise(verbatim))
    for block in article.blocks:
        assert bool(block.text) == (block.kind is not BlockKind.VERBATIM) == bool(block.segments)
        assert block.text == block.text.strip()
        assert "\r" not in block.text
        assert "".join(segment.text for segment in block.segments) == block.text
        for segment in block.segments:
            assert any(map(str.isalnum, segment.source))
            assert segment.source == one_line(segment.text)
            digest = hashlib.sha256(segment.source.encode()).hexdigest()
            assert segment.id.partition("-")[0] == digest[:8]


def check_unchanged(path: str, data: bytes) -> None:
    """Assert that an article comes through as it is, however it is said that it stays."""
    article = parse(path, data, "en")
    check_shape(article, data)
    sources = [segment.source for segment in article.segments]
    texts = [segment.text for segment in article.segments]
    for targets in ([None] * len(sources), sources, texts, [""] * len(sources)):
        assert serialize(article, targets) == data


@pytest.mark.parametrize("suffix", _TEXTS)
@given(text=anything)
@example(text="\ufeff---\r\ntitle: x\r\n...\r\nBody")
@example(text="---\ntitle: a\n---")
@example(text="+++\ntitle = 'a'\n+++\nBody")
@example(text="a\u2028b\n\x0c\nc")
def test_any_text_comes_through_byte_for_byte(suffix: str, text: str) -> None:
    data = text.encode()
    try:
        check_unchanged(f"article{suffix}", data)
    except ArticleError:
        empty = not text.strip("\ufeff").strip()
        assert empty or _CONTROL.search(text) or text.removeprefix("\ufeff").startswith("---")


@given(data=articles())
def test_any_markdown_comes_through_byte_for_byte(data: bytes) -> None:
    check_unchanged("a.md", data)


@given(data=st.binary(max_size=60))
def test_any_bytes_are_an_article_or_an_article_error(data: bytes) -> None:
    try:
        article = parse("a.md", data, "en")
    except ArticleError as error:
        refused = error
    else:
        assert serialize(article, [None] * len(article.segments)) == data
        return
    assert refused.path == "a.md"
    assert refused.advice


@settings(max_examples=2 * settings().max_examples)
@given(data=articles(), draw=st.data())
def test_a_translated_markdown_article_keeps_its_structure(
    data: bytes, draw: st.DataObject
) -> None:
    article = parse("a.md", data, "en")
    targets = [draw.draw(st.one_of(st.none(), target)) for _ in article.segments]
    written = parse("a.md", serialize(article, targets), "ru")
    assert kinds(written) == kinds(article)


@given(data=articles())
def test_a_block_written_anew_from_its_own_words_keeps_its_bytes(data: bytes) -> None:
    # A zero-width space after each sentence makes every block one that its format has to write.
    article = parse("a.md", data, "en")
    targets = [segment.text.rstrip() + "\u200b" for segment in article.segments]
    written = serialize(article, targets).decode().replace("\u200b", "")
    assert _unescaped(written) == _unescaped(data.decode())


def _unescaped(text: str) -> str:
    return text.replace("\\", "").replace("&#124;", "|")


@given(sentences=st.lists(sentence, min_size=1, max_size=4), ending=st.sampled_from(["\n", "\r\n"]))
def test_moving_a_paragraph_keeps_its_ids(sentences: list[str], ending: str) -> None:
    paragraphs = [f"{text} {number}." for number, text in enumerate(sentences)]
    there = parse("a.txt", (ending * 2).join(paragraphs).encode(), "en")
    back = parse("a.txt", (ending * 2).join(reversed(paragraphs)).encode(), "en")
    bases = [{s.id.partition("-")[0] for s in article.segments} for article in (there, back)]
    assert bases[0] == bases[1]
