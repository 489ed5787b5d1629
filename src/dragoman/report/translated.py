"""What `dragoman translate` did."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.catalog import Outcome
from dragoman.formats import SUFFIXES
from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import TranslateReport
from dragoman.workflow.translate import Translated

MANY = 40
"""How many review files a run lists before it says how many more there are."""

DEMO = (
    "These texts are signed “demo”: the demo models know only the vocabulary of the sample "
    "articles. For your own articles install real ones: dragoman models install {codes}"
)


def render(console: Console, report: TranslateReport) -> None:
    """Print the report."""
    changed = [each for each in report.files if each.written]
    for each in changed[:MANY]:
        console.print(line(f"{each.path}: {_account(each)}"))
    if len(changed) > MANY:
        console.print(line(f"… and {len(changed) - MANY} more"))
    written = len(changed)
    kept = len(report.files) - written
    if report.sentences:
        sentences = counted(report.sentences, "sentence")
        engines = ", ".join(dict.fromkeys(report.engines))
        console.print(line(f"Translated {sentences} ({report.words:,} words) by {engines}."))
    if report.rescued or report.broken:
        console.print(line(_guarded(report)))
    if written:
        console.print(
            line(
                f"Wrote {counted(written, 'review file')}; {kept} needed no change. "
                f"Next: edit them, such as {changed[0].path}, then run: dragoman status"
            )
        )
    elif report.problems:
        console.print(line("Nothing was written. What stands in the way:"))
    elif report.files:
        console.print(line(f"Nothing to do: {counted(kept, 'review file')} up to date."))
    if any(" demo" in engine for engine in report.engines):
        codes = " ".join(dict.fromkeys(each.locale for each in report.files))
        console.print(line(DEMO.format(codes=codes)))
    waiting = sum(each.waiting for each in report.files)
    if waiting:
        console.print(line(f"{counted(waiting, 'segment')} still without a translation."))
    if report.unsupported:
        names = ", ".join(report.unsupported[:LISTED])
        more = f" and {len(report.unsupported) - LISTED} more" * (len(report.unsupported) > LISTED)
        console.print(line(f"Not articles, left alone: {names}{more}."))
    if not report.files and not report.problems:
        kinds = ", ".join(SUFFIXES)
        console.print(line(f"There are no articles in seeds/ ({kinds}). Put some there."))


def _account(each: Translated) -> str:
    parts = [
        f"{each.outcomes[outcome]} {_WORDS[outcome]}"
        for outcome in Outcome
        if each.outcomes.get(outcome)
    ]
    if each.findings:
        parts.append(counted(each.findings, "finding"))
    return f"{counted(each.segments, 'segment')}" + (f"; {', '.join(parts)}" if parts else "")


_WORDS = {
    Outcome.NEW: "new",
    Outcome.RETRANSLATED: "translated again",
    Outcome.STALE: "stale: the source changed under a person's text",
    Outcome.RETIRED: "retired: the sentence is gone",
    Outcome.REVIVED: "back from the retired",
}


def _guarded(report: TranslateReport) -> str:
    rescued = counted(report.rescued, "broken sentence")
    stayed = "none stayed broken"
    if report.broken:
        stayed = f"{report.broken:,} stayed broken, marked with an error in the review files"
    return f"Rescued {rescued}; {stayed}."


def data(report: TranslateReport) -> dict[str, Any]:
    """Return the report for scripts."""
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
    }
