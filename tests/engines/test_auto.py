"""Who names no engine gets the best model that is installed, direction by direction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.engines import Engine, create
from dragoman.engines.auto import AutoSettings
from dragoman.engines.base import Identified
from dragoman.errors import ModelError
from dragoman.models.installed import installed, read, remove
from dragoman.models.lock import Pin
from dragoman.models.ranking import best, score
from tests import real
from tests.conftest import Run
from tests.packages import SENTENCES, package_folder


def firefox(parent: Path, source: str, target: str, name: str = "tiny") -> None:
    """A package that looks like one of Firefox's; it cannot be loaded."""
    folder = parent / f"firefox-{source}_{target}-2_1"
    folder.mkdir(parents=True)
    metadata = {"type": "firefox", "model_name": name, "package_version": "2.1"}
    codes = {"from_code": source, "to_code": target}
    (folder / "metadata.json").write_text(json.dumps(metadata | codes), encoding="utf-8")
    (folder / f"model.{source}{target}.bin").write_bytes(b"m")
    (folder / f"vocab.{source}{target}.spm").write_bytes(b"v")


def signature(folder: Path, source: str, target: str) -> str:
    return create("auto", str(folder)).signature(source, target)


@pytest.mark.parametrize(
    ("target", "name", "expected"),
    [
        ("fa", "tiny", "firefox en-fa tiny 2.1"),  # .846 to .804
        ("ru", "tiny", "argos en-ru 1.5"),  # .846 to .848
        ("ru", "base-memory", "firefox en-ru base-memory 2.1"),
        ("tr", "house", "firefox en-tr house 2.1"),  # not published
        ("ar-EG", "base", "firefox en-ar base 2.1"),
        ("de", "tiny", "firefox en-de tiny 2.1"),
    ],
)
def test_the_better_of_two(tmp_path: Path, target: str, name: str, expected: str) -> None:
    language = target.partition("-")[0]
    package_folder(tmp_path, target=language)
    assert signature(tmp_path, "en", target) == f"argos en-{language} 1.5"
    firefox(tmp_path, "en", language, name)
    assert signature(tmp_path, "en", target) == expected


def test_what_is_pinned_comes_before_what_is_better(tmp_path: Path) -> None:
    package_folder(tmp_path, target="fa")
    firefox(tmp_path, "en", "fa")
    pin = Pin("en-fa", "argos", None, "1.5", "argos", "0", ())
    engine = create("auto", str(tmp_path), AutoSettings({}, (pin,)))
    assert engine.signature("en", "fa") == "argos en-fa 1.5"
    absent = Pin("en-fa", "argos", None, "1.9", "argos", "0", ())
    engine = create("auto", str(tmp_path), AutoSettings({}, (absent,)))
    assert engine.signature("en", "fa") == "firefox en-fa tiny 2.1"


def test_of_two_models_of_one_engine_the_better_is_used_and_the_pinned_one_first(
    tmp_path: Path,
) -> None:
    old = package_folder(tmp_path, target="ru", version="1.7")
    package_folder(tmp_path, target="ru", version="1.9")
    assert signature(tmp_path, "en", "ru") == "argos en-ru 1.9"
    named = {"model_name": "quickmt"}
    package_folder(tmp_path, target="ru", version="1.0", more=named)  # published as better
    for engine in ("auto", "argos"):
        assert create(engine, str(tmp_path)).signature("en", "ru") == "argos en-ru quickmt 1.0"
    pin = Pin("en-ru", "argos", None, "1.7", "argos", "0", ())
    pinned = create("auto", str(tmp_path), AutoSettings({}, (pin,)))
    assert pinned.signature("en", "ru") == "argos en-ru 1.7"
    with pinned.open("en", "ru") as translator:
        assert translator.signature == "argos en-ru 1.7"
        assert len(list(translator.translate(SENTENCES))) == len(SENTENCES)
    alone = create("argos", str(old))
    assert isinstance(alone, Identified)
    assert isinstance(pinned, Identified)
    assert pinned.identity("en", "ru") == alone.identity("en", "ru")


