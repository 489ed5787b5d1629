"""What the glossary holds."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.glossary import FILE, Term
from dragoman.report import page
from dragoman.report.page import counted, line
from dragoman.workflow.glossary import GlossaryReport, ImportReport


def render(console: Console, report: GlossaryReport) -> None:
    """Print the terms for people: each with what it is called, and what it is not."""
    for term in report.glossary.terms:
        kind = f" ({term.part_of_speech.value})" if term.part_of_speech else ""
        kept = ": not to be translated" if term.keep else ""
        console.print(line(f"{term.text}{kind}{kept}"))
        for locale, forms in term.translations.items():
            console.print(line(f"  {locale:5} {' | '.join(forms)}"))
        for locale, forms in term.forbidden.items():
            console.print(line(f"  {locale:5} not: {' | '.join(forms)}"))
        if term.note:
            console.print(line(f"        {' '.join(term.note.split())}"))
    if not report.glossary.terms:
        console.print(line(_empty(report)))


def summary(report: GlossaryReport) -> None:
    """Print how much the glossary holds for each of the newsroom's locales."""
    console = page.console(sys.stdout)
    if not report.glossary.terms:
        console.print(line(_empty(report)))
        return
    terms = report.glossary.terms
    kept = sum(term.keep for term in terms)
    console.print(line(f"{FILE}: {counted(len(terms), 'term')}, {kept} not to be translated."))
    for locale in report.locales:
        without = [term.text for term in terms if not term.keep and not term.renderings(locale)]
        told = f"  {locale:5} {report.translated(locale)} of {len(terms)}"
        if without:
            named = ", ".join(without[: page.LISTED])
            more = f" and {len(without) - page.LISTED} more" if len(without) > page.LISTED else ""
            told += f"; without a translation: {named}{more}"
        console.print(line(told))


def _empty(report: GlossaryReport) -> str:
    if report.words:
        return f"No term of {FILE} holds {' and '.join(report.words)}."
    return f"{FILE} has no terms yet. To find some: dragoman glossary suggest"


def data(report: GlossaryReport) -> dict[str, Any]:
    """Return the terms for scripts."""
    return {
        "terms": [_term(term) for term in report.glossary.terms],
        "translated": {locale: report.translated(locale) for locale in report.locales},
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "term": term.text,
        "line": term.line,
        "part-of-speech": term.part_of_speech.value if term.part_of_speech else None,
        "do-not-translate": term.keep,
        "case-sensitive": term.case_sensitive,
        "translations": {locale: list(forms) for locale, forms in term.translations.items()},
        "forbidden": {locale: list(forms) for locale, forms in term.forbidden.items()},
        "note": term.note,
    }


def render_import(console: Console, report: ImportReport) -> None:
    """Print what an import brought, and what of the file was left out."""
    read = counted(report.terms, "term")
    console.print(
        line(
            f"{named(report.path)}: {read}; {report.added} new, {report.completed} completed "
            f"in {FILE}."
        )
    )
    if report.encoding:
        console.print(line(f"  It was read as {report.encoding}: see that the letters are right."))
    for told in report.left_out[: page.LISTED]:
        console.print(line(f"  left out: {told}"))
    if len(report.left_out) > page.LISTED:
        console.print(line(f"  and {len(report.left_out) - page.LISTED} more"))


def data_import(report: ImportReport) -> dict[str, Any]:
    """Return what an import brought for scripts."""
    return {
        "file": report.path,
        "terms": report.terms,
        "added": report.added,
        "completed": report.completed,
        "left_out": list(report.left_out),
        "encoding": report.encoding or "UTF-8",
    }
