"""Reading a folder of packages, choosing from it, and changing it."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import ModelError
from dragoman.models import (
    demo,
    find,
    fingerprint,
    folder_for,
    install_file,
    installed,
    places,
    remove,
    stray,
    verify,
)
from dragoman.models.installed import read, version_key
from tests.models.conftest import Tree
from tests.packages import Kind, package_folder
from tests.processes import python
from tests.transducers import characters


def test_a_folder_of_packages(folder: Path) -> None:
    package_folder(folder, version="1.9")
    package_folder(folder, version="1.10")
    package_folder(folder, target="ar", more={"license": "CC0"})
    (folder / "stray").mkdir()
    (folder / ".DS_Store").write_text("")
    assert [(p.direction, p.version) for p in installed(folder)] == [
        ("en-ar", "1.5"),
        ("en-fa", "1.10"),
        ("en-fa", "1.9"),
    ]
    assert find("en", "fa", folder).version == "1.10"
    assert find("en", "ar-EG", folder).direction == "en-ar"
    assert find("en", "ar", folder).licence == "CC0"
    (problem,) = stray(folder)
    assert problem.path == folder / "stray"
    assert "no metadata.json" in problem.problem


def test_no_folder_holds_nothing(folder: Path) -> None:
    assert installed(folder) == ()
    assert verify(folder) == ()


def test_size_is_that_of_all_files(folder: Path) -> None:
    package = package_folder(folder)
    sizes = [path.stat().st_size for path in package.rglob("*") if path.is_file()]
    assert read(package).size == sum(sizes) > 10_000


@pytest.mark.parametrize(
    ("readme", "licence"),
    [
        ("# Model\n\nLicense: MIT\n", "MIT"),
        ("Trained.\n**Licence** CC-BY 4.0", "CC-BY 4.0"),
        ("Data from OPUS.", None),
        ("", None),
    ],
)
def test_a_licence_is_shown_where_it_is_stated(
    folder: Path, readme: str, licence: str | None
) -> None:
    package = package_folder(folder)
    (package / "README.md").write_text(readme, encoding="utf-8")
    assert read(package).licence == licence


def test_versions_sort_as_people_mean() -> None:
    ordered = ["", "demo-1", "demo-2", "1", "1.5", "1.9", "1.9.1", "1.10", "2.0"]
    for older, newer in itertools.pairwise(ordered):
        assert version_key(older) < version_key(newer)


def test_a_huge_version_number_is_no_trap() -> None:
    assert version_key("9" * 10_000)


@pytest.mark.parametrize("name", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_the_fingerprint_follows_what_decides_the_output(folder: Path, name: str) -> None:
    package = package_folder(folder)
    before = fingerprint(read(package))
    (package / "README.md").write_text("Hello.", encoding="utf-8")
    assert fingerprint(read(package)) == before
    with (package / name).open("ab") as stream:
        stream.write(b" ")
    assert fingerprint(read(package)) != before


def test_remove(package_file: Path, folder: Path, tree: Tree, tmp_path: Path) -> None:
    folder.mkdir()
    before = tree()
    install_file(package_file, folder)
    package_folder(tmp_path / "packages", version="1.4")
    assert [package.version for package in remove("en", "fa", folder)] == ["1.5", "1.4"]
    assert tree() == before
    with pytest.raises(ModelError, match="no package en → fa"):
        remove("en", "fa", folder)


def test_verify_finds_what_does_not_work(folder: Path) -> None:
    package_folder(folder, target="ar")
    package_folder(folder, Kind.LOOP, target="tr", version="demo-1")
    broken = package_folder(folder, target="fa")
    (broken / "model" / "model.bin").write_bytes(b"damaged")
    spoilt = package_folder(folder, target="ru")
    (spoilt / "sentencepiece.model").write_bytes(b"damaged")
    (folder / "stray").mkdir()
    verdicts = {verdict.path.name: verdict.problem for verdict in verify(folder)}
    assert {name for name, problem in verdicts.items() if problem} == {
        broken.name,
        spoilt.name,
        "stray",
    }
    assert "dragoman models install --from en fa" in str(verdicts[broken.name])
    assert [verdict.problem for verdict in verify(folder, ["ar", "tr"])] == [None, None]
    with pytest.raises(ModelError, match="no package into de"):
        verify(folder, ["de"])


def test_a_bpe_package_without_its_tokenizer_says_what_to_install(folder: Path) -> None:
    package = package_folder(folder)
    (package / "sentencepiece.model").rename(package / "bpe.model")
    code = """
