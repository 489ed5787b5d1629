"""A gettext catalog: what users of Poedit, Lokalize or Weblate work with.

gettext knows two states, fuzzy or not. The status that went out stands in a comment, so that an
entry that nobody touched comes back as it was. A template has no texts; an entry of it that is
still empty says nothing. The context of an entry names its article, so that catalogs may be joined.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import polib

from dragoman.errors import ExchangeError
from dragoman.exchange.markup import CUT_OFF
from dragoman.exchange.packed import LARGEST, SAVE_ANEW
from dragoman.exchange.sheet import (
    SETTLED,
    Returned,
    ReturnedLine,
    Sheet,
    SheetLine,
    by_article,
    status_of,
)
from dragoman.model import Status

_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")

_LINE = re.compile(r"\(line (\d+)\)")
"""Where polib says that a line is wrong."""

MOST_ENTRIES = 200_000
"""Those of a catalog: the sentences of an article of 200,000 take 300 MB."""

MOST_LINES = 10_000
"""Those of an entry, of its texts or of what is said about it."""

_SEPARATORS = {ord(one): 0xF0000 + ord(one) for one in "\x85\u2028\u2029"}
"""polib takes these for ends of lines: they are read as private characters."""

_BACK = {to: one for one, to in _SEPARATORS.items()}

_SAID = re.compile(
    r"^dragoman:\s(?:status\s(?P<status>[a-z]+(?:-\s?[a-z]+)?)|template),\sseen\s(?P<seen>[\w-]+)$",
    re.MULTILINE,
)
"""What we say of an entry, also where a program has broken the line."""

_WIDEST = 30
"""How much longer than the longest line of a note the lines may be that a program makes."""

_HYPHENATED = re.compile(r"\w-$")

_PLACE = re.compile(r"(?P<id>u?[0-9a-f]{8}(?:-[0-9]+)?) (?P<article>.+)", re.DOTALL)
"""What the context of an entry says; files of early versions have the id alone."""

_HEADER = re.compile(r'^"X-Dragoman-(Article|Locale): ([^"]*?)\\n"\r?$', re.MULTILINE)
"""A field of the header: joined catalogs have one from each."""


def write(sheet: Sheet) -> bytes:
    """Return the catalog."""
    return _written(sheet, (_entry(line, sheet.article) for line in sheet.lines))


def write_template(sheet: Sheet) -> bytes:
    """Return the catalog without translations."""
    return _written(sheet, (_empty(line, sheet.article) for line in sheet.lines))


def _written(sheet: Sheet, entries: Iterable[polib.POEntry]) -> bytes:
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {
        "Project-Id-Version": "dragoman",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Language": sheet.target.replace("-", "_"),
        "X-Source-Language": sheet.source,
        "X-Dragoman-Article": sheet.article,
        "X-Dragoman-Locale": sheet.target,
    }
    catalog.extend(entries)
    return str(catalog).encode()


def _empty(line: SheetLine, article: str) -> polib.POEntry:
    said = [*_context(line), f"dragoman: template, seen {line.seen}"]
    return polib.POEntry(msgctxt=f"{line.id} {article}", msgid=line.source, comment="\n".join(said))


def _context(line: SheetLine) -> list[str]:
    """Say where a sentence stands, and what the glossary says of it."""
    return [
        *([line.label] if line.label else []),
        *(f"glossary: {term} = {' / '.join(forms)}" for term, forms in line.terms),
    ]


def _entry(line: SheetLine, article: str) -> polib.POEntry:
    said = _context(line)
    said += [f"finding: {finding}" for finding in line.findings]
    said.append(f"dragoman: status {line.status.value}, seen {line.seen}")
    fuzzy = bool(line.target) and line.status not in SETTLED
    return polib.POEntry(
        msgctxt=f"{line.id} {article}",
        msgid=line.source,
        msgstr=line.target,
        comment="\n".join(said),
        tcomment=line.note,
        flags=["fuzzy"] if fuzzy else [],
        previous_msgid=line.was or None,
    )


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a catalog, for each article. Raises ExchangeError."""
    data = _in_utf_8(data)
    _refuse_too_large(data, path)
    # polib takes a path or a text; a text that names a file would be opened.
    text = _decoded(data, path).translate(_SEPARATORS)
    if "\n" not in text:
        raise _no_catalog("it has one line", path)
    _refuse_cut_off(text, path)
    try:
        catalog = polib.pofile(text, check_for_duplicates=False)
    except (ValueError, LookupError, OSError) as error:
        place = _LINE.search(str(error))
        told = "this line is not written as in one" if place else "it cannot be read as one"
        raise _no_catalog(told, path, int(place[1]) if place else None) from error
    locales, articles = (
        dict.fromkeys(value for name, value in _HEADER.findall(text) if name == wanted)
        for wanted in ("Locale", "Article")
    )
    if len(locales) > 1:
        raise ExchangeError(
            f"this catalog holds translations into several languages: {', '.join(locales)}",
            path=path,
            advice="Join only catalogs of one language, or import each file by itself.",
        )
    said = catalog.metadata
    locale = said.get("X-Dragoman-Locale") or said.get("Language", "").replace("_", "-")
    lines = (_line(entry, locale) for entry in catalog if not entry.obsolete)
    return by_article(
        map(_of_some, lines) if len(articles) > 1 else lines,
        (said.get("X-Dragoman-Article", ""), locale),
    )


