"""What `import dragoman` offers, beside what docs/api.md shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import DragomanError
from tests.conftest import FLOOD


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dragoman.Newsroom:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "flood.md").write_text(FLOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return dragoman.open_project()


def test_importing_the_package_loads_nothing_of_it() -> None:
    script = "import sys, dragoman; print([m for m in sys.modules if m.startswith('dragoman.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


USE_CASES = """
import sys
import dragoman.workflow.translate, dragoman.workflow.status
from dragoman import report, workflow
print(*sys.modules)
modules = [name for name in workflow.__all__ if isinstance(getattr(workflow, name), type(sys))]
print(modules, hasattr(workflow, "nothing"))
"""


def test_use_cases_are_loaded_one_by_one_and_not_taken_for_their_modules() -> None:
    done = subprocess.run([sys.executable, "-c", USE_CASES], capture_output=True, text=True)
    loaded, names = done.stdout.splitlines()
    assert {"dragoman.workflow.translate", "dragoman.workflow.status"} < set(loaded.split())
    assert not {"dragoman.workflow.site", "dragoman.report.standing", "jinja2"} & set(
        loaded.split()
    )
    assert names == "[] False"


def test_all_that_is_offered_is_there() -> None:
    for name in dragoman.__all__:
        assert getattr(dragoman, name).__doc__
    with pytest.raises(AttributeError, match="nothing"):
        _ = dragoman.nothing


def test_the_round(newsroom: dragoman.Newsroom) -> None:
    assert newsroom.translate(to=["fa"], engine="pseudo").files[0].written
    assert newsroom.status(to=["fa"]).problems == []
    assert newsroom.check(to=["fa"]).files == 1
    (copy,) = newsroom.export(to=["fa"], missing="skip").files
    assert copy.result.value == "skipped"
    assert not (newsroom.root / "output" / "fa").exists()


def test_a_word_of_the_policy_that_does_not_exist_is_refused(newsroom: dragoman.Newsroom) -> None:
    with pytest.raises(ValueError, match="fail"):
        newsroom.export(missing="maybe")


def test_a_folder_without_a_newsroom_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match=r"dragoman\.yaml"):
        dragoman.open_project(tmp_path)


@pytest.mark.parametrize("data", [FLOOD.encode(), b"One.\r\n\r\nTwo.\r\n"])
def test_nothing_given_gives_back_the_bytes(data: bytes) -> None:
    article = dragoman.parse("flood.md", data, "en")
    assert dragoman.serialize(article, [None] * len(article.segments)) == data
