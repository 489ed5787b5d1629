"""How far the review of every article is, and which segments need a person most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from dragoman.model import DONE, Status
from dragoman.report import page
from dragoman.report.page import counted, line, place
from dragoman.report.rows import Rows
from dragoman.workflow import StatusReport
from dragoman.workflow.status import Risky, Standing

SHOWN = 200
"""Characters of a sentence that a list shows."""

ROWS = 1_000
"""Above so many review files, a terminal shows those in which there is something to do, and of them
so many. A file, or another program, gets all."""

LEFT_SHOWN = 20
"""How many texts that stay in the source language are listed."""

_COUNTS: tuple[tuple[str, Callable[[Standing], int]], ...] = (
    *((status.value, lambda row, status=status: row.counts[status]) for status in Status),
    ("edited", lambda row: row.edited),
    ("errors", lambda row: row.errors),
    ("warnings", lambda row: row.warnings),
    ("left", lambda row: len(row.left)),
)

_DAY = len("2026-11-29")

_NAMES = 20
"""Columns of an article's name that stay in a narrow terminal."""

_LEAST = 12
"""Columns for what there is to do: no word in it is longer."""
"""The columns that are left out where nothing would stand in them, to fit a narrow terminal."""


def render(console: Console, report: StatusReport) -> None:
    """Print the report."""
    if report.asked:
        _risky(console, report)
        return
    if not report.rows:
        return
    width = page.room(console)
    glance = _Glance(report.rows, some=width is not None and len(report.rows) > ROWS)
    shown, totals = glance.shown, glance.totals
    lines: Iterable[str] = _table(shown, totals, width)
    if width is not None:
        lines = list(lines)
        if any(cell_len(text) > width for text in lines):
            lines = _summary(shown, totals, width)
    for text in lines:
        console.print(page.verbatim(text))
    if len(shown) < len(report.rows):
        rest = counted(len(report.rows) - len(shown), "review file")
        console.print(line(f"… and {rest} more. All of them: dragoman status > status.txt"))
    for text in glance.left:
        console.print(line(text))
    if more := glance.every_left - len(glance.left):
        console.print(line(f"… and {more} more: --json lists them all."))


class _Glance:
    """What one look at all review files finds: those of an archive are read from the disk."""

    def __init__(self, rows: Sequence[Standing], *, some: bool) -> None:
        self.totals: dict[str, _Subtotal] = {}
        """For each locale what its review files have together."""

        self.left: list[str] = []
        """Of what stays in the source language, each article once, as much as is shown."""

        self.every_left = 0

        self.shown: Sequence[Standing] = rows
        """All review files, or `some`: the first of those in which there is something to do."""

        chosen: list[Standing] = []
        article = None
        for row in rows:
            self.totals.setdefault(row.locale, _Subtotal()).add(row)
            if row.left and row.article != article:  # the locales of an article come together
                article = row.article
                self.every_left += len(row.left)
                room = LEFT_SHOWN - len(self.left)
                self.left += (f"{article}: {message}" for message in row.left[:room])
            if some and len(chosen) < ROWS and not _is_done(row):
                chosen.append(row)
        if some:
            self.shown = chosen


def _is_done(row: Standing) -> bool:
    """Whether there is nothing to do in a review file."""
    return not row.outdated and _open(_Subtotal([row])) == "nothing"


def _table(
    files: Sequence[Standing], totals: Mapping[str, _Subtotal], width: int | None
) -> Iterator[str]:
    """Yield a row for each review file, and a column for each thing that is counted.

    The names of articles give way where they must; more does not fit narrow terminals.
    """
    shown = [
        (name, count) for name, count in _COUNTS if any(own.counts[name] for own in totals.values())
    ]
    head = ["article", "locale", *(name for name, _ in shown), "words", "approved %"]
    head += ["accepted", ""]

    def rows() -> Iterator[Sequence[str]]:
        yield head
        for row in files:
            counts = [_number(count(row)) for _, count in shown]
            next_step = "run: dragoman translate" if row.outdated else ""
            words = _words(row.words, row.approved_words)
            accepted = (row.accepted or "")[:_DAY]
            yield [row.article, row.locale, *counts, *words, accepted, next_step]
        for locale, own in totals.items() if _adds_up(totals) else ():
            counts = [_number(own.counts[name]) for name, _ in shown]
            yield ["all", locale, *counts, *_words(own.words, own.approved_words), "", ""]

    left = (0, 1, len(head) - 2, len(head) - 1)
    # Made anew each time it is gone through: all cells of an archive would fill the memory.
    made = Rows(len(files) + 1, rows)
    yield from page.table(made, left, width, shorten={0: page.Cut.START}, keys=len(head))


