"""Engines come from a table, and from other packages' entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from dragoman import engines, project
from dragoman.errors import EngineError, ProjectError
from tests.conftest import Run

PLUGIN = """
from dataclasses import dataclass

from dragoman.engines.base import Provider
from dragoman.engines.options import number
from dragoman.engines.pseudo import PseudoEngine


@dataclass(frozen=True)
class Settings:
    volume: int = 1


class Loud(PseudoEngine):
    name = "loud"

    def __init__(self, volume):
        self._volume = volume

    def signature(self, source, target):
        return f"loud {source}-{target} {self._volume}"


PROVIDER = Provider(lambda models, chosen: Loud(chosen.volume), Settings(), {"volume": number})
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package that brings the engine `loud`."""
    site = tmp_path / "site"
    (site / "loud-1.dist-info").mkdir(parents=True)
    (site / "loud.py").write_text(PLUGIN, encoding="utf-8")
    (site / "loud-1.dist-info" / "METADATA").write_text("Name: loud\nVersion: 1\n")
    names = ("loud", "memory", "off", "Loud", "very loud", "←loud")
    points = "\n".join(["[dragoman.engines]", *(f"{name} = loud:PROVIDER" for name in names), ""])
    (site / "loud-1.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    engines.brought.cache_clear()
    yield
    engines.brought.cache_clear()
    sys.modules.pop("loud", None)


def test_ours_are_in_the_table() -> None:
    assert set(engines.ENGINES) <= set(engines.names())
    for name in engines.ENGINES:
        made = engines.create(name)
        assert made.name == name


def test_every_option_has_a_field() -> None:
    for name in engines.ENGINES:
        provider = engines.provider(name)
        assert provider is not None
        for option in provider.options:
            assert hasattr(provider.defaults, option.replace("-", "_"))


def test_packages_are_looked_at_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    known = engines.names()

    def look(**_: object) -> object:
        raise AssertionError("the packages are looked at again")

    monkeypatch.setattr(metadata, "entry_points", look)
    assert engines.names() == known
    assert engines.provider("none") is None


@pytest.mark.usefixtures("plugin")
def test_another_package_brings_an_engine_with_settings(newsroom: Path, run: Run) -> None:
    assert "loud" in engines.names()
    text = "targets: [ru]\nengine: loud\nloud: {volume: 11}\n"
    (newsroom / "dragoman.yaml").write_text(text, encoding="utf-8")
    assert run("translate").exit_code == 0
    assert "loud en-ru 11" in (newsroom / "locales" / "ru" / "flood.md.yaml").read_text("utf-8")
    with pytest.raises(ProjectError, match="`volume` has a wrong value"):
        project.parse("loud: {volume: none}\n")


@pytest.mark.usefixtures("plugin")
def test_a_name_that_no_signature_could_say_is_passed_over() -> None:
    assert engines.names() == (*engines.ENGINES, "loud")


def test_an_engine_that_is_not_there() -> None:
    assert engines.provider("loud") is None
    with pytest.raises(EngineError, match="no engine 'loud'") as caught:
        engines.create("loud")
    assert ", ".join(engines.ENGINES) in caught.value.advice
    with pytest.raises(ProjectError, match="`loud` is not a setting") as wrong:
        project.parse("loud: {volume: 1}\n")
    assert "argos" in wrong.value.advice
