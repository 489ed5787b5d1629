"""The one loop that changes review files: what it decides on is what it replaces."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import project, review
from dragoman.errors import StoreError
from dragoman.files import Contents, contents, replacing
from dragoman.files.digest import digest
from dragoman.model import Catalog, Status, Unit
from dragoman.store import ChangedMeanwhileError
from dragoman.workflow import Scope
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import Saved, by_unit, save, up_to_now
from tests.conftest import Run

FLOOD = "locales/fa/flood.md.yaml"


@pytest.fixture
def translated(newsroom: Path, run: Run) -> Path:
    assert run("translate").exit_code == 0
    return newsroom


def saved(root: Path, decision: Callable[[Reviewed], Catalog | None], **how: object) -> Saved:
    scope = Scope(project.find(root), ["flood.md"], ["fa"], root)
    article = scope.article("flood.md")
    assert article is not None
    return save(scope, article, "fa", decision, **how)  # type: ignore[arg-type]


def held(result: Saved) -> bytes:
    assert result.file is not None
    return result.file.data


def noted(unit: Unit) -> Unit:
    return replace(unit, note="See page 2.") if "64" in unit.source else unit


def test_only_the_bytes_of_what_changed_are_written(translated: Path) -> None:
    file = translated / FLOOD
    before = file.read_text(encoding="utf-8")
    result = saved(translated, by_unit(noted))
    after = file.read_text(encoding="utf-8")
    assert (result.changed, held(result)) == (True, after.encode())
    lines = after.splitlines(keepends=True)
    added = [line for line in lines if line.startswith("  note:") or "See page 2." in line]
    assert "".join(line for line in lines if line not in added) == before
    assert not saved(translated, by_unit(noted)).changed


def test_a_changed_unit_has_the_findings_of_its_new_text(translated: Path) -> None:
    def emptied(unit: Unit) -> Unit:
        return replace(unit, target="کامیون رفت.") if "64" in unit.source else unit

    saved(translated, by_unit(emptied))
    (unit,) = (
        unit
        for unit in review.parse((translated / FLOOD).read_text(encoding="utf-8"), FLOOD).units
        if "64" in unit.source
    )
    assert "number_missing" in {finding.check for finding in unit.findings}


def test_dry_it_says_what_it_would_write(translated: Path) -> None:
    before = (translated / FLOOD).read_bytes()
    result = saved(translated, by_unit(noted), dry=True)
    assert result.changed
    assert (translated / FLOOD).read_bytes() == before
    assert held(saved(translated, by_unit(noted))) == held(result)


def test_another_version_than_was_seen_is_not_decided_on(translated: Path) -> None:
    seen = saved(translated, lambda _: None).digest
    first = saved(translated, by_unit(noted), seen=seen)
    before = (translated / FLOOD).read_bytes()
    with pytest.raises(ChangedMeanwhileError, match="changed since you looked at it"):
        saved(translated, by_unit(lambda unit: replace(unit, note="No.")), seen=seen)
    assert (translated / FLOOD).read_bytes() == before
    assert saved(translated, by_unit(lambda unit: unit), seen=first.digest).digest == first.digest


def test_a_long_file_is_saved_as_a_short_one_is(
    translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = translated / FLOOD
    before = file.read_bytes()

    def left(unit: Unit) -> Unit:
        return replace(unit, note="Why?")

    def versions() -> list[bytes]:
        made = []
        for change in (noted, left, noted):
            result = saved(translated, by_unit(change))
            assert (result.changed, result.digest) == (True, digest(file.read_bytes()))
            made.append(file.read_bytes())
        file.write_bytes(before)
        return made

    short = versions()
    monkeypatch.setattr(contents, "LONG", 1)
    monkeypatch.setattr(contents, "IN_MEMORY", 1)
    assert versions() == short


@pytest.mark.parametrize(("saves", "longest"), [(1, contents.LONG), (1, 1), (4, 1), (5, 1)])
def test_a_save_at_the_last_moment_is_read_and_decided_on(
    translated: Path, monkeypatch: pytest.MonkeyPatch, saves: int, longest: int
) -> None:
    monkeypatch.setattr(contents, "LONG", longest)
    file = translated / FLOOD
    real = replacing.into_place
    count = 0

    def into_place(new: Path, place: Path, made: str, expected: Contents | None) -> None:
        nonlocal count
        if count < saves:
            count += 1
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("status: draft", "status: reviewed", 1), "utf-8")
        real(new, place, made, expected)

    monkeypatch.setattr(replacing, "into_place", into_place)
    asked: list[int] = []

    def decision(reviewed: Reviewed) -> Catalog | None:
        units = reviewed.catalog.units
        asked.append(sum(unit.status is Status.REVIEWED for unit in units))
        return by_unit(noted)(reviewed)

    if saves == 5:
        with pytest.raises(ChangedMeanwhileError):
            saved(translated, decision)
    else:
        assert saved(translated, decision).changed
        assert "See page 2." in file.read_text(encoding="utf-8")
    assert asked == list(range(min(saves + 1, 5)))
    assert file.read_text(encoding="utf-8").count("status: reviewed") == saves


def test_an_article_that_changed_is_not_decided_on_unseen(translated: Path) -> None:
    seed = translated / "seeds/flood.md"
    seed.write_text(seed.read_text("utf-8").replace("64 trucks", "65 trucks"), "utf-8")
    before = (translated / FLOOD).read_bytes()
    with pytest.raises(StoreError, match="the article changed") as caught:
        saved(translated, by_unit(noted))
    assert "dragoman translate flood.md" in caught.value.advice
    assert (translated / FLOOD).read_bytes() == before
    assert saved(translated, up_to_now).changed


def test_a_missing_file_is_left_missing_or_made(newsroom: Path) -> None:
    assert not saved(newsroom, by_unit(noted)).changed
    assert not (newsroom / FLOOD).exists()
    assert saved(newsroom, up_to_now).changed
    assert (newsroom / FLOOD).exists()


def test_it_waits_for_another_run_as_long_as_it_is_told(translated: Path) -> None:
    scope = Scope(project.find(translated), (), (), translated)
    held, over = threading.Event(), threading.Event()

    def other() -> None:
        with scope.store.lock():
            held.set()
            over.wait()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait()
    with pytest.raises(StoreError, match="another dragoman run"):
        saved(translated, by_unit(noted))
    threading.Timer(0.2, over.set).start()
    assert saved(translated, by_unit(noted), patience=60).changed
    thread.join()


WORD = re.compile(r"w\d+w")


@given(st.lists(st.tuples(st.sampled_from(["ours", "theirs"]), st.integers(0, 6)), max_size=8))
def test_edits_and_decisions_in_any_order_lose_no_word(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    root = tmp_path_factory.mktemp("newsroom")
    (root / "seeds").mkdir()
    text = "One fell. Two fell. Three fell.\n\nFour fell. Five fell.\n\nSix fell. Seven fell.\n"
    (root / "seeds/flood.md").write_text(text, encoding="utf-8")
    (root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    saved(root, up_to_now)
    file = root / FLOOD
    words: set[str] = set()
    for number, (who, place) in enumerate(edits):
        word = f"w{number}w"
        words.add(word)
        if who == "theirs":
            parts = file.read_text("utf-8").split("- id: ")
            parts[place] += f"# {word}\n"
            file.write_text("- id: ".join(parts), encoding="utf-8")
        else:
            ids = [unit.id for unit in review.parse(file.read_text("utf-8"), FLOOD).units]

            def change(unit: Unit, word: str = word, meant: str = ids[place]) -> Unit:
                return (
                    replace(unit, note=f"{unit.note} {word}".strip()) if unit.id == meant else unit
                )

            assert saved(root, by_unit(change)).changed
    assert set(WORD.findall(file.read_text("utf-8"))) == words
