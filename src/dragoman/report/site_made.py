"""What `dragoman site` made."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from dragoman.errors import named
from dragoman.report.page import LISTED, counted, line
from dragoman.workflow import SiteReport


def render(console: Console, report: SiteReport) -> None:
    """Print the report."""
    locales = f" in {', '.join(report.locales)}" if report.locales else ""
    console.print(
        line(
            f"{report.folder}/: {counted(report.articles, 'article')}{locales}; "
            f"{counted(report.written, 'file')} written, {report.unchanged:,} unchanged, "
            f"{report.removed:,} removed. Open {report.folder}/index.html"
        )
    )
    for article, reason in report.held:
        console.print(line(f"  seeds/{article}: not shown: {reason}"))
    if report.outdated:
        pages = ", ".join(map(named, report.outdated[:LISTED]))
        more = f" and {len(report.outdated) - LISTED} more" if len(report.outdated) > LISTED else ""
        console.print(line(f"  The original has changed, and the page says so: {pages}{more}"))
    for path in report.kept[:LISTED]:
        console.print(
            line(
                f"  {named(path)}: made or changed by hand, and left as it is; --force replaces "
                "pages"
            )
        )
    for name in report.missing[:LISTED]:
        console.print(line(f"  seeds/{name}: an article refers to it, and it is not there"))
    if len(report.missing) > LISTED:
        console.print(line(f"  … and {len(report.missing) - LISTED} more"))
    if not report.address:
        console.print(
            line(
                "Sitemaps and whole addresses need the site's own. In dragoman.yaml:  "
                "site: {address: https://news.example.org}"
            )
        )


def data(report: SiteReport) -> dict[str, Any]:
    """Return the report for scripts."""
    return {
        "folder": report.folder,
        "locales": list(report.locales),
        "articles": report.articles,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "missing": report.missing,
        "held": [{"article": article, "reason": reason} for article, reason in report.held],
        "outdated": report.outdated,
        "withdrawn": report.withdrawn,
        "kept": report.kept,
        "address": report.address,
    }
