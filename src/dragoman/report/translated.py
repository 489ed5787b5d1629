"""What `dragoman translate` did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from dragoman import formats
from dragoman.catalog import Affected, Outcome
from dragoman.difference import difference
from dragoman.errors import named
from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import TranslateReport
from dragoman.workflow.moved import Moved
from dragoman.workflow.translated import Translated

SHOWN = 80
"""Characters of a sentence that a line shows."""

MANY = 40
"""How many review files a run lists before it says how many more there are."""

DEMO = (
    "These texts are signed “demo”: the demo models know only the vocabulary of the sample "
    "articles. For your own articles install real ones: dragoman models install {codes}"
)


def render(console: Console, report: TranslateReport) -> None:
    """Print the report."""
    render_moved(console, report.moved, dry=report.dry)
    changed = [each for each in report.files if each.written]
    _list(console, changed)
    if report.dry:
        _foreseen(console, report, len(changed))
        return
    written = len(changed)
    kept = len(report.files) - written
    if report.sentences:
        sentences = counted(report.sentences, "sentence")
        engines = ", ".join(dict.fromkeys(report.engines))
        console.print(line(f"Translated {sentences} ({report.words:,} words) by {engines}."))
        if report.seconds:
            judges = ", ".join(dict.fromkeys(report.seconds))
            console.print(line(f"Second opinion on each of them: {judges}{_cost(report)}."))
    if report.renewed:
        console.print(line(_renewed(report)))
    if report.remembered or report.suggested:
        parts = [f"{counted(report.remembered, 'sentence')} from what was approved before"]
        if report.suggested:
            parts.append(f"{counted(report.suggested, 'suggestion')} for like ones")
        console.print(line(f"Memory: {', '.join(parts)}."))
    if report.rescued or report.broken:
        console.print(line(_guarded(report)))
    if written:
        console.print(line(_wrote(changed, kept)))
    elif report.files and not report.problems:
        console.print(line(f"Nothing to do: {counted(kept, 'review file')} up to date."))
    if report.sentences and any(" demo" in engine for engine in report.engines):
        codes = " ".join(dict.fromkeys(each.locale for each in report.files))
        console.print(line(DEMO.format(codes=codes)))
    waiting = sum(each.waiting for each in report.files)
    if waiting:
        console.print(line(f"{counted(waiting, 'segment')} still without a translation."))
    if report.unsupported:
        names = ", ".join(map(named, report.unsupported[:LISTED]))
        more = f" and {len(report.unsupported) - LISTED} more" * (len(report.unsupported) > LISTED)
        console.print(line(f"Not articles, left alone: {names}{more}."))
    if not report.files and not report.problems:
        kinds = ", ".join(formats.suffixes())
        console.print(line(f"There are no articles in seeds/ ({kinds}). Put some there."))
    if report.problems and not written:
        console.print(line("Nothing was written. Problems:"))


def _list(console: Console, changed: Sequence[Translated]) -> None:
    """Name the files that changed, and people's work in them that the change touched."""
    for each in changed[:MANY]:
        console.print(line(f"{named(each.path)}: {_account(each)}"))
        for affected in each.affected[:LISTED]:
            console.print(line(f"  {_work(affected)}"))
        if len(each.affected) > LISTED:
            console.print(line(f"  … and {len(each.affected) - LISTED} more"))
    if len(changed) > MANY:
        console.print(line(f"… and {len(changed) - MANY} more"))


def _wrote(changed: Sequence[Translated], kept: int) -> str:
    """Say what was written, and what there is to do about it."""
    wrote = f"Wrote {counted(len(changed), 'review file')}{_unchanged(kept)}."
    undone = [each for each in changed if each.undone]
    them = "it" if len(changed) == 1 else "them"
    if not undone:
        return f"{wrote} All segments in {them} are done. Next: dragoman export"
    such = "" if len(changed) == 1 else f", such as {named(undone[0].path)}"
    return f"{wrote} Next: edit {them}{such}, then run: dragoman status"


def _renewed(report: TranslateReport) -> str:
    """Say what came of asking the machine again."""
    asked = f"Asked again for {counted(report.renewed, 'segment')} that nobody had touched"
    if not report.reworded:
        return f"{asked}: every text is the same as before."
    return f"{asked}: {report.reworded:,} {'has' if report.reworded == 1 else 'have'} another text."


def _unchanged(count: int) -> str:
    return f"; {counted(count, 'other')} needed no change" if count else ""


def render_moved(console: Console, moved: Sequence[Moved], *, dry: bool = False) -> None:
    """Print which reviews went, or would go, with their articles."""
    for gone in moved[:MANY]:
        console.print(line(f"{named(gone.path)}: {_moved(gone, dry=dry)}"))
    if len(moved) > MANY:
        console.print(line(f"… and {len(moved) - MANY} more"))


