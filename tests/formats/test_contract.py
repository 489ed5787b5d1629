"""The table of formats, and those that other packages add to it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata

import pytest

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.formats import Copy, Format, Options, Parsed
from dragoman.model import Block, BlockKind


def _parse(path: str, data: bytes, options: Options) -> Parsed:
    text = data.decode()
    return Parsed((Block(BlockKind.PARAGRAPH, text, text),))


def _serialize(copy: Copy) -> bytes:
    return "".join(target or "" for target in copy.targets).encode()


WIRE = Format("wire copy", (".wire", ".txt"), _parse, _serialize)


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    class Entry(metadata.EntryPoint):
        def load(self) -> object:
            return WIRE if self.name == "wire" else "not a format"

    def entry_points(group: str) -> list[metadata.EntryPoint]:
        assert group == "dragoman.formats"
        return [Entry(name, "x:y", group) for name in names]

    names = ["wire"]
    monkeypatch.setattr(metadata, "entry_points", entry_points)
    _forget()
    yield
    _forget()


def _forget() -> None:
    for known in (formats.formats, formats.suffixes, formats._signs):
        known.cache_clear()


@pytest.mark.usefixtures("_added")
def test_another_package_adds_a_format() -> None:
    assert ".wire" in formats.suffixes()
    article = formats.parse("a.wire", b"Two trucks left.", "en")
    assert [segment.source for segment in article.segments] == ["Two trucks left."]
    assert formats.serialize(article, ["x"]) == b"x"


@pytest.mark.usefixtures("_added")
def test_no_package_takes_an_ending_of_ours() -> None:
    assert formats.of("a.txt").name == "plain text"


def test_no_ending_is_taken_twice() -> None:
    endings = [suffix for known in formats.FORMATS for suffix in known.suffixes]
    assert len(endings) == len(set(endings))
    with pytest.raises(ArticleError):
        formats.of("a.wire")
