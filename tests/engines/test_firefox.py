"""Laws of translating, on a real model of Firefox Translations."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fxtranslate import Translator as Model
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.engines import Hypothesis, Translator, create
from dragoman.engines.cached import cached
from dragoman.engines.firefox import LONGEST_PART, FirefoxSettings
from dragoman.errors import ModelError
from dragoman.models import firefox, installed
from tests import real
from tests.packages import SENTENCES, package_folder

WORDS = sorted({word for text in SENTENCES for word in text.split()})
texts = st.one_of(
    st.sampled_from(["", " ", *SENTENCES]),
    st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real.install(tmp_path_factory.mktemp("firefox"), *real.DIRECTIONS)


@pytest.fixture(scope="module")
def translator(models: Path) -> Iterator[Translator]:
    engine = create("firefox", str(models), FirefoxSettings(processes=2))
    with engine.open("en", "pt") as translator:
        yield translator


def translated(translator: Translator, texts: Sequence[str]) -> list[Hypothesis]:
    pairs = list(translator.translate(texts))
    assert sorted(index for index, _ in pairs) == list(range(len(texts)))
    return [hypothesis for _, hypothesis in sorted(pairs, key=lambda pair: pair[0])]


@given(st.lists(texts, max_size=12))
@settings(max_examples=15)
def test_every_index_once_and_the_same_text_in_any_company(
    translator: Translator, texts: list[str]
) -> None:
    together = translated(translator, texts)
    assert together == [translated(translator, [text])[0] for text in texts]
    for text, hypothesis in zip(texts, together, strict=True):
        assert bool(hypothesis.text) or not text.strip() or hypothesis.findings


def test_it_is_what_the_model_makes(translator: Translator, models: Path) -> None:
    (package,) = [one for one in installed(models) if one.to_code == "pt"]
    files = firefox.files(package.path).arguments
    alone = Model(*(file.read_bytes() for file in files))
    made = translated(translator, SENTENCES)
    assert [hypothesis.text for hypothesis in made] == list(map(alone.translate, SENTENCES))
    assert "64 caminhões" in made[0].text
    assert all(each.confidence is None and not each.findings for each in made)


def test_nothing_gives_nothing(translator: Translator) -> None:
    assert translated(translator, []) == []
    assert translated(translator, ["", " ", "\u200a"]) == [Hypothesis("")] * 3


def test_a_long_text_is_translated_in_parts_to_its_end(translator: Translator) -> None:
    long = f"{', '.join(text.rstrip('.') for text in SENTENCES * 6)}, and the last word is cheese."
    (made,) = translated(translator, [long])
    assert [finding.check for finding in made.findings] == ["split"]
    assert "queijo" in made.text
    assert len(made.text) > 0.7 * len(long)


def test_a_word_that_is_longer_than_the_model_reads_takes_no_time(translator: Translator) -> None:
    (made,) = translated(translator, ["a1" * 400])
    assert "split" in [finding.check for finding in made.findings]
    assert len("a1" * 400) > LONGEST_PART


def test_signature_and_identity(models: Path, tmp_path: Path) -> None:
    engine = create("firefox", str(models))
    assert engine.signature("en", "pt-BR") == "firefox en-pt tiny 2.0"
    with engine.open("en", "pt") as translator:
        assert translator.signature == "firefox en-pt tiny 2.0"
    other = real.install(tmp_path / "other")
    file = next(other.glob("*/vocab.*.spm"))
    identities = set()
    for data in (file.read_bytes(), file.read_bytes() + b"x"):
        file.write_bytes(data)
        made = create("firefox", str(other))
        assert hasattr(made, "identity")
        identities.add(made.identity("en", "pt"))
    assert len(identities) == 2


def test_through_english(models: Path) -> None:
    # Back into the language it came from: there is no third one here.
    link = models / "firefox-en_es-1"
    (package,) = [one for one in installed(models) if one.to_code == "pt"]
    link.mkdir()
    try:
        for file in package.path.iterdir():
            (link / file.name).symlink_to(file)
        metadata = json.loads((package.path / "metadata.json").read_text(encoding="utf-8"))
        (link / "metadata.json").unlink()
        text = json.dumps({**metadata, "to_code": "es"})
        (link / "metadata.json").write_text(text, encoding="utf-8")
        engine = create("firefox", str(models))
        assert engine.signature("pt", "es") == "firefox pt-en tiny 2.0 + en-es tiny 2.0"
        with engine.open("pt", "es") as translator:
            (made,) = translated(translator, ["O comboio saiu na segunda-feira."])
        assert "segunda-feira" in made.text
    finally:
        for file in link.iterdir():
            file.unlink()
        link.rmdir()


def test_the_packages_of_another_engine_are_not_used(tmp_path: Path) -> None:
    package_folder(tmp_path, source="en", target="fa")
    real.install(tmp_path)
    with pytest.raises(ModelError, match="no firefox model translates English into Persian") as e:
        create("firefox", str(tmp_path)).signature("en", "fa")
    assert "dragoman models import FOLDER --from en --to fa" in e.value.advice
    with pytest.raises(ModelError, match="no model translates English into Portuguese"):
        create("argos", str(tmp_path)).signature("en", "pt")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (firefox.MODEL, "cannot load the model"),
        (firefox.VOCABULARY, "vocab.enpt.spm: this is not a SentencePiece model"),
        (firefox.SHORTLIST, "lex.*this is not a whole list of likely words"),
    ],
)
def test_a_damaged_model_is_an_error_of_ours(tmp_path: Path, pattern: str, said: str) -> None:
    (package,) = real.install(tmp_path / "models").glob("firefox-*")
    next(package.glob(pattern)).write_bytes(b"damaged")
    engine = create("firefox", str(tmp_path / "models"))
    with pytest.raises(ModelError, match=said) as caught, engine.open("en", "pt"):
        pytest.fail("opened")
    assert caught.value.path == package
    assert "models import FOLDER --from en --to pt" in caught.value.advice


def test_what_was_kept_needs_no_model(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warn(message: str) -> None:
        raise AssertionError(message)

    made = []
    for opens in (True, False):
        engine = create("firefox", str(models))
        if not opens:
            monkeypatch.setattr(type(engine), "open", fail)
        kept = cached(engine, tmp_path / "private" / "kept.sqlite", warn)
        with kept.open("en", "pt") as translator:
            assert translator.signature == "firefox en-pt tiny 2.0"
            assert not translator.searches
            made.append(translated(translator, SENTENCES[:2]))
    assert made[0] == made[1]


def fail(*arguments: object) -> None:
    raise AssertionError(arguments)


def test_making_the_engine_imports_nothing_heavy() -> None:
    code = """
import sys
from dragoman.engines import create
create("firefox", "demo")
print(sorted({"fxtranslate", "sentencepiece", "ctranslate2", "argostranslate"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


INTERRUPTED = """
import os, signal, sys
from dragoman.engines import create
with create("firefox", sys.argv[1]).open("en", "pt") as translator:
    try:
        for index, _ in translator.translate([f"The museum {i}" for i in range(10**5)]):
            os.killpg(os.getpgid(0), signal.SIGINT)  # as Ctrl-C in a terminal
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_an_interrupt_ends_the_process_at_once_and_cleanly(models: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(models)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("interrupted\n", "", 0)


def test_a_worker_that_is_killed_costs_nothing_but_time(translator: Translator) -> None:
    expected = translated(translator, SENTENCES * 3)
    iterator = translator.translate([f"{text} " for text in SENTENCES * 3])
    made = dict([next(iterator)])
    pool = vars(vars(translator)["_translator"])["_pool"]
    for worker in pool._workers:
        worker.process.send_signal(signal.SIGKILL)
    made |= dict(iterator)
    assert [made[index] for index in range(len(expected))] == expected
