"""The guard and its rescues on real CTranslate2 models that fail in one certain way each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from dragoman import guard, rescue
from dragoman.engines import Decoding, Hypothesis, Translator, create
from dragoman.engines.argos import ArgosSettings
from dragoman.engines.base import USUAL
from dragoman.inline import inventory
from dragoman.model import Key, Machine, Syntax
from dragoman.signature import parse
from dragoman.translate import translate
from tests.conftest import Run, publish_drafts
from tests.transducers import (
    END,
    JUNK,
    LATIN,
    SPACE,
    SURE,
    Failing,
    Logits,
    cipher,
    translated,
)

SIGNATURE = "argos en-ru demo-1"


class Counting:
    """A translator that counts how often it is called and for how many texts."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.signature = translator.signature
        self.searches = translator.searches
        self.calls: list[int] = []

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        self.calls.append(len(texts))
        return self.translator.translate(texts, decoding, attended)


@contextmanager
def opened(model: Failing, folder: Path) -> Iterator[Counting]:
    model.package(folder)
    with create("argos", str(folder)).open("en", "ru") as translator:
        yield Counting(translator)


def run(
    model: Failing, folder: Path, *sources: str, syntax: Syntax = Syntax.PLAIN
) -> tuple[dict[str, Machine], list[int]]:
    keys: list[Key] = [(syntax, source) for source in sources]
    with opened(model, folder) as translator:
        made = {key[1]: machine for key, machine in translate(keys, translator, "en", target="ru")}
        return made, translator.calls


def altered(**reads: dict[str, float]) -> Logits:
    return cipher() | reads


def copying(letters: str, strength: float = SURE + 1) -> Logits:
    """The cipher with letters that are rather copied, as models do with what they do not know."""
    table = cipher()
    return table | {letter: table[letter] | {letter: strength} for letter in letters}


def against_copies(mark: str, weight: float) -> Logits:
    """A mark anywhere in the source keeps letters from being copied."""
    return {mark: dict.fromkeys(LATIN + LATIN.upper(), -weight)}


LONG = translated(
    "water has left all fields in the north, roads open again, people drive home, mend roofs and"
    " walls and feed cows, while boats bring bread, tents, soap, shoes, lamps, cups and clean milk,"
    " and children paint boxes, plant young trees, wash old carts, fill jugs, then go to school"
)


def by_heart(place: int) -> dict[str, float]:
    """The same long text for every source."""
    text = [*LONG.replace(" ", SPACE), ".", END]
    return {text[place]: 3 * SURE} if place < len(text) else {}


def blind_after(limit: int) -> Callable[[int], dict[str, float]]:
    """Nothing of a source is seen after so many characters."""
    return lambda place: {END: 4 * SURE} if place >= limit else {}


PLAIN = "Flood waters recede in the north, officials said."

RESCUES: list[tuple[str, str, Failing]] = [
    (guard.BEAM, "The lazy dog left.", Failing(altered(z={JUNK: SURE, "з": SURE - 0.3}))),
    (
        guard.VALUES_KEPT,
        "All 64 lorries left at once.",
        Failing(altered(**{n: {SPACE: SURE, n: SURE - 0.3} for n in "64"})),
    ),
    ("case", "FLOOD WATERS RECEDE", Failing(copying(LATIN.upper()))),
    (
        "case",
        "Flood Waters Recede in the North",
        Failing(
            copying(LATIN + LATIN.upper(), SURE - 2),
            {"W": dict.fromkeys(LATIN + LATIN.upper(), 25 * SURE)},
        ),
    ),
    (
        "final mark",
        "Flood waters recede",
        Failing(copying(LATIN + LATIN.upper()), against_copies(".", 40 * SURE)),
    ),
    (
        "final mark",
        "Is the dam open?",
        Failing(feels={"?": {JUNK: 20 * SURE}}),
    ),
    (
        "no repetition",
        "The quay is dry, men said.",
        Failing(follows={"қ": {"ю": 90.0}, "ю": {"қ": 90.0}}),
    ),
    ("longer", "Flood waters recede.", Failing({}, places=by_heart, length=300)),
    (
        "clauses",
        "The river fell by night, and the men slept at home.",
        Failing(places=blind_after(27)),
    ),
]


@pytest.mark.parametrize(("name", "source", "model"), RESCUES)
def test_each_rescue_succeeds_on_a_real_model(
    name: str, source: str, model: Failing, tmp_path: Path
) -> None:
    made, calls = run(model, tmp_path, source)
    assert str(made[source].signature) == f"{SIGNATURE} rescued: {name}"
    assert made[source].rescued
    assert not made[source].broken
    assert 1 <= len(calls) <= 1 + len(rescue.LADDER)


