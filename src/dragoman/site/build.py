"""Make the pages of a site from its versions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from dragoman import languages
from dragoman.site import links
from dragoman.site.theme import Theme
from dragoman.site.version import Version, latest_first
from dragoman.typography.dates import long_date

STYLE = "style.css"
MEDIA = "media"
"""The folder of pictures and other files that articles show or link to."""

IN_FEED = 30
"""How many articles a feed holds: the latest."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site have in common."""

    theme: Theme
    title: Callable[[str], str]
    """The site's title in a locale."""

    words: Callable[[str], Mapping[str, str]]
    """What the templates say to the readers of a locale, by name."""

    source: str
    """The locale of the originals."""

    locales: tuple[str, ...]
    """The locales that have a page, in the order in which readers are offered them."""

    address: str = ""
    """Where the site will stand on the web, without a slash at its end; empty if that is not
    known."""

    per_page: int = 50
    """Articles on each page of a list."""

    def absolute(self, path: str) -> str:
        """Return the whole address of a path of the site; a list's without its file name."""
        return f"{self.address}/{links.relative(path, '').removesuffix('index.html')}"


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
        "og_alternates": [og_locale(each) for each in pages if each != version.locale],
        "data": _data(site, version, pages, whole if "://" in whole else ""),
    }
    return site.theme.render("article.html", context)


def list_pages(site: Site, locale: str, versions: Sequence[Version]) -> Iterator[tuple[str, str]]:
    """Yield path and page of each part of a locale's list of articles, the latest first."""
    ordered = sorted(versions, key=latest_first)
    parts = [ordered[i : i + site.per_page] for i in range(0, len(ordered), site.per_page)]
    for number, part in enumerate(parts, start=1):
        path = list_page(locale, number)
        pages = {each: list_page(each) for each in site.locales} if number == 1 else {locale: path}
        context = {
            **_frame(site, locale, path, pages),
            "articles": [_entry(version, links.relative(version.page, path)) for version in part],
            "newer": _beside(locale, number - 1, path) if number > 1 else "",
            "older": _beside(locale, number + 1, path) if number < len(parts) else "",
        }
        yield path, site.theme.render("list.html", context)


def list_page(locale: str, number: int = 1) -> str:
    """Return the path of a part of a locale's list, counted from 1."""
    return f"{locale}/index.html" if number == 1 else f"{locale}/page-{number}.html"


def home_page(site: Site) -> str:
    """Return the page at the top, where a reader chooses the language."""
    pages = {locale: list_page(locale) for locale in site.locales}
    frame = _frame(site, site.locales[0], "index.html", pages)
    context = {**frame, "choice": frame["switch"], "switch": (), "home": "index.html", "feed": ""}
    return site.theme.render("home.html", context)


def feed(site: Site, locale: str, versions: Sequence[Version]) -> str:
    """Return the locale's Atom feed.

    It holds the latest articles that have a date: Atom asks for one, and none is made up.
    """
    dated = [(day, version) for version in versions if (day := version.facts.day) is not None]
    dated.sort(key=lambda each: latest_first(each[1]))
    own = feed_path(locale)
    context = {
        "locale": locale,
        "site_title": site.title(locale),
        "id": _id(site, list_page(locale)),
        "updated": dated[0][0] if dated else date(1970, 1, 1),
        "own_address": _address(site, own, own),
        "list_address": _address(site, list_page(locale), own),
        "entries": [
            {**_entry(version, _address(site, version.page, own)), "id": _id(site, version.page)}
            for _, version in dated[:IN_FEED]
        ],
    }
    return site.theme.render("feed.xml", context)


def feed_path(locale: str) -> str:
    """Return the path of a locale's feed."""
    return f"{locale}/feed.xml"


def sitemap(
    site: Site, locale: str, versions: Sequence[Version], pages: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the locale's sitemap; `pages` holds for each article its pages by locale.

    Sitemaps hold whole addresses: there are none for a site without its own.
    """
    lists = {each: list_page(each) for each in site.locales}
    places = [_place(site, lists, locale, None)]
    for version in sorted(versions, key=latest_first):
        places.append(_place(site, pages[version.article], locale, version.facts.day))
    return site.theme.render("sitemap.xml", {"places": places})


def sitemap_path(locale: str) -> str:
    """Return the path of a locale's sitemap."""
    return f"{locale}/sitemap.xml"


def for_crawlers(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of the list of sitemaps, and of the file that tells where it is."""
    every = [site.absolute(sitemap_path(locale)) for locale in site.locales]
    yield "sitemap.xml", site.theme.render("sitemaps.xml", {"sitemaps": every})
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.absolute('sitemap.xml')}\n"


def og_locale(locale: str) -> str:
    """Return the locale as the Open Graph protocol writes it: `fa_IR`."""
    return languages.with_territory(locale).replace("-", "_")


def _frame(site: Site, locale: str, path: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return what every page is told; `pages` holds its versions by locale, itself included."""
    words = site.words(locale)

    def away(target: str) -> str:
        return links.relative(target, path)

    alternates = [
        {"locale": each, "address": _address(site, page, path)} for each, page in pages.items()
    ]
    if len(pages) > 1 and site.source in pages:
        default = {"locale": "x-default", "address": _address(site, pages[site.source], path)}
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


def _address(site: Site, target: str, path: str) -> str:
    """Return the whole address where the site's own is known, else the one from `path`."""
    return site.absolute(target) if site.address else links.relative(target, path)


def _beside(locale: str, number: int, path: str) -> str:
    return links.relative(list_page(locale, number), path)


def _entry(version: Version, address: str) -> dict[str, Any]:
    day = version.facts.day
    return {
        "facts": version.facts,
        "address": address,
        "date": long_date(day, version.locale) if day else "",
    }


def _place(site: Site, pages: Mapping[str, str], locale: str, day: date | None) -> dict[str, Any]:
    alternates = [{"locale": each, "address": site.absolute(page)} for each, page in pages.items()]
    return {"address": site.absolute(pages[locale]), "day": day, "alternates": alternates}


def _id(site: Site, path: str) -> str:
    """Return an entry's id: its address, or a name made of what stays the same without one."""
    if site.address:
        return site.absolute(path)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{site.title(site.source)}/{path}')}"


def _data(site: Site, version: Version, pages: Mapping[str, str], picture: str) -> dict[str, Any]:
    """Return the structured data of an article, as schema.org names it."""
    facts = version.facts
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.title,
        "inLanguage": version.locale,
        "publisher": {"@type": "Organization", "name": site.title(version.locale)},
    }
    if facts.description:
        found["description"] = facts.description
    if facts.day:
        found["datePublished"] = facts.day.isoformat()
    if facts.author:
        found["author"] = {"@type": "Person", "name": facts.author}
    if picture:
        found["image"] = picture
    original = pages.get(site.source)
    if original is not None and original != version.page:
        address = _address(site, original, version.page)
        found["translationOfWork"] = {"@type": "NewsArticle", "url": address}
    return found
