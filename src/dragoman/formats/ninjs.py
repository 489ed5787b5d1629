"""ninjs, the news in JSON of the IPTC: headlines, descriptions and texts of a news item.

Those of items that belong to it, such as the captions of its pictures, are translated too. What
editors are told, and the names of persons, places and subjects, stay.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import ArticleError
from dragoman.formats import comments, flow, left_out, passages
from dragoman.formats import html as html_format
from dragoman.formats.as_text import Ways, text_format
from dragoman.formats.contract import LEFT, Format, Options, Parsed
from dragoman.formats.cover import Span, cover
from dragoman.formats.flow import OneLine
from dragoman.formats.json_text import JsonString, Path, places, read, strings, written
from dragoman.formats.lines import Extent, line_at, trimmed
from dragoman.model import Block, BlockKind, Finding, Layout
from dragoman.patterns import lazily

_KINDS = {"headlines": BlockKind.HEADING, "headline": BlockKind.HEADING}
_LISTS = ("headlines", "descriptions", "bodies")
_OLD = lazily(r"headline|(?:body|description)_\w+")
"""What the same is called in the first version of the standard."""

_NAMES = ("uri", "guid")
"""What names an item; the latter in what Superdesk sends."""

_LINE_END = lazily(r"(?:\\[nr]|\\u2028|\\u2029|\\u000[aAdD])+")


@dataclass(frozen=True, slots=True)
class JsonLine(OneLine):
    """A line of a string."""


@dataclass(frozen=True, slots=True)
class JsonHtml(Layout):
    """A stretch of HTML in a string."""

    inner: Layout

    def holds_paragraphs(self, block: Block) -> bool:
        return self.inner.holds_paragraphs(block)


@dataclass(frozen=True, slots=True)
class _ItemText:
    """A text for readers in a news item."""

    place: JsonString
    name: str
    """Such as `headlines`."""

    item: Path
    is_html: bool


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a news item into blocks.

    Raises ArticleError where it is none.
    """
    data = _loaded(path, text)
    spans: list[Span] = []
    findings: list[Finding] = []
    for found in _texts(text, data, options.language):
        if found.is_html:
            spans += _html(text, found.place.extent, options, findings)
        else:
            spans += _lines(text, found)
    return Parsed(cover(text, spans), tuple(findings))


def _loaded(path: str, text: str) -> Any:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"this is not JSON: {error.msg}", path=path, line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise ArticleError("its values lie too deep within each other", path=path) from None
    items = data if isinstance(data, list) else [data]
    if not all(isinstance(item, dict) and not item.keys().isdisjoint(_NAMES) for item in items):
        raise ArticleError(
            "this is not a news item in JSON (ninjs): it has no `uri`",
            path=path,
            advice="Move it out of the folder of articles.",
        )
    return data


def _texts(text: str, data: Any, language: str) -> Iterator[_ItemText]:
    """Yield the texts for readers that are in the language of the article."""
    for place in strings(text):
        item, rest = _within(place.path)
        holder = _at(data, item)
        said = holder.get("language")
        if isinstance(said, str) and re.split("[-_]", said.lower())[0] != language:
            continue
        if len(rest) == 3 and rest[0] in _LISTS and rest[2] == "value":
            kind = str(_at(data, place.path[:-1]).get("contentType", "")) or str(
                _at(data, place.path[:-1]).get("contenttype", "")
            )
        elif len(rest) == 1 and _OLD.fullmatch(str(rest[0])):
            kind = str(rest[0])
        else:
            continue
        marked = "html" in kind or "xml" in kind
        yield _ItemText(place, str(rest[0]), item, marked)


def _within(path: Path) -> tuple[Path, Path]:
    """Part a path: which item it is in, and where in that."""
    start = 1 if path and isinstance(path[0], int) else 0
    while len(path) > start + 1 and path[start] == "associations":
        start += 2
    return path[:start], path[start:]


