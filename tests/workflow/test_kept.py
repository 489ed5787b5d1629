"""What is kept of a long article, for the review page to open it at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.workflow.desk import Desk
from dragoman.workflow.kept import LONG
from dragoman.workflow.scope import Scope


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    paragraphs = [f"Team {n} came [late](https://a.example/{n}). It won." for n in range(LONG // 2)]
    (tmp_path / "seeds").mkdir()
    text = "\n\n".join(["# The league", *paragraphs]) + "\n"
    (tmp_path / "seeds" / "long.md").write_text(text, encoding="utf-8")
    scope = workflow.Scope(project.find(tmp_path), (), ("tr",), tmp_path)
    workflow.translate(scope, create("pseudo"))
    return tmp_path


def refuse(scope: Scope, name: str) -> None:
    raise AssertionError(f"{name} was cut again")


def test_a_translated_article_is_not_cut_again(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Scope, "article_of_file", refuse)
        kept = Desk(newsroom, (), ("tr",), newsroom).sheet("long.md", "tr").rows
    shutil.rmtree(newsroom / ".dragoman")
    desk = Desk(newsroom, (), ("tr",), newsroom)
    early = desk.sheet("long.md", "tr").rows
    cut = desk.sheet("long.md", "tr").rows
    assert [row.unit for row in early] == [row.unit for row in cut]
    assert len(kept) == LONG + 1
    assert [row.segment for row in kept] == [row.segment for row in cut]


def test_a_changed_article_is(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = newsroom / "seeds" / "long.md"
    seed.write_text(seed.read_text("utf-8").replace("Team 7 ", "Team 8 ", 1), encoding="utf-8")
    monkeypatch.setattr(Scope, "article_of_file", refuse)
    desk = Desk(newsroom, (), ("tr",), newsroom)
    desk.sheet("long.md", "tr")  # as the review file holds it
    with pytest.raises(AssertionError, match="cut again"):
        desk.sheet("long.md", "tr")
