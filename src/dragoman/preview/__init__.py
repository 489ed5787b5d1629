"""A page to read a translation beside its source: one HTML file that can be mailed to a reviewer.

It holds all it shows, needs no network and no scripts, and changes nothing: what is wrong is
corrected in the review file, whose lines the page names.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from dragoman.publishing.messages import FALLBACK, Messages, messages
from dragoman.typography.digits import native_digits

Told = Callable[[str], str]
"""Gives a message of a check in another language."""


@dataclass(frozen=True, slots=True)
class _PreviewRow:
    """A segment with its translation, as the page shows them."""

    unit: Unit
    status: str
    label: str
    source: Markup
    target: Markup
    suggestion: Markup
    changes: tuple[tuple[str, str], ...]
    """In stale units: what became of each stretch of the old source."""

    about: tuple[str, ...]
    """What else is known of it."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def page(
    article: Article, catalog: Catalog, path: str, language: str = FALLBACK, told: Told = str
) -> str:
    """Return the page of an article in one locale; `path` is that of its review file.

    It speaks the language, in which `told` gives what checks say.
    """
    units = catalog.units
    said = messages(language)
    words = _words(said)
    rows = [
        _row(unit, segment.syntax, label, said, told)
        for unit, segment, label in zip(units, article.segments, catalog.labels, strict=True)
    ]
    context = {
        "language": said.language,
        "direction": languages.direction(said.language),
        "words": words,
        "statuses": _statuses(said),
        "introduction": Markup(said.gettext("%(one)s and %(other)s. Corrections go into %(file)s."))
        % {
            "one": _name(article.language, said.language),
            "other": _name(catalog.target, said.language),
            "file": Markup("<code>{}</code>").format(path),
        },
        "article": article.path,
        "path": path,
        "source": article.language,
        "target": catalog.target,
        "source_name": _name(article.language, said.language),
        "target_name": _name(catalog.target, said.language),
        "source_direction": languages.direction(article.language),
        "target_direction": languages.direction(catalog.target),
        "counts": list(_counts(units, said)),
        "rows": rows,
        "engines": _engines(units),
    }
    return _template().render(context)


def _name(locale: str, language: str) -> str:
    return languages.name(locale) if language == FALLBACK else languages.name_in(locale, language)


def _counts(units: Sequence[Unit], said: Messages) -> Iterator[tuple[Status, str]]:
    """Yield for each status that a unit has how many have it, and what it means."""
    counts = Counter(unit.status for unit in units)
    for status, meaning in _meanings(said).items():
        if counts[status]:
            yield (
                status,
                said.gettext("%(count)s of %(all)s: %(meaning)s")
                % {
                    "count": said.number(counts[status]),
                    "all": said.number(len(units)),
                    "meaning": meaning,
                },
            )


def _words(said: Messages) -> Mapping[str, str]:
    """Return what the page says, by name."""
    return {
        "hide": said.gettext("Hide what is approved"),
        "note": said.gettext("Note"),
        "changed": said.gettext("How the source changed"),
        "suggestion": said.gettext("Suggestion"),
        "machines": said.gettext("Machine text by"),
    }


def _meanings(said: Messages) -> Mapping[Status, str]:
    """Return for each status what it means."""
    return {
        Status.NEW: said.gettext("no text yet"),
        Status.DRAFT: said.gettext("nobody accepted it yet"),
        Status.NEEDS_WORK: said.gettext("seen by a person, not acceptable"),
        Status.STALE: said.gettext("the source changed after a person worked on it"),
        Status.REVIEWED: said.gettext("the language is checked"),
        Status.APPROVED: said.gettext("may be published"),
        Status.OMIT: said.gettext("left out on purpose"),
    }


def _statuses(said: Messages) -> Mapping[Status, str]:
    """Return the names of the statuses: in English those that stand in the files."""
    if said.language == FALLBACK:
        return {status: status.value for status in Status}
    return {
        Status.NEW: said.gettext("new"),
        Status.DRAFT: said.gettext("draft"),
        Status.NEEDS_WORK: said.gettext("needs work"),
        Status.STALE: said.gettext("stale"),
        Status.REVIEWED: said.gettext("reviewed"),
        Status.APPROVED: said.gettext("approved"),
        Status.OMIT: said.gettext("omitted"),
    }


def _label(label: str, said: Messages) -> str:
    """Return the name of a block, such as `paragraph 3` or `front matter: title`."""
    kind, colon, key = label.partition(":")
    name, _, number = kind.rpartition(" ")
    if not number.isdigit():
        return f"{said.gettext(kind)}{colon}{key}" if kind else ""
    return f"{said.gettext(name)} {said.number(int(number))}"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = (files("dragoman.preview") / "page.html").read_text(encoding="utf-8")
    return environment.from_string(text)


def _row(unit: Unit, syntax: Syntax, label: str, said: Messages, told: Told) -> _PreviewRow:
    record = unit.record
    sure = record.confidence if record is not None and not unit.edited else None
    return _PreviewRow(
        unit=unit,
        status=_statuses(said)[unit.status],
        label=_label(label, said),
        source=_shown(unit.source, syntax),
        target=_shown(unit.target, syntax),
        suggestion=_shown(unit.suggestion, syntax),
        changes=tuple(_changes(unit)),
        about=tuple(_about(unit, sure, said)),
        errors=_found(unit, Severity.ERROR, told),
        warnings=_found(unit, Severity.WARNING, told),
    )


def _about(unit: Unit, sure: float | None, said: Messages) -> Iterator[str]:
    if unit.edited:
        yield said.gettext("edited by a person")
    if sure is not None:
        known = native_digits(f"{sure:.2f}", said.language)
        yield said.gettext("the model’s own confidence: %(count)s") % {"count": known}
    if unit.line:
        yield said.gettext("line %(count)s") % {"count": said.number(unit.line)}


def _found(unit: Unit, severity: Severity, told: Told) -> tuple[str, ...]:
    return tuple(
        f"{finding.check}: {told(finding.message)}"
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
