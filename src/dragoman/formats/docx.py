"""Word documents: everything that their readers see, hear or are told.

`docx_package` opens the file, `docx_places` finds what holds words, `docx_runs` reads it as
inline markup and writes it back. What is not translated stays in the package as it was.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman import languages
from dragoman.formats import docx_fields, docx_numbers, flow, office_code
from dragoman.formats.contract import LEFT, Copy, Options, Parsed
from dragoman.formats.cover import readable
from dragoman.formats.docx_changes import put_comments
from dragoman.formats.docx_direction import Speech
from dragoman.formats.docx_drawn import DRAWN, says_more
from dragoman.formats.docx_names import qn
from dragoman.formats.docx_package import Package
from dragoman.formats.docx_places import Stories
from dragoman.formats.docx_runs import Paragraph
from dragoman.formats.docx_tables import emptied_cells, is_empty, leave_out
from dragoman.formats.office_items import Item
from dragoman.formats.office_places import (
    TAG,
    AttributeText,
    Sentences,
    Spot,
    attributes_first,
    orders,
)
from dragoman.model import Block, BlockKind, Finding, Syntax
from dragoman.patterns import lazily

_LETTERS = lazily(rb">[^<]*[A-Za-z\xc3-\xf4]{2}|\APK|\A[^<]")
"""What an embedded part holds that has words, of whatever kind it is."""

_UNTOUCHED = (
    ("chart", "a chart", "charts"),
    ("chartEx", "a chart", "charts"),
    ("diagramData", "a diagram", "diagrams"),
    ("aFChunk", "an embedded document", "embedded documents"),
    ("subDocument", "a linked document", "linked documents"),
)
"""The kinds of relationships that lead to parts whose words stay, and what these are called."""


def parse(path: str, data: bytes, options: Options) -> Parsed:
    """Divide a document into blocks, one for each text with words in it.

    The options choose nothing. Raises ArticleError for a file that is not a Word document, or is
    damaged or protected.
    """
    del options
    package = Package(path, data)
    stories = Stories(package)
    blocks: list[Block] = []
    codes: list[str] = []
    signs: list[Item] = []
    for number, place in enumerate(stories.places()):
        if isinstance(place, AttributeText):
            text = flow.on_one_line(place.text).strip()
            spot = Spot(number)
            blocks.append(Block(place.kind, f"{text}\n", text, name=place.name, layout=spot))
        elif place.kind is not BlockKind.VERBATIM:
            paragraph = Paragraph(place.elements[0], stories.styles.is_code)
            blocks += _blocks(number, place, paragraph)
            signs += (item for text in paragraph.texts for item in text.items)
        else:
            texts = Paragraph(place.elements[0], stories.styles.is_code).texts
            codes.append(" ".join(text.words for text in texts))
    told = (
        *docx_numbers.told(package, stories),
        *office_code.told(codes, (block.text for block in blocks)),
    )
    told = (*told, *docx_fields.told(signs))
    return Parsed(tuple(blocks), (*_findings(package, stories), *told))


def _blocks(number: int, place: Sentences, paragraph: Paragraph) -> Iterator[Block]:
    for count, text in enumerate(paragraph.texts):
        if readable(text.words):
            syntax = Syntax.HTML if "<" in text.markup else Syntax.PLAIN
            shown = text.markup if syntax is Syntax.HTML else html.unescape(text.markup)
            layout = Spot(number, count)
            yield Block(place.kind, f"{shown}\n", shown, syntax, layout=layout)


def _findings(package: Package, stories: Stories) -> Iterator[Finding]:
    """Tell what copies lack, and what stays in the source language."""
    if stories.accepted:
        said = _counted(stories.accepted, "a tracked change is", "tracked changes are")
        yield Finding("changes_accepted", f"{said} taken as accepted")
    if stories.comments:
        said = _counted(stories.comments, "a comment is", "comments are")
        yield Finding("comments_left_out", f"{said} left out of the copies")
    for kind, one, several in _UNTOUCHED:
        found = {name for part in stories.parts for name in package.related(part, kind)}
        count = sum(_stays(package, kind, name) for name in found)
        if count:
            verb, whole = ("say", "stay") if count > 1 else ("says", "stays")
            what = f"what {_counted(count, one, several)} {verb}"
            yield Finding(LEFT, f"{what} {whole} in the source language")


def _stays(package: Package, kind: str, name: str) -> bool:
    """Whether a part holds words that are not translated."""
    if kind in DRAWN:
        return says_more(package, name)
    return _LETTERS.search(package.read(name)) is not None


def _counted(count: int, one: str, several: str) -> str:
    return one if count == 1 else f"{count} {several}"


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
    package = Package(article.path, article.data)
    stories = Stories(package, comments=copy.comments)
    places = list(stories.places())
    wanted = orders(copy, len(places))
    notes = [*_notes_with_words(package, stories)]
    speech, kept = (
        Speech(code, languages.direction(code), styled=stories.styles.right_to_left)
        for code in (locale, article.language)
    )
    emptied: list[Any] = []
    for place, order in attributes_first(places, wanted):
        if isinstance(place, AttributeText):
            if order.markup:
                place.write(order.markup[0])
                package.changed.update((place.part, *place.others))
                speech.drawings(place.holders)
            continue
        cells = emptied_cells(place, order.markup)
        elements = _write(place, order.markup, stories)
        emptied += cells
        for element in elements if place.kind is not BlockKind.VERBATIM else ():
            (kept if order.stays else speech).paragraph(element, runs=order.speaks)
    leave_out(emptied)
    _leave_out(package, stories, [note for note in notes if not _says(note)])
    if copy.comments:
        put_comments(stories.commented)
    for part in stories.parts:
        speech.tables(package.tree(part))
        package.changed.add(part)
    for element in _notes(package.tree(package.main), copy.notes, first=copy.note_first):
        speech.paragraph(element)
    if copy.locale is not None:
        _say_language(package, locale)
    return package.packed()


def _write(place: Sentences, markup: Mapping[int, str], stories: Stories) -> list[Any]:
    """Write the texts into a paragraph and its twins; return all paragraphs made of them."""
    if not markup:
        return list(place.elements)
    made: list[Any] = []
    paragraph = Paragraph(place.elements[0], stories.styles.is_code)
    twins = [Paragraph(element, stories.styles.is_code) for element in place.elements[1:]]
    for each in (paragraph, *twins):
        own = markup
        if each.text != paragraph.text:
            own = {number: TAG.sub("", text) for number, text in markup.items()}
            own = {number: text for number, text in own.items() if each.holds(number)}
        written = each.write(own)
        if not any(markup.values()) and is_empty(each.element) and _is_spare(each.element):
            each.element.getparent().remove(each.element)
        else:
            made += written
    return made


def _notes_with_words(package: Package, stories: Stories) -> Iterator[Any]:
    """Yield the footnotes and endnotes that say something."""
    for part in stories.parts:
        yield from filter(_says, package.tree(part).iter(*_REFERENCES))


def _says(note: Any) -> bool:
    return any((text.text or "").strip() for text in note.iter(qn("w:t")))


_REFERENCES = {
    qn("w:footnote"): qn("w:footnoteReference"),
    qn("w:endnote"): qn("w:endnoteReference"),
}


def _leave_out(package: Package, stories: Stories, notes: Sequence[Any]) -> None:
    """Take notes out, and what refers to them."""
    gone = {(_REFERENCES[note.tag], note.get(qn("w:id"))) for note in notes}
    for note in notes:
        note.getparent().remove(note)
    for part in stories.parts if gone else ():
        for mark in [*package.tree(part).iter(*_REFERENCES.values())]:
            if (mark.tag, mark.get(qn("w:id"))) in gone:
                mark.getparent().remove(mark)


def _is_spare(element: Any) -> bool:
    """Whether a paragraph may go: something stands beside it, and no section ends with it."""
    if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        return False
    before, after = element.getprevious(), element.getnext()
    return any(beside is not None and beside.tag == qn("w:p") for beside in (before, after))


def _notes(root: Any, notes: Sequence[str], *, first: bool) -> list[Any]:
    """Add paragraphs of plain text before or after all others; return them."""
    body = root.find(qn("w:body"))
    made = []
    for text in notes if body is not None else ():
        paragraph = body.makeelement(qn("w:p"))
        run = body.makeelement(qn("w:r"))
        written = body.makeelement(qn("w:t"))
        written.text = text
        run.append(written)
        paragraph.append(run)
        made.append(paragraph)
    place = 0 if first else len(body if body is not None else ())
    if place and body[-1].tag == qn("w:sectPr"):
        place -= 1
    if made:
        body[place:place] = made
    return made


def _say_language(package: Package, locale: str) -> None:
    """Say in the document's properties which language it is in."""
    for name in package.related("", "core-properties"):
        root = package.tree(name)
        element = root.find(qn("dc:language"))
        if element is None:
            element = root.makeelement(qn("dc:language"))
            root.append(element)
        element.text = locale
        package.changed.add(name)
        return
