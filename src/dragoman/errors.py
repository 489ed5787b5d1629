"""Every error that Dragoman raises on purpose.

    DragomanError
    ├── ProjectError     dragoman.yaml is missing or wrong
    ├── GlossaryError    glossary.yaml, or a file that is imported into it, is wrong
    ├── ArticleError     an article cannot be read
    ├── ReviewError      a review file cannot be read
    ├── StoreError       a file cannot be written, or another run holds the project
    ├── ExchangeError    a file that translators sent back cannot be read
    └── EngineError      the engine cannot translate
        └── ModelError   a model package is missing, broken or cannot be had

They know nothing of the command line: `dragoman.cli` alone turns them into exit codes.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import TypeVar, cast

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")
"""What could steer a terminal, turn a line round, or cannot be written: not line ends and tabs."""

_UNTYPED = re.compile(rf"[\t\n{_CONTROLS.pattern[1:]}")
"""What nobody can type, line ends and tabs among it."""


def visible(text: str) -> str:
    """Return the text with control characters as codes, such as `\\x1b`.

    File names, licences and answers of servers come from elsewhere: they must not steer the
    terminal on which a message is read.
    """
    return _CONTROLS.sub(lambda match: ascii(match[0])[1:-1], text)


def named(name: object) -> str:
    """Return a name on one line, as `visible` does: line ends and tabs are codes, too."""
    return visible(str(name)).replace("\n", r"\n").replace("\t", r"\t")


def typed(name: str) -> str:
    """Return a name as it is typed in a command: quoted where a shell would take it apart.

    Of one that would be taken for an option, the path says what it is. Control characters are the
    codes that shells such as Bash read.
    """
    path = f"./{name}" if name.startswith("-") else name
    if not _UNTYPED.search(path):
        return shlex.quote(path)
    whole = path.replace("\\", r"\\").replace("'", r"\'")
    return f"$'{_UNTYPED.sub(_code, whole)}'"


def _code(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x80 else f"\\u{number:04x}"


class DragomanError(Exception):
    """Something a person can act on: what was found, where, and what to do next.

    `problem` says what was found, `advice` what to do, in plain words. `line` and `column`
    count from 1. `excerpt` is the offending line of the file, as it stands there. `others` are
    further mistakes of the same file, told together with this one.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: PurePath | str | None = None,
        line: int | None = None,
        column: int | None = None,
        excerpt: str = "",
        advice: str = "",
        others: tuple[DragomanError, ...] = (),
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line
        self.column = column
        self.excerpt = excerpt
        self.advice = advice
        self.others = others

    @property
    def every(self) -> tuple[DragomanError, ...]:
        """The error and all others that are told with it."""
        return (self, *self.others)

    @property
    def where(self) -> str:
        """The place as `file:line:column`, as far as it is known."""
        parts = (self.path, self.line, self.column)
        found = (str(part) for part in parts if part is not None)
        return ":".join(part.replace("\n", "\\n") for part in found)

    @property
    def alone(self) -> str:
        """The message without the other mistakes that are told with it."""
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        lines = [head]
        if self.excerpt:
            lines.append(f"    {self.excerpt}")
        if self.advice:
            lines.append(f"  → {self.advice}")
        return visible("\n".join(lines))

    def __str__(self) -> str:
        return "\n".join(mistake.alone for mistake in self.every)


E = TypeVar("E", bound=DragomanError)


def together(errors: Sequence[E]) -> E:
    """Return one error that tells all of them, in their order."""
    first, *others = (mistake for error in errors for mistake in error.every)
    first.others = tuple(others)
    return cast(E, first)


class ProjectError(DragomanError):
    """The project's settings are missing or wrong."""


class GlossaryError(DragomanError):
    """The glossary, or a file that is imported into it, cannot be understood."""


class ArticleError(DragomanError):
    """An article cannot be read."""


class ReviewError(DragomanError):
    """A review file cannot be read; it is left as it is."""


class ExchangeError(DragomanError):
    """A file that translators sent back cannot be read."""


class StoreError(DragomanError):
    """A file cannot be written, or another run holds the project."""


class EngineError(DragomanError):
    """The engine cannot translate."""


class ModelError(EngineError):
    """A model package is missing, broken or cannot be had."""
