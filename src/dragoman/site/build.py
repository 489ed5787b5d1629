"""Make the pages of a site from its versions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from dragoman import languages
from dragoman.publishing.disclosure import dated
from dragoman.publishing.moments import Moment
from dragoman.site import data, links, notes
from dragoman.site.frame import Site, address_of
from dragoman.site.version import Version, Versions
from dragoman.typography.dates import long_date

STYLE = "style.css"
MEDIA = "media"
"""The folder of pictures and other files that articles show or link to."""

IN_FEED = 30
"""How many articles a feed holds: the latest."""

IN_SITEMAP = 5_000
"""How many articles a part of a sitemap holds. The protocol allows 50,000 addresses and 50 MB; each
names the pages in all locales, so that of many locales 50 MB would be reached first."""


def article_page(
    site: Site, version: Version, body: str, pages: Mapping[str, str], picture: str = ""
) -> str:
    """Return the page of an article in one locale.

    `pages` holds the pages of all its versions by locale, this one included. `picture` is the
    path of its picture on the site, or a whole address.
    """
    facts = version.facts
    whole = picture if "://" in picture else site.absolute(picture) if picture else ""
    context = {
        **_frame(site, version.locale, version.page, pages),
        "facts": facts,
        "body": body,
        "date": long_date(facts.day, version.locale) if facts.day else "",
        "picture": whole if "://" in whole else "",
        "note": notes.note(site, version, pages),
        "mark": notes.mark(site, version, pages),
        "source_type": notes.source_type(version),
        "og_alternates": [og_locale(each) for each in pages if each != version.locale],
        "data": data.of_article(site, version, pages, whole if "://" in whole else ""),
    }
    return site.theme.render("article.html", context)


Make = Callable[[], str]
"""Makes a page. Raises `ProjectError` where its template does not work: the others can be made."""


def list_pages(site: Site, locale: str, versions: Versions) -> Iterator[tuple[str, Make]]:
    """Yield path and page of each part of a locale's list of articles, the latest first."""
    count = -(-len(versions) // site.per_page)
    for number, part in enumerate(versions.parts(site.per_page), start=1):
        path = list_page(locale, number)
        pages = {each: list_page(each) for each in site.locales} if number == 1 else {locale: path}
        context = {
            **_frame(site, locale, path, pages),
            "articles": [_entry(version, links.relative(version.page, path)) for version in part],
            "newer": _beside(locale, number - 1, path) if number > 1 else "",
            "older": _beside(locale, number + 1, path) if number < count else "",
        }
        yield path, partial(site.theme.render, "list.html", context)


def list_page(locale: str, number: int = 1) -> str:
    """Return the path of a part of a locale's list, counted from 1."""
    return f"{locale}/index.html" if number == 1 else f"{locale}/page-{number}.html"


def home_page(site: Site) -> str:
    """Return the page at the top, where a reader chooses the language."""
    pages = {locale: list_page(locale) for locale in site.locales}
    frame = _frame(site, site.locales[0], "index.html", pages)
    context = {**frame, "choice": frame["switch"], "switch": (), "home": "index.html", "feed": ""}
    return site.theme.render("home.html", context)


def notice_page(
    site: Site,
    locale: str,
    page: str,
    pages: Mapping[str, str],
    since: date | None,
    reason: str,
) -> str:
    """Return the page that stands in the place of an article that was withdrawn.

    `pages` holds these pages by locale. `reason` is in the locale's language, or empty.
    """
    said = site.words(locale)
    told = said["withdrawn"]
    if since is not None:
        told = dated(said["withdrawn_on"], long_date(since, said["locale"]))
    context = {**_frame(site, locale, page, pages), "told": told, "reason": reason}
    return site.theme.render("notice.html", context)


def feed(
    site: Site,
    locale: str,
    versions: Versions,
    gone: Sequence[tuple[str, Moment | None]] = (),
) -> str:
    """Return the locale's Atom feed.

    It holds the latest articles that have a date: Atom asks for one, and none is made up. `gone`
    are the pages of withdrawn articles, with the time; readers' programs take those out.
    """
    latest: list[Version] = []
    updated = ""
    for version in versions:
        if version.facts.day is not None:
            updated = max(updated, _updated(version))
            latest += [version] if len(latest) < IN_FEED else []
    own = feed_path(locale)
    context = {
        "locale": locale,
        "site_title": site.title(locale),
        "id": _id(site, list_page(locale)),
        "updated": updated or "1970-01-01T00:00:00Z",
        "own_address": address_of(site, own, own),
        "list_address": address_of(site, list_page(locale), own),
        "entries": [
            {
                **_entry(version, address_of(site, version.page, own)),
                "id": _id(site, version.page),
                "updated": _updated(version),
                "published": stamp(version.facts.published),
                "mark": notes.mark(site, version, {}),
                "made": notes.made(version),
                "source_type": notes.source_type(version),
            }
            for version in latest
        ],
        "gone": [
            {"id": _id(site, page), "when": stamp(since.text)} for page, since in gone if since
        ],
    }
    return site.theme.render("feed.xml", context)


def stamp(told: str) -> str:
    """Return a day, or a time with its zone, as feeds and structured data need it: RFC 3339."""
    return told if "T" in told else f"{told}T00:00:00Z"


def _updated(version: Version) -> str:
    """Return when an article was last touched, by its own account."""
    return stamp(max(version.facts.changed, version.facts.published))


def feed_path(locale: str) -> str:
    """Return the path of a locale's feed."""
    return f"{locale}/feed.xml"


def sitemaps(
    site: Site, locale: str, versions: Versions, pages: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Make]]:
    """Yield path and text of each part of the locale's sitemap.

    `pages` holds for each article its pages by locale. Sitemaps hold whole addresses: there are
    none for a site without its own.
    """
    lists = {each: list_page(each) for each in site.locales}
    places = [_place(site, lists, locale, "")]
    number = 1
    for part in versions.parts(IN_SITEMAP):
        for version in part:
            facts = version.facts
            day = facts.changed or facts.published
            places.append(_place(site, pages[version.article], locale, day))
        context = {"places": places}
        yield sitemap_path(locale, number), partial(site.theme.render, "sitemap.xml", context)
        places = []
        number += 1
    if places:
        context = {"places": places}
        yield sitemap_path(locale), partial(site.theme.render, "sitemap.xml", context)


