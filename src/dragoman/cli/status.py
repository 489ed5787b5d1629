"""`dragoman status`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@options.as_json
@click.pass_context
def status(
    ctx: click.Context, articles: tuple[str, ...], locales: tuple[str, ...], as_json: bool
) -> None:
    """Show how far the review has come.

    For each article and locale: how many segments have each status, the share of words that are
    approved, and what the checks found.
    """
    from dragoman import report, workflow

    result = workflow.status(options.scope_of(articles, locales))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