def test_a_heading_of_one_word_is_asked_for_again_and_a_name_stays(tmp_path: Path) -> None:
    heading = Failing(copying(LATIN + LATIN.upper()), against_copies(".", 40 * SURE))
    made, calls = run(heading, tmp_path / "heading", "Weather", "Reuters", "NATO")
    assert made["Weather"].text == translated("Weather")
    assert str(made["Weather"].signature) == f"{SIGNATURE} rescued: final mark"
    assert made["NATO"] == Machine("NATO", parse(SIGNATURE), made["NATO"].confidence)
    assert calls == [3, 2]
    name = Failing(copying(LATIN + LATIN.upper()))
    made, _ = run(name, tmp_path / "name", "Reuters")
    assert made["Reuters"] == Machine("Reuters", parse(SIGNATURE), made["Reuters"].confidence)


MASKS = [
    (rescue.OTHER_MASKS, Failing(cipher() | {"Q": {SPACE: SURE}}), 2),
    (rescue.OTHER_MASKS, Failing(cipher() | {"X": {"X": SURE}}, {"Q": {JUNK: 60 * SURE}}), 5),
    (rescue.AROUND, Failing(cipher() | {c: {SPACE: SURE} for c in "Q[{"}), 3),
    (rescue.AROUND, Failing(feels={c: {JUNK: 60 * SURE} for c in "Q[{"}), 6),
]


@pytest.mark.parametrize(("name", "model", "times"), MASKS)
def test_protected_parts_come_through_models_that_lose_their_masks(
    name: str, model: Failing, times: int, tmp_path: Path
) -> None:
    source = "Ask a@b.org or see [the `FLOOD` list](u)."
    made, calls = run(model, tmp_path, source, syntax=Syntax.MARKDOWN)
    assert str(made[source].signature) == f"{SIGNATURE} rescued: {name}"
    assert not made[source].broken
    assert inventory(made[source].text, Syntax.MARKDOWN) == inventory(source, Syntax.MARKDOWN)
    assert len(calls) == times
    words = translated("Ask or see the list.").split()
    assert [word for word in made[source].text.split() if word in words]


FAILURES: dict[str, Failing] = {
    "untranslated": Failing(copying(LATIN + LATIN.upper())),
    "loop": Failing(
        {piece: {"а": 90.0} for piece in cipher()},
        follows={"а": {"а": 90.0}},
    ),
    "junk": Failing(altered(**{letter: {JUNK: SURE} for letter in "eoEO"})),
    "truncated": Failing(places=blind_after(6)),
}

SOURCES = (PLAIN, "THE MUSEUM OF THE NORTH OPENS AGAIN")


@pytest.mark.parametrize("failure", FAILURES)
def test_what_nothing_helps_is_marked_in_few_calls(failure: str, tmp_path: Path) -> None:
    made, calls = run(FAILURES[failure], tmp_path, *SOURCES)
    for machine in made.values():
        assert machine.broken
        assert not machine.rescued
    assert len(calls) <= 1 + len(rescue.LADDER), "one call a step for all sentences"
    assert all(count <= 2 * len(made) for count in calls)


def test_a_sentence_of_2000_words_is_translated_to_its_end(tmp_path: Path) -> None:
    words = [f"{LATIN[i % 26]}{LATIN[i // 7 % 26]}{',' if i % 9 == 8 else ''}" for i in range(2000)]
    source = f"{' '.join(words)}."
    Failing(length=200).package(tmp_path)
    with create("argos", str(tmp_path), ArgosSettings(beam_size=1)).open("en", "ru") as translator:
        ((_, made),) = translate([(Syntax.PLAIN, source)], translator, "en", target="ru")
    assert made.text == translated(source)
    assert [finding.check for finding in made.findings] == ["split"]


def test_an_editor_is_told_what_was_rescued_and_what_was_not(newsroom: Path, run: Run) -> None:
    model = Failing(altered(z={JUNK: SURE}) | {a: {a: SURE} for a in LATIN.upper() if a != "T"})
    models = newsroom / "models"
    model.package(models)
    text = "FLOOD WATERS RECEDE\n\nThe men left at once. The lazy dog slept.\n"
    (newsroom / "seeds" / "dog.txt").write_text(text, encoding="utf-8")
    words = ("translate", "seeds/dog.txt", "--to", "ru", "--engine", "argos", "--models")
    told = run(*words, str(models))
    assert told.exit_code == 0
    assert "Rescued 1 broken sentence; 1 stayed broken, marked with an error" in told.output
    review = yaml.safe_load((newsroom / "locales" / "ru" / "dog.txt.yaml").read_text("utf-8"))
    heading, men, dog = review["segments"]
    signed = {each: record["engine"] for each, record in review["record"].items()}
    assert signed[heading["id"]] == f"{SIGNATURE} rescued: case"
    assert signed[men["id"]] == SIGNATURE
    assert signed[dog["id"]].startswith(f"{SIGNATURE} tried: ")
    assert "findings" not in men
    assert any("no rescue helped" in finding.get("broken", "") for finding in dog["findings"])
    assert "dog.txt" in run("status", "--risky", "1").output
    publish_drafts(newsroom)
    exported = run("export", "seeds/dog.txt", "--to", "ru")
    assert exported.exit_code == 1
    assert not (newsroom / "output" / "ru" / "dog.txt").exists()
