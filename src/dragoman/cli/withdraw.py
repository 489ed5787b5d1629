"""`dragoman withdraw`."""

from __future__ import annotations

import click

from dragoman.cli import options


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--reason", default="", metavar="TEXT", help="Why: readers of the site see it.")
@click.option(
    "--by",
    default="",
    metavar="NAME",
    help="Who decided it; usually who is at work, as for `approve`.",
)
@click.option("--restore", is_flag=True, help="Bring the article back.")
@options.as_json
@click.pass_context
def withdraw(
    ctx: click.Context,
    articles: tuple[str, ...],
    reason: str,
    by: str,
    restore: bool,
    as_json: bool,
) -> None:
    """Take an article back, and leave a notice on the site.

    Its copies are taken out of output/. The list withdrawn.yaml says since when and why; keep it in
    version control. Run `dragoman site` after it.
    """
    from dragoman import report, workflow

    if restore and (reason or by):
        raise click.UsageError("--restore takes neither --reason nor --by.")
    scope = options.scope_of(articles, ())
    result = workflow.restore(scope) if restore else workflow.withdraw(scope, reason, by)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
