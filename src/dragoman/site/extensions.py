"""What site generators add to Markdown, as pages of the site show it.

The rules of the format find it, so pages show no marks that translations leave alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from dragoman.formats import DEFAULT_PARAMETERS, markdown_blocks, shortcodes
from dragoman.formats.lines import extents
from dragoman.formats.markdown_parser import STARTS
from dragoman.formats.markdown_structure import rules_environment
from dragoman.formats.markdown_tables import cells
from dragoman.inline.template import tags

TABLE_OPEN = '<div class="wide" tabindex="0" role="group">\n<table>\n'
TABLE_CLOSE = "</table>\n</div>\n"

_CALLOUT = re.compile(r"\[![\w-]+\][+-]?[ \t]*")


def extend(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser find, and its renderer write, what generators add to CommonMark."""
    parser.use(deflist_plugin)
    markdown_blocks.add_to(parser)
    parser.core.ruler.before("inline", "callouts", _callouts)
    rules = parser.renderer.rules  # type: ignore[attr-defined]
    rules["titled_open"] = _titled
    rules["titled_close"] = lambda *_: "</aside>\n"
    rules["standing_alone"] = _standing_alone
    rules["bare_table"] = _bare_table
    rules["verbatim"] = _verbatim
    return parser


def environment(text: str) -> dict[str, Any]:
    """Return what the rules need to know of a text."""
    return {**rules_environment(text), "text": text, "lines": extents(text)}


def _callouts(state: StateCore) -> None:
    """Leave the kind of a callout out, and show its title as one."""
    for number, token in enumerate(state.tokens[2:], start=2):
        opened = [each.type for each in state.tokens[number - 2 : number]]
        if token.type != "inline" or opened != ["blockquote_open", "paragraph_open"]:
            continue
        first, _, rest = token.content.partition("\n")
        marker = _CALLOUT.match(first)
        if marker is not None:
            title = first[marker.end() :].strip()
            shown = [f"**{title}**\\" if rest else f"**{title}**"] if title else []
            token.content = "\n".join([*shown, *([rest] if rest else [])])


def _titled(tokens: Sequence[Token], index: int, options: object, found: dict[str, Any]) -> str:
    del options
    extent = tokens[index].meta["title"]
    return f"<aside>\n{_title(found, extent)}"


def _title(found: dict[str, Any], extent: tuple[int, int] | None) -> str:
    text = found["text"][slice(*extent)].strip() if extent else ""
    return f"<p><strong>{found['parser'].renderInline(text)}</strong></p>\n" if text else ""


def _standing_alone(
    tokens: Sequence[Token], index: int, options: object, found: dict[str, Any]
) -> str:
    del options
    start, text = _written(tokens[index], found)
    line = text.partition("\n")[0]
    if line[0] in ":/":
        match = markdown_blocks.DIRECTIVE_TITLE.match(line)
        place = match.span(match.lastgroup) if match and match.lastgroup else None
        return _title(found, (start + place[0], start + place[1])) if place else ""
    if line[0] == "{":
        said = (f"<p>{html.escape(each)}</p>\n" for each in _said(text))
        return "".join(said)
    if line[0] == "<" and not line.startswith("<<"):
        return f"{text}\n"
    return f"<p>{html.escape(text)}</p>\n" if line[0] in "$\\" else ""


def _written(token: Token, found: dict[str, Any]) -> tuple[int, str]:
    """Return where a token begins in the text, and what stands there."""
    _, last = token.map or (0, 0)
    start: int = token.meta[STARTS][0]
    return start, found["text"][start : found["lines"][last - 1][1]]


def _verbatim(tokens: Sequence[Token], index: int, options: object, found: dict[str, Any]) -> str:
    """Show the code that a tag holds, if it is none of editors."""
    del options
    _, text = _written(tokens[index], found)
    first, *_, last = [*tags(text), *tags(text)]
    if first.name == "comment" or first.keeps_code or first.start == last.start:
        return ""
    return f"<pre><code>{html.escape(text[first.end : last.start].strip(chr(10)))}\n</code></pre>\n"


def _said(text: str) -> Iterator[str]:
    """Yield the texts for readers in template tags."""
    for tag in tags(text):
        for value in shortcodes.values(text, tag):
            if value.is_one_of(DEFAULT_PARAMETERS) and value.line:
                yield value.line


def _bare_table(tokens: Sequence[Token], index: int, options: object, found: dict[str, Any]) -> str:
    del options
    text, token = found["text"], tokens[index]
    first, last = token.map or (0, 0)
    ends = (end for _, end in found["lines"][first:last])
    rows = []
    for row in zip(token.meta[STARTS], ends, strict=True):
        inner = (text[slice(*cell.extent)].strip() for cell in cells(text, row))
        shown = (f"<td>{found['parser'].renderInline(each)}</td>" for each in inner)
        rows.append(f"<tr>{''.join(shown)}</tr>\n")
    return f"{TABLE_OPEN}{''.join(rows)}{TABLE_CLOSE}"
