"""Pages say their own address, and headings have the same anchors in all languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.formats import html_language, parse
from dragoman.publishing import Preset, Publish
from dragoman.publishing.anchors import lost, with_anchors
from tests.conftest import Run

HEAD = '<html><head><link rel="canonical" href="https://a.org/b"></head><body>x</body></html>'


def test_a_page_says_its_own_address() -> None:
    page = HEAD.replace("</head>", '<meta property="og:url" content="https://a.org/b"></head>')
    own, original = "https://a.org/fa/b?c=1&d", "https://a.org/b"
    made = html_language.with_address(page, own, "fa", "en", original)
    assert '<link rel="canonical" href="https://a.org/fa/b?c=1&amp;d">' in made
    assert '<meta property="og:url" content="https://a.org/fa/b?c=1&amp;d">' in made
    assert '<link rel="alternate" hreflang="en" href="https://a.org/b">' in made
    assert made.count('hreflang="fa"') == 1


def test_a_page_that_names_its_languages_keeps_them() -> None:
    links = (
        '<link rel="alternate" hreflang="en-GB" href="e"><link rel=alternate hreflang=fa href=f>'
    )
    made = html_language.with_address(HEAD.replace("</head>", links), "own", "fa", "en", "o")
    assert made.count("hreflang") == 2
    assert '<link rel=alternate hreflang=fa href="own">' in made


def test_a_page_without_an_address_gets_none() -> None:
    page = "<html><head></head><body>x</body></html>"
    assert html_language.with_address(page, "own", "fa", "en", "o") == page


def test_links_that_lead_nowhere_in_copies_are_told() -> None:
    text = (
        "# Roads closed\n\nSee [roads](#roads-closed), [own](#own), [out](#nowhere) and\n"
        '<a href="#bridges">bridges</a>.\n\n## Own {#own}\n\nBridges\n-------\n'
    )
    article = parse("a.md", text.encode(), "en")
    said = [finding.message for finding in lost(article, Publish())]
    assert said == [
        "line 3: in copies the link to “#roads-closed” leads nowhere: the heading is named after "
        "its words",
        "line 4: in copies the link to “#bridges” leads nowhere: the heading is named after its "
        "words",
    ]
    assert not lost(article, Publish(preset=Preset.HUGO))
    assert lost(article, Publish(preset=Preset.HUGO, anchors=False))
    assert not lost(parse("a.txt", b"See [roads](#roads)\n\nRoads\n", "en"), Publish())


def test_links_to_headings_of_other_articles_are_told() -> None:
    text = "See [a](b.md#the-plan), [b](b.md#own), [c](b.md#no) and\n[d](../c.md#the-plan).\n"
    known = {"news/b.md": b"# The plan\n\n## Own {#own}\n", "c.md": b"x\n# The *plan*\n"}
    article = parse("news/a.md", text.encode(), "en")
    said = [finding.message for finding in lost(article, Publish(), known.get)]
    assert [one.partition(" leads")[0] for one in said] == [
        "line 1: in copies the link to “b.md#the-plan”",
        "line 2: in copies the link to “../c.md#the-plan”",
    ]
    assert not lost(article, Publish(preset=Preset.HUGO), known.get)
    assert not lost(article, Publish())


def test_a_page_whose_copies_would_name_the_original_is_told() -> None:
    article = parse("a.html", f"<!doctype html>\n{HEAD}".encode(), "en")
    (finding,) = lost(article, Publish())
    assert finding.message.startswith("line 2: copies say that the original's address is theirs")
    assert not lost(article, Publish(address="https://a.org/{locale}/{path}"))
    templated = HEAD.replace("https://a.org/b", "{{ page.url }}")
    assert not lost(parse("a.html", templated.encode(), "en"), Publish())


def test_an_underlined_heading_keeps_its_name() -> None:
    article = parse("a.md", b"Roads closed\n============\n\nText.\n\nOwn {#own}\n---\n", "en")
    named = with_anchors(article, Preset.HUGO)
    text = "".join(block.raw for block in named.blocks)
    assert text == "Roads closed {#roads-closed}\n============\n\nText.\n\nOwn {#own}\n---\n"


@pytest.mark.parametrize(
    ("preset", "names"),
    [
        ("hugo", ["the-plan--so-far-1_2", "the-plan--so-far-1_2-1", "own"]),
        ("jekyll", ["the-plan--so-far-12", "the-plan--so-far-12-1", "own"]),
        ("mkdocs", ["the-plan-so-far-1_2", "the-plan-so-far-1_2_1", "own"]),
        ("plain", ["own"]),
    ],
)
def test_headings_keep_the_names_that_links_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, preset: str, names: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    text = "# The plan & so far 1_2\n\n## The *plan* & so far 1_2 ##\n\n# x {#own}\n\nText\n"
    (tmp_path / "seeds" / "a.md").write_text(text, encoding="utf-8")
    publish = f"{{accept: draft, preset: {preset}, disclosure: off, metadata: never}}"
    # The pseudo engine's accents look like yet another language.
    settings = f"targets: [tr]\nchecks: {{wrong_language: false}}\npublish: {publish}\n"
    (tmp_path / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("translate", "--engine", "pseudo").exit_code == 0
    assert run("export").exit_code == 0
    (copy,) = (tmp_path / "output").rglob("*.md")
    lines = copy.read_text(encoding="utf-8").splitlines()
    found = [line.partition(" {#")[2].partition("}")[0] for line in lines if line[:1] == "#"]
    assert [name for name in found if name] == names
