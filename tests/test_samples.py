"""The sample newsroom: the articles, translations and models that every newcomer meets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import formats, inline, review
from dragoman.model import Catalog, Status, Syntax
from dragoman.typography import finish
from tests.conftest import Run, publish_drafts

ROOT = Path(__file__).parent.parent
BITEXT = ROOT / "tools" / "demo" / "bitext"

ARTICLES = {
    "culture/museum.md": "museum",
    "flood.md": "flood",
    "science/comet.txt": "comet",
    "sport/final.txt": "final",
}
APPROVED = ("culture/museum.md", "flood.md")
LOCALES = ("ru", "fa", "tr", "ar")

Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample newsroom; it is the current folder."""
    for name in ("seeds", "locales", "output"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def catalog(root: Path, article: str, locale: str) -> Catalog:
    path = root / "locales" / locale / f"{article}.yaml"
    return review.parse(path.read_text(encoding="utf-8"), str(path))


def lines(language: str, name: str) -> list[str]:
    return (BITEXT / language / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_these_are_all_articles() -> None:
    files = (path for path in (ROOT / "seeds").rglob("*") if path.is_file())
    found = [path for path in files if path.parent.name != "images"]
    assert sorted(path.relative_to(ROOT / "seeds").as_posix() for path in found) == list(ARTICLES)


def test_the_pictures_that_articles_show_are_there() -> None:
    shown = set(re.findall(r"images/[\w-]+\.jpg", (ROOT / "seeds/flood.md").read_text()))
    assert {f"images/{path.name}" for path in (ROOT / "seeds/images").iterdir()} == shown


@pytest.mark.parametrize("article", ARTICLES)
def test_an_unchanged_article_keeps_its_bytes(article: str) -> None:
    data = (ROOT / "seeds" / article).read_bytes()
    parsed = formats.parse(article, data, "en")
    assert formats.serialize(parsed, [None] * len(parsed.segments)) == data
    for block in parsed.blocks:
        assert "".join(segment.text for segment in block.segments) == block.text
    assert 250 <= sum(len(segment.source.split()) for segment in parsed.segments) <= 500


@pytest.mark.parametrize("article", ARTICLES)
def test_its_sentences_are_those_that_were_translated(article: str) -> None:
    parsed = formats.parse(article, (ROOT / "seeds" / article).read_bytes(), "en")
    sources = [each.source for each in parsed.segments if any(map(str.isalpha, each.source))]
    assert sources == lines("en", ARTICLES[article])


def test_the_review_files_are_up_to_date(sample: Path, run: Run, tree: Tree) -> None:
    before = tree(sample)
    result = run("translate", "--models", "nowhere")
    assert result.exit_code == 0, result.stderr
    assert "Nothing to do: 16 review files up to date." in result.stdout
    assert tree(sample) == before


def test_the_approved_articles_are_exported(sample: Path, run: Run, tree: Tree) -> None:
    before = tree(sample)
    result = run("export", *APPROVED)
    assert result.exit_code == 0, result.stdout
    assert "Localized copies: 8 unchanged." in result.stdout
    assert tree(sample) == before
    shutil.rmtree(sample / "output")
    run("export", *APPROVED)
    assert tree(sample) == before


def test_the_drafts_are_withheld(sample: Path, run: Run) -> None:
    result = run("export")
    assert result.exit_code == 1
    assert "8 unchanged, 8 withheld" in result.stdout


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("article", APPROVED)
def test_approved_translations_are_complete_and_nothing_is_found_in_them(
    article: str, locale: str
) -> None:
    for unit in catalog(ROOT, article, locale).units:
        assert unit.status is Status.APPROVED
        assert unit.target
        assert unit.findings == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_demo_models_know_the_samples_by_heart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, locale: str
) -> None:
    """The real path: package → SentencePiece → CTranslate2, for every sentence of the samples."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    result = run("translate", "--models", "demo", "--to", locale)
    assert result.exit_code == 0, result.stderr
    assert "signed “demo”" in result.stdout
    for article, name in ARTICLES.items():
        known = dict(zip(lines("en", name), lines(locale, name), strict=True))
        for unit in catalog(tmp_path, article, locale).units:
            assert unit.record is not None
            assert unit.status is Status.DRAFT
            if unit.source in known:
                assert unit.record.machine == unit.target
                syntax = Syntax.MARKDOWN if article.endswith(".md") else Syntax.PLAIN
                wanted = finish(known[unit.source], locale, syntax, source=unit.source)
                assert unit.target == wanted.text
                assert unit.record.finish == wanted.rules
                assert str(unit.record.signature) == f"argos en-{locale} demo-1"
                assert unit.record.confidence is not None
                assert unit.record.confidence > 0.5
            else:
                assert unit.target == unit.source
                assert str(unit.record.signature) == "copy 1"

    publish_drafts(tmp_path)
    exported = run("export", "--to", locale, "--disclosure", "off")
    assert exported.exit_code == 0, exported.stdout
    for article in ARTICLES:
        before = formats.parse(article, (tmp_path / "seeds" / article).read_bytes(), "en")
        data = (tmp_path / "output" / locale / article).read_bytes()
        after = formats.parse(article, data, locale)
        assert [block.kind for block in after.blocks] == [block.kind for block in before.blocks]
        for old, new in zip(before.blocks, after.blocks, strict=True):
            assert inline.inventory(new.text, new.syntax) == inline.inventory(old.text, old.syntax)