def _refuse_cut_off(text: str, path: str) -> None:
    """Raise ExchangeError where a text has no closing quotation mark, or an entry no translation.

    polib looks for neither, and takes the last letter for the mark.
    """

    def cut_off(problem: str, line: int) -> ExchangeError:
        return ExchangeError(problem, path=path, line=line, advice=CUT_OFF)

    keyword, begun = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said.startswith(("msg", '"')):
            continue
        word, mark, rest = said.partition('"')
        if word:
            keyword, begun = word, number
        inside = rest.removesuffix('"')
        escaped = (len(inside) - len(inside.rstrip("\\"))) % 2 == 1
        if mark and (inside == rest or escaped):
            raise cut_off("this text in the catalog has no closing quotation mark", number)
    if keyword and not keyword.startswith("msgstr"):
        raise cut_off(
            "the last entry of the catalog has no translation, not even an empty one", begun
        )


def _refuse_too_large(data: bytes, path: str) -> None:
    """Raise ExchangeError for what takes gigabytes, or hours, to be read.

    polib adds the lines of a text to each other one by one, which takes the longer the more there
    are.
    """
    parts = "Send it in several parts."
    if len(data) > LARGEST:
        problem = f"the catalog has more than {LARGEST >> 20} MB"
        raise ExchangeError(problem, path=path, advice=parts)
    if data.count(b"msgid") > MOST_ENTRIES:
        problem = f"the catalog has more than {MOST_ENTRIES:,} entries"
        raise ExchangeError(problem, path=path, advice=parts)
    length = 0
    for number, line in enumerate(io.BytesIO(data), 1):
        length = 0 if line.startswith(b"msg") else length + 1
        if length > MOST_LINES:
            raise ExchangeError(
                f"an entry of the catalog has more than {MOST_LINES:,} lines",
                path=path,
                line=number - length,
                advice=SAVE_ANEW,
            )


def _in_utf_8(data: bytes) -> bytes:
    """Return a catalog in UTF-8 that an editor saved in UTF-16, which gettext does not know."""
    with suppress(UnicodeDecodeError):
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16").encode()
    return data


def _decoded(data: bytes, path: str) -> str:
    """Return the text of a catalog, which is in UTF-8 or says what it is in."""
    charset = _CHARSET.search(data)
    said = charset[1].decode("ascii") if charset else "UTF-8"
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error
    try:
        return data.decode(said)
    except LookupError:
        raise _no_catalog(f"it says that it is in `{said}`, which is no encoding", path) from None
    except UnicodeDecodeError as error:
        wrong = error
    line = data.count(b"\n", 0, wrong.start) + 1
    raise _no_catalog(f"a character here is not in {said}", path, line) from None


def _no_catalog(problem: str, path: str, line: int | None = None) -> ExchangeError:
    return ExchangeError(
        f"this is not a gettext catalog: {problem}",
        path=path,
        line=line,
        advice="Save it as PO in UTF-8.",
    )


def _line(entry: polib.POEntry, locale: str) -> tuple[tuple[str, str] | None, ReturnedLine]:
    """Return what an entry says, with the article and the locale that it is of."""
    place = _PLACE.fullmatch(entry.msgctxt or "")
    said = _SAID.search(entry.comment or "")
    before = status_of("".join((said["status"] or "").split())) if said else None
    is_template = said is not None and said["status"] is None
    target: str | None = entry.msgstr.translate(_BACK).strip()
    note: str | None = entry.tcomment.translate(_BACK)
    line = _unless_filled_in(
        ReturnedLine(
            id=place["id"] if place else entry.msgctxt or "",
            source=entry.msgid.translate(_BACK),
            target=None if is_template and not target else target,
            status=_status(entry, before),
            note=None if is_template and not note else note,
            seen=said["seen"] if said else "",
            place=f"line {entry.linenum}",
            problem="it came back with plural forms" if entry.msgid_plural else "",
            wrapped=True,
        ),
        before,
    )
    return (place["article"], locale) if place else None, _with_whole_lines(line)


def _with_whole_lines(line: ReturnedLine) -> ReturnedLine:
    """Return a line with its note as it went out, where a program has only broken it anew.

    polib does so to each catalog that it saves.
    """
    if not line.note or "\n" not in line.note or line.stands:
        return line
    lines = line.note.split("\n")
    longest = max(map(len, lines))
    for width in range(longest, longest + _WIDEST):
        whole = replace(line, note=_joined(lines, width))
        if whole.stands:
            return whole
    return line


def _joined(lines: Sequence[str], width: int) -> str:
    """Join the lines that were broken because no word more had room in them."""
    joined = lines[0]
    for before, line in pairwise(lines):
        if len(before) + 1 + len(line.partition(" ")[0]) <= width:
            joined += "\n" + line
        else:
            joined += line if _HYPHENATED.search(before) else " " + line
    return joined


def _unless_filled_in(line: ReturnedLine, before: Status | None) -> ReturnedLine:
    """Return a line without the source that a program put where nothing was translated."""
    filled_in = before is Status.NEW and line.target == line.source.strip() and not line.stands
    return replace(line, target=None, status=before) if filled_in else line


def _of_some(
    said: tuple[tuple[str, str] | None, ReturnedLine],
) -> tuple[tuple[str, str] | None, ReturnedLine]:
    """Refuse a line of a joined catalog that does not say which article it is of."""
    of, line = said
    if of is None:
        problem = "the catalog holds several articles, and this entry does not say which is its own"
        line = replace(line, problem=problem)
    return of, line


def _status(entry: polib.POEntry, before: Status | None) -> Status | None:
    """Return the status that the flag means: the earlier one while the flag is as it was."""
    if not entry.msgstr:
        return before if before in (Status.NEW, Status.OMIT) else Status.NEW
    if (before in SETTLED) != entry.fuzzy and before is not None:
        return before
    return Status.DRAFT if entry.fuzzy else Status.REVIEWED
