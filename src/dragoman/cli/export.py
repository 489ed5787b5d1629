"""`dragoman export`."""

from __future__ import annotations

from dataclasses import replace

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@click.option(
    "--accept",
    type=click.Choice(["draft", "reviewed", "approved"]),
    help="The lowest status that may be published. Default: approved.",
)
@click.option(
    "--missing",
    type=click.Choice(["source", "skip", "fail"]),
    help="Where a segment is below it: put the source text, skip the article, or fail. "
    "Default: fail.",
)
@options.as_json
@click.pass_context
def export(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    accept: str | None,
    missing: str | None,
    as_json: bool,
) -> None:
    """Write the localized copies of what may be published.

    A copy is complete or not written. Exit code 1 if anything was withheld.
    """
    from dragoman import report, workflow
    from dragoman.model import Status
    from dragoman.project import Missing

    scope = options.scope_of(articles, locales)
    publish = scope.project.settings.publish
    if accept:
        publish = replace(publish, accept=Status(accept))
    if missing:
        publish = replace(publish, missing=Missing(missing))
    result = workflow.export(scope, publish)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
