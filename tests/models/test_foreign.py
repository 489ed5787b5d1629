"""Any CTranslate2 model with SentencePiece becomes a package that translates."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from argostranslate.package import Package

from dragoman.engines import create
from dragoman.engines.argos import ArgosSettings
from dragoman.errors import ModelError
from dragoman.models import Foreign, Wrapped, install_file, installed, record, verify, wrap
from dragoman.models.installed import read
from dragoman.models.loading import load
from tests.models.conftest import Tree
from tests.models.test_cli import run
from tests.packages import SENTENCES, Kind, model_files, pack, tokens

LANGUAGES = ("eng_Latn", "pes_Arab")

Wrap = Callable[[Foreign], Wrapped]


@pytest.fixture
def foreign(tmp_path: Path) -> Foreign:
    """A converted model with its one tokenizer beside it."""
    model_files(Kind.RANDOM, tmp_path / "model")
    (tmp_path / "model" / "sentencepiece.bpe.model").write_bytes(tokens().model)
    return Foreign(tmp_path / "model", "en", "ar")


@pytest.fixture
def pair(tmp_path: Path) -> Foreign:
    """A model with a tokenizer and a vocabulary for each side."""
    model_files(Kind.RANDOM, tmp_path / "pair", target=tokens(60).pieces)
    (tmp_path / "pair" / "source.spm").write_bytes(tokens().model)
    (tmp_path / "pair" / "target.spm").write_bytes(tokens(60).model)
    return Foreign(tmp_path / "pair", "en", "ar")


@pytest.fixture
def many(tmp_path: Path) -> Foreign:
    """A model of many languages, which are named by pieces that its tokenizer lacks."""
    pieces = tokens().pieces + LANGUAGES
    model_files(Kind.RANDOM, tmp_path / "many", source=pieces, target=pieces)
    (tmp_path / "many" / "sentencepiece.model").write_bytes(tokens().model)
    return Foreign(
        tmp_path / "many",
        "en",
        "fa",
        version="600M",
        name="nllb-200",
        licence="CC-BY-NC 4.0",
        target_prefix="pes_Arab",
        source_prefix=("eng_Latn",),
        source_suffix=("</s>",),
    )


def translated(folder: Path, code: str) -> list[str]:
    engine = create("argos", str(folder), ArgosSettings(threads=1))
    with engine.open("en", code) as translator:
        found = sorted(translator.translate(SENTENCES), key=lambda pair: pair[0])
    assert any(hypothesis.text for _, hypothesis in found)
    return [hypothesis.text for _, hypothesis in found]


def test_one_tokenizer_makes_a_package_of_argos_translate(foreign: Foreign, folder: Path) -> None:
    made = wrap(foreign, folder)
    assert made.limits == ()
    package = made.installation.package
    assert (package.direction, package.version) == ("en-ar", "1")
    opened = Package(package.path)
    assert (opened.from_name, opened.to_name) == ("English", "Arabic")
    assert opened.tokenizer.encode("The museum")
    assert verify(folder)[0].problem is None
    translated(folder, "ar")
    digest = hashlib.sha256((foreign.model / "model.bin").read_bytes()).hexdigest()
    assert record.origin(package.path) == record.PackageOrigin("model.bin", digest)


def test_a_tokenizer_and_a_vocabulary_a_side(pair: Foreign, folder: Path) -> None:
    made = wrap(pair, folder)
    assert made.limits == ("it reads one tokenizer, and this model has two",)
    package = made.installation.package
    assert sorted(path.name for path in package.path.glob("*.spm")) == ["source.spm", "target.spm"]
    loaded = load(package, device="cpu", compute_type=None, workers=1)
    assert loaded.tokenizer.encode([SENTENCES[0]]) == [
        load_pieces(tokens().model, SENTENCES[0]),
    ]
    assert loaded.tokenizer.decode(load_pieces(tokens(60).model, SENTENCES[1])) == SENTENCES[1]
    loaded.release()
    translated(folder, "ar")


def load_pieces(model: bytes, text: str) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    pieces: list[str] = SentencePieceProcessor(model_proto=model).encode(text, out_type=str)
    return pieces


def test_the_pieces_of_a_model_of_many_languages(many: Foreign, folder: Path) -> None:
    made = wrap(many, folder)
    assert made.limits == ("it puts nothing round the source sentence",)
    package = made.installation.package
    assert (package.name, package.licence) == ("nllb-200", "CC-BY-NC 4.0")
    loaded = load(package, device="cpu", compute_type=None, workers=1)
    ((first, *middle, last), nothing) = loaded.tokenizer.encode([SENTENCES[0], ""])
    assert (first, last, nothing) == ("eng_Latn", "</s>", [])
    assert middle == load_pieces(tokens().model, SENTENCES[0])
    assert loaded.prefix == ("pes_Arab",)
    assert loaded.tokenizer.knows("eng_Latn")
    assert not loaded.tokenizer.knows("pes_Arab")
    loaded.release()
    assert not any("pes_Arab" in text for text in translated(folder, "fa"))
    engine = create("argos", str(folder))
    assert engine.signature("en", "fa") == "argos en-fa nllb-200 600M"


def test_the_marks_change_what_the_model_sees(many: Foreign, tmp_path: Path) -> None:
    wrap(many, tmp_path / "with")
    wrap(replace(many, source_prefix=(), source_suffix=()), tmp_path / "without")
    assert translated(tmp_path / "with", "fa") != translated(tmp_path / "without", "fa")


def test_a_wrapped_package_goes_from_machine_to_machine(
    pair: Foreign, folder: Path, tmp_path: Path
) -> None:
    package = wrap(pair, folder).installation.package
    file = pack(package.path, tmp_path / "pair.argosmodel")
    assert install_file(file, tmp_path / "there").package.direction == "en-ar"
    assert translated(tmp_path / "there", "ar") == translated(folder, "ar")


def test_links_are_followed_and_papers_come_along(foreign: Foreign, folder: Path) -> None:
    store = foreign.model.parent / "store"
    (foreign.model / "model.bin").rename(store)
    (foreign.model / "model.bin").symlink_to(store)
    (foreign.model / "README.md").write_text("---\nlicense: apache-2.0\n---\n", encoding="utf-8")
    (foreign.model / "optimizer.pt").write_text("not of the model")
    package = wrap(foreign, folder).installation.package
    assert not any(path.is_symlink() for path in package.path.rglob("*"))
    assert package.licence == "apache-2.0"
    assert "optimizer.pt" not in str(record.files(package.path))


def test_named_tokenizers_count(pair: Foreign, folder: Path, tmp_path: Path) -> None:
    for name in ("source", "target"):
        (pair.model / f"{name}.spm").rename(tmp_path / f"{name}.sp")
    named = replace(pair, source_spm=tmp_path / "source.sp", target_spm=tmp_path / "target.sp")
    assert wrap(named, folder).limits
    same = replace(named, target_spm=tmp_path / "source.sp", to_code="tr")
    assert wrap(same, folder).limits == ()


def refused(foreign: Foreign, tmp_path: Path, tree: Tree) -> ModelError:
    (tmp_path / "packages").mkdir(exist_ok=True)
    before = tree()
    with pytest.raises(ModelError) as caught:
        wrap(foreign, tmp_path / "packages")
    assert tree() == before
    return caught.value


def test_what_is_refused(foreign: Foreign, many: Foreign, tmp_path: Path, tree: Tree) -> None:
    def problem(foreign: Foreign) -> str:
        return refused(foreign, tmp_path, tree).problem

    assert "there is no such folder" in problem(replace(foreign, model=tmp_path / "absent"))
    one = replace(foreign, model=foreign.model / "model.bin")
    assert "this is a file, not a folder" in problem(one)
    (tmp_path / "empty").mkdir()
    assert "no model.bin" in problem(replace(foreign, model=tmp_path / "empty"))
    assert "not a language code" in problem(replace(foreign, to_code="../x"))
    assert "not a version" in problem(replace(foreign, version="1 2"))
    assert "not a name" in problem(replace(foreign, name="two words"))
    assert "have the piece 'fas_Arab'" in problem(replace(many, target_prefix="fas_Arab"))
    assert "have the piece '__en__'" in problem(replace(many, source_prefix=("__en__",)))
    assert "no such SentencePiece model" in problem(replace(foreign, source_spm=tmp_path / "x"))
    (tmp_path / "text").write_text("text")
    assert "not a SentencePiece model" in problem(replace(foreign, source_spm=tmp_path / "text"))
    (foreign.model / "sentencepiece.bpe.model").unlink()
    assert "no SentencePiece model" in problem(foreign)


def test_a_tokenizer_of_another_model_is_refused(tmp_path: Path, tree: Tree) -> None:
    others = tuple(f"▁{number}" for number in range(200))
    model_files(Kind.RANDOM, tmp_path / "model", source=others)
    (tmp_path / "model" / "sentencepiece.model").write_bytes(tokens().model)
    error = refused(Foreign(tmp_path / "model", "en", "ar"), tmp_path, tree)
    assert "pieces of this tokenizer" in error.problem


def test_an_end_that_the_model_adds_is_not_added_twice(
    many: Foreign, tmp_path: Path, tree: Tree
) -> None:
    config = json.loads((many.model / "config.json").read_text())
    (many.model / "config.json").write_text(json.dumps({**config, "add_source_eos": True}))
    assert "adds </s> itself" in refused(many, tmp_path, tree).problem
    assert wrap(replace(many, source_suffix=()), tmp_path / "packages").installation.changed


def test_a_model_that_does_not_load_is_refused(
    foreign: Foreign, tmp_path: Path, tree: Tree
) -> None:
    (foreign.model / "model.bin").write_bytes(b"damaged")
    error = refused(foreign, tmp_path, tree)
    assert "cannot load the model" in error.problem
    assert error.path == foreign.model


@pytest.mark.parametrize("free", [5, 10**9])
def test_a_full_disk(
    foreign: Foreign, tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problem = refused(foreign, tmp_path, tree).problem
    assert ("5 free" if free == 5 else "No space left") in problem


def test_the_command(many: Foreign, pair: Foreign, folder: Path) -> None:
    folder.mkdir()
    result = run(
        *("import", many.model, "--from", "en", "--to", "fa", "--version", "600M"),
        *("--name", "nllb-200", "--licence", "CC-BY-NC 4.0", "--target-prefix", "pes_Arab"),
        *("--source-prefix", "eng_Latn", "--source-suffix", "</s>", "--models", folder),
    )
    assert result.stdout == "installed en → fa nllb-200 600M\n"
    assert "Argos Translate itself cannot use this package: it puts nothing" in result.stderr
    assert read(folder / "translate-en_fa-nllb_200-600M").source_suffix == ("</s>",)
    assert "CC-BY-NC 4.0   nllb-200" in run("list", "--models", folder).stdout
    spm = ("--source-spm", pair.model / "source.spm", "--target-spm", pair.model / "target.spm")
    result = run("import", pair.model, "--to", "ar", *spm, "--models", folder)
    assert result.stdout == "installed en → ar 1\n"
    assert [package.direction for package in installed(folder)] == ["en-ar", "en-fa"]


def test_models_of_other_names_stand_side_by_side(foreign: Foreign, folder: Path) -> None:
    for name, version in (("one", "1.0"), ("other", "1.0"), ("one", "2.0")):
        wrap(replace(foreign, name=name, version=version), folder)
    known = sorted((package.name, package.version) for package in installed(folder))
    assert known == [("one", "2.0"), ("other", "1.0")]
