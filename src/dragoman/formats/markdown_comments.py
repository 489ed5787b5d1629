"""Leave what editors say to each other out of the copies of Markdown texts.

Beside comments of HTML there are those that people write as definitions of links which lead
nowhere, and those of kramdown, MDX and Obsidian. Where one of these is no comment by the rules of
CommonMark, such as a definition right below a line of text, readers see it. Its writer did not
mean them to: copies leave it out, and a finding says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from markdown_it.token import Token

from dragoman.formats import front_matter
from dragoman.formats.comments import (
    IN_PAGE,
    Remark,
    is_for_programs,
    remarks,
    whole_line,
    without,
)
from dragoman.formats.lines import Extent, extents, normalized
from dragoman.formats.markdown_structure import structure
from dragoman.inline.opaque import KRAMDOWN, MDX, OBSIDIAN
from dragoman.inline.template import tags
from dragoman.patterns import lazily

SEEN = "this comment is text to readers, for want of a blank line or an end; copies leave it out"

_ENDS = {
    sign: lazily(pattern)
    for sign, pattern in (
        ("<!--", "-->"),
        ("{/*", r"\*/\}"),
        ("{::comment}", r"\{:/(?:comment)?\}"),
        ("%%", r"(?<![^\n])%%(?=[ \t]*(?:\r?\n|\Z))"),
    )
}
"""How comments of HTML, MDX, kramdown and Obsidian begin, and end beyond a paragraph."""

_CELL_END = lazily(r"(?<!\\)\||\r?\n")

_IN_TEXT = lazily(
    r"\\.|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?!-?>)(?P<said>.*?)-->"
    rf"|(?P<other>{MDX.pattern}|{KRAMDOWN.pattern}|{OBSIDIAN.pattern})"
    r"|(?P<open><!--(?!-?>)|\{/\*|\{::comment\}|(?<![^\n])%%(?=[ \t]*\r?\n))",
    re.DOTALL,
)
"""Comments within a paragraph of Markdown."""

_NOWHERE = lazily(r"\[[^\[\]\n]{1,100}\]:[ \t]*(?:#|<>|<#>)[ \t]+(?=\S)")
_ROW = lazily(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_MARK = lazily(r"<!--(?!-?>)((?:[^-<>\n]|-(?!->))*+)-->")
_SIGN = lazily(
    # A search leaps to one of these; an alternative would be tried at every letter.
    r"[<{%\]](?:(?<=<)!--|(?<=\{)(?:/\*|::comment\})|(?<=%)%|(?<=\]):[ \t]*(?:#|<>|<#>)[ \t])"
)


def of_markdown(text: str, *, mdx: bool = False) -> str:
    """Leave comments out of a Markdown text.

    Where lines would be read otherwise without a comment between them, an empty one stays.
    """
    if not _SIGN.search(text) or _has_marks_alone(text):
        return text
    start = front_matter.spans("", text, ())[1]
    head, body = text[:start], text[start:]
    found, tokens = _found(body, mdx=mdx)
    plain = [remark for remark in found if remark.cuts or body[remark.extent[0]] in "{%"]
    if plain:
        body = without(body, [_with_blank(body, remark) for remark in plain])
        found, tokens = _found(body, mdx=mdx) if _SIGN.search(body) else ([], [])
    if not found:
        return head + body
    shorter = without(body, [_with_blank(body, remark) for remark in found])
    if any(_parts_a_tag(body, remark) for remark in found) or (
        _shape(tokens, body) != _shape(structure(normalized(shorter), mdx=mdx).tokens, body)
    ):
        shorter = body
        for remark in reversed(found):
            first, last = remark.extent
            empty = "[//]: #" if body[first] == "[" else "<!-- -->"
            shorter = shorter[:first] + empty + shorter[last:]
    return head + shorter


def _has_marks_alone(text: str) -> bool:
    """Whether all that may be a comment is one for programs: then none need be looked for."""
    ends = [match.start() for match in _SIGN.finditer(text)]
    marks = [match.start() for match in _MARK.finditer(text) if is_for_programs(match[1])]
    return ends == marks


def _found(body: str, *, mdx: bool) -> tuple[list[Remark], list[Token]]:
    rows = extents(body)
    tokens = structure(normalized(body), mdx=mdx).tokens
    found = [*in_blocks(body, rows, tokens), *_definitions(body, rows, tokens)]
    found.sort(key=lambda remark: remark.extent)
    return found, tokens


def in_blocks(text: str, rows: Sequence[Extent], tokens: Sequence[Token]) -> Iterator[Remark]:
    """Yield the comments in blocks of HTML, and those within a paragraph, a heading or a cell.

    `rows` says where in the text the lines of the tokens stand.
    """
    if not _SIGN.search(text):
        return
    line = reached = in_table = 0
    for token in tokens:
        in_table += token.nesting if token.type.startswith("table_") else 0
        if token.map is None or token.type not in _HOLDING:
            continue
        first, last = max(token.map[0], line), token.map[1]
        if first >= last or not _SIGN.search(text, rows[first][0], rows[last - 1][1]):
            continue
        line = last
        start, end = max(rows[first][0], reached), rows[last - 1][1]
        if token.type == "html_block":
            found = _in_html(text, start, end)
        else:
            found = _in_text(text, start, end, in_table=in_table > 0)
        for remark in found:
            reached = remark.extent[1]
            yield remark


_HOLDING = frozenset(("html_block", "inline", "standing_alone"))


def _in_html(text: str, start: int, end: int) -> Iterator[Remark]:
    """Yield the comments within a block of HTML, which ends at the first blank line."""
    for remark in remarks(text, start, end):
        begins = remark.extent[0]
        closed = _end_beyond(text, "<!--", begins + 4, end) if remark.told else None
        yield Remark((begins, closed), told=SEEN, cuts=True) if closed else remark


def _in_text(text: str, start: int, end: int, *, in_table: bool) -> Iterator[Remark]:
    """Yield the comments within a paragraph, and those that begin there and end elsewhere."""
    place = start
    code = [(start + tag.start, start + tag.end) for tag in tags(text[start:end])]
    definitions = None if in_table else _BelowText(text, end)
    while place < end:
        below = definitions.after(place) if definitions is not None else None
        match = _IN_TEXT.search(text, place, below.extent[0] if below else end)
        if match is None:
            if below is None:
                return
            yield below
            place = below.extent[1]
            continue
        within = _holding(code, match.start())
        if within is not None:
            place = within[1]
            continue
        place = match.end()
        kind = match.lastgroup or "ticks"
        if kind == "open":
            closed = None if in_table else _end_beyond(text, match["open"], match.end(), end)
            place = closed or _end_here(text, match, end, in_table=in_table)
            told = "" if closed and match["open"] != "<!--" else SEEN
            yield Remark((match.start(), place), told=told, cuts=True)
        elif kind == "said":
            if not is_for_programs(match["said"]):
                yield Remark(match.span())
        elif kind != "ticks" and not _stays(text, match):
            yield Remark(match.span())


def _stays(text: str, remark: re.Match[str]) -> bool:
    """Whether a comment of MDX is there for a program, or names a heading."""
    if not remark[0].startswith("{/*"):
        return False
    said = remark[0][3:-3].strip()
    return (
        said.lstrip("* ").startswith("@import ")
        or is_for_programs(said)
        or _names_heading(text, remark)
    )


def _names_heading(text: str, remark: re.Match[str]) -> bool:
    """Whether it is the anchor of a heading, which MDX has no other way to write."""
    if _NAME.fullmatch(remark[0]) is None or not _LINE_END.match(text, remark.end()):
        return False
    start = text.rfind("\n", 0, remark.start()) + 1
    return _HASHES.match(text, start) is not None


_NAME = lazily(r"\{/\*[ ]?#?[\w.-]+[ ]?\*/\}")
_LINE_END = lazily(r"[ \t]*(?:\r?\n|\Z)")
_HASHES = lazily(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*#{1,6}[ \t]")


def _holding(code: Sequence[Extent], place: int) -> Extent | None:
    """Return the template tag that holds a place: what stands in it is code."""
    number = bisect_right(code, place, key=itemgetter(0)) - 1
    return code[number] if number >= 0 and place < code[number][1] else None


def _end_beyond(text: str, sign: str, start: int, end: int) -> int | None:
    """Return where a comment ends that its block, which reaches to `end`, does not end."""
    match = _ENDS[sign].search(text, max(start, end))
    if match is None or (sign != "%%" and sign in text[start : match.start()]):
        return None
    return match.end()


def _end_here(text: str, opening: re.Match[str], end: int, *, in_table: bool) -> int:
    """Return where the cell or the paragraph ends in which nothing ends a comment."""
    cell_end = _CELL_END.search(text, opening.end(), end) if in_table else None
    return cell_end.start() if cell_end else end


class _BelowText:
    """Finds lines of a paragraph that look like definitions of links which lead nowhere."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._next: Remark | None = None
        """What the first line holds that does, of those that were not passed yet."""

        self._looked = False

    def after(self, start: int) -> Remark | None:
        """Return the next one; a start is never before the one that was asked for last."""
        if (here := self._at(start)) is not None:
            return here
        line = self._line_after(start)
        if not self._looked or (self._next is not None and self._next.extent[0] < line):
            self._looked = True
            self._next = self._search(line)
        return self._next

    def _search(self, line: int) -> Remark | None:
        while line < self._end:
            if (found := self._at(line)) is not None:
                return found
            line = self._line_after(line)
        return None

    def _line_after(self, place: int) -> int:
        return self._text.find("\n", place, self._end) + 1 or self._end

    def _at(self, start: int) -> Remark | None:
        mark = _ROW.match(self._text, start, self._end)
        begins = mark.end() if mark else start
        definition = _NOWHERE.match(self._text, begins, self._end)
        if definition is None:
            return None
        extent = begins, _definition_end(self._text, definition.end(), self._end)
        return Remark(extent, told=SEEN, cuts=True)


