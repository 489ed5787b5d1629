"""`dragoman export`."""

from __future__ import annotations

from pathlib import Path
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
@click.option(
    "--to-folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write to this folder, to look at and not to publish: output/ is not touched, and "
    "drafts and embargoes are written too.",
)
@click.option(
    "--due", is_flag=True, help="Only articles whose time has come since the last export."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option(
    "--prune",
    is_flag=True,
    help="Remove copies whose article is gone or renamed, and take back what may not be "
    "published any more.",
)
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
    to_folder: Path | None,
    due: bool,
    dry_run: bool,
    prune: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write the localized copies of what may be published.

    A copy is complete or not written. What is a draft, under embargo, expired or withdrawn does
    not go out, and is taken back. Exit code 1 if anything was withheld.
    """
    from dragoman import project, report, workflow
    from dragoman.workflow.export import ExportOptions

    try:
        percent = project.percentage(minimum) if minimum else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--minimum") from None
    asked = _asked(accept, missing, stale, percent, disclosure)
    if to_folder is not None and (prune or due):
        raise click.UsageError("--to-folder goes with neither --prune nor --due.")
    scope = options.reviewed_scope(articles, locales)
    own = scope.project.settings.publish.accept.value
    if accept == "draft" and own != "draft" and to_folder is None and not dry_run:
        raise click.UsageError(
            "Drafts are not for output/, from which they would be published. To look at them, "
            "name another folder: dragoman export --accept draft --to-folder drafts. To read "
            "them beside their sources: dragoman preview. A newsroom that publishes them says "
            "so in dragoman.yaml:  publish: {accept: draft}"
        )
    wanted = ExportOptions(dry_run, force, prune, policy=asked, folder=to_folder, due=due)
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
        "disclosure": position and Disclosure.everywhere(position),
    }
    return {name: value for name, value in asked.items() if value is not None}
