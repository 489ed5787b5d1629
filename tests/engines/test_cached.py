"""What is remembered changes no result, and nothing that happens to the file does any harm."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.engines import Hypothesis, Translator, create
from dragoman.engines.argos import ArgosSettings
from dragoman.engines.base import USUAL, Decoding, Identified
from dragoman.engines.cached import cached
from dragoman.engines.early import Foreseeing
from dragoman.errors import EngineError
from dragoman.model import Finding, Severity
from tests.packages import SENTENCES, Kind, package_folder
from tests.processes import python

FINDINGS = (
    Finding("split", "zu lang — 文", Severity.WARNING),
    Finding("empty", "", Severity.ERROR),
)


class Reverser:
    """Turns texts round, from the last to the first, and writes down what it was asked."""

    name = "reverser"
    guarded = False

    def searches(self, source: str, target: str) -> bool:
        return True

    def __init__(self, identity: str = "one") -> None:
        self.id = identity
        self.loaded = 0
        self.asked: list[str] = []

    def signature(self, source: str, target: str) -> str:
        return f"reverser {source}-{target}"

    def identity(self, source: str, target: str) -> str:
        return f"{self.id} {source}-{target}"

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        self.loaded += 1
        if self.id == "broken":
            raise EngineError("it does not load")
        yield _Reversing(self, self.signature(source, target))


class _Reversing:
    searches = True

    def __init__(self, engine: Reverser, signature: str) -> None:
        self.engine = engine
        self._signature = signature

    @property
    def signature(self) -> str:
        return self._signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        for index in reversed(range(len(texts))):
            text = texts[index]
            self.engine.asked.append(text)
            sure = None if not text else len(text) / 64
            others = (Hypothesis(text * 2, 0.25, FINDINGS[:1]),) * (len(text) % 2)
            made = text[::-1] if decoding == USUAL else f"{text[::-1]} {decoding.limit_factor}"
            yield index, Hypothesis(made, sure, FINDINGS[: len(text) % 3], others)


def fail(message: str) -> None:
    raise AssertionError(message)


def over(
    file: Path,
    engine: Reverser,
    texts: Sequence[str],
    *,
    warn: Callable[[str], None] = fail,
    recall: bool = True,
    target: str = "fa",
) -> list[Hypothesis]:
    """Translate through the memory, each index once, and return the results in order."""
    with cached(engine, file, warn, recall=recall).open("en", target) as translator:
        pairs = list(translator.translate(texts))
    assert sorted(index for index, _ in pairs) == list(range(len(texts)))
    return [hypothesis for _, hypothesis in sorted(pairs, key=lambda pair: pair[0])]


def plain(texts: Sequence[str]) -> list[Hypothesis]:
    with Reverser().open("en", "fa") as translator:
        return [made for _, made in sorted(translator.translate(texts), key=lambda pair: pair[0])]


texts_ = st.lists(st.sampled_from(["", "a", "it", "кот", "we sang", "x\0y", "😀"]), max_size=12)


@given(st.lists(texts_, max_size=4))
def test_results_are_the_same_and_nothing_is_asked_twice(runs: list[list[str]]) -> None:
    engine = Reverser()
    with TemporaryDirectory() as folder:
        for texts in runs:
            before = tuple(engine.asked)
            assert over(Path(folder, "c"), engine, texts) == plain(texts)
            assert not set(before).intersection(engine.asked[len(before) :])
    assert set(engine.asked) == {text for texts in runs for text in texts}


def test_what_is_remembered_comes_first_and_loads_no_model(tmp_path: Path) -> None:
    over(tmp_path / "c", Reverser(), ["one", "two"])
    engine = Reverser()
    over(tmp_path / "c", engine, ["two", "one", "two"])
    assert (engine.loaded, engine.asked) == (0, [])
    with cached(engine, tmp_path / "c", fail).open("en", "fa") as translator:
        results = translator.translate(["new", "one"])
        assert next(results)[0] == 1
        assert engine.loaded == 0
        assert [index for index, _ in results] == [0]
    assert engine.loaded == 1


class Threaded(Reverser):
    """One that may be opened in a thread; it notes in which, and what is still open."""

    opens_in_thread = True

    def __init__(self, identity: str = "one") -> None:
        super().__init__(identity)
        self.threads: list[threading.Thread] = []
        self.may_load = threading.Event()
        self.may_load.set()
        self.open_now = 0

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        self.threads.append(threading.current_thread())
        assert self.may_load.wait(20)
        with super().open(source, target) as translator:
            self.open_now += 1
            try:
                yield translator
            finally:
                self.open_now -= 1


@given(texts_, texts_, st.booleans(), st.booleans())
def test_a_model_is_loaded_early_if_it_will_be_asked_and_never_else(
    before: list[str], after: list[str], attended: bool, recall: bool
) -> None:
    looked = frozenset(before) if attended else frozenset()
    with TemporaryDirectory() as folder:
        with cached(Reverser(), Path(folder, "c"), fail).open("en", "fa") as translator:
            assert len(list(translator.translate(before, attended=looked))) == len(before)
        engine = Threaded()
        memory = cached(engine, Path(folder, "c"), fail, recall=recall)
        with memory.open("en", "fa") as translator:
            assert isinstance(translator, Foreseeing)
            wanted = bool(set(after) - set(before)) if recall else bool(after)
            assert [translator.foresee(after) for _ in range(2)] == [wanted, wanted]
            made = dict(translator.translate(after))
            assert [made[index] for index in range(len(after))] == plain(after)
            assert engine.loaded == (wanted or bool(after and attended))
            assert engine.loaded == 0 or (engine.threads[0] is threading.main_thread()) != wanted
        assert engine.open_now == 0


def test_what_is_foreseen_is_taken_no_further_than_it_takes_to_know(tmp_path: Path) -> None:
    over(tmp_path / "c", Reverser(), ["one"])
    texts = iter(["one", "two", "three", "four"])
    with cached(Threaded(), tmp_path / "c", fail).open("en", "fa") as translator:
        assert isinstance(translator, Foreseeing)
        assert translator.foresee(texts)
    assert list(texts) == ["three", "four"]


def test_an_engine_that_does_not_say_so_is_opened_in_no_other_thread(tmp_path: Path) -> None:
    engine = Reverser()
    with cached(engine, tmp_path / "c", fail).open("en", "fa") as translator:
        assert isinstance(translator, Foreseeing)
        assert translator.foresee(["one"])
        assert engine.loaded == 0
        assert dict(translator.translate(["one"])) == {0: plain(["one"])[0]}


def test_what_goes_wrong_early_is_told_when_it_is_asked(tmp_path: Path) -> None:
    with cached(Threaded("broken"), tmp_path / "c", fail).open("en", "fa") as translator:
        assert isinstance(translator, Foreseeing)
        assert translator.foresee(["one"])
        for _ in range(2):
            with pytest.raises(EngineError, match="it does not load"):
                next(translator.translate(["one"]))


def test_an_interrupt_while_it_is_loaded_lets_the_model_go(tmp_path: Path) -> None:
    engine = Threaded()
    engine.may_load.clear()

    def interrupted() -> None:
        with cached(engine, tmp_path / "c", fail).open("en", "fa") as translator:
            assert isinstance(translator, Foreseeing)
            assert translator.foresee(["one"])
            threading.Timer(0.1, engine.may_load.set).start()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (engine.loaded, engine.open_now) == (1, 0)


def test_each_identity_and_direction_has_its_own_translations(tmp_path: Path) -> None:
    first, second = Reverser(), Reverser("two")
    for engine in (first, second, first):
        for target in ("fa", "ru"):
            over(tmp_path / "c", engine, ["one"], target=target)
    assert first.asked == second.asked == ["one", "one"]


def test_each_way_of_decoding_has_its_own_translations(tmp_path: Path) -> None:
    engine = Reverser()
    for _ in range(2):
        with cached(engine, tmp_path / "c", fail).open("en", "fa") as translator:
            texts = [
                made.text
                for decoding in (USUAL, Decoding(limit_factor=2.0))
                for _, made in translator.translate(["one"], decoding)
            ]
        assert texts == ["eno", "eno 2.0"]
    assert engine.asked == ["one", "one"]


def test_again_asks_anew_and_remembers_it(tmp_path: Path) -> None:
    engine = Reverser()
    over(tmp_path / "c", engine, ["one", "two"])
    over(tmp_path / "c", engine, ["one"], recall=False)
    over(tmp_path / "c", engine, ["one", "two"])
    assert engine.asked == ["two", "one", "one"]


def test_a_result_is_kept_before_anyone_sees_it(tmp_path: Path) -> None:
    with cached(Reverser(), tmp_path / "c", fail).open("en", "fa") as translator:
        next(translator.translate(["one", "two"]))
        engine = Reverser()
        over(tmp_path / "c", engine, ["one", "two"])
        assert engine.asked == ["one"]


def garbage(file: Path) -> None:
    file.write_bytes(b"no database " * 1000)


def folder(file: Path) -> None:
    file.mkdir()


def damage(file: Path) -> None:
    over(file, Reverser(), [f"sentence {i}" for i in range(2000)])
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def foreign_rows(file: Path) -> None:
    over(file, Reverser(), ["one", "two"])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("update translations set hypotheses = '[1]'")
        connection.commit()


def refusing(file: Path) -> None:
    over(file, Reverser(), ["zero"])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "create trigger full before insert on translations "
            "begin select raise(abort, 'disk full'); end"
        )
        connection.commit()


@pytest.mark.parametrize("spoil", [garbage, folder, damage, foreign_rows, refusing])
def test_a_spoilt_file_costs_one_warning(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    file = tmp_path / "c"
    spoil(file)
    warnings: list[str] = []
    engine = cached(Reverser(), file, warnings.append)
    for target in ("fa", "ru"):
        with engine.open("en", target) as translator:
            pairs = dict(translator.translate(["one", "two"]))
        assert [pairs[0], pairs[1]] == plain(["one", "two"])
    (warning,) = warnings
    assert str(file) in warning


def test_a_folder_that_cannot_be_made_costs_one_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    warnings: list[str] = []
    made = over(tmp_path / "file" / "c", Reverser(), ["one"], warn=warnings.append)
    assert made == plain(["one"])
    assert len(warnings) == 1


def test_a_file_of_another_version_is_emptied(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "c")) as connection:
        connection.execute("create table translations (something)")
        connection.execute("pragma user_version = 99")
    engine = Reverser()
    for _ in range(2):
        over(tmp_path / "c", engine, ["one"])
    assert engine.asked == ["one"]


WRITER = """
import sys
from pathlib import Path
from tests.engines.test_cached import Reverser, over
texts = [f"sentence {i}" for i in range(int(sys.argv[2]), int(sys.argv[3]))]
over(Path(sys.argv[1]), Reverser(), texts)
"""


def test_two_processes_share_the_file(tmp_path: Path) -> None:
    file = tmp_path / "c"
    ranges = [(0, 400), (200, 600)]
    writers = [
        subprocess.Popen([*python(), "-c", WRITER, str(file), str(start), str(end)])
        for start, end in ranges
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    engine = Reverser()
    over(file, engine, [f"sentence {i}" for i in range(600)])
    assert engine.asked == []


KILLED = """
import os, signal, sys
from pathlib import Path
from dragoman import project, workflow
from dragoman.engines.base import USUAL, Decoding
from dragoman.engines.cached import cached
from tests.engines.test_cached import Reverser, fail

