"""Where and why a parser of YAML gave up, and the patterns by which causes are looked for there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from dragoman.handyaml.slips import FileKind, place
from dragoman.patterns import lazily

_TABS = lazily(r"(?:(?<=[^\s-])|(?<=\S-))[ \t]*\t[ \t]*|^[ \t]+$", re.MULTILINE)
"""Tabs that indent nothing."""

_FINE = 200_000
"""Characters up to which PyYAML's own parser, which is slow, is asked for its finer messages."""

ODD_SPACE = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2066-\u2069\u3000\ufeff"
"""Characters that look like a space, or like nothing."""


@dataclass(frozen=True, slots=True)
class KeyPatterns:
    """The patterns that know a kind's keys."""

    key_line: re.Pattern[str]
    no_key_line: re.Pattern[str]
    odd_space: re.Pattern[str]
    quoted: re.Pattern[str]
    meaningful: re.Pattern[str]
    text_begins: re.Pattern[str]
    no_dash: re.Pattern[str]


@cache
def patterns_of(kind: FileKind) -> KeyPatterns:
    """Return what finds the keys of a kind of file, also where they are mistyped."""
    known = "|".join(map(re.escape, dict.fromkeys((*kind.keys, *kind.sections))))
    name = known if kind.sections else r"[\w.-]+"
    texts = "|".join(map(re.escape, kind.texts)) or name
    first = re.escape(kind.keys[0])
    return KeyPatterns(
        key_line=re.compile(rf"^( *(?:- +)?)(?:{name}) *:(?=\s|\Z)", re.MULTILINE),
        no_key_line=re.compile(
            rf"( *(?:- +)?)({known})(?:(?P<tight>:)(?=[^\s:])"
            r"|(?P<odd>[\uff1a\ufe55\u2236\u02d0\ua789])|(?P<none>[ \t]+)(?=[^\s:]))"
        ),
        odd_space=re.compile(rf" *(?:- +)?(?:{name}):[{ODD_SPACE}]"),
        quoted=re.compile(rf"^ *(?:- +)?(?:{name}) *: +([\"'])", re.MULTILINE),
        meaningful=re.compile(rf" *(?:- +)?(?:{texts}) *: +([^\w\s])"),
        text_begins=re.compile(
            rf"^(?P<lead> *(?:- +)?)(?P<key>{texts}) *:"
            r"(?:(?P<below>[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\r?$)|[ \t]+\S.*$)",
            re.MULTILINE,
        ),
        no_dash=re.compile(rf" *(?:-(?={first}\b)|[\u2010-\u2015\u2212\u2022*] *(?={first}\b))"),
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why the parser gave up, in its own words."""

    text: str
    kind: FileKind
    problem: str
    context: str
    """What it was reading."""

    at: int
    """The character at which it gave up."""

    began: int
    """The character at which what it was reading begins."""

    @property
    def patterns(self) -> KeyPatterns:
        """What finds the keys of this kind of file."""
        return patterns_of(self.kind)

    def lines(self, back: int) -> Iterator[tuple[int, str]]:
        """Yield the failure's line and so many above it, the nearest first, and where each begins.

        Empty lines are not counted.
        """
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        while back >= 0:
            start = self.text.rfind("\n", 0, end) + 1
            line = self.text[start:end]
            if line.strip():
                back -= 1
                yield start, line
            if not start:
                return
            end = start - 1

    def near(self, pattern: re.Pattern[str]) -> int | None:
        """Return where the pattern first matches about the failure's line, one line up or down."""
        line = place(self.text, self.at)[0]
        for match in pattern.finditer(self.text):
            if abs(place(self.text, match.start())[0] - line) <= 1:
                return match.start()
        return None


def without_tabs(text: str) -> str:
    """Return the text with spaces for tabs that indent nothing; all else stays in its place.

    The parser that reads the files, libyaml, takes such tabs, and PyYAML's own does not.
    """
    return _TABS.sub(lambda match: " " * len(match[0]), text) if "\t" in text else text


def failure_of(text: str, kind: FileKind) -> Failure | None:
    """Parse again with PyYAML's own parser, whose messages and marks are the finer ones."""
    loaders: tuple[tuple[type[yaml.SafeLoader | yaml.CSafeLoader], str], ...] = (
        (yaml.SafeLoader, without_tabs(text)),
        (yaml.CSafeLoader, text),
    )
    for loader, shown in loaders if len(text) <= _FINE else loaders[1:]:
        try:
            yaml.compose(shown, Loader=loader)
        except yaml.MarkedYAMLError as error:
            problem, context = error.problem or "", error.context or ""
            mark = error.problem_mark or error.context_mark
            began = error.context_mark or mark
            at = mark.index if mark else 0
            return Failure(text, kind, problem, context, at, began.index if began else at)
        except yaml.YAMLError as error:
            return Failure(text, kind, str(error), "", 0, 0)
        except (ValueError, OverflowError, RecursionError):
            continue  # PyYAML's own makes a character of `\U00110000`, and reads on to what is deep
    return None
