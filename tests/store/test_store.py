"""Files are replaced as a whole or left as they are."""

from __future__ import annotations

import errno
import os
import subprocess
import textwrap
from pathlib import Path

import pytest

from dragoman.errors import ArticleError, StoreError
from dragoman.project import Project, Settings
from dragoman.store import ChangedMeanwhileError, Store
from tests.processes import python


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "seeds" / "a").mkdir(parents=True)
    return Store(Project(tmp_path, Settings()))


def test_articles_are_found_in_subfolders_hidden_files_are_not(store: Store) -> None:
    seeds = store.root / "seeds"
    for name in ("b.md", "a/c.txt", ".hidden.md", "a/.#c.txt", "map.png"):
        (seeds / name).write_text("x")
    (seeds / ".git").mkdir()
    (seeds / ".git" / "d.md").write_text("x")
    assert store.articles() == ("a/c.txt", "b.md", "map.png")


@pytest.mark.parametrize("name", ["seeds/b.md", "b.md", "a/../b.md"])
def test_a_person_may_name_an_article_in_several_ways(store: Store, name: str) -> None:
    (store.root / "seeds" / "b.md").write_text("x")
    assert store.named(name, store.root) == ("b.md",)


@pytest.mark.parametrize(
    ("name", "articles"), [("a", ("a/c.txt",)), ("seeds/a/", ("a/c.txt",)), ("seeds", None)]
)
def test_a_folder_means_what_is_in_it(
    store: Store, name: str, articles: tuple[str, ...] | None
) -> None:
    for article in ("b.md", "a/c.txt"):
        (store.root / "seeds" / article).write_text("x")
    assert store.named(name, store.root) == (articles or ("a/c.txt", "b.md"))


def test_nothing_outside_seeds_is_an_article(store: Store) -> None:
    (store.root / "secret.md").write_text("x")
    with pytest.raises(ArticleError, match="no such article"):
        store.named("../secret.md", store.root / "seeds")


def test_a_new_file_and_its_folders_are_made(store: Store) -> None:
    path = store.review_path("x/y.md", "fa")
    store.write(path, b"1", None)
    assert path == store.root / "locales" / "fa" / "x" / "y.md.yaml"
    assert path.read_bytes() == b"1"
    assert [each.name for each in path.parent.iterdir()] == ["y.md.yaml"]


def test_a_file_that_a_person_saved_meanwhile_is_not_overwritten(store: Store) -> None:
    path = store.root / "f"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhileError):
        store.write(path, b"ours", b"before")
    with pytest.raises(ChangedMeanwhileError):
        store.write(path, b"ours", None)
    assert path.read_bytes() == b"theirs"
    assert sorted(each.name for each in store.root.iterdir()) == ["f", "seeds"]


def test_rights_are_kept(store: Store) -> None:
    path = store.root / "f"
    path.write_bytes(b"1")
    path.chmod(0o640)
    store.write(path, b"2", b"1")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_written_through(store: Store) -> None:
    real = store.root / "real"
    real.write_bytes(b"1")
    link = store.root / "link"
    link.symlink_to(real)
    store.write(link, b"2", b"1")
    assert link.is_symlink()
    assert real.read_bytes() == b"2"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = store.root / "f"
    path.write_bytes(b"1")
    monkeypatch.setattr(os, call, full)
    if call == "replace":
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match="No space left"):
        store.write(path, b"2", b"1")
    assert path.read_bytes() == b"1"
    assert sorted(each.name for each in store.root.iterdir()) == ["f", "seeds"]


def test_one_run_at_a_time(store: Store) -> None:
    other = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from dragoman.errors import StoreError
        from dragoman.project import Project, Settings
        from dragoman.store import Store
        try:
            with Store(Project(Path(sys.argv[1]), Settings())).lock():
                print("held")
        except StoreError as error:
            print(error.problem)
        """
    )

    def run() -> str:
        done = subprocess.run(
            [*python(), "-c", other, str(store.root)], capture_output=True, text=True
        )
        assert not done.stderr
        return done.stdout.strip()

    with store.lock():
        assert run() == "another dragoman run is at work in this project"
    assert run() == "held"
