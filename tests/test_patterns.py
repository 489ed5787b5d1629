"""No regular expression takes longer than in proportion to its text, whatever the text holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.patterns import lazily
from tests.patterns import METHODS, ROOT, Maker, Used, used

TRIES = 1
"""How many texts are made of each pattern, and of each part that may be repeated."""

SIZES = (20, 40, 80, 160, 640, 5_000)
"""Characters. The first ones are small, so that what doubles with each character is found."""

PART = 4
"""How much shorter the text is with which one that took long is compared."""

LONG = 0.003
"""Seconds of processor time under which nobody asks how a pattern grows."""

GROWTH = 9
"""How much longer four times the text may take; if the time grows with its square, it is 16."""

ENDINGS = ("", "\0", "!\n")
"""What no pattern wants there, and what some do."""


def spent(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Return the processor time, in seconds, of looking through a text."""
    begun = time.thread_time()
    if method in ("match", "fullmatch", "search"):
        getattr(pattern, method)(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.thread_time() - begun


def slow(expression: Used) -> str | None:
    """Return how the time of an expression grows on the first text on which it grows too fast."""
    pattern = re.compile(expression.pattern, expression.flags)
    once = {"match", "fullmatch", "search"}
    methods = {name if name in once else "finditer" for name in expression.methods}
    for before, repeated in sorted(Maker(expression.pattern, expression.flags).hostile(TRIES)):
        for method in sorted(methods):
            for ending in ENDINGS:
                found = growing(pattern, method, (before, repeated, ending))
                if found is not None:
                    return f"{expression.place} {method} {before!r} + {repeated!r} × {found}"
    return None


def growing(pattern: re.Pattern[str], method: str, parts: tuple[str, str, str]) -> str | None:
    """Return at which size, and by how much, the time grows faster than the text."""
    before, repeated, ending = parts
    for size in SIZES:
        text = before + repeated * max(1, size // len(repeated)) + ending
        if spent(pattern, method, text) < LONG:
            continue
        part = before + repeated * max(1, size // PART // len(repeated)) + ending
        # The least of several, since other programs and the collector may take a part of it.
        much, less = (min(spent(pattern, method, each) for _ in range(3)) for each in (text, part))
        if much > LONG and much > GROWTH * less:
            return f"{size // len(repeated)} + {ending!r}: {much / less:.0f} times"
    return None


def test_no_pattern_grows_faster_than_its_text() -> None:
    """A pattern is bounded (`{0,99}`), possessive (`*+`), or begins where nothing else can.

    Of a stretch that several starts would look through in vain, a lookbehind leaves one.
    """
    command = [sys.executable, "-W", "error", "-m", "tests.patterns"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    expressions = list(used([tuple(each) for each in json.loads(shown)]))
    assert len(expressions) > 500
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        found = [each for each in map(slow, expressions) if each is not None]
    assert found == []


def test_what_grows_too_fast_is_found() -> None:
    for pattern, method in (
        (r"(?:a|a)+b", "match"),
        (r"\s+$", "search"),
        (r"<!--.*?-->", "finditer"),
        (r"(?:\w+\s?)+:", "fullmatch"),
        (r"x\s*\d*\s*y", "search"),
    ):
        assert slow(Used(pattern, re.DOTALL, "here", frozenset({method}))) is not None


@given(st.text("ab1- \n"), st.sampled_from([r"(?P<word>\w+)-(\d)", "A B", r"^\s|b$"]))
def test_what_is_compiled_late_answers_as_what_is_compiled_at_once(text: str, written: str) -> None:
    flags = re.VERBOSE | re.IGNORECASE | re.MULTILINE
    late, early = lazily(written, flags), re.compile(written, flags)
    assert (late.pattern, late.flags) == (early.pattern, early.flags)
    assert (late.groups, late.groupindex) == (early.groups, early.groupindex)
    for _ in range(2):
        for method in METHODS:
            given = ("-", text) if method in ("sub", "subn") else (text,)
            answers = [getattr(pattern, method)(*given) for pattern in (late, early)]
            assert repr(plain(answers[0])) == repr(plain(answers[1]))


def plain(answer: object) -> object:
    return list(answer) if isinstance(answer, Iterator) else answer


EVERY_START = ("checks", "facts", "formats", "glossary", "handyaml", "inline", "publishing",
               "review", "segment", "typography")  # fmt: skip
"""The layers that a command loads whatever it does, and that have many patterns."""


@pytest.mark.parametrize("layer", EVERY_START)
def test_a_command_that_starts_compiles_no_pattern_that_it_may_not_need(layer: str) -> None:
    at_once = re.compile(r"^\w[\w: .\[\]]* = re\.compile\(", re.MULTILINE)
    modules = list((ROOT / layer).rglob("*.py"))
    assert any("lazily(" in path.read_text(encoding="utf-8") for path in modules)
    assert [path for path in modules if at_once.search(path.read_text(encoding="utf-8"))] == []


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    usual = re.compile

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return usual(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    pattern = lazily("a+")
    assert (compiled, pattern.pattern) == ([], "a+")
    for _ in range(3):
        assert pattern.search("baa")
    assert compiled == ["a+"]
