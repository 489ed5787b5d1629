"""`dragoman status`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@click.option(
    "--risky",
    type=click.IntRange(min=1),
    metavar="N",
    help="List the N segments that need a person most, and why.",
)
@options.as_json
@click.pass_context
def status(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    risky: int | None,
    as_json: bool,
) -> None:
    """Show how far the review has come.

    For each article and locale: how many segments have each status, the share of words that are
    approved, and what the checks found.
    """
    from dragoman import report, workflow

    result = workflow.status(options.reviewed_scope(articles, locales), risky or 0)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
