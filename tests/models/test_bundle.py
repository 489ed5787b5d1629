"""Bundles: several packages in one file, from one machine to another."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from dragoman.errors import ModelError
from dragoman.models import (
    Installation,
    bundle,
    install_bundle,
    install_file,
    installed,
    remove,
    verify,
)
from tests.models.conftest import Tree
from tests.models.test_archive import METADATA, link, package_with, zipped
from tests.packages import package_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Packages of three directions, one of them in two versions."""
    folder = tmp_path / "packages"
    package_folder(folder, target="fa")
    package_folder(folder, target="fa", version="1.4")
    package_folder(folder, target="tr", more={"license": "CC0"})
    package_folder(folder, source="tr", target="en")
    return folder


def directions(outcomes: tuple[Installation | ModelError, ...]) -> list[str]:
    return [f"{o.package.direction} {o.changed}" for o in outcomes if isinstance(o, Installation)]


def test_from_one_machine_to_another(folder: Path, tmp_path: Path) -> None:
    made = bundle(tmp_path / "out.zip", folder)
    assert [f"{p.direction} {p.version}" for p in made.packages] == [
        "en-fa 1.5",
        "en-tr 1.5",
        "tr-en 1.5",
    ]
    content = (tmp_path / "out.zip").read_bytes()
    assert (made.size, made.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    there = tmp_path / "there"
    outcomes = install_bundle(tmp_path / "out.zip", there)
    assert directions(outcomes) == ["en-fa True", "en-tr True", "tr-en True"]
    assert [(v.problem, v.compared) for v in verify(there)] == [(None, True)] * 3
    for here in made.packages:
        for file in here.path.rglob("*"):
            if file.is_file():
                copy = there / here.path.name / file.relative_to(here.path)
                assert copy.read_bytes() == file.read_bytes()
    again = install_bundle(tmp_path / "out.zip", there)
    assert directions(again) == ["en-fa False", "en-tr False", "tr-en False"]


def test_the_same_packages_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "one.zip", folder)
    install_bundle(tmp_path / "one.zip", tmp_path / "there")
    for file in (tmp_path / "there").rglob("*"):
        os.utime(file, (1, 1))
    bundle(tmp_path / "two.zip", tmp_path / "there")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["fa"], ["en-fa"]),
        (["tr-en"], ["tr-en"]),
        (["en", "en-tr"], ["en-tr", "tr-en"]),
    ],
)
def test_chosen_directions(
    folder: Path, tmp_path: Path, codes: list[str], expected: list[str]
) -> None:
    made = bundle(tmp_path / "out.zip", folder, codes)
    assert [package.direction for package in made.packages] == expected
    install_bundle(tmp_path / "out.zip", tmp_path / "there")
    assert [package.direction for package in installed(tmp_path / "there")] == expected


def test_a_bundle_of_one_is_a_package(folder: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "fa.zip", folder, ["fa"])
    assert install_file(tmp_path / "fa.zip", tmp_path / "there").package.direction == "en-fa"


def test_what_is_not_there_or_damaged_is_not_bundled(
    folder: Path, tmp_path: Path, tree: Tree
) -> None:
    with pytest.raises(ModelError, match="no package is installed"):
        bundle(tmp_path / "out.zip", tmp_path)
    with pytest.raises(ModelError, match="no package for ru") as caught:
        bundle(tmp_path / "out.zip", folder, ["fa", "ru"])
    assert "There are: en-fa, en-tr, tr-en." in caught.value.advice
    bundle(tmp_path / "out.zip", folder)
    install_bundle(tmp_path / "out.zip", tmp_path / "there")
    (tmp_path / "there" / "translate-en_tr-1_5" / "sentencepiece.model").write_bytes(b"damaged")
    before = tree()
    with pytest.raises(ModelError, match=r"sentencepiece\.model has changed"):
        bundle(tmp_path / "other.zip", tmp_path / "there")
    assert tree() == before


def test_a_failing_disk_leaves_the_old_bundle(
    folder: Path, tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.zip").write_text("old")
    before = tree()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="cannot be written: No space left"):
        bundle(tmp_path / "out.zip", folder)
    assert tree() == before
    with pytest.raises(ModelError, match="cannot be written: No such file"):
        bundle(tmp_path / "absent" / "out.zip", folder)


