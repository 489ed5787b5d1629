"""Law 3: an approved text stands under the sentence and the surroundings it was approved for.

Articles here are full of sentences that repeat each other, and of some that nearly do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from rapidfuzz import fuzz

from dragoman import catalog, formats, review
from dragoman.matching.changed import SIMILAR
from dragoman.matching.match import MatchKind, matches, neighbours
from dragoman.model import Article, Catalog, Machine, Status, Unit
from dragoman.signature import Signature


def article(sentences: Sequence[str]) -> Article:
    return formats.parse("a.txt", "\n\n".join(sentences).encode(), "en")


def brought(old: Catalog | None, sentences: Sequence[str]) -> Catalog:
    """What a run makes of the units."""
    new = article(sentences)
    machine = {
        segment.key: Machine(f"mt: {segment.source}", Signature("pseudo", "en-fa", "1"))
        for segment in new.segments
    }
    return catalog.merge(old, new, "fa", machine).catalog


def merged(old: Catalog | None, sentences: Sequence[str]) -> Catalog:
    """What a run makes of the file, over the file and back."""
    made = brought(old, sentences)
    return review.parse(review.serialize(bare(made), None), "x")


def bare(found: Catalog) -> Catalog:
    def new(unit: Unit) -> Unit:
        return replace(unit, entry=None, line=None)

    return replace(
        found, units=tuple(map(new, found.units)), retired=tuple(map(new, found.retired))
    )


ANNA, STORM, END = "Did Anna come?", "What of the storm?", "End of it."
LEFT, YES, MORE = "She left.", "Yes.", "More follows."
RIVER, ROAD, SCHOOL = "The river fell on Sunday.", "No road is open.", "Three schools burned down."
OTHER = "Nobody saw the mayor of Lorven."

ROWS: dict[str, tuple[list[str], list[str], list[str]]] = {
    # name: before, after, and for each sentence after: the place it had before, and its fate
    "pairs that changed places": (
        [ANNA, LEFT, STORM, LEFT, END],
        [STORM, LEFT, ANNA, LEFT, END],
        ["2", "3", "0", "1", "4"],
    ),
    "the first pair deleted": ([ANNA, LEFT, STORM, LEFT, END], [STORM, LEFT, END], ["2", "3", "4"]),
    "the second pair deleted, or the first answer with its question": (
        [ANNA, LEFT, STORM, LEFT, END],
        [ANNA, LEFT, END],
        ["0", "1 stale", "4"],
    ),
    "a pair inserted before": (
        [ANNA, LEFT, END],
        [STORM, LEFT, ANNA, LEFT, END],
        ["new", "new", "0", "1", "2"],
    ),
    "a repeat inserted elsewhere": (
        [ANNA, YES, STORM, LEFT, END],
        [ANNA, YES, STORM, LEFT, YES, END],
        ["0", "1", "2", "3", "new", "4"],
    ),
    "a neighbour edited": (
        [ANNA, LEFT, STORM, LEFT, END],
        ["Did Anna really come?", LEFT, STORM, LEFT, END],
        ["0 stale", "1", "2", "3", "4"],
    ),
    "a section moved": (
        [ANNA, YES, LEFT, RIVER, STORM, YES, LEFT, END],
        [STORM, YES, LEFT, ANNA, YES, LEFT, RIVER, END],
        ["4", "5", "6", "0", "1", "2", "3", "7"],
    ),
    "the ends changed places": (
        [ANNA, LEFT, RIVER, STORM, LEFT, ROAD],
        [ANNA, LEFT, ROAD, STORM, LEFT, RIVER],
        ["0", "1 stale", "5", "3", "4 stale", "2"],
    ),
    "one of two left between both": (
        [ANNA, LEFT, RIVER, STORM, LEFT, END],
        [ANNA, LEFT, END],
        ["0", "1 stale", "5"],
    ),
    "one made two": (
        [ANNA, LEFT, STORM],
        [ANNA, LEFT, RIVER, LEFT, STORM],
        ["0", "1 stale", "new", "new", "2"],
    ),
    "one of several in foreign surroundings": (
        [ANNA, LEFT, STORM, LEFT, END],
        [ANNA, LEFT, STORM, END, RIVER, LEFT, ROAD],
        ["0", "1", "2", "4 stale", "new", "3 stale", "new"],
    ),
    "a row of repeats with one edit beside": (
        [ANNA, YES, YES, YES, STORM, YES, END],
        [ANNA, YES, YES, YES, "What of the big storm?", YES, END],
        ["0", "1", "2", "3", "4 stale", "5", "6"],
    ),
    "a row of repeats longer by one": (
        [ANNA, YES, YES, END],
        [ANNA, YES, YES, YES, END],
        ["0", "1", "new", "2", "3"],
    ),
    "a repeat of repeats, known by what stands farther off": (
        [ANNA, YES, LEFT, YES, STORM, YES, LEFT, YES, END],
        [STORM, YES, LEFT, YES, ANNA, YES, LEFT, YES, END],
        ["4", "5", "6", "3 stale", "0", "1", "2", "7", "8"],
    ),
    "a sentence that stands once moves": (
        [ANNA, RIVER, STORM, END],
        [RIVER, END, STORM, ANNA],
        ["1 stale", "3", "2", "0 stale"],
    ),
    "two neighbours that stand once change places": (
        [ANNA, RIVER, STORM, END],
        [ANNA, STORM, RIVER, END],
        ["0", "2", "1", "3"],
    ),
    "a sentence that stands once moves along with a neighbour": (
        [ANNA, RIVER, STORM, END, ROAD],
        [STORM, END, ANNA, RIVER, ROAD],
        ["2", "3", "0", "1", "4"],
    ),
    "a sentence that stands once moves along with an edited neighbour": (
        [ANNA, RIVER, STORM, END, ROAD],
        ["What of the big storm?", END, ANNA, RIVER, ROAD],
        ["2 stale", "3", "0", "1", "4"],
    ),
    "a sentence that stands once moves over one that lost its neighbours": (
        [ANNA, YES, RIVER, YES, STORM],
        [STORM, ANNA, SCHOOL, RIVER, ROAD],
        ["4 stale", "0 stale", "new", "2 stale", "new"],
    ),
    "a sentence that stands once moves beside one that repeats": (
        [LEFT, LEFT, ANNA, STORM],
        [ANNA, LEFT, LEFT],
        ["2 stale", "0 stale", "1 stale"],
    ),
    "all neighbours of a sentence are new": (
        [ANNA, RIVER, STORM],
        [SCHOOL, RIVER, ROAD],
        ["new", "1", "new"],
    ),
    "a sentence that stands once moves, and a new one takes its place": (
        [ANNA, RIVER, STORM, END],
        [ANNA, END, RIVER, STORM, OTHER],
        ["0", "3 stale", "1", "2", "new"],
    ),
    "a sentence that stands once moves, and a new one stands elsewhere": (
        [ANNA, RIVER, STORM, END],
        [OTHER, ANNA, END, RIVER, STORM],
        ["new", "0", "3 stale", "1", "2"],
    ),
    "a sentence moves beside its neighbour, and a new one takes its place": (
        [MORE, ANNA, LEFT],
        [ANNA, MORE, YES, LEFT],
        ["1 stale", "0", "new", "2"],
    ),
    "one of two repeats is known, and the other one changed": (
        [MORE, YES, MORE],
        [RIVER, YES, RIVER, MORE],
        ["0 stale", "1", "new", "2"],
    ),
    "a repeat is known by a neighbour that was edited": (
        [ANNA, "She left us.", ANNA, "He left."],
        [ANNA, "She left us.", RIVER, ANNA, LEFT],
        ["0", "1", "new", "2", "3 stale"],
    ),
    "a passage that repeats itself, with one more, known by what stands farther off": (
        [LEFT, MORE, ANNA, LEFT, LEFT, ANNA, LEFT, LEFT, ANNA, LEFT, LEFT, MORE, MORE, LEFT, YES],
        [LEFT, MORE, ANNA, LEFT, *[LEFT, LEFT, ANNA] * 2, LEFT, LEFT, MORE, MORE, LEFT, YES],
        ["0", "1", "2", "3", "new", *map(str, range(4, 15))],
    ),
    "two sentences change places around a new one": (
        [ANNA, RIVER, STORM, END],
        [RIVER, OTHER, ANNA, STORM, END],
        ["1 stale", "new", "0 stale", "2", "3"],
    ),
    "a passage that repeats itself, cut at both ends": (
        [MORE, LEFT, YES, LEFT, YES, LEFT, YES],
        [LEFT, YES, LEFT, YES, LEFT],
        ["1", "2", "3", "4", "5"],
    ),
    "two pairs with one frame, of which one is left": (
        [RIVER, END, END, RIVER],
        [RIVER, END],
        ["0", "1 stale"],
    ),
    "one of three in two places at once": (
        [STORM, ANNA, STORM, STORM],
        [ANNA, STORM],
        ["1", "2 stale"],
    ),
    "beside a sentence that was written anew": (
        [ANNA, LEFT, STORM, LEFT, END],
        [LEFT, "She left us."],
        ["1 stale", "2 stale"],
    ),
    "a like sentence is gone, and the copies are in doubt": (
        [ANNA, LEFT, RIVER, STORM, LEFT, ROAD, "She left us."],
        [ANNA, LEFT, ROAD, STORM, LEFT, RIVER],
        ["0", "1 stale", "5", "3", "4 stale", "2"],
    ),
    "near repeats": (
        [ANNA, LEFT, STORM, "He left.", END],
        [STORM, "He left.", ANNA, LEFT, END],
        ["2", "3", "0", "1", "4"],
    ),
    "a near repeat became a repeat": (
        [ANNA, LEFT, STORM, "He left.", END],
        [ANNA, LEFT, STORM, LEFT, END],
        ["0", "1", "2", "3 stale", "4"],
    ),
}


def approved(sentences: Sequence[str], prefix: str = "") -> Catalog:
    """An article of which every sentence is approved, each with a text of its own."""
    found = merged(None, sentences)
    units = [
        replace(unit, target=f"{prefix}{number}", status=Status.APPROVED)
        for number, unit in enumerate(found.units)
    ]
    return replace(found, units=tuple(units))


@pytest.mark.parametrize("name", ROWS)
def test_equal_sentences_keep_the_text_of_their_own_surroundings(name: str) -> None:
    before, after, expected = ROWS[name]
    found = merged(approved(before), after)
    assert [fate(unit) for unit in found.units] == expected
    kept = {*map(target, found.units), *map(target, found.retired)}
    assert kept >= {str(number) for number in range(len(before))}
    assert bare(merged(found, after)) == bare(found), "a second run changes nothing"


def target(unit: Unit) -> str:
    return unit.target


def fate(unit: Unit) -> str:
    if unit.status is Status.DRAFT:
        return "new"
    return unit.target if unit.status is Status.APPROVED else f"{unit.target} {unit.status.value}"


def test_one_translation_for_all_copies_needs_no_second_look() -> None:
    before = [ANNA, YES, STORM, YES, END]
    old = approved(before)
    units = [replace(unit, target="بله") if unit.source == YES else unit for unit in old.units]
    found = merged(replace(old, units=tuple(units)), [ANNA, STORM, YES, RIVER, YES, END])
    statuses = [unit.status for unit in found.units if unit.source == YES]
    assert statuses == [Status.APPROVED, Status.APPROVED]


def test_what_retired_comes_back_to_its_own_surroundings_alone() -> None:
    before = [ANNA, LEFT, STORM, LEFT, END]
    gone = merged(approved(before), [STORM, LEFT, END])
    assert [unit.target for unit in gone.retired] == ["0", "1"]
    back = merged(gone, before)
    assert [fate(unit) for unit in back.units] == ["0", "1", "2", "3", "4"]
    assert back.retired == ()
    elsewhere = merged(gone, [STORM, LEFT, END, LEFT])
    assert [fate(unit) for unit in elsewhere.units] == ["2", "3", "4", "1 stale"]


def test_of_two_that_come_back_to_one_neighbour_nobody_knows_which_it_is() -> None:
    gone = merged(approved([ANNA, LEFT, STORM, ANNA, LEFT, END]), [ANNA, STORM, ANNA, END])
    back = merged(gone, [ANNA, LEFT, ROAD, STORM, ANNA, END])
    assert fate(back.units[1]) == "1 stale"


def test_a_change_of_early_files_restores_beside_a_neighbour_alone() -> None:
    stale = merged(
        approved([ANNA, RIVER, STORM, END]), [ANNA, "The river fell on Monday.", STORM, END]
    )
    unit = stale.units[1]
    assert unit.record is not None
    assert unit.record.held is not None
    held = replace(unit.record.held, between=None)
    units = list(stale.units)
    units[1] = replace(unit, record=replace(unit.record, held=held))
    early = replace(stale, units=tuple(units))
    assert fate(merged(early, [ANNA, RIVER, STORM, END]).units[1]) == "1"
    assert fate(merged(early, [RIVER, OTHER, ANNA, STORM, END]).units[0]) == "1 stale"


def test_what_comes_back_without_known_neighbours_is_looked_at_again() -> None:
    before = [ANNA, RIVER, STORM, END]
    gone = merged(approved(before), [ANNA, STORM, END])
    (unit,) = gone.retired
    assert unit.record is not None
    early = replace(gone, retired=(replace(unit, record=replace(unit.record, between=None)),))
    back = merged(early, before)
    assert [fate(each) for each in back.units] == ["0", "1 stale", "2", "3"]
    edited = merged(back, [ANNA, "The river fell on Monday.", STORM, END])
    again = merged(edited, before)
    assert fate(again.units[1]) == "1 stale", "an edit that was taken back does not approve it"


def test_what_retired_without_a_record_comes_back_to_be_looked_at() -> None:
    before = [ANNA, RIVER, STORM, END]
    gone = merged(approved(before), [ANNA, STORM, END])
    early = replace(gone, retired=tuple(replace(unit, record=None) for unit in gone.retired))
    back = merged(early, before)
    assert [fate(unit) for unit in back.units] == ["0", "1 stale", "2", "3"]


def test_one_that_comes_back_is_there_once_and_keeps_no_other_from_it() -> None:
    gone = merged(approved([ANNA, LEFT, STORM, ROAD, END]), [ANNA, STORM, END])
    back = merged(gone, [ROAD, ANNA, LEFT, STORM, LEFT, END])
    assert [fate(unit) for unit in back.units] == ["3 stale", "0", "1", "2", "new", "4"]


@pytest.mark.parametrize("kept", [(0, 1), (1, 2), (1,)])
def test_one_kept_neighbour_tells_a_change_from_a_move(kept: tuple[int, ...]) -> None:
    before, edited = [ANNA, RIVER, STORM], "The river fell on Monday."
    texts = [each if at in kept else OTHER for at, each in enumerate(before)]
    segments = article([edited if each == RIVER else each for each in texts]).segments
    found = matches(approved(before), segments).continued[1]
    assert found.kind is (MatchKind.MOVED if kept == (1,) else MatchKind.CHANGED)


@given(st.lists(st.text(max_size=3), min_size=1))
def test_both_neighbours_of_a_sentence_are_known_and_at_the_edges_none(texts: list[str]) -> None:
    for at in range(len(texts)):
        before = neighbours(("", texts[at - 1]), 0)[1] if at else "-"
        behind = neighbours((texts[at + 1], ""), 1)[0] if at + 1 < len(texts) else "-"
        assert neighbours(texts, at) == (before, behind)
    assert len({neighbours((text, ""), 1) for text in texts}) == len(set(texts))


def test_a_change_taken_back_among_other_neighbours_restores_nothing() -> None:
    stale = merged(
        approved([ANNA, LEFT, STORM, LEFT, END]), ["He left.", "She left, and End of it."]
    )
    back = merged(stale, [LEFT, "She left, and End of it."])
    assert fate(back.units[0]) == "1 stale"
    assert back.units[0].was == ""
    assert bare(merged(back, [LEFT, "She left, and End of it."])) == bare(back)


def test_a_copy_that_retired_is_not_taken_for_one_that_comes_later() -> None:
    gone = merged(approved([ANNA, LEFT, STORM, LEFT, END]), [STORM, END])
    (unit,) = [
        each for each in merged(gone, [STORM, END, RIVER, LEFT]).units if each.source == LEFT
    ]
    assert unit.status is Status.STALE


def test_a_sentence_that_comes_back_elsewhere_is_looked_at_again() -> None:
    before = [ANNA, RIVER, STORM, END]
    gone = merged(approved(before), [ANNA, STORM, END])
    for article, expected in (
        (before, ["0", "1", "2", "3"]),
        ([ANNA, ROAD, RIVER, STORM, END], ["0", "new", "1", "2", "3"]),
        ([RIVER, ANNA, STORM, END], ["1 stale", "0", "2", "3"]),
        ([ANNA, STORM, END, RIVER], ["0", "2", "3", "1 stale"]),
    ):
        assert [fate(unit) for unit in merged(gone, article).units] == expected


@dataclass(frozen=True)
class Sentence:
    """A sentence of the author's: one and the same wherever it moves, whatever it says."""

    names: frozenset[int]
    """Several where sentences were joined."""

    text: str


