"""The index of what was found in files: it saves work and never changes a result."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import engines, project, workflow
from dragoman.project import Project
from dragoman.store import Store
from dragoman.workflow import index, looking, reviewer, spread
from dragoman.workflow.index import Index, sha
from dragoman.workflow.status import Standing
from dragoman.workflow.summary import Summaries
from tests.workflow.conftest import ManyFiles

LOCALES = ("ru", "fa")
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
ARTICLES = {"a.txt": "One falls.\n", "b/c.md": "# Two\n\nThree *rise*. Four.\n"}


def newsroom(root: Path) -> Project:
    for name, text in ARTICLES.items():
        (root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    (root / "dragoman.yaml").write_text("targets: [ru, fa]\nengine: pseudo\n", encoding="utf-8")
    time_passes(root)
    return project.find(root)


_LATER = iter(range(1, 1 << 30))


def time_passes(root: Path) -> None:
    """Make what changed look as if that was long ago, but after all that happened before."""
    for folder in ("seeds", "locales"):
        for file in (root / folder).rglob("*"):
            if file.is_file() and file.stat().st_mtime_ns > 11 * 10**17:
                when = 10**18 + next(_LATER) * 3 * 10**6 + 1
                os.utime(file, ns=(when, when))


def halved(file: Path) -> None:
    """Cut a file off, if it is there."""
    if file.exists():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scope(root: Path) -> workflow.Scope:
    return workflow.Scope(project.find(root), [], [], root)


def translate(root: Path) -> list[tuple[str, str, bool, int, int, int]]:
    report = workflow.translate(scope(root), engines.create("pseudo", "installed"))
    return [
        (each.article, each.locale, each.written, each.segments, each.findings, each.waiting)
        for each in report.files
    ]


def status(root: Path) -> tuple[list[Standing], list[str]]:
    report = workflow.status(scope(root))
    return list(report.rows), [str(problem) for problem in report.problems]


def timeless(root: Path) -> list[Standing]:
    return [replace(row, changed=None) for row in status(root)[0]]


def without_index(root: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".dragoman"))
        yield copy


def replaced(file: Path, old: str, new: str) -> None:
    if file.exists():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new), encoding="utf-8")


def same_time(file: Path, old: str, new: str) -> None:
    """Edit a file as a clock of coarse ticks would not notice: size and time stay."""
    if file.exists():
        before = file.stat()
        replaced(file, old, new)
        if before.st_mtime_ns > time.time_ns() - index._TICK:
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES = {
    "source": lambda root: replaced(root / "seeds/a.txt", "falls", "rises"),
    "source back": lambda root: replaced(root / "seeds/a.txt", "rises", "falls"),
    "same size, same tick": lambda root: same_time(root / "seeds/a.txt", "One", "Two"),
    "approve": lambda root: replaced(root / "locales/fa/a.txt.yaml", "draft", "approved"),
    "reject": lambda root: replaced(root / "locales/fa/a.txt.yaml", "approved", "needs-work"),
    "empty": lambda root: replaced(
        root / "locales/ru/b/c.md.yaml", "target: |-\n    ", "target: |-\n    x"
    ),
    "break": lambda root: replaced(root / "locales/ru/a.txt.yaml", "segments:", "segments: ["),
    "mend": lambda root: replaced(root / "locales/ru/a.txt.yaml", "segments: [", "segments:"),
    "gone": lambda root: (root / "locales/fa/b/c.md.yaml").unlink(missing_ok=True),
    "more": lambda root: (root / "seeds/d.txt").write_text("Five.\n", encoding="utf-8"),
    "less": lambda root: (root / "seeds/d.txt").unlink(missing_ok=True),
    "checks": lambda root: (root / "dragoman.yaml").write_text(
        "targets: [ru, fa]\nengine: pseudo\nchecks: {terminal: error}\n", encoding="utf-8"
    ),
    "index lost": lambda root: (root / ".dragoman/reviews.json").unlink(missing_ok=True),
    "index damaged": lambda root: (root / ".dragoman/reviews.json").write_bytes(b'{"a": [1'),
    "index strange": lambda root: (root / ".dragoman/reviews.json").write_text('{"x": [1, 2, 3]}'),
    "entry strange": lambda root: (root / ".dragoman/reviews.json").write_text(
        '{\n"locales/fa/a.txt.yaml":[1,2,3],\n"locales/ru/a.txt.yaml":["",[]'
    ),
    "index torn": lambda root: halved(root / ".dragoman/reviews.json"),
    "translate": translate,
    "status": status,
    "time passes": time_passes,
}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=6))
def test_the_results_are_those_without_an_index(changes: list[str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        newsroom(root)
        translate(root)
        for change in changes:
            (root / ".dragoman").mkdir(exist_ok=True)
            CHANGES[change](root)
        with patch.object(reviewer, "now", lambda: NOON):  # Else two runs may see two seconds.
            for copy in without_index(root):
                for file in copy.rglob("*"):
                    if file.is_file():
                        told = (root / file.relative_to(copy)).stat()
                        os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
                assert status(root) == status(copy)
                assert translate(root) == translate(copy)
                assert timeless(root) == timeless(copy)


def test_unchanged_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    time.sleep(index._TICK / 10**9)  # As between two commands that a person types.
    known = status(tmp_path)
    read: list[str] = []
    honest = Store.read

    def spied(self: Store, path: Path) -> bytes | None:
        read.append(self.shown(path))
        return honest(self, path)

    monkeypatch.setattr(Store, "read", spied)
    assert status(tmp_path) == known
    assert all(not written for *_, written, _, _, _ in translate(tmp_path))
    assert [path for path in read if path.startswith(("seeds", "locales"))] == []


def test_for_one_change_no_other_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the memory either, which is asked for the first time, but for what is approved."""
    newsroom(tmp_path)
    (tmp_path / "seeds/d.txt").write_text("Five.\n", encoding="utf-8")
    time_passes(tmp_path)
    translate(tmp_path)
    CHANGES["approve"](tmp_path)
    status(tmp_path)
    time_passes(tmp_path)
    status(tmp_path)
    CHANGES["source"](tmp_path)
    time_passes(tmp_path)
    read: list[str] = []
    honest = Store.read

    def spied(self: Store, path: Path) -> bytes | None:
        read.append(self.shown(path))
        return honest(self, path)

    monkeypatch.setattr(Store, "read", spied)
    assert [name for name, _, written, *_ in translate(tmp_path) if written] == ["a.txt", "a.txt"]
    told = {path for path in read if path.startswith(("seeds", "locales"))}
    assert told == {"seeds/a.txt", "locales/ru/a.txt.yaml", "locales/fa/a.txt.yaml"}
    (tmp_path / "seeds/e.txt").write_text("One falls.\n", encoding="utf-8")
    time_passes(tmp_path)
    translate(tmp_path)
    text = (tmp_path / "locales/fa/e.txt.yaml").read_text(encoding="utf-8")
    assert "origin: mt" in text


