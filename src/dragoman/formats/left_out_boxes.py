"""Take boxes of Markdown out of a copy of which nothing stays: admonitions, tabs, callouts.

A text is given with `OMITTED` in the place of each block that is left out. An empty box would
still show its frame, and a title that its kind gives it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.formats.flow import OMITTED
from dragoman.patterns import lazily

_LINE = lazily(r"[^\n]*\n|[^\n]+")
_MARGIN = lazily(r"[ \t>]*")
_EMPTY = lazily(rf"[ \t>]*+(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]++)*+[#\s]*+{OMITTED}[\s#{OMITTED}]*+")
"""A line of which nothing stays but its marks."""

_TITLE = rf"""(?:[ \t]++(?:"[ \t]*+{OMITTED}[ \t]*+"|'[ \t]*+{OMITTED}[ \t]*+'|{OMITTED}))?+"""
_INDENTED = lazily(rf"[ \t>]*+(?:!!!|\?\?\?\+?|===[!+]?)(?:[ \t]++[\w-]++)*+{_TITLE}[ \t]*+\r?\n?")
"""What begins a box that holds the lines deeper than it, and has no title that stays."""

_FENCED = lazily(
    rf"[ \t>]*+(?P<fence>:{{3,}}+|/{{3,}}+)[ \t]*+\{{?[.\w-]++\}}?[ \t]*+(?:\|[ \t]*+)?"
    rf"(?:{OMITTED}|\[{OMITTED}\])?[ \t]*+(?:\{{[^{{}}\n]*+\}})?[ \t]*+\r?\n?"
)
"""What begins a box that ends with the same marks."""

_CALLOUT = lazily(rf"(?=[ \t]*+>)[ \t>]*+\[![\w-]++\][+-]?[ \t]*+{OMITTED}?[ \t]*+\r?\n?")
_ATTRIBUTES = lazily(r"[ \t>]*+\{:[^{}\n]*+\}[ \t]*+\r?\n?")
"""Attributes in a line of their own: those of the block right above them."""


def of_markdown(text: str) -> str:
    """Leave out the boxes of which nothing stays, and the attributes of what is gone."""
    if OMITTED not in text:
        return text
    lines = _LINE.findall(text)
    for place in reversed(range(len(lines))):
        end = _box_end(lines, place)
        if end and any(OMITTED in line for line in lines[place:end]):
            margin = _MARGIN.match(lines[place])
            lines[place:end] = [f"{margin[0] if margin else ''}{OMITTED}\n"]
    return "".join(_without_attributes(lines))


def _box_end(lines: Sequence[str], place: int) -> int:
    """Return the line after a box of which nothing stays; 0 where there is none."""
    line = lines[place]
    if _INDENTED.fullmatch(line):
        return _end_of_deeper(lines, place)
    fenced = _FENCED.fullmatch(line)
    if fenced:
        return _end_of_fenced(lines, place, fenced["fence"])
    if _CALLOUT.fullmatch(line):
        return _end_of_quoted(lines, place)
    return 0


def _end_of_deeper(lines: Sequence[str], place: int) -> int:
    margin = _depth(lines[place])
    end = place + 1
    for number in range(place + 1, len(lines)):
        line = lines[number]
        if not line.strip(" \t>\r\n"):
            continue
        if _depth(line) <= margin:
            break
        if not _EMPTY.fullmatch(line):
            return 0
        end = number + 1
    return end


def _end_of_fenced(lines: Sequence[str], place: int, fence: str) -> int:
    for number in range(place + 1, len(lines)):
        bare = lines[number].strip(" \t>\r\n")
        if bare == fence:
            return number + 1
        if bare and not _EMPTY.fullmatch(lines[number]):
            return 0
    return 0


def _end_of_quoted(lines: Sequence[str], place: int) -> int:
    margin = _MARGIN.match(lines[place])
    depth = margin[0].count(">") if margin else 0
    for number in range(place + 1, len(lines)):
        marks = _MARGIN.match(lines[number])
        if marks is None or marks[0].count(">") < depth:
            return number
        if lines[number].strip(" \t>\r\n") and not _EMPTY.fullmatch(lines[number]):
            return 0
    return len(lines)


def _depth(line: str) -> int:
    match = _MARGIN.match(line)
    return match.end() if match else 0


def _without_attributes(lines: Sequence[str]) -> list[str]:
    done: list[str] = []
    for line in lines:
        if done and _EMPTY.fullmatch(done[-1]) and _ATTRIBUTES.fullmatch(line):
            continue
        done.append(line)
    return done
