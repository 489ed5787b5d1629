"""What people mistype in YAML, told from where and why the parser gave up.

The reader is an editor who never heard of YAML: each cause says what the eye should look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dragoman.handyaml.failure import ODD_SPACE, Failure, KeyPatterns, failure_of
from dragoman.handyaml.slips import FileKind, SlipError
from dragoman.patterns import lazily

_SPACES = "Delete what stands before the first letter and type ordinary spaces."
_CONFLICT = lazily(r"^(?:<{7}|>{7}|={7}\r?$|\|{7})", re.MULTILINE)
_CONFLICT_BEGINS = lazily(r"^<{7}", re.MULTILINE)
_TAB_INDENT = lazily(r"^(?:-[ ]*|[ ]*)\t[ \t]*\S", re.MULTILINE)
_ODD_INDENT = lazily(rf"^ *[{ODD_SPACE}]+ *(?=[-#\w])", re.MULTILINE)
_FENCE = lazily(r"\s*(```)[\w-]*[ \t]*\r?(?:\n|\Z)")
_CLOSED = {
    '"': lazily(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": lazily(r"'(?:[^']|'')*'", re.DOTALL),
}
_LOOKS_LIKE_A_KEY = lazily(r" *(?:- +)?[\w.-]+ *:(?=\s|\Z)")


_Cause = Callable[[Failure], "tuple[int, str, str] | None"]
"""Says where it is, what is wrong and what to do, or `None` if it is something else."""


def conflicts(text: str) -> list[SlipError]:
    """Return a slip for each place that git could not merge: the rest must wait for these."""
    found = list(_CONFLICT_BEGINS.finditer(text)) or list(_CONFLICT.finditer(text))[:1]
    what = "two versions of this file were merged and not yet reconciled (git's conflict marks)"
    advice = "Choose the right version, and delete the lines <<<<<<<, ======= and >>>>>>>."
    return [SlipError(match.start(), what, advice) for match in found]


def explain(text: str, kind: FileKind) -> SlipError | None:
    """Return why a text is not YAML, and `None` if it is."""
    failure = failure_of(text, kind)
    if failure is None:
        return None
    for cause in _CAUSES:
        found = cause(failure)
        if found is not None:
            return SlipError(*found)
    return SlipError(
        failure.at,
        f"this is not valid YAML ({failure.problem})",
        f"Compare the line with its neighbours. {kind.indent}",
    )


def _fence(failure: Failure) -> tuple[int, str, str] | None:
    """The lines round what was copied as code from a chat or a web page."""
    first = _FENCE.match(failure.text)
    if first is not None:
        advice = "Delete it, and the one like it at the end of the file, too."
        return first.start(1), _CAME_ALONG, advice
    last = failure.text.rstrip().rfind("\n") + 1
    if failure.at < last or not _FENCE.fullmatch(failure.text[last:].rstrip()):
        return None
    # Below a text it may be a line of that.
    texts = failure.patterns.text_begins.search(failure.text) is not None
    return None if texts and not _is_kept(failure, last) else (last, _CAME_ALONG, "Delete it.")


_CAME_ALONG = "this line came along when the text was copied"


def _tab(failure: Failure) -> tuple[int, str, str] | None:
    if "tab character" in failure.problem:
        return failure.at, "a tab stands where only spaces may", "Type spaces instead."
    at = failure.near(_TAB_INDENT)
    if at is None:
        return None
    return (
        at,
        "the line is indented with a tab",
        "Replace the tab by ordinary spaces: two before a key, four before text.",
    )


def _odd_space(failure: Failure) -> tuple[int, str, str] | None:
    at = failure.near(_ODD_INDENT)
    if at is None:
        return None
    return at, "the line is indented with a no-break space or an invisible mark", _SPACES


def _fallen(failure: Failure) -> tuple[int, str, str] | None:
    """Lines of a text that are not indented as far as the text that they belong to."""
    if not failure.kind.sections:
        return None
    begins = None
    start = failure.text.rfind("\n", 0, failure.at) + 1
    for match in failure.patterns.text_begins.finditer(failure.text, 0, start):
        begins = match
    if begins is None:
        return None
    column, wanted, fallen = len(begins["lead"]), 0, []
    for at, line in _lines_from(failure.text, begins.end() + 1):
        indent = len(line) - len(line.lstrip(" "))
        if indent >= max(wanted, column + 1):
            wanted = wanted or (indent if begins["below"] else column + 1)
        elif _is_of_the_file(failure.patterns, line, column):
            break
        else:
            fallen.append(at + indent)
    if not fallen or fallen[0] > max(failure.at, failure.text.find("\n", failure.at)):
        return None
    this = "this line is" if len(fallen) == 1 else f"this line and {len(fallen) - 1} below it are"
    what = f"{this} not indented as far as the text of `{begins['key']}` above"
    if begins["below"] is None:
        return fallen[0], what, failure.kind.text
    spaces = wanted or column + 2
    return fallen[0], what, f"Write {spaces} spaces before it, as before all lines of that text."


def _lines_from(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the lines from a place on that are not blank, and where each begins."""
    for line in text[at:].splitlines(keepends=True):
        if line.strip():
            yield at, line
        at += len(line)


