"""Setting entries in a front matter: those are set, everything else keeps its bytes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ArticleError
from dragoman.formats import header

BODY = "\n# Heading\n\nText.\n"
VALUES = {"lang": "fa", "dir": "rtl"}

LINES = st.sampled_from(
    [
        "title: The river falls",
        'quoted: "a: b # c"',
        "single: 'it''s'",
        "date: 2027-03-09",
        "tags:\n  - flood\n  - relief",
        "tags: [flood, relief]",
        "image:\n  src: a.jpg\n  lang: en\n  # why\n  dir: ltr",
        "text: |\n  one\n\n  two",
        "folded: >-\n  one\n  two\n",
        "# a comment",
        "",
        "empty:",
        "lang: en",
        'lang: "en"',
        "lang: |\n  en",
        "dir: ltr # comment",
        "publish:\n  accept: draft\n  # why\n  missing: source",
        "publish: {accept: draft}",
        "anchored: &x [a, b]",
        "نام: فارسی",
    ]
)
FRONTS = st.lists(LINES, max_size=7).map("\n".join)


def readable(front: str) -> bool:
    names = [line.split(":")[0] for line in front.split("\n") if line[:1].isalpha()]
    return len(names) == len(set(names))


@settings(max_examples=60)
@given(FRONTS.filter(readable), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["---", "..."]))
def test_entries_are_set_and_all_others_stay(front: str, end: str, closing: str) -> None:
    text = f"---\n{front}\n{closing}\n{BODY}".replace("\n", end)
    result = header.changed("a.md", text, VALUES, without="publish")
    before = yaml.safe_load(f"{front}\n") or {}
    found = header.read("a.md", result)
    assert found is not None
    after = yaml.safe_load(result[slice(*found.inner)])
    assert {name: value for name, value in after.items() if name not in VALUES} == {
        name: value for name, value in before.items() if name not in (*VALUES, "publish")
    }
    assert {name: after[name] for name in VALUES} == VALUES
    assert result.endswith(BODY.replace("\n", end))
    assert ("\n" in result.replace("\r\n", "")) == (end == "\n")
    assert header.changed("a.md", result, VALUES, without="publish") == result
    for line in front.split("\n"):
        if line.startswith(("# a", "title", "date", "single", "quoted")):
            assert line + end in result


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_can_be_a_value(value: str) -> None:
    result = header.changed("a.md", f"---\ntitle: x\n---\n{BODY}", {"original": value})
    found = header.read("a.md", result)
    assert found is not None
    assert yaml.safe_load(result[slice(*found.inner)]) == {"title": "x", "original": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text.\n", "---\nlang: fa\ndir: rtl\n---\n\nText.\n"),
        ("---\n---\nText.\n", "---\nlang: fa\ndir: rtl\n---\nText.\n"),
        ("---\n# c\n---\nText.\n", "---\n# c\nlang: fa\ndir: rtl\n---\nText.\n"),
        ("---\n  a: b\n---\n", "---\n  a: b\n  lang: fa\n  dir: rtl\n---\n"),
        ('---\n{a: b, lang: en}\n---\n', '---\n{dir: "rtl", a: b, lang: "fa", }\n---\n'),
        ("+++\n[b]\nlang = 2\n+++\n", '+++\nlang = "fa"\ndir = "rtl"\n[b]\nlang = 2\n+++\n'),
        ('+++\nlang = "en"\n+++\n', '+++\ndir = "rtl"\nlang = "fa"\n+++\n'),
        ("---\n\nText.\n", "---\nlang: fa\ndir: rtl\n---\n\n---\n\nText.\n"),
    ],
)  # fmt: skip
def test_every_kind_of_front_matter(text: str, expected: str) -> None:
    assert header.changed("a.md", text, VALUES) == expected


def test_nothing_to_set_makes_no_front_matter() -> None:
    assert header.changed("a.md", "Text.\n", {}) == "Text.\n"


def test_numbers_are_no_strings() -> None:
    result = header.changed("a.md", "Text.\n", {"review_share": 0.5, "stale": 2, "key": "2027"})
    found = header.read("a.md", result)
    assert found is not None
    assert yaml.safe_load(result[slice(*found.inner)]) == {
        "review_share": 0.5,
        "stale": 2,
        "key": "2027",
    }


@pytest.mark.parametrize("front", ["? [a, b]\n: c\nd: e", "lang: &x en\nother: *x"])
def test_what_takes_no_entry_is_named(front: str) -> None:
    with pytest.raises(ArticleError, match="takes no further key") as caught:
        header.changed("a.md", f"---\n{front}\n---\n{BODY}", VALUES)
    assert "metadata: never" in caught.value.advice
