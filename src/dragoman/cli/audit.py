"""`dragoman audit`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@options.as_json
@click.pass_context
def audit(
    ctx: click.Context, articles: tuple[str, ...], locales: tuple[str, ...], as_json: bool
) -> None:
    """Print who and what made each sentence, and who answers for it.

    For each segment: where its text came from, the engine, who accepted it, when, on what grounds,
    and how many words of it people changed. Approvals in bulk are called that.
    """
    from dragoman import report, workflow

    if not articles:
        raise click.UsageError("Name an article: dragoman audit flood.md")
    result = workflow.audit(options.reviewed_scope(articles, locales))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
