"""TOML front matter: what is translated of it, and how it is written."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats, project
from dragoman.errors import ArticleError
from dragoman.formats import header
from dragoman.model import Status
from dragoman.publishing import metadata

FRONT = '''\
+++
title = "The river falls"
"description" = 'Nine days.' # why
date = 2027-03-09T10:00:00Z
tags = ["title", "flood"]
menu = [
  "title = not this",
]
text = """
title = "nor this"
"""
summary = """One line"""
caption = 7
[params]
subtitle = "Under \\"it\\""
lead = "Not chosen"
[params.image]
caption = "A bridge"
+++

Text.
'''


def test_texts_of_chosen_keys_are_translated_and_everything_else_stays() -> None:
    article = formats.parse("a.md", FRONT.encode(), "en")
    names = [block.name for block in article.blocks if block.name]
    assert names == ["title", "description", "summary", "params.subtitle", "params.image.caption"]
    sources = [segment.source for segment in article.segments]
    lines = ["The river falls", "Nine days.", "One line", 'Under "it"', "A bridge", "Text."]
    assert sources == lines
    assert formats.serialize(article, [None] * 6) == FRONT.encode()
    targets = ["آب", "نه 'روز'", "یک خط", 'زیر "آن"', "پل", None]
    done = formats.serialize(article, targets).decode()
    expected = (
        FRONT.replace("The river falls", "آب")
        .replace("'Nine days.'", "\"نه 'روز'\"")
        .replace('Under \\"it\\"', 'زیر \\"آن\\"')
        .replace("One line", "یک خط")
        .replace("A bridge", "پل")
    )
    assert done == expected


TEXTS = st.text("ab'\"\\ن{}[]#=\x7f", min_size=1, max_size=12)


@given(TEXTS.filter(lambda text: any(map(str.isalnum, text))), st.sampled_from("\"'"))
def test_any_text_reads_back(text: str, quote: str) -> None:
    article = formats.parse("a.md", f"+++\ntitle = {quote}x{quote}\n+++\nText.\n".encode(), "en")
    done = formats.serialize(article, [text, None])
    found = [block.text for block in formats.parse("a.md", done, "en").blocks if block.name]
    assert found == [text]
    assert done.endswith(b"\n+++\nText.\n")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('lang = "en"', "en"),
        ("lang = 'en' # why", "en"),
        ("lang = 5", "5"),
        ("lang = 2027-03-09", "2027-03-09"),
        ("[a]\nlang = 'en'", ""),
        ("a.lang = 'en'", ""),
    ],
)
def test_entries_can_be_read(line: str, value: str) -> None:
    found = header.read("a.md", f"+++\n{line}\n+++\n")
    assert found is not None
    assert found.value("lang") == value


MORE = "\n".join(
    [
        "+++",
        'title = """',
        "Über the river, it is said:",
        'the "bridge" \\\\ stands.',
        '"""',
        "description = '''One \\ line.'''",
        "summary = [",
        '  "First of two.", # why',
        "  'Second.',",
        "]",
        'image = {src = "a.jpg", caption = "A bridge"}   # wide',
        'tags = ["title", "flood"]',
        "",
        "[[gallery]]",
        'caption = "One"',
        "[[gallery]]",
        'caption = "Two"',
        'src = "c.jpg"',
        "",
        "[publish]",
        'accept = "draft"',
        "+++",
        "",
        "Text.",
        "",
    ]
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lists_tables_and_texts_of_several_lines_are_translated(end: str) -> None:
    data = MORE.replace("\n", end).encode()
    article = formats.parse("a.md", data, "en")
    texts = {block.name: block.text for block in article.blocks if block.name}
    assert texts == {
        "title": 'Über the river, it is said:\nthe "bridge" \\ stands.',
        "description": "One \\ line.",
        "summary.1": "First of two.",
        "summary.2": "Second.",
        "image.caption": "A bridge",
        "gallery.1.caption": "One",
        "gallery.2.caption": "Two",
    }
    assert formats.serialize(article, [None] * len(article.segments)) == data
    done = formats.serialize(article, ["Мост \"'\\"] * len(article.segments))
    loaded = tomllib.loads(done.decode().split("+++")[1].replace("\r\n", "\n"))
    assert set(loaded["summary"]) == {"Мост \"'\\"}
    assert loaded["image"] == {"src": "a.jpg", "caption": "Мост \"'\\"}
    assert loaded["tags"] == ["title", "flood"]
    assert "# why" in done.decode()
    assert (b"\r\n" in done) == (b"\r\n" in data)