def _is_of_the_file(patterns: KeyPatterns, line: str, column: int) -> bool:
    """Whether a line below a text whose key stands at that column is none of the text's."""
    if (
        patterns.key_line.match(line)
        or patterns.no_dash.match(line)
        or patterns.no_key_line.match(line)
    ):
        return True
    if re.match(r" *(?:#|- +\S+ *:(?=\s))|(?:---|\.\.\.)\s", line):
        return True
    return len(line) - len(line.lstrip(" ")) == column and bool(_LOOKS_LIKE_A_KEY.match(line))


def _quotes(failure: Failure) -> tuple[int, str, str] | None:
    """A value in quotation marks that do not close, or close before its end."""
    if (odd := _odd_quote(failure)) is None:
        return None
    at, what = odd
    return at, what, failure.kind.restore if _is_kept(failure, at) else failure.kind.text


def _odd_quote(failure: Failure) -> tuple[int, str] | None:
    text = failure.text
    if "escape" in failure.problem or "hexdecimal" in failure.problem:
        return failure.at, "a backslash has a meaning between double quotation marks"
    end = text.find("\n", failure.at)
    for match in reversed(list(failure.patterns.quoted.finditer(text, 0, max(end, failure.at)))):
        start = match.start(1)
        closed = _CLOSED[match[1]].match(text, start)
        following = failure.patterns.key_line.search(text, start)
        limit = following.start() if following else len(text)
        if closed is None or closed.end() > limit:
            return start, "a quotation mark opens here and is never closed"
        rest = text[closed.end() : limit].split("\n", 1)[0].strip()
        if rest and not rest.startswith("#"):
            what = "this quotation mark ends the text that began with one, and more text follows"
            return closed.end() - 1, what
    if "quoted scalar" in failure.context:
        return failure.began, "a quotation mark opens here and is never closed"
    return None


def _kept(failure: Failure) -> tuple[int, str, str] | None:
    for at in (failure.at, failure.began):
        if _is_kept(failure, at):
            return (
                at,
                f"the {failure.kind.kept}, which dragoman keeps at the end of the file, is damaged",
                failure.kind.restore,
            )
    return None


def _is_kept(failure: Failure, at: int) -> bool:
    """Whether a place is in the part of the file that the program keeps."""
    kept = failure.kind.kept
    if not kept:
        return False
    before = failure.text.startswith(f"{kept}:") - 1
    before = max(before, failure.text.rfind(f"\n{kept}:", 0, at))
    between = failure.text[before + len(kept) + 2 : at]
    return before >= 0 and not re.search(r"^\w", between, re.MULTILINE)


