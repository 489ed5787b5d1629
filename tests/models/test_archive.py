"""Installing: what is whole goes in whole, and nothing else leaves a trace."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.models import archive, install_file, installed, verify
from dragoman.models.folder import TEMPORARY
from tests.models.conftest import Tree
from tests.packages import pack, package_folder
from tests.processes import python

METADATA = '{"from_code": "en", "to_code": "fa", "package_version": "1.5"}'


def zipped(*entries: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            # A ZipInfo has a date of its own: names and bytes of a case are the same in every run.
            entry = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return stream.getvalue()


def package_with(*more: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    return zipped(
        ("p/metadata.json", METADATA), ("p/model/model.bin", "m"), ("p/bpe.model", "b"), *more
    )


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, str]:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, target


def encrypted() -> bytes:
    content = bytearray(package_with())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def overlapping() -> bytes:
    """A package in which the second entry's data is that of the first."""
    content = bytearray(package_with(("p/one", "x" * 50), ("p/two", "x" * 50)))
    entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    places = {entry.filename: entry.header_offset for entry in entries}
    directory = content.rindex(b"PK\x01\x02")
    # The last entry of the directory is p/two: its offset is at byte 42 of its record.
    content[directory + 42 : directory + 46] = places["p/one"].to_bytes(4, "little")
    return bytes(content)


def repacked(package: Path, change: Callable[[str], str], *more: tuple[str, bytes]) -> bytes:
    """The package file with its entries called otherwise, and with more of them."""
    with zipfile.ZipFile(package) as opened:
        entries = [(change(name), opened.read(name)) for name in opened.namelist()]
    return zipped(*(entry for entry in entries if not entry[0].endswith("/")), *more)


def refused(content: bytes, tmp_path: Path, tree: Tree) -> ModelError:
    """Install `content` and make sure that nothing came of it."""
    file = tmp_path / "package.argosmodel"
    file.write_bytes(content)
    (tmp_path / "packages").mkdir(exist_ok=True)
    before = tree()
    with pytest.raises(ModelError) as caught:
        install_file(file, tmp_path / "packages")
    assert tree() == before
    return caught.value


def test_install_gives_a_package_that_works(package_file: Path, folder: Path) -> None:
    made = install_file(package_file, folder)
    assert (made.changed, made.replaced) == (True, ())
    assert made.package.path == folder / "translate-en_fa-1_5"
    assert installed(folder) == (made.package,)
    assert [verdict.problem for verdict in verify(folder)] == [None]


CLUTTER = (
    ("__MACOSX/p/._metadata.json", b"\0\5\x16\7"),
    ("translate-en_fa-1_5/.DS_Store", b"\0"),
    (".DS_Store", b"\0"),
    ("Thumbs.db", b"\0"),
)


@pytest.mark.parametrize(
    ("change", "more"),
    [
        (lambda name: name, CLUTTER),
        (lambda name: name.partition("/")[2], ()),
        (lambda name: name.partition("/")[2], (("__MACOSX/._metadata.json", b"\0"),)),
    ],
)
def test_what_file_managers_do_to_an_archive_does_no_harm(
    package_file: Path,
    folder: Path,
    tmp_path: Path,
    change: Callable[[str], str],
    more: tuple[tuple[str, bytes], ...],
) -> None:
    (tmp_path / "sent.zip").write_bytes(repacked(package_file, change, *more))
    made = install_file(tmp_path / "sent.zip", folder)
    names = sorted(path.name for path in made.package.path.iterdir())
    assert names == ["dragoman.json", "metadata.json", "model", "sentencepiece.model"]


def test_metadata_may_begin_with_a_byte_order_mark(
    package_file: Path, folder: Path, tmp_path: Path
) -> None:
    made = install_file(package_file, tmp_path / "plain").package.path
    content = [
        (f"p/{path.relative_to(made)}", path.read_bytes())
        for path in made.rglob("*")
        if path.is_file() and path.name not in ("dragoman.json", "metadata.json")
    ]
    metadata = b"\xef\xbb\xbf" + (made / "metadata.json").read_bytes()
    (tmp_path / "marked.zip").write_bytes(zipped(*content, ("p/metadata.json", metadata)))
    assert install_file(tmp_path / "marked.zip", folder).package.version == "1.5"


@pytest.mark.parametrize("damaged", ["model/model.bin", "sentencepiece.model"])
def test_a_package_that_does_not_work_replaces_none_that_does(
    package_file: Path, folder: Path, tmp_path: Path, damaged: str
) -> None:
    good = install_file(package_file, folder).package
    newer = package_folder(tmp_path / "src", version="1.6")
    (newer / damaged).write_bytes(b"garbage" * 100)
    with pytest.raises(ModelError) as caught:
        install_file(pack(newer, tmp_path / "newer.zip"), folder)
    assert "Nothing was replaced" in caught.value.advice
    assert installed(folder) == (good,)


