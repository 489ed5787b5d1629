"""How many steps something takes: a clock that no other program disturbs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """Count the calls that are made in the block."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        yield lambda: count
    finally:
        sys.setprofile(before)


@contextmanager
def counted_lines() -> Iterator[Callable[[], int]]:
    """Count the lines that run in the block, a loop within a line once for each round."""
    count = 0

    def ran(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return ran

    before = sys.gettrace()
    sys.settrace(ran)
    try:
        yield lambda: count
    finally:
        sys.settrace(before)
