"""Markdown: headings, paragraphs, list items, quotations, table cells and footnotes.

Inline markup stays in a block's text as it is written. Code, formulas and everything else that is
not read as text is verbatim. Of blocks of HTML the words are translated; of shortcodes and
directives what readers see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.formats import (
    flow,
    front_matter,
    html,
    html_layouts,
    html_ruby,
    markdown_escape,
    shortcodes,
)
from dragoman.formats.contract import LEFT, Options, Parsed
from dragoman.formats.cover import Span, cover
from dragoman.formats.lines import line_at
from dragoman.formats.markdown_body import Body
from dragoman.formats.markdown_layouts import Cell, Heading, Html, LinkTitle, Running, Titling
from dragoman.formats.shortcodes import Parameter
from dragoman.inline import escape
from dragoman.inline.template import tags
from dragoman.model import Block, Finding, Syntax
from dragoman.patterns import lazily


def parse(path: str, text: str, options: Options, *, mdx: bool = False) -> Parsed:
    """Divide a Markdown text into blocks; in MDX, no indent makes code of a line.

    Raises ArticleError where the front matter cannot be read.
    """
    front, start = front_matter.spans(path, text, options.keys)
    body = Body(text, start, options, mdx=mdx)
    spans = sorted(body.spans(), key=lambda span: span.extent)
    findings = [*front_matter.findings(text), *body.findings]
    if "<ruby" in text:
        spans = [*_without_readings(text, spans, options.language, findings)]
    return Parsed(cover(text, [*front, *spans]), tuple(findings))


def _without_readings(
    text: str, spans: Iterable[Span], language: str, findings: list[Finding]
) -> Iterator[Span]:
    """Yield the spans; in sentences with ruby stands what is translated of it."""
    for span in spans:
        if span.syntax is not Syntax.MARKDOWN or "<ruby" not in span.text:
            yield span
            continue
        ruby = html_ruby.in_sentence(span.text, language)
        said = html_ruby.edited(span.text, ruby.edits)
        if said.count("\n") != span.text.count("\n"):
            yield span
            continue
        yield replace(span, text=said)
        if ruby.reading:
            what = html_ruby.LEFT_OUT % ruby.reading
            findings.append(Finding(LEFT, f"line {line_at(text, span.extent[0])}: {what}"))


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    match block.layout:
        case Running():
            return _running(block, targets, block.layout)
        case Html(spare, foreign):
            return _html(block, targets, spare, foreign)
    line = flow.on_one_line(flow.joined(block, targets))
    match block.layout:
        case Heading(columns, shortcuts):
            line = markdown_escape.heading(_with_shortcuts(line, shortcuts))
            return _no_table_head(line, columns)
        case Titling(shortcuts):
            return _with_shortcuts(line, shortcuts)
        case Cell(at_start, shortcuts):
            return _cell(_with_shortcuts(line, shortcuts), block.text, at_start=at_start)
        case Parameter():
            return shortcodes.encode(line, block.layout)
        case LinkTitle(quote):
            return escape.title(line, quote)
        case html_layouts.AttributeValue() | html_layouts.Title() | html_layouts.Json():
            return html.encode(block, targets)
    return front_matter.encode(block, targets)


_BLANK_LINES = lazily(r"(?<!\s)\s*\n[ \t]*\n\s*")


def _running(block: Block, targets: Sequence[str | None], layout: Running) -> str:
    if layout.columns is None and not block.breaks and _is_on_one_line(targets):
        whole = flow.joined(block, targets)
        if whole[:1].isalpha() and "<!--" not in whole:
            # A word begins nothing but a paragraph.
            return _with_shortcuts(markdown_escape.ended(whole, block.text), layout.shortcuts)
    if not layout.holds_paragraphs(block):
        # The line below would make a heading of the last paragraph alone.
        targets = [target and _BLANK_LINES.sub(" ", target) for target in targets]
    lines = flow.rewritten(block, targets, layout.spare)
    texts = markdown_escape.escaped(lines, after_definition=layout.after_definition)
    texts = markdown_escape.ended("\n".join(texts), block.text).split("\n")
    for number, line in enumerate(lines):
        if texts[number] == f"\\{line.text}" and markdown_escape.is_lone_tag(line.text):
            # Over two lines, as its source has it, it stays a tag within a paragraph.
            texts[number] = line.text.replace(" ", layout.spare, 1)
    texts[-1] = _no_table_head(texts[-1], layout.columns)
    texts = [_with_shortcuts(text, layout.shortcuts) for text in texts]
    return "".join(line.lead + text for line, text in zip(lines, texts, strict=True))


def _is_on_one_line(targets: Sequence[str | None]) -> bool:
    return not any(target and (target == flow.OMITTED or "\n" in target) for target in targets)


def _html(block: Block, targets: Sequence[str | None], spare: str, foreign: Sequence[str]) -> str:
    known = [
        target and html.within(target, segment.text)
        for segment, target in zip(block.segments, targets, strict=True)
    ]
    lines = flow.rewritten(block, known, spare)
    return html.unmarked("".join(line.lead + line.text for line in lines), foreign)


def _with_shortcuts(text: str, labels: Sequence[str]) -> str:
    """Write references as the file does, where their texts are still their labels."""
    for label in labels if "][" in text else ():
        short = f"[{label}]"
        for whole in (f"{short}{short}", f"{short}[]"):
            if whole in text:
                text = _shortened(text, whole, short)
    return text


def _shortened(text: str, whole: str, short: str) -> str:
    """Put the short form for the whole one where no bracket or colon stands behind it."""
    first, *others = text.split(whole)
    parts = (f"{whole if part[:1] in _AFTER_LABEL else short}{part}" for part in others)
    return "".join((first, *parts))


_AFTER_LABEL = ("(", "[", ":")


def _cell(text: str, source: str, *, at_start: bool) -> str:
    parts: list[str] = []
    reached = 0
    for tag in tags(text):
        parts += (text[reached : tag.start].replace("|", r"\|"), text[tag.start : tag.end])
        reached = tag.end
    text = markdown_escape.ended("".join((*parts, text[reached:].replace("|", r"\|"))), source)
    text = markdown_escape.shown(text)
    if at_start:
        text = markdown_escape.escaped([flow.FlowLine("", text, fresh=True)])[0]
    # A backslash would take the pipe after the cell for its own.
    return f"{text} " if text.endswith("\\") else text


def _no_table_head(text: str, columns: int | None) -> str:
    return text if columns is None else markdown_escape.no_table_head(text, columns)
