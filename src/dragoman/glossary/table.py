"""A glossary as a table, for spreadsheets: CSV with commas, semicolons or tabs.

The first line names the columns: `term`, `part-of-speech`, `do-not-translate`, `case-sensitive`,
`note`, and for each locale `ru` and `ru forbidden`. Several forms in a cell are parted by ` | `, or
by a semicolon, a line end or a slash between spaces; a backslash takes the meaning from them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary.entry import Glossary, PartOfSpeech, Read, Term
from dragoman.glossary.foreign_table import (
    FORBIDDEN,
    FUZZY,
    TERMBASE,
    WEBLATE,
    TableLanguages,
    only_target,
    ours,
    rows,
    shape_of,
)
from dragoman.glossary.merging import merge
from dragoman.patterns import lazily

_FIXED = ("term", "part-of-speech", "do-not-translate", "case-sensitive", "note")
IGNORED = "ignored"
"""How the name of a column begins that says nothing of a term."""

NOTHING_SAID = TableLanguages()
_YES, _NO = ("true", "yes", "1", "x"), ("false", "no", "0")


def serialize(glossary: Glossary) -> str:
    """Return the glossary as CSV with commas, the mark that spreadsheets know UTF-8 by included."""
    locales = glossary.locales
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [*_FIXED, *(name for each in locales for name in (each, f"{each} {FORBIDDEN}"))]
    )
    for term in glossary.terms:
        sides = (term.translations, term.forbidden)
        cells = [
            term.text,
            term.part_of_speech.value if term.part_of_speech else "",
            "true" if term.keep else "",
            "" if term.case_sensitive is None else str(term.case_sensitive).lower(),
            term.note,
            *(_cell(side.get(each, ())) for each in locales for side in sides),
        ]
        writer.writerow([_as_text(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def parse(text: str, path: str, known: TableLanguages = NOTHING_SAID) -> Glossary:
    """Return the glossary that a table holds, as `read` does."""
    return read(text, path, known).glossary


def read(text: str, path: str, known: TableLanguages = NOTHING_SAID) -> Read:
    """Return the glossary that a table holds, ours or of another program.

    A term that stands in several lines has what all of them say. `known` is what the table need
    not say. Raises `GlossaryError` with the line for unknown columns and wrong values.
    """
    terms: dict[tuple[str, PartOfSpeech | None], Term] = {}
    left_out: list[str] = []
    shape = shape_of(text, known)
    columns = ["term", only_target(known, path), "note"] if shape.bare else None
    for line, row in rows(shape, path):
        if columns is None:
            columns = _columns(row, known, path, line)
            _complete(columns, path, line)
            continue
        cells = [_meant(cell) for cell in row]
        if shape.bare and not any(map(str.isalnum, cells[0])):
            left_out.append(f"line {line} has no term")
            continue
        term = _term(columns, cells, path, line, left_out)
        if term.key in terms:
            merged = merge(Glossary((terms[term.key],)), Glossary((term,)))
            (term,) = merged.glossary.terms
            left_out += merged.refused
        terms[term.key] = term
    return Read(Glossary(tuple(terms.values())), tuple(left_out))


def _columns(row: Sequence[str], known: TableLanguages, path: str, line: int) -> list[str]:
    names = [" ".join(name.lower().split()) for name in row]
    # Columns of others that say nothing of a term are ignored where it is a table of theirs.
    theirs: frozenset[str] = frozenset()
    if {"source", "target"} <= set(names):
        theirs = WEBLATE
    elif FORBIDDEN in names:
        theirs = TERMBASE
    return [
        f"{IGNORED} {name}" if name in theirs else _column(ours(written, known, path), path, line)
        for name, written in zip(names, row, strict=True)
    ]


_FORMULA = lazily(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula, and that with apostrophes of ours before it."""


def _as_text(cell: str) -> str:
    """Return the cell so that no spreadsheet obeys it: an apostrophe says that it is text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _meant(cell: str) -> str:
    """Return what a cell stands for, without the apostrophe that `_as_text` puts before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _column(name: str, path: str, line: int) -> str:
    """Return a column's name in its usual writing."""
    written = " ".join(name.lower().split())
    if written in _FIXED:
        return written
    locale, _, rest = name.strip().partition(" ")
    try:
        code = languages.normalize(locale)
    except DragomanError:
        code = ""
    if not code or rest.strip().lower() not in ("", FORBIDDEN):
        known = ", ".join(_FIXED)
        raise GlossaryError(
            f"`{name}` is not a column of a glossary",
            path=path,
            line=line,
            advice=f"Columns are {known}, and locales: `ru`, `ru {FORBIDDEN}`.",
        )
    return f"{code} {FORBIDDEN}" if rest.strip() else code


