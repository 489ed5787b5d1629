"""Archives: those that unpack to more than memory holds are refused, ours say no time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO

from dragoman.errors import ExchangeError
from dragoman.formats import elements

LARGEST = 64 << 20
"""Bytes that a file may unpack to: a table of 200,000 sentences has less, a document of 20,000."""


SAVE_ANEW = (
    "Open it in the program that wrote it, and save it anew. If that does not help, ask for it "
    "once more."
)
"""What to do about a file in which something is odd that nobody sees."""

MOST_OF_OTHERS = 200_000
"""Elements that a part without texts may have: the styles of a workbook, its list of sheets. What
becomes of each takes more than an element does."""

_WITH_TEXTS = frozenset((b"worksheet", b"sst", b"document", b"comments"))
"""The roots of the parts that hold what people wrote."""

_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)")

_PIECE = 1 << 20


def refuse_bomb(data: bytes, path: str) -> None:
    """Raise `ExchangeError` for a file that unpacks to too much, and `BadZipFile` for no archive.

    No member gives more bytes than the archive says that it has. What is little can be much when
    it is read: the elements of each part are counted.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise ExchangeError(
                f"the file unpacks to more than {LARGEST >> 20} MB",
                path=path,
                advice="Send it in several parts.",
            )
        for entry in archive.infolist():
            with archive.open(entry) as part:
                first = part.read(_PIECE)
                root = _ROOT.search(first)
                with_texts = root is not None and root[1] in _WITH_TEXTS
                most = elements.MOST if with_texts else MOST_OF_OTHERS
                if elements.count(chain((first,), _pieces(part))) > most:
                    raise ExchangeError(
                        f"the part {entry.filename} of this file has more than {most:,} elements",
                        path=path,
                        advice="Send it in several parts." if with_texts else SAVE_ANEW,
                    )


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    while piece := part.read(_PIECE):
        yield piece


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""What begins the names of the Strict form, as some programs save where they are told to."""


def in_usual_form(data: bytes) -> bytes:
    """Return a workbook or a document with the names that all but the Strict form use."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        there = _RELATIONS in archive.namelist()
        if not there or not _STRICT.search(archive.read(_RELATIONS)):
            return data

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return content
        return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)

    return repacked(data, change)


_RELATIONS = "_rels/.rels"
"""What an archive is, and where that is in it."""


def members(data: bytes) -> frozenset[str]:
    """Return the names of what is in an archive; of any other file, none."""
    stream = io.BytesIO(data)
    if not zipfile.is_zipfile(stream):
        return frozenset()
    with zipfile.ZipFile(stream) as archive:
        return frozenset(archive.namelist())


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content
) -> bytes:
    """Return an archive that is the same at any time, its members as `change` makes each of them.

    `change` is given the name of a member and what is in it.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            after.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
