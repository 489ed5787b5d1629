"""Processes that share the work, begun at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

import pytest

from dragoman.workflow import spread

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["dragoman.library", "dragoman.workflow"])

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
