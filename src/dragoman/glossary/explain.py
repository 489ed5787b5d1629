"""Say in plain words why a glossary is not YAML: where to look, and what to do there."""

from __future__ import annotations

import re

import yaml

from dragoman.errors import GlossaryError

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7}$)", re.MULTILINE)
_ODD_SPACE = re.compile(r"^ *[\t\u00a0\u2000-\u200f\u202f\u2066-\u2069\u3000]")
_SHOWN = 120
"""Characters of a line that a message shows."""


def explain(text: str, path: str) -> GlossaryError:
    """Return the error for a text that PyYAML does not parse."""
    line, column, problem, context = _as_python_sees_it(text)
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line, column = text.count("\n", 0, conflict.start()), 0
    lines = text.split("\n")
    shown = lines[line].rstrip("\r") if line < len(lines) else ""
    told, advice = _cause(conflict is not None, shown, column, problem, context)
    return GlossaryError(
        told,
        path=path,
        line=line + 1,
        column=column + 1,
        excerpt=shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…",
        advice=advice,
    )


def _as_python_sees_it(text: str) -> tuple[int, int, str, str]:
    """Parse again with PyYAML's own parser, whose messages and marks are the finer ones."""
    try:
        yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        context = error.context or ""
        opened = "quoted scalar" in context
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        place = (mark.line, mark.column) if mark else (0, 0)
        return *place, error.problem or "", context
    except yaml.reader.ReaderError as error:
        start = text.rfind("\n", 0, error.position) + 1
        return text.count("\n", 0, error.position), error.position - start, "", "control"
    except yaml.YAMLError as error:
        return 0, 0, str(error), ""
    return 0, 0, "it reads in one way and not in another", ""


def _cause(conflict: bool, line: str, column: int, problem: str, context: str) -> tuple[str, str]:
    """Return what is wrong and what to do, of the causes that fit the first."""
    if conflict:
        return (
            "two versions of this file were merged and not yet reconciled (git's conflict marks)",
            "Choose the right version of each place; delete the lines <<<<<<<, =======, >>>>>>>.",
        )
    if context == "control":
        return (
            "a character stands here that no text file should hold",
            "Delete the invisible character at this column.",
        )
    if "quoted scalar" in context:
        return (
            "a quotation mark opens here and is never closed",
            "Close it at the end of the text, or delete it.",
        )
    if _ODD_SPACE.search(line):
        return (
            "the line is indented with a tab, a no-break space or an invisible mark",
            "Replace it by ordinary spaces: two before each line of an entry.",
        )
    if "mapping values are not allowed" in problem and ":" in line[:column]:
        return (
            "a colon stands in the text",
            'Put the text into quotation marks: ru: "12: часы".',
        )
    if "cannot start any token" in problem or "undefined alias" in problem or "tag" in problem:
        return (
            "the text begins with a character that has a meaning in YAML",
            'Put the text into quotation marks: ru: "@имя".',
        )
    if any(each in f"{context} {problem}" for each in ("block", "expected ':'", "mapping values")):
        return (
            "this line is not indented as the lines around it",
            "Begin each entry with `- term: …`, and indent its other lines by two spaces.",
        )
    if "another document" in problem:
        return "a line of three dashes begins a second document", "Delete the line."
    return (
        f"this is not valid YAML ({problem})",
        "Each entry begins with `- term: …`; its other lines are indented by two spaces.",
    )
