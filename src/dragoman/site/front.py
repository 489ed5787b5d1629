"""What the site takes from an article's front matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dragoman.formats import front_matter
from dragoman.publishing import metadata
from dragoman.site.document import Facts


def front(path: str, text: str) -> tuple[Mapping[str, Any], int]:
    """Return the front matter's values, and where it ends: nothing and 0 where there is none.

    Raises ArticleError where it cannot be read.
    """
    _, end = front_matter.spans(path, text, ())
    return (metadata.read(path, text[:end])[0] if end else {}), end


def facts(values: Mapping[str, Any], title: str, description: str = "") -> Facts:
    """Return the facts that front matter gives; `title` stands in where it names none."""
    image = values.get("image") or values.get("cover") or ""
    source, alt = (
        (image.get("src") or image.get("url") or "", image.get("alt") or image.get("caption") or "")
        if isinstance(image, Mapping)
        else (image, "")
    )
    author = values.get("author") or ""
    if isinstance(author, list):
        author = ", ".join(map(str, author))
    return Facts(
        title=_line(values.get("title")) or title,
        day=day(values.get("date")),
        description=_line(values.get("description") or values.get("summary")) or description,
        image=_line(source),
        image_alt=_line(alt),
        author=_line(author) if not isinstance(author, Mapping) else "",
    )


def day(value: object) -> date | None:
    """Return the day that a value of YAML or of an attribute means, if it means one."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _line(value: object) -> str:
    return " ".join(str(value).split()) if value not in (None, False) else ""
