"""A glossary as a table, for spreadsheets: CSV with commas, semicolons or tabs.

The first line names the columns: `term`, `part-of-speech`, `do-not-translate`, `case-sensitive`,
`note`, and for each locale `ru` and `ru forbidden`. Several forms in a cell are parted by ` | `, or
by a semicolon, a line end or a slash between spaces; a backslash takes the meaning from them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary.entry import Forms, Glossary, PartOfSpeech, Read, Term
from dragoman.glossary.foreign_table import (
    FORBIDDEN,
    FUZZY,
    IGNORED,
    KIND,
    NOT_READ,
    STATUS,
    TERMBASE,
    TRANSLATABLE,
    WEBLATE,
    TableLanguages,
    of_language,
    only_target,
    ours,
    rows,
    shape_of,
)
from dragoman.glossary.headings import heading
from dragoman.glossary.merging import Gathering
from dragoman.patterns import lazily

_FIXED = ("term", "part-of-speech", "do-not-translate", "case-sensitive", "note")
_SHORT = {
    "n": PartOfSpeech.NOUN,
    "pn": PartOfSpeech.PROPER_NOUN,
    "prop-n": PartOfSpeech.PROPER_NOUN,
    "propn": PartOfSpeech.PROPER_NOUN,
    "v": PartOfSpeech.VERB,
    "adj": PartOfSpeech.ADJECTIVE,
    "adv": PartOfSpeech.ADVERB,
}
"""How others shorten a part of speech."""

_UNUSABLE = frozenset(("forbidden", "obsolete", "deprecated", "superseded", "not recommended"))
"""What others say of a form that is not to be used."""

MOST_COLUMNS = 16_384
"""Those that a table has room for in Excel."""

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
    gathered = Gathering()
    left_out: list[str] = []
    shape = shape_of(text, known)
    columns = ["term", only_target(known, path), "note"] if shape.bare else None
    not_read: dict[str, None] = {}
    for line, row in rows(shape, path):
        if columns is None:
            if len(row) > MOST_COLUMNS:
                raise GlossaryError(
                    f"the table has more than {MOST_COLUMNS:,} columns",
                    path=path,
                    line=line,
                    advice="Leave in it the columns that belong to a glossary.",
                )
            columns = _columns(row, known, path, line)
            _complete(columns, row, path, line)
            continue
        cells = [_meant(cell) for cell in row]
        if shape.bare and not any(map(str.isalnum, cells[0])):
            left_out.append(f"line {line} has no term")
            continue
        if not shape.quoted and len(cells) == 1:  # OmegaT passes over it, too
            left_out.append(f"line {line} has no tab, and so no translation")
            continue
        not_read |= dict.fromkeys(_not_read(columns, cells))
        for term in _terms(columns, cells, path, line, left_out):
            left_out += gathered.add(term)
    if not_read:
        left_out.append(f"columns for which a glossary has no place: {', '.join(not_read)}")
    return Read(Glossary(gathered.terms()), tuple(left_out))


def _not_read(columns: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Yield the names of the columns with something in them that is not read."""
    for name, cell in zip(columns, cells, strict=False):
        if name.startswith(NOT_READ) and cell.strip():
            yield name.removeprefix(NOT_READ).strip()