def test_a_file_that_no_machine_would_install_is_not_bundled(
    folder: Path, tmp_path: Path, tree: Tree
) -> None:
    (folder / "translate-en_tr-1_5" / "a\\b").touch()
    before = tree()
    with pytest.raises(ModelError, match="forbidden name"):
        bundle(tmp_path / "out.zip", folder)
    assert tree() == before


def test_one_bad_package_keeps_none_of_the_others_out(folder: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "good.zip", folder)
    with (
        zipfile.ZipFile(tmp_path / "good.zip") as good,
        zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad,
    ):
        for entry in good.infolist():
            if entry.filename != "translate-en_tr-1_5/model/model.bin":
                bad.writestr(entry, good.read(entry))
    outcomes = install_bundle(tmp_path / "bad.zip", tmp_path / "there")
    assert directions(outcomes) == ["en-fa True", "tr-en True"]
    (problem,) = [one for one in outcomes if isinstance(one, ModelError)]
    assert str(problem.path).endswith("bad.zip/translate-en_tr-1_5")
    assert "no model/model.bin" in problem.problem
    assert len(installed(tmp_path / "there")) == 2


def test_a_damaged_package_within_is_an_outcome(folder: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "out.zip", folder)
    content = bytearray((tmp_path / "out.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / "out.zip") as opened:
        place = opened.getinfo("translate-en_tr-1_5/model/model.bin").header_offset + 2000
    content[place] ^= 1
    (tmp_path / "out.zip").write_bytes(content)
    outcomes = install_bundle(tmp_path / "out.zip", tmp_path / "there")
    assert directions(outcomes) == ["en-fa True", "tr-en True"]
    assert [p.direction for p in installed(tmp_path / "there")] == ["en-fa", "tr-en"]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (("q/../../evil", "x"), "leads out of it"),
        (link("q/link", "/etc/passwd"), "a link"),
        (("q/zeros", bytes((16 << 20) + 1)), "no model does"),
        (("q/METADATA.json", "{}"), "one name twice"),
        (("r/file", "x"), "exactly one folder"),
        (("file", "x"), "exactly one folder"),
    ],
)
def test_a_bundle_is_checked_as_a_package_is(
    tmp_path: Path, tree: Tree, more: tuple[str | zipfile.ZipInfo, str | bytes], problem: str
) -> None:
    second = [("q/metadata.json", METADATA), ("q/model/model.bin", "m"), ("q/bpe.model", "b")]
    (tmp_path / "out.zip").write_bytes(package_with(*second, more))
    before = tree()
    with pytest.raises(ModelError, match=problem):
        install_bundle(tmp_path / "out.zip", tmp_path / "there")
    assert tree() == before


def test_one_package_is_a_bundle_too_and_its_error_is_raised(
    package_file: Path, tmp_path: Path
) -> None:
    assert directions(install_bundle(package_file, tmp_path / "there")) == ["en-fa True"]
    (tmp_path / "bad.zip").write_bytes(zipped(("p/metadata.json", "{}")))
    with pytest.raises(ModelError, match="no from_code"):
        install_bundle(tmp_path / "bad.zip", tmp_path / "there")


def test_a_bundle_where_one_package_is_wanted(folder: Path, tmp_path: Path) -> None:
    bundle(tmp_path / "out.zip", folder)
    with pytest.raises(ModelError, match="a bundle of 3 packages"):
        install_file(tmp_path / "out.zip", tmp_path / "there")


def test_packages_that_another_program_installed_are_bundled(folder: Path, tmp_path: Path) -> None:
    remove("tr", "en", folder)
    shutil.move(folder / "translate-en_tr-1_5", folder / "named by hand")
    metadata = json.loads((folder / "named by hand" / "metadata.json").read_text())
    assert metadata["license"] == "CC0"
    bundle(tmp_path / "out.zip", folder)
    install_bundle(tmp_path / "out.zip", tmp_path / "there")
    assert [p.path.name for p in installed(tmp_path / "there")] == [
        "translate-en_fa-1_5",
        "translate-en_tr-1_5",
    ]