def _definition_end(text: str, start: int, end: int) -> int:
    """Return where the title of a definition ends with its line, or else that line."""
    line_end = text.find("\n", start, end)
    line_end = end if line_end < 0 else line_end
    opening = text[start]
    closing = {"(": ")", '"': '"', "'": "'"}.get(opening)
    depth = 0
    for place in range(start, end) if closing else ():
        depth += (text[place] == opening and (place == start or opening == "(")) - (
            text[place] == closing and place > start
        )
        if not depth:
            following = text.find("\n", place, end)
            line_end = end if following < 0 else following
            break
    return line_end - (text[line_end - 1] == "\r")


def _definitions(text: str, rows: Sequence[Extent], tokens: Sequence[Token]) -> Iterator[Remark]:
    for token in tokens:
        if token.type == "definition" and token.map is not None and is_remark(token, text):
            first, last = token.map
            yield Remark((text.index("[", rows[first][0]), rows[last - 1][1]))


def is_remark(definition: Token, text: str) -> bool:
    """Whether a definition of a link is a comment: it leads nowhere, and nothing refers to it.

    Nothing can refer to a name such as `//` but another remark that stands too near to a text.
    """
    if definition.meta["url"] not in ("", "#") or not definition.meta["title"]:
        return False
    label = definition.meta["label"]
    if label.casefold() == "comment" or not any(map(str.isalnum, label)):
        return True
    return re.search(rf"\[{re.escape(label)}\](?!:)", text, re.IGNORECASE) is None


