"""`dragoman models …` from the outside."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli.models import models
from dragoman.errors import ModelError, ProjectError
from dragoman.models import installed
from tests.models.conftest import Site
from tests.models.test_archive import METADATA, repacked
from tests.packages import pack, package_folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(
        models, [str(argument) for argument in arguments], catch_exceptions=False
    )


def test_a_round_of_models(package_file: Path, folder: Path) -> None:
    folder.mkdir()
    place = ("--models", folder)
    empty = run("list", *place)
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "dragoman models install fa" in empty.stderr
    assert run("install", package_file, *place).stdout == "installed en → fa 1.5\n"
    assert run("install", package_file, *place).stdout == "already installed: en → fa 1.5\n"
    assert "en → fa   1.5" in run("list", *place).stdout
    assert "licence not stated" in run("list", *place).stdout
    assert run("verify", *place).stdout == "works: en → fa 1.5\n"
    assert run("remove", "fa", *place).stdout == "removed en → fa 1.5\n"
    assert installed(folder) == ()
    assert run("verify", *place).exit_code == 1


def test_what_a_package_says_of_itself_does_not_steer_the_terminal(folder: Path) -> None:
    package = package_folder(folder)
    (package / "README.md").write_text("License: MIT \x1b[2J\x1b]0;title\x07 \u202e", "utf-8")
    metadata = json.loads((package / "metadata.json").read_text("utf-8"))
    metadata["package_version"] = "1.5\x1b[2J"
    (package / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    place = ("--models", folder)
    listed, verified = (run(command, *place).stdout for command in ("list", "verify"))
    assert r"licence MIT \x1b[2J\x1b]0;title\x07" in listed
    for shown in (listed, verified, run("remove", "fa", *place).stdout):
        assert r"1.5\x1b[2J" in shown
        assert not set("\x1b\x07\u202e") & set(shown)


def test_lists_for_scripts(folder: Path) -> None:
    package = package_folder(folder)
    (row,) = json.loads(run("list", "--json", "--models", folder).stdout)["models"]
    assert row.pop("bytes") > 10_000
    assert row == {
        "from": "en",
        "to": "fa",
        "engine": "argos",
        "name": None,
        "version": "1.5",
        "licence": "not stated",
        "sha256": None,
        "path": str(package),
    }


def test_verify_reports_what_is_broken(folder: Path) -> None:
    (package_folder(folder) / "model" / "model.bin").write_bytes(b"damaged")
    result = run("verify", "--models", folder)
    assert result.exit_code == 1
    assert result.stdout.startswith("broken: ")


def test_checksums_are_noted_and_compared(package_file: Path, folder: Path) -> None:
    folder.mkdir()
    run("install", package_file, "--models", folder)
    (row,) = json.loads(run("list", "--json", "--models", folder).stdout)["models"]
    assert row["sha256"] == hashlib.sha256(package_file.read_bytes()).hexdigest()
    with (Path(row["path"]) / "model" / "model.bin").open("r+b") as stream:
        stream.seek(3000)
        stream.write(b"!")
    result = run("verify", "--models", folder)
    assert result.exit_code == 1
    assert "model/model.bin has changed since it was installed" in result.stdout
    assert run("install", package_file, "--models", folder).stdout == (
        "installed en → fa 1.5 anew: its files had changed\n"
    )
    assert run("verify", "--models", folder).stdout == "works: en → fa 1.5\n"


def test_what_another_program_installed_has_no_checksums(folder: Path) -> None:
    package_folder(folder)
    result = run("verify", "--models", folder)
    assert result.exit_code == 0
    assert result.stdout == "works: en → fa 1.5 (another program installed it: no checksums)\n"


def test_installing_by_code_and_by_address(
    site: Site, package_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    url = site.answer("/en_fa.argosmodel", lambda h: h.send(package_file.read_bytes()))
    entries = [{"from_code": "en", "to_code": "fa", "package_version": "1.5", "links": [url]}]
    listing = site.answer("/index.json", lambda h: h.send(json.dumps(entries).encode()))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", listing.removesuffix("index.json"))
    assert run("install", "fa", "--models", folder).stdout == "installed en → fa 1.5\n"
    assert run("install", url, "--models", folder).stdout == "already installed: en → fa 1.5\n"
    assert "en → fa   1.5" in run("list", "--available").stdout
    (row,) = json.loads(run("list", "--available", "--json").stdout)["models"]
    assert row["links"] == [url]


def test_codes_are_looked_up_together_before_anything_is_downloaded(
    site: Site, package_file: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    other = pack(package_folder(tmp_path / "source", target="tr"), tmp_path / "tr.argosmodel")
    files = {"fa": package_file, "tr": other}
    entries = [
        {"from_code": "en", "to_code": code, "links": [f"{site.url}/{code}"]} for code in files
    ]
    site.answer("/fa", lambda h: h.send(package_file.read_bytes()))
    site.answer("/tr", lambda h: h.send(other.read_bytes()))
    listing = site.answer("/index.json", lambda h: h.send(json.dumps(entries).encode()))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", listing.removesuffix("index.json"))
    with pytest.raises(ModelError, match="no package en → ru"):
        run("install", "fa", "tr", "ru", "--models", folder)
    assert [path for path, _ in site.seen] == ["/index.json"]
    assert run("install", "fa", "tr", "--models", folder).stdout.splitlines() == [
        "installed en → fa 1.5",
        "installed en → tr 1.5",
    ]
    assert [path for path, _ in site.seen] == ["/index.json", "/index.json", "/fa", "/tr"]


def test_errors_are_left_to_the_boundary(folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(ModelError, match="no such package file"):
        run("install", "absent.argosmodel", "--models", folder)
    with pytest.raises(ModelError, match="no such folder"):
        run("list", "--models", folder / "absent")
    assert run("install").exit_code == 2


@pytest.mark.parametrize("words", [["install", "fa"], ["list", "--available"]])
def test_offline_refuses_the_network(site: Site, folder: Path, words: list[str]) -> None:
    folder.mkdir()
    with pytest.raises(ModelError, match="`--offline` forbids") as caught:
        run(*words, "--offline", "--models", folder)
    assert "dragoman models install FILE" in caught.value.advice
    with pytest.raises(ModelError, match="`--offline` forbids"):
        run("install", site.url, "--offline", "--models", folder)
    assert site.seen == []


def test_offline_installs_nothing_of_a_line_that_names_a_code(
    package_file: Path, folder: Path
) -> None:
    folder.mkdir()
    with pytest.raises(ModelError, match="forbids"):
        run("install", package_file, "ru", "--offline", "--models", folder)
    assert installed(folder) == ()
    assert run("install", package_file, "--offline", "--models", folder).exit_code == 0
    assert run("list", "--offline", "--models", folder).exit_code == 0


def test_a_project_may_be_offline(
    site: Site,
    package_file: Path,
    folder: Path,
    newsroom: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder.mkdir()
    (newsroom / "dragoman.yaml").write_text("offline: true\n", encoding="utf-8")
    monkeypatch.chdir(newsroom / "seeds")
    for words in (["install", "fa"], ["install", site.url], ["list", "--available"]):
        with pytest.raises(ModelError, match=r"`offline: true` in .*dragoman\.yaml forbids"):
            run(*words, "--models", folder)
    assert site.seen == []
    assert run("install", package_file, "--models", folder).exit_code == 0
    (newsroom / "dragoman.yaml").write_text("offline: perhaps\n", encoding="utf-8")
    with pytest.raises(ProjectError, match="`offline` has a wrong value"):
        run("install", "fa", "--models", folder)


def test_a_bundle(folder: Path, tmp_path: Path) -> None:
    package_folder(folder, target="fa")
    package_folder(folder, target="tr")
    out, there = tmp_path / "out.zip", tmp_path / "there"
    there.mkdir()
    result = run("bundle", out, "--models", folder)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert result.stdout.splitlines()[:2] == ["packed en → fa 1.5", "packed en → tr 1.5"]
    assert result.stdout.splitlines()[2].endswith(f"MB, sha256 {digest}")
    assert run("install", out, "--offline", "--models", there).stdout.splitlines() == [
        "installed en → fa 1.5",
        "installed en → tr 1.5",
    ]
    assert run("bundle", out, "tr", "--models", folder).stdout.startswith("packed en → tr")
    assert run("bundle", "fa", "--models", folder).exit_code == 2


def test_a_bundle_with_a_bad_package_fails_for_that_one(
    package_file: Path, folder: Path, tmp_path: Path
) -> None:
    folder.mkdir()
    more = (("q/metadata.json", METADATA.encode()), ("q/model/model.bin", b"m"))
    (tmp_path / "out.zip").write_bytes(repacked(package_file, str, *more))
    result = run("install", tmp_path / "out.zip", "--models", folder)
    assert result.exit_code == 1
    assert result.stdout.startswith("installed en → fa 1.5\nnot installed: ")
    assert "out.zip/q: the package has neither" in result.stdout
