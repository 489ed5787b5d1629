"""`dragoman reject`."""

from __future__ import annotations

import click

from dragoman.cli import options
from dragoman.cli.choosing import choosing, chosen_of


@click.command()
@options.articles
@options.to
@choosing
@click.option("--note", default="", help="Say why: it is added to the notes of the segments.")
@click.option("--dry-run", is_flag=True, help="Say what would be rejected, and write nothing.")
@options.by
@options.as_json
@click.pass_context
def reject(
    ctx: click.Context,
    /,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    note: str,
    dry_run: bool,
    by: str | None,
    as_json: bool,
    **filters: object,
) -> None:
    """Mark many segments as not acceptable.

    Their status becomes needs-work, their text stays. ARTICLE, locales, ids and filters say which.
    """
    from dragoman import report, workflow

    chosen = chosen_of(articles, locales, filters)
    scope = options.reviewed_scope(articles, locales)
    result = workflow.reject(scope, chosen, note, dry=dry_run, by=by)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