def test_a_copy_is_looked_at_once_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom(tmp_path)
    with (tmp_path / "dragoman.yaml").open("a", encoding="utf-8") as settings:
        settings.write("publish: {accept: draft}\n")
    translate(tmp_path)
    read: list[str] = []
    honest = Store.article

    def spied(self: Store, name: str) -> bytes | None:
        read.append(name)
        return honest(self, name)

    def exported() -> list[str]:
        time_passes(tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "article", spied)
            read.clear()
            room = scope(tmp_path)
            assert not workflow.export(room, room.project.settings.publish).failed
        time.sleep(index._TICK / 10**9)  # As between two commands that a person types.
        return sorted(set(read))

    assert exported() == sorted(ARTICLES)
    assert exported() == []
    CHANGES["source"](tmp_path)
    translate(tmp_path)
    assert exported() == ["a.txt"]
    assert exported() == []


def test_what_a_run_wrote_is_known_to_the_next(tmp_path: Path) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    summaries = Summaries(scope(tmp_path))
    found = [summaries.known(name, locale) for name in ARTICLES for locale in LOCALES]
    assert all(each is not None and each.current for each in found)


def test_what_changed_while_it_was_written_is_not_trusted(tmp_path: Path) -> None:
    store = Store(newsroom(tmp_path))
    file = tmp_path / "locales" / "x.yaml"
    file.parent.mkdir()
    file.write_bytes(b"mine")
    time_passes(tmp_path)
    looks = Index(store, store.index_path("test"))
    name = store.shown(file)
    looks.note_written([name], {"a": 1}, sha(b"ours"))
    looks.save()
    assert Index(store, store.index_path("test")).known([name]) is None


