"""What counts as broken, which hypothesis is chosen, and what each step of the ladder proposes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import glossary, guard, rescue
from dragoman.checks import Context
from dragoman.engines import Hypothesis
from dragoman.guard import Languages, Settled
from dragoman.model import Finding, Severity
from tests.packages import SENTENCES
from tests.strategies import sentences

RU = Languages("en", "ru")
SOURCE = "The convoy of 64 trucks left Kazan on Monday."
GOOD = "Колонна из 64 грузовиков вышла из Казани в понедельник."
NO_NUMBER = "Колонна из грузовиков вышла из Казани в понедельник."
STOPPED = Finding("truncated", "the model did not come to an end", Severity.ERROR)


def checks(source: str, hypothesis: Hypothesis, target: str = "ru") -> set[str]:
    return {each.check for each in guard.broken(source, hypothesis, Languages("en", target))}


BROKEN = [
    ("empty", SOURCE, "", "ru"),
    ("untranslated", SOURCE, SOURCE, "tr"),
    ("untranslated", SOURCE, "Колонна of 64 trucks left Kazan on Monday.", "ru"),
    ("loop", SOURCE, f"{GOOD} в понедельник в понедельник в понедельник", "ru"),
    ("stutter", SOURCE, "Колонна вышла колонна вышла из Казани 64 в понедельник утром.", "ru"),
    ("junk", SOURCE, GOOD.replace("Казани", "⁇"), "ru"),
    ("wrong_language", SOURCE, "Колона з 64 вантажівок виїхала з Казані в понеділок.", "ru"),
    (
        "wrong_language",
        SOURCE,
        "64 yük maşınından ibarət karvan bazar ertəsi Kazandan çıxıb.",
        "tr",
    ),
    ("truncated", SOURCE, "Колонна вышла.", "ru"),
    ("truncated", SOURCE, "64.", "ru"),
]


@pytest.mark.parametrize(("check", "source", "text", "language"), BROKEN)
def test_broken_text_is_recognised(check: str, source: str, text: str, language: str) -> None:
    assert check in checks(source, Hypothesis(text, 0.9), language)


def test_what_the_engine_itself_calls_an_error_is_broken() -> None:
    assert checks(SOURCE, Hypothesis(GOOD, 0.9, (STOPPED,))) == {"truncated"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (SOURCE, GOOD),
        (SOURCE, NO_NUMBER),
        ("Write to XQ1 or XQ2.", "Пишите на XQ1 или XQ2."),
        ("Write to XQ1 or XQ2.", "Пишите."),
        ("XQ1 — XQ2", ""),
        ("12,400", ""),
    ],
)
def test_good_text_is_left_alone(source: str, text: str) -> None:
    assert checks(source, Hypothesis(text, 0.9)) == set()


BRIDGE = "The old bridge that was built in the north long ago is open to trucks again today"
QUOTED = '"We will rebuild the whole bridge before the winter comes," said the mayor of the town'
IN_BRACKETS = "The bridge (built in the north long ago by many men) is open to trucks again today"


@pytest.mark.parametrize(
    ("source", "text", "missing"),
    [
        (f"{QUOTED}.", "Мы.", ", the quotation is missing"),
        (f"{QUOTED}.", "«Мы».", ""),
        (f"{QUOTED}.", "Мы", ", the quotation is missing, the end is missing"),
        (f"{IN_BRACKETS}.", "Мост.", ", the brackets are missing"),
        (f"{IN_BRACKETS}.", "Мост (…).", ""),
        (f"{BRIDGE}.", "Мост открыт", ", the end is missing"),
        (f"{BRIDGE}.", "Мост открыт.", ""),
        (f"{BRIDGE}.", "Старый мост на севере открыт снова", ", the end is missing"),
        (f"{BRIDGE}.", "Мост открыт;", ""),
        (f"{BRIDGE}.", "„Мост открыт.“", ""),
        (f"{BRIDGE}.", "»Мост открыт.«", ""),
        (BRIDGE, "Мост открыт", ""),
        (f"{BRIDGE} (", "Мост открыт", ""),
        (f'{BRIDGE} "', "Мост открыт", ""),
    ],
)
def test_what_was_cut_off_is_told(source: str, text: str, missing: str) -> None:
    (fault,) = guard.broken(source, Hypothesis(text, 0.9), RU)
    assert (fault.check, fault.message) == ("truncated", f"much too short{missing}")


@pytest.mark.parametrize(
    ("source", "text", "target", "found"),
    [
        ("Weather", "Weather", "ru", True),
        ("New York", "New York", "ru", True),
        ("Weather", "Погода", "ru", False),
        ("Rain Kazan", "Дождь Kazan", "ru", True),
        ("Rain Over Kazan", "Дождь над Kazan", "ru", False),
        ("heavy rain", "Сильный rain", "ru", False),
        ("Heavy rain", "Сильный rain", "ru", False),
        ("iPhone", "iPhone", "ru", False),
        ("Weather iPhone", "Weather iPhone", "ru", False),
        ("Jo", "Jo", "ru", False),
        ("Boeing 747", "Boeing 747", "ru", False),
        ("Weather", "Weather", "tr", False),
        ("Weather", "Weather", "ja", False),
    ],
)
def test_a_word_or_two_in_the_letters_of_the_source_may_be_a_name(
    source: str, text: str, target: str, found: bool
) -> None:
    faults = guard.broken(source, Hypothesis(text, 0.9), Languages("en", target))
    copied = [each.severity for each in faults if each.check == "copied"]
    assert copied == [Severity.WARNING] * found


def test_a_script_that_is_not_known_is_nothing_left_of_it() -> None:
    assert guard.broken("Weather", Hypothesis("Weather", 0.9), Languages("ja", "ru")) == ()


def test_what_the_engine_says_of_an_empty_text_is_enough() -> None:
    assert checks(SOURCE, Hypothesis("", 0.9, (STOPPED,))) == {"truncated"}


@pytest.mark.parametrize(
    ("source", "copied", "good", "least"),
    [("Weather", "Weather", "Погода", guard.SURE_ENOUGH), (SOURCE, SOURCE, GOOD, guard.LEAST_SURE)],
)
def test_how_sure_a_rescue_must_be(source: str, copied: str, good: str, least: float) -> None:
    first = Hypothesis(copied, 0.9)
    assert chosen(source, first, Hypothesis(good, least)).rescue == guard.BEAM
    assert chosen(source, first, Hypothesis(good, None)).rescue == guard.BEAM
    assert chosen(source, first, Hypothesis(good, least - 0.01)).faults


def test_what_is_worse_in_the_beam_does_not_hide_what_is_better() -> None:
    first, bad = Hypothesis(NO_NUMBER, 0.9), Hypothesis(f"{GOOD} ⁇", 0.85)
    settled = chosen(SOURCE, first, bad, Hypothesis(GOOD, 0.8))
    assert (settled.hypothesis.text, settled.rescue) == (GOOD, guard.VALUES_KEPT)
    settled = chosen(SOURCE, first, Hypothesis(f"Вот: {NO_NUMBER}", 0.95))
    assert (settled.hypothesis.text, settled.rescue) == (NO_NUMBER, "")


def test_of_several_that_keep_as_much_the_surest_is_chosen() -> None:
    source = "The convoy of 64 trucks and 20 buses left Kazan on Monday."
    neither = "Колонна из грузовиков и автобусов вышла из Казани в понедельник."
    trucks = neither.replace("грузовиков", "64 грузовиков")
    buses = neither.replace("автобусов", "20 автобусов")
    for sure in (0.8, 0.85, 0.9):
        settled = chosen(
            source, Hypothesis(neither, 0.9), Hypothesis(trucks, 0.85), Hypothesis(buses, sure)
        )
        assert settled.hypothesis.text == (buses if sure > 0.85 else trucks)


def test_a_sentence_that_came_in_parts_is_joined_and_judged_as_one() -> None:
    steps = {step.name: step for step in rescue.LADDER}
    halves = ("The convoy of 64 trucks", "left Kazan on Monday.")
    first = Hypothesis("Колонна из 64 грузовиков", 0.8, (STOPPED,))
    last = Hypothesis("вышла из Казани в понедельник.", 0.6)
    parts = [(halves[0], first), (halves[1], last)]
    (made,) = rescue.outcomes(steps["clauses"], SOURCE, parts, RU)
    assert (made.hypothesis.text, made.hypothesis.confidence) == (GOOD, 0.6)
    assert [each.check for each in made.hypothesis.findings] == ["truncated", "split"]
    unknown = [(halves[0], replace(first, confidence=None)), (halves[1], last)]
    (made,) = rescue.outcomes(steps["clauses"], SOURCE, unknown, RU)
    assert made.hypothesis.confidence == 0.6
    mute = [(halves[0], Hypothesis("", None)), (halves[1], replace(last, confidence=None))]
    (made,) = rescue.outcomes(steps["clauses"], SOURCE, mute, RU)
    assert (made.hypothesis.text, made.hypothesis.confidence) == (last.text, None)
    whole = replace(first, findings=(), alternatives=(Hypothesis(GOOD, 0.7),))
    texts = [
        each.hypothesis.text
        for each in rescue.outcomes(steps["longer"], SOURCE, [(SOURCE, whole)], RU)
    ]
    assert texts == [first.text, GOOD]


def test_what_may_be_a_name_is_given_up_as_it_first_was() -> None:
    own = chosen("Weather", Hypothesis("Weather", 0.9))
    other = Settled(Hypothesis("Погода", 0.1), "case")
    assert guard.given_up("Weather", [own, other], ["case"], RU) == replace(own, faults=())
    broken = chosen(SOURCE, Hypothesis(SOURCE, 0.9))
    given = guard.given_up(SOURCE, [broken], ["case", "longer"], RU)
    assert given.tried == ("case", "longer")
    assert [each.check for each in given.hypothesis.findings] == [guard.BROKEN]


def test_what_the_engine_said_already_is_not_said_again() -> None:
    settled = chosen(SOURCE, Hypothesis(GOOD, 0.9, (STOPPED,)))
    assert settled.faults == (STOPPED,)
    assert guard.marked(settled) == settled


def chosen(source: str, *hypotheses: Hypothesis) -> Settled:
    return guard.chosen(source, replace(hypotheses[0], alternatives=hypotheses[1:]), RU)


def test_the_surest_of_the_beam_that_is_not_broken_wins() -> None:
    settled = chosen(
        SOURCE,
        Hypothesis(SOURCE, 0.9),
        Hypothesis(GOOD, 0.4),
        Hypothesis(f"Вот: {GOOD}", 0.6),
        Hypothesis(GOOD + " ⁇", 0.8),
    )
    assert (settled.hypothesis.text, settled.rescue, settled.faults) == (
        f"Вот: {GOOD}",
        guard.BEAM,
        (),
    )


def test_a_rescue_prefers_what_keeps_the_numbers_and_the_masks() -> None:
    settled = chosen(
        SOURCE, Hypothesis(SOURCE, 0.9), Hypothesis(NO_NUMBER, 0.8), Hypothesis(GOOD, 0.3)
    )
    assert settled.hypothesis.text == GOOD
    masked = "Write to XQ1 today."
    settled = chosen(
        masked, Hypothesis("⁇", 0.9), Hypothesis("Пишите", 0.8), Hypothesis("Пишите XQ1", 0.3)
    )
    assert settled.hypothesis.text == "Пишите XQ1"


def test_numbers_decide_among_those_that_are_nearly_as_sure() -> None:
    near, far = 0.9 - guard.MARGIN, 0.9 - guard.MARGIN - 0.01
    first = Hypothesis(NO_NUMBER, 0.9)
    assert chosen(SOURCE, first, Hypothesis(GOOD, near)).rescue == guard.VALUES_KEPT
    assert chosen(SOURCE, first, Hypothesis(GOOD, far)).hypothesis.text == NO_NUMBER
    assert chosen(SOURCE, first, Hypothesis(f"{GOOD} ⁇", near)).hypothesis.text == NO_NUMBER


@pytest.mark.parametrize(
    ("source", "first", "better"),
    [
        ("No one was hurt.", "Люди пострадали.", "Никто не пострадал."),
        ("They saw seven comets.", "Они видели кометы.", "Они видели семь комет."),
        ("They left Kazan.", "Они покинули Kазань.", "Они покинули Казань."),
        ("It cost 5 million euros.", "Это стоило 5 млн.", "Это стоило 5 млн евро."),
        ("It opens on 3 June.", "Откроется 3 июля.", "Откроется 3 июня."),
    ],
)
def test_what_readers_would_be_misled_by_decides_too(source: str, first: str, better: str) -> None:
    settled = chosen(source, Hypothesis(first, 0.9), Hypothesis(better, 0.8))
    assert (settled.hypothesis.text, settled.rescue) == (better, guard.VALUES_KEPT)
    assert chosen(source, Hypothesis(better, 0.9), Hypothesis(first, 0.9)).rescue == ""


TERMS = """\
- {term: convoy, ru: караван, forbidden: {ru: колонна}}
- {term: truck, ru: грузовик}
"""


def test_terms_decide_as_numbers_do() -> None:
    terms = glossary.compiled(glossary.parse(TERMS), "en", ["ru"])["ru"]
    languages = Languages("en", "ru", Context(terms))
    first = Hypothesis(GOOD, 0.9)
    better, worse = GOOD.replace("Колонна", "Вереница"), GOOD.replace("грузовиков", "фур")
    best = GOOD.replace("Колонна", "Караван")

    def kept(*texts: str) -> str:
        others = tuple(Hypothesis(text, 0.8) for text in texts)
        return guard.chosen(SOURCE, replace(first, alternatives=others), languages).hypothesis.text

    assert kept() == GOOD
    assert kept(worse) == GOOD
    assert kept(worse, better) == better
    assert kept(better, best) == best
    assert kept(f"{best} ⁇", best.replace("64", "46")) == GOOD
    others = (Hypothesis(best, 0.9 - guard.MARGIN - 0.01),)
    assert guard.chosen(
        SOURCE, replace(first, alternatives=others), languages
    ).hypothesis == replace(first, alternatives=others)


def test_a_mere_guess_is_no_rescue() -> None:
    settled = chosen(SOURCE, Hypothesis(SOURCE, 0.9), Hypothesis(GOOD, guard.LEAST_SURE - 0.01))
    assert settled.faults


def test_if_all_are_broken_the_least_broken_is_kept_and_marked() -> None:
    settled = chosen(SOURCE, Hypothesis("", None), Hypothesis(f"{GOOD} ⁇", 0.1))
    assert settled.hypothesis.text == f"{GOOD} ⁇"
    (finding,) = guard.marked(settled).hypothesis.findings
    assert (finding.check, finding.severity) == (guard.BROKEN, Severity.ERROR)
    assert "⁇" in finding.message


def test_of_those_that_are_equally_broken_the_surest_is_kept_whatever_it_lost() -> None:
    for sure in (0.4, 0.6):
        others = (Hypothesis(f"{GOOD} ⁇", 0.5), Hypothesis(f"{NO_NUMBER} ⁇", sure))
        settled = chosen(SOURCE, Hypothesis("", 0.9), *others)
        assert settled.hypothesis == others[sure > 0.5]


def test_what_may_be_a_name_is_less_broken_than_junk() -> None:
    settled = chosen("Weather", Hypothesis("Weather", 0.6), Hypothesis("Погода ⁇", 0.9))
    assert settled.hypothesis.text == "Weather"


@pytest.mark.parametrize(
    ("text", "masks"),
    [("Пишите XQ1", 0), ("Пишите", 1), ("Пишите XQ1 XQ1", 1), ("Пишите XQ2", 2)],
)
def test_masks_that_are_lost_and_added_are_counted(text: str, masks: int) -> None:
    assert guard.lost("Write to XQ1", Hypothesis(text, 0.9), RU) == (masks, 0)


def test_a_number_weighs_as_much_as_a_mask() -> None:
    source = "Write 64 letters to XQ1 or XQ2"
    masks, number = "Пишите письма на XQ1 или XQ2", "Пишите 64 письма"
    settled = chosen(source, Hypothesis("⁇", 0.9), Hypothesis(masks, 0.8), Hypothesis(number, 0.85))
    assert settled.hypothesis.text == masks


@given(sentences, sentences, st.lists(sentences, max_size=3))
def test_a_passing_first_hypothesis_that_keeps_its_values_is_never_changed(
    source: str, text: str, others: list[str]
) -> None:
    first = Hypothesis(text, 0.5, (), tuple(Hypothesis(other, 0.9) for other in others))
    settled = guard.chosen(source, first, RU)
    if settled.rescue in ("", guard.VALUES_KEPT):
        assert settled.rescue or settled.hypothesis == first
    else:
        assert guard.broken(source, first, RU)
    kept = guard.chosen(source, Hypothesis(text, 0.5), RU).hypothesis
    assert kept == Hypothesis(text, 0.5)


PROPOSALS = [
    (rescue.normal_case, "FLOOD WATERS RECEDE", ("Flood waters recede",)),
    (rescue.normal_case, "Flood Waters Recede in the North", ("Flood waters recede in the north",)),
    (rescue.normal_case, "EU Says McDonald Wins Vote", ("EU says McDonald wins vote",)),
    (rescue.normal_case, "WRITE TO XQ1 NOW", ("Write to XQ1 now",)),
    (rescue.normal_case, "Flood waters recede", ()),
    (rescue.normal_case, "NATO", ("Nato",)),
    (rescue.normal_case, "12", ()),
    (rescue.normal_case, "USA", ()),
    (rescue.normal_case, "IT IS", ("It is",)),
    (rescue.normal_case, "Rain fell near Kazan", ()),
    (rescue.normal_case, "Up In the Sky", ("Up in the sky",)),
    (rescue.normal_case, "Heavy Rain", ("Heavy rain",)),
    (rescue.normal_case, "Man Sees A Comet", ("Man sees a comet",)),
    (rescue.other_mark, "Flood waters recede", ("Flood waters recede.",)),
    (rescue.other_mark, "Is it open?", ("Is it open",)),
    (rescue.other_mark, "He said: “Go.”", ("He said: “Go”",)),
    (rescue.other_mark, "?!", ()),
    (rescue.clauses, "Rain,", ()),
    (rescue.clauses, SENTENCES[1], ("Flood waters recede in the north,", "officials said.")),
    (rescue.clauses, "The museum opens its new wing", ()),
    (rescue.clauses, "XQ1, he said", ()),
]


@pytest.mark.parametrize(("propose", "source", "expected"), PROPOSALS)
def test_proposals(propose: object, source: str, expected: tuple[str, ...]) -> None:
    assert callable(propose)
    assert propose(source) == expected


def test_a_headline_in_turkish_keeps_its_letters() -> None:
    steps = {step.name: step for step in rescue.LADDER}
    made = rescue.proposals(steps["case"], "ISPARTA’DA SEL İNİYOR", [], "tr")
    assert made == ("Isparta’da sel iniyor",)


@given(sentences)
def test_a_proposal_is_never_empty_nor_what_was_sent_before(source: str) -> None:
    for propose in (rescue.normal_case, rescue.other_mark, rescue.clauses):
        assert all(part.strip() for part in propose(source))
        assert propose(source) != (source,)


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("Flood waters recede", "Вода уходит.", "ru", "Вода уходит"),
        ("Flood waters recede", "Вода уходит?", "ru", "Вода уходит?"),
        ("Flood waters recede", "Вода уходит", "ru", "Вода уходит"),
        ("Is it open?", "Открыто", "ru", "Открыто?"),
        ("Is it open?", "هل هو مفتوح", "ar", "هل هو مفتوح؟"),
        ("It is open.", "باز است", "fa", "باز است."),
        ("It is open.", "باز است.", "fa", "باز است."),
    ],
)
def test_the_final_mark_is_the_sources(
    source: str, target: str, language: str, expected: str
) -> None:
    assert rescue.own_mark(source, target, language) == expected


def test_a_step_is_only_taken_against_what_it_helps() -> None:
    steps = {step.name: step for step in rescue.LADDER}
    loop = Finding("loop", "", Severity.ERROR)
    junk = Finding("junk", "", Severity.ERROR)
    assert rescue.proposals(steps["no repetition"], SOURCE, [loop]) == (SOURCE,)
    assert rescue.proposals(steps["no repetition"], SOURCE, [junk]) == ()
    assert rescue.proposals(steps["longer"], SOURCE, [loop]) == ()
    assert rescue.proposals(steps["longer"], SOURCE, [STOPPED]) == (SOURCE,)
