"""Several windows asked for at once: the same bytes, whoever is ready first, and no idle worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import project, workflow
from dragoman.engines import Hypothesis
from dragoman.engines.base import USUAL, Decoding
from dragoman.engines.cached import cached
from dragoman.errors import EngineError
from dragoman.workflow import Scope, TranslateReport
from dragoman.workflow.elsewhere import Elsewhere

PATIENCE = 20
WINDOW = 60
WORDS = [
    "رودخانه",
    "آرام",
    "است",
    "و",
    "مردم",
    "شهر",
    "کنار",
    "پل",
    "قدیمی",
    "چای",
    "می\u200cنوشند",
]


class Stumbling:
    """Gives nothing for some sentences until their final mark is another one."""

    name = "stumbling"
    guarded = True

    def __init__(self, during: Callable[[str], None] = lambda text: None) -> None:
        self.during = during
        self.lock = threading.Lock()
        self.at_once = self.most_at_once = 0

    def searches(self, source: str, target: str) -> bool:
        return True

    def signature(self, source: str, target: str) -> str:
        return f"stumbling {source}-{target} 1"

    def identity(self, source: str, target: str) -> str:
        return self.signature(source, target)

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[_StumblingTranslator]:
        yield _StumblingTranslator(self, self.signature(source, target))


class _StumblingTranslator:
    searches = True

    def __init__(self, engine: Stumbling, signature: str) -> None:
        self._engine = engine
        self.signature = signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        engine = self._engine
        with engine.lock:
            engine.at_once += 1
            engine.most_at_once = max(engine.at_once, engine.most_at_once)
        try:
            for index, text in enumerate(texts):
                engine.during(text)
                made = " ".join(WORDS[: len(text.split())])
                broken = "hard" in text and text.endswith(".")
                yield index, Hypothesis("" if broken else f"{made}.", 0.5)
        finally:
            with engine.lock:
                engine.at_once -= 1


def newsroom(folder: str, articles: Sequence[Sequence[str]]) -> Path:
    root = Path(folder)
    (root / "seeds").mkdir()
    settled = "targets: [fa]\nsecond-opinion: off\n"
    (root / "dragoman.yaml").write_text(settled, encoding="utf-8")
    for number, lines in enumerate(articles):
        text = "\n\n".join(lines)
        (root / "seeds" / f"{number:02}.txt").write_text(f"{text}\n", encoding="utf-8")
    return root


def translated(root: Path, engine: Stumbling, room: int | None) -> TranslateReport:
    scope = Scope(project.find(root), (), (), root)
    elsewhere = None
    if room is not None:
        elsewhere = Elsewhere(room, lambda: room, lambda: None)
    remembering = cached(engine, scope.store.cache_path, pytest.fail)
    return workflow.translate(scope, remembering, window=WINDOW, elsewhere=elsewhere)


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.glob("locales/**/*.yaml")}


LINES = st.sampled_from(
    [f"The {kind} river {verb} again." for kind in ("hard", "slow") for verb in ("fell", "rose")]
    + ["Nobody slept.", "A hard night came.", "Why did it rain?"]
)


@settings(max_examples=15)
@given(st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=1, max_size=8), st.integers(1, 5))
def test_several_windows_at_once_make_the_bytes_of_one_after_the_other(
    articles: list[list[str]], room: int
) -> None:
    def uneven(text: str) -> None:
        time.sleep(len(text) % 3 / 1000)

    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        usual = translated(newsroom(one, articles), Stumbling(), None)
        engine = Stumbling(uneven)
        found = translated(newsroom(other, articles), engine, room)
        assert files(Path(other)) == files(Path(one))
        assert [file.article for file in found.files] == [file.article for file in usual.files]
        assert (found.sentences, found.words) == (usual.sentences, usual.words)
        assert engine.most_at_once <= room


def test_another_window_is_translated_while_a_broken_sentence_is_asked_for_again(
    tmp_path: Path,
) -> None:
    """Else workers would have nothing to do while the last few sentences of a window wait."""
    others = threading.Event()
    waited: list[bool] = []

    def during(text: str) -> None:
        if text.startswith("A quiet"):
            others.set()
        if "hard" in text and not text.endswith("."):
            waited.append(others.wait(PATIENCE))

    articles = [["The hard river fell again and nobody slept that night."], ["A quiet night came."]]
    report = translated(newsroom(str(tmp_path), articles), Stumbling(during), 2)
    assert waited == [True]
    assert (report.rescued, report.broken) == (1, 0)


def test_one_article_that_fails_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def during(text: str) -> None:
        if text.startswith("Poison"):
            raise ValueError("nobody expected this")

    articles = [[f"River {number} fell by so and so many metres."] for number in range(5)]
    articles[2] = ["Poison is in the well."]
    report = translated(newsroom(str(tmp_path), articles), Stumbling(during), 3)
    assert sorted(files(tmp_path)) == [f"{number:02}.txt.yaml" for number in (0, 1, 3, 4)]
    assert [problem.path for problem in report.problems] == ["seeds/02.txt"]


def test_an_engine_that_fails_is_told_once_and_what_is_finished_stays(tmp_path: Path) -> None:
    finished = threading.Event()

    def during(text: str) -> None:
        if text.startswith("Poison"):
            assert finished.wait(PATIENCE)
            raise EngineError("the model is gone")
        if text.startswith("River 3"):
            finished.set()

    articles = [
        [f"River {number} fell by so and so many metres, all night."] for number in range(4)
    ]
    articles.append(["Poison is in the well."])
    report = translated(newsroom(str(tmp_path), articles), Stumbling(during), 2)
    assert [problem.problem for problem in report.problems] == ["the model is gone"]
    assert {"00.txt.yaml", "01.txt.yaml"} <= set(files(tmp_path))


@given(st.integers(0, 12), st.integers(1, 5), st.integers(0, 7))
def test_every_question_is_answered_once_and_no_more_are_on_their_way_than_there_is_room(
    number: int, most: int, room: int
) -> None:
    taken: list[int] = []
    answered: list[int] = []

    def questions() -> Iterator[tuple[int, Callable[[], int]]]:
        for place in range(number):
            taken.append(place)
            assert len(taken) - len(answered) <= max(1, min(most, room))
            yield place, lambda place=place: place * place  # type: ignore[misc]

    for place, answer in Elsewhere(most, lambda: room, pytest.fail).answered(questions()):
        answered.append(place)
        assert answer() == place * place
    assert sorted(answered) == list(range(number))


def test_who_takes_no_more_answers_makes_an_end_to_what_is_on_its_way() -> None:
    stopped = threading.Event()

    def endless() -> bool:
        return stopped.wait(PATIENCE)

    questions = iter([("short", lambda: True), ("long", endless), ("never", endless)])
    begun = time.monotonic()
    answers = Elsewhere(2, lambda: 2, stopped.set).answered(questions)
    assert next(answers)[0] == "short"
    answers.close()
    assert stopped.is_set()
    assert time.monotonic() - begun < PATIENCE / 2
