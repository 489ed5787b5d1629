"""A folder with Firefox's files becomes a package, and lives beside those of Argos Translate."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import argostranslate.package
import pytest

from dragoman.engines import create
from dragoman.errors import ModelError
from dragoman.models import (
    Foreign,
    bundle,
    firefox,
    install_bundle,
    installed,
    record,
    remove,
    verify,
    wrap,
)
from dragoman.models.codes import usual
from dragoman.models.firefox import direction
from tests import real
from tests.models.conftest import Tree
from tests.models.test_cli import run
from tests.packages import package_folder


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """The folder as a person may have it."""
    shutil.copytree(real.published(), tmp_path / "given")
    return tmp_path / "given"


def sentence(folder: Path, target: str = "pt") -> str:
    with create("firefox", str(folder)).open("en", target) as translator:
        ((_, made),) = translator.translate(["The museum opens in June."])
    return made.text


def test_a_folder_becomes_a_package(given: Path, folder: Path) -> None:
    made = wrap(Foreign(given, "en", "pt"), folder)
    package = made.installation.package
    assert (package.direction, package.name, package.version) == ("en-pt", "tiny", "2.0")
    assert (package.engine, package.licence, made.limits) == ("firefox", None, ())
    assert package.path == folder / "firefox-en_pt-tiny-2_0"
    assert record.origin(package.path) is not None
    assert not wrap(Foreign(given, "en", "pt"), folder).installation.changed
    assert "museu" in sentence(folder)


def packed(folder: Path) -> None:
    for pattern in ("*.bin", "*.spm"):
        for file in folder.glob(pattern):
            (folder / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 1))
            file.unlink()


def split_vocabularies(folder: Path) -> None:
    (file,) = folder.glob("vocab.*.spm")
    shutil.copy(file, folder / f"src{file.name}")
    file.rename(folder / f"trg{file.name}")


def no_shortlist(folder: Path) -> None:
    next(folder.glob(firefox.SHORTLIST)).unlink()


def no_papers(folder: Path) -> None:
    for file in folder.glob("*.json"):
        file.unlink()


@pytest.mark.parametrize("change", [packed, split_vocabularies, no_shortlist])
def test_other_forms_of_the_same(given: Path, folder: Path, change: Callable[[Path], None]) -> None:
    change(given)
    package = wrap(Foreign(given, "en", "pt"), folder).installation.package
    assert package.name == "tiny"
    assert "museu" in sentence(folder)
    assert not list(package.path.glob("*.gz"))


def test_what_a_person_says_counts(given: Path, folder: Path) -> None:
    no_papers(given)
    assert wrap(Foreign(given, "en", "pt"), folder / "a").installation.package.version == "1"
    named = Foreign(given, "en", "pt-BR", "3.1", "house", "MPL-2.0")
    package = wrap(named, folder / "b").installation.package
    assert (package.direction, package.licence) == ("en-pt-BR", "MPL-2.0")
    engine = create("firefox", str(folder / "b"))
    assert engine.signature("en", "pt-BR") == "firefox en-pt-BR house 3.1"


def damage(pattern: str, data: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for file in folder.glob(pattern):
            file.write_bytes(data)

    return change


def another_model(folder: Path) -> None:
    for file in real.published("pt-en").glob("*.bin"):
        shutil.copy(file, folder)


def another_tokenizer(folder: Path) -> None:
    next(folder.glob(firefox.VOCABULARY)).unlink()
    shutil.copy(next(real.published("pt-en").glob(firefox.VOCABULARY)), folder)


def packed_otherwise(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    file.rename(folder / f"{file.name}.zst")


def packed_and_cut_off(folder: Path) -> None:
    packed(folder)
    (file,) = folder.glob("vocab*.gz")
    file.write_bytes(file.read_bytes()[:-100])


def gone(pattern: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for file in folder.glob(pattern):
            file.unlink()

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (gone(firefox.VOCABULARY), "neither vocab"),
        (damage(firefox.MODEL, b"short"), "cannot load the model"),
        (damage(firefox.VOCABULARY, b"short"), "not a SentencePiece model"),
        (damage(firefox.SHORTLIST, b"short"), "not a whole list"),
        (another_model, "more than one"),
        (another_tokenizer, "different directions: enpt, pten"),
        (packed_otherwise, "is packed"),
        (packed_and_cut_off, "cannot be unpacked"),
        (gone("*.bin"), "no model.bin"),
    ],
)
def test_what_is_refused(
    given: Path, folder: Path, tree: Tree, change: Callable[[Path], None], said: str
) -> None:
    change(given)
    folder.mkdir()
    before = tree()
    with pytest.raises(ModelError, match=said):
        wrap(Foreign(given, "en", "pt"), folder)
    assert tree() == before


def test_a_direction_that_is_not_the_models(given: Path, folder: Path) -> None:
    with pytest.raises(ModelError, match="of the direction enpt"):
        wrap(Foreign(given, "en", "fa"), folder)
    with pytest.raises(ModelError, match="CTranslate2 model only"):
        wrap(Foreign(given, "en", "pt", target_prefix="pt"), folder)


@pytest.mark.parametrize("code", ["pb", "pt-BR", "PT", "pt_PT"])
def test_a_region_is_of_the_models_direction(code: str, given: Path, folder: Path) -> None:
    made = wrap(Foreign(given, "en", code), folder).installation
    assert made.package.to_code == usual(code)


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("model.enpt.intgemm.alphas.bin", "enpt"),
        ("model.enfil.intgemm.alphas.bin", "enfil"),
        ("model.intgemm.alphas.bin", None),
        ("model.alphas.bin", None),
        ("model.bin", None),
    ],
)
def test_what_a_name_says_of_the_direction(name: str, stated: str | None) -> None:
    assert direction(name) == stated


def test_beside_the_package_of_another_engine(given: Path, folder: Path, tmp_path: Path) -> None:
    package_folder(folder, target="pt")
    wrap(Foreign(given, "en", "pt"), folder)
    assert {package.engine for package in installed(folder)} == {"argos", "firefox"}
    assert all(verdict.problem is None for verdict in verify(folder))
    types = [package.type for package in argostranslate.package.get_installed_packages([folder])]
    assert sorted(types) == ["firefox", "translate"]
    with pytest.raises(ModelError, match="for argos and firefox") as caught:
        remove("en", "pt", folder)
    assert "--engine argos" in caught.value.advice
    packed = bundle(tmp_path / "out.zip", folder)
    assert {package.engine for package in packed.packages} == {"argos", "firefox"}
    install_bundle(tmp_path / "out.zip", tmp_path / "there")
    assert sentence(tmp_path / "there") == sentence(folder)
    assert [one.engine for one in remove("en", "pt", folder, "firefox")] == ["firefox"]
    assert [one.engine for one in remove("en", "pt", folder)] == ["argos"]


def test_verify_finds_what_changed(given: Path, folder: Path) -> None:
    package = wrap(Foreign(given, "en", "pt"), folder).installation.package
    file = next(package.path.glob(firefox.SHORTLIST))
    file.write_bytes(file.read_bytes()[:-4])
    assert "has changed since" in str(verify(folder)[0].problem)
    (package.path / record.RECORD).unlink()
    problem = verify(folder)[0].problem
    assert problem is not None
    assert "not a whole list" in problem.problem


def test_the_commands(given: Path, folder: Path) -> None:
    folder.mkdir()
    place = ("--models", folder)
    made = run("import", given, "--from", "en", "--to", "pt", "--licence", "MPL-2.0", *place)
    assert made.stdout == "installed en → pt tiny 2.0 (firefox)\n"
    assert "licence MPL-2.0   firefox   tiny" in run("list", *place).stdout
    (row,) = json.loads(run("list", "--json", *place).stdout)["models"]
    assert (row["engine"], row["name"], row["version"]) == ("firefox", "tiny", "2.0")
    assert run("verify", *place).stdout == "works: en → pt tiny 2.0 (firefox)\n"
    removed = run("remove", "pt", "--engine", "firefox", *place)
    assert removed.stdout == "removed en → pt tiny 2.0 (firefox)\n"
    assert installed(folder) == ()


def test_of_several_models_of_an_engine_one_is_removed_by_name(given: Path, folder: Path) -> None:
    for name in ("small", "large"):
        wrap(Foreign(given, "en", "pt", name=name), folder)
    place = ("--models", folder)
    with pytest.raises(ModelError, match="are installed: large and small") as several:
        run("remove", "pt", *place)
    assert several.value.advice == "Name one, such as: --name large"
    with pytest.raises(ModelError, match="no package en → pt is installed of that name") as none:
        run("remove", "pt", "--name", "huge", *place)
    assert "en → pt small 2.0 (firefox)" in none.value.advice
    assert len(installed(folder)) == 2
    run("remove", "pt", "--name", "small", *place)
    assert [one.name for one in installed(folder)] == ["large"]
    run("remove", "pt", *place)
    assert installed(folder) == ()
