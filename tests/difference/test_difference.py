"""What differs between two versions of a sentence, and what that touches."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.difference import Change, Touch, difference
from tests.steps import counted_lines

comparing = import_module("dragoman.difference")

NUMBERS, UNITS, TIMES, NEGATION, NAMES, WORDS, TYPO = (
    Touch.NUMBERS,
    Touch.UNITS,
    Touch.TIMES,
    Touch.NEGATION,
    Touch.NAMES,
    Touch.WORDS,
    Touch.TYPO,
)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_runs_hold_both_versions(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(run.text for run in found.runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in found.runs if run.change is not Change.GONE) == new
    assert bool(found.touches) == (old != new)


words = st.lists(st.sampled_from(["a", "b", "c,", "7", "not", "Rain"]), max_size=12).map(" ".join)


@pytest.mark.parametrize("most", [0, 1_000_000_000])
@given(st.one_of(words, st.text(max_size=30)), st.one_of(words, st.text(max_size=30)))
def test_the_runs_of_long_texts_hold_both_versions(most: int, old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "MOST_PAIRS", 0)
        patch.setattr(comparing, "MOST_LONG_PAIRS", most)
        found = comparing.difference.__wrapped__(old, new)
    assert "".join(run.text for run in found.runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in found.runs if run.change is not Change.GONE) == new
    assert all(run.text for run in found.runs)
    kinds = [run.change for run in found.runs]
    assert (Change.ADDED, Change.GONE) not in pairwise(kinds)
    assert not any(one is other for one, other in pairwise(kinds))
    assert bool(found.touches) == (old != new)


def test_a_word_of_a_long_text_that_changed_is_found_alone() -> None:
    old = " ".join(f"word{number}" for number in range(1_000))
    found = difference(old, old.replace("word500 ", "other "))
    told = [run.text for run in found.runs if run.change is not Change.SAME]
    assert told == ["word500 ", "other "]


def test_what_long_texts_take_grows_with_them() -> None:
    """Two of which only the spaces are the same, such as a machine's and a person's."""

    def steps(length: int) -> int:
        one, other = ("".join(f"{kind}{n} " for n in range(length)) for kind in "ab")
        with counted_lines() as taken:
            difference(one, other)
        return taken()

    steps(10)
    assert steps(1_600) < 3 * steps(800)


@given(st.text(max_size=80))
def test_the_same_text_does_not_differ(text: str) -> None:
    found = difference(text, text)
    assert (found.touches, found.told, found.grave) == ((), "", False)


@pytest.mark.parametrize(
    ("old", "new", "touches", "told"),
    [
        ("It left at 6.", "It left at 7.", (NUMBERS, WORDS), "6 → 7"),
        ("About 12,400 left.", "About 12,500 left.", (NUMBERS, WORDS), "12,400 → 12,500"),
        ("The road is open.", "The road is not open.", (NEGATION, WORDS), "“not” added"),
        ("He can't go.", "He can go.", (NEGATION, WORDS), "can't → can"),
        ("Gen. Relin spoke.", "Gen. Marden spoke.", (NAMES, WORDS), "Relin → Marden"),
        ("The convoi left.", "The convoy left.", (TYPO,), "convoi → convoy"),
        ("The convoy left .", "The convoy left.", (TYPO,), "spaces changed"),
        ("Its the end.", "It's the end.", (TYPO,), "Its → It's"),
        ("An e-mail came.", "An email came.", (TYPO,), "e-mail → email"),
        ("The cease-fire held.", "The ceasefire held.", (TYPO,), "cease-fire → ceasefire"),
        ("He will re-sign.", "He will resign.", (WORDS,), "re-sign → resign"),
        ("An un-ionized gas.", "An unionized gas.", (WORDS,), "un-ionized → unionized"),
        ("the convoy left.", "The convoy left.", (TYPO,), "the → The"),
        ("It rained.", "It rained heavily.", (WORDS,), "“heavily” added"),
        ("Колонна ушла.", "Колонна не ушла.", (NEGATION, WORDS), "“не” added"),
    ],
)
def test_what_is_touched(old: str, new: str, touches: tuple[Touch, ...], told: str) -> None:
    found = difference(old, new)
    assert found.touches == touches
    assert found.told == told
    assert found.grave == bool({NUMBERS, NEGATION, NAMES} & {*touches})


FACTS = [
    ("Nine miners were freed.", "Six miners were freed.", NUMBERS),
    ("The bridge cost three million euros.", "The bridge cost three billion euros.", NUMBERS),
    ("Thousands marched.", "Hundreds marched.", NUMBERS),
    ("A dozen boats sank.", "A hundred boats sank.", NUMBERS),
    ("A quarter of the harvest is lost.", "Half of the harvest is lost.", NUMBERS),
    ("It fell to minus 8 at night.", "It fell to 8 at night.", NUMBERS),
    ("The share went from 12 to 20 percent.", "The share went from 20 to 12 percent.", NUMBERS),
    ("Growth was 1.9 percent.", "Growth was 19 percent.", NUMBERS),
    ("The ferry costs 7 euros.", "The ferry costs 7 dollars.", UNITS),
    ("The fire burned for 3 hours.", "The fire burned for 3 days.", UNITS),
    ("Turnout rose 5%.", "Turnout rose 5 points.", UNITS),
    ("Doors open at 8 a.m. there.", "Doors open at 8 p.m. there.", TIMES),
    ("The vote is on Monday.", "The vote is on Sunday.", TIMES),
    ("It was built in June.", "It was built in July.", TIMES),
    ("EU envoys arrived.", "UN envoys arrived.", NAMES),
    ("Georgia sued Armenia.", "Armenia sued Georgia.", NAMES),
    ("The ban is constitutional.", "The ban is unconstitutional.", NEGATION),
    ("The plan is legal.", "The plan is illegal.", NEGATION),
    ("Поезд прибывает в 7 утра.", "Поезд прибывает в 7 вечера.", TIMES),
    ("Погибли трое рыбаков.", "Погибли пятеро рыбаков.", NUMBERS),
    ("قطار ساعت ۸ صبح می‌رسد.", "قطار ساعت ۸ عصر می‌رسد.", TIMES),
    ("Sandıklar pazar günü açılıyor.", "Sandıklar pazartesi günü açılıyor.", TIMES),
    ("بلغت الكلفة مليون دولار.", "بلغت الكلفة مليار دولار.", NUMBERS),
]


@pytest.mark.parametrize(("old", "new", "touch"), FACTS)
def test_another_fact_is_grave(old: str, new: str, touch: Touch) -> None:
    for found in (difference(old, new), difference(new, old)):
        assert touch in found.touches
        assert found.grave
        assert not found.harmless


WORDS_THAT_DIFFER = [
    ("He led the talks.", "He left the talks."),
    ("The guards were untied.", "The guards were united."),
    ("Prices rose again.", "Prices fell again."),
    ("Two soldier came.", "Two soldiers came."),
    ("They read the text.", "They red the text."),
    ("The march begins.", "The March begins."),
    ("Mr Hale left.", "Mr Hall left."),
    ("He resigned.", "He resigned?"),
    ("The army is here.", "The navy is here."),
    ("Ali oldu.", "Ali öldü."),
    ("Он купил дом.", "Он купил том."),
    ("او آمد.", "او رفت."),
    ("It is now here.", "It is nowhere."),
    ("Fees for students.", "Fees for us students."),
]


@pytest.mark.parametrize(("old", "new"), WORDS_THAT_DIFFER)
def test_a_changed_word_is_not_harmless_unless_it_is_proved(old: str, new: str) -> None:
    assert not difference(old, new).harmless
    assert not difference(new, old).harmless


SPELLING = [
    ("The goverment resigned.", "The government resigned."),
    ("They recieved the letter.", "They received the letter."),
    ("The prisonners were freed.", "The prisoners were freed."),
    ("Teh road is closed.", "The road is closed."),
    ("It was a old mill.", "It was an old mill."),
    ("The the mill burned.", "The mill burned."),
    ("The mill burned burned down.", "The mill burned down."),
    ("The labour party won.", "The labor party won."),
    ("They organised a march.", "They organized a march."),
    ("He cancelled the trip.", "He canceled the trip."),
    ("The theatre reopened.", "The theater reopened."),
    ("He said “yes”.", 'He said "yes".'),
    ("The well known poet spoke.", "The well-known poet spoke."),
    ("It was,however, late.", "It was, however, late."),
    ("six boats left.", "Six boats left."),
    ("Six boats left.", "6 boats left."),
    ("The President spoke.", "The president spoke."),
    ("Alot of people came.", "A lot of people came."),
    ("Ещё один дом сгорел.", "Еще один дом сгорел."),
    ("كتاب ها سوختند.", "کتاب‌ها سوختند."),
    ("رُفع العلم.", "رفع العلم."),
    ("Köprü kapandı .", "Köprü kapandı."),
]


@pytest.mark.parametrize(("old", "new"), SPELLING)
def test_spelling_marks_and_capitals_are_harmless(old: str, new: str) -> None:
    assert difference(old, new).touches == (TYPO,)
    assert difference(new, old).harmless
