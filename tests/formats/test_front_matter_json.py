"""Front matter in JSON is read and written as such; one in JavaScript stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import ArticleError
from dragoman.formats import header, parse, serialize
from dragoman.model import BlockKind, one_line

_fenced = st.sampled_from(("---json\n{}\n---\nOne.\n", "{}\n\nOne.\n"))
_text = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufeff"))
_values = st.dictionaries(
    st.from_regex(r"\A[a-z]{1,9}\Z"),
    st.one_of(_text, st.booleans(), st.integers(), st.lists(_text, max_size=3)),
    max_size=4,
)
_indents = st.sampled_from((None, 2, "\t"))


def inside(text: str) -> object:
    """Return the object of an article's front matter, as JSON has it."""
    found, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    return found


@given(_fenced, _values, _indents, _text.filter(lambda text: one_line(text) != ""))
def test_a_copy_is_valid_and_says_the_same(
    article: str, said: dict[str, object], indent: int | str | None, target: str
) -> None:
    said = {**said, "title": "The road"}
    text = article.replace("{}", json.dumps(said, ensure_ascii=False, indent=indent))
    read = parse("a.md", text.encode(errors="replace"), "en", ["title"])
    assert [b.text for b in read.blocks if b.kind is BlockKind.METADATA] == ["The road"]
    targets = [target.strip() if s.source == "The road" else None for s in read.segments]
    copy = serialize(read, targets).decode()
    found = inside(copy)
    assert isinstance(found, dict)
    assert one_line(found["title"]) == one_line(target.replace("\r\n", "\n").replace("\r", "\n"))
    assert copy.endswith("\nOne.\n")


@given(_fenced, st.dictionaries(st.sampled_from("abc"), st.booleans()), st.sampled_from("abcd"))
def test_entries_are_set(article: str, said: dict[str, bool], name: str) -> None:
    text = article.replace("{}", json.dumps(said))
    changed = header.changed("a.md", text, {name: "x"})
    if said or article.startswith("---"):
        assert inside(changed) == {**said, name: "x"}
        without = {key: value for key, value in said.items() if key != name}
        assert inside(header.changed("a.md", text, {}, drop=[name])) == without


@pytest.mark.parametrize(
    "text",
    ['{"a" is\n', '{ "a" } is so\n', '{"title": "a"} is so\n', "{% a %}\n", '{"title": "a"\n'],
)
def test_what_is_no_object_is_text(text: str) -> None:
    assert all(b.kind is not BlockKind.METADATA for b in parse("a.md", text.encode(), "en").blocks)


@pytest.mark.parametrize("path", ["a.md", "a.html"])
def test_a_program_stays_and_is_told(path: str) -> None:
    text = "---js\n{ title: 'The road', at: new Date() }\n---\n<p>One.</p>\n"
    article = parse(path, text.encode(), "en")
    assert [segment.source for segment in article.segments] == ["One."]
    (told,) = article.findings
    assert told.message == "line 1: the front matter in JavaScript stays in the source language"
    assert serialize(article, ["Два."]).decode() == text.replace("One.", "Два.")
    assert header.changed(path, text, {}) == text
    with pytest.raises(ArticleError, match="takes no further key"):
        header.changed(path, text, {"lang": "fa"})