import sys
sys.modules["sacremoses"] = None
from pathlib import Path
from dragoman.models import verify
print(verify(Path(sys.argv[1]))[0].problem)
"""
    command = [*python(), "-c", code, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "sacremoses" in done.stdout


def test_places(folder: Path) -> None:
    folder.mkdir()
    assert folder_for(str(folder)) == folder
    with pytest.raises(ModelError, match="no such folder of models") as caught:
        folder_for(str(folder / "absent"))
    assert "installed, demo or a folder" in caught.value.advice


@pytest.mark.parametrize("chosen", [True, False])
def test_the_installed_models_are_those_of_argos_translate(tmp_path: Path, chosen: bool) -> None:
    code = "import dragoman.models as m; print(m.folder_for('installed'))"
    environment = {**os.environ, "HOME": str(tmp_path)}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
        environment.pop(name, None)
    expected = tmp_path / ".local" / "share" / "argos-translate" / "packages"
    if chosen:
        expected = tmp_path / "chosen"
        environment["ARGOS_PACKAGES_DIR"] = str(expected)
    command = [*python(), "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(expected)


def test_demo_models_are_unpacked_once_and_anew_for_a_release(
    tmp_path: Path, package_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"translate-en_fa-demo.argosmodel": package_file.read_bytes()}
    monkeypatch.setattr(places, "_demo_names", lambda: sorted(contents))
    monkeypatch.setattr(places, "_demo_bytes", contents.__getitem__)
    monkeypatch.setattr(places, "_demo_digest", lambda: "first")
    folder = demo(tmp_path)
    assert folder == tmp_path / "demo-models" / "first"
    assert [package.direction for package in installed(folder)] == ["en-fa"]
    marker = folder / "translate-en_fa-1_5" / "marker"
    marker.touch()
    assert demo(tmp_path) == folder
    assert marker.exists()
    monkeypatch.setattr(places, "_demo_digest", lambda: "second")
    assert demo(tmp_path) != folder
    with pytest.raises(ModelError) as caught:
        find("en", "fa", tmp_path)
    assert "--models demo" in caught.value.advice
    with pytest.raises(ModelError) as caught:
        find("en", "tr", tmp_path)
    assert "--models demo" not in caught.value.advice


def test_no_demo_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_demo_names", list)
    with pytest.raises(ModelError, match="no demonstration models"):
        demo(tmp_path)


def test_metadata_in_an_unknown_encoding_is_stray(folder: Path) -> None:
    package = package_folder(folder)
    text = json.dumps({"from_code": "en", "to_code": "fa"})
    (package / "metadata.json").write_bytes(text.encode("utf-16"))
    assert installed(folder) == ()
    assert len(stray(folder)) == 1


def refusing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the system refuse to open or list what is called so, as it does for other users' files.

    Modes do not help: whoever runs the tests may be allowed everything.
    """
    opened, listed = Path.open, Path.iterdir

    def refused(path: Path) -> None:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def open_or_refuse(self: Path, *arguments: Any, **more: Any) -> Any:
        refused(self)
        return opened(self, *arguments, **more)

    def list_or_refuse(self: Path) -> Any:
        refused(self)
        return listed(self)

    monkeypatch.setattr(Path, "open", open_or_refuse)
    monkeypatch.setattr(Path, "iterdir", list_or_refuse)


@pytest.mark.parametrize("name", ["model", "model.bin", "sentencepiece.model", "metadata.json"])
def test_what_cannot_be_read_is_told_with_its_reason(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package_folder(folder)
    refusing(monkeypatch, name)
    assert installed(folder) == ()
    (verdict,) = verify(folder)
    assert "Permission denied" in str(verdict.problem)
    with pytest.raises(ModelError) as caught:
        find("en", "fa", folder)
    assert "Permission denied" in caught.value.advice  # and not only: install it


def test_a_folder_of_models_that_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package_folder(folder)
    refusing(monkeypatch, folder.name)
    for ask in (installed, verify, stray):
        with pytest.raises(ModelError, match="cannot be read: Permission denied"):
            ask(folder)


def test_verify_knows_tokenizers_and_pieces_of_other_models(folder: Path) -> None:
    right = package_folder(folder, target="fa")
    other = package_folder(folder, target="tr")
    (other / "sentencepiece.model").write_bytes(characters().model)
    package_folder(folder, target="ru", more={"target_prefix": "ru_Cyrl"})
    package_folder(folder, target="ar", more={"source_suffix": ["<2ar>"]})
    found = {verdict.package: str(verdict.problem) for verdict in verify(folder) if verdict.package}
    said = {package.to_code: problem for package, problem in found.items()}
    assert said["fa"] == "None", right
    assert "pieces of this tokenizer" in said["tr"]
    assert "does not have the piece 'ru_Cyrl'" in said["ru"]
    assert "does not have the piece '<2ar>'" in said["ar"]


def test_a_number_of_thousands_of_digits_in_what_a_model_says_is_told(folder: Path) -> None:
    package = package_folder(folder)
    said = (package / "metadata.json").read_text(encoding="utf-8")
    number = f'{{"number": {"7" * 5000}, '
    (package / "metadata.json").write_text(said.replace("{", number, 1), encoding="utf-8")
    (verdict,) = verify(folder)
    assert "a number in it has thousands of digits" in str(verdict.problem)
    assert "limit" not in str(verdict.problem)