def test_what_changed_at_once_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(newsroom(tmp_path))
    file = tmp_path / "locales" / "x.yaml"
    file.parent.mkdir()
    file.write_bytes(b"ours")
    now = time.time_ns() // 10**9 * 10**9
    os.utime(file, ns=(now, now))
    stamp = store.stamp(file)
    name = store.shown(file)
    monkeypatch.setattr(index, "_COARSE", 3600 * 10**9)
    assert stamp
    for note in (Index.note_read, Index.note_written):
        looks = Index(store, store.index_path("test"))
        note(looks, [name], {"a": 1}, sha(b"ours"))
        looks.save()
        for _ in range(2):
            later = Index(store, store.index_path("test"))
            assert later.known([name]) == {"a": 1}
            assert later.last_known(name, stamp) is None
            later.save()
        file.write_bytes(b"mine")
        os.utime(file, ns=(now, now))
        assert store.stamp(file) == stamp
        later = Index(store, store.index_path("test"))
        assert later.known([name]) is None
        file.write_bytes(b"ours")
        os.utime(file, ns=(now, now))


def test_what_changed_at_once_is_compared_until_a_tick_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(newsroom(tmp_path))
    file = tmp_path / "seeds/a.txt"
    file.write_bytes(b"ours")
    name, stamp = store.shown(file), store.stamp(file)
    assert stamp
    monkeypatch.setattr(index, "_TICK", 3600 * 10**9)
    monkeypatch.setattr(index, "_COARSE", 3600 * 10**9)
    looks = Index(store, store.index_path("test"))
    looks.note_read([name], {"a": 1}, sha(b"ours"))
    looks.save()
    monkeypatch.setattr(index, "_TICK", -1)
    monkeypatch.setattr(index, "_COARSE", -1)
    later = Index(store, store.index_path("test"))
    assert later.last_known(name, stamp) is None
    assert later.known([name]) == {"a": 1}
    assert later.last_known(name, stamp) == {"a": 1}
    later.save()
    assert Index(store, store.index_path("test")).last_known(name, stamp) == {"a": 1}


def test_what_changed_while_it_was_looked_at_is_not_remembered(tmp_path: Path) -> None:
    store = Store(newsroom(tmp_path))
    looks = Index(store, store.index_path("test"))
    files = [f"seeds/{name}" for name in ARTICLES]
    for changed in map(tmp_path.joinpath, files):
        assert looks.known(files) is None
        replaced(changed, ".", "!")
        time_passes(tmp_path)
        looks.note_read(files, {"a": 1}, sha((tmp_path / files[-1]).read_bytes()))
        assert looks.known(files) is None
    looks.note_read(files, {"a": 1}, sha((tmp_path / files[-1]).read_bytes()))
    assert looks.known(files) == {"a": 1}


def test_many_files_are_looked_at_by_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: ManyFiles
) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    CHANGES["break"](tmp_path)
    CHANGES["gone"](tmp_path)
    CHANGES["more"](tmp_path)
    CHANGES["approve"](tmp_path)
    time_passes(tmp_path)
    CHANGES["index lost"](tmp_path)
    alone = status(tmp_path)
    CHANGES["index lost"](tmp_path)

    monkeypatch.setattr(looking, "FEWEST", 1)
    many(1)
    here: list[str] = []
    honest = Store.read

    def spied(self: Store, path: Path) -> bytes | None:
        here.append(self.shown(path))
        return honest(self, path)

    monkeypatch.setattr(Store, "read", spied)
    assert status(tmp_path) == alone
    # What this process read itself is what the others could not.
    reviews = [path for path in here if path.startswith("locales")]
    assert set(reviews) == {
        "locales/ru/a.txt.yaml",
        "locales/fa/b/c.md.yaml",
        "locales/ru/d.txt.yaml",
        "locales/fa/d.txt.yaml",
    }


