"""Laws of front matter: what is chosen reads as its translation, and the rest as before."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.formats import DEFAULT_KEYS, parse, serialize
from dragoman.model import Article, BlockKind, one_line
from tests.formats.compositions import target

_WORDS = st.sampled_from(
    [
        "The bridge opened again",
        "Gen. Talvar’s convoy left Sorvale, at last",
        "He said: “It's safe”",
        'The "old" town',
        "12,400 people #one",
        "a \\ b",
    ]
)


def _indented(style: str, indent: int) -> st.SearchStrategy[str]:
    pad = " " * indent
    lines = st.lists(_WORDS, min_size=1, max_size=3)
    gaps = st.sampled_from(["\n", "\n\n"])
    return st.builds(
        lambda texts, gap: f"{style}\n" + gap.join(texts).replace("\n", f"\n{pad}").join((pad, "")),
        lines,
        gaps,
    )


_FLOW_VALUE = st.one_of(
    st.just("The bridge opened again"),
    _WORDS.map(lambda text: json.dumps(text, ensure_ascii=False)),
    _WORDS.map(lambda text: "'{}'".format(text.replace("'", "''"))),
)
_VALUE = st.one_of(
    _FLOW_VALUE,
    st.just("Gen. Talvar’s convoy left\n      Sorvale  # a comment"),
    st.sampled_from(["|", "|-", "|+", ">", ">-", "| # note"]).flatmap(
        lambda style: _indented(style, 6)
    ),
    st.sampled_from(["12", "true", "2027-03-09", "", "~", "[]", "!!str 12"]),
)


@st.composite
def front_matters(draw: st.DrawFn) -> str:
    """Draw a front matter with chosen keys at every depth and in every style."""
    lines = [
        f"title: {draw(st.one_of(_VALUE, st.just('&anchor Flood news')))}",
        "author: Mira Castrel",
        f"tags: [a, 'b', {draw(_FLOW_VALUE)}]",
        f"image: {{src: a.jpg, caption: {draw(_FLOW_VALUE)}, width: 12}}",
        "images:",
        f"  - caption: {draw(_VALUE)}",
        "    src: b.jpg",
        f"  - {{caption: {draw(_FLOW_VALUE)}}}",
        f"summary: [{draw(_FLOW_VALUE)}, {draw(_FLOW_VALUE)}]",
        f"'description': {draw(_VALUE)}",
        "# the end",
    ]
    chosen = draw(st.permutations(lines[:4])) + lines[4:]
    closing = draw(st.sampled_from(["---", "..."]))
    text = "\n".join(["---", *chosen, closing, "", "The body."])
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", ending)


def _loaded(data: bytes) -> Any:
    inside = data.decode().removeprefix("\ufeff").splitlines()
    end = next(i for i, line in enumerate(inside) if i and line in ("---", "..."))
    return yaml.safe_load("\n".join(inside[1:end]))


def _translations(article: Article, targets: list[str | None]) -> dict[str, str]:
    """Return what each chosen value must read as, its runs of white space made one space."""
    texts: dict[str, str] = {}
    given = iter(targets)
    for block in article.blocks:
        new = [next(given) or segment.source for segment in block.segments]
        if block.kind is BlockKind.METADATA:
            texts[block.name] = " ".join(" ".join(new).split())
    return texts


def _expected(value: Any, texts: dict[str, str], path: str = "") -> Any:
    """Return the loaded front matter with the translations in place."""
    dot = f"{path}." if path else ""
    if isinstance(value, dict):
        return {key: _expected(item, texts, f"{dot}{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [_expected(item, texts, f"{dot}{i}") for i, item in enumerate(value, start=1)]
    return texts[path] if path in texts else _spaced(value)


def _spaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spaced(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_spaced(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


@settings(max_examples=2 * settings().max_examples)
@given(text=front_matters(), draw=st.data())
def test_chosen_values_read_as_their_translations_and_the_rest_as_before(
    text: str, draw: st.DataObject
) -> None:
    data = text.encode()
    article = parse("a.md", data, "en")
    targets = [draw.draw(st.one_of(st.none(), target)) for _ in article.segments]
    after = _loaded(serialize(article, targets))
    assert _spaced(after) == _expected(_loaded(data), _translations(article, targets))


@settings(deadline=None)
@given(
    style=st.sampled_from(["{}", "'{}'", '"{}"', "|\n  {}", ">\n  {}", "[{}]", "{{caption: {}}}"]),
    text=target,
)
def test_a_value_reads_as_exactly_its_target(style: str, text: str) -> None:
    data = ("---\ntitle: " + style.format("Flood news") + "\nnext: 1\n---\nBody").encode()
    article = parse("a.md", data, "en")
    written = serialize(article, [text, None])
    value = yaml.safe_load(_yaml(written))
    found = value["title"]
    while not isinstance(found, str):
        found = found[0] if isinstance(found, list) else found["caption"]
    assert found.removesuffix("\n") == text
    assert value["next"] == 1
    assert [s.source for s in parse("a.md", written, "ru").segments][-1] == "Body"


def _yaml(data: bytes) -> str:
    return data.decode().removeprefix("---\n").rpartition("\n---\n")[0]


@given(text=front_matters())
def test_front_matter_comes_through_byte_for_byte(text: str) -> None:
    data = text.encode()
    article = parse("a.md", data, "en")
    assert serialize(article, [segment.source for segment in article.segments]) == data


@given(text=front_matters())
def test_every_text_under_a_chosen_key_is_a_block(text: str) -> None:
    def texts(value: Any, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [text for name, item in value.items() for text in texts(item, name)]
        if isinstance(value, list):
            return [text for item in value for text in texts(item, key)]
        return [value] if key in DEFAULT_KEYS and isinstance(value, str) else []

    article = parse("a.md", text.encode(), "en")
    found = [one_line(b.text) for b in article.blocks if b.kind is BlockKind.METADATA]
    assert sorted(found) == sorted(one_line(t) for t in texts(_loaded(text.encode())))
