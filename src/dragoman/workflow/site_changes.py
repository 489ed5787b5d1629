"""Make the site again when anything changes that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman import project
from dragoman.errors import DragomanError
from dragoman.project import FILE, Project
from dragoman.store import OUTPUT, SEEDS, Store
from dragoman.workflow.site import write_site
from dragoman.workflow.site_cache import Seen, seen
from dragoman.workflow.site_report import SiteReport

PAUSE = 0.5
"""Seconds between two looks at the files."""


def watch(found: Project, tell: Callable[[], None]) -> Callable[[], SiteReport | None]:
    """Return what looks for changes once: it makes the site again if there are any.

    It returns the report then, and calls `tell` if the site was made.
    """
    known = _files(found)

    def look() -> SiteReport | None:
        nonlocal known
        now = _files(found)
        if now == known:
            return None
        known = now
        try:
            report = write_site(project.find(found.root))
        except DragomanError as error:
            return SiteReport(found.settings.site.folder, problems=[error])
        tell()
        return report

    return look


def _files(found: Project) -> dict[Path, Seen]:
    """Look at all files that the site is made of."""
    folders = [SEEDS, OUTPUT]
    if found.settings.site.templates:
        folders.append(found.settings.site.templates)
    store = Store(found)
    files = [found.root / FILE]
    for folder in folders:
        files += store.below(found.root / folder)
    return {file: seen(store, file) for file in files}
