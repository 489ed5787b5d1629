"""The data files hold what the code expects of them."""

from collections import Counter
from importlib.resources import files

import pytest

from dragoman.segment.lexicon import AbbreviationKind, Trait, Words, known, lexicon, parse

NAMES = ["latin", "en", "ru", "fa", "tr", "ar", "de", "fr", "es", "uk", "it", "pt", "el"]
KINDS = [kind.value for kind in AbbreviationKind]


def sections(name: str) -> dict[str, tuple[str, ...]]:
    path = files("dragoman.segment") / "data" / f"{name}.txt"
    return dict(parse(path.read_text(encoding="utf-8"), path.name))


@pytest.mark.parametrize("name", NAMES)
def test_abbreviations_are_written_without_final_stop_and_once(name: str) -> None:
    entries = [entry for kind in KINDS for entry in sections(name).get(kind, ())]
    assert [entry for entry in entries if entry.endswith(".")] == []
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_list_holds_no_entry_twice(name: str) -> None:
    for title, entries in sections(name).items():
        doubled = [entry for entry, count in Counter(entries).items() if count > 1]
        assert (title, doubled) == (title, [])


def test_entries_are_found_capitalised_and_own_data_wins() -> None:
    assert (
        lexicon("en").kinds["vol"] is lexicon("en").kinds["Vol"] is AbbreviationKind.BEFORE_NUMBER
    )
    assert lexicon("de").kinds["vs"] is AbbreviationKind.NEVER
    assert lexicon("tr").kinds["vs"] is AbbreviationKind.MAY
    assert lexicon("tr-TR").traits == {Trait.ORDINAL_STOP}
    assert lexicon("en").traits == frozenset()


def test_an_entry_may_stand_for_a_beginning() -> None:
    assert lexicon("ar").has(Words.AFTER_ELLIPSIS, "وغادر")
    assert not lexicon("ar").has(Words.AFTER_ELLIPSIS, "غادر")
    assert not lexicon("ar").has(Words.AFTER_ELLIPSIS, "")


def test_parse_reads_sections_comments_and_lists() -> None:
    text = "# head\n[saying verbs]\nsaid, asked # two\n\nadded,\n[traits]\n"
    assert parse(text, "x.txt") == {"saying verbs": ("said", "asked", "added"), "traits": ()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nMr\n", r"x\.txt:2: 'Mr' stands before the first \[section\]"),
        ("[titles]\nMr\n", r"x\.txt:1: unknown section \[titles\]; known: .*never ends"),
    ],
)
def test_parse_names_file_and_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text, "x.txt")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", True), ("ar-EG", True), ("uk", True), ("it", False), ("latin", False), ("xx", False)],
)
def test_a_language_is_known_by_words_of_its_own(language: str, expected: bool) -> None:
    assert known(language) is expected
