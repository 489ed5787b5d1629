"""The names of elements in OpenDocument files, as lxml writes them."""

from __future__ import annotations

_BASE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    **{
        name: f"{_BASE}:{name}:1.0" for name in ("office", "text", "table", "style", "meta", "form")
    },
    "draw": f"{_BASE}:drawing:1.0",
    "fo": f"{_BASE}:xsl-fo-compatible:1.0",
    "svg": f"{_BASE}:svg-compatible:1.0",
    "manifest": f"{_BASE}:manifest:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def qn(name: str) -> str:
    """Return the full name of `text:p` and the like."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def names(prefix: str, locals_: str) -> frozenset[str]:
    """Return the full names of several with one prefix, parted by spaces."""
    return frozenset(qn(f"{prefix}:{each}") for each in locals_.split())