def test_a_package_of_another_direction_than_asked_for_is_refused(
    package_file: Path, folder: Path
) -> None:
    with pytest.raises(ModelError, match="translates en-fa, and en-tr was asked for"):
        install_file(package_file, folder, "en-tr")
    assert installed(folder) == ()


def test_a_named_pipe_is_not_waited_for(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(tmp_path / "package.argosmodel")
    with pytest.raises(ModelError, match="a pipe, socket or device"):
        install_file(tmp_path / "package.argosmodel", folder)


def test_the_same_version_again_changes_nothing(
    package_file: Path, folder: Path, tree: Tree
) -> None:
    install_file(package_file, folder)
    before = tree()
    assert not install_file(package_file, folder).changed
    assert tree() == before


def test_another_version_takes_the_place(package_file: Path, folder: Path, tmp_path: Path) -> None:
    install_file(package_file, folder)
    newer = pack(package_folder(tmp_path / "src", version="1.10"), tmp_path / "newer.zip")
    made = install_file(newer, folder)
    assert (made.package.version, made.replaced) == ("1.10", ("1.5",))
    assert installed(folder) == (made.package,)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(TEMPORARY)] == []


def test_a_broken_package_is_replaced(package_file: Path, folder: Path) -> None:
    path = install_file(package_file, folder).package.path
    (path / "model" / "model.bin").unlink()
    assert installed(folder) == ()
    assert install_file(package_file, folder).changed
    assert len(installed(folder)) == 1