def test_a_model_may_stand_for_a_folder_of_models(tmp_path: Path) -> None:
    old = package_folder(tmp_path, target="ru", version="1.7")
    package_folder(tmp_path, target="ru", version="1.9")
    assert create("argos", str(old)).signature("en", "ru") == "argos en-ru 1.7"
    assert [package.version for package in installed(old)] == ["1.7"]
    with pytest.raises(ModelError, match="this is a model, not a folder of models"):
        remove("en", "ru", old)
    assert old.is_dir()


def test_a_direct_model_comes_before_two_better_ones(tmp_path: Path) -> None:
    firefox(tmp_path, "tr", "en")
    firefox(tmp_path, "en", "fa")
    assert signature(tmp_path, "tr", "fa") == "firefox tr-en tiny 2.1 + en-fa tiny 2.1"
    package_folder(tmp_path, source="tr", target="fa")
    assert signature(tmp_path, "tr", "fa") == "argos tr-fa 1.5"


def test_one_engine_may_begin_and_another_end(tmp_path: Path) -> None:
    package_folder(tmp_path, source="fa", target="en")
    real.install(tmp_path)
    engine = create("auto", str(tmp_path))
    assert engine.signature("fa", "pt") == "argos fa-en 1.5 + firefox en-pt tiny 2.0"
    assert not engine.searches("fa", "pt")
    with engine.open("fa", "pt") as translator:
        assert translator.signature == "argos fa-en 1.5 + firefox en-pt tiny 2.0"
        assert len(list(translator.translate(SENTENCES))) == len(SENTENCES)


def test_what_was_remembered_for_an_engine_serves(tmp_path: Path) -> None:
    def identity(engine: Engine) -> str:
        assert isinstance(engine, Identified)
        return engine.identity("en", "fa")

    package_folder(tmp_path)
    assert identity(create("auto", str(tmp_path))) == identity(create("argos", str(tmp_path)))
    firefox(tmp_path, "en", "fa")
    assert identity(create("auto", str(tmp_path))) == identity(create("firefox", str(tmp_path)))


def test_where_there_is_none_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model translates English into Persian") as caught:
        signature(tmp_path, "en", "fa")
    assert "dragoman models install fa" in caught.value.advice


def test_the_demo_models_are_used_as_ever() -> None:
    assert create("auto", "demo").signature("en", "fa").startswith("argos en-fa demo")


def test_scores(tmp_path: Path) -> None:
    packages = [
        read(package_folder(tmp_path, target="ru", version="1.7")),
        read(package_folder(tmp_path, target="ru", version="1.9")),
    ]
    assert score(packages[0]) == 0.848
    assert best(packages).version == "1.9"


def test_locales_may_have_engines_of_their_own(newsroom: Path, run: Run, tmp_path: Path) -> None:
    def use(engine: str) -> None:
        text = f"targets: [ru, fa]\nengine: {engine}\nmodels: {tmp_path / 'models'}\n"
        (newsroom / "dragoman.yaml").write_text(text, encoding="utf-8")

    def signed(locale: str) -> str:
        return (newsroom / "locales" / locale / "sky" / "comet.txt.yaml").read_text("utf-8")

    package_folder(tmp_path / "models", target="fa", version="demo-1")
    use("{ru: pseudo, fa: argos}")
    assert run("translate", "sky/comet.txt").exit_code == 0
    assert "pseudo en-ru 1" in signed("ru")
    assert "argos en-fa demo-1" in signed("fa")
    use("{fa: pseudo}")  # and the best there is for Russian: nothing
    result = run("translate", "--again", "sky/comet.txt")
    assert result.exit_code == 1
    assert "no model translates English into Russian" in result.output
    assert "pseudo en-fa 1" in signed("fa")
    result = run("translate", "--again", "--engine", "pseudo", "sky/comet.txt")
    assert result.exit_code == 0
