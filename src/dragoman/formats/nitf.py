"""NITF, the news in XML of the IPTC: headlines, summaries, texts, tables and captions.

The elements that NITF does not share with HTML are read as those that do the same there. What
agencies tell editors, and who made and sent a text, stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from xml.parsers import expat

from dragoman.errors import ArticleError
from dragoman.formats import comments, left_out, passages
from dragoman.formats import html as html_format
from dragoman.formats.as_text import Ways, text_format
from dragoman.formats.contract import LEFT, Format, Options, Parsed, left_in_source
from dragoman.formats.cover import Span, cover
from dragoman.formats.html_layouts import AttributeValue
from dragoman.formats.html_page import Page
from dragoman.formats.html_tree import tree
from dragoman.formats.lines import Extent, line_at
from dragoman.formats.xml_text import judge
from dragoman.model import Block, BlockKind, Finding
from dragoman.patterns import lazily

_AS_HTML = {
    "hl1": "h1",
    "hl2": "h2",
    **dict.fromkeys(("note", "media-producer", "distributor", "datasource", "rights"), "pre"),
    **dict.fromkeys(
        ("chron", "classifier", "copyrite", "event", "function", "location", "money",
         "object.title", "person", "postaddr", "virtloc", "lang", "pronounce", "frac", "alt-code",
         "name.given", "name.family", "byttl", "country", "region", "state", "city", "sublocation",
         "story.date", "copyrite.year", "copyrite.holder"),
        "span",
    ),
    **dict.fromkeys(("org", "num"), "b"),
}  # fmt: skip
"""What each element does in HTML: `pre` keeps what it holds, `span` and `b` stand in a sentence."""

_TAG = lazily(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<[?!][^<>]*>"
    r"""|<(?P<closes>/?)(?P<name>[^\s/<>]++)(?P<said>(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(?P<empty>/?)>""",
    re.DOTALL,
)
_HEARD = lazily(r"""\salternate-text\s*=\s*(["'])(.*?)\1""", re.DOTALL)
_ROOT = lazily(r"<nitf\b[^<>]*>")
_ID = lazily(r"""(<doc-id\b[^<>]*?\sid-string\s*=\s*["'][^"'<>]*)""")
_PROLOG = lazily(r"(\A\ufeff?\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"'])([\w:.-]+)")
_TEXT = lazily(r"<body\.content\b[^<>]*(?<!/)>")
_TEXT_END = lazily(r"</body\.content\s*>")
_NAMED = lazily(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:[A-Za-z]\w*;)?")
_BREAK = lazily(r"<br\s*>")
_PREFORMATTED = lazily(r"<pre\b[^<>]{0,400}>([^<]*+)", re.IGNORECASE)
_WORDS = lazily(r"[^\W\d_]{3,}")
_NO_TAG = lazily(r"<(?![/A-Za-z!])")


def parse(path: str, text: str, options: Options) -> Parsed:
    """Divide a text into blocks.

    Raises ArticleError where it is no NITF.
    """
    _check(path, text)
    shadow, bounds, own = _as_html(text)
    page = Page(text, tree(shadow, fragment=True), frozenset((options.language,)), bounds)
    spans = sorted([*page.spans(), *own], key=lambda span: span.extent)
    findings = [
        Finding(LEFT, f"line {line_at(text, place)}: {what}")
        for place, what in (*page.left, *page.endless)
    ]
    findings += (
        left_in_source(line_at(text, match.start()), "a preformatted text")
        for match in _PREFORMATTED.finditer(text)
        if _WORDS.search(match[1])
    )
    return Parsed(cover(text, spans), tuple(findings))


def _check(path: str, text: str) -> None:
    parser = expat.ParserCreate("utf-8")
    names: list[str] = []

    def refuse(*_: object) -> None:
        line = parser.CurrentLineNumber
        advice = "Write out what the entities stand for."
        raise ArticleError("the file declares entities", path=path, line=line, advice=advice)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, _: names.append(name)
    judge(parser, text, path, "Fetch the file again")
    if names[0] != "nitf":
        raise ArticleError(
            f"this XML file is not NITF: it begins with <{names[0]}>",
            path=path,
            advice="Move it out of the folder of articles.",
        )


def _as_html(text: str) -> tuple[str, list[Extent], list[Span]]:
    """Return the text as HTML of the same length, what bounds its runs, and descriptions."""
    parts: list[str] = []
    bounds: list[Extent] = []
    own: list[Span] = []
    reached = 0
    for tag in _TAG.finditer(text):
        name = tag["name"]
        heard = _HEARD.search(tag["said"]) if name else None
        if heard:
            start = tag.start("said")
            extent = start + heard.start(2), start + heard.end(2)
            shown = html.unescape(heard[2]).strip()
            own.append(Span(extent, BlockKind.PARAGRAPH, shown, AttributeValue(heard[1])))
        other = _AS_HTML.get(name or "", "div" if name and "-" in name else name)
        inline = other in ("span", "b", "br", "a", "em", "q", "sub", "sup")
        if name is None or (tag["empty"] and not inline):
            new = " " * len(tag[0])
            bounds.append(tag.span())
        else:
            rest = tag[0][tag.end("name") - tag.start() :]
            new = f"<{tag['closes']}{str(other).ljust(len(name))}{rest}"
        parts += (text[reached : tag.start()], new)
        reached = tag.end()
    return "".join((*parts, text[reached:])), bounds, own


def encode(block: Block, targets: Sequence[str | None]) -> str:
    """Return the raw form of the block with the targets in place of its segments."""
    written = html_format.encode(block, targets)
    if isinstance(block.layout, AttributeValue):
        return written.replace("<", "&lt;")
    written = _NAMED.sub(_in_xml, _NO_TAG.sub("&lt;", written)).replace("]]>", "]]&gt;")
    written = _BREAK.sub("<br/>", written)
    if _is_xml(written):
        return written
    # Somebody wrote half a tag: readers see it as it stands.
    lines = (html.escape(html.unescape(line), quote=False) for line in written.split("<br/>"))
    return "<br/>".join(lines)


def _in_xml(entity: re.Match[str]) -> str:
    """Write an entity that XML does not know as the character that it stands for."""
    said = html.unescape(entity[0])
    return html.escape(said, quote=False) if said != entity[0] else f"&amp;{entity[0][1:]}"


def _is_xml(text: str) -> bool:
    """Whether a stretch of running text is well-formed."""
    try:
        expat.ParserCreate("utf-8").Parse(f"<p>{text}</p>".encode(), True)
    except expat.ExpatError:
        return False
    return True


def localize(text: str, locale: str, direction: str) -> str:
    """Say that the text is in the locale, in UTF-8, and another one than its original."""
    del direction
    text = _ID.sub(rf"\g<1>#{locale}", _PROLOG.sub(r"\g<1>UTF-8", text), count=1)
    root = _ROOT.search(text)
    if root is None:
        return text
    tag = root[0]
    for name in ("baselang", "xml:lang"):
        known = re.compile(rf"(\s{name}\s*=\s*)(\"[^\"]*\"|'[^']*')")
        if known.search(tag):
            tag = known.sub(rf'\g<1>"{locale}"', tag, count=1)
        elif name == "baselang":
            tag = f'{tag[:5]} baselang="{locale}"{tag[5:]}'
    return text[: root.start()] + tag + text[root.end() :]


def with_note(text: str, note: str, *, first: bool) -> str:
    """Put the note into the body as paragraphs."""
    found = list((_TEXT if first else _TEXT_END).finditer(text))
    if not found:
        return text
    place = found[0].end() if first else found[-1].start()
    lines = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in note.split("\n"))
    return text[:place] + lines + text[place:]


FORMAT: Format = replace(
    text_format(
        "NITF",
        (".nitf",),
        Ways(
            parse,
            encode,
            passages.as_it_is,
            localize,
            leave_out=left_out.of_page,
            without_comments=comments.of_page,
        ),
        with_note,
        has_front_matter=False,
    ),
    has_metadata=True,
    # Pictures taken from the air end alike.
    sign=b"<nitf",
)
