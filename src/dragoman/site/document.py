"""What a page of the site shows of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the list of articles, feeds and other versions need to know of an article."""

    title: str
    """Plain text, on one line. Never empty."""

    day: date | None = None
    description: str = ""
    image: str = ""
    """The address of its picture as the article gives it: relative to the article or absolute."""

    image_alt: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a web page needs it."""

    facts: Facts

    body: str
    """HTML of what stands below the title."""