@pytest.mark.parametrize("problem", [OSError(38, "no semaphores"), BrokenProcessPool("killed")])
def test_without_other_processes_this_one_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: ManyFiles, problem: Exception
) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    known = status(tmp_path)
    CHANGES["index lost"](tmp_path)

    class Refused:
        def __init__(self, *arguments: object) -> None:
            raise problem

    monkeypatch.setattr(looking, "FEWEST", 1)
    many(1)
    monkeypatch.setattr(spread, "ProcessPoolExecutor", Refused)
    assert status(tmp_path) == known


def test_a_folder_that_cannot_be_written_is_no_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    before = status(tmp_path)

    def full(self: Path, mode: str) -> None:
        assert mode == "xb"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    (tmp_path / ".dragoman/reviews.json").unlink()
    assert status(tmp_path) == before
    assert not (tmp_path / ".dragoman/reviews.json").exists()


@pytest.mark.parametrize("name", ["notes.txt", "nohup.out", ".DS_Store", "models.lock"])
def test_a_file_beside_that_grows_makes_nothing_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    newsroom(tmp_path)
    translate(tmp_path)
    known = status(tmp_path)
    (tmp_path / name).write_text("grows", encoding="utf-8")
    monkeypatch.setattr(workflow.Scope, "reviewed", None)
    assert status(tmp_path) == known


@pytest.mark.parametrize("name", ["dragoman.yaml", "glossary.yaml", "withdrawn.yaml"])
def test_a_file_beside_that_says_something_makes_all_be_read_again(
    tmp_path: Path, name: str
) -> None:
    newsroom(tmp_path)
    store = Store(project.find(tmp_path))
    before = index.conditions(store)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert index.conditions(store) != before


def test_an_entry_is_a_line_of_a_json_file(tmp_path: Path) -> None:
    translate(newsroom(tmp_path).root)
    time_passes(tmp_path)
    status(tmp_path)
    file = tmp_path / ".dragoman/reviews.json"
    entries = json.loads(file.read_bytes())
    first, *lines, last = file.read_text("utf-8").splitlines()
    assert (first, last) == ("{", "}")
    assert [json.loads(f"{{{line.rstrip(',')}}}") for line in lines] == [
        {name: entry} for name, entry in entries.items()
    ]
    assert len(lines) == len(LOCALES) * len(ARTICLES)


@pytest.mark.parametrize(
    ("before", "after"),
    [("# A plan\n", "# The plan\n"), ("# The plan\n", "# A plan\n"), ("# The plan\n", None),
     (None, "# The plan\n")],
)  # fmt: skip
def test_a_link_to_another_article_is_looked_at_when_that_changes(
    tmp_path: Path, before: str | None, after: str | None
) -> None:
    newsroom(tmp_path)
    other = tmp_path / "seeds" / "b" / "plan.md"

    def say(text: str | None) -> None:
        other.unlink(missing_ok=True)
        if text is not None:
            other.write_text(text, encoding="utf-8")
        time_passes(tmp_path)

    say(before)
    (tmp_path / "seeds" / "a.md").write_text("See [it](b/plan.md#the-plan).\n", encoding="utf-8")
    time_passes(tmp_path)
    translate(tmp_path)
    time_passes(tmp_path)
    for text in (before, before, after, after):
        say(text)
        # Twice: what the first run remembers, the second one trusts.
        for _ in range(2):
            left = {row.article: row.left for row in status(tmp_path)[0]}
            assert bool(left["a.md"]) == (text == "# The plan\n")


def test_a_link_to_an_article_that_has_just_changed_is_looked_at_again(tmp_path: Path) -> None:
    newsroom(tmp_path)
    other = tmp_path / "seeds" / "b" / "plan.md"
    (tmp_path / "seeds" / "a.md").write_text("See [it](b/plan.md#the-plan).\n", encoding="utf-8")
    time_passes(tmp_path)
    translate(tmp_path)
    time_passes(tmp_path)
    for text in ("# The plan\n", "# One plan\n"):
        now = time.time_ns()
        other.write_text(text, encoding="utf-8")
        os.utime(other, ns=(now, now))
        left = {row.article: row.left for row in status(tmp_path)[0]}
        assert bool(left["a.md"]) == (text == "# The plan\n")
