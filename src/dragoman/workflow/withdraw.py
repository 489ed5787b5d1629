"""Take articles back, and bring them back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from dragoman.errors import DragomanError, StoreError
from dragoman.project import find
from dragoman.publishing import withdrawals
from dragoman.workflow import reviewer
from dragoman.workflow.export import export
from dragoman.workflow.exported import Exported
from dragoman.workflow.releases import Releases
from dragoman.workflow.scope import Scope


@dataclass(slots=True)
class WithdrawReport:
    """What was taken back, or brought back."""

    restored: bool = False
    articles: list[str] = field(default_factory=list)
    """Those whose entry in `withdrawn.yaml` changed."""

    files: list[Exported] = field(default_factory=list)
    """What became of their copies."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems) or any(each.urgent for each in self.files)


def withdraw(scope: Scope, reason: str, by: str) -> WithdrawReport:
    """Note that the articles of the scope are withdrawn, and take their copies out of `output/`.

    Without `by`, the list names who is at work. Articles that are withdrawn already keep their
    entry, and get a reason if they have none. Raises `DragomanError` where the list of withdrawals
    cannot be read or written.
    """
    now = datetime.now(scope.project.settings.zone).astimezone(scope.project.settings.zone)
    by = reviewer.witness(scope.project, by or None).who or ""
    report = WithdrawReport()
    with scope.store.lock():
        releases = Releases(scope.project, scope.store)
        text = releases.text
        for name in scope.names:
            if name not in releases.withdrawn:
                text = withdrawals.added(text, name, now, by, reason)
                report.articles.append(name)
            elif reason and reason not in (known := releases.withdrawn[name].reason).values():
                with_reason = None if known else withdrawals.explained(text, name, reason)
                if with_reason is None:
                    scope.note(_settled(scope, releases, name))
                else:
                    text = with_reason
                    report.articles.append(name)
        _write(scope, releases, text)
    return _exported(scope, report)


def restore(scope: Scope) -> WithdrawReport:
    """Take the articles of the scope off the list of withdrawals, and export them again.

    Raises `DragomanError` where one is not withdrawn, or the list cannot be read or written.
    """
    report = WithdrawReport(restored=True)
    with scope.store.lock():
        releases = Releases(scope.project, scope.store)
        text = releases.text
        for name in scope.names:
            if name not in releases.withdrawn:
                raise StoreError(
                    f"{name} is not in the list of withdrawn articles",
                    path=scope.store.shown(releases.path),
                    advice="If its front matter says `withdrawn`, take that out there.",
                )
            text = withdrawals.without(text, name)
            report.articles.append(name)
        _write(scope, releases, text)
    return _exported(scope, report)


def _settled(scope: Scope, releases: Releases, name: str) -> DragomanError:
    """Say that a reason was not written down."""
    return StoreError(
        f"{name} is withdrawn already, and the reason in its entry stays",
        path=scope.store.shown(releases.path),
        advice="Nothing was changed. Edit the reason there.",
    )


def _write(scope: Scope, releases: Releases, text: str) -> None:
    data = text.encode()
    withdrawals.parse(text, scope.store.shown(releases.path))
    if data != (releases.data or b""):
        scope.store.write(releases.path, data, releases.data)


def _exported(scope: Scope, report: WithdrawReport) -> WithdrawReport:
    anew = Scope(find(scope.project.root), scope.names, (), scope.project.root / "seeds")
    done = export(anew, anew.project.settings.publish)
    report.files = list(done.files)
    report.problems = [*scope.problems, *done.problems]
    return report