TEXTS = (LEFT, YES, MORE, "He left.", "She left us.", ANNA, STORM, END, RIVER, ROAD, SCHOOL, OTHER)
Beside = tuple[str, str]


class Author(RuleBasedStateMachine):
    """An author who edits, a reviewer who approves all that is there, and runs between."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.article = [self.sentence(text) for text in (ANNA, LEFT, STORM, LEFT, END)]
        self.seen = list(self.article)
        """The article as the last run saw it."""

        self.catalog: Catalog | None = None
        self.surroundings: dict[str, set[tuple[str, str, str]]] = {}
        """For each approved text the sentence and its neighbours, as they ever stood."""

        self.run()
        self.approve()

    def sentence(self, text: str) -> Sentence:
        self.count += 1
        return Sentence(frozenset({self.count}), text)

    @rule(at=st.integers(0, 20), text=st.sampled_from(TEXTS))
    def insert(self, at: int, text: str) -> None:
        self.article.insert(at % (len(self.article) + 1), self.sentence(text))

    @precondition(lambda self: len(self.article) > 2)
    @rule(at=st.integers(0, 20), count=st.integers(1, 3))
    def delete(self, at: int, count: int) -> None:
        at %= len(self.article) - 1
        del self.article[at : min(at + count, len(self.article) - 1)]

    @rule(at=st.integers(0, 20), count=st.integers(1, 4), to=st.integers(0, 20))
    def move(self, at: int, count: int, to: int) -> None:
        at %= len(self.article)
        section, self.article[at : at + count] = self.article[at : at + count], []
        to %= len(self.article) + 1
        self.article[to:to] = section

    @rule(one=st.integers(0, 20), other=st.integers(0, 20))
    def swap(self, one: int, other: int) -> None:
        one, other = one % len(self.article), other % len(self.article)
        self.article[one], self.article[other] = self.article[other], self.article[one]

    @rule(at=st.integers(0, 20), text=st.sampled_from(TEXTS))
    def edit(self, at: int, text: str) -> None:
        at %= len(self.article)
        self.article[at] = replace(self.article[at], text=text)

    @precondition(lambda self: len(self.article) > 2)
    @rule(at=st.integers(0, 20))
    def join(self, at: int) -> None:
        at %= len(self.article) - 1
        first, second = self.article[at : at + 2]
        text = f"{first.text[:-1]}, and {second.text}"
        self.article[at : at + 2] = [Sentence(first.names | second.names, text)]

    @rule(at=st.integers(0, 20))
    def split(self, at: int) -> None:
        at %= len(self.article)
        whole = self.article[at]
        first, _, second = whole.text.partition(", and ")
        if second:
            parts = [replace(whole, text=f"{first}."), replace(whole, text=second)]
            self.article[at : at + 1] = parts

    @rule()
    def approve(self) -> None:
        """Approve every sentence where it stands, each with a text that no other has."""
        assert self.catalog is not None
        if [sentence.text for sentence in self.article] != [u.source for u in self.catalog.units]:
            return
        units = []
        for unit in self.catalog.units:
            if unit.status is not Status.APPROVED:
                self.count += 1
                unit = replace(unit, target=f"target {self.count}", status=Status.APPROVED)
            units.append(unit)
        self.catalog = replace(self.catalog, units=tuple(units))

    @rule()
    def run(self) -> None:
        before = self.catalog
        texts = [sentence.text for sentence in self.article]
        self.catalog = brought(self.catalog, texts)
        if before is not None:
            self.nothing_is_lost(before, self.catalog)
            self.nothing_is_misplaced(before, self.catalog)
            self.what_stayed_stays(before, self.catalog)
        assert brought(self.catalog, texts) == self.catalog

    def nothing_is_lost(self, before: Catalog, after: Catalog) -> None:
        kept = " ".join(unit.target for unit in (*after.units, *after.retired))
        for unit in (*before.units, *before.retired):
            assert unit.target.startswith("mt: ") or unit.target in kept

    def nothing_is_misplaced(self, before: Catalog, after: Catalog) -> None:
        """An approved text stands beside a neighbour it had, or kept its side of all others."""
        copies = Counter(unit.source for unit in before.units)
        away = {unit.target for unit in before.retired if unit.record and unit.record.between}
        now = Counter(unit.source for unit in after.units)
        once = [source for source in copies if copies[source] == now[source] == 1]
        for text, place in approved_places(before).items():
            self.surroundings.setdefault(text, set()).add(place)
        for text, (one, source, other) in approved_places(after).items():
            known = self.surroundings[text]
            assert source in {each[1] for each in known}
            if copies[source] > 1 or now[source] > 1 or text in away:
                assert any(source == s and (one == a or other == b) for a, s, b in known) or any(
                    self.is_edited(one, a) or self.is_edited(other, b) for a, s, b in known
                ), (text, source)
            else:
                assert (
                    any({one, other} & {a, b} for a, s, b in known if s == source)
                    or any(
                        self.is_edited(this, that)
                        for a, s, b in known
                        for this in (one, other)
                        for that in (a, b)
                        if s == source and this and that
                    )
                    or (
                        source in once and sides(before, once, source) == sides(after, once, source)
                    )
                ), (text, source)
            self.surroundings[text].add((one, source, other))

    def is_edited(self, now: str, before: str) -> bool:
        """Whether this is that sentence, edited, or so like it that nobody could tell."""
        if fuzz.ratio(now, before) >= SIMILAR:
            return True
        names = {name for each in self.seen if each.text == before for name in each.names}
        return any(names & each.names for each in self.article if each.text == now)

    def what_stayed_stays(self, before: Catalog, after: Catalog) -> None:
        """A text whose neighbours all stayed, and which no other text had, is approved still."""
        was, is_now = places(before), places(after)
        often_was, often_now = (Counter(p for p, _ in each) for each in (was, is_now))
        targets = dict(is_now)
        for place, unit in was:
            if unit.status is Status.APPROVED and often_was[place] == often_now[place] == 1:
                assert targets[place].target == unit.target
                assert targets[place].status is Status.APPROVED
        self.seen = list(self.article)

    @invariant()
    def names_are_unique(self) -> None:
        assert self.catalog is not None
        names = [unit.id for unit in (*self.catalog.units, *self.catalog.retired)]
        assert len(names) == len(set(names))


def sides(found: Catalog, once: Sequence[str], source: str) -> set[str]:
    """Which of the sentences that stand `once` stand before this one."""
    texts = [unit.source for unit in found.units]
    return set(once) & set(texts[: texts.index(source)])


def places(found: Catalog) -> list[tuple[tuple[str, str, str], Unit]]:
    """Each unit with its sentence between its neighbours."""
    texts = ["", *(unit.source for unit in found.units), ""]
    return [
        ((texts[number], texts[number + 1], texts[number + 2]), unit)
        for number, unit in enumerate(found.units)
    ]


def approved_places(found: Catalog) -> dict[str, tuple[str, str, str]]:
    return {unit.target: place for place, unit in places(found) if unit.status is Status.APPROVED}


Author.TestCase.settings = settings(max_examples=120, stateful_step_count=20)
TestAuthor = Author.TestCase
