"""An article in one locale: what was read of its files, and what the checks say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman import review
from dragoman.catalog import Merge
from dragoman.files import Contents
from dragoman.model import Article, Catalog, Unit


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article in one locale, as its files stand."""

    article: Article
    locale: str
    path: str
    """The review file, as messages show it."""

    file: Contents | None
    """What the review file holds, `None` if there is none."""

    old: Catalog | None
    """The same as a catalog."""

    merge: Merge
    """What it should hold."""

    parts: review.ReviewParts | None = None
    """The review file in parts, where it can be had so: then single segments are soon written."""

    @property
    def catalog(self) -> Catalog:
        """The units of the article as it is now."""
        return self.merge.catalog

    def holding(self, units: tuple[Unit, ...]) -> Reviewed:
        """Return it with these units in the catalog."""
        return replace(self, merge=replace(self.merge, catalog=replace(self.catalog, units=units)))

    @property
    def digest(self) -> str:
        """What tells this version of the review file from others; empty if there is none."""
        return "" if self.file is None else self.file.digest


@dataclass(frozen=True, slots=True)
class Checked:
    """The units of an article in one locale, with what the checks say of them.

    It holds neither the review file nor what stood in it: of a long one, they take much memory.
    """

    article: Article
    locale: str
    path: str
    """The review file, as messages show it."""

    is_there: bool
    """Whether there is a review file."""

    units: tuple[Unit, ...]
    """What the review file should hold."""
