"""A second engine: how far it agrees, and when its text is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import project, review, workflow
from dragoman.engines import Decoding, Hypothesis
from dragoman.engines.agreement import agreement
from dragoman.engines.base import USUAL
from dragoman.model import Key, Machine, Syntax
from dragoman.risk import risk
from dragoman.settle import APART, UNLIKE
from dragoman.translate import translate
from dragoman.workflow import Scope, engines_for
from tests import real
from tests.packages import package_folder

SOURCE = "The convoy of 64 trucks left Kazan on Monday."
GOOD = "Колонна из 64 грузовиков вышла из Казани в понедельник."
OTHER = "В понедельник колонна из 64 грузовиков покинула Казань."
FAR = "64 хххххххххх ъъъъъъъъ щщщщщщщ фффффффффф жжжжжжжжжжжж ыыыыыыыы."
NO_NUMBER = "Колонна из грузовиков вышла из Казани в понедельник."


class Fake:
    """Says what the test wants."""

    def __init__(self, name: str, says: Callable[[str], str], *, searches: bool = True) -> None:
        self.signature = f"{name} en-ru 1"
        self.searches = searches
        self.says = says
        self.asked: list[str] = []

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        self.asked += texts
        for index in reversed(range(len(texts))):
            yield index, Hypothesis(self.says(texts[index]))


def run(first: Fake, second: Fake | None, *sources: str) -> dict[str, Machine]:
    keys: list[Key] = [(Syntax.MARKDOWN, source) for source in sources or (SOURCE,)]
    made = translate(keys, first, "en", target="ru", second=second)
    return {key[1]: machine for key, machine in made}


def always(text: str) -> Callable[[str], str]:
    return lambda source: text


@pytest.mark.parametrize(
    ("first", "second", "text", "signature"),
    [
        (GOOD, OTHER, GOOD, "first en-ru 1"),
        (SOURCE, OTHER, OTHER, "second en-ru 1 rescued: second engine"),
        (NO_NUMBER, OTHER, OTHER, "second en-ru 1 rescued: second engine"),
        (NO_NUMBER, NO_NUMBER, NO_NUMBER, "first en-ru 1"),
        (NO_NUMBER, SOURCE, NO_NUMBER, "first en-ru 1"),
        (GOOD, SOURCE, GOOD, "first en-ru 1"),
    ],
)
def test_the_others_text_is_taken_where_it_is_better(
    first: str, second: str, text: str, signature: str
) -> None:
    made = run(Fake("first", always(first)), Fake("second", always(second)))[SOURCE]
    assert (made.text, str(made.signature)) == (text, signature)
    assert made.rescued == (text == OTHER)
    assert made.agreement == agreement(first, second)
    assert not made.broken


def test_if_both_are_broken_it_is_marked() -> None:
    made = run(Fake("first", always(SOURCE)), Fake("second", always("")))[SOURCE]
    assert made.broken
    assert made.signature.engine == "first"


def test_without_a_second_engine_nothing_is_said() -> None:
    made = run(Fake("first", always(GOOD)), None)[SOURCE]
    assert made.agreement is None


def test_an_engine_that_does_not_search_is_asked_in_other_ways_for_what_it_lost() -> None:
    def says(text: str) -> str:
        return GOOD.rstrip(".") if not text.endswith(".") else NO_NUMBER

    made = run(Fake("first", says, searches=False), None)[SOURCE]
    assert (made.text, made.signature.rescues) == (GOOD, ("final mark",))
    made = run(Fake("first", says), None)[SOURCE]
    assert (made.text, made.signature.rescues) == (NO_NUMBER, ())


def test_each_sentence_is_sent_to_both_once_and_what_tells_of_markup_to_one() -> None:
    first, second = Fake("first", always(GOOD)), Fake("second", always(OTHER))
    source = "The *convoy of 64 trucks* left Kazan on Monday."
    run(first, second, source, SOURCE)
    assert sorted(first.asked) == sorted([SOURCE, "convoy of 64 trucks"])
    assert second.asked == [SOURCE]


@given(st.text(), st.text())
def test_agreement_is_a_share(one: str, other: str) -> None:
    assert 0 <= agreement(one, other) <= 1
    assert agreement(one, one) == (1 if one.strip() else 0)


def test_what_is_cut_off_agrees_less() -> None:
    assert agreement(GOOD, OTHER) > agreement(GOOD[:20], OTHER)
    assert agreement(GOOD, OTHER) > agreement("Погода.", OTHER)


@pytest.fixture
def both(newsroom: Path, tmp_path: Path) -> Path:
    """A newsroom with a model of either engine for Portuguese."""
    package_folder(tmp_path / "models", target="pt", version="demo-1")
    real.install(tmp_path / "models")
    settings(newsroom, tmp_path, "auto")
    return newsroom


def settings(newsroom: Path, tmp_path: Path, opinion: str) -> None:
    text = f"targets: [pt]\nmodels: {tmp_path / 'models'}\nsecond-opinion: {opinion}\n"
    (newsroom / "dragoman.yaml").write_text(text, encoding="utf-8")


def report(newsroom: Path) -> workflow.TranslateReport:
    scope = Scope(project.find(newsroom), ("sky/comet.txt",), (), newsroom)
    made = engines_for(scope, pytest.fail)
    return workflow.translate(scope, made.usual, made.others, made.second, renew=True)


def test_a_second_opinion_is_in_the_review_and_the_summary(both: Path, tmp_path: Path) -> None:
    found = report(both)
    assert found.engines == ["firefox en-pt tiny 2.0"]
    assert found.seconds == ["argos en-pt demo-1"]
    path = both / "locales" / "pt" / "sky" / "comet.txt.yaml"
    units = review.parse(path.read_text(encoding="utf-8"), str(path)).units
    for unit in units:
        assert unit.record is not None
        assert unit.record.agreement is not None
        assert unit.record.agreement < 0.5  # with random text
        assert any("two engines agree to" in reason for reason in risk(unit).reasons)
        alike = replace(unit, record=replace(unit.record, agreement=0.9))
        assert risk(alike).score < risk(unit).score
    settings(both, tmp_path, "off")
    assert report(both).seconds == []
    settings(both, tmp_path, "firefox")  # which is the first already
    assert report(both).seconds == []


def test_a_second_model_that_does_not_load_is_done_without(both: Path, tmp_path: Path) -> None:
    (model,) = (tmp_path / "models").glob("translate-en_pt-*/model/model.bin")
    model.write_bytes(model.read_bytes()[:100])
    found = report(both)
    assert not found.failed
    assert found.sentences > 0
    assert found.engines == ["firefox en-pt tiny 2.0"]
    assert found.seconds == []
    (said,) = (notice for notice in found.notices if "second opinion" in notice.problem)
    assert "cannot load the model" in said.problem
    assert "Install it again" in said.advice
    settings(both, tmp_path, "argos")  # somebody asked for it
    assert report(both).failed


def test_two_models_of_one_engine_are_two_opinions(newsroom: Path, tmp_path: Path) -> None:
    package_folder(tmp_path / "models", target="pt", version="demo-1")
    settings(newsroom, tmp_path, "auto")
    assert report(newsroom).seconds == []
    package_folder(tmp_path / "models", target="pt", version="2", more={"model_name": "other"})
    found = report(newsroom)
    assert found.engines == ["argos en-pt other 2"]
    assert found.seconds == ["argos en-pt demo-1"]
    real.install(tmp_path / "models")  # another engine comes before another model
    assert report(newsroom).seconds == ["argos en-pt other 2"]


def test_only_engines_with_a_model_are_asked(newsroom: Path, tmp_path: Path) -> None:
    real.install(tmp_path / "models")
    settings(newsroom, tmp_path, "auto")
    assert report(newsroom).seconds == []
    settings(newsroom, tmp_path, "argos")
    found = report(newsroom)
    assert [problem.problem[:8] for problem in found.problems] == ["no model"]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("argos en-ru 1.5", "firefox en-ru base 3.0", True),
        ("firefox en-ru base 3.0", "argos en-ru 1.5", False),
        ("house en-ru 1", "firefox en-ru base 3.0", False),  # nobody published how good it is
        ("argos en-ru 1.5", "firefox en-ru tiny 3.0", False),  # .848 to .846
    ],
)
def test_a_better_engine_that_disagrees_is_a_finding(first: str, second: str, said: bool) -> None:
    one, other = Fake("first", always(GOOD)), Fake("second", always(FAR))
    one.signature, other.signature = first, second
    made = run(one, other)[SOURCE]
    assert made.text == GOOD
    assert made.agreement is not None
    assert made.agreement < UNLIKE
    assert ("models_disagree" in {finding.check for finding in made.findings}) is said


def test_a_better_engine_that_agrees_is_none() -> None:
    one, other = Fake("first", always(GOOD)), Fake("second", always(GOOD))
    one.signature, other.signature = "argos en-ru 1.5", "firefox en-ru base 3.0"
    assert run(one, other)[SOURCE].findings == ()


def test_what_a_second_opinion_took_is_counted(both: Path, tmp_path: Path) -> None:
    found = report(both)
    assert found.second_took > 0
    assert found.first_took > 0


TR = "64 kamyonluk konvoy pazartesi günü Kazan'dan ayrıldı."
TR_ALIKE = "64 kamyonluk konvoy pazartesi günü Kazan'dan çıktı."
TR_APART = "Pazartesi Kazan'ı terk eden konvoyda 64 araç vardı."
TR_APART_LOST = "Kazan'ı terk eden konvoyda araçlar vardı."
MUCH_BETTER = "argos en-tr 1.5", "firefox en-tr tiny 2.1"


@pytest.mark.parametrize(
    ("signatures", "second", "taken"),
    [
        (MUCH_BETTER, TR_APART, True),
        (MUCH_BETTER, TR_ALIKE, False),
        (MUCH_BETTER, TR_APART_LOST, False),
        (MUCH_BETTER, f"{TR_APART} Kazan'ı terk eden " * 4, False),  # broken
        (MUCH_BETTER[::-1], TR_APART, False),
        (("argos en-tr 1.5", "house en-tr 1"), TR_APART, False),  # nobody knows
    ],
)
def test_where_they_are_apart_a_much_better_engines_text_is_taken(
    signatures: tuple[str, str], second: str, taken: bool
) -> None:
    one, other = Fake("first", always(TR)), Fake("second", always(second))
    one.signature, other.signature = signatures
    ((_, made),) = translate([(Syntax.MARKDOWN, SOURCE)], one, "en", target="tr", second=other)
    assert made.text == (second if taken else TR)
    assert made.rescued is taken
    assert made.signature.engine == signatures[taken].split()[0]
    assert (agreement(TR, second) < APART) is (second != TR_ALIKE)
    assert not made.broken
    if taken:
        assert not made.findings


def test_of_engines_nearly_as_good_none_is_taken_for_being_apart() -> None:
    one, other = Fake("first", always(GOOD)), Fake("second", always(FAR_BUT_RIGHT))
    one.signature, other.signature = "argos en-ru 1.5", "firefox en-ru base 3.0"
    assert agreement(GOOD, FAR_BUT_RIGHT) < APART
    assert run(one, other)[SOURCE].text == GOOD


FAR_BUT_RIGHT = "64 машины выехали в понедельник из Казани."
