"""`dragoman mv`."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.command()
@click.argument("old")
@click.argument("new")
@options.as_json
@click.pass_context
def mv(ctx: click.Context, old: str, new: str, as_json: bool) -> None:
    """Rename or move an article with its reviews.

    OLD and NEW are paths in seeds/, of an article or a folder; the article may have been moved
    by hand already. Its review files go with it in every locale, and exports know its new name.
    """
    from dragoman import project, report, workflow

    result = workflow.move(project.find(Path.cwd()), old, new, Path.cwd())
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
