"""Processes that share the work, begun at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

import pytest

from dragoman.workflow import spread

FORKED = multiprocessing.get_context("forkserver")
WORK = ("check", "effort", "looking", "material", "suggest")
"""Where the work stands that is spread."""

FORKED.set_forkserver_preload([f"dragoman.workflow.{name}" for name in WORK])

ManyFiles = Callable[[int], None]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> ManyFiles:
    """Let a newsroom count as large, with so many articles a process, and two cores.

    The processes are forked from one that has imported what they need. That those of a real run
    end with it, where nothing was imported before, is a test of its own.
    """

    def over(at_a_time: int) -> None:
        monkeypatch.setattr(spread, "FEWEST", 1)
        monkeypatch.setattr(spread, "AT_A_TIME", at_a_time)
        monkeypatch.setattr(spread, "cores", lambda: 2)
        monkeypatch.setattr(multiprocessing, "get_context", lambda way: FORKED)

    return over