def _adds_up(totals: Mapping[str, _Subtotal]) -> bool:
    """Whether the totals say more than the rows above them."""
    return sum(own.files for own in totals.values()) > len(totals)


def _summary(
    files: Sequence[Standing], totals: Mapping[str, _Subtotal], width: int
) -> Iterator[str]:
    """Yield a row for each review file that says in words what there is to do."""
    listed = [(row.article, row.locale, _Subtotal([row])) for row in files]
    if _adds_up(totals):
        listed += [("all", locale, own) for locale, own in totals.items()]
    rows = [
        (article, locale, _words(own.words, own.approved_words)[1], _open(own))
        for article, locale, own in listed
    ]
    head = ("article", "locale", "approved %", "open")
    used = sum(max(map(cell_len, column)) + 2 for column in zip(head, *rows, strict=True))
    used -= max(cell_len(row[-1]) for row in (head, *rows)) + 2
    names = max(cell_len(row[0]) for row in rows)
    room = max(width - used + max(0, names - _NAMES), _LEAST)
    cells = [head]
    for article, locale, share, said in rows:
        first, *more = wrap(said, room) or [""]
        cells += [(article, locale, share, first), *(("", "", "", each) for each in more)]
    yield from page.table(cells, (0, 1, 3), width, shorten={0: page.Cut.START}, keys=4)


def _open(files: _Subtotal) -> str:
    """Say what there is to do in review files, the most urgent first."""
    if files.outdated == files.files:
        return "run: dragoman translate"
    counts = files.counts
    parts = [counted(counts["errors"], "error")]
    parts += [f"{counts[each.value]:,} {each.value}" for each in Status if each not in DONE]
    parts += [counted(counts["warnings"], "warning"), f"{files.outdated:,} to translate"]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or "nothing"


class _Subtotal:
    """What review files have together."""

    def __init__(self, rows: Iterable[Standing] = ()) -> None:
        self.files = self.outdated = self.words = self.approved_words = 0
        self.counts: Counter[str] = Counter()
        """By the name of the column."""

        for row in rows:
            self.add(row)

    def add(self, row: Standing) -> None:
        self.files += 1
        self.outdated += row.outdated
        self.words += row.words
        self.approved_words += row.approved_words
        for name, count in _COUNTS:
            self.counts[name] += count(row)


def _number(number: int) -> str:
    return f"{number:,}" if number else "·"


def _words(every: int, approved: int) -> tuple[str, str]:
    """The words of the source, and how many percent of them are approved."""
    return f"{every:,}", str(100 * approved // every if every else 100)


def _risky(console: Console, report: StatusReport) -> None:
    """Print the list: place and status, why, and the two sentences each on its own line."""
    for each in report.risky:
        at = place(each.path, each.unit.line)
        console.print(line(f"{at}: {each.unit.status.value}"))
        for reason in each.risk.reasons:
            console.print(line(f"  {reason}"))
        for text in (each.unit.source, each.unit.target):
            if text:
                console.print(line(f"    {_short(text)}"))
    if report.risky:
        found = counted(len(report.risky), "segment")
        console.print(line(f"{found}, those that need a person most first."))
    else:
        console.print(line("No segment needs attention."))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


def data(report: StatusReport) -> dict[str, Any]:
    """Return the report for scripts."""
    files = Rows(len(report.rows), lambda: map(_standing, report.rows))
    found: dict[str, Any] = {"files": files}
    if report.asked:
        found["risky"] = [_at_risk(each) for each in report.risky]
    return found


def _at_risk(each: Risky) -> dict[str, Any]:
    return {
        "path": each.path,
        "line": each.unit.line,
        "id": each.unit.id,
        "article": each.article,
        "locale": each.locale,
        "status": each.unit.status.value,
        "score": round(each.risk.score, 1),
        "reasons": list(each.risk.reasons),
        "source": each.unit.source,
        "target": each.unit.target,
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
        "left": list(row.left),
        "edited": row.edited,
        "accepted": row.accepted,
        "changed": row.changed.isoformat(timespec="seconds") if row.changed else None,
        "outdated": row.outdated,
    }
