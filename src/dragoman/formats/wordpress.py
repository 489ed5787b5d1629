"""WordPress exports (WXR): posts and pages with their blocks and shortcodes.

One file is one article, however many posts it holds. Titles, texts, excerpts, and what search
engines and screen readers get are translated. A block says some of its texts twice, in its
comment and in its HTML: they are written alike, or the editor would call the block damaged.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.formats import comments, json_text, left_out, passages, wordpress_languages
from dragoman.formats import html as html_format
from dragoman.formats.as_text import Ways, text_format
from dragoman.formats.contract import LEFT, Copy, Format, Options, Parsed, left_in_source
from dragoman.formats.cover import Span, cover, readable
from dragoman.formats.flow import OneLine, joined, on_one_line
from dragoman.formats.html_layouts import Title
from dragoman.formats.html_page import Page
from dragoman.formats.html_tree import tree
from dragoman.formats.lines import ENDING, Extent, line_at, trimmed
from dragoman.formats.wordpress_xml import XmlElement, channel, content
from dragoman.inline.template import hidden, tags
from dragoman.model import Block, BlockKind, Finding, Layout
from dragoman.patterns import lazily

_TYPES_WITHOUT_TEXT = frozenset(
    ("revision", "custom_css", "customize_changeset", "oembed_cache", "user_request",
     "wp_global_styles", "wp_font_family", "wp_font_face", "acf-field", "acf-field-group")
)  # fmt: skip
"""Types of items that hold settings and code."""

_META = frozenset(
    ("_wp_attachment_image_alt", "_yoast_wpseo_title", "_yoast_wpseo_metadesc",
     "_yoast_wpseo_opengraph-title", "_yoast_wpseo_opengraph-description", "rank_math_title",
     "rank_math_description", "_aioseo_title", "_aioseo_description")
)  # fmt: skip
"""Custom fields that readers see or hear."""

_COMMENT = lazily(r"<!--(?:\s+/?wp:(?:(?!<!--).)*?|more\b(?:(?!<!--).)*?|nextpage)-->", re.DOTALL)
_BLOCK = lazily(
    r"<!--\s+wp:(?P<name>[a-z][a-z0-9/-]*)\s+(?P<json>\{(?:(?!<!--).)*?\})\s+/?-->", re.DOTALL
)
_BLANK_LINES = lazily(r"\n[ \t]*\n\s*")
"""What parts paragraphs where no tags do, as the classic editor writes them."""

_ATTRIBUTE = lazily(
    r'"(label|buttonText|placeholder|content|alt|caption|title|summary|description|moreText'
    r'|customText|text|mediaAlt|downloadButtonText|emptyMessage|prefix|suffix)"\s*:\s*'
    r'"((?:[^"\\]|\\.)*)"'
)
_MORE = lazily(r"(<!--more )((?:(?!<!--).)*?)(-->)")
_ALT = lazily(r"""\balt\s*=\s*"([^"]*)\"""")


@dataclass(frozen=True, slots=True)
class Attribute(OneLine):
    """A text in the comment that begins a block."""


@dataclass(frozen=True, slots=True)
class Field(OneLine):
    """The value of a custom field."""

    in_cdata: bool


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide an export into blocks.

    Raises ArticleError where it is none.
    """
    spans: list[Span] = []
    findings: list[Finding] = []
    named: XmlElement | None = None
    for item in channel(path, text).all("item"):
        if is_translated(text, item, options.language):
            spans += _item(text, item, options, findings)
            named = named or item.term("category") or item.term("post_tag")
    if named is not None:
        findings.append(_left(text, named.start, "what categories and tags are called"))
    spans.sort(key=lambda span: span.extent)
    return Parsed(cover(text, spans), tuple(findings))


def is_translated(text: str, item: XmlElement, language: str) -> bool:
    """Whether an item is one for readers, and in the language of the article."""
    said = item.term("language")
    return item.value(text, "wp:post_type") not in _TYPES_WITHOUT_TEXT and (
        said is None or said.said("nicename").partition("-")[0] == language
    )


def _item(text: str, item: XmlElement, options: Options, findings: list[Finding]) -> Iterator[Span]:
    for title in item.all("title"):
        extent, _ = content(text, title)
        yield from _plain(text, extent, BlockKind.HEADING, Title(), "")
    for name in ("content:encoded", "excerpt:encoded"):
        for element in item.all(name):
            extent, in_cdata = content(text, element)
            if in_cdata and "]]><![CDATA[" not in text[slice(*extent)]:
                yield from _content(text, extent, options, findings)
            elif readable(text[slice(*extent)]):
                findings.append(_left(text, extent[0], "a text without a CDATA section of its own"))
    for meta in item.all("wp:postmeta"):
        if meta.value(text, "wp:meta_key") in _META:
            for value in meta.all("wp:meta_value"):
                extent, in_cdata = content(text, value)
                yield from _plain(text, extent, BlockKind.METADATA, Field(in_cdata), "meta")


def _plain(text: str, extent: Extent, kind: BlockKind, layout: Layout, name: str) -> Iterator[Span]:
    start, end = trimmed(text, *extent)
    raw = text[start:end]
    if isinstance(layout, Field) and layout.in_cdata:
        yield Span((start, end), kind, ENDING.sub("\n", raw), layout, name=name)
    elif "<" not in raw:
        yield Span((start, end), kind, html.unescape(raw), layout, name=name)