def sitemap_path(locale: str, number: int = 1) -> str:
    """Return the path of a part of a locale's sitemap, counted from 1."""
    return f"{locale}/sitemap.xml" if number == 1 else f"{locale}/sitemap-{number}.xml"


def for_crawlers(site: Site, paths: Iterable[str]) -> Iterator[tuple[str, Make]]:
    """Yield path and text of the list of sitemaps, and of the file that tells where it is."""
    every = [site.absolute(path) for path in paths]
    yield "sitemap.xml", partial(site.theme.render, "sitemaps.xml", {"sitemaps": every})
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.absolute('sitemap.xml')}\n"
    yield "robots.txt", lambda: robots


def og_locale(locale: str) -> str:
    """Return the locale as the Open Graph protocol writes it: `fa_IR`."""
    return languages.with_territory(locale).replace("-", "_")


def _frame(site: Site, locale: str, path: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return what every page is told; `pages` holds its versions by locale, itself included."""
    words = site.words(locale)

    def away(target: str) -> str:
        return links.relative(target, path)

    alternates = [
        {"locale": each, "address": address_of(site, page, path)} for each, page in pages.items()
    ]
    if len(pages) > 1 and site.source in pages:
        default = {"locale": "x-default", "address": address_of(site, pages[site.source], path)}
        alternates.append(default)
    return {
        "locale": locale,
        "direction": languages.direction(locale),
        "words": words,
        "said": Markup(f' lang="{words["language"]}"')
        if words["language"] != languages.language(locale)
        else "",
        "site_title": site.title(locale),
        "address": site.address,
        "style": away(STYLE),
        "home": away(list_page(locale)),
        "feed": away(feed_path(locale)),
        "canonical": site.absolute(path) if site.address else "",
        "og_locale": og_locale(locale),
        "alternates": alternates if len(pages) > 1 else [],
        "switch": [
            {
                "locale": each,
                "direction": languages.direction(each),
                "name": languages.own_name(each),
                "address": away(pages.get(each, list_page(each))),
                "current": each == locale,
            }
            for each in site.locales
        ],
    }


def _beside(locale: str, number: int, path: str) -> str:
    return links.relative(list_page(locale, number), path)


def _entry(version: Version, address: str) -> dict[str, Any]:
    day = version.facts.day
    return {
        "facts": version.facts,
        "address": address,
        "outdated": version.outdated,
        "date": long_date(day, version.locale) if day else "",
    }


def _place(site: Site, pages: Mapping[str, str], locale: str, day: str) -> dict[str, Any]:
    alternates = [{"locale": each, "address": site.absolute(page)} for each, page in pages.items()]
    return {"address": site.absolute(pages[locale]), "day": day, "alternates": alternates}


def _id(site: Site, path: str) -> str:
    """Return an entry's id: its address, or a name made of what stays the same without one."""
    if site.address:
        return site.absolute(path)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{site.title(site.source)}/{path}')}"