LETTERS = st.characters(exclude_categories=["Cs"])
VALUES = st.recursive(
    st.one_of(
        st.text(LETTERS, max_size=12),
        st.sampled_from(["zq0zq", "a\nb", "'''", '""" x']),
        st.integers(-5, 5),
        st.booleans(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["title", "x", "caption", "a b"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def replaced(value: object, *, chosen: bool) -> object:
    """What a front matter should hold once every chosen text is translated."""
    if isinstance(value, dict):
        return {
            key: replaced(inner, chosen=key in ("title", "caption")) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [replaced(inner, chosen=chosen) for inner in value]
    said = isinstance(value, str) and any(map(str.isalnum, value))
    return "Мост" if chosen and said else value


@given(st.dictionaries(st.sampled_from(["title", "lead", "caption"]), VALUES, max_size=3))
def test_of_any_front_matter_the_chosen_texts_change_and_nothing_else(
    values: dict[str, object],
) -> None:
    front = tomlkit.dumps(values)
    data = f"+++\n{front}+++\nText.\n".encode()
    if "+++" in front or "\r" in front or tomllib.loads(front) != values:
        return
    article = formats.parse("a.md", data, "en")
    assert formats.serialize(article, [None] * len(article.segments)) == data
    if all(len(block.segments) < 2 for block in article.blocks):
        done = formats.serialize(article, ["Мост"] * len(article.segments)).decode()
        loaded = tomllib.loads(done.removeprefix("+++\n").rpartition("+++\n")[0])
        assert loaded == replaced(values, chosen=False)


@pytest.mark.parametrize(
    ("front", "lines", "said"),
    [
        ("lang = en\nz = 1", [2], "without quotation marks"),
        ('lang = "\\q"\nz = 1', [2], "a backslash"),
        ('title = "A\nx = 1', [2], "never closed"),
        ("title: A\nx = 1", [2], "an equals sign"),
        ('title = "A"\ntitle = "B"', [3], "given twice"),
        ('title = "A"\ntitle = "B"\n# why\nx = 1', [3], "given twice"),
        ("date = 2026-02-30\nz = 1", [2], "a date"),
        ("title\nz = 1", [2], "neither"),
        ("<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b", [2], "git"),
        ("a = b\nx = 1\nc = d\n= 3\ny = 2", [2, 4, 5], "without quotation marks"),
        ("x = " + "[" * 40_000, [2], "nested more than"),
    ],
)
def test_everything_that_is_wrong_is_told_with_its_line(
    front: str, lines: list[int], said: str
) -> None:
    with pytest.raises(ArticleError) as caught:
        formats.parse("a.md", f"+++\n{front}\n+++\nText.\n".encode(), "en")
    assert [mistake.line for mistake in caught.value.every] == lines
    assert said in caught.value.problem
    assert all(mistake.advice for mistake in caught.value.every)


@pytest.mark.parametrize("above", ["", "\n", " \t\r\n\n"])
def test_blank_lines_may_stand_above(above: str) -> None:
    text = f'{above}+++\ntitle = "A bridge"\ndraft = true\n+++\nIt stands.\n'
    article = formats.parse("a.md", text.encode(), "en")
    assert [each.source for each in article.segments] == ["A bridge", "It stands."]
    found = header.read("a.md", text)
    assert found is not None
    assert found.value("title") == "A bridge"
    assert metadata.read("a.md", text)[0]["draft"] == "true"


def test_a_text_between_plus_signs_is_no_front_matter() -> None:
    article = formats.parse("a.md", b"+++\nJust a remark.\n+++\nText.\n", "en")
    assert not [block for block in article.blocks if block.name]


def test_entries_are_set_and_a_table_is_taken_out() -> None:
    values: dict[str, header.Value] = {"lang": "fa", "title": "Мост", "stale": 2}
    done = header.changed("a.md", MORE, values, without="publish")
    loaded = tomllib.loads(done.split("+++")[1])
    assert {name: loaded[name] for name in values} == values
    assert "publish" not in loaded
    assert loaded["gallery"] == [{"caption": "One"}, {"caption": "Two", "src": "c.jpg"}]
    assert "# why" in done
    assert done.endswith("+++\n\nText.\n")
    assert header.changed("a.md", done, values, without="publish") == done


def test_what_it_says_of_publishing_is_there_as_settings() -> None:
    found = header.read("a.md", MORE)
    assert found is not None
    entry = found.entry("publish")
    assert entry is not None
    assert entry.is_mapping
    assert MORE[entry.start :].startswith("[publish]")
    assert project.override(project.Publish(), found.yaml(entry, MORE), 1, "a.md") == replace(
        project.Publish(), accept=Status.DRAFT
    )
