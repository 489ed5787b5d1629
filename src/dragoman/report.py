"""Results of commands, as text for people and as JSON for scripts."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.catalog import Outcome
from dragoman.errors import DragomanError
from dragoman.formats import SUFFIXES
from dragoman.model import Status
from dragoman.workflow import ExportReport, StatusReport, TranslateReport
from dragoman.workflow.export import Exported, Result
from dragoman.workflow.status import Standing
from dragoman.workflow.translate import Translated

Report = TranslateReport | StatusReport | ExportReport

LISTED = 10
"""How many segments a message names before it says how many more there are."""

MANY = 40
"""How many review files a run lists before it says how many more there are."""

WIDE = 160
"""Columns of a table that goes to a file or another program, where nothing needs to fit."""

DEMO = (
    "These texts are signed “demo”: the demo models know only the vocabulary of the sample "
    "articles. For your own articles install real ones: dragoman models install {codes}"
)


def show(report: Report, *, as_json: bool) -> None:
    """Print the report on standard output, and its problems on standard error."""
    if as_json:
        print(json.dumps(_data(report), ensure_ascii=False, indent=2))
    else:
        console = _console(sys.stdout)
        if isinstance(report, TranslateReport):
            _translated(console, report)
        elif isinstance(report, StatusReport):
            _status(console, report)
        else:
            _exported(console, report)
    _problems(report.problems)


def _console(file: Any) -> Console:
    width = None if file.isatty() else WIDE
    return Console(file=file, width=width, highlight=False, soft_wrap=True)


def _problems(problems: Iterable[DragomanError]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _translated(console: Console, report: TranslateReport) -> None:
    changed = [each for each in report.files if each.written]
    for each in changed[:MANY]:
        console.print(_line(f"{each.path}: {_account(each)}"))
    if len(changed) > MANY:
        console.print(_line(f"… and {len(changed) - MANY} more"))
    written = len(changed)
    kept = len(report.files) - written
    if report.sentences:
        sentences = _counted(report.sentences, "sentence")
        engines = ", ".join(dict.fromkeys(report.engines))
        console.print(_line(f"Translated {sentences} ({report.words:,} words) by {engines}."))
    if report.rescued or report.broken:
        console.print(_line(_guarded(report)))
    if written:
        console.print(
            _line(
                f"Wrote {_counted(written, 'review file')}; {kept} needed no change. "
                f"Next: edit them, such as {changed[0].path}, then run: dragoman status"
            )
        )
    elif report.problems:
        console.print(_line("Nothing was written. What stands in the way:"))
    elif report.files:
        console.print(_line(f"Nothing to do: {_counted(kept, 'review file')} up to date."))
    if any(" demo" in engine for engine in report.engines):
        codes = " ".join(dict.fromkeys(each.locale for each in report.files))
        console.print(_line(DEMO.format(codes=codes)))
    waiting = sum(each.waiting for each in report.files)
    if waiting:
        console.print(_line(f"{_counted(waiting, 'segment')} still without a translation."))
    if report.unsupported:
        names = ", ".join(report.unsupported[:LISTED])
        more = f" and {len(report.unsupported) - LISTED} more" * (len(report.unsupported) > LISTED)
        console.print(_line(f"Not articles, left alone: {names}{more}."))
    if not report.files and not report.problems:
        kinds = ", ".join(SUFFIXES)
        console.print(_line(f"There are no articles in seeds/ ({kinds}). Put some there."))


def _account(each: Translated) -> str:
    parts = [
        f"{each.outcomes[outcome]} {_WORDS[outcome]}"
        for outcome in Outcome
        if each.outcomes.get(outcome)
    ]
    if each.findings:
        parts.append(_counted(each.findings, "finding"))
    return f"{_counted(each.segments, 'segment')}" + (f"; {', '.join(parts)}" if parts else "")


_WORDS = {
    Outcome.NEW: "new",
    Outcome.RETRANSLATED: "translated again",
    Outcome.STALE: "stale: the source changed under a person's text",
    Outcome.RETIRED: "retired: the sentence is gone",
    Outcome.REVIVED: "back from the retired",
}


def _guarded(report: TranslateReport) -> str:
    rescued = _counted(report.rescued, "broken sentence")
    stayed = "none stayed broken"
    if report.broken:
        stayed = f"{report.broken:,} stayed broken, marked with an error in the review files"
    return f"Rescued {rescued}; {stayed}."


def _status(console: Console, report: StatusReport) -> None:
    if not report.rows:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("article", overflow="fold")
    table.add_column("locale")
    for status in Status:
        table.add_column(status.value, justify="right")
    for name in ("words", "approved %", "edited", "findings"):
        table.add_column(name, justify="right")
    table.add_column("")
    for row in report.rows:
        counts = [str(row.counts[status] or "·") for status in Status]
        share = 100 * row.approved_words // row.words if row.words else 100
        table.add_row(
            Text(row.article),
            row.locale,
            *counts,
            f"{row.words:,}",
            str(share),
            str(row.edited or "·"),
            _findings(row),
            "run: dragoman translate" if row.outdated else "",
        )
    console.print(table)


def _findings(row: Standing) -> str:
    parts = []
    if row.errors:
        parts.append(_counted(row.errors, "error"))
    if row.warnings:
        parts.append(_counted(row.warnings, "warning"))
    return ", ".join(parts) or "·"


def _exported(console: Console, report: ExportReport) -> None:
    for each in report.files:
        if each.result in (Result.WITHHELD, Result.SKIPPED):
            _lacking(console, each)
        elif each.result is Result.WRITTEN:
            rest = f" ({len(each.lacks)} segments in the source language)" if each.lacks else ""
            console.print(_line(f"{each.path}: written{rest}"))
    counts = Counter(each.result for each in report.files)
    parts = [f"{counts[result]} {result.value}" for result in Result if counts[result]]
    if parts:
        console.print(_line(f"Localized copies: {', '.join(parts)}."))
    if counts[Result.WITHHELD]:
        console.print(
            _line(
                f"A segment that is not yet {report.accept.value}, or that has an error, withholds "
                "its article. Edit the review files above, or choose: "
                "--accept draft|reviewed, --missing source|skip. "
                "A false alarm is dismissed by `ignore: [its name]` in the segment."
            )
        )


def _lacking(console: Console, each: Exported) -> None:
    console.print(
        _line(
            f"{each.path}: {each.result.value}: {len(each.lacks)} of "
            f"{_counted(each.segments, 'segment')} may not be published"
        )
    )
    for lack in each.lacks[:LISTED]:
        line = f":{lack.unit.line}" if lack.unit.line else ""
        text = lack.unit.source if len(lack.unit.source) <= 60 else f"{lack.unit.source[:59]}…"
        console.print(_line(f"  {each.review}{line}: {lack.reason}: {text}"))
    if len(each.lacks) > LISTED:
        console.print(_line(f"  … and {len(each.lacks) - LISTED} more in {each.review}"))


def _line(text: str) -> Text:
    """Text as it is: brackets in it are no markup of Rich's."""
    return Text(text)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _data(report: Report) -> dict[str, Any]:
    problems = [
        {
            "file": str(problem.path) if problem.path is not None else None,
            "line": problem.line,
            "column": problem.column,
            "problem": problem.problem,
            "advice": problem.advice,
        }
        for problem in report.problems
    ]
    if isinstance(report, TranslateReport):
        return {
            "files": [
                {
                    "article": each.article,
                    "locale": each.locale,
                    "path": each.path,
                    "written": each.written,
                    "segments": each.segments,
                    "findings": each.findings,
                    "waiting": each.waiting,
                    **{outcome.value: each.outcomes.get(outcome, 0) for outcome in Outcome},
                }
                for each in report.files
            ],
            "sentences": report.sentences,
            "words": report.words,
            "rescued": report.rescued,
            "broken": report.broken,
            "engines": list(dict.fromkeys(report.engines)),
            "unsupported": list(report.unsupported),
            "problems": problems,
        }
    if isinstance(report, StatusReport):
        return {"files": [_standing(row) for row in report.rows], "problems": problems}
    return {
        "accept": report.accept.value,
        "files": [
            {
                "article": each.article,
                "locale": each.locale,
                "path": each.path,
                "review": each.review,
                "result": each.result.value,
                "segments": each.segments,
                "missing": [
                    {"id": lack.unit.id, "line": lack.unit.line, "reason": lack.reason}
                    for lack in each.lacks
                ],
            }
            for each in report.files
        ],
        "problems": problems,
    }


def _standing(row: Standing) -> dict[str, Any]:
    return {
        "article": row.article,
        "locale": row.locale,
        "path": row.path,
        "segments": sum(row.counts.values()),
        "statuses": {status.value: row.counts[status] for status in Status},
        "words": row.words,
        "approved_words": row.approved_words,
        "errors": row.errors,
        "warnings": row.warnings,
        "edited": row.edited,
        "outdated": row.outdated,
    }
