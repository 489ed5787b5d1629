"""What `dragoman site --serve` says while it runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dragoman.project import Project


def serve_site(found: Project, port: int) -> None:
    """Serve the site until the person stops it, and say what was made again."""
    from dragoman import report
    from dragoman.web.site import serving
    from dragoman.workflow.site_changes import PAUSE

    with serving(found, port) as (address, look):
        click.echo(f"Look at {address} (only on this machine). Stop with Ctrl-C.")
        try:
            while True:
                time.sleep(PAUSE)
                made = look()
                if made is not None:
                    report.show(made, as_json=False)
        except KeyboardInterrupt:
            click.echo("\nStopped.")