def _colon_of_key(failure: Failure) -> tuple[int, str, str] | None:
    """A key whose colon is missing, is another character, or has no space after it."""
    columns = {len(match[1]) for match in failure.patterns.key_line.finditer(failure.text)}
    for start, line in failure.lines(2):
        match = failure.patterns.no_key_line.match(line)
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
        odd = failure.patterns.odd_space.match(line)
        if odd:
            what = "a no-break space or an invisible mark stands where a space belongs"
            return start + odd.end() - 1, what, "Delete it, and type an ordinary space."
    return None


def _dash(failure: Failure) -> tuple[int, str, str] | None:
    for start, line in failure.lines(2):
        match = failure.patterns.no_dash.match(line)
        if match and (failure.kind.lists or failure.kind.is_list):
            return (
                start + match.end() - 1,
                "an entry does not begin with a dash and a space",
                f"Write `- {failure.kind.keys[0]}:` with the plain dash of the keyboard (-) and "
                "one space.",
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


def _bracket(failure: Failure) -> tuple[int, str, str] | None:
    if failure.kind.sections or "flow" not in failure.context:
        return None
    return (
        failure.began,
        "a bracket [ or { opens a list here and is not closed",
        f"Close it. If it is part of a text: {failure.kind.text}",
    )


def _special(failure: Failure) -> tuple[int, str, str] | None:
    for at in (failure.at, failure.began):
        start = failure.text.rfind("\n", 0, at) + 1
        match = failure.patterns.meaningful.match(failure.text, start)
        indented = any(each in failure.problem for each in ("mapping values", "document"))
        lists = ("[", "{") if indented and not failure.kind.sections else ()
        if match and match[1] in "[]{}&*!%@`?-|>," and match[1] not in lists:
            return (
                match.start(1),
                "text on the key's own line begins with a character that has a meaning in YAML: "
                f"{match[1]}",
                failure.kind.text,
            )
    return None


def _document(failure: Failure) -> tuple[int, str, str] | None:
    if "document" not in failure.problem:
        return None
    above = [(at, line) for at, line in failure.lines(1_000) if at < failure.at]
    if not any(line.startswith(("---", "...")) for _, line in failure.lines(1_000)):
        indented = (at + 1 for at, line in reversed(above) if line.startswith(" "))
        at = next(indented, None)
        return None if at is None else (at - 1, _MISPLACED, failure.kind.indent)
    return (
        failure.at,
        "a second file begins here, at a line of three dashes or after one of three dots",
        "Delete that line; if what follows is another copy of this file, delete it too.",
    )


def _colon(failure: Failure) -> tuple[int, str, str] | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    start = failure.text.rfind("\n", 0, failure.at) + 1
    line = failure.text[start : failure.at].strip(" -")
    known = (*failure.kind.keys, *failure.kind.sections)
    if line in known if failure.kind.sections else ":" not in line and " " not in line:
        return failure.at, _MISPLACED, failure.kind.indent
    what = "a colon stands in text that is written on the key's own line"
    return failure.at, what, failure.kind.text


def _outdented(failure: Failure) -> tuple[int, str, str] | None:
    expected = ("expected <block end>", "could not find expected ':'")
    if not any(each in failure.problem for each in expected):
        return None
    at = failure.began if "simple key" in failure.context else failure.at
    start = failure.text.rfind("\n", 0, at) + 1
    if _LOOKS_LIKE_A_KEY.match(failure.text, start):
        return at, _MISPLACED, failure.kind.indent
    return (
        at,
        "this line is neither a key nor indented as far as the text it belongs to",
        "Write a colon after a key; indent text by four spaces, and keys by as many as those "
        "around them.",
    )


_MISPLACED = "this line is indented differently from the keys around it"

_CAUSES: tuple[_Cause, ...] = (
    _fence,
    _tab,
    _odd_space,
    _fallen,
    _quotes,
    _colon_of_key,
    _dash,
    _announced,
    _bracket,
    _special,
    _document,
    _kept,
    _colon,
    _outdented,
)
"""Tried from top to bottom: what explains most comes first."""
