"""Other wordings of a sentence, and the rest of one that is typed, by the demo models."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dragoman import inline, project, workflow
from dragoman.errors import DragomanError
from dragoman.model import Syntax
from dragoman.models.installed import Installed
from dragoman.models.loading import Loaded, load
from dragoman.project import Project
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.wordings import Wording, WordingKind, Wordings

ARTICLE = """\
The upper bridge in Lorven opened to trucks on Monday.

About 12,400 people left their homes during the flood, and *more than half* have now returned.

Write to desk@example.org.
"""
BRIDGE = "Верхний мост в Лорвене открыли для грузовиков в понедельник."
SETTINGS = "targets: [ru, de]\nengine: argos\nmodels: demo\n"


def newsroom(root: Path, more: str = "") -> Project:
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "flood.md").write_text(ARTICLE, encoding="utf-8")
    (root / "dragoman.yaml").write_text(SETTINGS + more, encoding="utf-8")
    return project.find(root)


def translated(room: Project) -> None:
    scope = workflow.Scope(room, (), ("ru",), room.root)
    made = workflow.engines_for(scope, lambda message: None)
    assert not workflow.translate(scope, made.usual).failed


def review(room: Project, locale: str = "ru") -> Reviewed:
    scope = workflow.Scope(room, (), (locale,), room.root)
    article = scope.article("flood.md")
    assert article is not None
    return scope.reviewed(article, locale)


@pytest.fixture
def opened() -> Iterator[Callable[[Project], Wordings]]:
    made: list[Wordings] = []

    def make(room: Project) -> Wordings:
        made.append(Wordings(room))
        return made[-1]

    yield make
    for wordings in made:
        wordings.close()


Opened = Callable[[Project], Wordings]


def every(wordings: Wordings, room: Project) -> dict[str, tuple[Wording, ...]]:
    """The alternatives for each segment, by its source."""
    found = review(room)
    units = found.catalog.units
    return {unit.source: wordings.alternatives(room, found, unit.id) for unit in units}


def test_what_the_beam_had_is_signed_and_whole(tmp_path: Path, opened: Opened) -> None:
    room = newsroom(tmp_path)
    translated(room)
    stands = {unit.target for unit in review(room).catalog.units}
    found = every(opened(room), room)
    for source, wordings in found.items():
        texts = [each.text for each in wordings]
        assert len(set(texts)) == len(texts)
        assert not stands & {*texts}
        for each in wordings:
            assert (each.kind, each.signature) == (WordingKind.BEAM, "argos en-ru demo-1")
            there = inline.inventory(each.text, Syntax.MARKDOWN)
            assert there == inline.inventory(source, Syntax.MARKDOWN)
    assert all(found[source] for source in list(found)[:2])


def test_the_first_choice_is_offered_where_a_person_wrote_another(
    tmp_path: Path, opened: Opened
) -> None:
    room = newsroom(tmp_path)
    found = review(room)  # nothing is translated
    first, *_ = opened(room).alternatives(room, found, found.catalog.units[0].id)
    assert first == Wording(BRIDGE, "argos en-ru demo-1", WordingKind.BEAM)


def test_what_was_made_before_loads_no_model(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    translated(room)

    def refuse(*_: object, **__: object) -> Loaded:
        raise AssertionError("a model is loaded")

    monkeypatch.setattr("dragoman.engines.argos.load", refuse)
    assert every(opened(room), room)


def test_the_second_engine_and_the_memory_have_their_say(tmp_path: Path, opened: Opened) -> None:
    room = newsroom(tmp_path, "second-opinion: pseudo\n")
    (tmp_path / "seeds" / "old.md").write_text(ARTICLE.splitlines()[0], encoding="utf-8")
    translated(room)
    file = tmp_path / "locales" / "ru" / "old.md.yaml"
    text = file.read_text(encoding="utf-8").replace(BRIDGE, "Мост открыт.", 1)
    text = text.replace("status: draft", "status: approved")
    file.write_text(text, encoding="utf-8")
    found = review(room)
    made = opened(room).alternatives(room, found, found.catalog.units[0].id)
    first, *_, last = made
    assert first == Wording("Мост открыт.", "memory old.md", WordingKind.MEMORY)
    assert (last.kind, last.signature) == (WordingKind.ENGINE, "pseudo en-ru 1")
    assert last.text.startswith("[Ťĥé")
    assert {each.kind for each in made[1:-1]} == {WordingKind.BEAM}


def test_an_engine_without_a_model_has_nothing_to_offer(tmp_path: Path, opened: Opened) -> None:
    room = newsroom(tmp_path)
    found = review(room, "de")
    wordings = opened(room)
    assert wordings.alternatives(room, found, found.catalog.units[0].id) == ()
    assert wordings.complete(found.catalog.units[0].source, "Die", "de") is None


def test_a_segment_that_is_not_there_is_an_error(tmp_path: Path, opened: Opened) -> None:
    room = newsroom(tmp_path)
    with pytest.raises(DragomanError, match="there is no segment `abc`"):
        opened(room).alternatives(room, review(room), "abc")


def written(wordings: Wordings, source: str, typed: str) -> str:
    """Take what is offered until nothing more is."""
    for _ in range(20):
        rest = wordings.complete(source, typed, "ru")
        if rest is None:
            return typed
        assert rest.strip()
        typed += rest
    raise AssertionError(typed)


def test_a_sentence_is_completed_from_every_letter_on(tmp_path: Path, opened: Opened) -> None:
    source = ARTICLE.splitlines()[0]
    wordings = opened(newsroom(tmp_path))
    for end in range(0, len(BRIDGE) - 1, 3):
        # Of a beginning such as `Верхний м` another word may be likelier; `открыли` is one.
        made = written(wordings, source, BRIDGE[:end])
        assert made.startswith(BRIDGE[:end])
        if end == 0 or BRIDGE[end - 1].isspace():
            assert made == BRIDGE
    assert written(wordings, source, "Верх") == BRIDGE


@pytest.mark.parametrize("typed", [BRIDGE, f"{BRIDGE} ", "Мост открыт."])
def test_what_has_come_to_its_end_is_not_gone_on_with(
    typed: str, tmp_path: Path, opened: Opened
) -> None:
    source = ARTICLE.splitlines()[0]
    assert opened(newsroom(tmp_path)).complete(source, typed, "ru") is None


def test_what_is_protected_is_completed_as_it_stands(tmp_path: Path, opened: Opened) -> None:
    source = "The upper bridge in Lorven opened to trucks on desk@example.org."
    wordings = opened(newsroom(tmp_path))
    rest = wordings.complete(source, "Верхний мост в Лорвене открыли для ", "ru")
    assert rest is not None
    assert "XQ" not in rest
    typed = "Верхний мост desk@example.org "
    rest = wordings.complete(source, typed, "ru")
    assert rest is None or "XQ" not in rest


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The directions of the models that are loaded to complete with."""
    made: list[str] = []

    def counted(package: Installed, **how: Any) -> Loaded:
        made.append(package.direction)
        return load(package, **how)

    monkeypatch.setattr("dragoman.engines.completing.load", counted)
    return made


def test_models_are_loaded_once_for_all_threads(
    tmp_path: Path, opened: Opened, loads: list[str]
) -> None:
    source = ARTICLE.splitlines()[0]
    wordings = opened(newsroom(tmp_path))
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: wordings.complete(source, "", "ru"), range(8)))
    assert made[0] is not None
    assert BRIDGE.startswith(made[0])
    assert made == [made[0]] * 8
    assert loads == ["en-ru"]


def test_models_are_let_go_when_idle_and_at_the_end(
    tmp_path: Path, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    release = Loaded.release

    def seen(loaded: Loaded) -> None:
        release(loaded)
        released.set()

    monkeypatch.setattr(Loaded, "release", seen)
    source = ARTICLE.splitlines()[0]
    wordings = Wordings(newsroom(tmp_path), idle=0.01)
    first = wordings.complete(source, "", "ru")
    assert first is not None
    assert released.wait(30)
    assert wordings.complete(source, "", "ru") == first
    assert loads == ["en-ru"] * 2
    wordings.close()
    wordings.close()  # once more does no harm
    with pytest.raises(RuntimeError):
        wordings.complete(source, "", "ru")