def _with_statuses(columns: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return the columns, in which a form that may not be used stands as a forbidden one."""
    found = list(columns)
    before: list[int] = []
    for at, name in enumerate(columns):
        if name == "term" or _is_form(name):
            before.append(at)
        elif name.startswith(STATUS) and at < len(cells) and before:
            words = {word.strip().lower() for word in cells[at].split(";")}
            if not words.isdisjoint(_UNUSABLE) and _is_form(found[before[-1]]):
                found[before.pop()] += f" {FORBIDDEN}"
    return found


def _is_form(column: str) -> bool:
    """Whether a column holds translations into a locale."""
    return column not in _FIXED and " " not in column and column != IGNORED


def _columns(row: Sequence[str], known: TableLanguages, path: str, line: int) -> list[str]:
    names = [" ".join(name.lower().split()) for name in row]
    # Columns of others that say nothing of a term are ignored where it is a table of theirs.
    theirs: frozenset[str] = frozenset()
    if {"source", "target"} <= set(names):
        theirs = WEBLATE
    elif FORBIDDEN in names:
        theirs = TERMBASE
    found = []
    for name, written in zip(names, row, strict=True):
        column = f"{IGNORED} {name}" if name in theirs else ours(written, known, path)
        found.append(column if column.startswith(IGNORED) else _column(column, path, line))
    return found


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
            advice=f"Columns are {known}, and locales: `ru`, `ru {FORBIDDEN}`. Delete the column, "
            "or give it one of these names.",
        )
    return f"{code} {FORBIDDEN}" if rest.strip() else code


def _complete(columns: Sequence[str], names: Sequence[str], path: str, line: int) -> None:
    called: dict[str, list[str]] = {}
    for column, name in zip(columns, names, strict=True):
        called.setdefault(column, []).append(name.strip().lower())
    twice = next((each for each, its_own in called.items() if _is_twice(each, its_own)), None)
    if twice is not None:
        raise GlossaryError(f"the column `{twice}` is there twice", path=path, line=line)
    if "term" not in columns:
        raise GlossaryError(
            "there is no column `term`",
            path=path,
            line=line,
            advice="The first line names the columns: term,ru,fa,tr,ar",
        )


def _is_twice(column: str, called: Sequence[str]) -> bool:
    """Whether a table has a column a second time that it may have once; `called` is how.

    It may have several for remarks, and for the names that one language has for a term.
    """
    if column == "note" or column.startswith(IGNORED):
        return False
    own = [name for name in called if name in _FIXED or not of_language(name)]
    theirs = set(called).difference(own)
    codes = [name for name in called if name in theirs and heading(name) is None]
    return len(own) > 1 or len(set(codes)) < len(codes)


def _terms(
    columns: Sequence[str], row: Sequence[str], path: str, line: int, left_out: list[str]
) -> list[Term]:
    """Return the terms of a line, which all have what it says: others may give it several names."""

    def wrong(problem: str, advice: str) -> GlossaryError:
        return GlossaryError(problem, path=path, line=line, advice=advice)

    if len(row) > len(columns) and any(map(str.strip, row[len(columns) :])):
        raise wrong(
            f"the line has {len(row)} cells, and there are {len(columns)} columns",
            "Put cells that hold a comma, semicolon or tab into quotation marks.",
        )
    parts: dict[str, list[str]] = {}
    for name, cell in zip(_with_statuses(columns, row), map(str.strip, row), strict=False):
        parts.setdefault(name, []).extend((cell,) if cell else ())
    words = (cell for cell in parts.pop("term", ()) if any(map(str.isalnum, cell)))
    texts = list(dict.fromkeys(" ".join(cell.split()) for cell in words))
    if not texts:
        raise wrong("the cell `term` holds no word", "Write the term, or delete the line.")
    cells = {name: "\n".join(lines) for name, lines in parts.items()}
    said: dict[str, Any] = {"note": cells.get("note", ""), "line": line}
    try:
        said["keep"] = _switch(cells, "do-not-translate") or False
        said["case_sensitive"] = _switch(cells, "case-sensitive")
        said["part_of_speech"] = _part_of_speech(cells) or _kind(cells.get(KIND, ""))
    except ValueError as error:
        raise wrong(*error.args) from None
    translations, forbidden = _sides(cells, texts, left_out)
    if cells.get(TRANSLATABLE, "").lower() in _NO:
        said["keep"] = True
        given = {form for forms in translations.values() for form in forms}
        left_out += (
            f"“{text}” is not to be translated, and its translations are not read"
            for text in texts
            if len(given) > (text in given)
        )
        translations = {}
    if said["keep"] and translations:
        told = f"“{texts[0]}” is not to be translated and has translations"
        raise wrong(told, "Empty the one or the other.")
    for locale, forms in forbidden.items():
        both = set(forms).intersection(translations.get(locale, ()))
        if form := next((form for form in forms if form in both), ""):
            told = f"“{form}” is both a translation and forbidden in {locale}"
            raise wrong(told, "Delete one of the two.")
    return [Term(text, translations, forbidden, **said) for text in texts]


def _sides(
    cells: Mapping[str, str], texts: Sequence[str], left_out: list[str]
) -> tuple[Forms, Forms]:
    """Return the translations of a line, and what is forbidden by it."""
    translations: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for name, cell in cells.items():
        locale, _, rest = name.partition(" ")
        if name not in _FIXED and cell and not name.startswith(IGNORED):
            (forbidden if rest else translations)[locale] = _forms(cell)
    if translations and cells.get(f"{IGNORED} {FUZZY}", "").lower() in (*_YES, "fuzzy"):
        left_out += (
            f"the translation of “{text}” is marked as uncertain (fuzzy)" for text in texts
        )
        translations = {}
    if cells.get(f"{IGNORED} {FORBIDDEN}", "").lower() in _YES:
        return {}, translations
    return translations, forbidden


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


def _kind(said: str) -> PartOfSpeech | None:
    """Return the part of speech that another program writes, in full or shortened."""
    plain = "-".join(said.lower().replace(".", " ").split())
    known = {each.value: each for each in PartOfSpeech} | _SHORT
    return known.get(plain, PartOfSpeech.OTHER) if plain else None


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
