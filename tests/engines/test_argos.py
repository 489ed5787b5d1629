"""Laws of translating, on real CTranslate2 models."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.engines import Decoding, Hypothesis, Translator, create
from dragoman.engines.argos import ArgosSettings
from dragoman.engines.beams import LONGEST_PART
from dragoman.errors import EngineError, ModelError, ProjectError
from dragoman.model import Severity
from dragoman.models.installed import read
from dragoman.models.loading import load
from dragoman.project import parse
from tests.engines.conftest import Open
from tests.packages import SENTENCES, Kind, package_folder

words = st.sampled_from(sorted({word for text in SENTENCES for word in text.split()}))
sentences = st.one_of(
    st.sampled_from(["", " ", *SENTENCES]),
    st.lists(words, max_size=30).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20),
)


def translated(translator: Translator, texts: Sequence[str]) -> list[Hypothesis]:
    pairs = list(translator.translate(texts))
    assert sorted(index for index, _ in pairs) == list(range(len(texts)))
    return [hypothesis for _, hypothesis in sorted(pairs, key=lambda pair: pair[0])]


def said(hypothesis: Hypothesis) -> object:
    """All that a hypothesis says, without how sure it is."""
    return hypothesis.text, hypothesis.findings, [said(other) for other in hypothesis.alternatives]


def near(one: Hypothesis, other: Hypothesis) -> bool:
    """Whether two are as sure. Sums of floats depend on the batch in their last bits, and a value
    on the edge between two hundredths may be rounded to either."""
    pairs = zip((one, *one.alternatives), (other, *other.alternatives), strict=True)
    return all(abs((a.confidence or 0) - (b.confidence or 0)) < 0.015 for a, b in pairs)


@example(["\u2581", "\u2581 \u2581", " "])  # what SentencePiece writes for spaces
@given(st.lists(sentences, max_size=40))
@settings(deadline=None, max_examples=40)
def test_every_index_once_and_the_same_text_in_any_company(opened: Open, texts: list[str]) -> None:
    translator = opened(Kind.RANDOM)
    together = translated(translator, texts)
    alone = {text: translated(translator, [text])[0] for text in set(texts)}
    assert list(map(said, together)) == [said(alone[text]) for text in texts]
    for text, hypothesis in zip(texts, together, strict=True):
        assert near(hypothesis, alone[text])
    for text, hypothesis in zip(texts, together, strict=True):
        assert bool(hypothesis.text) or not text.strip() or hypothesis.findings


def test_many_texts_keep_their_places(opened: Open) -> None:
    texts = [f"{SENTENCES[i % 6]} {'team ' * (i % 17)}".strip() for i in range(600)]
    translator = opened(Kind.RANDOM)
    forward = translated(translator, texts)
    backward = translated(translator, texts[::-1])
    assert forward == backward[::-1]


def test_confidence_is_the_mean_token_probability(
    opened: Open, packages: Callable[[Kind], Path]
) -> None:
    (folder,) = packages(Kind.RANDOM).glob("translate-*")
    loaded = load(read(folder), device="cpu", compute_type=None, workers=1)
    for text in SENTENCES:
        (hypothesis,) = translated(opened(Kind.RANDOM), [text])
        source = loaded.tokenizer.encode([text])[0]
        best = loaded.model.translate_batch(
            [source], beam_size=4, length_penalty=0.2, return_end_token=True
        )[0].hypotheses[0]
        # `score_batch` gives the log-probability of each token, the end symbol included.
        scored = loaded.model.score_batch([source], [best[:-1]])[0]
        mean = sum(scored.log_probs) / len(scored.log_probs)
        assert hypothesis.confidence == pytest.approx(math.exp(mean), abs=0.011)
    loaded.release()


def test_a_loop_is_reported(opened: Open) -> None:
    for hypothesis in translated(opened(Kind.LOOP), SENTENCES):
        assert [(f.check, f.severity) for f in hypothesis.findings] == [
            ("truncated", Severity.ERROR)
        ]
        assert hypothesis.text


def test_a_loop_is_as_long_in_any_company(opened: Open) -> None:
    texts = [SENTENCES[0], " ".join(SENTENCES[:3]), " ".join(SENTENCES * 3)]
    translator = opened(Kind.LOOP)
    together = translated(translator, texts)
    assert together == [translated(translator, [text])[0] for text in texts]
    assert len({len(each.text) for each in together}) == len(texts)


def test_a_loop_is_longer_with_a_higher_limit_and_ends_without_repetition(opened: Open) -> None:
    (usual,) = translated(opened(Kind.LOOP), SENTENCES[:1])
    ((_, longer),) = opened(Kind.LOOP).translate(SENTENCES[:1], Decoding(limit_factor=2))
    ((_, varied),) = opened(Kind.LOOP).translate(SENTENCES[:1], Decoding(no_repeat_ngram=2))
    assert len(longer.text) == pytest.approx(2 * len(usual.text), abs=2)
    assert "aaaaa" not in varied.text


def test_the_rest_of_the_beam_comes_along(opened: Open) -> None:
    for hypothesis in translated(opened(Kind.RANDOM), SENTENCES):
        texts = [hypothesis.text, *(each.text for each in hypothesis.alternatives)]
        assert 1 < len(texts) == len(set(texts)) <= ArgosSettings().beam_size
        assert all(texts)
        assert not any(each.alternatives for each in hypothesis.alternatives)


def test_silence_is_reported(opened: Open) -> None:
    for hypothesis in translated(opened(Kind.SILENT), SENTENCES):
        assert [(f.check, f.severity) for f in hypothesis.findings] == [("empty", Severity.ERROR)]
        assert (hypothesis.text, hypothesis.confidence) == ("", None)


def test_a_symbol_the_model_cannot_see_comes_through(opened: Open) -> None:
    (one, lost) = translated(opened(Kind.UNKNOWN), ["The ☃ museum.", "The ☃ museum ☂."])
    assert replace(one, alternatives=()) == Hypothesis("☃", 1.0)
    assert [f.check for f in lost.findings] == ["empty", "unknown"]


def test_nothing_gives_nothing(opened: Open) -> None:
    assert translated(opened(Kind.LOOP), []) == []
    assert translated(opened(Kind.LOOP), ["", " ", "\u200a"]) == [Hypothesis("")] * 3


def test_a_long_sentence_is_translated_in_parts(opened: Open) -> None:
    long = ", and ".join(SENTENCES * 12)
    (whole,) = translated(opened(Kind.RANDOM), [long])
    assert "split" in [finding.check for finding in whole.findings]
    # The limit of a part is for at most LONGEST_PART tokens: more words came out than that.
    assert len(whole.text) > LONGEST_PART


def test_dropping_the_iterator_leaves_the_translator_usable(
    packages: Callable[[Kind], Path],
) -> None:
    with create("argos", str(packages(Kind.LOOP))).open("en", "fa") as translator:
        next(translator.translate(["The museum " * 30 + str(i) for i in range(200)]))
        assert len(translated(translator, SENTENCES)) == len(SENTENCES)
        # Leaving with batches in flight must neither wait nor fail.
        next(translator.translate(["The museum " * 30 + str(i) for i in range(200)]))


@pytest.mark.parametrize("beam_size", [1, 4])
def test_prefix_is_given_and_taken_off(tmp_path: Path, beam_size: int) -> None:
    package_folder(tmp_path / "with", version="demo-1", more={"target_prefix": "▁Kazan"})
    chosen = ArgosSettings(beam_size=beam_size)
    with create("argos", str(tmp_path / "with"), chosen).open("en", "fa") as translator:
        for hypothesis in translated(translator, SENTENCES):
            assert not hypothesis.text.startswith("Kazan")
            assert hypothesis.confidence is None or 0 < hypothesis.confidence < 1


def test_int8_is_the_default_and_works(tmp_path: Path) -> None:
    package_folder(tmp_path, version="1.5")
    engine = create("argos", str(tmp_path))
    with engine.open("en", "fa") as translator:
        assert translator.signature == engine.signature("en", "fa") == "argos en-fa 1.5"
        assert len(translated(translator, SENTENCES)) == len(SENTENCES)
    (package,) = tmp_path.iterdir()
    loaded = load(read(package), device="cpu", compute_type=None, workers=1)
    assert str(loaded.model.compute_type).startswith("int8")
    loaded.release()


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (ArgosSettings(), "argos en-fa 1.5"),
        (ArgosSettings(compute_type="int8", threads=1), "argos en-fa 1.5"),
        (ArgosSettings(beam_size=1), "argos en-fa 1.5 beam-1"),
        (ArgosSettings(beam_size=2, compute_type="float32"), "argos en-fa 1.5 beam-2 float32"),
    ],
)
def test_signature_names_what_changes_the_text(
    tmp_path: Path, chosen: ArgosSettings, expected: str
) -> None:
    package_folder(tmp_path)
    assert create("argos", str(tmp_path), chosen).signature("en", "fa") == expected


def test_no_model_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        create("argos", str(tmp_path)).signature("en", "fa")
    assert caught.value.problem == "no model translates English into Persian (en → fa)"
    assert "dragoman models install fa" in caught.value.advice
    with pytest.raises(ModelError, match="German into Arabic") as caught:
        create("argos", str(tmp_path)).signature("de", "ar-EG")
    assert "dragoman models install --from de ar" in caught.value.advice


def test_a_territory_falls_back_to_the_language(tmp_path: Path) -> None:
    package_folder(tmp_path, target="ar")
    assert create("argos", str(tmp_path)).signature("en", "ar-EG") == "argos en-ar 1.5"


@pytest.mark.parametrize(
    ("damage", "match"),
    [
        ("model/model.bin", "cannot load the model"),
        ("sentencepiece.model", "tokenizer"),
        ("model/config.json", "config.json"),
    ],
)
def test_a_damaged_package_is_an_error_of_ours(tmp_path: Path, damage: str, match: str) -> None:
    package = package_folder(tmp_path)
    (package / damage).write_bytes(b"damaged")
    engine = create("argos", str(tmp_path))
    with pytest.raises(ModelError, match=match), engine.open("en", "fa"):
        pytest.fail("opened")


@pytest.mark.parametrize("text", ["[]", "3", '"a"', "null"])
def test_a_configuration_that_is_no_table(tmp_path: Path, text: str) -> None:
    (package_folder(tmp_path) / "model" / "config.json").write_text(text, encoding="utf-8")
    engine = create("argos", str(tmp_path))
    with pytest.raises(ModelError, match=r"config\.json"), engine.open("en", "fa"):
        pytest.fail("opened")


def test_what_the_machine_cannot_compute_in_is_no_fault_of_the_model(tmp_path: Path) -> None:
    package_folder(tmp_path)
    engine = create("argos", str(tmp_path), ArgosSettings(compute_type="float16"))
    with (
        pytest.raises(EngineError, match="cannot compute in float16") as caught,
        engine.open("en", "fa"),
    ):
        pytest.fail("opened")
    assert "compute-type: auto" in caught.value.advice
    assert "nstall it again" not in caught.value.advice


@pytest.mark.parametrize(("engine", "key"), [("argos", "threads"), ("firefox", "processes")])
def test_more_workers_than_any_machine_has_are_refused(engine: str, key: str) -> None:
    assert parse(f"{engine}: {{{key}: 64}}\n").engine_settings
    with pytest.raises(ProjectError, match="Write a number from 1 to"):
        parse(f"{engine}: {{{key}: 100000}}\n")


def test_wrong_settings_and_names() -> None:
    with pytest.raises(EngineError, match="beam_size is 0"):
        ArgosSettings(beam_size=0)
    with pytest.raises(EngineError, match="no engine 'babel'") as caught:
        create("babel")
    assert "argos, firefox, pseudo" in caught.value.advice


def test_a_device_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctranslate2

    package_folder(tmp_path)
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    engine = create("argos", str(tmp_path), ArgosSettings(device="cuda"))
    with pytest.raises(EngineError, match="no CUDA device") as caught, engine.open("en", "fa"):
        pytest.fail("opened")
    assert "device: auto" in caught.value.advice
    with create("argos", str(tmp_path), ArgosSettings(device="auto")).open(
        "en", "fa"
    ) as translator:
        assert translated(translator, SENTENCES[:1])


def test_importing_loads_nothing_heavy_and_makes_no_folder(tmp_path: Path) -> None:
    code = """
import json, sys
import dragoman.engines, dragoman.models, dragoman.cli.models
dragoman.engines.create("argos", "demo")
heavy = {"argostranslate", "ctranslate2", "sentencepiece", "torch", "numpy", "babel", "rich"}
print(json.dumps(sorted(heavy & set(sys.modules))))
"""
    environment = {**os.environ, "HOME": str(tmp_path)}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_ends_the_process_at_once_and_cleanly(
    packages: Callable[[Kind], Path], tmp_path: Path
) -> None:
    code = """
import _thread, signal, sys
from dragoman.engines import create

# A program that was started in the background may have been told to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
with create("argos", sys.argv[1]).open("en", "fa") as translator:
    try:
        for index, _ in translator.translate([f"The museum {i}" for i in range(10**5)]):
            _thread.interrupt_main()
    except KeyboardInterrupt:
        print("interrupted")
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(packages(Kind.LOOP))],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "interrupted\n"