def _complete(columns: Sequence[str], path: str, line: int) -> None:
    twice = next((each for each in columns if columns.count(each) > 1 and _once(each)), None)
    if twice is not None:
        raise GlossaryError(f"the column `{twice}` is there twice", path=path, line=line)
    if "term" not in columns:
        raise GlossaryError(
            "there is no column `term`",
            path=path,
            line=line,
            advice="The first line names the columns: term,ru,fa,tr,ar",
        )


def _once(column: str) -> bool:
    """Whether a table has no such column a second time, as it may have several for remarks."""
    return column != "note" and not column.startswith(IGNORED)


def _term(
    columns: Sequence[str], row: Sequence[str], path: str, line: int, left_out: list[str]
) -> Term:
    def wrong(problem: str, advice: str) -> GlossaryError:
        return GlossaryError(problem, path=path, line=line, advice=advice)

    if len(row) > len(columns) and any(map(str.strip, row[len(columns) :])):
        raise wrong(
            f"the line has {len(row)} cells, and there are {len(columns)} columns",
            "Put cells that hold a comma, semicolon or tab into quotation marks.",
        )
    cells: dict[str, str] = {}
    for name, cell in zip(columns, map(str.strip, row), strict=False):
        cells[name] = "\n".join(filter(None, (cells.get(name), cell)))
    text = " ".join(cells["term"].split()) if cells.get("term") else ""
    if not any(map(str.isalnum, text)):
        raise wrong("the cell `term` holds no word", "Write the term, or delete the line.")
    said: dict[str, Any] = {"note": cells.get("note", "").replace("\r\n", "\n")}
    try:
        said["keep"] = _switch(cells, "do-not-translate") or False
        said["case_sensitive"] = _switch(cells, "case-sensitive")
        said["part_of_speech"] = _part_of_speech(cells)
    except ValueError as error:
        raise wrong(*error.args) from None
    translations: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for name, cell in cells.items():
        locale, _, rest = name.partition(" ")
        if name not in _FIXED and cell and not name.startswith(IGNORED):
            (forbidden if rest else translations)[locale] = _forms(cell)
    if translations and cells.get(f"{IGNORED} {FUZZY}", "").lower() in (*_YES, "fuzzy"):
        left_out.append(f"the translation of “{text}” is marked as uncertain (fuzzy)")
        translations = {}
    if cells.get(f"{IGNORED} {FORBIDDEN}", "").lower() in _YES:
        translations, forbidden = {}, translations
    if said["keep"] and translations:
        told = f"“{text}” is not to be translated and has translations"
        raise wrong(told, "Empty the one or the other.")
    for locale, forms in forbidden.items():
        for form in forms:
            if form in translations.get(locale, ()):
                told = f"“{form}” is both a translation and forbidden in {locale}"
                raise wrong(told, "Delete one of the two.")
    return Term(text, translations, forbidden, line=line, **said)


def _switch(cells: Mapping[str, str], name: str) -> bool | None:
    said = cells.get(name, "").lower()
    if said and said not in (*_YES, *_NO):
        raise ValueError(f"`{name}` has a wrong value", "Use true or false, or leave it empty.")
    return said in _YES if said else None


def _part_of_speech(cells: Mapping[str, str]) -> PartOfSpeech | None:
    said = cells.get("part-of-speech", "").lower().replace(" ", "-")
    known = [each.value for each in PartOfSpeech]
    if said and said not in known:
        raise ValueError("`part-of-speech` has a wrong value", f"Use one of: {', '.join(known)}.")
    return PartOfSpeech(said) if said else None


_PARTS = lazily(r"\\(.)|([|;؛\n]|(?<=\s)/(?=\s))|([^\\])|\\", re.DOTALL)
"""A character that a backslash takes the meaning from, what parts two forms, any other."""


def _cell(forms: Sequence[str]) -> str:
    return " | ".join(re.sub(r"[\\|;؛]|(?<!\S)/(?!\S)", r"\\\g<0>", form) for form in forms)


def _forms(cell: str) -> tuple[str, ...]:
    """Return the forms in a cell: parted by `|`, or as other programs do."""
    forms = [""]
    for match in _PARTS.finditer(cell):
        if match[2]:
            forms.append("")
        else:
            forms[-1] += match[1] or match[3] or ""
    return tuple(dict.fromkeys(" ".join(form.split()) for form in forms if form.strip()))
