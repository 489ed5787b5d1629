"""What a run of `translate` promises whatever happens around it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import checks, formats, project, review, workflow
from dragoman.files import Files
from dragoman.model import Article, Catalog, Finding, Segment, Status, Unit
from dragoman.workflow import Scope, TranslateReport
from dragoman.workflow.reviewed import Reviewed
from tests.workflow.engines import ACCENTS, Watched

Tree = Callable[[Path], dict[str, bytes]]


def run(root: Path, engine: Watched, *names: str, renew: bool = False) -> TranslateReport:
    scope = Scope(project.find(root), names, (), root)
    return workflow.translate(scope, engine, renew=renew)


def catalog(root: Path, article: str = "sky/comet.txt", locale: str = "fa") -> Catalog:
    path = root / "locales" / locale / f"{article}.yaml"
    return review.parse(path.read_text(encoding="utf-8"), str(path))


def test_the_second_run_loads_no_model_and_changes_no_byte(newsroom: Path, tree: Tree) -> None:
    run(newsroom, Watched())
    before = tree(newsroom)
    engine = Watched()
    report = run(newsroom, engine)
    assert engine.loaded == []
    assert tree(newsroom) == before
    assert not any(each.written for each in report.files)


def test_each_model_is_loaded_once_and_each_sentence_sent_once(newsroom: Path) -> None:
    text = "It rained. It rained. We sang.\n\nIt rained.\n"
    (newsroom / "seeds" / "b.txt").write_text(text, encoding="utf-8")
    (newsroom / "seeds" / "c.txt").write_text(text, encoding="utf-8")
    engine = Watched()
    run(newsroom, engine, "b.txt", "c.txt")
    assert engine.loaded == ["ru", "fa"]
    assert sorted(engine.asked) == sorted(["It rained.", "We sang."] * 2)


def test_what_holds_no_word_needs_no_model(newsroom: Path) -> None:
    (newsroom / "seeds" / "n.md").write_text("| 12,400 |\n| --- |\n| 3.5% |\n", encoding="utf-8")
    engine = Watched()
    run(newsroom, engine, "n.md")
    assert engine.loaded == []
    units = catalog(newsroom, "n.md").units
    assert [unit.target for unit in units] == ["12,400", "3.5%"]
    assert [unit.record and str(unit.record.signature) for unit in units] == ["copy 1", "copy 1"]


def test_an_edit_saved_while_the_engine_works_is_merged(newsroom: Path) -> None:
    run(newsroom, Watched())
    seed = newsroom / "seeds/sky/comet.txt"
    seed.write_text(seed.read_text() + "\nA new paragraph.\n", encoding="utf-8")
    path = newsroom / "locales/fa/sky/comet.txt.yaml"

    def save(text: str) -> None:
        before = path.read_text(encoding="utf-8")
        after = before.replace("‹It was bright.›", "روشن بود.", 1)
        path.write_text(after.replace("draft", "approved", 1), encoding="utf-8")

    report = run(newsroom, Watched(save))
    assert report.problems == []
    targets = [unit.target for unit in catalog(newsroom).units]
    assert targets == [
        "‹Comet seen in the north›",
        "روشن بود.",
        "‹Nobody slept.›",
        "‹A new paragraph.›",
    ]
    assert catalog(newsroom).units[0].status is Status.APPROVED


def test_an_edit_saved_at_the_very_moment_of_writing_is_merged(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(newsroom, Watched())
    seed = newsroom / "seeds/sky/comet.txt"
    seed.write_text(seed.read_text() + "\nA new paragraph.\n", encoding="utf-8")
    path = newsroom / "locales/fa/sky/comet.txt.yaml"
    write = Files.write
    calls: list[Path] = []

    def late(files: Files, where: Path, data: bytes, expected: bytes | None) -> None:
        if not calls and where.name == path.name and "fa" in where.parts:
            calls.append(where)
            before = path.read_text(encoding="utf-8")
            path.write_text(before.replace("‹It was bright.›", "روشن بود.", 1), encoding="utf-8")
        write(files, where, data, expected)

    monkeypatch.setattr(Files, "write", late)
    run(newsroom, Watched(), "sky/comet.txt")
    assert calls
    assert [unit.target for unit in catalog(newsroom).units][1:] == [
        "روشن بود.",
        "‹Nobody slept.›",
        "‹A new paragraph.›",
    ]


def test_an_interrupt_keeps_what_was_finished(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    module = import_module("dragoman.workflow.translate")
    monkeypatch.setattr(module, "WINDOW", 1)

    def stop(text: str) -> None:
        if text == "Nobody slept.":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(newsroom, Watched(stop))
    assert [path for path in tree(newsroom) if "locales" in path] == ["locales/ru/flood.md.yaml"]
    engine = Watched()
    run(newsroom, engine)
    assert len([path for path in tree(newsroom) if "locales" in path]) == 4
    assert engine.asked.count("The river falls") == 1


def test_an_article_is_written_while_others_of_its_window_are_translated(newsroom: Path) -> None:
    seen: list[bool] = []

    def look(text: str) -> None:
        if text == "The river falls":
            seen.append((newsroom / "locales/ru/sky/comet.txt.yaml").exists())

    report = run(newsroom, Watched(look))
    assert seen == [True, True]
    files = [(file.locale, file.article) for file in report.files]
    assert files == [
        (locale, name) for locale in ("ru", "fa") for name in ("flood.md", "sky/comet.txt")
    ]


def test_of_a_long_article_a_part_is_with_the_engine_at_a_time(newsroom: Path) -> None:
    sentences = [f"The river fell by {number} centimetres." for number in range(40)]
    (newsroom / "seeds" / "long.txt").write_text("\n".join(sentences), encoding="utf-8")
    scope = Scope(project.find(newsroom), ("long.txt",), ("fa",), newsroom)
    engine = Watched()
    workflow.translate(scope, engine, window=100)
    assert sorted(engine.asked) == sorted(sentences)
    assert 2 < len(engine.together) < 10
    assert max(engine.together) < 500
    assert [unit.source for unit in catalog(newsroom, "long.txt").units] == sentences


def test_a_long_article_is_held_once_while_it_is_translated(newsroom: Path) -> None:
    names = ("long.txt", "more.txt")
    kinds = (Article, Reviewed)
    older = [each for each in gc.get_objects() if isinstance(each, kinds)]  # of other tests
    known = {id(each) for each in older}
    seen: set[tuple[int, int]] = set()

    def look(text: str) -> None:
        if text == "Nobody slept.":
            gc.collect()  # What nobody holds may wait for it, by the version of Python.
            every = [each for each in gc.get_objects() if id(each) not in known]
            articles = [each for each in every if isinstance(each, Article) and each.segments]
            reviewed = [each for each in every if isinstance(each, Reviewed)]
            seen.add((len(articles), len(reviewed)))

    for name in names:
        sentences = [f"{name} fell by {number} centimetres." for number in range(20)]
        text = "\n".join((*sentences, "Nobody slept."))
        (newsroom / "seeds" / name).write_text(text, encoding="utf-8")
    scope = Scope(project.find(newsroom), names, ("fa",), newsroom)
    workflow.translate(scope, Watched(look), window=100)
    assert seen == {(1, 0)}


def test_the_next_articles_are_read_while_the_engine_works(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else workers elsewhere would have nothing to do between two windows."""
    names = ("one.txt", "two.txt", "three.txt")
    for name in names:
        text = "\n".join(f"River {name[:-4]} fell by {number} metres." for number in range(5))
        (newsroom / "seeds" / name).write_text(text, encoding="utf-8")
    happened: list[str] = []
    read = Scope.article_of_file

    def spied(scope: Scope, name: str) -> tuple[Article, bytes] | None:
        happened.append(f"read {name}")
        return read(scope, name)

    monkeypatch.setattr(Scope, "article_of_file", spied)
    scope = Scope(project.find(newsroom), names, ("fa",), newsroom)
    workflow.translate(scope, Watched(happened.append), window=100)
    assert happened[:3] == [f"read {name}" for name in names]
    for name, before in (("two.txt", "one.txt"), ("three.txt", "two.txt")):
        last = happened.index(f"River {before[:-4]} fell by 0 metres.")  # it begins at the end
        assert f"read {name}" in happened[3:last]


