"""`dragoman approve`."""

from __future__ import annotations

import click

from dragoman.cli import options
from dragoman.cli.choosing import choosing, chosen_of


@click.command()
@options.articles
@options.to
@choosing
@click.option(
    "--as",
    "status",
    type=click.Choice(["approved", "reviewed"]),
    default="approved",
    show_default=True,
    help="The status that they get.",
)
@click.option("--force", is_flag=True, help="Also those in which a check finds an error.")
@click.option(
    "--unchanged-meaning",
    multiple=True,
    metavar="ID",
    help="A stale segment whose translation holds all the same, such as after a typo was mended.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be approved, and write nothing.")
@options.by
@options.as_json
@click.pass_context
def approve(
    ctx: click.Context,
    /,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    status: str,
    force: bool,
    unchanged_meaning: tuple[str, ...],
    dry_run: bool,
    by: str | None,
    as_json: bool,
    **filters: object,
) -> None:
    """Approve many segments at once.

    ARTICLE, locales, ids and filters say which. Segments with an error, without text, or with a
    changed source are refused and listed; the exit code is 1 then.
    """
    from dataclasses import replace

    from dragoman import report, workflow
    from dragoman.model import Status

    chosen = chosen_of(articles, locales, filters, unchanged_meaning)
    scope = options.reviewed_scope(articles, locales)
    if unchanged_meaning:
        chosen = replace(chosen, ids=unchanged_meaning)
        result = workflow.confirm(scope, chosen, force=force, dry=dry_run, by=by)
    else:
        result = workflow.approve(scope, chosen, Status(status), force=force, dry=dry_run, by=by)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
