"""What `dragoman export` wrote, what it did not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.errors import named, typed, visible
from dragoman.publishing.release import clock
from dragoman.publishing.responsibility import WARNED, suspicious
from dragoman.report.page import LISTED, counted, isolated, line
from dragoman.report.rows import Rows
from dragoman.workflow import ExportReport
from dragoman.workflow.export import Exported, Result
from dragoman.workflow.exported import SHOWN

ROWS = 200
"""How many copies the table shows, those that were not written first."""

_NOT_DONE = (Result.WITHHELD, Result.SKIPPED, Result.LEFT, Result.TAKEN_BACK, Result.HELD)


def render(console: Console, report: ExportReport) -> None:
    """Print the report."""
    told = _Overview(report.files)
    if told.rows:
        console.print(_table(told.rows, report.dry, seen=console.file.isatty()))
    if told.more:
        console.print(line(f"… and {told.more:,} more; --json lists all."))
    for each in told.rows:
        if each.result in (Result.WITHHELD, Result.SKIPPED) and each.lacks:
            _lacking(console, each)
    counts = told.counts
    parts = [f"{counts[result]} {result.value}" for result in Result if counts[result]]
    if parts:
        what = "Nothing was written. It would be" if report.dry else "Localized copies"
        console.print(line(f"{what}: {', '.join(parts)}."))
    _attachments(console, report)
    _warnings(console, told)
    if told.doubtful is not None:
        copies = counted(told.doubtfuls, "copy").replace("copys", "copies")
        console.print(
            line(
                f"In {copies}, at least {WARNED}% of the machine's text was accepted as the "
                f"machine wrote it. Who did: dragoman audit {typed(told.doubtful.article)} "
                f"--to {told.doubtful.locale}"
            )
        )
    if report.next is not None:
        at, name = report.next
        console.print(
            line(f"The next article that time changes is {name}, on {clock(at)}: export --due")
        )
    if told.lacks:
        console.print(
            line(
                "A segment that may not be published withholds its article. Edit the review files "
                "above, or choose: --accept draft|reviewed, --missing source|skip. "
                "A false alarm is dismissed by `ignore: [its name]` in the segment."
            )
        )


class _Overview:
    """What people are told of the copies, taken together in one go through them."""

    def __init__(self, files: Iterable[Exported]) -> None:
        self.counts: Counter[Result] = Counter()
        self.warnings: Counter[str] = Counter()
        self.warned: dict[str, None] = {}
        """The locales in which checks warn of something that goes out."""

        self.doubtfuls = 0
        self.doubtful: Exported | None = None
        """The first of the copies whose text was accepted as the machine wrote it."""

        self.lacks = False
        """Whether anything is withheld for what segments lack."""

        first: list[Exported] = []
        then: list[Exported] = []
        for each in files:
            self._take(each)
            if each.result is not Result.UNCHANGED:
                rows = first if each.result in _NOT_DONE else then
                rows += [each] if len(rows) < ROWS else []
        self.rows = [*first, *then][:ROWS]
        self.more = self.counts.total() - self.counts[Result.UNCHANGED] - len(self.rows)

    def _take(self, each: Exported) -> None:
        self.counts[each.result] += 1
        self.lacks |= each.result is Result.WITHHELD and bool(each.lacks)
        if each.result not in (Result.WRITTEN, Result.UNCHANGED):
            return
        if suspicious(each.share.machine, each.share.unedited):
            self.doubtful = self.doubtful or each
            self.doubtfuls += 1
        if each.share.warnings:
            self.warnings.update(each.share.warnings)
            self.warned[each.locale] = None


def _warnings(console: Console, told: _Overview) -> None:
    """Say of what checks warn in what goes out, for it was accepted all the same."""
    if counts := told.warnings:
        named = ", ".join(f"{count:,} {check}" for check, count in counts.most_common(LISTED))
        locales = ",".join(told.warned)
        what = f"{counted(counts.total(), 'warning')} of the checks in what goes out: {named}"
        console.print(line(f"{what}. To see where: dragoman check --to {locales}"))


def _attachments(console: Console, report: ExportReport) -> None:
    done = report.attachments
    if done.written or done.removed:
        verb = "would be brought along" if report.dry else "brought along"
        taken = f", {done.removed:,} removed" if done.removed else ""
        console.print(line(f"{counted(done.written, 'attached file')} {verb}{taken}."))
    for path in done.kept[:LISTED]:
        console.print(line(f"  {named(path)}: it is not the file in seeds/ and was not replaced"))
    for article, file in report.missing[:LISTED]:
        served = file if file.startswith("/assets/") else f"/static{file}"
        top = f"{file}, and {served[1:]}"
        there = top if file.startswith("/") else f"seeds/{file}, and that"
        console.print(line(f"  seeds/{named(article)}: it refers to {named(there)} is not there"))
    if len(report.missing) > LISTED:
        console.print(line(f"  … and {len(report.missing) - LISTED} more"))


def _table(files: list[Exported], dry: bool, *, seen: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("copy", overflow="fold")
    table.add_column("would be" if dry else "", no_wrap=True)
    table.add_column("ready", justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    for each in files:
        allowed = f"{each.segments - len(each.lacks)} of {each.segments}" if each.segments else "·"
        path = isolated(named(each.path)) if seen else named(each.path)
        table.add_row(Text(path), each.result.value, allowed, Text(visible(_why(each))))
    return table


def _why(each: Exported) -> str:
    """Why a copy is not written, or what readers find in one that is."""
    if each.reason or each.result is not Result.WRITTEN:
        return each.reason
    share = each.share
    parts = []
    if share.kept:
        parts.append(f"{counted(share.kept, 'paragraph')} in the source language")
    if share.stale:
        parts.append(f"{counted(share.stale, 'segment')} of an older source")
    if share.unknown:
        parts.append(f"{counted(share.unknown, 'segment')} of unknown origin")
    return ", ".join(parts)


def _lacking(console: Console, each: Exported) -> None:
    whole = len(each.lacks) == each.segments
    listed = each.lacks[: 1 if whole else SHOWN]
    for lack in listed:
        place = f":{lack.line}" if lack.line else ""
        text = lack.source if len(lack.source) <= 60 else f"{lack.source[:59]}…"
        console.print(line(f"  {each.review}{place}: {lack.reason}: {text}"))
    if len(each.lacks) > len(listed) and not whole:
        console.print(line(f"  … and {len(each.lacks) - len(listed)} more in {each.review}"))


def data(report: ExportReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "dry_run": report.dry,
        "files": Rows(len(report.files), lambda: map(_exported, report.files)),
        "attachments": {
            "written": report.attachments.written,
            "removed": report.attachments.removed,
            "kept": report.attachments.kept,
        },
        "missing": [{"article": article, "file": file} for article, file in report.missing],
        "next": {"article": report.next[1], "at": report.next[0].isoformat()}
        if report.next is not None
        else None,
    }


def _exported(each: Exported) -> dict[str, Any]:
    share = each.share
    return {
        "article": each.article,
        "locale": each.locale,
        "path": each.path,
        "review": each.review,
        "result": each.result.value,
        "reason": each.reason,
        "until": each.until.isoformat() if each.until is not None else None,
        "sentences": share.sentences,
        "segments": each.segments,
        "reviewed": share.reviewed,
        "stale": share.stale,
        "words": share.words,
        "translated_words": share.translated_words,
        "source_paragraphs": share.kept,
        "engines": list(share.engines),
        "unknown": share.unknown,
        "machine_accepted": share.machine,
        "machine_unedited": share.unedited,
        "warnings": dict(share.warnings),
        "missing": [
            {"id": lack.id, "line": lack.line, "reason": lack.reason} for lack in each.lacks
        ],
    }