def test_each_sentence_of_an_article_that_changed_is_checked_once(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(newsroom, Watched(makes=lambda text: text.translate(ACCENTS)))
    comet = newsroom / "seeds/sky/comet.txt"
    comet.write_text(comet.read_text("utf-8").replace("Nobody", "Hardly anybody"), "utf-8")
    checked: list[str] = []
    findings = checks.findings_of_each

    def spied(pairs: Sequence[tuple[Unit, Segment]], *given: Any) -> Iterator[tuple[Finding, ...]]:
        checked.extend(unit.source for unit, _ in pairs)
        return findings(pairs, *given)

    monkeypatch.setattr(checks, "findings_of_each", spied)
    assert [file.written for file in run(newsroom, Watched(), "sky/comet.txt").files] == [True] * 2
    sentences = ["Comet seen in the north", "It was bright.", "Hardly anybody slept."]
    assert sorted(checked) == sorted(2 * sentences)


def test_untouched_drafts_are_renewed_on_request(newsroom: Path) -> None:
    run(newsroom, Watched(), "sky/comet.txt")
    path = newsroom / "locales/fa/sky/comet.txt.yaml"
    text = path.read_text(encoding="utf-8").replace("status: draft", "status: approved", 1)
    path.write_text(text, encoding="utf-8")
    engine = Watched()
    run(newsroom, engine, "sky/comet.txt", renew=True)
    assert engine.asked.count("It was bright.") == 2
    assert engine.asked.count("Comet seen in the north") == 1, "approved in fa, a draft in ru"


def test_an_article_removed_while_a_run_starts_is_reported(newsroom: Path) -> None:
    scope = Scope(project.find(newsroom), (), (), newsroom)
    (newsroom / "seeds" / "flood.md").unlink()
    report = workflow.translate(scope, Watched())
    assert [str(each.path) for each in report.problems] == ["seeds/flood.md"]
    assert {each.article for each in report.files} == {"sky/comet.txt"}


SENTENCES = (
    "The river fell on Sunday.",
    "About 12,400 people left.",
    "*All* are [safe](https://example.org/a) now.",
    "Write to desk@example.org or send `FLOOD`.",
    "“We lost the cellar,” she said.",
    "Gen. Relin left the U.S. on Jan. 5.",
)
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["", "# ", "- ", "> ", "1. "]),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join),
    ).map("".join),
    min_size=1,
    max_size=6,
).map("\n\n".join)


