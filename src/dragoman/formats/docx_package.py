"""The package of a Word document: its parts, how they belong together, and what is no document.

Parts are found by their relationships, whatever their names. A document in the Strict form is
read under the names of the usual form, and written under its own.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from dragoman.errors import ArticleError

LARGEST = 256 * 1024 * 1024
"""Bytes of all parts unpacked. A file that holds more is no article."""

_TYPES = "[Content_Types].xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_BODY = re.compile(rb"<(?:[\w.-]+:)?document\b")
_KINDS = (
    ("spreadsheetml", "a spreadsheet"),
    ("presentationml", "a presentation"),
    ("ms-visio", "a drawing of Visio"),
)
"""What else the main part of a package may be."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"{\\rtf", "it is an RTF document"),
    (b"%PDF", "it is a PDF document"),
    (b"<", "it is a web page or XML"),
)

_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/chart", "drawingml/2006/chart"),
    )
)  # fmt: skip
"""The names of the Strict form, and those that everybody else uses."""

_SAVE_AGAIN = "Open it in Word or LibreOffice and save it again as .docx."

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
               OSError, ValueError, KeyError)  # fmt: skip
"""What zipfile raises for packages that are damaged, encrypted, or packed by methods it lacks."""


class Package:
    """The parts of a document by their names, and their trees."""

    def __init__(self, path: str, data: bytes) -> None:
        """Open a package. Raises ArticleError for what is no Word document."""
        self.path = path
        self._data = data
        self._zip = self._opened(data)
        self.names = tuple(self._zip.namelist())
        self._known = {name.lstrip("/").replace("\\", "/").lower(): name for name in self.names}
        size = sum(info.file_size for info in self._zip.infolist())
        if size > LARGEST:
            raise ArticleError(
                f"the document holds {size // 1_000_000:,} MB when it is unpacked",
                path=path,
                advice="Take the large pictures out, or divide the document.",
            )
        self._trees: dict[str, Any] = {}
        self.changed: set[str] = set()
        """The names of the parts whose trees are to be written."""

        self.main = self._main()
        self._strict = _STRICT[0][0] in self.read(self.main)

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        refuse_protected(self.path, data)
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE:
            raise _no_document(self.path, _instead(data)) from None

    def _main(self) -> str:
        """Return the name of the part that holds the text."""
        found = next(iter(self.related("", "officeDocument")), None)
        kind = self._kind(found) if found is not None else ""
        for sign, what in _KINDS:
            if sign in kind:
                raise _no_document(self.path, f"it is {what}")
        if found is not None and _BODY.search(self.read(found).replace(b"\0", b"")):
            return found
        if "mimetype" in self._known and b"opendocument" in self.read(self._known["mimetype"]):
            raise _no_document(self.path, "it is an OpenDocument file; give it the ending .odt")
        raise _no_document(self.path, "no part of it holds the text")

    def _kind(self, name: str) -> str:
        """Return the content type of a part, empty where the package does not say."""
        types = self._known.get(_TYPES.lower())
        if types is None:
            return ""
        for override in self.tree(types):
            part = str(override.get("PartName", "")).lstrip("/").lower()
            if part == name.lower():
                return str(override.get("ContentType", ""))
        return ""

    def read(self, name: str) -> bytes:
        """Return what a part holds. Raises ArticleError where it is damaged."""
        try:
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise self._damaged(name, error) from None

    def tree(self, name: str) -> Any:
        """Return the root of a part's XML, the same at every call."""
        if name not in self._trees:
            data = self.read(name)
            if b"purl.oclc.org/ooxml" in data:
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            try:
                self._trees[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as error:
                raise self._damaged(name, error) from None
        return self._trees[name]

    def related(self, source: str, kind: str) -> Iterator[str]:
        """Yield the parts that a part is related to by relationships of a kind.

        `source` is empty for the package itself. What leads out of the package, or nowhere, is
        left out.
        """
        for relation in self._relations(source):
            if relation.get("TargetMode") == "External":
                continue
            if str(relation.get("Type", "")).rpartition("/")[2] != kind:
                continue
            name = self._target(source, str(relation.get("Target", "")))
            if name is not None:
                yield name

    def by_id(self, source: str, wanted: str) -> str | None:
        """Return the part that a relationship's id leads to, if there is one."""
        for relation in self._relations(source):
            if relation.get("Id") == wanted and relation.get("TargetMode") != "External":
                return self._target(source, str(relation.get("Target", "")))
        return None

    def _relations(self, source: str) -> Iterator[Any]:
        folder, name = posixpath.split(source)
        found = self._known.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        if found is not None:
            yield from self.tree(found).iter(_RELATIONS)

    def _target(self, source: str, target: str) -> str | None:
        joined = posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/"))
        bare = posixpath.normpath(joined).lstrip("/").lower()
        return self._known.get(bare) or self._known.get(unquote(bare))

    def _damaged(self, name: str, error: object) -> ArticleError:
        if "password" in str(error):
            return _protected(self.path)
        return ArticleError(
            f"this is not a Word document, or it is damaged: of its part {name}, {error}",
            path=self.path,
            advice=_SAVE_AGAIN,
        )

    def packed(self) -> bytes:
        """Return the package with the trees of the changed parts; all else keeps its bytes."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self._zip.infolist():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = info.compress_type
                entry.external_attr = info.external_attr
                changed = info.filename in self.changed
                new.writestr(
                    entry, self._written(info.filename) if changed else self._zip.read(info)
                )
        return result.getvalue()

    def _written(self, name: str) -> bytes:
        root = self._trees[name]
        data: bytes = etree.tostring(
            root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
        )
        for strict, usual in _STRICT if self._strict else ():
            data = data.replace(usual, strict)
        return data


def refuse_protected(path: str, data: bytes) -> None:
    """Raise ArticleError for a document that a password locks, and for one of the old kind."""
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(path)
    raise ArticleError(
        "this is not a Word document of the kind .docx: it is an old one (.doc)",
        path=path,
        advice=_SAVE_AGAIN,
    )


def _protected(path: str) -> ArticleError:
    return ArticleError(
        "a password protects this document",
        path=path,
        advice="Open it with the password in Word or LibreOffice, take the password off, and save "
        "it again.",
    )


def _instead(data: bytes) -> str:
    """Say what a file is that is no package."""
    if not data.strip(b"\0 \t\r\n"):
        return "it holds nothing"
    if data.startswith(b"PK"):
        return "its end is missing, so it was not copied whole, or it is damaged"
    bare = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((what for sign, what in _OTHERS if bare.startswith(sign)), "it is no package")


def _no_document(path: str, why: str) -> ArticleError:
    return ArticleError(f"this is not a Word document: {why}", path=path, advice=_SAVE_AGAIN)
