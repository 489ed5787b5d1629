"""The translation memory's index: it finds what a search through everything would find."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dragoman.memory import Memory, MemoryEntry, adapted, base

WORDS = ("river", "town", "bridge", "water", "road", "school", "market", "of", "the", "64", "left")

sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
entry = st.builds(MemoryEntry, sentence, st.sampled_from(["شهر", "پل", "آب"]), sentence, sentence)
files = st.dictionaries(
    st.sampled_from(["locales/fa/a.md.yaml", "locales/fa/b.md.yaml", "locales/ru/a.md.yaml"]),
    st.lists(entry, max_size=6),
    max_size=3,
)


def filled(content: dict[str, list[MemoryEntry]], memory: Memory | None = None) -> Memory:
    memory = memory or Memory(None)
    for name, entries in content.items():
        memory.put(name, "", "", name.split("/")[1], entries)
    return memory


def known(content: dict[str, list[MemoryEntry]], locale: str) -> list[MemoryEntry]:
    return [each for name, every in content.items() if f"/{locale}/" in name for each in every]


@given(files, sentence, sentence, sentence)
def test_an_exact_match_is_found_where_there_is_one(
    content: dict[str, list[MemoryEntry]], source: str, before: str, after: str
) -> None:
    with filled(content) as memory:
        match = memory.exact("fa", source, before, after)
    same = [each for each in known(content, "fa") if each.source == source]
    assert (match is None) == (not same)
    if match is not None:
        context = any((each.before, each.after) == (before, after) for each in same)
        assert match.context == context
        assert (match.source, match.target) in {(each.source, each.target) for each in same}
        assert match.others == len({each.target for each in same}) - 1


@given(files, sentence)
def test_a_fuzzy_match_is_as_good_as_any(
    content: dict[str, list[MemoryEntry]], source: str
) -> None:
    with filled(content) as memory:
        match = memory.fuzzy("fa", source, 75)
    scores = [fuzz.ratio(source, each.source) for each in known(content, "fa")]
    best = max(scores, default=0)
    if match is not None:
        assert match.score == pytest.approx(fuzz.ratio(source, match.source))
        assert match.score >= 75
    # What is alike without two words in common is not looked for.
    if best >= 90 and len(source.split()) > 2:
        assert match is not None
        assert match.score == pytest.approx(best)


@given(files, files, sentence)
def test_putting_again_is_as_building_anew(
    first: dict[str, list[MemoryEntry]], then: dict[str, list[MemoryEntry]], source: str
) -> None:
    with filled(then, filled(first)) as changed, filled(then) as anew:
        changed.drop([name for name in first if name not in then])
        assert changed.count() == anew.count()
        assert changed.exact("fa", source) == anew.exact("fa", source)
        assert changed.fuzzy("fa", source, 75) == anew.fuzzy("fa", source, 75)
        assert set(changed.files()) == set(then)


names = st.sampled_from(["locales/fa/a.md.yaml", "locales/fa/b.md.yaml", "locales/ru/a.md.yaml"])
steps = st.lists(st.tuples(names, st.none() | st.lists(entry, max_size=6)), max_size=8)


@given(steps, st.sampled_from([1, 2, 50]), st.lists(sentence, min_size=1, max_size=3))
def test_whatever_was_put_and_dropped_the_index_is_as_one_built_anew(
    every: list[tuple[str, list[MemoryEntry] | None]], batch: int, asked: list[str]
) -> None:
    with TemporaryDirectory() as folder, mock.patch.object(base, "BATCH", batch):
        changed, anew = Path(folder) / "changed.sqlite", Path(folder) / "anew.sqlite"
        content: dict[str, list[MemoryEntry]] = {}
        with Memory(changed) as memory:
            for number, (name, entries) in enumerate(every):
                if entries is None:
                    memory.drop([name])
                    content.pop(name, None)
                else:
                    memory.put(name, "", "", name.split("/")[1], entries)
                    content[name] = entries
                if number % 2:
                    memory.exact("fa", "road")
        with Memory(anew) as memory:
            filled(content, memory)
        with Memory(changed) as left, Memory(anew) as right:
            assert left.count() == right.count()
            assert left.held() == right.held()
            for source in asked:
                assert left.exact("fa", source) == right.exact("fa", source)
                assert left.fuzzy("fa", source, 75) == right.fuzzy("fa", source, 75)
        assert bytes_held(changed) == bytes_held(anew)


def bytes_held(path: Path) -> dict[str, int]:
    """How much each table of an index holds, so that nothing is left behind or there twice."""
    with closing(sqlite3.connect(path)) as database:
        return {
            "postings": database.execute(
                "select coalesce(sum(length(list)), 0) from postings"
            ).fetchone()[0],
            **{
                table: database.execute(f"select count(*) from {table}").fetchone()[0]
                for table in ("files", "units", "sentences")
            },
        }


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("“The river,” he said, “is falling.”", "The river, he said, is falling!"),
        ("It left 1,500 people without a home.", "It left 64 people without a home."),
        ("北部的洪水正在消退，居民返回家园。", "南部的洪水正在消退，居民返回家园。"),
        ("น้ำท่วมทางตอนเหนือกำลังลดลง", "น้ำท่วมทางตอนใต้กำลังลดลง"),
        ("Naïve", "naïve"),
    ],
)
def test_marks_numbers_and_languages_without_spaces_are_no_hindrance(
    known: str, asked: str
) -> None:
    with filled({"locales/fa/a.md.yaml": [MemoryEntry(known, "متن")]}) as memory:
        match = memory.fuzzy("fa", asked, 70)
    assert match is not None
    assert match.source == known


def test_what_was_approved_most_often_counts_more() -> None:
    often = [MemoryEntry("Yes.", "بله", f"{number}") for number in range(3)]
    with filled({"locales/fa/a.md.yaml": [MemoryEntry("Yes.", "آری"), *often]}) as memory:
        elsewhere, match = memory.exact("fa", "Yes.", "x", "y"), memory.exact("fa", "Yes.")
    assert elsewhere is not None
    assert (elsewhere.target, elsewhere.others, elsewhere.context) == ("بله", 1, False)
    assert match is not None
    assert (match.target, match.context) == ("آری", True)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"x" * 200])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(damage)
    with Memory(path) as memory:
        filled({"locales/fa/a.md.yaml": [MemoryEntry("Yes.", "بله")]}, memory)
    with Memory(path) as memory:
        assert memory.exact("fa", "Yes.") is not None


@pytest.mark.parametrize(
    ("locale", "source", "before", "target", "made"),
    [
        ("fa", "It left 46 trucks.", "It left 64 trucks.", "64 کامیون", "46 کامیون"),
        ("fa", "It left 46 trucks.", "It left 64 trucks.", "۶۴ کامیون", ""),
        ("fa", "It left 46 trucks.", "It left 64 trucks.", "64 از 64", ""),
        ("fa", "It left 46 cars.", "It left 64 trucks.", "64 کامیون", ""),
        ("fa", "From 5 to 6.", "From 4 to 7.", "4 تا 7", ""),
        ("fa", "1,500 left.", "1,400 left.", "1,400 رفتند", "1,500 رفتند"),
        ("fa", "5 left.", "4 left.", "14 رفتند", ""),
        ("fa", "Route 65 opened.", "Route 64 opened.", "راه B64 باز شد.", ""),
        ("fa", "It rose 4.5 %.", "It rose 3.5 %.", "3.5 درصد", ""),
        ("ru", "It left 62 trucks.", "It left 64 trucks.", "64 грузовика", "62 грузовика"),
        ("ru", "It left 65 trucks.", "It left 64 trucks.", "64 грузовика", ""),
        ("ar", "It left 15 trucks.", "It left 64 trucks.", "64 شاحنة", "15 شاحنة"),
        ("ar", "It left 5 trucks.", "It left 64 trucks.", "64 شاحنة", ""),
        ("tr", "It left 46 trucks.", "It left 64 trucks.", "64 kamyon", "46 kamyon"),
        ("tr", "46 of them left.", "64 of them left.", "64'ü gitti.", ""),
    ],
)
def test_a_number_is_adapted_only_where_that_is_certain(
    locale: str, source: str, before: str, target: str, made: str
) -> None:
    text, said = adapted(source, before, target, locale)
    assert (text if said else "") == made
    assert said or text == target


def test_a_pattern_of_thousands_of_lines_is_found() -> None:
    lines = [
        MemoryEntry(f"Photo: {name} / Agency.", f"عکس: {name}") for name in map(spelled, range(900))
    ]
    often = [MemoryEntry("Read more about the flood.", "بیشتر", f"{n}") for n in range(900)]
    with filled({"locales/fa/a.md.yaml": [*lines, *often]}) as memory:
        memory.put(
            "locales/fa/b.md.yaml", "", "", "fa", [MemoryEntry("Ozan came home.", "اوزان آمد")]
        )
        photo = memory.fuzzy("fa", "Photo: Ozan / Agency.", 75)
        more = memory.fuzzy("fa", "Read more about the floods.", 75)
    assert photo is not None
    assert photo.target.startswith("عکس")
    assert more is not None
    assert more.target == "بیشتر"


def spelled(number: int) -> str:
    """A name for each number."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03}").capitalize()


@given(files, sentence)
def test_the_order_in_which_files_were_added_does_not_show(
    content: dict[str, list[MemoryEntry]], source: str
) -> None:
    with filled(dict(reversed(content.items()))) as backwards, filled(content) as forwards:
        assert backwards.exact("fa", source) == forwards.exact("fa", source)
        assert backwards.fuzzy("fa", source, 75) == forwards.fuzzy("fa", source, 75)
