"""Say in plain words why a front matter is not YAML.

The reader is an editor who never heard of YAML. The first cause that fits is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from dragoman.errors import ArticleError
from dragoman.formats.lines import ENDING

_EXCERPT = 120
"""Characters of the line that are shown."""

_MANY_BRACKETS = 1000

_CONFLICT = re.compile(r"<{7}|>{7}|={7}\Z")
_TAB = re.compile(r" *\t")
_ODD_SPACE = re.compile(r"[ \t]*[\u00a0\u2000-\u200f\u202f\u2066-\u2069\u3000\ufeff]")

_QUOTE_IT = 'Put the whole text after the key between double quotation marks: key: "text"'


@dataclass(frozen=True, slots=True)
class _Failure:
    """What PyYAML's own parser says; its marks are finer than libyaml's."""

    problem: str
    context: str
    line: int
    """Counted from 0 in the front matter, like `column`."""

    column: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line of the problem."""
        return self.lines[self.line] if self.line < len(self.lines) else ""


def explain(path: str, content: str, *, before: str) -> ArticleError:
    """Return the error for a front matter that is not YAML; `before` is the text above it."""
    failure = _failure(content)
    for cause in _CAUSES:
        found = cause(failure)
        if found:
            break
    else:
        found = (
            f"the front matter is not valid YAML ({failure.problem})",
            "Write each entry as “key: text” on a line of its own, from the first column.",
        )
    problem, advice = found
    return _error(path, failure, before, problem, advice)


def not_alone(path: str, content: str, index: int, *, before: str) -> ArticleError:
    """Return the error for a front matter of which a second document begins at `index`."""
    line = len(ENDING.findall(content[:index]))
    failure = _Failure("", "", line, 0, tuple(ENDING.split(content)))
    return _error(
        path,
        failure,
        before,
        "the front matter has a line that begins with three dashes and goes on",
        "Put the closing “---” on a line of its own.",
    )


def _error(path: str, failure: _Failure, before: str, problem: str, advice: str) -> ArticleError:
    above = len(ENDING.findall(before))
    return ArticleError(
        problem,
        path=path,
        line=above + failure.line + 1,
        column=failure.column + 1,
        excerpt=failure.text[:_EXCERPT],
        advice=advice,
    )


def _failure(content: str) -> _Failure:
    lines = tuple(ENDING.split(content))
    # PyYAML's own parser takes time in the square of the depth of brackets.
    deep = content.count("[") + content.count("{") > _MANY_BRACKETS
    try:
        for _ in yaml.parse(content, Loader=yaml.CSafeLoader if deep else yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        context = error.context or ""
        mark = error.context_mark if "quoted scalar" in context else error.problem_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return _Failure(error.problem or "", context, line, column, lines)
    except yaml.reader.ReaderError as error:
        above = content[: error.position]
        column = error.position - max(above.rfind("\n"), above.rfind("\r")) - 1
        return _Failure("control", "", len(ENDING.findall(above)), column, lines)
    return _Failure("libyaml cannot read it", "", 0, 0, lines)


_Found = tuple[str, str] | None
"""The problem and the advice."""


def _conflict(failure: _Failure) -> _Found:
    if not any(map(_CONFLICT.match, failure.lines)):
        return None
    return (
        "the front matter holds two versions that git could not merge",
        "Choose one version, and delete the lines <<<<<<<, ======= and >>>>>>>.",
    )


def _control(failure: _Failure) -> _Found:
    if failure.problem != "control":
        return None
    return "the front matter holds an invisible control character", "Delete it at this column."


def _tab(failure: _Failure) -> _Found:
    if not _TAB.match(failure.text):
        return None
    return "a line of the front matter is indented with a tab", "Replace the tab by two spaces."


def _odd_space(failure: _Failure) -> _Found:
    if not _ODD_SPACE.match(failure.text):
        return None
    return (
        "a line of the front matter begins with a no-break space or an invisible mark",
        "Delete what stands before the first letter, and type ordinary spaces.",
    )


def _open_quote(failure: _Failure) -> _Found:
    if "quoted scalar" not in failure.context:
        return None
    return (
        "a quotation mark opens here and is never closed",
        'Close it at the end of the text; within the text, write \\" for a quotation mark.',
    )


def _after_quote(failure: _Failure) -> _Found:
    marks = sum(failure.text[: failure.column].count(mark) for mark in "\"'")
    if "expected <block end>" not in failure.problem or marks < 2:
        return None
    return (
        "text goes on after the closing quotation mark",
        'Quote the whole text, and write \\" for a quotation mark within it.',
    )


def _colon(failure: _Failure) -> _Found:
    if "mapping values are not allowed" not in failure.problem:
        return None
    if ":" not in failure.text[: failure.column]:
        return (
            "this line is indented differently from the lines around it",
            "Let it begin at the same column as the other keys.",
        )
    return "a second colon stands in text without quotation marks", _QUOTE_IT


def _special(failure: _Failure) -> _Found:
    if "cannot start any token" not in failure.problem:
        return None
    return "the text begins with a character that has a meaning in YAML", _QUOTE_IT


def _no_key(failure: _Failure) -> _Found:
    if "could not find expected ':'" not in failure.problem:
        return None
    return (
        "a line above this one is neither “key: text” nor a text indented below its key",
        "Add the key and its colon, or indent the line by two spaces.",
    )


def _open_bracket(failure: _Failure) -> _Found:
    if "flow" not in failure.context:
        return None
    return (
        "a bracket [ or { opens a list and is not closed before this line",
        f"Close it. If it is part of the text: {_QUOTE_IT}",
    )


_CAUSES: tuple[Callable[[_Failure], _Found], ...] = (
    _conflict,
    _control,
    _tab,
    _odd_space,
    _open_quote,
    _after_quote,
    _colon,
    _special,
    _no_key,
    _open_bracket,
)
"""Tried from top to bottom: what explains most comes first."""
