"""`dragoman init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--git", is_flag=True, help="Let git merge review files sentence by sentence.")
def init(folder: Path, git: bool) -> None:
    """Make a newsroom's project in a folder.

    FOLDER is made if it is not there; the default is the current one. Nothing that is in it is
    changed. With --git, which a project may be given later too, lines are added to
    .gitattributes and .gitignore, and this clone is told which command merges.
    """
    from dragoman import project, workflow

    if not git or not (folder / project.FILE).exists():
        made = workflow.init(folder)
        click.echo(f"Made a project in {folder}: " + ", ".join(made) + ".")
        click.echo(
            f"Next: put articles into {folder / 'seeds'}, look at {folder / project.FILE}, "
            "and run: dragoman translate"
        )
    if git:
        _tell_git(folder)


def _tell_git(folder: Path) -> None:
    from dragoman import workflow

    report = workflow.prepare_git(folder)
    for name in report.written:
        click.echo(f"Added lines to {folder / name}. Commit it.")
    if report.kept:
        click.echo(f"This clone merges review files by another command, which stays: {report.kept}")
        click.echo(f"For Dragoman's own: git config merge.dragoman.driver '{report.driver}'")
    elif report.known:
        click.echo("This clone merges review files sentence by sentence.")
        click.echo("Everybody else runs this once in their own clone: dragoman init --git")
    else:
        click.echo("This folder is not in a git repository yet.")
        click.echo("Next: git init, and then once more: dragoman init --git")
