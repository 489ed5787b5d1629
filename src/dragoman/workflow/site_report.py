"""What became of a site."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.errors import DragomanError


@dataclass(slots=True)
class SiteReport:
    """What was made of a site."""

    folder: str = ""
    locales: tuple[str, ...] = ()
    articles: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    address: str = ""
    missing: list[str] = field(default_factory=list)
    """Pictures and articles that articles refer to and the newsroom does not have."""

    held: list[tuple[str, str]] = field(default_factory=list)
    """Articles in `output/` that may not be shown now, and why."""

    outdated: list[str] = field(default_factory=list)
    """Pages that say that their original has changed."""

    withdrawn: int = 0
    """Articles of which the site says that they were withdrawn."""

    kept: list[str] = field(default_factory=list)
    """Files of the site's folder that a person made or changed: they stay as they are."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything could not be made."""
        return bool(self.problems)
