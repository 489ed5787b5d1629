"""What editors mistype in a review file, told from where and why the parser gave up.

The reader is an editor who never heard of YAML: each cause says what the eye should look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KEYS = ("id", "status", "source", "was", "target", "suggestion", "note", "ignore", "findings")
"""The keys of a segment that have a meaning, in the order in which they are written."""

SECTIONS = ("article", "source", "target", "segments", "record", "retired")
"""Those of the file."""

RESTORE = "Undo the change to it, or delete the line; the segment then counts as written by hand."
_BELOW = "Write `|-` after the key and put the text on the next line, indented by four spaces."
_QUOTES = "Put the text below the key, after `|-`, where quotation marks need no care."
_SPACES = "Delete what stands before the first letter and type ordinary spaces."

_NAME = "|".join(dict.fromkeys((*KEYS, *SECTIONS)))
_KEY_LINE = re.compile(rf"^( *(?:- +)?)(?:{_NAME}) *:(?=\s|\Z)", re.MULTILINE)
_NO_KEY_LINE = re.compile(
    rf"( *(?:- +)?)({_NAME})"
    r"(?:(?P<tight>:)(?=[^\s:])|(?P<odd>[\uff1a\ufe55\u2236\u02d0\ua789])"
    r"|(?P<none>[ \t]+)(?=[^\s:]))"
)
_ODD_SPACE = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2066-\u2069\u3000\ufeff"
_CONFLICT = re.compile(r"^(<{7}|>{7}|={7}$|={7}\r|\|{7})", re.MULTILINE)
_TAB_INDENT = re.compile(r"^(?:-[ ]*|[ ]*)\t[ \t]*\S", re.MULTILINE)
_ODD_INDENT = re.compile(rf"^ *[{_ODD_SPACE}]+ *(?=[-#\w])", re.MULTILINE)
_QUOTED = re.compile(rf"^ *(?:- +)?(?:{_NAME}) *: +([\"'])", re.MULTILINE)
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*'", re.DOTALL),
}
_MEANINGFUL = re.compile(r" *(?:- +)?(?:id|status|source|was|target|suggestion|note) *: +([^\w\s])")
_NO_DASH = re.compile(r" *(?:-(?=id\b)|[\u2010-\u2015\u2212\u2022*] *(?=id\b))")


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why the parser gave up, in its own words."""

    text: str
    problem: str
    context: str
    """What it was reading."""

    at: int
    """The character at which it gave up."""

    began: int
    """The character at which what it was reading begins."""

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


