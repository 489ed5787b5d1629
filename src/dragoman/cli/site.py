"""`dragoman site`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options

if TYPE_CHECKING:
    from dragoman.project import Project


@click.command()
@click.option("--serve", is_flag=True, help="Show it in a browser on this machine, kept current.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="With --serve."
)
@click.option(
    "--templates", is_flag=True, help="Copy the program's templates, to make them your own."
)
@click.option(
    "--force", is_flag=True, help="Replace pages that were changed by hand. Files of yours stay."
)
@options.as_json
@click.pass_context
def site(
    ctx: click.Context, serve: bool, port: int, templates: bool, force: bool, as_json: bool
) -> None:
    """Write a web site of what was exported, in all its languages.

    It needs no server and no scripts: open site/index.html. Only what changed is written.
    """
    from dragoman import project, report, workflow

    found = project.find(Path.cwd())
    if templates:
        _templates(found)
        return
    result = workflow.write_site(found, force=force)
    report.show(result, as_json=as_json)
    if serve:
        from dragoman.cli.serve import serve_site

        serve_site(found, port)
        return
    ctx.exit(1 if result.failed else 0)


def _templates(found: Project) -> None:
    from dragoman import workflow

    folder, made = workflow.write_templates(found)
    said = ", ".join(made) or "nothing: all are there"
    click.echo(f"{folder}/: wrote {said}.")
    if not found.settings.site.templates:
        click.echo(f"Add this to dragoman.yaml:\n  site: {{templates: {folder}}}")
