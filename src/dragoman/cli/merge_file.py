"""`dragoman merge-file`."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.errors import visible

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("merge-file")
@click.argument("base", type=FILE)
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.option("--path", metavar="NAME", help="What messages call the file. Default: OURS.")
@click.pass_context
def merge_file(ctx: click.Context, base: Path, ours: Path, theirs: Path, path: str | None) -> None:
    """Merge two versions of a review file sentence by sentence.

    OURS and THEIRS began as BASE, which may be empty. The result is written to OURS. A sentence
    that people changed in both versions, and differently, becomes `needs-work`, and its note
    holds both; then the exit code is 1. Git calls this command after: dragoman init --git
    """
    from dragoman import workflow

    report = workflow.merge_file(base, ours, theirs, path or str(ours))
    for unit in report.conflicts:
        place = visible(f"{report.path}:{unit.line}")
        click.echo(f"{place}: {unit.id} was changed in both versions", err=True)
    if report.conflicts:
        click.echo(
            "  → Both versions stand in the note of each. Keep what is right in `target`, delete "
            "the lines from the note, and set the status.",
            err=True,
        )
        ctx.exit(1)
