"""The parts of a document that is a package of XML files: reading and writing them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final

from lxml import etree

from dragoman.errors import ArticleError
from dragoman.formats import elements

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts unpacked. A file that holds more is no article."""

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
              OSError, ValueError, KeyError)  # fmt: skip
"""What zipfile raises for packages that are damaged, encrypted, or packed by methods it lacks."""


class Parts:
    """The parts of a package by their names, and their trees."""

    kind = "document"
    """What messages call a file of the kind."""

    advice = "Open it in the program that made it and save it again."

    def __init__(self, path: str, data: bytes) -> None:
        """Open a package. Raises ArticleError for what is none, and for one that is too large."""
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE:
            raise self.refused(_instead(data)) from None
        self.names = tuple(self._zip.namelist())
        self._trees: dict[str, Any] = {}
        self.changed: set[str] = set()
        """The names of the parts whose trees are to be written."""

        size = sum(info.file_size for info in self._zip.infolist())
        if size > LARGEST:
            raise ArticleError(
                f"the document holds {size // 1_000_000:,} MB when it is unpacked",
                path=path,
                advice="Take the large pictures out, or divide the document.",
            )
        self._try_all()

    def _try_all(self) -> None:
        """Read each part once: what is damaged is told before anybody works on the article."""
        try:
            damaged = self._zip.testzip()
        except UNREADABLE as error:
            if "password" in str(error):
                raise protected(self.path) from None
            raise self.refused(f"it is damaged ({error})") from None
        if damaged is not None:
            raise self._damaged(damaged, "the checksum is wrong")

    def refused(self, why: str) -> ArticleError:
        """Return the error that says why this is no such document."""
        problem = f"this is not {_with_article(self.kind)}: {why}"
        return ArticleError(problem, path=self.path, advice=self.advice)

    def read(self, name: str) -> bytes:
        """Return what a part holds. Raises ArticleError where it is damaged."""
        try:
            return self._zip.read(name)
        except UNREADABLE as error:
            raise self._damaged(name, error) from None

    def tree(self, name: str) -> Any:
        """Return the root of a part's XML, the same at every call."""
        if name not in self._trees:
            data = self.renamed(self.read(name))
            if elements.count((data,)) > elements.MOST:
                raise ArticleError(
                    f"the part {name} of the document has more than {elements.MOST:,} elements",
                    path=self.path,
                    advice="Divide the document.",
                )
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True, collect_ids=False
            )
            try:
                root = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as error:
                told = f"line {error.lineno} is not well-formed XML"
                raise self._damaged(name, told) from None
            if next(root.iter(etree.Entity), None) is not None:
                raise self._damaged(name, "texts stand in entities, which no such document has")
            self._trees[name] = root
        return self._trees[name]

    def renamed(self, data: bytes) -> bytes:
        """Return a part's XML with the usual names of its namespaces."""
        return data

    def restored(self, data: bytes) -> bytes:
        """Return a part's XML with its own names of namespaces."""
        return data

    def _damaged(self, name: str, error: object) -> ArticleError:
        if "password" in str(error):
            return protected(self.path)
        return ArticleError(
            f"this is not {_with_article(self.kind)}, or it is damaged: "
            f"of its part {name}, {error}",
            path=self.path,
            advice=self.advice,
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
                written = self._written(info.filename) if changed else self._zip.read(info)
                new.writestr(entry, written)
        return result.getvalue()

    def _written(self, name: str) -> bytes:
        tree = self._trees[name].getroottree()
        data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.restored(data)


def protected(path: str) -> ArticleError:
    """Return the error for a document that cannot be read without a password."""
    return ArticleError(
        "a password protects this document",
        path=path,
        advice="Open it with the password in Word or LibreOffice, take the password off, and "
        "save it again.",
    )


_OTHERS = (
    (b"{\\rtf", "it is an RTF document"),
    (b"%PDF", "it is a PDF document"),
    (b"<", "it is a web page or XML"),
)


def _instead(data: bytes) -> str:
    """Say what a file is that is no package."""
    if not data.strip(b"\0 \t\r\n"):
        return "it holds nothing"
    if data.startswith(b"PK"):
        return "its end is missing, so it was not copied whole, or it is damaged"
    bare = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next(
        (what for sign, what in _OTHERS if bare.startswith(sign)),
        "it is damaged, or of another kind",
    )


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind}"
