"""A glossary as a table, for spreadsheets: CSV with commas, semicolons or tabs.

The first line names the columns: `term`, `part-of-speech`, `do-not-translate`, `case-sensitive`,
`note`, and for each locale `ru` and `ru forbidden`. Several forms in a cell are parted by ` | `;
a backslash takes its meaning from `|` and from itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary.entry import Glossary, PartOfSpeech, Term

_FIXED = ("term", "part-of-speech", "do-not-translate", "case-sensitive", "note")
_FORBIDDEN = "forbidden"
_YES, _NO = ("true", "yes", "1", "x"), ("false", "no", "0")


def serialize(glossary: Glossary) -> str:
    """Return the glossary as CSV with commas, the mark that spreadsheets know UTF-8 by included."""
    locales = glossary.locales
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [*_FIXED, *(name for each in locales for name in (each, f"{each} {_FORBIDDEN}"))]
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


def parse(text: str, path: str) -> Glossary:
    """Return the glossary that a table holds.

    Raises `GlossaryError` with the line for unknown columns and wrong values.
    """
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    terms: list[Term] = []
    seen: dict[tuple[str, PartOfSpeech | None], int] = {}
    columns: list[str] | None = None
    try:
        line = 1
        for row in reader:
            if any(map(str.strip, row)):
                if columns is None:
                    columns = [_column(name, path, line) for name in row]
                    _complete(columns, path, line)
                else:
                    cells = [_meant(cell) for cell in row]
                    term = _term(columns, cells, path, line)
                    if term.key in seen:
                        told = f"the term “{term.text}” stands in line {seen[term.key]} already"
                        raise GlossaryError(told, path=path, line=line, advice="Join the two.")
                    seen[term.key] = line
                    terms.append(term)
            line = reader.line_num + 1
    except csv.Error as error:
        raise GlossaryError(
            f"this is no valid CSV ({error})", path=path, line=reader.line_num
        ) from None
    return Glossary(tuple(terms))


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula, and that with apostrophes of ours before it."""


def _as_text(cell: str) -> str:
    """Return the cell so that no spreadsheet obeys it: an apostrophe says that it is text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _meant(cell: str) -> str:
    """Return what a cell stands for, without the apostrophe that `_as_text` puts before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _delimiter(text: str) -> str:
    """Return what parts the columns, by the first line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


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
    if not code or rest.strip().lower() not in ("", _FORBIDDEN):
        known = ", ".join(_FIXED)
        raise GlossaryError(
            f"`{name}` is no column of a glossary",
            path=path,
            line=line,
            advice=f"Columns are {known}, and locales: `ru`, `ru {_FORBIDDEN}`.",
        )
    return f"{code} {_FORBIDDEN}" if rest.strip() else code


def _complete(columns: Sequence[str], path: str, line: int) -> None:
    twice = next((each for each in columns if columns.count(each) > 1), None)
    if twice is not None:
        raise GlossaryError(f"the column `{twice}` is there twice", path=path, line=line)
    if "term" not in columns:
        raise GlossaryError(
            "there is no column `term`",
            path=path,
            line=line,
            advice="The first line names the columns: term,ru,fa,tr,ar",
        )


def _term(columns: Sequence[str], row: Sequence[str], path: str, line: int) -> Term:
    def wrong(problem: str, advice: str) -> GlossaryError:
        return GlossaryError(problem, path=path, line=line, advice=advice)

    if len(row) > len(columns) and any(map(str.strip, row[len(columns) :])):
        raise wrong(
            f"the line has {len(row)} cells, and there are {len(columns)} columns",
            "Put cells that hold a comma, semicolon or tab into quotation marks.",
        )
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
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
        if name not in _FIXED and cell:
            (forbidden if rest else translations)[locale] = _forms(cell)
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


_PART = re.compile(r"((?:[^\\|]|\\.?)*)(?:\||$)", re.DOTALL)


def _cell(forms: Sequence[str]) -> str:
    return " | ".join(form.replace("\\", "\\\\").replace("|", "\\|") for form in forms)


def _forms(cell: str) -> tuple[str, ...]:
    parts = (match[1] for match in _PART.finditer(cell))
    forms = (re.sub(r"\\(.)", r"\1", part) for part in parts)
    return tuple(dict.fromkeys(" ".join(form.split()) for form in forms if form.strip()))
