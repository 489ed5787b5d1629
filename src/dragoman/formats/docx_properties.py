"""Custom properties of a Word document: what programs are told of a copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)


def with_properties(data: bytes, values: Mapping[str, str]) -> bytes:
    """Return the document with the properties; one that has some of its own keeps those instead.

    The same input gives the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        if not values or _PART in old.namelist():
            return data
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = info.compress_type
                entry.external_attr = info.external_attr
                new.writestr(entry, _changed(info.filename, old.read(info)))
            added = zipfile.ZipInfo(_PART, (1980, 1, 1, 0, 0, 0))
            added.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(added, _part(values))
    return result.getvalue()


def _changed(name: str, data: bytes) -> bytes:
    """Name the new part where the package lists its parts."""
    if name == "[Content_Types].xml":
        added = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/>'
        return data.replace(b"</Types>", added.encode() + b"</Types>", 1)
    if name == "_rels/.rels":
        added = f'<Relationship Id="rIdDragoman" Type="{_RELATION}" Target="{_PART}"/>'
        return data.replace(b"</Relationships>", added.encode() + b"</Relationships>", 1)
    return data


def _part(values: Mapping[str, str]) -> bytes:
    lines = [
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<Properties {_NAMESPACES}>{''.join(lines)}</Properties>".encode()
