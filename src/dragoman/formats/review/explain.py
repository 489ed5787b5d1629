"""Say in plain words why a review file is not YAML.

The reader is an editor who never heard of YAML. Each cause below names what the eye should look
for; the first that fits the file is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from dragoman.errors import ReviewError

_CONFLICT = re.compile(r"^(<{7}|>{7}|={7}$)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)
_ODD_INDENT = re.compile(
    r"^ *[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2066-\u2069\u3000\ufeff]+ *(?=[-#\w])",
    re.MULTILINE,
)

Place = tuple[int, int]
"""Line and column, counted from 0."""


def explain(text: str, path: str) -> ReviewError:
    """Return the error for a text that PyYAML does not parse."""
    problem, place, context = _as_python_sees_it(text)
    for cause in _CAUSES:
        found = cause(text, problem, place, context)
        if found is not None:
            (line, column), what, advice = found
            return _error(text, path, line, column, what, advice)
    return _error(
        text,
        path,
        *place,
        f"this is not valid YAML ({problem})",
        "Compare the line with its neighbours: keys begin at the same column, and text stands "
        "below `|-`, indented by four spaces.",
    )


def excerpt(text: str, line: int) -> str:
    """Return a line of the text, counted from 1, cut to what fits a screen."""
    lines = text.split("\n")
    found = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    return found if len(found) <= 120 else f"{found[:119]}…"


def _error(text: str, path: str, line: int, column: int, what: str, advice: str) -> ReviewError:
    return ReviewError(
        what,
        path=path,
        line=line + 1,
        column=column + 1,
        excerpt=excerpt(text, line + 1),
        advice=f"{advice} The file was left as it is.",
    )


def _as_python_sees_it(text: str) -> tuple[str, Place, str]:
    """Parse again with PyYAML's own parser, whose messages and marks are the finer ones."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        quoted = "quoted scalar" in (error.context or "")
        mark = error.context_mark if quoted else error.problem_mark or error.context_mark
        place = (mark.line, mark.column) if mark else (0, 0)
        return error.problem or "", place, error.context or ""
    except yaml.reader.ReaderError as error:
        place = _place(text, error.position)
        return (
            f"a character that no text file should hold: #x{ord(text[error.position]):04x}",
            (place),
            "control",
        )
    except yaml.YAMLError as error:
        return str(error), (0, 0), ""
    return "more than one document in the file", (0, 0), ""


def _place(text: str, index: int) -> Place:
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


Cause = Callable[[str, str, Place, str], "tuple[Place, str, str] | None"]


def _conflict(text: str, problem: str, place: Place, context: str) -> tuple[Place, str, str] | None:
    match = _CONFLICT.search(text)
    if not match:
        return None
    return (
        _place(text, match.start()),
        "two versions of this file were merged and not yet reconciled (git's conflict marks)",
        "Choose the right version of each place, delete the lines <<<<<<<, ======= and >>>>>>>.",
    )


def _tab(text: str, problem: str, place: Place, context: str) -> tuple[Place, str, str] | None:
    match = _first_near(_TAB_INDENT, text, place)
    if match is None:
        return None
    return (
        _place(text, match),
        "the line is indented with a tab",
        "Replace the tab by spaces: two before a key, four before text.",
    )


def _odd_space(
    text: str, problem: str, place: Place, context: str
) -> tuple[Place, str, str] | None:
    match = _first_near(_ODD_INDENT, text, place)
    if match is None:
        return None
    return (
        _place(text, match),
        "the line is indented with a no-break space or an invisible mark",
        "Delete what stands before the first letter and type ordinary spaces.",
    )


def _first_near(pattern: re.Pattern[str], text: str, place: Place) -> int | None:
    """The first match on the line of the problem or on one of the two lines around it."""
    for match in pattern.finditer(text):
        if abs(_place(text, match.start())[0] - place[0]) <= 1:
            return match.start()
    return None


def _open_quote(
    text: str, problem: str, place: Place, context: str
) -> tuple[Place, str, str] | None:
    if "quoted scalar" not in context:
        return None
    return (
        place,
        "a quotation mark opens here and is never closed",
        "Put the text below the key, after `|-`, where quotation marks need no care.",
    )


def _control(text: str, problem: str, place: Place, context: str) -> tuple[Place, str, str] | None:
    if context != "control":
        return None
    return place, problem, "Delete the invisible character at this column."


def _colon(text: str, problem: str, place: Place, context: str) -> tuple[Place, str, str] | None:
    if "mapping values are not allowed" not in problem:
        return None
    line = excerpt(text, place[0] + 1)
    if line[: place[1]].count(":") == 0:
        return (
            place,
            "this line is indented differently from the keys around it",
            "Give it as many spaces as the line `status:` above or below it.",
        )
    return (
        place,
        "a colon stands in text that is written on the key's own line",
        "Write `|-` after the key and put the text on the next line, indented by four spaces.",
    )


def _special(text: str, problem: str, place: Place, context: str) -> tuple[Place, str, str] | None:
    if not ("cannot start any token" in problem or "undefined alias" in problem):
        return None
    return (
        place,
        "text on the key's own line begins with a character that has a meaning in YAML",
        "Write `|-` after the key and put the text on the next line, indented by four spaces.",
    )


def _outdented(
    text: str, problem: str, place: Place, context: str
) -> tuple[Place, str, str] | None:
    expected = "expected <block end>" in problem or "could not find expected ':'" in problem
    if not expected:
        return None
    return (
        place,
        "this line is neither a key nor indented as far as the text it belongs to",
        "Indent the text by four spaces, and the keys by two.",
    )


_CAUSES: tuple[Cause, ...] = (
    _conflict,
    _control,
    _tab,
    _odd_space,
    _open_quote,
    _colon,
    _special,
    _outdented,
)
"""Tried from top to bottom: what explains most comes first."""
