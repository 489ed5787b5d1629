"""Catalogs of gettext whose comments a program broke anew when it saved them."""

from __future__ import annotations

import polib
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exchange import po
from dragoman.exchange.sheet import ReturnedLine, Sheet, SheetLine
from dragoman.model import Status

WIDTHS = st.integers(16, 120)

words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12)
notes = st.lists(st.lists(words, min_size=1, max_size=30).map(" ".join), max_size=4).map("\n".join)
statuses = st.sampled_from([status for status in Status if status is not Status.NEW])

LONG = "The mayor's office says the figure is of last year, and not of this one: please ask them."


def line(note: str, status: Status) -> SheetLine:
    return SheetLine(
        id="1234abcd",
        source="It rained.",
        target="Yağmur yağdı.",
        status=status,
        note=note,
        between=("abcd1234-2", "-"),
    )


def saved(sent: SheetLine, width: int) -> ReturnedLine:
    """The line as polib saves it, and as it comes back."""
    data = po.write(Sheet("a.txt", "en", "tr", rtl=False, lines=(sent,)))
    catalog = polib.pofile(data.decode())
    catalog.wrapwidth = width
    ((back,),) = (returned.lines for returned in po.read(str(catalog).encode(), "a.po"))
    return back


@given(notes, statuses, WIDTHS)
def test_broken_lines_say_nothing_new(note: str, status: Status, width: int) -> None:
    sent = line(note, status)
    back = saved(sent, width)
    assert (back.target, back.status) == (sent.target, status)
    assert back.seen == sent.seen
    assert back.keeps_note(note)


@given(WIDTHS)
def test_a_long_note_comes_back_whole(width: int) -> None:
    """So that a line in which nobody worked is known, whatever became of its sentence here."""
    assert saved(line(f"{LONG} {LONG}", Status.NEEDS_WORK), width).unchanged
    assert saved(line(f"{LONG}\nShort.\n{LONG}", Status.APPROVED), 78).unchanged


def test_words_that_were_added_are_another_note() -> None:
    back = saved(line(f"{LONG} Now!", Status.DRAFT), 40)
    assert not back.keeps_note(LONG)
    assert not back.keeps_note("")
