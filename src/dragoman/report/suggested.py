"""Suggested entries, as text that can be pasted into the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console

from dragoman.glossary import FILE, Rendering
from dragoman.handyaml.scalars import simple
from dragoman.report.page import LISTED, counted, verbatim
from dragoman.workflow.suggest import Suggestion, SuggestReport

FEW = 3
"""Articles that are named."""


def render(console: Console, report: SuggestReport) -> None:
    """Print the suggestions as YAML to be copied; what people should know stands in comments."""
    if not report.suggestions:
        console.print(verbatim(f"# Nothing recurs that has no entry in {FILE}."))
        return
    console.print(verbatim(f"# Suggestions for {FILE}: paste what you agree with."))
    for each in report.suggestions:
        console.print()
        for row in _entry(each):
            console.print(verbatim(row))
    if report.left_out:
        more = counted(report.left_out, "more suggestion")
        console.print(verbatim(f"\n# {more}: --limit {len(report.suggestions) + report.left_out}"))


def _entry(each: Suggestion) -> Iterator[str]:
    found = each.candidate
    named = ", ".join(found.articles[:FEW])
    more = f" and {len(found.articles) - FEW} more" if len(found.articles) > FEW else ""
    yield f"# {counted(found.count, 'time')} in {named}{more}"
    if each.mixed:
        yield f"# rendered in several ways in {', '.join(each.mixed)}: choose one"
    yield f"- term: {simple(found.text)}"
    yield f"  part-of-speech: {'proper-noun' if found.name else 'noun'}"
    for locale, forms in each.renderings.items():
        yield f"  {locale}: {simple(forms[0].text)}  # {_counts(forms)}"


def _counts(forms: Sequence[Rendering]) -> str:
    told = f"{forms[0].count}×"
    others = [f"{each.text} {each.count}×" for each in forms[1 : LISTED + 1]]
    return f"{told}; also {', '.join(others)}" if others else told


def data(report: SuggestReport) -> dict[str, Any]:
    """Return the suggestions for scripts."""
    return {
        "suggestions": [
            {
                "term": each.candidate.text,
                "name": each.candidate.name,
                "count": each.candidate.count,
                "articles": list(each.candidate.articles),
                "renderings": {
                    locale: [{"text": form.text, "count": form.count} for form in forms]
                    for locale, forms in each.renderings.items()
                },
                "mixed": list(each.mixed),
            }
            for each in report.suggestions
        ],
        "left_out": report.left_out,
    }
