"""The one loop that changes review files: what it decides on is what it replaces."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import project, review
from dragoman.errors import StoreError
from dragoman.files import Contents, contents, replacing
from dragoman.files.digest import digest
from dragoman.model import Catalog, Machine, Status, Syntax, Unit
from dragoman.signature import parse
from dragoman.store import ChangedMeanwhileError, Store
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
    assert saved(newsroom, by_unit(noted)).digest == ""
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


def test_it_waits_for_no_other_run_unless_it_is_told(
    translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    real = Store.lock

    def lock(store: Store, patience: float = 0) -> AbstractContextManager[None]:
        waited.append(patience)
        return real(store, patience)

    monkeypatch.setattr(Store, "lock", lock)
    saved(translated, by_unit(noted))
    saved(translated, by_unit(noted), patience=7)
    saved(translated, by_unit(noted), patience=None)
    assert waited == [0, 7]


def test_drafts_are_made_anew_only_where_that_is_asked(translated: Path) -> None:
    (unit,) = (unit for unit in in_file(translated) if "64" in unit.source)
    made = {(Syntax.MARKDOWN, unit.source): Machine("۶۴ کامیون.", parse("argos en-fa 1.9"))}
    assert not saved(translated, up_to_now, machine=made).changed
    assert saved(translated, up_to_now, machine=made, renew=True).changed
    assert "۶۴ کامیون." in (translated / FLOOD).read_text(encoding="utf-8")


@pytest.fixture
def longer(newsroom: Path, run: Run) -> Path:
    """A newsroom whose article has eight sentences; of so many, two are written alone."""
    text = "".join(f"Truck {number} left.\n\n" for number in range(8))
    (newsroom / "seeds/flood.md").write_text(text, encoding="utf-8")
    assert run("translate", "flood.md", "--to", "fa").exit_code == 0
    return newsroom


def in_file(root: Path) -> tuple[Unit, ...]:
    return review.parse((root / FLOOD).read_text(encoding="utf-8"), FLOOD).units


def saved_as_a_whole(root: Path, decision: Callable[[Reviewed], Catalog | None]) -> Saved:
    """Save a file that cannot be had in parts."""
    scope = Scope(project.find(root), ["flood.md"], ["fa"], root)
    article = scope.article("flood.md")
    assert article is not None
    opened = replace(scope.reviewed(article, "fa"), parts=None)
    return save(scope, article, "fa", decision, read=lambda: opened)


def first(count: int) -> Callable[[Reviewed], Catalog | None]:
    """Decide that so many units have a note."""

    def decision(reviewed: Reviewed) -> Catalog | None:
        assert reviewed.old is not None
        units = reviewed.old.units
        changed = tuple(replace(unit, note="Why?") for unit in units[:count])
        return replace(reviewed.old, units=changed + units[count:])

    return decision


def without_the_last(reviewed: Reviewed) -> Catalog | None:
    assert reviewed.old is not None
    old = reviewed.old
    return replace(old, units=old.units[:-1], labels=old.labels[:-1])


def with_one_retired(reviewed: Reviewed) -> Catalog | None:
    made = without_the_last(reviewed)
    assert reviewed.old is not None
    assert made is not None
    return replace(made, retired=reviewed.old.units[-1:])


def with_another_label(reviewed: Reviewed) -> Catalog | None:
    assert reviewed.old is not None
    return replace(reviewed.old, labels=("heading", *reviewed.old.labels[1:]))


def with_another_id(reviewed: Reviewed) -> Catalog | None:
    assert reviewed.old is not None
    one, *others = reviewed.old.units
    return replace(reviewed.old, units=(replace(one, id="q1q1q1"), *others))


def new_to_the_file(reviewed: Reviewed) -> Catalog | None:
    assert reviewed.old is not None
    one, *others = reviewed.old.units
    return replace(reviewed.old, units=(replace(one, entry=None, note="Why?"), *others))


def backwards(reviewed: Reviewed) -> Catalog | None:
    """The units in another order, one of them with a text that lacks its number."""
    assert reviewed.old is not None
    units = [
        replace(unit, target="کامیون رفت.") if "Truck 2" in unit.source else unit
        for unit in reviewed.old.units
    ]
    return replace(reviewed.old, units=tuple(reversed(units)))


@pytest.mark.parametrize(
    ("decision", "alone"),
    [
        *((first(count), 1 <= count <= 2) for count in range(9)),
        (without_the_last, False),
        (with_one_retired, False),
        (with_another_label, False),
        (with_another_id, False),
        (new_to_the_file, False),
        (backwards, False),
    ],
)
def test_a_few_segments_are_written_alone_and_all_is_written_the_same(
    longer: Path, decision: Callable[[Reviewed], Catalog | None], alone: bool
) -> None:
    file = longer / FLOOD
    before = file.read_bytes()
    whole = saved_as_a_whole(longer, decision)
    written = file.read_bytes()
    file.write_bytes(before)
    result = saved(longer, decision)
    assert (whole.parts, file.read_bytes()) == (None, written)
    assert result.changed == whole.changed == (written != before)
    if result.changed:
        assert (result.parts is not None) == alone
    if alone:
        assert result.parts is not None
        assert result.parts.file.data == written
        assert result.parts.catalog.units[0].note == "Why?"


@pytest.mark.parametrize("backwards", [False, True])
def test_units_are_checked_as_their_own_sentences_in_any_order(
    translated: Path, backwards: bool
) -> None:
    def decision(reviewed: Reviewed) -> Catalog | None:
        assert reviewed.old is not None
        units = [replace(unit, target=f"{unit.target} *نو*") for unit in reviewed.old.units]
        return replace(reviewed.old, units=tuple(units[::-1] if backwards else units))

    saved(translated, decision)
    title, *others = in_file(translated)[:: -1 if backwards else 1]
    assert title.source == "The river falls"  # front matter, where asterisks are no emphasis
    assert "emphasis" not in {each.check for each in title.findings}
    for unit in others:
        assert "emphasis" in {each.check for each in unit.findings}


@pytest.mark.parametrize("copied", [False, True])
def test_units_that_were_not_decided_on_keep_their_findings(longer: Path, copied: bool) -> None:
    def emptied(reviewed: Reviewed) -> Catalog | None:
        assert reviewed.old is not None
        units = tuple(replace(unit, target="کامیون رفت.") for unit in reviewed.old.units)
        return replace(reviewed.old, units=units)

    def one_noted(reviewed: Reviewed) -> Catalog | None:
        assert reviewed.old is not None
        one, *others = reviewed.old.units
        if copied:
            others = [replace(unit) for unit in others]
        return replace(reviewed.old, units=(replace(one, note="Why?"), *others))

    saved(longer, emptied)
    assert all(unit.findings for unit in in_file(longer))
    with (longer / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("checks: {number_missing: off}\n")
    saved(longer, one_noted)
    one, *others = in_file(longer)
    assert one.findings == ()
    assert all(unit.findings for unit in others)


@pytest.mark.parametrize("there", [False, True])
def test_units_that_the_file_does_not_have_yet_are_checked_and_written(
    longer: Path, there: bool
) -> None:
    def numberless(reviewed: Reviewed) -> Catalog | None:
        units = [
            replace(unit, target="کامیون رفت.") if "9" in unit.source else unit
            for unit in reviewed.catalog.units
        ]
        return replace(reviewed.catalog, units=tuple(units))

    with (longer / "seeds/flood.md").open("a", encoding="utf-8") as seed:
        seed.write("\nTruck 9 came.\n")
    if not there:
        (longer / FLOOD).unlink()
    assert saved(longer, numberless).changed
    *others, last = in_file(longer)
    assert len(others) == 8
    assert [finding.check for finding in last.findings] == ["number_missing"]


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
