"""What a page tells its readers of its translation, set apart from the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from dragoman import languages
from dragoman.publishing import disclosure
from dragoman.publishing.disclosure import DisclosureNote
from dragoman.publishing.marks import MARKS, SCHEME, making
from dragoman.publishing.messages import messages
from dragoman.site.frame import Site, address_of
from dragoman.site.version import Version

_TITLE = "%(title)s"


def note(site: Site, version: Version, pages: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the note on how a copy was made; `None` where there is none to show.

    `pages` holds the pages of all its versions by locale: the original is linked on this site.
    """
    told = version.told
    if told is None or told.note is None:
        return None
    return {
        **_in_language(version.locale, told.note.language),
        "sentences": told.note.sentences,
        "line": _line(site, version, told.note, pages),
        "first": told.first,
    }


def mark(site: Site, version: Version, pages: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the mark of a copy whose original has changed; `None` for all others."""
    if not version.outdated:
        return None
    said = messages(version.locale)
    sentences = disclosure.note_of_change(said, version.day, version.locale)
    original = pages.get(site.source)
    address = address_of(site, original, version.page) if original else ""
    return {
        **_in_language(version.locale, said.language),
        "sentences": sentences,
        "address": address,
        "original": languages.own_name(site.source),
        "original_locale": site.source,
    }


def made(version: Version) -> str:
    """Return how a copy was made, as categories name it; empty for an original."""
    return making(version.told.share).value if version.told is not None else ""


def source_type(version: Version) -> dict[str, str] | None:
    """Return the terms for how a copy was made; `None` where there is none."""
    found = MARKS[making(version.told.share)] if version.told is not None else None
    if found is None:
        return None
    return {"scheme": SCHEME, "term": found.iptc, "address": found.address}


def _in_language(locale: str, language: str) -> dict[str, str]:
    own = locale if languages.language(locale) == language else language
    return {"language": own, "direction": languages.direction(own)}


def _line(site: Site, version: Version, note: DisclosureNote, pages: Mapping[str, str]) -> Markup:
    """Return the line on the original, its title linked."""
    source = note.source
    if source is None or _TITLE not in note.original:
        return Markup("{}").format(note.original)
    page = pages.get(site.source)
    address = address_of(site, page, version.page) if page is not None else source.address
    direction = languages.direction(source.language)
    title = Markup('<cite lang="{0}" dir="{1}">{2}</cite>').format(
        source.language, direction, source.title or source.address
    )
    if address:
        title = Markup('<a href="{0}" hreflang="{1}">{2}</a>').format(
            address, source.language, title
        )
    before, after = note.original.split(_TITLE, 1)
    return Markup("{0}{1}{2}").format(before, title, after)
