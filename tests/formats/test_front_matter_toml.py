"""TOML front matter: what is translated of it, and how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.formats import header

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
    assert names == ["title", "description", "params.subtitle", "params.image.caption"]
    sources = [segment.source for segment in article.segments]
    assert sources == ["The river falls", "Nine days.", 'Under "it"', "A bridge", "Text."]
    assert formats.serialize(article, [None] * 5) == FRONT.encode()
    done = formats.serialize(article, ["آب", "نه 'روز'", 'زیر "آن"', "پل", None]).decode()
    expected = (
        FRONT.replace("The river falls", "آب")
        .replace("'Nine days.'", "\"نه 'روز'\"")
        .replace('Under \\"it\\"', 'زیر \\"آن\\"')
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
        ("lang = en", "en"),
        ("[a]\nlang = 'en'", ""),
        ("a.lang = 'en'", ""),
        ('lang = "\\q"', ""),
    ],
)
def test_entries_can_be_read(line: str, value: str) -> None:
    found = header.read("a.md", f"+++\n{line}\n+++\n")
    assert found is not None
    assert found.value("lang") == value
