"""Checks that other packages bring."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.checks import about, many, table
from dragoman.checks.settings import Rules

Run = Callable[..., Result]

PLUGIN = '''
"""House rules of a newsroom."""

from collections.abc import Iterator

from dragoman.checks import Check, Pair
from dragoman.model import Severity


def check_shouting(pair: Pair) -> Iterator[str]:
    if pair.target.count("!") > pair.source.count("!"):
        yield "an exclamation mark was added"


SHOUTING = Check(
    "shouting", Severity.WARNING, check_shouting, about="Finds exclamation marks that were added."
)
TAKEN = Check("negation", Severity.WARNING, check_shouting)
OTHER = check_shouting
'''


def _forget() -> None:
    table.checks.cache_clear()
    table.active.cache_clear()
    many.names.cache_clear()
    about.explained.cache_clear()


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Another package whose entry points name the given object."""

    def add(attribute: str) -> None:
        site = tmp_path / "site"
        information = site / "house_rules-1.dist-info"
        information.mkdir(parents=True)
        (site / "house_rules.py").write_text(PLUGIN, encoding="utf-8")
        (information / "METADATA").write_text("Name: house-rules\nVersion: 1\n")
        points = f"[dragoman.checks]\nhouse = house_rules:{attribute}\n"
        (information / "entry_points.txt").write_text(points, encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))
        _forget()

    yield add
    sys.modules.pop("house_rules", None)
    monkeypatch.undo()
    _forget()


def test_another_package_brings_a_check(
    bring: Callable[[str], None], newsroom: Path, run: Run
) -> None:
    bring("SHOUTING")
    settings = "targets: [ru]\nengine: pseudo\nchecks: {shouting: error}\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("translate").exit_code == 0
    review = newsroom / "locales" / "ru" / "flood.md.yaml"
    text = review.read_text("utf-8")
    review.write_text(text.replace("target: |-\n    ", "target: |-\n    Ура! ", 1), "utf-8")
    result = run("check")
    assert "error: shouting: an exclamation mark was added" in result.stdout.replace("  ", " ")
    explained = run("check", "--explain", "shouting").stdout
    assert "Finds exclamation marks that were added." in explained


@pytest.mark.parametrize(("attribute", "error"), [("TAKEN", ValueError), ("OTHER", TypeError)])
def test_what_is_not_a_new_check_is_refused(
    bring: Callable[[str], None], attribute: str, error: type[Exception]
) -> None:
    bring(attribute)
    with pytest.raises(error):
        table.active(Rules(), "ru")
