"""How the installed models do on the newsroom's own text."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.report import page
from dragoman.report.page import counted, line
from dragoman.workflow.comparison import CompareReport, Trial


def render(console: Console, report: CompareReport) -> None:
    """Print a table for each locale, the best model first."""
    for found in report.comparisons:
        months = sorted(sample.when[:7] for sample in found.samples if sample.when)
        between = f", accepted {months[0]} to {months[-1]}" if months else ""
        said = f"{found.locale}: {counted(len(found.samples), 'sentence')} by people{between}"
        left = f"; {found.left_out} accepted as a machine wrote them are left out"
        console.print(line(said + (left if found.left_out else "") + "."))
        rows = [["", "model", "chrF", "TER", "findings", "broken", "words/s", ""]]
        rows += [_row(trial) for trial in found.trials]
        width = page.room(console)
        for text in page.table(rows, left=(0, 1, 7), width=width, shorten={1: page.Cut.END}):
            console.print(page.verbatim(text))
    if report.page:
        console.print(line(f"To choose by eye: {report.page}. The key beside it is for you alone."))


def _row(trial: Trial) -> list[str]:
    return [
        "keep" if trial.keep else "",
        trial.label,
        f"{trial.chrf:.1f}",
        f"{trial.ter:.1f}",
        str(trial.findings),
        str(trial.broken),
        f"{trial.speed:,.0f}",
        trial.why,
    ]


def data(report: CompareReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "comparisons": [
            {
                "locale": found.locale,
                "sentences": len(found.samples),
                "left_out": found.left_out,
                "models": [
                    {
                        "model": trial.label,
                        "chrf": trial.chrf,
                        "ter": trial.ter,
                        "findings": trial.findings,
                        "broken": trial.broken,
                        "rescued": trial.rescued,
                        "words_per_second": round(trial.speed, 1),
                        "keep": trial.keep,
                        "why": trial.why,
                    }
                    for trial in found.trials
                ],
            }
            for found in report.comparisons
        ],
        "page": report.page or None,
    }