def _moved(gone: Moved, *, dry: bool) -> str:
    """Say which review an article continues."""
    part = "" if gone.segments is None else f"{counted(gone.segments, 'segment')} of "
    doubted = ""
    if gone.doubted:
        become = "would become" if dry else "became"
        doubted = f"; {counted(gone.doubted, 'text')} {become} stale: " + (
            "another article lost the same sentences, and had other texts, or their "
            "neighbours went elsewhere"
        )
    went = "would go" if dry else "went"
    return f"{part}the review of {named(gone.old)} {went} with the article{doubted}"


def _account(each: Translated) -> str:
    parts = [
        f"{each.outcomes[outcome]} {_WORDS[outcome]}"
        for outcome in Outcome
        if each.outcomes.get(outcome)
    ]
    if each.findings:
        parts.append(counted(each.findings, "finding"))
    return f"{counted(each.segments, 'segment')}" + (f"; {', '.join(parts)}" if parts else "")


def _foreseen(console: Console, report: TranslateReport, changed: int) -> None:
    """Print the last line of a rehearsal."""
    if not changed:
        console.print(line("Nothing to do. Nothing was written."))
        return
    sentences = counted(report.sentences, "sentence")
    console.print(
        line(
            f"{counted(changed, 'review file')} would be written, {sentences} "
            f"({report.words:,} words) translated. Nothing was written."
        )
    )


def _work(affected: Affected) -> str:
    """Say what happened to a person's work on a sentence."""
    before, after = affected.before, affected.after
    said = f"{_AFFECTED[affected.outcome]}, was {before.status.value}: {_short(before.source)}"
    if after is None or after is before:
        return said
    told = difference(before.source, after.source).told
    return f"{said} ({told})" if told else said


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


_AFFECTED = {
    Outcome.STALE: "stale",
    Outcome.SPLIT: "split",
    Outcome.JOINED: "joined",
    Outcome.GUESSED: "stale, in other surroundings",
    Outcome.RETIRED: "retired",
    Outcome.REVIVED: "back",
}

_WORDS = {
    Outcome.NEW: "new",
    Outcome.RETRANSLATED: "translated again",
    Outcome.STALE: "stale: the source changed under a person's text",
    Outcome.SPLIT: "split: the first part has the old text",
    Outcome.JOINED: "joined, with all old texts",
    Outcome.GUESSED: "stale: other sentences stand around it now",
    Outcome.RETIRED: "retired: the sentence is gone",
    Outcome.REVIVED: "back from the retired",
    Outcome.REFILLED: "emptied by hand and filled with the machine's text again: `omit` leaves out",
}


def _cost(report: TranslateReport) -> str:
    """Say what a second opinion cost; nothing where that was next to nothing."""
    if report.second_took < 1:
        return ""
    said = f"; it took {report.second_took:,.0f} s, the translations {report.first_took:,.0f} s"
    return f"{said} (`second-opinion: off` saves it)"


def _guarded(report: TranslateReport) -> str:
    rescued = counted(report.rescued, "broken sentence")
    stayed = "none stayed broken"
    if report.broken:
        stayed = f"{report.broken:,} stayed broken, marked with an error in the review files"
    return f"Rescued {rescued}; {stayed}."


def moved_data(moved: Sequence[Moved]) -> list[dict[str, Any]]:
    """Return for scripts which reviews went with their articles."""
    return [
        {
            "from": gone.old,
            "to": gone.new,
            "locale": gone.locale,
            "path": gone.path,
            "segments": gone.segments,
            "doubted": gone.doubted,
        }
        for gone in moved
    ]


def data(report: TranslateReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "dry_run": report.dry,
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
                "affected": [
                    {
                        "id": affected.before.id,
                        "outcome": affected.outcome.value,
                        "status": affected.before.status.value,
                        "source": affected.before.source,
                    }
                    for affected in each.affected
                ],
            }
            for each in report.files
        ],
        "moved": moved_data(report.moved),
        "sentences": report.sentences,
        "words": report.words,
        "renewed": report.renewed,
        "reworded": report.reworded,
        "remembered": report.remembered,
        "suggested": report.suggested,
        "rescued": report.rescued,
        "broken": report.broken,
        "engines": list(dict.fromkeys(report.engines)),
        "seconds": list(dict.fromkeys(report.seconds)),
        "seconds_waited": {
            "first": round(report.first_took, 1),
            "second": round(report.second_took, 1),
        },
        "unsupported": list(report.unsupported),
    }
