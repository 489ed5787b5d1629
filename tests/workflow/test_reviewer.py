"""Who a decision is signed with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dragoman.project import find
from dragoman.workflow import reviewer


def test_the_name_comes_from_the_option_the_settings_the_environment_and_git_in_this_order(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(reviewer.VARIABLE, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert reviewer.witness(find(newsroom)).who is None
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "Git Gerd"], check=True)
    assert reviewer.witness(find(newsroom)).who == "Git Gerd"
    monkeypatch.setenv(reviewer.VARIABLE, "Env Eva\n\x1b[31m")
    assert reviewer.witness(find(newsroom)).who == "Env Eva [31m"
    settings = newsroom / "dragoman.yaml"
    settings.write_text(f"{settings.read_text()}reviewer: Set Sara\n")
    assert reviewer.witness(find(newsroom)).who == "Set Sara"
    assert reviewer.witness(find(newsroom), "Opt Omid").who == "Opt Omid"


def test_the_time_says_its_zone(newsroom: Path) -> None:
    when = reviewer.witness(find(newsroom)).when
    assert when.startswith(f"{reviewer.now():%Y-%m-%d}")
    assert when[-6] in "+-"


def test_a_newsroom_without_git_has_no_name(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(reviewer.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(newsroom))
    assert reviewer.witness(find(newsroom)).who is None