_BLANK = lazily(r"[ \t]*\r?\n")


def _with_blank(text: str, remark: Remark) -> Extent:
    """Return where a comment stands with its line, and with one of two blank lines round that."""
    start, end = whole_line(text, remark)
    if text[end - 1] == "\n":
        above = text[:start].removesuffix("\n").removesuffix("\r")
        below = _BLANK.match(text, end)
        if below and (not above or above.endswith("\n")):
            end = below.end()
    return start, end


_TAG_LINE = lazily(r"[ \t>]*(?:\{\{[^\n]*\}\}|\{%[^\n]*%\})[ \t]*\r?(?=\n|\Z)")


def _parts_a_tag(text: str, remark: Remark) -> bool:
    """Whether a comment between two lines keeps the tag in one from the paragraph in the other.

    The site's generator puts something else for the tag before it looks for paragraphs.
    """
    start, end = whole_line(text, remark)
    if not 0 < start < end < len(text) or text[start - 1] != "\n" or text[end - 1] != "\n":
        return False
    above = text.rfind("\n", 0, start - 1) + 1
    if _BLANK.match(text, above) or _BLANK.match(text, end):
        return False
    return bool(_TAG_LINE.match(text, above)) != bool(_TAG_LINE.match(text, end))


def _shape(tokens: Sequence[Token], text: str) -> list[tuple[str, str, object]]:
    """Return what a Markdown text is made of, what holds nothing but comments left out."""
    return [
        (token.type, token.tag, token.meta.get("columns"))
        for token in tokens
        if not (is_remark(token, text) if token.type == "definition" else _says_nothing(token))
    ]


def _says_nothing(token: Token) -> bool:
    if token.type != "html_block":
        return False
    return not IN_PAGE.sub(lambda found: found["tag"] or found["raw"] or "", token.content).strip()