def _left(text: str, place: int, what: str) -> Finding:
    return left_in_source(line_at(text, place), what)


def _content(
    text: str, extent: Extent, options: Options, findings: list[Finding]
) -> Iterator[Span]:
    start, end = extent
    part = text[start:end]
    bounds = [match.span() for match in (*_COMMENT.finditer(part), *_BLANK_LINES.finditer(part))]
    shadow = hidden(part, list(tags(part)))
    page = Page(part, tree(shadow, fragment=True), frozenset((options.language,)), bounds)
    for span in page.spans():
        yield replace(span, extent=(span.extent[0] + start, span.extent[1] + start))
    findings += (_left(text, start + place, what) for place, what in page.left)
    for place, what in page.endless:
        line = line_at(text, start + place)
        findings.append(Finding(LEFT, f"line {line}: {what}"))
    for block, match in _texts(part):
        if not _is_in_html(part, block, match):
            low, high = match.span(2)
            value = json_text.read(match[2], strict=True).strip()
            yield Span((start + low, start + high), BlockKind.PARAGRAPH, value, Attribute())


def _texts(part: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the texts in the comments that begin blocks."""
    for block in _BLOCK.finditer(part):
        for match in _ATTRIBUTE.finditer(part, *block.span("json")):
            if readable(match[2]) and not match[2].startswith(("http:", "https:", "#", "var:")):
                yield block, match


def _is_in_html(part: str, block: re.Match[str], match: re.Match[str]) -> bool:
    """Whether the HTML of the block says the same: that is what is translated."""
    return _alternative(part, block, json_text.read(match[2], strict=True)) is not None


def _end_of_block(part: str, block: re.Match[str]) -> int:
    closing = part.find(f"<!-- /wp:{block['name']} ", block.end())
    return closing if closing >= 0 and not block[0].endswith("/-->") else block.end()


def _alternative(part: str, block: re.Match[str], value: str) -> int | None:
    """Return which of the block's descriptions of pictures has a value."""
    found = _ALT.findall(part, block.end(), _end_of_block(part, block))
    values = [html.unescape(alt) for alt in found]
    return values.index(value) if value in values else None


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    match block.layout:
        case Attribute():
            return _as_attribute(on_one_line(joined(block, targets)))
        case Field(in_cdata):
            text = on_one_line(joined(block, targets))
            return _in_cdata(text) if in_cdata else html.escape(text, quote=False)
    return _in_cdata(html_format.encode(block, targets))


def _in_cdata(text: str) -> str:
    """Keep what ends a CDATA section out of a text."""
    return text.replace("]]>", "]]&gt;")


def _as_attribute(text: str) -> str:
    """Write a text in the comment of a block as WordPress does: no mark can end the comment."""
    written = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', "\\u0022")
    for mark in ("--", "<", ">", "&"):
        written = written.replace(mark, "".join(f"\\u{ord(letter):04x}" for letter in mark))
    return written


_TEXTS = text_format(
    "WordPress",
    (".wxr", ".xml"),
    Ways(
        parse,
        encode,
        passages.keep_html,
        leave_out=left_out.outside_tags,
        without_comments=comments.of_posts,
    ),
    wordpress_languages.note,
    has_front_matter=False,
    disclosure="html",
)


def _serialize(copy: Copy) -> bytes:
    written = _TEXTS.serialize(copy)
    if copy.locale is None:
        return left_out.of_posts(written.decode()).encode()
    article = copy.article
    source = "".join(block.raw for block in article.blocks)
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    source, text = source.removeprefix(mark), written.decode().removeprefix(mark)
    text = left_out.of_posts(_alike(source, text))
    items = [is_translated(source, item, article.language)
             for item in channel(article.path, source).all("item")]  # fmt: skip
    found = wordpress_languages.Copied(source, text, article.language, copy.locale, items)
    return (mark + wordpress_languages.localized(article.path, found)).encode()


def _alike(source: str, text: str) -> str:
    """Write what a block says twice alike: in its comment, and in its HTML."""
    edits: list[tuple[Extent, str]] = []
    for old, new in _pairs(_BLOCK.finditer(source), _BLOCK.finditer(text)):
        if old["name"] == "more":
            shown = _ATTRIBUTE.search(text, *new.span("json"))
            more = _MORE.search(text, new.end())
            if shown and more and shown[1] == "customText":
                said = json_text.read(shown[2], strict=True)
                edits.append((more.span(2), said.replace("-->", "")))
            continue
        alternatives = _ALT.findall(text, new.end(), _end_of_block(text, new))
        givens = _ATTRIBUTE.finditer(source, *old.span("json"))
        for given, made in _pairs(givens, _ATTRIBUTE.finditer(text, *new.span("json"))):
            number = _alternative(source, old, json_text.read(given[2], strict=True))
            if number is not None and number < len(alternatives):
                alternative = html.unescape(alternatives[number])
                edits.append((made.span(2), _as_attribute(alternative)))
    for (start, end), new_text in reversed(edits):
        text = text[:start] + new_text + text[end:]
    return text


def _pairs(
    before: Iterator[re.Match[str]], after: Iterator[re.Match[str]]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Return what is in the source with what became of it in the copy.

    A comment that is broken may hide another in one of them alone: then nothing is known to pair.
    """
    old, new = [*before], [*after]
    return zip(old, new, strict=True) if len(old) == len(new) else iter(())


FORMAT: Format = replace(_TEXTS, serialize=_serialize, sign=b"wordpress.org/export/")
