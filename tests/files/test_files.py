"""Files are replaced as a whole, stay in their folder, and keep what somebody saved meanwhile."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import StoreError
from dragoman.files import ChangedMeanwhileError, Contents, Files, replacing
from dragoman.files.digest import digest


@pytest.fixture
def files(tmp_path: Path) -> Files:
    root = tmp_path / "root"
    root.mkdir()
    return Files(root)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_place(path: Path) -> None:
    path.write_bytes(b"theirs")


def by_rename(path: Path) -> None:
    new = path.with_name("new")
    new.write_bytes(b"theirs")
    new.rename(path)


def removed(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("save", [in_place, by_rename])
@pytest.mark.parametrize("exchange", [True, False])
def test_a_save_between_the_last_look_and_the_replacement_stays(
    files: Files, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None], exchange: bool
) -> None:
    """Also where names cannot be exchanged, but for editors that save by renaming."""
    path = files.root / "f"
    path.write_bytes(b"before")
    real = replacing.into_place

    def into_place(new: Path, place: Path, made: str, expected: Contents | None) -> None:
        save(path)
        real(new, place, made, expected)

    monkeypatch.setattr(replacing, "into_place", into_place)
    if not exchange:
        monkeypatch.setattr(replacing, "_renameat2", lambda: None)
    with pytest.raises(ChangedMeanwhileError):
        files.write(path, b"ours", b"before")
    assert path.read_bytes() == b"theirs"
    assert names(files.root) == ["f"]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_file_that_came_or_went_meanwhile_is_not_replaced(
    files: Files, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    real = replacing.into_place
    path = files.root / "f"
    if not exchange:
        monkeypatch.setattr(replacing, "_renameat2", lambda: None)
    for save, expected, left in ((in_place, None, ["f"]), (removed, b"theirs", [])):

        def into_place(
            new: Path,
            place: Path,
            made: str,
            expected: Contents | None,
            save: Callable[[Path], None] = save,
        ) -> None:
            save(path)
            real(new, place, made, expected)

        monkeypatch.setattr(replacing, "into_place", into_place)
        with pytest.raises(ChangedMeanwhileError):
            files.write(path, b"ours", expected)
        assert names(files.root) == left


@pytest.mark.parametrize("exchange", [True, False])
def test_files_are_made_and_replaced_on_every_file_system(
    files: Files, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(replacing, "_renameat2", lambda: None)
        monkeypatch.setattr(os, "link", _unable)
    path = files.root / "a" / "f"
    files.write(path, b"1", None)
    files.write(path, b"2", b"1")
    assert path.read_bytes() == b"2"
    assert names(path.parent) == ["f"]


def _unable(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_version_that_found_no_way_back_is_kept_and_told(files: Files) -> None:
    """Killed between seeing that somebody saved and giving the save back."""
    (files.root / "a").mkdir()
    kept = files.root / "a" / f".f.{'0' * 16}-{'1' * 16}.dragoman.tmp"
    kept.write_bytes(b"theirs")
    known = files.root / "a" / f".g.{digest(b'old')[:16]}-{'1' * 16}.dragoman.tmp"
    known.write_bytes(b"old")
    begun = files.root / "a" / ".h.abcdefgh.dragoman.tmp"
    begun.write_bytes(b"hal")
    (files.root / ".dragoman").mkdir()
    (files.root / ".dragoman" / "at-work").touch()
    with files.lock():
        pass
    assert names(files.root / "a") == [kept.name]
    (problem,) = files.problems
    assert "somebody saved this version" in str(problem)
    assert kept.name in str(problem)


def test_owner_group_rights_and_attributes_stay(files: Files) -> None:
    path = files.root / "f"
    path.write_bytes(b"1")
    if os.geteuid() == 0:
        os.chown(path, 12345, 23456)
    path.chmod(0o664)
    before = path.stat()
    try:
        os.setxattr(path, "user.colour", b"red")
    except OSError:
        attributes = False
    else:
        attributes = True
    files.write(path, b"2", b"1")
    found = path.stat()
    assert (found.st_uid, found.st_gid) == (before.st_uid, before.st_gid)
    assert stat.S_IMODE(found.st_mode) == 0o664
    assert not attributes or os.getxattr(path, "user.colour") == b"red"
    with files.writing(path) as stream:
        stream.write(b"3")
    assert path.stat().st_gid == before.st_gid
    assert not files.problems


@pytest.mark.parametrize(
    ("mode", "told"), [(0o664, True), (0o644, True), (0o666, False), (0o600, True)]
)
def test_a_group_that_may_not_be_given_is_told(
    files: Files, monkeypatch: pytest.MonkeyPatch, mode: int, told: bool
) -> None:
    path = files.root / "f"
    path.write_bytes(b"1")
    path.chmod(mode)
    real = Path.stat

    def of_others(self: Path, **options: Any) -> os.stat_result:
        found = real(self, **options)
        others = (*found[:4], found[4] + 1, found[5] + 1, *found[6:])
        return os.stat_result(others) if self == path else found

    monkeypatch.setattr(Path, "stat", of_others)
    monkeypatch.setattr(os, "chown", _unable)
    files.write(path, b"2", b"1")
    assert path.read_bytes() == b"2"
    assert [problem.path for problem in files.problems] == (["f"] if told else [])


def test_links_are_followed_inside_and_not_out(files: Files) -> None:
    outside = files.root.parent / "secret"
    outside.mkdir()
    (outside / "f").write_bytes(b"secret")
    (files.root / "file").symlink_to(outside / "f")
    (files.root / "folder").symlink_to(outside)
    (files.root / "new").symlink_to(outside / "new")
    (files.root / "real").write_bytes(b"1")
    (files.root / "link").symlink_to("real")
    actions: list[Callable[[Path], object]] = [
        files.read,
        lambda path: files.write(path, b"x", b"secret"),
        lambda path: files.replace(path, b"x"),
        lambda path: files.append(path, b"x"),
        lambda path: files.writing(path).__enter__(),
        lambda path: files.reading(path).__enter__(),
        lambda path: files.move(path, files.root / "moved"),
        lambda path: files.move(files.root / "real", path),
    ]
    for action in actions:
        for name in ("file", "folder/f", "new", "folder/new", "../secret/f"):
            with pytest.raises(StoreError, match=r"leads out of the project|not a file"):
                action(files.root / name)
    with pytest.raises(StoreError, match="leads out"):
        files.discard(files.root / "folder" / "f")
    files.write(files.root / "link", b"2", b"1")
    assert (files.root / "link").is_symlink()
    assert (files.root / "real").read_bytes() == b"2"
    assert names(outside) == ["f"]
    assert (outside / "f").read_bytes() == b"secret"
    following = Files(files.root, follow=True)
    assert following.read(files.root / "folder" / "f") == b"secret"
    following.write(files.root / "file", b"3", b"secret")
    assert (outside / "f").read_bytes() == b"3"


def test_a_link_that_is_removed_takes_nothing_with_it(files: Files) -> None:
    (files.root / "real").write_bytes(b"1")
    (files.root / "link").symlink_to("real")
    files.discard(files.root / "link")
    assert names(files.root) == ["real"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_neither_read_nor_replaced(
    files: Files, make: Callable[[Path], None]
) -> None:
    path = files.root / "f"
    make(path)
    for action in (
        lambda: files.read(path),
        lambda: files.write(path, b"x", None),
        lambda: files.writing(path).__enter__(),
    ):
        with pytest.raises(StoreError, match="not a file") as caught:
            action()
        assert caught.value.advice
    assert names(files.root) == ["f"]


@pytest.mark.parametrize(
    "name", ["../f", "/etc/passwd", "a/../../f", "", "a\0b", "..", "a/../../root2/f"]
)
def test_a_list_names_nothing_outside_its_folder(files: Files, name: str) -> None:
    with pytest.raises(StoreError, match="does not name a file inside"):
        files.within(files.root / "output", name)
    assert files.within(files.root / "output", "a/..b") == files.root / "output" / "a" / "..b"


def test_odd_names_and_folders_are_told_and_the_rest_is_found(files: Files) -> None:
    (files.root / "a").mkdir()
    (files.root / "a" / "f").touch()
    (files.root / ".hidden").touch()
    (files.root / "inside").symlink_to("a")
    (files.root / "outside").symlink_to(files.root.parent)
    for name in (b"\xad\xae.txt", b"\xff"):
        (files.root / os.fsdecode(name)).touch()
    (files.root / os.fsdecode(b"\xfe")).mkdir()
    assert files.below(files.root) == (files.root / "a" / "f",)
    told = "\n".join(sorted(map(str, files.problems)))
    told.encode("utf-8")
    assert r"not UTF-8: \xad\xae.txt" in told
    assert r"not UTF-8: \xff" in told
    assert r"not UTF-8: \xfe" in told
    assert "outside: a link leads out of the project" in told
    assert len(files.problems) == 4
    following = Files(files.root / "a", follow=True)
    (files.root / "a" / "out").symlink_to(files.root)
    assert files.root / "a" / "out" / "a" / "f" in following.below(files.root / "a")


def test_refused_folders_and_files_are_told(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, nothing is refused: the system's answers are made up."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = files.root / "a" / "f"
    path.parent.mkdir()
    path.write_bytes(b"1")
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        assert files.below(files.root / "a") == ()
    (problem,) = files.problems
    assert "a: the folder cannot be read: Permission denied" in str(problem)

    def missed(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", missed)  # it was removed then, and is there again
        assert files.below(files.root / "a") == ()
    assert len(files.problems) == 1
    actions: list[tuple[str, Callable[[], object]]] = [
        ("open", lambda: files.read(path)),
        ("unlink", lambda: files.remove(path, b"1")),
        ("unlink", lambda: files.discard(path)),
    ]
    for call, action in actions:
        with monkeypatch.context() as patch:
            patch.setattr(os, call, refused)
            if call == "unlink":
                patch.setattr(Path, "unlink", refused)
            with pytest.raises(StoreError, match="Permission denied") as caught:
                action()
        assert str(caught.value.path) == "a/f"
        assert caught.value.advice
    assert path.read_bytes() == b"1"


def test_a_move_never_replaces(files: Files) -> None:
    one, other = files.root / "a" / "one", files.root / "b" / "other"
    for path in (one, other):
        path.parent.mkdir()
        path.write_bytes(path.name.encode())
    with pytest.raises(StoreError, match="there is a file already"):
        files.move(one, other)
    files.move(one, files.root / "c" / "new")
    assert (files.root / "c" / "new").read_bytes() == b"one"
    assert (other.read_bytes(), one.exists()) == (b"other", False)


def test_no_link_that_a_project_brought_along_is_written_through(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    monkeypatch.setattr(secrets, "token_hex", lambda size: "guessed")
    planted = files.root / f".a.json.guessed{replacing.UNFINISHED}"
    planted.symlink_to(outside)
    with pytest.raises(StoreError):
        files.replace(files.root / "a.json", b"ours")
    assert outside.read_bytes() == b"theirs"
    assert not (files.root / "a.json").exists()


def test_no_mark_is_left_outside(files: Files, tmp_path: Path) -> None:
    (files.root / ".dragoman").mkdir()
    (files.root / ".dragoman" / "at-work").symlink_to(tmp_path / "outside")
    with files.lock():
        assert not (tmp_path / "outside").exists()
