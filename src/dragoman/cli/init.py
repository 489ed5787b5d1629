"""`dragoman init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Make a newsroom's project in a folder.

    FOLDER is made if it is not there; the default is the current one. Nothing that is in it is
    changed.
    """
    from dragoman import project, workflow

    made = workflow.init(folder)
    click.echo(f"Made a project in {folder}: " + ", ".join(made) + ".")
    click.echo(
        f"Next: put articles into {folder / 'seeds'}, look at {folder / project.FILE}, "
        "and run: dragoman translate"
    )