def test_a_package_of_another_direction_is_never_overwritten(
    package_file: Path, folder: Path, tmp_path: Path, tree: Tree
) -> None:
    other = package_folder(tmp_path / "src", target="tr")
    shutil.copytree(other, folder / "translate-en_fa-1_5")
    assert "taken by en-tr" in refused(package_file.read_bytes(), tmp_path, tree).problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (package_with(("p/../../evil", "x")), "leads out of it: 'p/../../evil'"),
        (package_with(("../p/evil", "x")), "leads out of it"),
        (package_with(("/etc/evil", "x")), "leads out of it: '/etc/evil'"),
        (package_with(("C:/evil", "x")), "forbidden name"),
        (package_with(("p\\evil", "x")), "forbidden name"),
        (package_with(("p/a\nb", "x")), "forbidden name"),
        (package_with(link("p/link", "/etc/passwd")), "a link or another special file: 'p/link'"),
        (package_with(("q/file", "x")), "exactly one folder"),
        (package_with(("p/Bpe.model", "x")), "one name twice"),
        (encrypted(), "encrypted"),
        (zipped(("metadata.json", METADATA)), "no model/model.bin"),
        (package_with(("loose", "x")), "exactly one folder"),
        (overlapping(), "overlap"),
        (package_with(("p/sentencepiece.model", "version https://git-lfs.example/")), "LFS"),
        (b"version https://git-lfs.example/spec/v1\noid sha256:1\n", "a Git LFS pointer"),
        (package_with(), "tokenizer"),
        (zipped(), "exactly one folder"),
        (zipped(("p/model/model.bin", "m"), ("p/bpe.model", "b")), "no metadata.json"),
        (zipped(("p/metadata.json", METADATA), ("p/bpe.model", "b")), "no model/model.bin"),
        (zipped(("p/metadata.json", METADATA), ("p/model/model.bin", "m")), "neither"),
        (zipped(("p/metadata.json", "{"), ("p/model/model.bin", "m")), "cannot be read"),
        (zipped(("p/metadata.json", "[]"), ("p/model/model.bin", "m")), "no table"),
        (zipped(("p/metadata.json", "{}"), ("p/model/model.bin", "m")), "no from_code"),
        (b"hello", "not a complete zip archive"),
        (b"", "not a complete zip archive"),
        (package_with()[:-30], "not a complete zip archive"),
        (package_with()[:40], "not a complete zip archive"),
        (b"<!DOCTYPE html><title>Log in</title>", "a web page"),
        (b"\n <html>", "a web page"),
    ],
)
def test_what_is_refused(content: bytes, problem: str, tmp_path: Path, tree: Tree) -> None:
    error = refused(content, tmp_path, tree)
    assert problem in error.problem
    assert "package.argosmodel" in str(error.path)


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ('{"from_code": "../../x", "to_code": "fa"}', "not a language code"),
        ('{"from_code": "en", "to_code": "fa/../.."}', "not a language code"),
        ('{"from_code": "en", "to_code": "fa", "package_version": "../1"}', "not a version"),
        ('{"from_code": 1, "to_code": "fa"}', "no from_code"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_metadata_is_not_trusted(metadata: str, problem: str, tmp_path: Path, tree: Tree) -> None:
    content = zipped(
        ("p/metadata.json", metadata), ("p/model/model.bin", "m"), ("p/bpe.model", "b")
    )
    assert problem in refused(content, tmp_path, tree).problem


def test_bombs(tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package_with(("p/zeros", bytes(archive.FREE_EXPANSION + 1)))
    assert "no model does" in refused(bomb, tmp_path, tree).problem
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    assert "3 are allowed" in refused(package_with(("p/one", "")), tmp_path, tree).problem
    monkeypatch.setattr(archive, "LARGEST_PACKAGE", 10)
    assert "10 are allowed" in refused(package_with(), tmp_path, tree).problem


def test_a_full_disk_is_seen_before_writing(
    tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=5)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert "5 free" in refused(package_with(), tmp_path, tree).problem


@pytest.mark.parametrize("kind", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", range(4))
def test_failing_in_the_middle_leaves_nothing(
    package_file: Path,
    tmp_path: Path,
    tree: Tree,
    monkeypatch: pytest.MonkeyPatch,
    kind: BaseException,
    after: int,
) -> None:
    folder = tmp_path / "packages"
    folder.mkdir()
    before = tree()
    calls = iter(range(after))
    real = os.fsync

    def fail(descriptor: int) -> None:
        if next(calls, None) is None:
            raise kind
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((ModelError, KeyboardInterrupt)):
        install_file(package_file, folder)
    assert tree() == before


def test_a_killed_installation_is_cleared_by_the_next(
    package_file: Path, folder: Path, tmp_path: Path
) -> None:
    code = """
import os, sys
from pathlib import Path
from dragoman.models import archive
archive.place = lambda *args: os._exit(9)
archive.install_file(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    command = [*python(), "-c", code, str(package_file), str(folder)]
    assert subprocess.run(command, check=False).returncode == 9
    assert [path for path in tmp_path.iterdir() if path.name.startswith(TEMPORARY)]
    assert installed(folder) == ()
    # Neighbours' temporary folders are theirs.
    (tmp_path / f"{TEMPORARY}neighbour").mkdir()
    install_file(package_file, folder)
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith(TEMPORARY)]
    assert left == [f"{TEMPORARY}neighbour"]
    assert len(installed(folder)) == 1


def test_two_installations_at_once(package_file: Path, folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from dragoman.models import install_file
print(install_file(Path(sys.argv[1]), Path(sys.argv[2])).changed)
"""
    command = [*python(), "-c", code, str(package_file), str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = sorted(process.communicate()[0].strip() for process in running)
    assert answers == ["False", "False", "True"]
    assert [verdict.problem for verdict in verify(folder)] == [None]


def test_a_file_that_is_not_there(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ModelError, match="no such package file"):
        install_file(tmp_path / "absent.argosmodel", folder)
    with pytest.raises(ModelError, match="cannot be read"):
        install_file(tmp_path, folder)


def test_a_folder_that_cannot_be_written(package_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="cannot be changed"):
        install_file(package_file, tmp_path / "file" / "packages")


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_damaged_archives_are_refused_or_whole(
    tmp_path_factory: pytest.TempPathFactory, package_bytes: bytes, data: st.DataObject
) -> None:
    content = bytearray(package_bytes)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    place = tmp_path_factory.mktemp("damaged")
    try:
        made = archive.install_stream(io.BytesIO(bytes(content)), "damaged", place / "packages")
    except ModelError:
        assert installed(place / "packages") == ()
    else:
        assert installed(place / "packages") == (made.package,)
    assert [path.name for path in place.iterdir()] in (["packages"], [])


@pytest.fixture(scope="session")
def package_bytes() -> bytes:
    return package_with(("p/README.md", "License: CC0\n" * 20))


def test_entries_that_say_less_than_they_hold(tmp_path: Path, tree: Tree) -> None:
    content = bytearray(package_with(("p/zeros", bytes(1000))))
    size = (1000).to_bytes(4, "little")
    while size in content:
        place = content.index(size)
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert "not a complete zip archive" in refused(bytes(content), tmp_path, tree).problem


def test_reading_stops_at_the_limit(
    tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., IO[bytes]] = zipfile.ZipFile.open

    def endless(self: zipfile.ZipFile, entry: Any, *args: Any) -> IO[bytes]:
        return io.BytesIO(bytes(5000)) if "zeros" in entry.filename else real(self, entry, *args)

    content = package_with(("p/zeros", "x"))
    monkeypatch.setattr(zipfile.ZipFile, "open", endless)
    monkeypatch.setattr(archive, "LARGEST_PACKAGE", 1000)
    assert "more than it says" in refused(content, tmp_path, tree).problem
