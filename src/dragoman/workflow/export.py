"""Write localized copies, of nothing but what may be published.

For each copy: look at the article, its review and what is out (`Copies`), decide
(`publishing.plan`, which knows values alone), act (`Output`).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dragoman.errors import DragomanError, StoreError
from dragoman.files import Spool
from dragoman.project import Publish
from dragoman.publishing.plan import Result
from dragoman.store import LOCALES, OUTPUT, SEEDS
from dragoman.workflow import moved
from dragoman.workflow.copies import Copies
from dragoman.workflow.exported import Exported, ExportOptions
from dragoman.workflow.output import Attachments
from dragoman.workflow.portable import unportable
from dragoman.workflow.scope import Scope

__all__ = ["ExportOptions", "ExportReport", "Exported", "Result", "export"]


@dataclass(slots=True)
class ExportReport:
    """What an export did, or with `dry` would do."""

    dry: bool = False
    files: Spool[Exported] = field(default_factory=Spool)
    """What became of each article in each locale: of an archive, too much to hold in memory."""

    attachments: Attachments = field(default_factory=Attachments)
    missing: list[tuple[str, str]] = field(default_factory=list)
    """Articles, and pictures or files that they refer to and that are not in `seeds/`."""

    next: tuple[datetime, str] | None = None
    """When time alone lets an article out or takes one back next, and which."""

    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)
    """What people should know although nothing was kept from being done."""

    _withheld: bool = False

    def add(self, done: Iterable[Exported]) -> None:
        """Take in what became of articles, one after the other."""
        for each in done:
            self.files.append(each)
            self._withheld |= each.withheld

    @property
    def failed(self) -> bool:
        """Whether anything asked for was withheld, or is out and may not be."""
        return self._withheld or bool(self.problems)


def export(scope: Scope, publish: Publish, wanted: ExportOptions | None = None) -> ExportReport:
    """Write the localized copies of the scope, each complete or not at all.

    A copy that would not change is not written again. A file that Dragoman did not write, or
    that was changed since, is replaced only with `Wanted.force`.
    """
    wanted = wanted or ExportOptions()
    if wanted.folder is not None:
        _refuse_folder(scope, wanted.folder)
    report = ExportReport(wanted.dry)
    with nullcontext() if wanted.dry else scope.store.lock():
        work = Copies(scope, publish, wanted)
        try:
            report.add(work.articles())
            if not wanted.due:
                report.add(work.orphans())
            report.attachments = work.output.attach()
        finally:
            work.close()
    report.missing = sorted(work.missing)
    report.next = min(((at, name) for name, at in work.output.due.items()), default=None)
    if not wanted.due:
        report.notices += moved.told(scope)
        report.notices += unportable(scope.names, scope.store.articles())
    report.problems = scope.problems
    return report


def _refuse_folder(scope: Scope, folder: Path) -> None:
    """Raise `StoreError` for a folder of the newsroom's own files."""
    root, place = scope.store.real(scope.project.root), scope.store.real(folder)
    taken = [root / each for each in (SEEDS, LOCALES, OUTPUT, scope.project.settings.site.folder)]
    if place == root or any(place.is_relative_to(each) for each in taken):
        raise StoreError(
            "this folder holds other files of the newsroom",
            path=folder,
            advice="Name another: --to-folder drafts",
        )
