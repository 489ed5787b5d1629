"""The package of a Word document: its parts, how they belong together, and what is no document.

Parts are found by their relationships, whatever their names. A document in the Strict form is
read under the names of the usual form, and written under its own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from dragoman.errors import ArticleError
from dragoman.formats.office_parts import Parts, protected
from dragoman.patterns import lazily

_TYPES = "[Content_Types].xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_BODY = lazily(rb"<(?:[\w.-]+:)?document\b")
_KINDS = (
    ("spreadsheetml", "a spreadsheet"),
    ("presentationml", "a presentation"),
    ("ms-visio", "a drawing of Visio"),
)
"""What else the main part of a package may be."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


class Package(Parts):
    """The parts of a document by their names and relationships."""

    kind = "Word document"
    advice = "Open it in Word or LibreOffice and save it again as .docx."

    def __init__(self, path: str, data: bytes) -> None:
        """Open a package. Raises ArticleError for what is no Word document."""
        refuse_protected(path, data)
        super().__init__(path, data)
        self._known = {name.lstrip("/").replace("\\", "/").lower(): name for name in self.names}
        self.main = self._main()
        self._strict = _STRICT[0][0] in self.read(self.main)

    def _main(self) -> str:
        """Return the name of the part that holds the text."""
        found = next(iter(self.related("", "officeDocument")), None)
        kind = self._kind(found) if found is not None else ""
        for sign, what in _KINDS:
            if sign in kind:
                raise self.refused(f"it is {what}")
        if found is not None and _BODY.search(self.read(found).replace(b"\0", b"")):
            return found
        if "mimetype" in self._known and b"opendocument" in self.read(self._known["mimetype"]):
            raise self.refused("it is an OpenDocument file; give it the ending .odt")
        raise self.refused("no part of it holds the text")

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

    def renamed(self, data: bytes) -> bytes:
        """Return a part's XML under the usual names, if it is in the Strict form."""
        for strict, usual in _STRICT if b"purl.oclc.org/ooxml" in data else ():
            data = data.replace(strict, usual)
        return data

    def restored(self, data: bytes) -> bytes:
        """Return a part's XML under the names of the Strict form, if that is the document's."""
        for strict, usual in _STRICT if self._strict else ():
            data = data.replace(usual, strict)
        return data

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

    def addresses(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield the ids of the relationships by which a part leads out, and where they lead."""
        for relation in self._relations(source):
            if relation.get("TargetMode") == "External":
                yield str(relation.get("Id")), str(relation.get("Target", ""))

    def _relations(self, source: str) -> Iterator[Any]:
        folder, name = posixpath.split(source)
        found = self._known.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        if found is not None:
            yield from self.tree(found).iter(_RELATIONS)

    def _target(self, source: str, target: str) -> str | None:
        joined = posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/"))
        bare = posixpath.normpath(joined).lstrip("/").lower()
        return self._known.get(bare) or self._known.get(unquote(bare))


def refuse_protected(path: str, data: bytes) -> None:
    """Raise ArticleError for a document that a password locks, and for one of the old kind."""
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected(path)
    raise ArticleError(
        "this is not a Word document of the kind .docx: it is an old one (.doc)",
        path=path,
        advice=Package.advice,
    )
