"""Names of articles that other systems cannot hold or tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.workflow.portable import LISTED, unportable
from tests.conftest import Run

CAFE = ("caf\u00e9.txt", "cafe\u0301.txt")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a.txt", "A.TXT"), ["differ in capital letters only"]),
        (("news/a.txt", "News/b.txt", "News/A.txt"), ["differ in capital letters only"]),
        (CAFE, ["look alike"]),
        (("CON.txt",), ["`CON` is a device"]),
        (("news/aux/b.txt",), ["`aux` is a device"]),
        (("com1.draft.md",), ["`com1` is a device"]),
        (("news./a.txt",), ["ends in a dot"]),
        (("a.txt ",), ["ends in a dot or a space"]),
        (("Q: who.md",), ["`:` may not"]),
        (("a\nb.txt",), ["U+000A may not"]),
        (("a.txt", "b.txt", "contact.txt", "اخبار.txt", "a.b.txt", "aux1.txt", "İ.txt"), []),
    ],
)
def test_names_that_other_systems_cannot_hold_are_told(
    names: tuple[str, ...], said: list[str]
) -> None:
    found = list(unportable(names))
    assert len(found) == len(said)
    assert all(words in error.problem for words, error in zip(said, found, strict=True))


def test_only_clashes_of_what_is_asked_for_are_told() -> None:
    every = ("a.txt", "A.TXT", "b.txt")
    assert list(unportable(("b.txt",), every)) == []
    assert len(list(unportable(("A.TXT",), every))) == 1


def test_many_are_counted() -> None:
    found = list(unportable([f"{number}?.txt" for number in range(9)]))
    assert len(found) == LISTED + 1
    assert found[-1].problem.startswith("4 more")


def test_a_run_tells_them_once_and_an_export_too(newsroom: Path, run: Run) -> None:
    for name in ("a.txt", "A.TXT"):
        (newsroom / "seeds" / name).write_text("The river fell.\n", encoding="utf-8")
    for command in (["translate", "--dry-run"], ["translate"], ["export"]):
        result = run(*command)
        assert result.stderr.count("differ in capital letters only") == 1
        assert "dragoman mv a.txt NEW-NAME" in result.stderr
    assert run("translate").exit_code == 0


def test_a_file_in_the_place_of_a_locales_folder_is_told_once(newsroom: Path, run: Run) -> None:
    (newsroom / "locales").mkdir()
    (newsroom / "locales/fa").write_text("Notes.\n", encoding="utf-8")
    for command in (["translate"], ["status"], ["check"], ["export"], ["approve", "."]):
        result = run(*command)
        assert result.stderr.count("this is a file, and the folder of the locale") == 1
        assert "Not a directory" not in result.stderr
        assert result.exit_code == 1
    assert (newsroom / "locales/ru/flood.md.yaml").exists()
    assert (newsroom / "locales/fa").read_text(encoding="utf-8") == "Notes.\n"


def test_a_name_that_turns_or_ends_its_line_keeps_its_row_in_tables(
    newsroom: Path, run: Run
) -> None:
    for name in ("ev\u202etxt.txt", "new\nline.txt"):
        (newsroom / "seeds" / name).write_text("The end.\n", encoding="utf-8")
    run("translate")
    shown = run("status").stdout
    assert "ev\\u202etxt.txt" in shown
    assert "new\\nline.txt" in shown
    assert "\u202e" not in shown
