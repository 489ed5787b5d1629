"""`dragoman review`."""

from __future__ import annotations

import gc
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: any free one.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser, or not.")
def review(articles: tuple[str, ...], locales: tuple[str, ...], port: int, browser: bool) -> None:
    """Review translations in the browser.

    The page is served on this machine alone, over the same review files, until Ctrl-C. The
    address that is printed lets its reader in: give it to nobody.
    """
    from dragoman import project
    from dragoman.web import serving
    from dragoman.workflow.desk import Desk

    here = Path.cwd()
    words = [word for text in locales for word in text.replace(",", " ").split()]
    desk = Desk(project.find(here).root, articles, words, here)
    gc.freeze()  # What is there by now stays to the end.
    with serving(desk, port) as address:
        click.echo(address)
        click.echo("Ctrl-C ends it; what was saved stays in locales/.", err=True)
        if browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
