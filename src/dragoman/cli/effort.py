"""`dragoman effort`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@options.as_json
@click.pass_context
def effort(
    ctx: click.Context, articles: tuple[str, ...], locales: tuple[str, ...], as_json: bool
) -> None:
    """Say how much work the machine's text leaves to people.

    For each locale, engine and month of approval: the share of segments that stayed as they
    were, chrF and TER. These figures tell whether a model is worth keeping.
    """
    from dragoman import report, workflow

    result = workflow.effort(options.reviewed_scope(articles, locales))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
