"""Front matter: which values are chosen, how each is written, and what is said of broken YAML."""

from __future__ import annotations

import pytest

from dragoman.errors import ArticleError
from dragoman.formats import parse, serialize
from dragoman.model import BlockKind


def values(front: str, *keys: str) -> list[tuple[str, str]]:
    """Return name and text of each value that is translated."""
    data = f"---\n{front}\n---\n".encode()
    article = parse("a.md", data, "en", keys) if keys else parse("a.md", data, "en")
    return [(b.name, b.text) for b in article.blocks if b.kind is BlockKind.METADATA]


def translated(front: str, *targets: str | None) -> str:
    """Return the front matter with the targets in place."""
    article = parse("a.md", f"---\n{front}\n---\n".encode(), "en")
    return serialize(article, targets).decode().removeprefix("---\n").removesuffix("\n---\n")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: A\nauthor: B\nlang: en", [("title", "A")]),
        ("image:\n  src: a\n  caption: B", [("image.caption", "B")]),
        ("image: {src: a, caption: B}", [("image.caption", "B")]),
        ("images:\n- caption: A\n- caption: B",
         [("images.1.caption", "A"), ("images.2.caption", "B")]),
        ("summary: [A, 12, B]", [("summary.1", "A"), ("summary.3", "B")]),
        ("title: 12\nsummary: 2027-03-09\ncaption: yes\nsubtitle: ~\ndescription:", []),
        ("title: '12'", [("title", "12")]),
        ("title: !!str 12", [("title", "12")]),
        ("title: !other A", []),
        ("title: '***'", []),
        ("title: A\n  b\n  c  # d", [("title", "A b c")]),
        ("title: |\n  A\n  b\n\n  c\n", [("title", "A\nb\n\nc")]),
        ("title: >-\n  A\n  b\n", [("title", "A b")]),
        ('title: "A \\u00e9\\n\\tb"', [("title", "A é\n\tb")]),
        ("title: &t A\nother: *t", []),
        ("title: &t A\nsummary: *t", [("title", "A")]),
        ("{title: A}", [("title", "A")]),
        ("? title\n: A", [("title", "A")]),
        ("? [title]\n: A\ntitle: B", [("title", "B")]),
        ("# nothing", []),
    ],
)  # fmt: skip
def test_values(front: str, expected: list[tuple[str, str]]) -> None:
    assert values(front) == expected


def test_a_byte_order_mark_in_the_front_matter_shifts_nothing() -> None:
    assert translated("\ufefftitle: A\nauthor: B", "Б") == "\ufefftitle: Б\nauthor: B"


def test_keys_are_chosen_by_name_or_by_path() -> None:
    front = "title: A\nimage: {alt: B, title: C}\nalt: D"
    assert values(front, "image.alt") == [("image.alt", "B")]
    assert values(front, "alt") == [("image.alt", "B"), ("alt", "D")]


@pytest.mark.parametrize(
    ("front", "target", "expected"),
    [
        ("title: A # note", "پل باز شد", "title: پل باز شد # note"),
        ("title: A", "می‌رود", "title: می‌رود"),
        ("title: A", "Б: в", 'title: "Б: в"'),
        ("title: A", "Б #в", 'title: "Б #в"'),
        ("title: A", "evet: «yes»", 'title: "evet: «yes»"'),
        ("title: A", "yes", 'title: "yes"'),
        ("title: A", "y", 'title: "y"'),
        ("title: A", "12", 'title: "12"'),
        ("title: A", "@x", 'title: "@x"'),
        ("title: A", "x\ny", "title: x y"),
        ("image: {caption: A}", "а, б", 'image: {caption: "а, б"}'),
        ("image: {caption: A}", "а б", "image: {caption: а б}"),
        ("summary: [A]", "а]", 'summary: ["а]"]'),
        ("title: 'A'", "Д'Артаньян", "title: 'Д''Артаньян'"),
        ('title: "A"', 'о "т" \\', 'title: "о \\"т\\" \\\\"'),
        ("title: 'A'", "x\u2028y", 'title: "x\\u2028y"'),
        ("title: |\n    A\n    b", "سلام", "title: |\n    سلام"),
        ("title: |-  # n\n  A", "x\ny", "title: |-  # n\n  x\n  y"),
        ("title: >\n  A\n  b\n\nz: 1", "سلام", "title: >\n  سلام\n\nz: 1"),
        ("title: &t A\nsummary: *t", "Б", "title: &t Б\nsummary: *t"),
        ("title: !!str 12", "on iki", "title: !!str on iki"),
    ],
)
def test_writing(front: str, target: str, expected: str) -> None:
    assert translated(front, target) == expected


@pytest.mark.parametrize(
    ("front", "place", "word"),
    [
        ("author: B\ntitle: A: b", "a.md:3:9", "colon"),
        ("title: A\n\tauthor: B", "a.md:3:1", "tab"),
        ("title: 'A\nauthor: B", "a.md:2:8", "quotation mark"),
        ('title: "A" B', "a.md:2:10", "quotation mark"),
        ("title: @A", "a.md:2:8", "character"),
        ("title: [A\nauthor: B", "a.md:2:8", "bracket"),
        ("title: A\n\u00a0\u00a0author: B: c", "a.md:3:1", "no-break space"),
        ("title: A\nauthor\ndate: 1", "a.md:3:1", "key"),
        ("image:\n    a: B\n  caption: C", "a.md:4:3", "indented"),
        ("title: A\n   author: B", "a.md:3:10", "indented"),
        ("<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x", "a.md:2:1", "git"),
        ("title: A\x07", "a.md:2:9", "control"),
        ("title: A\n--- {b: C}", "a.md:3:1", "dashes"),
    ],
)
def test_broken_yaml_is_explained(front: str, place: str, word: str) -> None:
    padding = "Body. " * 20
    with pytest.raises(ArticleError) as caught:
        parse("a.md", f"---\n{front}\n---\n{padding}".encode(), "en")
    assert caught.value.where == place
    assert word in f"{caught.value.problem} {caught.value.advice}"
    line = caught.value.line or 0
    assert caught.value.excerpt == f"---\n{front}".split("\n")[line - 1]
    assert caught.value.advice


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(ArticleError):
        parse("a.md", b"---\ntitle: " + b"[" * 10_000 + b"\n---\n", "en")


def test_every_mistake_of_a_front_matter_is_told_at_once() -> None:
    front = 'title: A: b\nauthor: "B\ndate: 2027\n\tlead: C\ntags: @x\nslug: [y\nlayout: post'
    with pytest.raises(ArticleError) as caught:
        parse("a.md", f"---\n{front}\n---\nBody.".encode(), "en")
    assert [mistake.line for mistake in caught.value.every] == [2, 3, 5, 6, 7]


@pytest.mark.parametrize("front", ["[" * 40_000, "{a: " * 40_000, "- " * 40_000])
def test_deep_nesting_is_refused_by_its_place(front: str) -> None:
    with pytest.raises(ArticleError, match="nested more than") as caught:
        parse("a.md", f"---\ntitle: A\nx:\n  {front}\n---\n".encode(), "en")
    assert caught.value.line == 4