def place(text: str, index: int) -> tuple[int, int]:
    """Return line and column of a character, counted from 0."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


Cause = Callable[[Failure], "tuple[int, str, str] | None"]
"""Says where it is, what is wrong and what to do, or `None` if it is something else."""


def _conflict(failure: Failure) -> tuple[int, str, str] | None:
    match = _CONFLICT.search(failure.text)
    return match and (
        match.start(),
        "two versions of this file were merged and not yet reconciled (git's conflict marks)",
        "Choose the right version of each place, delete the lines <<<<<<<, ======= and >>>>>>>.",
    )


def _control(failure: Failure) -> tuple[int, str, str] | None:
    if failure.context != "control":
        return None
    return failure.at, failure.problem, "Delete the invisible character at this column."


def _tab(failure: Failure) -> tuple[int, str, str] | None:
    if "tab character" in failure.problem:
        return (
            failure.at,
            "a tab stands where only spaces may",
            "Delete it, or type spaces instead.",
        )
    at = failure.near(_TAB_INDENT)
    if at is None:
        return None
    return (
        at,
        "the line is indented with a tab",
        "Replace the tab by spaces: two before a key, four before text.",
    )


def _odd_space(failure: Failure) -> tuple[int, str, str] | None:
    at = failure.near(_ODD_INDENT)
    if at is None:
        return None
    return at, "the line is indented with a no-break space or an invisible mark", _SPACES


def _quotes(failure: Failure) -> tuple[int, str, str] | None:
    """A value in quotation marks that do not close, or close before its end."""
    if "escape" in failure.problem or "hexdecimal" in failure.problem:
        return failure.at, "a backslash has a meaning between double quotation marks", _QUOTES
    end = failure.text.find("\n", failure.at)
    for match in reversed(list(_QUOTED.finditer(failure.text, 0, max(end, failure.at)))):
        start = match.start(1)
        closed = _CLOSED[match[1]].match(failure.text, start)
        following = _KEY_LINE.search(failure.text, start)
        limit = following.start() if following else len(failure.text)
        if closed is None or closed.end() > limit:
            return start, "a quotation mark opens here and is never closed", _QUOTES
        rest = failure.text[closed.end() : limit].split("\n", 1)[0].strip()
        if rest and not rest.startswith("#"):
            return (
                closed.end() - 1,
                "this quotation mark ends the text that began with one, and more text follows",
                _QUOTES,
            )
    if "quoted scalar" in failure.context:
        return failure.began, "a quotation mark opens here and is never closed", _QUOTES
    return None


def _record(failure: Failure) -> tuple[int, str, str] | None:
    for at in (failure.at, failure.began):
        before = failure.text.rfind("\nrecord:", 0, at)
        if before >= 0 and not re.search(r"^\w", failure.text[before + 8 : at], re.MULTILINE):
            return (
                at,
                "the record, which dragoman keeps at the end of the file, is damaged",
                RESTORE,
            )
    return None


def _colon_of_key(failure: Failure) -> tuple[int, str, str] | None:
    """A key whose colon is missing, is another character, or has no space after it."""
    columns = {len(match[1]) for match in _KEY_LINE.finditer(failure.text)}
    for start, line in failure.lines(2):
        match = _NO_KEY_LINE.match(line)
        if match is None or len(match[1]) not in columns:
            continue
        key = match[2]
        if match["odd"]:
            at, what = match.start("odd"), f"the colon after `{key}` is not the one of YAML"
        elif match["none"]:
            at, what = match.end(2), f"there is no colon after `{key}`"
        else:
            at, what = match.end("tight"), f"there is no space after `{key}:`"
        return start + at, what, f"Write `{key}:`, then a space, then the rest."
    for start, line in failure.lines(2):
        odd = re.match(rf" *(?:- +)?(?:{_NAME}):[{_ODD_SPACE}]", line)
        if odd:
            what = "a no-break space or an invisible mark stands where a space belongs"
            return start + odd.end() - 1, what, "Delete it, and type an ordinary space."
    return None


def _dash(failure: Failure) -> tuple[int, str, str] | None:
    for start, line in failure.lines(2):
        match = _NO_DASH.match(line)
        if match:
            return (
                start + match.end() - 1,
                "a segment does not begin with a dash and a space",
                "Write `- id:` with the plain dash of the keyboard (-) and one space.",
            )
    return None


def _announced(failure: Failure) -> tuple[int, str, str] | None:
    if "expected a comment or a line break" not in failure.problem:
        return None
    return (
        failure.at,
        "text follows on the line of `|` or `>`, which say that it stands below",
        "Put the text on the next line, indented by four spaces.",
    )


def _special(failure: Failure) -> tuple[int, str, str] | None:
    for at in (failure.at, failure.began):
        start = failure.text.rfind("\n", 0, at) + 1
        match = _MEANINGFUL.match(failure.text, start)
        if match and match[1] in "[]{}&*!%@`?-|>,":
            return (
                match.start(1),
                "text on the key's own line begins with a character that has a meaning in YAML: "
                f"{match[1]}",
                _BELOW,
            )
    return None


def _document(failure: Failure) -> tuple[int, str, str] | None:
    if "document" not in failure.problem:
        return None
    return (
        failure.at,
        "a second file begins here, at a line with `---` or after one with `...`",
        "Delete that line; if what follows is another copy of this file, delete it too.",
    )


def _colon(failure: Failure) -> tuple[int, str, str] | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    line = failure.text[failure.text.rfind("\n", 0, failure.at) + 1 : failure.at]
    if line.strip(" -") in (*KEYS, *SECTIONS):
        return (
            failure.at,
            "this line is indented differently from the keys around it",
            "Give it as many spaces as the line `status:` above or below it.",
        )
    return failure.at, "a colon stands in text that is written on the key's own line", _BELOW


def _outdented(failure: Failure) -> tuple[int, str, str] | None:
    expected = ("expected <block end>", "could not find expected ':'")
    if not any(each in failure.problem for each in expected):
        return None
    return (
        failure.began if "simple key" in failure.context else failure.at,
        "this line is neither a key nor indented as far as the text it belongs to",
        "Indent the text by four spaces, and the keys by two.",
    )


CAUSES: tuple[Cause, ...] = (
    _conflict,
    _control,
    _tab,
    _odd_space,
    _quotes,
    _colon_of_key,
    _dash,
    _announced,
    _special,
    _document,
    _record,
    _colon,
    _outdented,
)
"""Tried from top to bottom: what explains most comes first."""
