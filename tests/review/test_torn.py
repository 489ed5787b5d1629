"""Half a review file is not taken for a whole one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import review
from dragoman.errors import ReviewError
from dragoman.model import Unit
from dragoman.workflow.reading import read_review
from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

FLOOD = "locales/fa/flood.md.yaml"
LAST = "Send `FLOOD` to 4455."


def essence(units: tuple[Unit, ...]) -> list[tuple[str, str, str]]:
    return [(unit.source, unit.target, unit.status.value) for unit in units]


@pytest.fixture
def reviewed(newsroom: Path, run: Run) -> Path:
    """A file with records, and with a sentence that was retired."""
    seed = newsroom / "seeds/flood.md"
    text = seed.read_text("utf-8")
    seed.write_text(text.replace("*All*", "Nobody slept. *All*"), "utf-8")
    assert run("translate").exit_code == 0
    assert run("approve", ".", "--to", "fa", "--force").exit_code == 0
    seed.write_text(text, "utf-8")
    assert run("translate").exit_code == 0
    assert b"\nretired:" in (newsroom / FLOOD).read_bytes()
    return newsroom


def test_wherever_it_is_cut_it_is_refused_or_no_sentence_is_lost(reviewed: Path) -> None:
    data = (reviewed / FLOOD).read_bytes()
    whole = review.parse(data.decode(), FLOOD)
    accepted = 0
    ends = {end for end in range(len(data)) if b"\n" in data[end - 2 : end + 2] or end % 5 == 0}
    for end in sorted(ends):
        try:
            found = read_review(data[:end], FLOOD, LAST)
        except ReviewError:
            continue
        accepted += 1
        assert essence(found.units) == essence(whole.units), data[:end]
        # Where the whole section is missing, nothing tells that there was one.
        assert essence(found.retired) in ([], essence(whole.retired)), data[:end]
    assert accepted < 20


def test_it_is_left_and_told_and_the_rest_is_done(reviewed: Path, run: Run, tree: Tree) -> None:
    file = reviewed / FLOOD
    data = file.read_bytes()
    middle = data.index(b"64", data.index(b"target: |-", data.index(b"64"))) + 1
    file.write_bytes(data[:middle])
    (reviewed / "seeds/new.txt").write_text("It rained.\n", "utf-8")
    before = tree(reviewed)
    for command in ("translate", "status", "check", "approve", "preview"):
        words = [".", "--force"] if command == "approve" else []
        result = run(command, *words)
        assert result.exit_code == 1
        assert f"{FLOOD}:{data.count(bytes([10]), 0, middle) + 1}: the file is cut off" in (
            result.stderr
        )
        assert "wait, and run the command again" in result.stderr
        assert file.read_bytes() == data[:middle]
    assert (reviewed / "locales/fa/new.txt.yaml").exists()
    assert len(tree(reviewed)) > len(before)
    file.write_bytes(data)
    assert "Nothing to do" in run("translate").stdout


def test_a_file_whose_record_a_person_took_away_is_read(reviewed: Path) -> None:
    data = (reviewed / FLOOD).read_bytes()
    end = data.index(b"\nrecord:")
    assert read_review(data[:end] + b"\n", FLOOD, LAST).units
    with pytest.raises(ReviewError, match="cut off") as caught:
        read_review(data[:end] + b"\n", FLOOD, "A sentence that follows.")
    assert "`record:`" in caught.value.advice
    assert read_review(data[:end] + b"\nrecord:\n", FLOOD, "A sentence that follows.").units


def test_a_whole_file_may_lack_its_last_line_break(newsroom: Path, run: Run) -> None:
    run("translate")
    file = newsroom / FLOOD
    data = file.read_bytes().rstrip(b"\n")
    file.write_bytes(data)
    result = run("translate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("approve", ".", "--force").exit_code == 0


def test_of_a_long_line_no_more_is_shown_than_fits_a_screen() -> None:
    assert len(review.torn_error("a" * 1_000_000, FLOOD).excerpt) <= 120
