"""Each rescue at work, through translators that fail in one certain way, and real small models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import rescue
from dragoman.checks import Context
from dragoman.engines import Decoding, Hypothesis, create
from dragoman.engines.base import USUAL
from dragoman.inline import Names
from dragoman.model import Finding, Key, Machine, Severity, Syntax
from dragoman.translate import copies, translate
from dragoman.typography import Finished, Typography, finish
from tests.packages import SENTENCES, Kind, package_folder
from tests.strategies import sentences

SIGNATURE = "test en-ru 1"
LETTERS = str.maketrans("abcdefghijklmnoprstuvwyz", "абцдефгхийклмнопрстувшыз")
STOPPED = Finding("truncated", "the model did not come to an end", Severity.ERROR)

Does = Callable[[str, Decoding], Hypothesis | str]


def good(text: str) -> str:
    """A translation of sorts: the same in Cyrillic letters; masks stay."""
    return " ".join(
        word if word.startswith(("XQ", "[")) else word.lower().translate(LETTERS)
        for word in text.split()
    )


class Scripted:
    """Does what the test says, and notes what it was asked."""

    signature = SIGNATURE
    searches = True

    def __init__(self, does: Does) -> None:
        self.does = does
        self.calls: list[tuple[tuple[str, ...], Decoding]] = []

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        self.calls.append((tuple(texts), decoding))
        for index in reversed(range(len(texts))):
            made = self.does(texts[index], decoding)
            yield index, made if isinstance(made, Hypothesis) else Hypothesis(made, 0.9)


def run(sources: Sequence[str], engine: Scripted) -> dict[str, Machine]:
    keys: list[Key] = [(Syntax.MARKDOWN, source) for source in sources]
    return {key[1]: made for key, made in translate(keys, engine, "en", target="ru")}


def beam(text: str, decoding: Decoding) -> Hypothesis:
    return Hypothesis(text, 0.9, (), (Hypothesis(good(text), 0.6),))


def unless(condition: Callable[[str, Decoding], bool], failure: Callable[[str], str]) -> Does:
    return lambda text, decoding: good(text) if condition(text, decoding) else failure(text)


def copy(text: str) -> str:
    return text


def loop(text: str) -> str:
    return "да и нет " * 9


PLAIN = "Flood waters recede in the north, officials said."

RESCUES: list[tuple[str, str, Does, str, int]] = [
    ("n-best", PLAIN, beam, good(PLAIN), 1),
    (
        "case",
        "FLOOD WATERS RECEDE",
        unless(lambda text, _: not text.isupper(), copy),
        good("Flood waters recede"),
        2,
    ),
    (
        "final mark",
        "Flood waters recede",
        unless(lambda text, _: text.endswith("."), copy),
        good("Flood waters recede"),
        2,
    ),
    (
        "final mark",
        "Is the museum open?",
        unless(lambda text, _: not text.endswith("?"), loop),
        good("Is the museum open?"),
        2,
    ),
    (
        "no repetition",
        PLAIN,
        unless(lambda _, decoding: bool(decoding.no_repeat_ngram), loop),
        good(PLAIN),
        3,
    ),
    (
        "longer",
        PLAIN,
        lambda text, decoding: Hypothesis(
            good(text), 0.5, () if decoding.limit_factor > 1 else (STOPPED,)
        ),
        good(PLAIN),
        4,
    ),
    ("clauses", PLAIN, unless(lambda text, _: len(text) < 40, copy), good(PLAIN), 3),
]


@pytest.mark.parametrize(("name", "source", "does", "expected", "calls"), RESCUES)
def test_each_rescue_succeeds_and_is_signed(
    name: str, source: str, does: Does, expected: str, calls: int
) -> None:
    engine = Scripted(does)
    made = run([source], engine)[source]
    assert made.text == expected
    assert str(made.signature) == f"{SIGNATURE} rescued: {name}"
    assert made.rescued
    assert not made.broken
    assert len(engine.calls) == calls


NAMES = Context(names=Names(["Reuters", "C++"]))


@pytest.mark.parametrize("keeps", [lambda text: text, lambda text: text.replace("XQ1", "")])
def test_names_come_through_exactly_once(keeps: Callable[[str], str]) -> None:
    source = "Reuters says that *C++* is an old language."
    engine = Scripted(lambda text, _: good(keeps(text)))
    keys: list[Key] = [(Syntax.MARKDOWN, source)]
    ((_, made),) = translate(keys, engine, "en", target="ru", context=NAMES)
    assert "Reuters" not in "".join(text for texts, _ in engine.calls for text in texts)
    assert made.text.count("Reuters") == made.text.count("*C++*") == 1
    assert not made.broken


def test_a_sentence_of_names_needs_no_engine() -> None:
    assert list(copies([(Syntax.PLAIN, "Reuters, C++"), (Syntax.PLAIN, "a")], context=NAMES)) == [
        (Syntax.PLAIN, "Reuters, C++")
    ]


def test_what_is_not_broken_is_asked_for_once_and_signed_as_ever() -> None:
    engine = Scripted(lambda text, _: good(text))
    for made in run(SENTENCES, engine).values():
        assert str(made.signature) == SIGNATURE
        assert not made.rescued
    assert len(engine.calls) == 1


def test_the_protected_is_rescued_by_the_beam_before_it_is_sent_again() -> None:
    source = "Write to desk@example.org about the museum today."
    kept = Hypothesis("Пишите XQ1 о музее сегодня.", 0.85)
    beam_first = Scripted(lambda text, _: Hypothesis("Пишите о музее сегодня.", 0.9, (), (kept,)))
    made = run([source], beam_first)[source]
    assert made.text == "Пишите desk@example.org о музее сегодня."
    assert str(made.signature) == f"{SIGNATURE} rescued: values and terms"


WRITE = "Write to desk@example.org or see `FLOOD` today."


def masked(text: str) -> bool:
    return "XQ" in text or "[1]" in text


def test_what_typography_puts_right_is_not_broken() -> None:
    engine = Scripted(lambda text, _: "غادر نحو 000 55 شخص.")

    def finisher(text: str, syntax: Syntax, source: str) -> Finished:
        return finish(text, "ar", syntax, Typography(), source=source, source_language="en")

    key = (Syntax.PLAIN, "About 55,000 people left.")
    ((_, made),) = translate([key], engine, "en", target="ar", finisher=finisher)
    assert (made.text, made.findings) == ("غادر نحو 55,000 شخص.", ())
    assert len(engine.calls) == 1


def test_a_link_text_that_is_left_in_english_by_itself_breaks_no_sentence() -> None:
    source = "The [museum of the north](u) opens."
    engine = Scripted(lambda text, _: good(text) if text.startswith("The ") else text)
    made = run([source], engine)[source]
    assert (made.broken, str(made.signature)) == (False, SIGNATURE)
    assert made.text.count("](u)") == 1
    assert len(engine.calls) == 1


MASKS: list[tuple[str, Does, str, int]] = [
    (rescue.OTHER_MASKS, lambda text, _: good(text.replace("XQ", "")), "[1]", 2),
    (rescue.OTHER_MASKS, unless(lambda text, _: "XQ" not in text, copy), "[1]", 3),
    (rescue.AROUND, lambda text, _: good(text.translate(dict.fromkeys(map(ord, "XQ[]")))), "", 3),
    (rescue.AROUND, unless(lambda text, _: not masked(text), copy), "", 4),
]


@pytest.mark.parametrize(("name", "does", "mask", "calls"), MASKS)
def test_what_masks_do_is_tried_with_others_and_then_translated_around(
    name: str, does: Does, mask: str, calls: int
) -> None:
    engine = Scripted(does)
    made = run([WRITE, PLAIN], engine)
    assert str(made[WRITE].signature) == f"{SIGNATURE} rescued: {name}"
    assert made[WRITE].rescued
    assert not made[WRITE].broken
    around = f"{good('Write to')} desk@example.org {good('or see')} `FLOOD` {good('today.')}"
    assert made[WRITE].text == around
    assert mask in engine.calls[-1][0][0]
    assert made[PLAIN] == run([PLAIN], Scripted(lambda text, _: good(text)))[PLAIN]
    assert len(engine.calls) == calls


FAILURES: dict[str, Does] = {
    "copies": lambda text, _: text,
    "loops": lambda text, _: Hypothesis(loop(text), 0.9, (STOPPED,)),
    "says nothing": lambda text, _: "",
    "writes junk": lambda text, _: good(text) + " ⁇",
    "stops early": lambda text, _: good(text)[:6],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_is_marked_when_nothing_helps(failure: str) -> None:
    engine = Scripted(FAILURES[failure])
    sources = [*SENTENCES, "FLOOD WATERS RECEDE IN THE NORTH"]
    for made in run(sources, engine).values():
        assert made.broken
        assert not made.rescued
        assert str(made.signature).startswith(SIGNATURE)
        assert "rescued" not in str(made.signature)
    assert len(engine.calls) <= 1 + len(rescue.LADDER), "one call a step for all sentences"


def test_without_a_target_language_nothing_is_guarded() -> None:
    engine = Scripted(lambda text, _: text)
    key = (Syntax.PLAIN, PLAIN)
    assert dict(translate([key], engine, "en"))[key].findings == ()
    assert len(engine.calls) == 1


@given(
    st.lists(sentences, max_size=5),
    st.sampled_from(sorted(FAILURES)),
    st.sets(st.integers(0, 40), max_size=20),
)
def test_no_sentence_is_lost_and_good_ones_stay_whatever_fails(
    sources: list[str], failure: str, lengths: set[int]
) -> None:
    def does(text: str, decoding: Decoding) -> Hypothesis | str:
        return FAILURES[failure](text, decoding) if len(text) % 41 in lengths else good(text)

    made = run(sources, Scripted(does))
    assert set(made) == set(sources)
    first = run(sources, Scripted(does))
    assert first == made, "the same in every run"
    for machine in made.values():
        assert not (machine.rescued and "tried" in str(machine.signature))


@pytest.mark.parametrize("kind", list(Kind))
def test_real_models_that_misbehave_lose_nothing_and_are_marked(kind: Kind, tmp_path: Path) -> None:
    package_folder(tmp_path, kind, target="ru", version="demo-1")
    keys: list[Key] = [(Syntax.MARKDOWN, source) for source in (*SENTENCES, "THE MUSEUM OPENS")]
    with create("argos", str(tmp_path)).open("en", "ru") as translator:
        made = dict(translate(keys, translator, "en", target="ru"))
    assert set(made) == set(keys)
    if kind is not Kind.RANDOM:
        assert all(machine.broken for machine in made.values())
