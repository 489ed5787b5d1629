"""Say in plain words why a review file is not YAML: file, line, column, the line, the cause."""

from __future__ import annotations

import re

import yaml

from dragoman.errors import ReviewError
from dragoman.review.causes import CAUSES, Failure, place

_TABS = re.compile(r"(?:(?<=[^\s-])|(?<=\S-))[ \t]*\t[ \t]*|^[ \t]+$", re.MULTILINE)
"""Tabs that indent nothing."""

SHOWN = 120
"""Characters of a line that a message shows."""


def explain(text: str, path: str) -> ReviewError:
    """Return the error for a text that PyYAML does not parse."""
    failure = _failure(text)
    for cause in CAUSES:
        found = cause(failure)
        if found is not None:
            return fault(text, path, *found)
    return fault(
        text,
        path,
        failure.at,
        f"this is not valid YAML ({failure.problem})",
        "Compare the line with its neighbours: keys begin at the same column, and text stands "
        "below `|-`, indented by four spaces.",
    )


def without_tabs(text: str) -> str:
    """Return the text with spaces for tabs that indent nothing; all else stays in its place.

    The parser that reads the files, libyaml, takes such tabs, and PyYAML's own does not.
    """
    return _TABS.sub(lambda match: " " * len(match[0]), text) if "\t" in text else text


def excerpt(text: str, line: int, column: int = 1) -> str:
    """Return a line of the text about a column, both counted from 1, cut to what fits a screen."""
    lines = text.split("\n")
    found = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    if len(found) <= SHOWN:
        return found
    start = max(0, min(column - SHOWN // 2, len(found) - SHOWN + 1)) if column > SHOWN - 10 else 0
    end = start + SHOWN - (2 if start else 1)
    return ("…" if start else "") + found[start:end] + ("…" if end < len(found) else "")


def fault(text: str, path: str, at: int, what: str, advice: str) -> ReviewError:
    """Return the error for what is wrong at a character of the text."""
    line, column = place(text, at)
    return ReviewError(
        what,
        path=path,
        line=line + 1,
        column=column + 1,
        excerpt=excerpt(text, line + 1, column + 1),
        advice=f"{advice} The file was left as it is.",
    )


def _failure(text: str) -> Failure:
    """Parse again with PyYAML's own parser, whose messages and marks are the finer ones."""
    for loader, shown in ((yaml.SafeLoader, without_tabs(text)), (yaml.CSafeLoader, text)):
        try:
            yaml.compose(shown, Loader=loader)
        except yaml.MarkedYAMLError as error:
            problem, context = error.problem or "", error.context or ""
            mark = error.problem_mark or error.context_mark
            began = error.context_mark or mark
            at = mark.index if mark else 0
            return Failure(text, problem, context, at, began.index if began else at)
        except yaml.reader.ReaderError as error:
            at = error.position
            problem = f"a character that no text file should hold: #x{ord(text[at]):04x}"
            return Failure(text, problem, "control", at, at)
        except yaml.YAMLError as error:
            return Failure(text, str(error), "", 0, 0)
    raise AssertionError("the text is YAML")
