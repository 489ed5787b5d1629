"""A page to read a translation beside its source: one HTML file that can be mailed to a reviewer.

It holds all it shows, needs no network and no scripts, and changes nothing: what is wrong is
corrected in the review file, whose lines the page names.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import jinja2
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from dragoman import languages
from dragoman.difference import Change, difference
from dragoman.model import Article, Catalog, Severity, Status, Syntax, Unit

STATUSES = {
    Status.NEW: "no text yet",
    Status.DRAFT: "nobody accepted it yet",
    Status.NEEDS_WORK: "seen by a person, not acceptable",
    Status.STALE: "the source changed after a person worked on it",
    Status.REVIEWED: "the language is checked",
    Status.APPROVED: "may be published",
    Status.OMIT: "left out on purpose",
}
"""Each status with what it means."""


@dataclass(frozen=True, slots=True)
class _PreviewRow:
    """A segment with its translation, as the page shows them."""

    unit: Unit
    label: str
    source: Markup
    target: Markup
    suggestion: Markup
    changes: tuple[tuple[str, str], ...]
    """In stale units: what became of each stretch of the old source."""

    sure: str
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def page(article: Article, catalog: Catalog, path: str) -> str:
    """Return the page of an article in one locale; `path` is that of its review file."""
    units = catalog.units
    rows = [
        _row(unit, segment.syntax, label)
        for unit, segment, label in zip(units, article.segments, catalog.labels, strict=True)
    ]
    counts = Counter(unit.status for unit in units)
    context = {
        "article": article.path,
        "path": path,
        "source": article.language,
        "target": catalog.target,
        "source_name": languages.name(article.language),
        "target_name": languages.name(catalog.target),
        "source_direction": languages.direction(article.language),
        "target_direction": languages.direction(catalog.target),
        "counts": [(status, counts[status], said) for status, said in STATUSES.items()],
        "total": len(units),
        "rows": rows,
        "engines": _engines(units),
    }
    return _template().render(context)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = (files("dragoman.preview") / "page.html").read_text(encoding="utf-8")
    return environment.from_string(text)


def _row(unit: Unit, syntax: Syntax, label: str) -> _PreviewRow:
    record = unit.record
    sure = record.confidence if record is not None and not unit.edited else None
    return _PreviewRow(
        unit=unit,
        label=label,
        source=_shown(unit.source, syntax),
        target=_shown(unit.target, syntax),
        suggestion=_shown(unit.suggestion, syntax),
        changes=tuple(_changes(unit)),
        sure="" if sure is None else f"{sure:.2f}",
        errors=_messages(unit, Severity.ERROR),
        warnings=_messages(unit, Severity.WARNING),
    )


def _messages(unit: Unit, severity: Severity) -> tuple[str, ...]:
    return tuple(
        f"{finding.check}: {finding.message}"
        for finding in unit.findings
        if finding.severity is severity
    )


def _changes(unit: Unit) -> Iterator[tuple[str, str]]:
    if unit.status is Status.STALE and unit.was:
        tags = {Change.SAME: "span", Change.GONE: "del", Change.ADDED: "ins"}
        for run in difference(unit.was, unit.source).runs:
            yield tags[run.change], run.text


def _engines(units: Sequence[Unit]) -> list[str]:
    """The signatures of the machine text that nobody edited."""
    return sorted({unit.credit for unit in units if unit.credit and not unit.edited})


@cache
def _inline() -> MarkdownIt:
    """Markdown within a sentence. HTML in it is shown, not obeyed; pictures are not loaded."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.add_render_rule("image", _picture)
    return parser


def _picture(renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Show the words that stand for a picture."""
    del renderer
    return f'<span class="picture">{html.escape(tokens[index].content)}</span>'


def _shown(text: str, syntax: Syntax) -> Markup:
    """Return a text as a reader sees it: emphasis and links, but nothing that could do harm."""
    if syntax is Syntax.MARKDOWN:
        return Markup(_inline().renderInline(text))
    if syntax is Syntax.HTML:
        return Markup(_with_emphasis(text))
    return Markup(html.escape(text))


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_EMPHASIS = frozenset(
    ("b", "i", "em", "strong", "u", "s", "sub", "sup", "code", "mark", "small", "q", "span", "a")
)
"""Elements whose place in a sentence a reviewer must see."""


def _with_emphasis(text: str) -> str:
    """Return HTML with its emphasis, without an attribute, and with every element closed."""
    parts: list[str] = []
    opened: list[str] = []
    reached = 0
    for tag in _TAG.finditer(text):
        parts.append(html.escape(html.unescape(text[reached : tag.start()]), quote=False))
        reached = tag.end()
        name = {"a": "u", "span": "mark"}.get(tag[2].lower(), tag[2].lower())
        if tag[2].lower() not in _EMPHASIS:
            continue
        if not tag[1]:
            opened.append(name)
            parts.append(f"<{name}>")
        elif opened and opened[-1] == name:
            parts.append(f"</{opened.pop()}>")
    parts.append(html.escape(html.unescape(text[reached:]), quote=False))
    return "".join((*parts, *(f"</{name}>" for name in reversed(opened))))
