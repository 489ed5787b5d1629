"""What was installed is noted, and compared."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from argostranslate.package import Package

from dragoman.errors import ModelError
from dragoman.models import install_file, record, verify


@pytest.fixture
def package(package_file: Path, folder: Path) -> Path:
    return install_file(package_file, folder).package.path


def test_every_file_and_the_package_itself(package: Path, package_file: Path) -> None:
    noted = json.loads((package / "dragoman.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(package_file.read_bytes()).hexdigest()
    assert noted["package"] == {"name": package_file.name, "sha256": digest}
    assert record.origin(package) == record.PackageOrigin(package_file.name, digest)
    there = {p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file()}
    assert set(noted["files"]) == there - {"dragoman.json"}
    for name, noted_digest in noted["files"].items():
        assert noted_digest == hashlib.sha256((package / name).read_bytes()).hexdigest()
    assert record.changes(package) == ()


def test_argos_translate_passes_over_the_note(package: Path) -> None:
    opened = Package(package)
    assert (opened.from_code, opened.to_code, opened.package_version) == ("en", "fa", "1.5")


def test_what_changed_is_named(package: Path, folder: Path) -> None:
    (package / "metadata.json").write_bytes((package / "metadata.json").read_bytes() + b" ")
    (package / "model" / "config.json").unlink()
    (package / "added").touch()
    assert record.changes(package) == (
        "metadata.json has changed since it was installed",
        "model/config.json is missing",
    )
    (verdict,) = verify(folder)
    assert "model/config.json is missing" in str(verdict.problem)


def test_nothing_noted_is_nothing_to_compare(package: Path, folder: Path) -> None:
    (package / "dragoman.json").unlink()
    assert record.origin(package) is None
    assert record.changes(package) == ()
    (verdict,) = verify(folder)
    assert (verdict.problem, verdict.compared) == (None, False)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"package": 1, "files": {}}', "[" * 9**6])
def test_a_damaged_note_is_a_finding(package: Path, folder: Path, text: str) -> None:
    (package / "dragoman.json").write_text(text, encoding="utf-8")
    assert record.origin(package) is None
    with pytest.raises(ModelError, match=r"dragoman\.json cannot be read"):
        record.changes(package)
    (verdict,) = verify(folder)
    assert verdict.problem is not None


def test_a_package_cannot_bring_a_note_of_its_own(
    package: Path, package_file: Path, tmp_path: Path
) -> None:
    from tests.packages import pack

    (package / "dragoman.json").write_text("claimed", encoding="utf-8")
    file = pack(package, tmp_path / "again.argosmodel")
    made = install_file(file, tmp_path / "elsewhere")
    assert record.origin(made.package.path) == record.PackageOrigin(
        file.name, hashlib.sha256(file.read_bytes()).hexdigest()
    )
