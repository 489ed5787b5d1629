"""Files for people who do not use Dragoman: a translation goes out, and comes back with their work.

`write` makes a file of a `Sheet`, `read` returns what stands in one that came back. A format is
one row of `FORMATS`. Nothing here knows the newsroom's files: `dragoman.workflow.exchange` says
what is sent, and what becomes of what returns.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from zipfile import BadZipFile

from dragoman.errors import ExchangeError
from dragoman.exchange.packed import members
from dragoman.exchange.sheet import Returned, ReturnedLine, Sheet, SheetLine, holdable

__all__ = [
    "FORMATS",
    "ExchangeFormat",
    "Returned",
    "ReturnedLine",
    "Sheet",
    "SheetLine",
    "form_of",
    "is_as_sent",
    "read",
    "write",
]


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """One kind of file that is exchanged."""

    name: str
    """As on the command line."""

    suffix: str
    what: str

    module: str
    """Has `write(Sheet) -> bytes` and `read(bytes, path) -> tuple[Returned, ...]`, which raises
    ExchangeError. It is loaded when it is used."""

    offers: bool = False
    """Whether it has a place for matches from the memory."""

    @property
    def write(self) -> Callable[[Sheet], bytes]:
        """What makes a file."""
        made: Callable[[Sheet], bytes] = import_module(self.module).write
        return made

    @property
    def read(self) -> Callable[[bytes, str], tuple[Returned, ...]]:
        """What reads one."""
        made: Callable[[bytes, str], tuple[Returned, ...]] = import_module(self.module).read
        return made


FORMATS = {
    each.name: each
    for each in (
        ExchangeFormat("xlsx", ".xlsx", "a spreadsheet", "dragoman.exchange.xlsx"),
        ExchangeFormat(
            "xliff", ".xlf", "XLIFF 1.2, for translation tools", "dragoman.exchange.xliff", True
        ),
        ExchangeFormat(
            "xliff2", ".xliff", "XLIFF 2.1, for newer ones", "dragoman.exchange.xliff2", True
        ),
        ExchangeFormat("docx", ".docx", "a table in a Word document", "dragoman.exchange.docx"),
        ExchangeFormat("po", ".po", "a gettext catalog", "dragoman.exchange.po"),
        ExchangeFormat("pot", ".pot", "a gettext template", "dragoman.exchange.pot"),
    )
}
"""Every format by its name."""


def write(sheet: Sheet, name: str) -> bytes:
    """Return the sheet as a file of the format called `name`.

    Raises ExchangeError for an article whose name no such file can hold: it would not be known
    when the file comes back.
    """
    if holdable(sheet.article) != sheet.article or len(sheet.article.splitlines()) > 1:
        raise ExchangeError(
            "the name of this article has control characters, and files for translators hold none",
            path=sheet.article,
            advice="Give it another name with: dragoman mv",
        )
    return FORMATS[name].write(sheet)


def read(data: bytes, path: str) -> tuple[Returned, ...]:
    """Return what stands in a file that came back, for each article; `path` tells its format.

    Raises ExchangeError for a file that is not one of ours, or that is damaged.
    """
    form = form_of(path, data)
    try:
        # What openpyxl warns of, such as rules for what may be typed into a cell, is nothing that
        # we read; it tells so with the lines of its own code.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return form.read(data, path)
    except _DAMAGED as error:
        # What the libraries say is about their own insides, or about bytes of the file.
        raise ExchangeError(
            f"the file is damaged: it cannot be read as {form.what}",
            path=path,
            advice="Ask for it once more, or open it in the program that wrote it, and save it "
            "anew.",
        ) from error


def is_as_sent(data: bytes, path: str, sheet: Sheet, now: bytes) -> bool:
    """Whether nobody worked in a file that went out for the article and the locale of the sheet.

    `now` is what would go out today. What another program saved may hold more than is read back,
    such as a sheet of its own, and is not as it was sent.
    """
    try:
        found = read(data, path)
    except ExchangeError:
        return False
    return members(data) == members(now) and all(
        (each.article, each.target) == (sheet.article, sheet.target)
        and all(line.unchanged or line.empty for line in each.lines)
        for each in found
    )


_DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What the libraries that read workbooks, documents and catalogs raise for odd bytes. A
`SyntaxError` is that of a parser of XML."""


_WORKED_IN = {
    ".sdlxliff": "Trados Studio: “Save Target As”, or “Generate Target Translations”",
    ".mqxliff": "memoQ: “Export”, which writes the file as it came, not “Export Bilingual”",
    ".mqxlz": "memoQ: “Export”, which writes the file as it came, not “Export Bilingual”",
    ".mxliff": "Phrase: “Download”, “Completed file”",
}
"""How programs that keep what they work on in a kind of their own give the translation out."""


def is_exchanged(name: str) -> bool:
    """Whether a file of this name may have come back; a program's mark of a file in use has not."""
    kinds = {*_WORKED_IN, *(known.suffix for known in FORMATS.values())}
    return PurePath(name).suffix.lower() in kinds and not name.startswith(("~$", "."))


def form_of(path: str, data: bytes) -> ExchangeFormat:
    """Return the format of a file. Raises ExchangeError where it is not one of `FORMATS`."""
    suffix = PurePath(path).suffix.lower()
    if suffix in (".xlf", ".xliff"):
        # A program may have saved it in UTF-16.
        newer = b"urn:oasis:names:tc:xliff:document:2" in data[:8192].replace(b"\0", b"")
        return FORMATS["xliff2" if newer else "xliff"]
    for known in FORMATS.values():
        if known.suffix == suffix:
            return known
    if suffix in _WORKED_IN:
        raise ExchangeError(
            f"files of the kind “{suffix}” are for the program that translators work in alone",
            path=path,
            advice=f"Ask for the translated file. {_WORKED_IN[suffix]}.",
        )
    raise ExchangeError(
        f"files of the kind “{suffix}” are not exchanged",
        path=path,
        advice=f"Give a file that `dragoman exchange export` made: {endings()}.",
    )


def endings() -> str:
    """Return the endings of the files that are exchanged, for people."""
    return ", ".join(sorted({known.suffix for known in FORMATS.values()}))
