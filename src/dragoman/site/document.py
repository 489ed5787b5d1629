"""What a page of the site shows of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo


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
    published: str = ""
    """When it was published: the day, or in ISO 8601 the time with its zone."""

    changed: str = ""
    """When it was last revised, written likewise."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a web page needs it."""

    facts: Facts

    body: str
    """HTML of what stands below the title."""

    headings: tuple[str, ...] = ()
    """The ids of its headings, in order."""

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that the file itself holds, by the addresses that the body gives them."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of an article beside its file."""

    locale: str = "en"
    zone: tzinfo | None = None
    """That of dates that name none; `None` is the machine's."""

    headings: tuple[str, ...] = ()
    """In copies the ids of the original's headings: links to them hold in all languages."""

    shape: str = ""
    """In copies of plain texts what each paragraph is, as `from_text.KINDS` writes it."""

    notes: tuple[str, ...] = ()
    """In copies what was written for the readers beside the text: the page says it itself."""


NO_HINTS = Hints()
