"""Tables of terms as other programs write them, with their columns called as ours."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary.headings import ColumnMeaning, Says, heading
from dragoman.patterns import lazily

_ALIASES = {
    "source": "term",
    "source term": "term",
    "source_term": "term",
    "notes": "note",
    "comment": "note",
    "comments": "note",
    "remark": "note",
    "remarks": "note",
    "description": "note",
    "definition": "note",
    "do not translate": "do-not-translate",
    "do_not_translate": "do-not-translate",
    "case sensitive": "case-sensitive",
    "case_sensitive": "case-sensitive",
    "casesensitive": "case-sensitive",
    "translator_comments": "note",
    "developer_comments": "note",
}
"""What others call our columns."""

_TARGET = ("target", "target term", "target_term", "translation")
"""The column of the one language that a table is for, which it does not name."""

WEBLATE = frozenset(("location", "id", "fuzzy", "context"))
"""Columns beside `source` and `target` that Weblate writes."""

FUZZY = "fuzzy"

TERMBASE = frozenset(("forbidden", "domain", "subdomain", "example of use"))
"""Columns that MateCat's termbases have, the first of which says what the rest of a line is."""

FORBIDDEN = "forbidden"

IGNORED = "ignored"
"""How the name of a column begins that says nothing of a term, or what a switch of ours says."""

TRANSLATABLE = f"{IGNORED} translatable"
"""Lokalise's switch, which is off for what is not to be translated."""

KIND = f"{IGNORED} part of speech"
"""The part of speech in the words of others."""

STATUS = f"{IGNORED} status"
"""How the name of a column begins that says whether the form before it may be used."""

NOT_READ = f"{IGNORED} as unknown"
"""How the name of a column begins that holds what a glossary has no place for."""

_OMEGAT = "-*- coding:"
"""What OmegaT writes into the first line of a glossary that it begins."""

_SEP = lazily(r"\ufeff?sep=(.)(?:\r\n?|\n)", re.IGNORECASE)
"""The line by which a table tells Excel what parts its columns."""


@dataclass(frozen=True, slots=True)
class TableLanguages:
    """What a table need not say, because the newsroom's settings do."""

    source: str | None = None
    targets: tuple[str, ...] = ()
    """The locales that a column without a language may be for."""

    def is_source(self, code: str) -> bool:
        """Whether a column of that locale holds the terms themselves."""
        own = self.source
        return own is not None and languages.language(code) == languages.language(own)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written."""

    delimiter: str
    body: str
    """The table, without the line that says so."""

    begins: int
    """The line of the file at which it begins."""

    bare: bool = False
    """Whether it has no line with names: a term in each, its translation, and perhaps a note."""

    quoted: bool = True
    """Whether quotation marks hold cells together; in OmegaT's glossaries with tabs they do not."""


def shape_of(text: str, known: TableLanguages) -> Shape:
    """Return how a table is written, by what it says and by its first line with anything in it."""
    found = _SEP.match(text)
    if found:
        body = text[found.end() :]
        return Shape(found[1], body, 2, bare=_is_bare(body, found[1], known))
    text = text.removeprefix("\ufeff")
    first = next((line for line in _lines(text) if line.strip()), "").strip("\r\n")
    delimiter = max(",;\t", key=first.count)
    cells = [cell.strip().strip('"').lower() for cell in first.split("\t")]
    named = (
        any(cell in _ALIASES or cell == "term" for cell in cells)
        or _names_source(cells, known)
        or _names_languages(cells, known)
    )
    bare = delimiter == "\t" and len(cells) in (2, 3) and not named
    # A first line that begins with # is a remark of OmegaT's.
    remarks = _OMEGAT in first or all(line.startswith("#") for line in _lines(text) if line.strip())
    if bare or (first.startswith("#") and ("\t" in text or remarks)):
        return Shape("\t", text, 1, bare=True, quoted=False)
    return Shape(delimiter, text, 1, bare=_is_bare(text, delimiter, known))


def _is_bare(text: str, delimiter: str, known: TableLanguages) -> bool:
    """Whether a table with commas or semicolons has terms in its first line, too.

    So it is where nothing in that line is a column's name.
    """
    found = (row for row in csv.reader(_lines(text), delimiter=delimiter) if any(row))
    try:
        first = [cell.strip().lower() for cell in next(found, ())]
        return (
            bool(known.targets)
            and len(first) in (2, 3)
            and not _names_source(first, known)
            and not _names_languages(first, known)
            and not any(_is_name(cell, known) for cell in first)
            and all(len(row) in (2, 3) for row in found)
        )
    except csv.Error:
        return False


