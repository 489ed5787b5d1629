"""Reading what a person wrote for a setting of an engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

AUTO = "auto"


def number(text: str) -> int:
    """Read a whole number from 1 on."""
    # Python reads no number of some thousands of digits, and says so in its own words.
    if not (text.isascii() and text.isdigit() and len(text) <= 100) or int(text) < 1:
        raise ValueError("Write a number from 1 on.")
    return int(text)


def number_up_to(most: int) -> Callable[[str], int]:
    """Read a whole number from 1 on, and no higher than `most`."""

    def read(text: str) -> int:
        found = number(text)
        if found > most:
            raise ValueError(f"Write a number from 1 to {most}.")
        return found

    return read


def one_of(*words: str) -> Callable[[str], str]:
    """Read one of the words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"Use one of: {', '.join(words)}.")
        return text

    return read


def or_auto(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Read `auto` as `None`, which leaves the choice to the engine, and anything else by `read`."""

    def read_or_leave(text: str) -> T | None:
        if text == AUTO:
            return None
        try:
            return read(text)
        except ValueError as error:
            raise ValueError(f"{error} {AUTO} leaves it to the engine.") from None

    return read_or_leave