def _at(data: Any, path: Path) -> Mapping[str, Any]:
    for step in path:
        data = data[step]
    return data if isinstance(data, dict) else {}


def _lines(text: str, found: _ItemText) -> Iterator[Span]:
    """Yield the paragraphs of a text without markup, each on a line of its own."""
    start, end = found.place.extent
    kind = _KINDS.get(found.name, BlockKind.PARAGRAPH)
    reached = start
    for gap in [*_LINE_END.finditer(text, start, end), None]:
        extent = trimmed(text, reached, gap.start() if gap else end)
        shown = read(text[slice(*extent)]).strip()
        yield Span(extent, kind, shown, JsonLine())
        reached = gap.end() if gap else end


def _html(text: str, extent: Extent, options: Options, findings: list[Finding]) -> Iterator[Span]:
    start, end = extent
    raw = text[start:end]
    at = places(raw)
    spans, told = html_format.fragment(read(raw), options)
    for span in spans:
        low, high = (start + at[place] for place in span.extent)
        yield replace(span, extent=(low, high), layout=JsonHtml(span.layout))
    for place, what in told:
        line = line_at(text, start + at[place])
        findings.append(Finding(LEFT, f"line {line}: {what}"))


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    if isinstance(block.layout, JsonHtml):
        return written(html_format.encode(replace(block, layout=block.layout.inner), targets))
    return written(flow.on_one_line(flow.joined(block, targets)))


def localize(text: str, locale: str, direction: str) -> str:
    """Say of each item that is in the language of the first one that it is in the locale.

    The copy is another item than its original, and has a name of its own.
    """
    del direction
    data = json.loads(text)
    first = data[0] if isinstance(data, list) else data
    edits: list[tuple[Extent, str]] = []
    named = False
    for place in strings(text):
        item, rest = _within(place.path)
        outer = len(item) < 2
        if rest == ("language",) and read(text[slice(*place.extent)]) == first.get("language"):
            named = named or outer
            edits.append((place.extent, locale))
        elif len(rest) == 1 and rest[0] in _NAMES and outer:
            edits.append((place.extent, f"{text[slice(*place.extent)]}#{locale}"))
    if not named:
        start = text.index("{") + 1
        edits.append(((start, start), f' "language": "{locale}",'))
    return _edited(text, edits)


def with_note(text: str, note: str, *, first: bool) -> str:
    """Put the note into each text of an item, or into its descriptions where it has no text."""
    data = json.loads(text)
    found = list(_texts(text, data, _language(data)))
    outer = [each for each in found if len(each.item) < 2]
    bodies = [each for each in outer if each.name.startswith("bod")]
    edits: list[tuple[Extent, str]] = []
    for each in bodies or [each for each in outer if each.name.startswith("description")]:
        lines = note.split("\n")
        if each.is_html:
            added = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
        else:
            added = f"{note}\n\n" if first else f"\n\n{note}"
        start, end = each.place.extent
        place = start if first else end
        edits.append(((place, place), written(added)))
    return _edited(text, edits)


def _language(data: Any) -> str:
    first = data[0] if isinstance(data, list) else data
    return re.split("[-_]", str(first.get("language", "")).lower())[0]


def without_comments(text: str) -> str:
    """Leave what editors say to each other out of texts with markup."""
    data = json.loads(text)
    edits = []
    for each in _texts(text, data, _language(data)):
        said = read(text[slice(*each.place.extent)])
        shorter = comments.of_page(said) if each.is_html else said
        if shorter != said:
            edits.append((each.place.extent, written(shorter)))
    return _edited(text, edits)


def _edited(text: str, edits: Sequence[tuple[Extent, str]]) -> str:
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


FORMAT: Format = replace(
    text_format(
        "ninjs",
        (".json", ".ninjs"),
        Ways(
            parse,
            encode,
            passages.as_it_is,
            localize,
            leave_out=left_out.of_page,
            without_comments=without_comments,
        ),
        with_note,
        has_front_matter=False,
    ),
    has_metadata=True,
    sign=b"ninjs",
)