def _is_name(cell: str, known: TableLanguages) -> bool:
    """Whether a cell may be the name of a column."""
    if cell in _ALIASES or cell in _TARGET or cell in (*_ALIASES.values(), *TERMBASE, *WEBLATE):
        return True
    found = heading(cell)
    if found is not None and found.language:
        return True
    word, _, _ = cell.partition(" ")
    targets = map(languages.language, known.targets)
    return bool(languages.named(word)) or languages.language(_code(word) or "und") in targets


def _names_source(cells: Sequence[str], known: TableLanguages) -> bool:
    return any(code and known.is_source(code) for code in map(_code, cells))


def _names_languages(cells: Sequence[str], known: TableLanguages) -> bool:
    """Whether a line names the language of the terms and another one, as `English` does."""
    found = [heading(cell) for cell in cells]
    said = {each.language for each in found if each is not None and each.says is Says.TERM}
    return any(map(known.is_source, said)) and len(said) > 1


def of_language(name: str) -> bool:
    """Whether a column is called after a language."""
    return bool(_code(name)) or heading(name) is not None


def _code(name: str) -> str:
    try:
        return languages.normalize(name)
    except DragomanError:
        return ""


_LINE_END = lazily(r"\r\n?")


def rows(shape: Shape, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty with its line. Raises `GlossaryError` for broken CSV."""
    if not shape.quoted:
        reader = csv.reader(_lines(shape.body), delimiter=shape.delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(_lines(shape.body), delimiter=shape.delimiter, strict=True)
    line = shape.begins
    try:
        for row in reader:
            if any(map(str.strip, row)) and not (shape.bare and row[0].startswith("#")):
                yield line, [_LINE_END.sub("\n", cell) for cell in row]
            line = shape.begins + reader.line_num
    except csv.Error as error:
        # The line is that of the row: a mark that is never closed takes all lines after it along.
        raise GlossaryError(
            f"this is not valid CSV: {_broken(str(error))}",
            path=path,
            line=line,
            advice='Close it, or write a mark that belongs to the text twice: "".',
        ) from None


def _broken(error: str) -> str:
    """Return in plain words what `csv` says of a row."""
    if "field limit" in error:
        return (
            f"a cell of the row that begins here has more than {csv.field_size_limit():,} "
            "characters, as where a quotation mark is never closed"
        )
    if "unexpected end" in error:
        return "a quotation mark in the row that begins here is never closed"
    return "in the row that begins here, a quotation mark closes a cell, and text follows"


def _lines(text: str) -> Iterator[str]:
    """Yield lines as csv wants them, which looks for the ends of cells by itself.

    Excel for Mac ends them with a carriage return alone.
    """
    return (match[0] for match in re.finditer(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z", text))


def ours(name: str, known: TableLanguages, path: str) -> str:
    """Return what we call a column; its own name where we have none.

    Raises `GlossaryError` where only a person can say which language it is for.
    """
    written = " ".join(name.lower().split())
    if written in _TARGET:
        return only_target(known, path)
    if written in _ALIASES:
        return _ALIASES[written]
    if written == "translatable":
        return TRANSLATABLE
    found = heading(name)
    if found is not None:
        return _called(found, " ".join(name.split()), known)
    code = _code(written)
    return "term" if code and known.is_source(code) else name


def _called(found: ColumnMeaning, written: str, known: TableLanguages) -> str:
    """Return what we call a column of another program."""
    of_terms = not found.language or known.is_source(found.language)
    match found.says:
        case Says.TERM:
            return "term" if of_terms else found.language
        case Says.NOTE:
            return "note"
        case Says.PART_OF_SPEECH if of_terms:
            return KIND
        case Says.STATUS if not of_terms or not found.language:
            return f"{STATUS} {written}"
    return f"{NOT_READ} {written}"


def only_target(known: TableLanguages, path: str) -> str:
    """Return the locale of a table that names none. Raises `GlossaryError`."""
    if len(known.targets) == 1:
        return known.targets[0]
    raise GlossaryError(
        "the table does not say which language its translations are in",
        path=path,
        line=1,
        advice="Say it: dragoman glossary import FILE --to "
        + (known.targets[0] if known.targets else "LOCALE"),
    )
