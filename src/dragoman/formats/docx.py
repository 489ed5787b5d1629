"""Word documents: paragraphs of the body, of tables, and of headers and footers.

python-docx opens the file and finds the paragraphs; `docx_runs` reads their runs as inline markup
and writes them back. Everything that is not translated stays in the package as it was, byte for
byte: styles, pictures, notes, properties.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman import languages
from dragoman.errors import ArticleError
from dragoman.formats import flow
from dragoman.formats.contract import Copy, Options, Parsed
from dragoman.formats.cover import readable
from dragoman.formats.docx_runs import Paragraph, add_note, set_direction, set_language
from dragoman.model import Block, BlockKind, Layout, Syntax

if TYPE_CHECKING:
    from docx.document import Document

LARGEST = 256 * 1024 * 1024
"""Bytes of all parts unpacked. A file that holds more is no article."""

_MAIN = "word/document.xml"
_CODE = ("code", "html preformatted", "macro", "source")
_QUOTES = ("quote", "intense quote", "block text")


@dataclass(frozen=True, slots=True)
class Place(Layout):
    """A paragraph of the document."""

    number: int
    """Counted from 0 over all paragraphs, those without words too."""


def parse(path: str, data: bytes, options: Options) -> Parsed:
    """Divide a document into blocks, one for each paragraph with words in it.

    The options choose nothing. Raises ArticleError for a file that is not a Word document.
    """
    del options
    blocks = []
    for number, (paragraph, kind) in enumerate(_paragraphs(_opened(path, data))):
        text = Paragraph(paragraph).text
        if kind is not BlockKind.VERBATIM and readable(text):
            syntax = Syntax.HTML if "<" in text else Syntax.PLAIN
            shown = text if syntax is Syntax.HTML else html.unescape(text)
            blocks.append(Block(kind, f"{shown}\n", shown, syntax, layout=Place(number)))
    return Parsed(tuple(blocks))


def serialize(copy: Copy) -> bytes:
    """Return the document with the targets in place.

    Paragraphs in the locale get its direction and language; those that stay get the source's.
    The same input gives the same bytes.
    """
    article, targets = copy.article, copy.targets
    changed = (flow.replacement(*pair) for pair in zip(article.segments, targets, strict=True))
    if copy.locale is None and all(text is None for text in changed):
        return article.data
    locale = copy.locale or article.language
    document = _opened(article.path, article.data)
    paragraphs = [paragraph for paragraph, _ in _paragraphs(document)]
    written: set[int] = set()
    done = 0
    for number, block in enumerate(article.blocks):
        own = targets[done : done + len(block.segments)]
        done += len(own)
        if not isinstance(block.layout, Place):
            raise TypeError(f"not a block of a Word document: {block.layout}")
        place = block.layout.number
        written.add(place)
        stays = number in copy.kept
        if not stays and flow.is_changed(block, own):
            text = flow.on_one_line(flow.joined(block, own))
            markup = text if block.syntax is Syntax.HTML else html.escape(text, quote=False)
            Paragraph(paragraphs[place]).write(markup)
        _speak(paragraphs[place], article.language if stays else locale)
    for place, paragraph in enumerate(paragraphs):
        if place not in written:
            set_direction(paragraph, languages.direction(locale), runs=False)
    _turn_tables(document, languages.direction(locale))
    added = [add_note(document, text, first=copy.note_first) for text in copy.notes]
    for paragraph in added:
        _speak(paragraph, locale)
    document.core_properties.language = locale
    return _packed(article.data, document)


def _speak(paragraph: Any, locale: str) -> None:
    set_direction(paragraph, languages.direction(locale))
    set_language(paragraph, locale, languages.direction(locale))


def _opened(path: str, data: bytes) -> Document:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist())
            if size > LARGEST:
                raise ArticleError(
                    f"the document holds {size // 1_000_000:,} MB when it is unpacked",
                    path=path,
                    advice="Take the large pictures out, or divide the document.",
                )
            if _MAIN not in package.namelist():
                raise _no_document(path)
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise _no_document(path) from error


def _no_document(path: str) -> ArticleError:
    return ArticleError(
        "this is not a Word document, or it is damaged",
        path=path,
        advice="Open it in Word or LibreOffice and save it again as .docx.",
    )


def _paragraphs(document: Document) -> Iterator[tuple[Any, BlockKind]]:
    """Yield every paragraph's element with its kind, in a fixed order."""
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    roots = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                roots.append(part._element)
    for root in roots:
        for element in root.iter(_name("p")):
            yield element, _kind(element, names)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(f"w:{tag}")
    return found


def _kind(element: Any, names: Mapping[str, str]) -> BlockKind:
    style = names.get(element.style or "", "")
    if any(style.startswith(code) for code in _CODE):
        return BlockKind.VERBATIM
    if style.startswith(("heading", "title", "subtitle")):
        return BlockKind.HEADING
    if any(parent.tag == _name("tc") for parent in element.iterancestors()):
        return BlockKind.TABLE_CELL
    numbered = element.pPr is not None and element.pPr.numPr is not None
    if numbered or style.startswith("list"):
        return BlockKind.LIST_ITEM
    return BlockKind.QUOTATION if style in _QUOTES else BlockKind.PARAGRAPH


def _turn_tables(document: Document, direction: str) -> None:
    """Let tables run from right to left in such a language."""
    from docx.oxml import OxmlElement

    for properties in document.element.body.iter(_name("tblPr")):
        for known in properties.findall(_name("bidiVisual")):
            properties.remove(known)
        if direction == "rtl":
            visual = OxmlElement("w:bidiVisual")
            before = properties.findall(_name("tblStyle")) + properties.findall(_name("tblpPr"))
            before += properties.findall(_name("tblOverlap"))
            properties.insert(len(before), visual)


def _packed(data: bytes, document: Document) -> bytes:
    """Put the parts that changed back into the package, all others as they are."""
    parts = {
        str(part.partname).lstrip("/"): part.blob for part in document.part.package.iter_parts()
    }
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            own = old.read(info)
            changed = info.filename.endswith(".xml") and _is_written(info.filename)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = info.compress_type
            entry.external_attr = info.external_attr
            new.writestr(entry, parts.get(info.filename, own) if changed else own)
    return result.getvalue()


def _is_written(name: str) -> bool:
    """Whether a part is one in which something may be changed here."""
    return name in (_MAIN, "docProps/core.xml") or name.startswith(("word/header", "word/footer"))
