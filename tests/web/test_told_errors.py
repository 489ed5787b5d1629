"""What errors say that a visit to the page can meet, in each language of the page.

All places of the code are gone through that make an error, but for those of other commands.
"""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dragoman.web.told import is_english, told

LANGUAGES = ("ru", "fa", "tr", "ar")
SOURCE = Path(__file__).parent.parent.parent / "src" / "dragoman"
OTHER_COMMANDS = (
    "cli", "exchange", "memory", "models", "publishing", "report", "site",
    "engines/far", "glossary/foreign", "glossary/tbx", "glossary/writing", "review/merging",
    "web/serve", "workflow/comparison", "workflow/decide", "workflow/exchange", "workflow/export",
    "workflow/finish", "workflow/glossary", "workflow/init", "workflow/memories", "workflow/mv",
    "workflow/names", "workflow/site", "workflow/undo", "workflow/withdraw", "formats/header",
)  # fmt: skip
"""Where errors are made that neither the page meets nor a translation that it starts."""

SPOKEN = ("models/choice", "models/loading", "models/places", "models/firefox", "models/folder")
"""Modules of models that a translation asks."""

ROOM = "Make room or get the right to write, and run the command again."
PUT_TOGETHER = {
    "It was left where it is. 7": [f"It was left where it is. {ROOM}"],
    "It was left where it is. Get the right to remove it, 7": [
        "It was left where it is. Get the right to remove it, and run the command again."
    ],
    "Nothing was changed. 7": [f"Nothing was changed. {ROOM}"],
    "this is 7": [
        f"this is {kind}"
        for kind in ("a folder, not a file", "a named pipe, not a file", "a socket, not a file",
                     "a device, not a file", "not a file")
    ],
    "no model translates 7": ["no model translates English into Persian (en → fa)"],
    "no 7 model translates 7": ["no firefox model translates English into Persian (en → fa)"],
    "the file holds 7": ["the file holds nothing", "the file holds white space alone"],
    "its name and 7 7: Windows and macOS take them for one file, and one replaces the other, with "
    "its review and its copies": [
        f"its name and B.md {how}: Windows and macOS take them for one file, and one replaces the "
        "other, with its review and its copies"
        for how in ("differ in capital letters only",
                    "look alike, for their accents are written in two ways")
    ],
    "`7` is not 7, so no command reads what is in this folder": [
        f"`xx` is not {what}, so no command reads what is in this folder"
        for what in ("a known locale", "how a locale is written")
    ],
    "7Name it as `targets:` in dragoman.yaml names it, such as fa or ar-EG, or move it out of "
    "locales/.": [
        "Did you mean fa? Name it as `targets:` in dragoman.yaml names it, such as fa or ar-EG, or "
        "move it out of locales/."
    ],
    "the review file is for 7, and --to asks for 7": [],
    "Name the article, or leave out --to.": [],
    "Keep the files of one direction in it.": [],
    "this is not a whole list of likely words": [],
    "this is not a SentencePiece model": [],
    "the folder has 7": [],
}  # fmt: skip
"""Messages of several pieces, and what they come to; none for those of a command line or of a
model that is being installed."""


def _message(node: ast.expr, names: dict[str, str]) -> str | None:
    """Return a message as it may come out; `None` where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
        return "".join(map(str, parts))
    if isinstance(node, ast.BinOp):
        both = _message(node.left, names), _message(node.right, names)
        return None if None in both else "".join(map(str, both))
    return names.get(node.id) if isinstance(node, ast.Name) else None


def _names(module: ast.Module) -> dict[str, str]:
    return {
        str(node.targets[0].id): str(node.value.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def _messages_of_errors() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        if place.startswith(OTHER_COMMANDS) and not place.startswith(SPOKEN):
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        names = {"GET_ROOM": ROOM, **_names(module)}
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if not called.endswith("Error") or called in _OF_PYTHON:
                continue
            advice = [each.value for each in node.keywords if each.arg == "advice"]
            for part in (*node.args[:1], *advice):
                message = _message(part, names)
                if message and re.search("[a-z]{3}", message):
                    yield message


_OF_PYTHON = {"ValueError", "TypeError", "AssertionError", "OSError", "AttributeError",
              "RuntimeError"}  # fmt: skip


@cache
def messages() -> list[str]:
    return sorted(set(_messages_of_errors()))


def test_the_messages_of_errors_are_found() -> None:
    assert len(messages()) > 120
    assert set(PUT_TOGETHER) <= set(messages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_error_that_the_page_meets_is_told_in_english(language: str) -> None:
    said = [one for each in messages() for one in PUT_TOGETHER.get(each, [each])]
    assert [each for each in said if is_english(each, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_system_s_own_words_are_told_in_the_language(language: str) -> None:
    for code in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO):
        reason = os.strerror(code)
        message = f"the file cannot be written: {reason}"
        assert not is_english(message, language)
        assert reason not in told(message, language)
