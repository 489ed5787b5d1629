"""`dragoman unapprove`."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.command()
@options.as_json
@click.pass_context
def unapprove(ctx: click.Context, /, as_json: bool) -> None:
    """Take the last approve or reject back.

    Its review files hold again, byte for byte, what they held before. A file that was changed
    since is left alone and listed; the exit code is 1 then. Called again, it takes back the one
    before. If a command was killed on its way, what it had changed is taken back.
    """
    from dragoman import project, report, workflow

    result = workflow.unapprove(project.find(Path.cwd()))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