@given(BLOCKS, st.sampled_from(["\n", "\r\n"]), st.data())
def test_drafts_are_signed_complete_and_stable_and_exports_hold_nothing_lower(
    tmp_path_factory: pytest.TempPathFactory, text: str, end: str, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("room")
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text("targets: [fa]\n")
    source = (text + "\n").replace("\n", end).encode()
    (root / "seeds" / "a.md").write_bytes(source)
    engine = Watched(makes=lambda text: text.translate(ACCENTS))
    report = run(root, engine)
    assert report.problems == []

    path = root / "locales/fa/a.md.yaml"
    first = path.read_bytes()
    for unit in catalog(root, "a.md").units:
        assert unit.target
        assert unit.record
        assert str(unit.record.signature) == "watched en-fa 1"
        assert not any(each.check in ("verbatim", "markup") for each in unit.findings)
    assert run(root, Watched()).words == 0
    assert path.read_bytes() == first

    statuses = st.sampled_from([status.value for status in Status if status is not Status.NEW])
    pieces = first.decode().split("status: draft")
    edited = pieces[0] + "".join(f"status: {data.draw(statuses)}{rest}" for rest in pieces[1:])
    path.write_text(edited, encoding="utf-8", newline="")
    accept = data.draw(st.sampled_from([Status.DRAFT, Status.REVIEWED, Status.APPROVED]))
    missing = data.draw(st.sampled_from(project.Missing))
    scope = Scope(project.find(root), (), (), root)
    result = workflow.export(scope, project.Publish(accept, missing))
    order = [Status.DRAFT, Status.REVIEWED, Status.APPROVED]
    allowed = [*order[order.index(accept) :], Status.OMIT]
    units = iter(catalog(root, "a.md").units)
    parsed = formats.parse("a.md", source, "en")
    statuses_of = [[next(units).status for _ in block.segments] for block in parsed.blocks]
    whole = [bool(own) and all(each in allowed for each in own) for own in statuses_of]
    complete = all(ok for ok, own in zip(whole, statuses_of, strict=True) if own)
    copy = root / "output/fa/a.md"
    if complete or (missing is project.Missing.SOURCE and any(whole)):
        written = copy.read_text(encoding="utf-8")
        shown = [own for ok, own in zip(whole, statuses_of, strict=True) if ok]
        expected = sum(each is not Status.OMIT for own in shown for each in own)
        assert written.count("‹") == expected
    else:
        assert not copy.exists()
        assert result.failed == (missing is not project.Missing.SKIP)
