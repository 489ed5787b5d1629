"""What all pages of a site have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.site import links
from dragoman.site.theme import Theme


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


def address_of(site: Site, target: str, path: str) -> str:
    """Return the whole address where the site's own is known, else the one from `path`."""
    return site.absolute(target) if site.address else links.relative(target, path)
