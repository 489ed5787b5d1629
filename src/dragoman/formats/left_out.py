"""Take away what would stand in a copy round nothing, where a whole block is left out.

A text is given with `OMITTED` in the place of each such block. An empty bullet, heading or
paragraph goes with the words that it had. What holds more, or gives a table its shape, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dragoman.formats import left_out_boxes, left_out_tables
from dragoman.formats.flow import OMITTED
from dragoman.patterns import lazily

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_NAMES = (
    "p|li|h[1-6]|dt|dd|figcaption|figure|blockquote|ul|ol|dl|caption|summary|legend|option|optgroup"
    "|button|address|nav|details|fieldset|label|select|section|aside|header|footer|hgroup"
)
_ELEMENT = lazily(rf"<({_NAMES})\b{_ATTRIBUTES}>\s*{OMITTED}\s*</\1\s*>", re.IGNORECASE)
_OPEN = lazily(
    rf"<(?:p\b{_ATTRIBUTES}>\s*{OMITTED}(?=\s*(?:\Z|<(?:{_NAMES}|table|div|/[a-z]+)\b))"
    rf"|(?:li|dt|dd)\b{_ATTRIBUTES}>\s*{OMITTED}(?=\s*(?:\Z|<(?:li|dt|dd|/ul|/ol|/dl)\b)))",
    re.IGNORECASE,
)
"""Elements whose end need not be written."""

_META = lazily(rf"<meta\b(?=[^<>]*{OMITTED}){_ATTRIBUTES}>", re.IGNORECASE)
"""What a page says of itself to programs."""

_TITLE = lazily(rf"(<title\b{_ATTRIBUTES}>)\s*{OMITTED}\s*(?=</title\b)", re.IGNORECASE)
_MAIN_HEADING = lazily(rf"<h1\b{_ATTRIBUTES}>((?:(?!</?h1\b)[^{OMITTED}])+)</h1\b", re.IGNORECASE)

_ROW = lazily(
    rf"<(?P<name>dt|dd)\b{_ATTRIBUTES}>(?P<text>(?:(?!</?(?:dt|dd|dl)\b).)*+)"
    r"(?:</(?P=name)\s*>|(?=\s*(?:<d[td]\b|</dl\b|\Z)))",
    re.IGNORECASE | re.DOTALL,
)
"""A term or a definition that holds no list of others."""

_FLAT = lazily(rf"(<dl\b{_ATTRIBUTES}>)((?:(?!</?dl\b).)*+)(</dl\s*>)", re.IGNORECASE | re.DOTALL)
_DIV = lazily(rf"<(/?)div\b{_ATTRIBUTES}>", re.IGNORECASE)
_FRAME = lazily(rf"</?(?:div|p|span|ul|ol|li)\b{_ATTRIBUTES}>", re.IGNORECASE)
"""The tags of elements that nobody sees if they hold nothing."""

_BLOCK = lazily(r"<(?:p|div|ul|ol|table|figure|blockquote|pre|h[1-6])\b", re.IGNORECASE)

_NESTING = lazily(
    rf"<li\b{_ATTRIBUTES}>\s*{OMITTED}\s*<(?P<list>ul|ol)\b{_ATTRIBUTES}>", re.IGNORECASE
)
_ITEM_END = lazily(r"\s*(?:</li\s*>|(?=<li\b|</[uo]l\b))", re.IGNORECASE)

_SEVERAL = lazily(rf"{OMITTED}(?:\s*{OMITTED})+")
_ALONE = lazily(rf"(?:(?<=\n)|\A)[ \t]*{OMITTED}[ \t]*(?:\r?\n|\Z)")

_TAG = lazily(rf"<!--.*?(?:-->|\Z)|</?[A-Za-z]{_ATTRIBUTES}>", re.DOTALL)
_POST_BLOCK = lazily(
    r"<!--\s+wp:(?P<name>[a-z][a-z0-9/-]*)(?:\s+\{(?:(?!-->|<!--).)*\})?\s+-->\s*"
    rf"(?:{OMITTED}"
    rf"|<(?P<box>div|figure)\b{_ATTRIBUTES}>\s*{OMITTED}\s*</(?P=box)>(?!\s*<!--\s+/wp:column\s))"
    r"\s*<!--\s+/wp:(?P=name)\s+-->",
    re.DOTALL,
)
"""A block of WordPress that holds nothing, with the comments that begin and end it.
A column stays: without it, its row would have another shape."""

_ROUND = lazily(rf"(?<!\s)(\s*){OMITTED}(\s*)")

_BULLET = (
    r"(?:[-*+•‣◦·●▪■–—]|(?P<number>\d{1,9})(?P<mark>[.)])|\([^\W_]{1,3}\)|[^\W\d_]\))"
    r"[ \t]+(?:\[[ xX]\][ \t]+)?"
)
_ITEM = lazily(rf"(?P<indent>[ \t>]*)(?P<bullet>{_BULLET})(?=\S)")
_LINE = lazily(
    rf"(?P<indent>[ \t>]*)(?P<bullet>{_BULLET})?(?:\#{{1,6}}[ \t]+)?{OMITTED}"
    r"[ \t]*+\#*+(?:[ \t]*+\{[^{}\n]*+\})?+[ \t]*+\r?\n?"
)
"""A line that holds the block and its marks alone."""

_DEFINITION = lazily(r"(?P<indent>[ \t>]*):[ \t]+(?=\S)")
_NO_DEFINITION = lazily(rf"[ \t>]*:[ \t]+{OMITTED}[ \t]*\r?\n?")
"""A line of a list of definitions, and one of which nothing stays."""

_UNDERLINE = lazily(r"[ \t>]*(?:={2,}|-{2,})[ \t]*\r?\n?")
"""The line that makes a heading of what stands above it."""

_LINES = lazily(r"[^\n]*\n|[^\n]+")
_BLANK = lazily(r"[ \t>]*\r?\n?")
_INDENT = lazily(r"[ \t>]*")

_NOTE = lazily(
    rf"^(?P<indent>[ ]{{0,3}})\[\^(?P<label>[^\]\s]+)\]:[ \t]+{OMITTED}[ \t]*"
    r"(?:(?P<held>\r?\n(?:[ \t]*\r?\n)*[ \t]+(?=\S))|(?=\r?$))",
    re.MULTILINE,
)
"""What a footnote of Markdown says, left out, and the space before what else it says."""

_CODE = (
    r"^[ \t>]*(?P<fence>`{3,}|~{3,}).*?^[ \t>]*(?P=fence)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
)


def as_it_is(text: str) -> str:
    """Leave out the blocks alone."""
    return text.replace(OMITTED, "")


def of_lines(text: str) -> str:
    """Leave out the lines of blocks in plain text.

    What an item holds beside such a block moves up into its place, and the next ones count anew.
    """
    lines = _LINES.findall(text)
    done: list[str] = []
    place = 0
    while place < len(lines):
        match = _LINE.fullmatch(lines[place])
        place += 1
        if _NO_DEFINITION.fullmatch(lines[place - 1]):
            continue
        if match is None:
            done.append(lines[place - 1])
            continue
        if not match["bullet"] and (not done or _BLANK.fullmatch(done[-1])):
            _free(lines, place)
        held = _held(lines, place, match["indent"]) if match["bullet"] else place
        if held > place:
            moved = _moved_up(lines[place:held], match)
            lines[place:held] = moved
            first = _ITEM.match(moved[0])
            if match["number"] and first and not first["number"]:
                _renumber(lines, place + len(moved), match)
            continue
        if match["number"]:
            _renumber(lines, place, match)
        elif not match["bullet"] and place < len(lines) and _UNDERLINE.fullmatch(lines[place]):
            place += 1
        if place < len(lines) and _BLANK.fullmatch(lines[place]):
            place += not done or _BLANK.fullmatch(done[-1]) is not None
    return as_it_is("".join(done))


def _free(lines: list[str], start: int) -> None:
    """Make paragraphs of the definitions that stood below a term which is gone."""
    place = start
    while place < len(lines) and _BLANK.fullmatch(lines[place]):
        place += 1
    while place < len(lines):
        match = _DEFINITION.match(lines[place])
        if match is None:
            break
        depth = match.end()
        lines[place] = match["indent"] + lines[place][depth:]
        place += 1
        while place < len(lines) and (
            _BLANK.fullmatch(lines[place]) or _depth(lines[place]) > len(match["indent"])
        ):
            lines[place] = lines[place][min(depth, _depth(lines[place])) :]
            place += 1
        if place < len(lines) and _DEFINITION.match(lines[place]):
            lines.insert(place, "\r\n" if lines[place].endswith("\r\n") else "\n")
            place += 1


def _held(lines: Sequence[str], start: int, indent: str) -> int:
    """Return where the lines end that an item holds beside its first one."""
    end = start
    for number in range(start, len(lines)):
        if not _BLANK.fullmatch(lines[number]):
            if not _is_within(lines[number], indent):
                break
            end = number + 1
    return end


def _is_within(line: str, indent: str) -> bool:
    """Whether a line stands deeper than an indent, and in no quotation that begins there."""
    inside = line[: len(indent)].count(">") == indent.count(">")
    return inside and line[len(indent) : len(indent) + 1] in (" ", "\t")


def _depth(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0


def _moved_up(lines: Sequence[str], item: re.Match[str]) -> list[str]:
    """Return what an item holds in the place of its first line: items, or text after its bullet."""
    first = next(n for n, line in enumerate(lines) if not _BLANK.fullmatch(line))
    depth, indent = _depth(lines[first]), item["indent"]
    if not _ITEM.match(lines[first]):
        definition = _DEFINITION.match(lines[first])
        text = lines[first][definition.end() if definition else depth :]
        return [f"{indent}{item['bullet']}{text}", *lines[first + 1 :]]
    return [
        line if _BLANK.fullmatch(line) else line[: len(indent)] + line[min(depth, _depth(line)) :]
        for line in lines[first:]
    ]


def _renumber(lines: list[str], start: int, gone: re.Match[str]) -> None:
    """Let the items after one that is gone count as if it had not been there."""
    number, depth = int(gone["number"]), len(gone["indent"])
    for place in range(start, len(lines)):
        line = lines[place]
        if _BLANK.fullmatch(line) or _depth(line) > depth:
            continue
        item = _ITEM.match(line)
        if item is None or (item["mark"], item["number"]) != (gone["mark"], str(number + 1)):
            break
        lines[place] = f"{line[: item.start('number')]}{number}{line[item.end('number') :]}"
        number += 1


def of_page(text: str) -> str:
    """Leave out the elements of blocks in HTML."""
    text = _META.sub(OMITTED, _TITLE.sub(_titled(text), text))
    return as_it_is(_ALONE.sub("", _elements(text)))


def _titled(text: str) -> Callable[[re.Match[str]], str]:
    """Return what gives a page whose title is left out the words of its main heading."""
    heading = _MAIN_HEADING.search(text)
    words = " ".join(_TAG.sub("", heading[1]).split()) if heading else ""
    return lambda found: found[1] + words


def outside_tags(text: str) -> str:
    """Leave out blocks within tags and comments alone, and let the others stay marked."""
    return _TAG.sub(lambda tag: as_it_is(tag[0]), text)


def of_posts(text: str) -> str:
    """Leave out the elements of blocks in a WordPress export, and the comments round them."""
    before = ""
    while before != text:
        before = text
        text = _POST_BLOCK.sub(OMITTED, _elements(text))
    return _ROUND.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    """Return what stays between the neighbours of a block that is gone: one gap of two."""
    before, after = match.groups()
    return before if "\n" in after and (not before or "\n" in before) else before + after


def of_markdown(text: str) -> str:
    """Leave out the lines of blocks in Markdown, and elements in blocks of HTML.

    Where all of a footnote is gone, so is what refers to it.
    """
    text, before = _elements(text), ""
    gone: list[str] = []

    def left(note: re.Match[str]) -> str:
        if note["held"]:
            return f"{note['indent']}[^{note['label']}]: "
        gone.append(note["label"])
        return OMITTED

    while before != text:
        before, text = text, _NOTE.sub(left, text)
    text = left_out_boxes.of_markdown(left_out_tables.of_markdown(text))
    return _without_references(of_lines(text), gone)


def _without_references(text: str, labels: Sequence[str]) -> str:
    if not labels:
        return text
    reference = rf"\[\^(?:{'|'.join(map(re.escape, labels))})\](?!:)"
    space = rf"(?:[ \t]+(?={reference}(?:[\s.,;:!?)]|\Z)))?"
    pattern = re.compile(rf"(?P<code>{_CODE})|{space}{reference}", re.DOTALL | re.MULTILINE)
    return pattern.sub(lambda found: found["code"] or "", text)


def _elements(text: str) -> str:
    text, before = _definitions(text), ""
    while before != text:
        before = text
        text = _SEVERAL.sub(OMITTED, _OPEN.sub(OMITTED, _ELEMENT.sub(OMITTED, text)))
        text = left_out_tables.of_page(_unnested(text))
    return text


def _unnested(text: str) -> str:
    """Move the list of an item that says nothing else up into its place."""
    at = 0
    while found := _NESTING.search(text, at):
        name, depth = found["list"], 1
        at = found.end()
        tags = re.compile(rf"<(/?){name}\b{_ATTRIBUTES}>", re.IGNORECASE)
        for tag in tags.finditer(text, found.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                after = _ITEM_END.match(text, tag.end())
                if after:
                    inner = text[found.end() : tag.start()].strip()
                    text = text[: found.start()] + inner + text[after.end() :]
                    at = found.start()
                break
    return text


def _definitions(text: str) -> str:
    """Leave out terms and definitions so that none goes to those of its neighbours."""
    return _FLAT.sub(_definition_list, text) if OMITTED in text else text


def _definition_list(found: re.Match[str]) -> str:
    """Take what lost its term, or its definition, out of a list of them: it becomes paragraphs."""
    opening, inner, closing = found.groups()
    rows = list(_ROW.finditer(inner))
    between = _ROW.sub("", inner)
    if OMITTED not in inner:
        return found[0]
    if between.strip():
        return "".join((opening, *_in_boxes(inner, opening, closing), closing))
    parts = [opening]
    for group in _groups(rows):
        said = _torn(group)
        if said:
            parts.append(f"{OMITTED}{closing}")
            parts += [f"\n<{box}>{each}</{box}>" for each in said for box in (_box(each),)]
            parts.append(f"\n{opening}{OMITTED}")
        else:
            end = rows[rows.index(group[-1]) + 1].start() if group[-1] is not rows[-1] else None
            parts.append(inner[group[0].start() : end])
    return "".join((*parts, closing))


def _torn(group: Sequence[re.Match[str]]) -> list[str]:
    """Return what terms without definitions say, or the other way round; else nothing."""
    kinds = {row["name"].lower() for row in group if not _is_gone(row)}
    if len(kinds) != 1 or len({row["name"].lower() for row in group}) == 1:
        return []
    return [row["text"].strip() for row in group if not _is_gone(row)]


def _is_gone(row: re.Match[str]) -> bool:
    """Whether all is left out that a term or a definition holds."""
    held = row["text"]
    return OMITTED in held and not _FRAME.sub("", held).replace(OMITTED, "").strip()


def _in_boxes(inner: str, opening: str, closing: str) -> Iterator[str]:
    """Yield the inside of a list whose terms stand with their definitions in a `div` each."""
    depth = reached = start = 0
    head = ""
    for tag in _DIV.finditer(inner):
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            start, head = tag.start(), tag[0]
        elif depth == 0 and tag[1]:
            rows = list(_ROW.finditer(inner, start + len(head), tag.start()))
            outside = _ROW.sub("", inner[start + len(head) : tag.start()])
            yield inner[reached:start]
            reached = tag.end()
            said = _torn(rows) if not outside.strip() else []
            if said:
                boxes = "".join(f"<{box}>{each}</{box}>" for each in said for box in (_box(each),))
                yield f"{OMITTED}{closing}\n{head}{boxes}</div>\n{opening}{OMITTED}"
            elif rows and not outside.strip() and all(map(_is_gone, rows)):
                yield OMITTED
            else:
                yield inner[start:reached]
    yield inner[reached:]


def _groups(rows: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return terms with their definitions."""
    groups: list[list[re.Match[str]]] = []
    for number, row in enumerate(rows):
        term = row["name"].lower() == "dt"
        if not groups or (term and rows[number - 1]["name"].lower() == "dd"):
            groups.append([])
        groups[-1].append(row)
    return groups


def _box(text: str) -> str:
    return "div" if _BLOCK.search(text) else "p"
