"""What is shared with Argos Translate is found where Argos Translate has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import ModelError
from dragoman.models import demo, shared
from dragoman.models.folder import WRITABLE, changing

ASK = """
from argostranslate import settings
print(settings.package_data_dir)
print(settings.remote_package_index)
"""

ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {"HOME": "home"},
    {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"},
    {"HOME": "home", "ARGOS_PACKAGES_DIR": "packages"},
    {"HOME": "home", "ARGOS_PACKAGE_INDEX": "https://argos.example.org/list/"},
    {"HOME": "home", "SNAP": "snap", "SNAP_USER_DATA": "user"},
)
FILES: tuple[object, ...] = (
    {},
    {"ARGOS_PACKAGES_DIR": "elsewhere", "ARGOS_PACKAGE_INDEX": "https://file.example.org/"},
)


def environment(wanted: dict[str, str], folder: Path) -> dict[str, str]:
    """The variables, paths made absolute."""
    return {
        name: value if "://" in value else str(folder / value) for name, value in wanted.items()
    }


@pytest.mark.parametrize("wanted", ENVIRONMENTS)
@pytest.mark.parametrize("settings", FILES)
def test_folder_and_index_are_those_of_argos_translate(
    wanted: dict[str, str], settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for base in ("home/.config", "config", "user/.config"):
        file = tmp_path / base / "argos-translate" / "settings.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    variables = environment(wanted, tmp_path)
    for name in [*os.environ]:
        if name.startswith(("ARGOS", "XDG", "SNAP", "HOME")):
            monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    own = [str(shared.package_folder()), shared.index_address()]
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=os.environ, cwd=tmp_path, capture_output=True, text=True
    )
    folder, index = done.stdout.splitlines()
    index_set = "ARGOS_PACKAGE_INDEX" in wanted or settings != {}
    assert own == [folder, index]
    assert index_set == (shared.INDEX not in own[1])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ARGOS_PACKAGES_DIR": 5}', "[" * 100_000])
def test_a_settings_file_that_says_nothing_is_passed_over(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "argos-translate"
    folder.mkdir()
    (folder / "settings.json").write_text(text, encoding="utf-8")
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert shared.package_folder() == Path("/data/argos-translate/packages")


def test_without_a_home_there_is_no_cache_and_the_next_step_is_said() -> None:
    """In a process of its own: the suite's own home is a folder."""
    ask = """
import os
from dragoman.errors import ModelError
from dragoman.models.places import downloads, folder_for
def homeless(path):
    return path
os.path.expanduser = homeless
for asked in (downloads, lambda: folder_for("demo"), lambda: folder_for("~/models")):
    try:
        asked()
    except ModelError as error:
        print(error.advice)
"""
    environment = {name: value for name, value in os.environ.items() if "HOME" not in name}
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [WRITABLE] * 3


def test_demonstration_models_that_cannot_be_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", closed)
    with pytest.raises(ModelError, match="Permission denied") as raised:
        demo(tmp_path)
    assert raised.value.advice == WRITABLE
    with pytest.raises(ModelError, match="Permission denied") as raised, changing(tmp_path / "x"):
        pass
    assert "--models FOLDER" in raised.value.advice


def test_without_a_home_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(ModelError, match="no home folder") as raised:
        shared.package_folder()
    assert "--models" in raised.value.advice
