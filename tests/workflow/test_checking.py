"""What came back of a long article is checked on all cores, as one process would check it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from dragoman import project, review, workflow
from dragoman.engines import create
from dragoman.errors import DragomanError
from dragoman.glossary import Stock
from dragoman.store import Store
from dragoman.workflow import checking, exchange, spread
from dragoman.workflow.glossary import stock
from dragoman.workflow.scope import Scope
from tests.workflow.conftest import ManyFiles
from tests.workflow.test_exchange import edit, sent, taken

ARTICLE = "\n\n".join(f"The {number} trucks of the convoy left." for number in range(10, 20))


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "seeds" / name).write_text(ARTICLE + "\n", "utf-8")
    glossary = "- term: convoy\n  tr: konvoy\n"
    (tmp_path / "glossary.yaml").write_text(glossary, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina")
    workflow.translate(Scope(project.find(tmp_path), (), ("tr",), tmp_path), create("pseudo"))
    return tmp_path


def worked_in(newsroom: Path) -> Path:
    path = sent(newsroom)
    for number in range(10, 20):
        # One has another number, and one does not keep to the glossary.
        target = "Kafile yola çıktı." if number == 12 else f"{number} kamyonluk konvoy yola çıktı."
        edit(path, f"The {number} trucks of the convoy left.", target=target)
    return path


def imported(newsroom: Path, path: Path) -> bytes:
    """Return what an import makes of the review file, which it leaves as it was."""
    file = newsroom / "locales/tr/a.txt.yaml"
    before = file.read_bytes()
    assert not taken(newsroom, path).failed
    made = file.read_bytes()
    file.write_bytes(before)
    return made


def ending(scope: Scope, asked: Sequence[checking._Asked]) -> object:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return FOUND(scope, asked)


FOUND = checking._found


def test_an_import_writes_what_one_process_would(
    newsroom: Path, many: ManyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = worked_in(newsroom)
    alone = imported(newsroom, path)
    units = review.parse(alone.decode(), "a").units
    assert {each.check for unit in units for each in unit.findings} == {
        "number_missing",
        "term_missing",
    }
    many(1)
    monkeypatch.setattr(checking, "FEWEST", 1)
    monkeypatch.setattr(checking, "AT_A_TIME", 1)
    assert imported(newsroom, path) == alone
    monkeypatch.setattr(checking, "_found", ending)
    assert imported(newsroom, path) == alone


def where(scope: Scope, parts: Sequence[int]) -> list[tuple[int, int]]:
    return [(part, os.getpid()) for part in parts]


def test_the_first_process_does_its_share(newsroom: Path, many: ManyFiles) -> None:
    many(1)
    here = Scope(project.find(newsroom), (), ("tr",), newsroom)
    parts = list(range(200))
    made = [each for some in spread.share(here, where, parts, 2) for each in some]
    assert [part for part, _ in made] == parts
    assert len({process for _, process in made}) == 2
    assert os.getpid() in {process for _, process in made}


def test_few_units_are_checked_in_this_process(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Iterable[object]:
        raise AssertionError

    monkeypatch.setattr(checking, "share", refused)
    imported(newsroom, worked_in(newsroom))


def test_the_glossary_is_read_once_for_all_that_came_back(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Scope(project.find(newsroom), (), ("tr",), newsroom)
    files = [Path(each.path) for each in exchange.send(here, "xlsx", newsroom / "out").files]
    for path in files:
        edit(path, "The 12 trucks of the convoy left.", target="12 kamyonluk kafile yola çıktı.")
    read: list[str] = []
    honest = stock

    def counted(store: Store, language: str, note: Callable[[DragomanError], None]) -> Stock:
        read.append(language)
        return honest(store, language, note)

    monkeypatch.setattr("dragoman.workflow.scope.stock", counted)
    report = exchange.take(project.find(newsroom), files)
    assert len(report.files) == 2
    assert len(read) == 1
    for name in ("a.txt", "b.txt"):
        assert "term_missing" in (newsroom / f"locales/tr/{name}.yaml").read_text("utf-8")
