"""What the site takes from an article's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from dragoman.publishing import metadata, release
from dragoman.publishing.metadata import Value, Values
from dragoman.site.document import Facts


def front(path: str, text: str) -> tuple[Values, int]:
    """Return the front matter's values, and where it ends: nothing and 0 where there is none.

    Raises ArticleError where it cannot be read.
    """
    return metadata.read(path, text)


def facts(values: Values, title: str, description: str, zone: tzinfo | None) -> Facts:
    """Return the facts that metadata give; `title` stands in where they name none."""
    image = values.get("image") or values.get("cover") or values.get("og:image") or ""
    if isinstance(image, list):
        image = image[0] if image else ""
    source, alt = (
        (image.get("src") or image.get("url") or "", image.get("alt") or image.get("caption") or "")
        if isinstance(image, Mapping)
        else (image, values.get("og:image:alt", ""))
    )
    told = release.read("", values, zone)
    return Facts(
        title=_line(values.get("title")) or title,
        day=told.date.day if told.date else None,
        description=_line(values.get("description") or values.get("summary")) or description,
        image=_line(source),
        image_alt=_line(alt),
        author=_names(values.get("author") or values.get("authors") or ""),
        published=told.date.text if told.date else "",
        changed=told.changed.text if told.changed else "",
    )


def _names(value: Value) -> str:
    """Return the name of an author, or of several, as lists and mappings give them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value)))
    return _line(value.get("name")) if isinstance(value, Mapping) else _line(value)


def _line(value: Value | None) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
