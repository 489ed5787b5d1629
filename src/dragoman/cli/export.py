"""`dragoman export`."""

from __future__ import annotations

from typing import Any

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
    help="Where a segment is below it: put the source's paragraph, skip the article, or fail. "
    "Default: fail.",
)
@click.option(
    "--stale",
    type=click.Choice(["withhold", "publish"]),
    help="Where the source changed since a text was accepted: withhold it, or publish it and "
    "say so. Default: withhold.",
)
@click.option(
    "--minimum",
    metavar="PERCENT",
    help="With --missing source: the words that must be translated. Default: 0%.",
)
@click.option(
    "--disclosure",
    type=click.Choice(["start", "end", "off"]),
    help="Where copies say how they were translated. Default: end.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--prune", is_flag=True, help="Remove copies whose article is gone or renamed.")
@click.option("--force", is_flag=True, help="Replace copies that were changed by hand.")
@options.as_json
@click.pass_context
def export(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    accept: str | None,
    missing: str | None,
    stale: str | None,
    minimum: str | None,
    disclosure: str | None,
    dry_run: bool,
    prune: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write the localized copies of what may be published.

    A copy is complete or not written. Exit code 1 if anything was withheld.
    """
    from dragoman import project, report, workflow
    from dragoman.workflow.export import Wanted

    try:
        percent = project.percentage(minimum) if minimum else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--minimum") from None
    asked = _asked(accept, missing, stale, percent, disclosure)
    scope = options.scope_of(articles, locales)
    wanted = Wanted(dry=dry_run, force=force, prune=prune, policy=asked)
    result = workflow.export(scope, scope.project.settings.publish, wanted)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)


def _asked(
    accept: str | None,
    missing: str | None,
    stale: str | None,
    minimum: int | None,
    disclosure: str | None,
) -> dict[str, Any]:
    """Return the fields of the policy that the command line sets."""
    from dragoman.model import Status
    from dragoman.publishing import Disclosure, Missing, Position, Stale

    position = Position(disclosure) if disclosure else None
    asked = {
        "accept": accept and Status(accept),
        "missing": missing and Missing(missing),
        "stale": stale and Stale(stale),
        "minimum": minimum,
        "disclosure": position and Disclosure(position, position, position),
    }
    return {name: value for name, value in asked.items() if value is not None}
