"""The versions of articles that a site holds, and where their pages stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import PurePosixPath

from dragoman.files import Spool
from dragoman.publishing.account import Told
from dragoman.site.document import Facts

_TAKEN = re.compile(r"(?:index|page-\d+)\Z")
"""Names at the top of a locale's folder that the site's own pages have."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article in one locale."""

    article: str
    """Its path in `seeds/`."""

    locale: str
    facts: Facts

    page: str
    """The path of its page on the site, such as `fa/sport/final.html`."""

    told: Told | None = None
    """How it was made; `None` for the original."""

    outdated: bool = False
    """The original has changed since it was translated."""

    day: str = ""
    """The day of the version of the original that it follows, as far as it is known."""


def names(articles: Iterable[str]) -> dict[str, str]:
    """Return for each article the path of its pages within a locale's folder.

    That is the article's with the ending `.html`. Where two articles differ in their ending
    alone, or one is called as a page of the site's own is, they keep their endings:
    `flood.md.html`.
    """
    every = list(articles)
    stems = Counter(str(PurePosixPath(article).with_suffix("")) for article in every)
    found = {}
    for article in every:
        stem = str(PurePosixPath(article).with_suffix(""))
        taken = stems[stem] > 1 or _TAKEN.match(stem)
        found[article] = f"{article}.html" if taken else f"{stem}.html"
    return found


class Versions:
    """The versions of a locale: of an archive, too many to hold in memory.

    They come the latest first, then those without a time, by their path.
    """

    def __init__(self) -> None:
        self._every: Spool[Version] = Spool()
        self._keys: list[tuple[float, str]] = []

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, version: Version) -> None:
        """Take one more. Raises `StoreError` where there is no room."""
        key = _latest_first(version)
        self._every.append(version)
        self._keys.append(key)

    def __iter__(self) -> Iterator[Version]:
        for number in sorted(range(len(self)), key=self._keys.__getitem__):
            yield self._every[number]

    def parts(self, size: int) -> Iterator[list[Version]]:
        """Yield so many at a time."""
        every = iter(self)
        while part := list(islice(every, size)):
            yield part


def _latest_first(version: Version) -> tuple[float, str]:
    day, published = version.facts.day, version.facts.published
    if day is None:
        return 0, version.article
    seconds = 0
    if "T" in published:
        at = datetime.fromisoformat(published)
        seconds = at.hour * 3600 + at.minute * 60 + at.second
    return -day.toordinal() - seconds / 86_400, version.article
