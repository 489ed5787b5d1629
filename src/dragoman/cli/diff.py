"""`dragoman diff`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@options.as_json
@click.pass_context
def diff(
    ctx: click.Context, articles: tuple[str, ...], locales: tuple[str, ...], as_json: bool
) -> None:
    """Show what people changed in the machine's text.

    Word by word: in colour on a terminal; elsewhere [-what is gone-] and {+what was added+}.
    """
    from dragoman import report, workflow

    result = workflow.diff(options.reviewed_scope(articles, locales))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
