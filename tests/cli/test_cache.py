"""`dragoman translate` remembers what its engine made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dragoman.engines import argos
from tests.conftest import Run
from tests.packages import package_folder


def test_deleted_reviews_come_back_without_a_model_unless_made_anew(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    package_folder(newsroom / "packages")
    words = ("translate", "--engine", "argos", "--models", "packages", "--to", "fa")
    assert run(*words).exit_code == 0
    review = newsroom / "locales/fa/flood.md.yaml"
    before = review.read_bytes()

    def load(*args: object, **options: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(argos, "load", load)
    shutil.rmtree(newsroom / "locales")
    assert run(*words).exit_code == 0
    assert review.read_bytes() == before
    assert "AssertionError: a model was loaded" in run(*words, "--again").stderr


def test_a_spoilt_memory_is_told_and_does_no_harm(newsroom: Path, run: Run) -> None:
    package_folder(newsroom / "packages")
    (newsroom / ".dragoman").mkdir()
    (newsroom / ".dragoman/translations.sqlite").write_text("no database" * 99)
    result = run("translate", "--engine", "argos", "--models", "packages", "--to", "fa")
    assert result.exit_code == 0
    assert result.stderr.count("translations.sqlite") == 1
    assert (newsroom / "locales/fa/flood.md.yaml").exists()