root, log, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

class Asked(list):
    def append(self, text):
        super().append(text)
        if len(self) > limit:
            os.kill(os.getpid(), signal.SIGKILL)
        with open(log, "a", encoding="utf-8") as file:
            print(text, file=file)

engine = Reverser()
engine.asked = Asked()
scope = workflow.Scope(project.find(root), (), ["fa"], root)
workflow.translate(scope, cached(engine, scope.store.cache_path, fail))
"""


def test_a_killed_run_goes_on_where_it_stood(newsroom: Path, tmp_path: Path) -> None:
    log = tmp_path / "asked"

    def run(limit: int) -> int:
        command = [*python(), "-c", KILLED, str(newsroom), str(log), str(limit)]
        repository = Path(__file__).parents[2]
        path = os.pathsep.join([str(repository), *sys.path])
        return subprocess.run(
            command, env={**os.environ, "PYTHONPATH": path}, check=False, timeout=60
        ).returncode

    assert [run(2), run(3), run(99)] == [-signal.SIGKILL, -signal.SIGKILL, 0]
    asked = log.read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(set(asked)) > 5  # more than both killed runs finished
    assert not any(path.suffix == ".tmp" for path in newsroom.rglob("*"))


def test_packages_are_remembered_by_what_is_in_them(tmp_path: Path) -> None:
    identities = set()
    for version in ("1.5", "1.6"):
        package_folder(tmp_path / version, Kind.RANDOM, version=version)
        for beam in (1, 4):
            engine = create(
                "argos", str(tmp_path / version), ArgosSettings(threads=1, beam_size=beam)
            )
            assert isinstance(engine, Identified)
            identities.add(engine.identity("en", "fa"))
    assert len(identities) == 4
    with engine.open("en", "fa") as translator:
        expected = dict(translator.translate(SENTENCES))
    for _ in range(2):
        with cached(engine, tmp_path / "c", fail).open("en", "fa") as translator:
            assert translator.signature == engine.signature("en", "fa")
            assert dict(translator.translate(SENTENCES)) == expected


def test_pseudo_is_not_remembered(tmp_path: Path) -> None:
    engine = create("pseudo")
    assert cached(engine, tmp_path / "c", fail) is engine


def test_an_error_of_the_engine_comes_through(tmp_path: Path) -> None:
    engine = cached(Reverser("broken"), tmp_path / "c", fail)
    with engine.open("en", "fa") as translator, pytest.raises(EngineError, match="not load"):
        list(translator.translate(["one"]))
