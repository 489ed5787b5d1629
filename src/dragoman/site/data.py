"""Structured data of an article, in the terms of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.publishing.marks import MARKS, makers, making
from dragoman.site.frame import Site, address_of
from dragoman.site.version import Version


def of_article(
    site: Site, version: Version, pages: Mapping[str, str], picture: str
) -> dict[str, Any]:
    """Return what programs are told of a page; `pages` holds all versions of it by locale."""
    facts = version.facts
    publisher = {"@type": "Organization", "name": site.title(version.locale)}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.title,
        "inLanguage": version.locale,
        "publisher": publisher,
    }
    if facts.description:
        found["description"] = facts.description
    if facts.published:
        found["datePublished"] = facts.published
    if facts.changed:
        found["dateModified"] = facts.changed
    if facts.author:
        found["author"] = {"@type": "Person", "name": facts.author}
    if picture:
        found["image"] = picture
    if site.address:
        found["url"] = site.absolute(version.page)
    others = {locale: page for locale, page in pages.items() if locale != version.locale}
    if version.told is None:
        if others:
            found["workTranslation"] = [_work(site, version, each, others) for each in others]
        return found
    if site.source in others:
        found["translationOfWork"] = _work(site, version, site.source, others)
    return {**found, **_translation(version, publisher)}


def _work(site: Site, version: Version, locale: str, pages: Mapping[str, str]) -> dict[str, Any]:
    address = address_of(site, pages[locale], version.page)
    return {"@type": "NewsArticle", "url": address, "inLanguage": locale}


def _translation(version: Version, publisher: Mapping[str, str]) -> dict[str, Any]:
    """Return who and what made a translation, and who answers for it."""
    if version.told is None:
        return {}
    share = version.told.share
    found: dict[str, Any] = {}
    mark = MARKS[making(share)]
    if mark is not None:
        found["digitalSourceType"] = mark.schema_address
    if makers(share):
        found["creditText"] = f"{making(share).value}: {', '.join(makers(share))}"
    if share.reviewed:
        found["editor" if makers(share) else "translator"] = publisher
    if share.answers:
        found["accountablePerson"] = {"@type": "Person", "name": share.answers}
    return found
