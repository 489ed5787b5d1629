"""Through a third language, where no model is direct."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.engines import Hypothesis, Translator, create, pivot
from dragoman.engines.argos import ArgosSettings
from dragoman.errors import ModelError
from dragoman.models import find, route
from tests.conftest import Run
from tests.packages import SENTENCES, Kind, package_folder

CHOSEN = ArgosSettings(threads=2, compute_type="float32")


def translated(translator: Translator, texts: list[str]) -> list[Hypothesis]:
    pairs = list(translator.translate(texts))
    assert sorted(index for index, _ in pairs) == list(range(len(texts)))
    return [hypothesis for _, hypothesis in sorted(pairs, key=lambda pair: pair[0])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Turkish into English and English into Persian."""
    folder = tmp_path_factory.mktemp("pivot")
    package_folder(folder, source="tr", target="en")
    package_folder(folder, source="en", target="fa", version="1.9")
    return folder


def test_it_is_what_both_make_one_after_the_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["", *SENTENCES, SENTENCES[0], " ", *(f"{text} Kazan" for text in SENTENCES)]
    engine = create("argos", str(folder), CHOSEN)
    with engine.open("tr", "en") as translator:
        first = translated(translator, texts)
    with engine.open("en", "fa") as translator:
        second = translated(translator, [hypothesis.text for hypothesis in first])
    for size in (4, 256):
        monkeypatch.setattr(pivot, "TEXTS_AT_A_TIME", size)
        with engine.open("tr", "fa") as translator:
            found = translated(translator, texts)
        assert [one.text for one in found] == [one.text for one in second]
        for one, before, after in zip(found, first, second, strict=True):
            if before.confidence is None or after.confidence is None:
                assert one.confidence is None
            else:
                assert one.confidence == round(before.confidence * after.confidence, 2)


def test_the_signature_names_both(folder: Path) -> None:
    for settings, expected in (
        (ArgosSettings(), "argos tr-en 1.5 + en-fa 1.9"),
        (ArgosSettings(beam_size=1), "argos tr-en 1.5 beam-1 + en-fa 1.9 beam-1"),
    ):
        engine = create("argos", str(folder), settings)
        assert engine.signature("tr", "fa-IR") == expected
        with engine.open("tr", "fa-IR") as translator:
            assert translator.signature == expected


@pytest.mark.parametrize(
    ("first", "second", "checks"),
    [
        # The loop is longer than what the second model takes in one piece.
        (Kind.LOOP, Kind.RANDOM, ["truncated", "split"]),
        (Kind.RANDOM, Kind.LOOP, ["truncated"]),
        (Kind.LOOP, Kind.LOOP, ["truncated", "split"]),
        (Kind.SILENT, Kind.RANDOM, ["empty"]),
        (Kind.LOOP, Kind.SILENT, ["truncated", "empty", "split"]),
    ],
)
def test_the_findings_of_both_are_kept(
    tmp_path: Path, first: Kind, second: Kind, checks: list[str]
) -> None:
    package_folder(tmp_path, first, source="tr", target="en", version="demo-1")
    package_folder(tmp_path, second, source="en", target="fa", version="demo-1")
    with create("argos", str(tmp_path)).open("tr", "fa") as translator:
        (hypothesis,) = translated(translator, [SENTENCES[0]])
    assert [finding.check for finding in hypothesis.findings] == checks


def test_a_direct_model_comes_first_then_english_then_any(tmp_path: Path) -> None:
    def directions() -> list[str]:
        return [package.direction for package in route("tr", "fa", tmp_path)]

    with pytest.raises(ModelError):
        directions()
    package_folder(tmp_path, source="tr", target="de")
    package_folder(tmp_path, source="de", target="fa")
    assert directions() == ["tr-de", "de-fa"]
    package_folder(tmp_path, source="tr", target="en")
    assert directions() == ["tr-de", "de-fa"]
    package_folder(tmp_path, source="en", target="fa")
    assert directions() == ["tr-en", "en-fa"]
    package_folder(tmp_path, source="tr", target="fa")
    assert directions() == ["tr-fa"]


def test_what_is_missing_for_the_way_through_english(tmp_path: Path) -> None:
    def advice(source: str, target: str) -> str:
        with pytest.raises(ModelError) as caught:
            route(source, target, tmp_path)
        return caught.value.advice

    demo = " (or try the small demonstration models: --models demo)"
    assert advice("en", "fa") == f"Run: dragoman models install fa --from argos{demo}"
    assert advice("tr", "en") == "Run: dragoman models install --from tr en --from argos"
    direct = "Run: dragoman models install --from tr fa --from argos (or, to go through English: "
    to_english = "dragoman models install --from tr en --from argos"
    from_english = "dragoman models install fa --from argos"
    assert advice("tr", "fa-IR") == f"{direct}{to_english} && {from_english})"
    package_folder(tmp_path, source="en", target="fa")
    assert advice("tr", "fa-IR") == f"{direct}{to_english})"
    package_folder(tmp_path, source="tr", target="en")
    assert route("tr", "fa-IR", tmp_path)
    with pytest.raises(ModelError, match="Turkish into Persian"):
        find("tr", "fa", tmp_path)


def test_a_newsroom_that_writes_in_turkish(folder: Path, newsroom: Path, run: Run) -> None:
    settings = f"source: tr\ntargets: [fa]\nmodels: {folder}\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    result = run("translate")
    assert result.exit_code == 0, result.output
    review = (newsroom / "locales" / "fa" / "flood.md.yaml").read_text(encoding="utf-8")
    signatures = re.findall(r'engine: "?([^",}]+)', review)
    signed = [text for text in signatures if not text.startswith("copy")]
    # Random text differs from processor to processor, and whether it is rescued.
    assert signed
    assert all(text.startswith("argos tr-en 1.5 + en-fa 1.9") for text in signed)
